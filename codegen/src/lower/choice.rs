//! Enums: choices of strings.

use crate::contract::{Enum, EnumValue, TypeName};
use crate::diagnostic::Code;
use crate::document::{Schema, SchemaType};
use crate::finding::Findings;
use crate::syntax::Node;

/// The enum that a schema with strings for values is.
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
                chosen: variants.get(index).cloned(),
                label: label(text, schema),
                text: text.clone(),
                number: numbers.get(index).or(places.get(index)).copied(),
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
    Enum { values: lowered }
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

/// What a switch says of the values; nothing, with an error, unless it says something of each.
fn of_values<'a, T>(key: &str, stated: Option<&'a [T]>, schema: &Schema, findings: &mut Findings) -> &'a [T] {
    let Some(stated) = stated else { return &[] };
    let count = schema.values.as_ref().map_or(0, Vec::len);
    if stated.len() == count {
        return stated;
    }
    let at = schema.at.child("x-bindery").child(key);
    let message = format!("{} {key} stand for {count} values", stated.len());
    findings.error(Code::UnknownSwitch, &at, message, "give one for each value of `enum`, in its order");
    &[]
}
