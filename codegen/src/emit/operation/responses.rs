//! The documentation of operations and their responses.

use crate::contract::{Contract, Operation, Response, Scalar, TypeRef, TypeSource};
use crate::emit::docs::{self, Block, Inline};

/// The docs of an operation: the request before the example, and the responses and the source after it.
pub(super) fn operation_docs(contract: &Contract, operation: &Operation) -> [Vec<String>; 2] {
    let Operation { method, template, id, at, .. } = operation;
    let request = docs::code(&format!("{method} {template}"));
    let before = docs::lines_or_facts(&operation.docs, "", &format!("{request}, operation id {}.", docs::code(id)));
    let mut lines = Vec::new();
    if !operation.responses.is_empty() {
        lines.extend([String::new(), String::from("Responses:"), String::new()]);
        lines
            .extend(docs::list(operation.responses.iter().map(|response| response_item(contract, response)).collect()));
    }
    [before, docs::sourced(lines, &at.in_file(&contract.source))]
}

/// ``- `200`: The customer. As `application/json`: [`Customer`](crate::models::Customer).`` A type that only an
/// extension states is documented as ``As `application/json`. Actual type: [`Customer`](crate::models::Customer).``
fn response_item(contract: &Contract, response: &Response) -> Vec<Block> {
    let mut sentence = Vec::new();
    for media_type in &response.media_types {
        let before = if sentence.is_empty() { "As " } else { ", " };
        sentence.extend([Inline::text(before), Inline::code(&media_type.0)]);
    }
    let stated = response.ty.as_ref().filter(|_| !sentence.is_empty());
    if let Some(ty) = stated {
        sentence.push(Inline::text(match response.type_source {
            TypeSource::Stated | TypeSource::Unstated => ": ",
            TypeSource::Practice => ". Actual type: ",
        }));
        sentence.extend(value_in_prose(contract, ty));
    }
    sentence.extend((!sentence.is_empty()).then(|| Inline::text(".")));
    docs::with_sentence(docs::named(&response.status.to_string(), &response.docs.text), sentence)
}

/// The type of a response or a payload, in prose.
pub(crate) fn value_in_prose(contract: &Contract, ty: &TypeRef) -> Vec<Inline> {
    let of = |what: &str, item: &TypeRef| [vec![Inline::text(what)], value_in_prose(contract, item)].concat();
    match ty {
        TypeRef::Named(id) => {
            let name = contract.ty(*id).name.0.clone();
            vec![Inline::Item { path: format!("crate::models::{name}"), name }]
        }
        TypeRef::Array(item) => of("an array of ", &item.ty),
        TypeRef::Map(item) => of("a map of ", &item.ty),
        TypeRef::Any => vec![Inline::text("an untyped value")],
        TypeRef::Scalar(scalar) => vec![Inline::code(scalar_name(*scalar))],
        TypeRef::Replaced(ty) => vec![Inline::code(&ty.path.to_string())],
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
        Scalar::String(_) => "String",
        Scalar::Secret => "Secret",
        Scalar::Formatted(ty) => ty.path,
        Scalar::File => "File",
    }
}
