//! What kind of values a schema allows, and whether those are a type of their own.

use super::unbound::Unbound;
use crate::document::{Schema, SchemaType};
use crate::syntax::Node;

/// What the values of a schema are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    Text,
    /// Some of a list of words.
    Choice,
    List,
    /// Objects whose members are data.
    Map,
    /// Objects of named members.
    Object,
    Any,
}

/// Whether a schema of the components is a type of its own, and not only another name for something. An object is, even
/// if it has no members yet.
pub(super) fn has_identity(schema: &Schema) -> bool {
    let is_type = match kind(schema) {
        Ok(Kind::Choice | Kind::Object) => true,
        Ok(Kind::Any) => schema.types.contains(&SchemaType::Object),
        _ => false,
    };
    schema.reference.is_none() && is_type
}

/// Whether the values of a schema are a choice of words. A choice of anything else is one of its type's values.
pub(super) fn is_enum(schema: &Schema) -> bool {
    matches!(kind(schema), Ok(Kind::Choice))
}

/// The one kind of values that a schema has, beside null.
pub(super) fn kind(schema: &Schema) -> Result<Kind, Unbound> {
    if schema.malformed {
        return Err(Unbound::Reported);
    }
    if !schema.unsupported.is_empty() {
        let keywords = schema.unsupported.join("`, `");
        return Err(Unbound::Because(format!("its schema uses `{keywords}`, which is not bound yet")));
    }
    let types: Vec<SchemaType> = schema.types.iter().copied().filter(|found| *found != SchemaType::Null).collect();
    match types.as_slice() {
        [one] => Ok(kind_of_type(*one, schema)),
        [] => Ok(kind_without_type(schema)),
        _ => Err(Unbound::Because(String::from("its schema states several types, which are not bound yet"))),
    }
}

fn kind_of_type(one: SchemaType, schema: &Schema) -> Kind {
    let values = schema.values.as_deref().unwrap_or_default();
    match one {
        SchemaType::Null => Kind::Null,
        SchemaType::Boolean => Kind::Boolean,
        SchemaType::Integer if values.iter().any(is_word) => Kind::Choice,
        SchemaType::Integer => Kind::Integer,
        SchemaType::Number => Kind::Number,
        SchemaType::String if values.iter().any(|value| matches!(value, Node::String(_))) => Kind::Choice,
        SchemaType::String => Kind::Text,
        SchemaType::Array => Kind::List,
        SchemaType::Object if !schema.properties.is_empty() => Kind::Object,
        SchemaType::Object if schema.additional.is_some() => Kind::Map,
        SchemaType::Object => Kind::Any,
    }
}

/// Whether a value is text, and no number that was put in quotes.
fn is_word(value: &Node) -> bool {
    matches!(value, Node::String(text) if text.parse::<i64>().is_err())
}

fn kind_without_type(schema: &Schema) -> Kind {
    let of_values = || schema.values.as_deref().and_then(kind_of_values);
    if !schema.properties.is_empty() {
        Kind::Object
    } else if schema.additional.is_some() {
        Kind::Map
    } else if schema.items.is_some() {
        Kind::List
    } else if let Some(of_values) = of_values() {
        of_values
    } else if schema.is_nullable() {
        Kind::Null
    } else {
        Kind::Any
    }
}

/// The kind of the values that a schema without a type lists: words if there are any, or else what all of them are,
/// beside null.
fn kind_of_values(values: &[Node]) -> Option<Kind> {
    let values: Vec<&Node> = values.iter().filter(|value| !matches!(value, Node::Null)).collect();
    let is_integer = |text: &String| text.parse::<i64>().is_ok();
    if values.iter().any(|value| matches!(value, Node::String(_))) {
        Some(Kind::Choice)
    } else if values.is_empty() {
        None
    } else if values.iter().all(|value| matches!(value, Node::Bool(_))) {
        Some(Kind::Boolean)
    } else if values.iter().all(|value| matches!(value, Node::Number(text) if is_integer(text))) {
        Some(Kind::Integer)
    } else {
        values.iter().all(|value| matches!(value, Node::Number(_))).then_some(Kind::Number)
    }
}
