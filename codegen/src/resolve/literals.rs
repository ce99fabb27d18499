//! Values that are written out need all that they name: a member or a value that got no name in Rust cannot be set.

use crate::contract::{Contract, Literal, NamedBody, Operation, TypeId, TypeKind, WireName};
use crate::diagnostic::Code;
use crate::finding::Findings;

/// Reports the named bodies that have members or values that are left out.
pub(super) fn check(contract: &Contract, findings: &mut Findings) {
    for body in contract.operations.iter().flat_map(Operation::named_bodies) {
        if let Some(missing) = missing(contract, &body.value) {
            report(body, &missing, findings);
        }
    }
}

fn report(body: &NamedBody, missing: &str, findings: &mut Findings) {
    let message = format!("the body `{}` cannot be written in code: {missing} is left out", body.name);
    findings.error(Code::UnknownSwitch, &body.at, message, "remove it from the body, or give it a name of its own");
}

/// The first thing that a value needs and that is not there, in words.
fn missing(contract: &Contract, literal: &Literal) -> Option<String> {
    match literal {
        Literal::Null
        | Literal::Bool(_)
        | Literal::I32(_)
        | Literal::I64(_)
        | Literal::U32(_)
        | Literal::U64(_)
        | Literal::F64(_)
        | Literal::Text(_)
        | Literal::Any(_) => None,
        Literal::List(_, items) => items.iter().find_map(|item| missing(contract, item)),
        Literal::Map(_, entries) => entries.iter().find_map(|(_, value)| missing(contract, value)),
        Literal::Value(id, text) => (!has_value(contract, *id, text)).then(|| format!("the value `{text}`")),
        Literal::Object(id, members) => members.iter().find_map(|(name, value)| {
            if has_member(contract, *id, name) {
                missing(contract, value)
            } else {
                Some(format!("the member `{}`", name.0))
            }
        }),
    }
}

fn has_member(contract: &Contract, id: TypeId, name: &WireName) -> bool {
    matches!(&contract.ty(id).kind, TypeKind::Struct(object) if object.member(name).is_some())
}

fn has_value(contract: &Contract, id: TypeId, text: &str) -> bool {
    matches!(&contract.ty(id).kind, TypeKind::Enum(choice) if choice.values.iter().any(|value| value.text == text))
}
