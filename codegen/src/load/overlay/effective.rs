//! The amended document as a string for other tools.
//!
//! Keys keep the order of the description. Those of overlays follow, in the order of the overlays.

use std::collections::BTreeMap;

use serde::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::source::origin::Origin;
use crate::source::source_map::{SourceLocations, SourceMap};
use crate::source::syntax::Node;
use crate::source::tree::{Tree, Value};
use crate::write::Format;

/// Writes a document with the origins of its values. The error is the reason that a value cannot be written.
pub(crate) fn write(tree: &Tree, source_map: &SourceMap<'_>, format: Format) -> Result<String, String> {
    let mut wanted = Vec::new();
    collect(tree, &mut wanted);
    let locations = source_map.locations(&wanted);
    format.write(&Ordered { tree, locations: &locations })
}

/// The origins of the keys of all objects.
fn collect(tree: &Tree, wanted: &mut Vec<Origin>) {
    match &tree.value {
        Value::Leaf(_) => {}
        Value::Array(items) => items.iter().for_each(|item| collect(item, wanted)),
        Value::Object(entries) => {
            for (key, value) in entries {
                wanted.extend([within(tree, key), value.origin.clone()]);
                collect(value, wanted);
            }
        }
    }
}

/// The source location that a key would have in the object's own source.
fn within(object: &Tree, key: &str) -> Origin {
    Origin { source: object.origin.source, at: object.origin.at.child(key) }
}

/// A value whose keys are written in the order of their source locations.
struct Ordered<'a> {
    tree: &'a Tree,
    locations: &'a SourceLocations<'a>,
}

impl Serialize for Ordered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { tree, locations } = self;
        match &tree.value {
            Value::Leaf(leaf) => serialize_leaf(leaf, serializer),
            Value::Array(items) => {
                let mut array = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|tree| array.serialize_element(&Self { tree, locations }))?;
                array.end()
            }
            Value::Object(entries) => {
                let mut map = serializer.serialize_map(Some(entries.len()))?;
                for (key, tree) in self.sorted(entries) {
                    map.serialize_entry(key, &Self { tree, locations })?;
                }
                map.end()
            }
        }
    }
}

impl<'a> Ordered<'a> {
    /// The entries of an object ordered by source, then by location, then by key.
    fn sorted(&self, entries: &'a BTreeMap<String, Tree>) -> Vec<(&'a String, &'a Tree)> {
        let mut sorted: Vec<_> = entries.iter().collect();
        sorted.sort_by_cached_key(|(key, value)| {
            let own = within(self.tree, key);
            let at = if self.locations.position(&own).is_some() { &own } else { &value.origin };
            (at.source, self.locations.position(at).is_none(), self.locations.position(at))
        });
        sorted
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
