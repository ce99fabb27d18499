//! Annotations of the values of an enum, from extensions of other generators: names for variants, and descriptions.

use std::collections::BTreeMap;

use super::{Cursor, Schema};
use crate::source::diagnostic::Code;
use crate::source::syntax::Node;

/// The extensions that name values. Each lists the names in the order of the values, or states them by value.
const NAMES: &[&str] = &["x-enum-varnames", "x-enumNames", "x-enum-names"];

/// The extensions that describe values, in the same way.
const DESCRIPTIONS: &[&str] = &["x-enum-descriptions", "x-enumDescriptions"];

/// Annotations of values, each after its value. The first of several counts.
#[derive(Debug, Default)]
pub(crate) struct ValueAnnotations {
    /// The names for generators.
    pub(crate) names: Vec<(Node, String)>,
    pub(crate) descriptions: Vec<(Node, String)>,
}

impl ValueAnnotations {
    /// Reads the annotations of these values of a schema. The name of an `x-ms-enum` is not that of a type, since
    /// several schemas may share it.
    pub(super) fn read(from: &Cursor<'_>, values: &[Node]) -> Self {
        let of = |keys: &[&str]| keys.iter().flat_map(|key| read_strings(from, key, values)).collect();
        let mut found = Self { names: of(NAMES), descriptions: of(DESCRIPTIONS) };
        let beside = from.object("x-ms-enum").map(|extension| extension.items("values")).unwrap_or_default();
        for item in &beside {
            let Some(value) = item.get("value") else { continue };
            let text = |key: &str| item.get(key).and_then(|text| read_string(&text));
            found.names.extend(text("name").map(|name| (value.node.clone(), name)));
            found.descriptions.extend(text("description").map(|text| (value.node.clone(), text)));
        }
        found
    }
}

impl Schema {
    /// Returns the only value, if there is one.
    pub(crate) fn only_value(&self) -> Option<&Node> {
        match self.values.as_deref() {
            Some([value]) => Some(value),
            Some(_) | None => None,
        }
    }

    /// Returns the title, if it is words that make an identifier, and no sentence.
    pub(crate) fn title_as_name(&self) -> Option<&str> {
        let title = self.title.trim();
        let is_part = |part: char| part.is_alphanumeric() || matches!(part, ' ' | '_' | '-');
        let is_name = title.starts_with(char::is_alphabetic) && title.chars().all(is_part) && title.len() <= MAX_TITLE;
        is_name.then_some(title)
    }
}

/// The length in bytes of the longest title that is a name.
const MAX_TITLE: usize = 40;

/// Reads the strings of an extension for these values. A list may leave out null.
fn read_strings(from: &Cursor<'_>, key: &str, values: &[Node]) -> Vec<(Node, String)> {
    let Some(stated) = from.get(key).filter(|_| !values.is_empty()) else { return Vec::new() };
    if matches!(stated.node, Node::Object(_)) {
        return read_by_value(&stated, values);
    }
    let found = from.items(key);
    let mut values: Vec<&Node> = values.iter().collect();
    if found.len() < values.len() {
        values.retain(|value| **value != Node::Null);
    }
    if found.len() != values.len() && matches!(stated.node, Node::Array(_)) {
        let message = format!("`{key}` has another length than `enum`: {} in place of {}", found.len(), values.len());
        stated.warning(Code::Malformed, message, "list one string for each value, in the order of `enum`");
    }
    values.into_iter().zip(&found).filter_map(|(value, text)| Some((value.clone(), read_string(text)?))).collect()
}

/// Reads the strings of an object by value.
fn read_by_value(stated: &Cursor<'_>, values: &[Node]) -> Vec<(Node, String)> {
    let by_key: BTreeMap<String, &Node> = values.iter().filter_map(|value| Some((key(value)?, value))).collect();
    let mut found = Vec::new();
    for (key, text) in stated.children() {
        match by_key.get(key) {
            Some(value) => found.extend(read_string(&text).map(|text| ((*value).clone(), text))),
            None => text.warning(
                Code::Malformed,
                "the string is ignored: its key is not a value of the enum",
                "remove it, or use a value of `enum`",
            ),
        }
    }
    found
}

/// Returns the key that stands for a value.
fn key(value: &Node) -> Option<String> {
    match value {
        Node::String(text) | Node::Number(text) => Some(text.clone()),
        Node::Bool(value) => Some(value.to_string()),
        Node::Null => Some(String::from("null")),
        Node::Array(_) | Node::Object(_) => None,
    }
}

/// Reads a string, if there is one.
fn read_string(text: &Cursor<'_>) -> Option<String> {
    if *text.node == Node::Null { None } else { text.as_string().filter(|text| !text.is_empty()) }
}
