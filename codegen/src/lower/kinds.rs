//! What kind of values a schema allows, and whether those are a type of their own.

use super::unbound::Unbound;
use crate::document::{Schema, SchemaType};
use crate::syntax::Node;

/// Whether a schema of the components is a type of its own, and not only another name for something.
pub(super) fn has_identity(schema: &Schema) -> bool {
    schema.reference.is_none() && (is_enum(schema) || matches!(kind(schema), Ok(SchemaType::Object)))
}

/// Whether the values of a schema are a choice of strings. A choice of anything else is one of its type's values.
pub(super) fn is_enum(schema: &Schema) -> bool {
    let values = schema.values.as_deref().unwrap_or_default();
    matches!(kind(schema), Ok(SchemaType::String)) && values.iter().any(|value| matches!(value, Node::String(_)))
}

/// The one type that values of a schema have, beside null.
pub(super) fn kind(schema: &Schema) -> Result<SchemaType, Unbound> {
    if schema.malformed {
        return Err(Unbound::Reported);
    }
    if !schema.unsupported.is_empty() {
        let keywords = schema.unsupported.join("`, `");
        return Err(Unbound::Because(format!("its schema uses `{keywords}`, which is not bound yet")));
    }
    let types: Vec<SchemaType> = schema.types.iter().copied().filter(|found| *found != SchemaType::Null).collect();
    let of_values = || schema.values.as_deref().and_then(kind_of_values);
    match types.as_slice() {
        [one] => Ok(*one),
        [] if !schema.properties.is_empty() => Ok(SchemaType::Object),
        [] if let Some(of_values) = of_values() => Ok(of_values),
        [] if schema.is_nullable() => Ok(SchemaType::Null),
        [] => Err(Unbound::Because(String::from("its schema states no type, and free-form values are not bound yet"))),
        _ => Err(Unbound::Because(String::from("its schema states several types, which are not bound yet"))),
    }
}

/// The type of the values that a schema without one lists: strings if there are any, or else what all of them are,
/// beside null.
fn kind_of_values(values: &[Node]) -> Option<SchemaType> {
    let values: Vec<&Node> = values.iter().filter(|value| !matches!(value, Node::Null)).collect();
    let is_integer = |text: &String| text.parse::<i64>().is_ok();
    if values.iter().any(|value| matches!(value, Node::String(_))) {
        Some(SchemaType::String)
    } else if values.is_empty() {
        None
    } else if values.iter().all(|value| matches!(value, Node::Bool(_))) {
        Some(SchemaType::Boolean)
    } else if values.iter().all(|value| matches!(value, Node::Number(text) if is_integer(text))) {
        Some(SchemaType::Integer)
    } else {
        values.iter().all(|value| matches!(value, Node::Number(_))).then_some(SchemaType::Number)
    }
}
