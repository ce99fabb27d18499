//! Rust names for what tells answers apart that hold another thing for each status: an enum for those that say that the
//! operation succeeded, and one for the others, called after the operation.

use std::collections::BTreeSet;

use crate::contract::{Contract, Held, Operation, Success, TypeName};
use crate::naming::spelling::within;
use crate::source::diagnostic::Code;
use crate::source::finding::Findings;

/// Names them, once the operations and their bodies have their names.
pub(super) fn resolve(contract: &mut Contract, findings: &mut Findings) {
    let own = |operation: &Operation| {
        let body = operation.body.as_ref().map(|body| body.name.clone());
        [Some(operation.name.clone()), body]
    };
    let taken: BTreeSet<TypeName> = contract.operations.iter().flat_map(own).flatten().collect();
    for operation in &mut contract.operations {
        operation.answer_names.reply = name(operation, Success::Yes, "Answer", &taken, findings);
        operation.answer_names.fault = name(operation, Success::No, "Fault", &taken, findings);
    }
}

fn name(
    operation: &mut Operation,
    success: Success,
    suffix: &str,
    taken: &BTreeSet<TypeName>,
    findings: &mut Findings,
) -> TypeName {
    let Held::Several(answers) = operation.held(success) else { return TypeName::default() };
    let name = TypeName(within(&operation.name.0, suffix));
    if !taken.contains(&name) {
        return name;
    }
    let statuses: Vec<String> = answers.into_iter().map(|(status, _)| status.to_owned()).collect();
    let message = format!(
        "the types of the answers `{}` are left out: an operation has the name of what tells them apart, `{}`",
        statuses.join("`, `"),
        name.0
    );
    let help = "decode such an answer into the type that its status says, or give the operation another name";
    findings.warning(Code::DuplicateName, &operation.at, message, help);
    for answer in operation.answers.iter_mut().filter(|answer| statuses.contains(&answer.status)) {
        answer.ty = None;
    }
    TypeName::default()
}
