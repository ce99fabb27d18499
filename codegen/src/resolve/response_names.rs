//! Rust names for responses with several types: an enum over the success responses and one over the error responses,
//! named after the operation.

use std::collections::BTreeSet;

use super::body_names::AllBodyNames;
use super::operation_names::OperationNames;
use crate::contract::{Contract, Lowered, Operation, ResponseClass, ResponseNames, ResponseTypes, Status, TypeName};
use crate::naming::casing::within;
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// The names of the enums over responses: for each operation, in order.
pub(super) struct AllResponseNames(pub(super) Vec<ResponseNames>);

/// Names the enums over responses: those of a class whose responses have several types. Types of responses whose enum
/// would have a taken name are left out.
pub(super) fn resolve(
    contract: &mut Contract<Lowered>,
    operations: &OperationNames,
    bodies: &AllBodyNames,
    diagnostics: &mut Diagnostics,
) -> AllResponseNames {
    let bodies = bodies.0.iter().flatten().map(|names| &names.name);
    let used: BTreeSet<&TypeName> = operations.0.iter().map(|operation| &operation.name).chain(bodies).collect();
    let names = contract.operations.iter_mut().zip(&operations.0).map(|(operation, names)| {
        let mut name = |class, suffix| {
            let ResponseTypes::Several(responses) = operation.response_types(class) else { return None };
            let statuses: Vec<Status> = responses.into_iter().map(|(status, _)| status).collect();
            let name = TypeName(within(&names.name.0, suffix));
            if used.contains(&name) {
                leave_out_types(operation, &statuses, &name, diagnostics);
                return None;
            }
            Some(name)
        };
        ResponseNames { success: name(ResponseClass::Success, "Response"), error: name(ResponseClass::Error, "Error") }
    });
    AllResponseNames(names.collect())
}

/// Leaves out the types of responses with these statuses: the name of the enum over them is taken.
fn leave_out_types(
    operation: &mut Operation<Lowered>,
    statuses: &[Status],
    name: &TypeName,
    diagnostics: &mut Diagnostics,
) {
    let listed: Vec<String> = statuses.iter().map(Status::to_string).collect();
    let message = format!(
        "the types of the responses `{}` are left out: an operation has the name of the enum over them, `{}`",
        listed.join("`, `"),
        name.0
    );
    let help = "decode such a response by its status, or give the operation another name";
    diagnostics.warning(Code::DuplicateName, &operation.at, message, help);
    for response in operation.responses.iter_mut().filter(|response| statuses.contains(&response.status)) {
        response.ty = None;
    }
}
