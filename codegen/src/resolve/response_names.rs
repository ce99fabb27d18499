//! Rust names for what tells responses apart that hold another thing for each status: an enum for those that say that the
//! operation succeeded, and one for the others, called after the operation.

use std::collections::BTreeSet;

use crate::contract::{Contract, Operation, ResponseClass, ResponseTypes, TypeName};
use crate::naming::casing::within;
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// Names them, once the operations and their bodies have their names.
pub(super) fn resolve(contract: &mut Contract, diagnostics: &mut Diagnostics) {
    let own = |operation: &Operation| {
        let body = operation.body.as_ref().map(|body| body.name.clone());
        [Some(operation.name.clone()), body]
    };
    let used: BTreeSet<TypeName> = contract.operations.iter().flat_map(own).flatten().collect();
    for operation in &mut contract.operations {
        operation.response_names.success = name(operation, ResponseClass::Success, "Response", &used, diagnostics);
        operation.response_names.error = name(operation, ResponseClass::Error, "Error", &used, diagnostics);
    }
}

fn name(
    operation: &mut Operation,
    success: ResponseClass,
    suffix: &str,
    used: &BTreeSet<TypeName>,
    diagnostics: &mut Diagnostics,
) -> TypeName {
    let ResponseTypes::Several(responses) = operation.response_types(success) else { return TypeName::default() };
    let name = TypeName(within(&operation.name.0, suffix));
    if !used.contains(&name) {
        return name;
    }
    let statuses: Vec<String> = responses.into_iter().map(|(status, _)| status.to_owned()).collect();
    let message = format!(
        "the types of the responses `{}` are left out: an operation has the name of what tells them apart, `{}`",
        statuses.join("`, `"),
        name.0
    );
    let help = "decode such a response into the type that its status says, or give the operation another name";
    diagnostics.warning(Code::DuplicateName, &operation.at, message, help);
    for response in operation.responses.iter_mut().filter(|response| statuses.contains(&response.status)) {
        response.ty = None;
    }
    TypeName::default()
}
