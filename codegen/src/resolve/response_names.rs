//! Rust names for responses with several types: an enum over the success responses and one over the error responses,
//! named after the operation.

use std::collections::BTreeSet;

use super::body_names::AllBodyNames;
use super::operation_names::OperationNames;
use crate::contract::{Contract, Lowered, Operation, ResponseClass, ResponseNames, ResponseTypes, TypeName};
use crate::naming::casing::within;
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// The names of the enums over responses: for each operation, in order.
pub(super) struct AllResponseNames(pub(super) Vec<ResponseNames>);

/// Names the enums over responses. Types of responses whose enum would have a taken name are left out.
pub(super) fn resolve(
    contract: &mut Contract<Lowered>,
    operations: &OperationNames,
    bodies: &AllBodyNames,
    diagnostics: &mut Diagnostics,
) -> AllResponseNames {
    let bodies = bodies.0.iter().flatten().map(|names| &names.name);
    let used: BTreeSet<&TypeName> = operations.0.iter().chain(bodies).collect();
    let names = contract.operations.iter_mut().zip(&operations.0).map(|(operation, operation_name)| {
        let mut name = |class, suffix| {
            let name = TypeName(within(&operation_name.0, suffix));
            name_enum(operation, class, name, |name| used.contains(name), diagnostics)
        };
        ResponseNames { success: name(ResponseClass::Success, "Response"), error: name(ResponseClass::Error, "Error") }
    });
    AllResponseNames(names.collect())
}

/// Returns the name of the enum over the responses of a class; `None` if they share one type, or if the name is used.
fn name_enum(
    operation: &mut Operation<Lowered>,
    class: ResponseClass,
    name: TypeName,
    is_used: impl Fn(&TypeName) -> bool,
    diagnostics: &mut Diagnostics,
) -> Option<TypeName> {
    let ResponseTypes::Several(responses) = operation.response_types(class) else { return None };
    if !is_used(&name) {
        return Some(name);
    }
    let statuses: Vec<String> = responses.into_iter().map(|(status, _)| status.to_owned()).collect();
    let message = format!(
        "the types of the responses `{}` are left out: an operation has the name of the enum over them, `{}`",
        statuses.join("`, `"),
        name.0
    );
    let help = "decode such a response by its status, or give the operation another name";
    diagnostics.warning(Code::DuplicateName, &operation.at, message, help);
    for response in operation.responses.iter_mut().filter(|response| statuses.contains(&response.status)) {
        response.ty = None;
    }
    None
}
