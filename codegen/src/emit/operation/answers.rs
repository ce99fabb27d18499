//! The documentation of operations, with what they answer.

use crate::contract::{Answer, Basis, Contract, Operation, Scalar, TypeRef};
use crate::emit::docs;

/// What an operation is, and what it answers.
pub(super) fn operation_docs(contract: &Contract, operation: &Operation) -> Vec<String> {
    let Operation { method, template, id, at, .. } = operation;
    let request = docs::code(&format!("{method} {template}"));
    let place = docs::code(&at.in_file(&contract.source));
    let facts = format!("{request}, documented as {}. Source: {place}.", docs::code(id));
    let mut lines = docs::lines(&operation.docs, &format!("{request}."), &facts);
    if !operation.answers.is_empty() {
        lines.extend([String::new(), String::from("Answers:"), String::new()]);
        lines.extend(operation.answers.iter().map(|answer| answer_line(contract, answer)));
    }
    lines
}

/// ``- `200`: The customer. As `application/json`: [`Customer`](crate::models::Customer).``, or if only practice knows
/// what it holds, ``As `application/json`. In practice: [`Customer`](crate::models::Customer).``
fn answer_line(contract: &Contract, answer: &Answer) -> String {
    let mut text = docs::entry(&answer.status, answer.docs.text.trim_end_matches('.'));
    text.push('.');
    let media_types: Vec<String> = answer.media_types.iter().map(|media_type| docs::code(&media_type.0)).collect();
    let introduction = match answer.basis {
        Basis::Stated | Basis::Unstated => ": ",
        Basis::Practice => ". In practice: ",
    };
    let ty = answer.ty.as_ref().map(|ty| format!("{introduction}{}", answer_type(contract, ty))).unwrap_or_default();
    let with = if media_types.is_empty() { String::new() } else { format!(" As {}{ty}.", media_types.join(", ")) };
    text + &with
}

/// What an answer holds.
fn answer_type(contract: &Contract, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named(id) => {
            let name = &contract.ty(*id).name.0;
            format!("[`{name}`](crate::models::{name})")
        }
        TypeRef::List(item) => format!("a list of {}", answer_type(contract, &item.ty)),
        TypeRef::Map(item) => format!("an object with any members of {}", answer_type(contract, &item.ty)),
        TypeRef::Any => String::from("a value of any kind"),
        TypeRef::Scalar(scalar) => format!("`{}`", scalar_name(*scalar)),
    }
}

fn scalar_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "bool",
        Scalar::I32 => "i32",
        Scalar::I64 => "i64",
        Scalar::U32 => "u32",
        Scalar::U64 => "u64",
        Scalar::F64 => "f64",
        Scalar::String => "String",
        Scalar::Secret => "Secret",
        Scalar::File => "File",
    }
}
