//! The amended document as a string for other tools.
//!
//! Keys keep the order of the description. Those of overlays follow, in the order of the overlays.

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::source::syntax::Node;
use crate::source::tree::{Tree, Value};
use crate::write::Format;

/// Writes a document. The error is the reason that a value cannot be written.
pub(crate) fn write(tree: &Tree, format: Format) -> Result<String, String> {
    format.write(&Ordered(tree))
}

/// A value whose keys are written in the order of the source.
struct Ordered<'a>(&'a Tree);

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.value {
            Value::Leaf(leaf) => serialize_leaf(leaf, serializer),
            Value::Array(items) => {
                let mut array = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| array.serialize_element(&Ordered(item)))?;
                array.end()
            }
            Value::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                entries.iter().try_for_each(|(key, value)| map.serialize_entry(key, &Ordered(value)))?;
                map.end()
            }
        }
    }
}

fn serialize_leaf<S: Serializer>(leaf: &Node, serializer: S) -> Result<S::Ok, S::Error> {
    match leaf {
        Node::Null | Node::Array(_) | Node::Object(_) => serializer.serialize_unit(),
        Node::Bool(boolean) => serializer.serialize_bool(*boolean),
        Node::String(text) => serializer.serialize_str(text),
        Node::Number(text) => match leaf.number() {
            Some(number) => number.serialize(serializer),
            None => Err(S::Error::custom(format_args!("the number {text} is outside the range of JSON tools"))),
        },
    }
}
