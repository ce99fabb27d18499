//! The documentation of operations, with what they answer.

use crate::contract::{Answer, Basis, Contract, Operation, Scalar, TypeRef};
use crate::emit::docs::{self, Block, Inline};

/// What an operation is, and what it answers.
pub(super) fn operation_docs(contract: &Contract, operation: &Operation) -> Vec<String> {
    let Operation { method, template, id, at, .. } = operation;
    let request = docs::code(&format!("{method} {template}"));
    let place = docs::code(&at.in_file(&contract.source));
    let facts = format!("{request}, documented as {}. Source: {place}.", docs::code(id));
    let mut lines = docs::lines(&operation.docs, &format!("{request}."), &facts);
    if !operation.answers.is_empty() {
        lines.extend([String::new(), String::from("Answers:"), String::new()]);
        lines.extend(docs::list(operation.answers.iter().map(|answer| answer_item(contract, answer)).collect()));
    }
    lines
}

/// ``- `200`: The customer. As `application/json`: [`Customer`](crate::models::Customer).``, or if only practice knows
/// what it holds, ``As `application/json`. In practice: [`Customer`](crate::models::Customer).``
fn answer_item(contract: &Contract, answer: &Answer) -> Vec<Block> {
    let mut sentence = Vec::new();
    for media_type in &answer.media_types {
        let before = if sentence.is_empty() { "As " } else { ", " };
        sentence.extend([Inline::text(before), Inline::code(&media_type.0)]);
    }
    let stated = answer.ty.as_ref().filter(|_| !sentence.is_empty());
    if let Some(ty) = stated {
        sentence.push(Inline::text(match answer.basis {
            Basis::Stated | Basis::Unstated => ": ",
            Basis::Practice => ". In practice: ",
        }));
        sentence.extend(answer_type(contract, ty));
    }
    sentence.extend((!sentence.is_empty()).then(|| Inline::text(".")));
    docs::with_sentence(docs::named(&answer.status, &answer.docs.text), sentence)
}

/// What an answer holds.
fn answer_type(contract: &Contract, ty: &TypeRef) -> Vec<Inline> {
    let of = |what: &str, item: &TypeRef| [vec![Inline::text(what)], answer_type(contract, item)].concat();
    match ty {
        TypeRef::Named(id) => {
            let name = contract.ty(*id).name.0.clone();
            vec![Inline::Item { path: format!("crate::models::{name}"), name }]
        }
        TypeRef::List(item) => of("a list of ", &item.ty),
        TypeRef::Map(item) => of("an object with any members of ", &item.ty),
        TypeRef::Any => vec![Inline::text("a value of any kind")],
        TypeRef::Scalar(scalar) => vec![Inline::code(scalar_name(*scalar))],
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
