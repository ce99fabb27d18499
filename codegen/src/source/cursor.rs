//! Cursors: values with their JSON pointers. Each reports diagnostics about its value.
//!
//! A value of the wrong type is ignored with a warning, so that one mistake does not reject a whole description.

use std::cell::{RefCell, RefMut};
use std::mem;
use std::ops::Deref;

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::{Node, Object};

/// A value of a source, the pointer to it, and the diagnostics of the run.
#[derive(Clone, Debug)]
pub(crate) struct Cursor<'a> {
    value: NodeAt<'a>,
    diagnostics: &'a RefCell<Diagnostics>,
}

/// A value of a source, and the pointer to it.
#[derive(Clone, Debug)]
pub(crate) struct NodeAt<'a> {
    pub(crate) node: &'a Node,
    pub(crate) at: JsonPointer,
}

impl<'a> Deref for Cursor<'a> {
    type Target = NodeAt<'a>;

    fn deref(&self) -> &Self::Target {
        &self.value
    }
}

impl<'a> Cursor<'a> {
    /// Reads a source from its root, and adds the reported diagnostics.
    pub(crate) fn read<T>(root: &Node, diagnostics: &mut Diagnostics, read: impl FnOnce(&Cursor<'_>) -> T) -> T {
        let reported = RefCell::new(mem::take(diagnostics));
        let value = NodeAt { node: root, at: JsonPointer::root() };
        let result = read(&Cursor { value, diagnostics: &reported });
        *diagnostics = reported.into_inner();
        result
    }

    /// Returns another value of the same source.
    pub(crate) fn to(&self, node: &'a Node, at: JsonPointer) -> Self {
        self.with(NodeAt { node, at })
    }

    /// Returns the diagnostics of the run.
    pub(crate) fn diagnostics(&self) -> RefMut<'_, Diagnostics> {
        self.diagnostics.borrow_mut()
    }

    /// Returns the value at `key`, if this is an object with that key.
    pub(crate) fn get(&self, key: &str) -> Option<Self> {
        let Node::Object(object) = self.node else { return None };
        object.get(key).map(|node| self.to(node, self.at.child(key)))
    }

    /// Returns the object at `key`, with a diagnostic if it is something else.
    pub(crate) fn object(&self, key: &str) -> Option<Self> {
        let value = self.get(key)?;
        if matches!(value.node, Node::Object(_)) {
            return Some(value);
        }
        value.ignored("an object");
        None
    }

    /// Returns the object of named values at `key`, with a diagnostic if it is neither an object nor null. Null is
    /// empty.
    pub(crate) fn section(&self, key: &str) -> Option<Self> {
        let value = self.get(key)?;
        match value.node {
            Node::Object(_) => return Some(value),
            Node::Null => {}
            Node::Bool(_) | Node::Number(_) | Node::String(_) | Node::Array(_) => value.ignored("an object"),
        }
        None
    }

    /// Returns the entries of this object; none if it is something else.
    pub(crate) fn children(&self) -> Vec<(&'a str, Self)> {
        self.value.children().into_iter().map(|(key, value)| (key, self.with(value))).collect()
    }

    /// Returns the entries of the object at `key`, with a diagnostic if it is something else.
    pub(crate) fn entries(&self, key: &str) -> Vec<(&'a str, Self)> {
        self.object(key).map(|value| value.children()).unwrap_or_default()
    }

    /// Returns the items of the array at `key`, with a diagnostic if it is something else.
    pub(crate) fn items(&self, key: &str) -> Vec<Self> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let Node::Array(items) = value.node else {
            value.ignored("an array");
            return Vec::new();
        };
        items.iter().enumerate().map(|(index, node)| self.to(node, value.at.item(index))).collect()
    }

    /// Returns the string at `key`, with a diagnostic if it is something else.
    pub(crate) fn string(&self, key: &str) -> Option<String> {
        self.get(key)?.as_string()
    }

    /// Returns the required string at `key`, with a diagnostic if it is absent or something else.
    pub(crate) fn required_string(&self, key: &str) -> Option<String> {
        if self.get(key).is_none() {
            let message = format!("missing key `{key}`: this item is left out");
            self.warning(Code::Malformed, message, format!("add `{key}` with a string"));
        }
        self.string(key)
    }

    /// Returns the boolean at `key`; `false` if it is absent, with a diagnostic if it is something else.
    pub(crate) fn boolean(&self, key: &str) -> bool {
        let Some(value) = self.get(key) else { return false };
        let spelled = match value.node {
            Node::Bool(boolean) => return *boolean,
            // YAML 1.1 has more words for booleans, and some descriptions quote booleans.
            Node::String(text) => spelled(text).map(|boolean| (text, boolean)),
            Node::Null | Node::Number(_) | Node::Array(_) | Node::Object(_) => None,
        };
        let Some((text, boolean)) = spelled else {
            value.ignored("true or false");
            return false;
        };
        let message = format!("`{text}` is read as {boolean}");
        value.warning(Code::Malformed, message, format!("write {boolean}, without quotes"));
        boolean
    }

    /// Returns this value as a string, with a diagnostic if it is something else.
    pub(crate) fn as_string(&self) -> Option<String> {
        let Node::String(text) = self.node else {
            self.ignored("a string");
            return None;
        };
        Some(text.clone())
    }

    /// Reports an error at this value.
    pub(crate) fn error(&self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.borrow_mut().error(code, &self.at, message, help);
    }

    /// Reports a warning at this value.
    pub(crate) fn warning(&self, code: Code, message: impl Into<String>, help: impl Into<String>) {
        self.diagnostics.borrow_mut().warning(code, &self.at, message, help);
    }

    /// Reports that this value is ignored because of its type.
    pub(crate) fn ignored(&self, expected: &str) {
        let message = format!("expected {expected}, found {}: the value is ignored", self.node.kind());
        self.warning(Code::Malformed, message, format!("replace the value by {expected}"));
    }

    /// Reports that this value has the wrong type, which is an error.
    pub(crate) fn refused(&self, expected: &str) {
        self.value.refused(expected, &mut self.diagnostics());
    }

    fn with(&self, value: NodeAt<'a>) -> Self {
        Self { value, diagnostics: self.diagnostics }
    }
}

impl<'a> NodeAt<'a> {
    /// Returns the entries of this object; none if it is something else.
    pub(crate) fn children(&self) -> Vec<(&'a str, Self)> {
        let Node::Object(object) = self.node else { return Vec::new() };
        object.iter().map(|(key, node)| (key, Self { node, at: self.at.child(key) })).collect()
    }

    /// Returns the position of each of the [`children`](Self::children) in the source text.
    pub(crate) fn positions(&self) -> impl Iterator<Item = usize> + use<'a> {
        let object = if let Node::Object(object) = self.node { Some(object) } else { None };
        object.into_iter().flat_map(Object::positions)
    }

    /// Reports that this value has the wrong type, which is an error.
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
