//! Enums: choices of strings.

use crate::contract::{Enum, EnumValue, TypeName};
use crate::diagnostic::Code;
use crate::document::{Schema, SchemaType};
use crate::finding::Findings;
use crate::syntax::Node;

/// The enum that a schema with strings for values is. Values with chosen numbers come first, in order of the numbers;
/// the others follow as the description lists them.
pub(super) fn lower(schema: &Schema, findings: &mut Findings) -> Enum {
    let values = schema.values.as_deref().unwrap_or_default();
    let places = places(schema);
    let numbers = of_values("numbers", schema.switches.numbers.as_deref(), schema, findings);
    let variants = of_values("variants", schema.switches.variants.as_deref(), schema, findings);
    let mut lowered = Vec::new();
    for (index, value) in values.iter().enumerate() {
        match value {
            Node::String(text) => lowered.push(EnumValue {
                variant: TypeName::default(),
                chosen: said_of(text, variants).cloned(),
                label: label(text, schema),
                text: text.clone(),
                number: said_of(text, numbers).or(places.get(index)).copied(),
                at: schema.at.child("enum").item(index),
            }),
            Node::Null => {}
            _ => {
                let at = schema.at.child("enum").item(index);
                let message = format!("a value of the enum is left out: it is {}, no string", value.kind());
                findings.warning(Code::Unsupported, &at, message, "readers keep it as an unrecognized value");
            }
        }
    }
    lowered.sort_by_key(|value| {
        let number = said_of(&value.text, numbers);
        (number.is_none(), number.copied())
    });
    Enum { values: lowered, integer: schema.types.contains(&SchemaType::Integer) }
}

/// What generators call a value, where the description says so.
fn label(value: &str, schema: &Schema) -> Option<String> {
    let mut names = schema.value_names.iter();
    names.find(|(of, _)| of == value).map(|(_, name)| name.clone())
}

/// The numbers of values that are written as text though they are declared as integers: that is how an enum looks whose
/// service sends the names, and takes a name or its number. The numbers are the places.
fn places(schema: &Schema) -> Vec<i64> {
    if !schema.types.contains(&SchemaType::Integer) {
        return Vec::new();
    }
    (0..).zip(schema.values.iter().flatten()).map(|(place, _)| place).collect()
}

/// What a switch says of the values. A value that the enum does not have is an error.
fn of_values<'a, T>(
    key: &str,
    stated: Option<&'a [(String, T)]>,
    schema: &Schema,
    findings: &mut Findings,
) -> &'a [(String, T)] {
    let stated = stated.unwrap_or_default();
    for (value, _) in stated {
        let is_known = schema.values.iter().flatten().any(|known| matches!(known, Node::String(text) if text == value));
        if !is_known {
            let at = schema.at.child("x-bindery").child(key).child(value);
            let message = format!("`{key}` has `{value}`, which is no value of the enum");
            findings.error(Code::UnknownSwitch, &at, message, "remove it, or write the value as `enum` has it");
        }
    }
    stated
}

fn said_of<'a, T>(value: &str, stated: &'a [(String, T)]) -> Option<&'a T> {
    stated.iter().find(|(of, _)| of == value).map(|(_, said)| said)
}
