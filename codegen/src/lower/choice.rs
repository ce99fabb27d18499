//! Enums: choices of strings.

use crate::contract::{Enum, EnumValue, TypeName};
use crate::diagnostic::Code;
use crate::document::Schema;
use crate::finding::Findings;
use crate::syntax::Node;

/// The enum that a schema with strings for values is.
pub(super) fn lower(schema: &Schema, findings: &mut Findings) -> Enum {
    let values = schema.values.as_deref().unwrap_or_default();
    let numbers = of_values("numbers", schema.switches.numbers.as_deref(), schema, findings);
    let variants = of_values("variants", schema.switches.variants.as_deref(), schema, findings);
    let mut lowered = Vec::new();
    for (index, value) in values.iter().enumerate() {
        match value {
            Node::String(text) => lowered.push(EnumValue {
                variant: TypeName::default(),
                chosen: variants.get(index).cloned(),
                text: text.clone(),
                number: numbers.get(index).copied(),
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
