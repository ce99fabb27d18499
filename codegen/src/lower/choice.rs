//! Enums: choices of strings.

use crate::contract::{Enum, EnumValue, TypeName};
use crate::diagnostic::Code;
use crate::document::Schema;
use crate::finding::Findings;
use crate::syntax::Node;

/// The enum that a schema with strings for values is.
pub(super) fn lower(schema: &Schema, findings: &mut Findings) -> Enum {
    let values = schema.values.as_deref().unwrap_or_default();
    let numbers = schema.switches.numbers.as_deref().unwrap_or_default();
    if schema.switches.numbers.is_some() && numbers.len() != values.len() {
        let at = schema.at.child("x-bindery").child("numbers");
        let message = format!("{} numbers stand for {} values", numbers.len(), values.len());
        findings.error(Code::UnknownSwitch, &at, message, "give one number for each value of `enum`, in its order");
    }
    let mut lowered = Vec::new();
    for (index, value) in values.iter().enumerate() {
        match value {
            Node::String(text) => lowered.push(EnumValue {
                variant: TypeName::default(),
                text: text.clone(),
                number: numbers.get(index).copied(),
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
