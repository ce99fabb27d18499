//! Cursors: values that know their JSON pointer.
//!
//! A value of the wrong type is ignored with a warning, so that one mistake does not reject a whole description.

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// A value of a description, and its pointer.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a> {
    pub(crate) node: &'a Node,
    pub(crate) at: JsonPointer,
}

impl<'a> Cursor<'a> {
    /// The root of the description.
    pub(crate) fn root(node: &'a Node) -> Self {
        Self { node, at: JsonPointer::root() }
    }

    /// The value of `key`; `None` if it is absent, or if this is not an object.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let Node::Object(object) = self.node else { return None };
        object.get(key).map(|node| Self { node, at: self.at.child(key) })
    }

    /// The object at `key`; `None` if it is absent. Any other value is reported.
    pub(crate) fn object(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let value = self.get(key)?;
        if matches!(value.node, Node::Object(_)) {
            return Some(value);
        }
        value.ignored("an object", diagnostics);
        None
    }

    /// The object with named entries at `key`; `None` if it is absent or null, which means that it is empty. Any other
    /// value is reported.
    pub(crate) fn section(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let value = self.get(key)?;
        match value.node {
            Node::Object(_) => return Some(value),
            Node::Null => {}
            _ => value.ignored("an object", diagnostics),
        }
        None
    }

    /// The entries of this object; none if it is another value.
    pub(crate) fn children(&self) -> Vec<(&'a str, Self)> {
        let Node::Object(object) = self.node else { return Vec::new() };
        object.iter().map(|(key, node)| (key, Self { node, at: self.at.child(key) })).collect()
    }

    /// The entries of the object at `key`; none if it is absent. Any other value is reported.
    pub(crate) fn entries(&self, key: &str, diagnostics: &mut Diagnostics) -> Vec<(&'a str, Self)> {
        self.object(key, diagnostics).map(|value| value.children()).unwrap_or_default()
    }

    /// The items of the array at `key`; none if it is absent. Any other value is reported.
    pub(crate) fn items(&self, key: &str, diagnostics: &mut Diagnostics) -> Vec<Self> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Node::Array(items) = value.node else {
            value.ignored("an array", diagnostics);
            return Vec::new();
        };
        items.iter().enumerate().map(|(index, node)| Self { node, at: value.at.item(index) }).collect()
    }

    /// The string at `key`; `None` if it is absent. Any other value is reported.
    pub(crate) fn string(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        self.get(key)?.as_string(diagnostics)
    }

    /// The string at a required `key`. A missing one is reported.
    pub(crate) fn required_string(&self, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
        if self.get(key).is_none() {
            let message = format!("missing key `{key}`: this item is left out");
            diagnostics.warning(Code::Malformed, &self.at, message, format!("add `{key}` with a string"));
        }
        self.string(key, diagnostics)
    }

    /// The boolean at `key`; `false` if it is absent. Any other value is reported.
    pub(crate) fn flag(&self, key: &str, diagnostics: &mut Diagnostics) -> bool {
        let Some(value) = self.get(key) else { return false };
        match value.node {
            Node::Bool(flag) => *flag,
            // YAML 1.1 has more words for booleans, and quoted ones occur.
            Node::String(text) if let Some(flag) = spelled(text) => {
                let message = format!("`{text}` is read as {flag}");
                diagnostics.warning(Code::Malformed, &value.at, message, format!("write {flag}, without quotes"));
                flag
            }
            _ => {
                value.ignored("true or false", diagnostics);
                false
            }
        }
    }

    /// This value as a string. Any other value is reported.
    pub(crate) fn as_string(&self, diagnostics: &mut Diagnostics) -> Option<String> {
        match self.node {
            Node::String(text) => Some(text.clone()),
            _ => {
                self.ignored("a string", diagnostics);
                None
            }
        }
    }

    /// Reports that this value has the wrong type and is ignored.
    pub(crate) fn ignored(&self, expected: &str, diagnostics: &mut Diagnostics) {
        let message = format!("expected {expected}, found {}: the value is ignored", self.node.kind());
        diagnostics.warning(Code::Malformed, &self.at, message, format!("replace the value by {expected}"));
    }

    /// Reports that this required value has the wrong type.
    pub(crate) fn refused(&self, expected: &str, diagnostics: &mut Diagnostics) {
        let message = format!("expected {expected}, found {}", self.node.kind());
        diagnostics.error(Code::Malformed, &self.at, message, format!("replace the value by {expected}"));
    }
}

/// A boolean that is spelled as a string.
fn spelled(text: &str) -> Option<bool> {
    let is = |words: [&str; 3]| words.iter().any(|word| text.eq_ignore_ascii_case(word));
    if is(["true", "yes", "on"]) { Some(true) } else { is(["false", "no", "off"]).then_some(false) }
}
