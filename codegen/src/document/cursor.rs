//! Values of the document that report their own diagnostics.

use std::cell::{RefCell, RefMut};
use std::ops::Deref;

use crate::source::cursor;
use crate::source::diagnostic::JsonPointer;
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// A value of the document, the pointer to it, and the diagnostics of the run.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'a> {
    value: cursor::Cursor<'a>,
    diagnostics: &'a RefCell<Diagnostics>,
}

impl<'a> Deref for Cursor<'a> {
    type Target = cursor::Cursor<'a>;

    fn deref(&self) -> &Self::Target {
        &self.value
    }
}

impl<'a> Cursor<'a> {
    /// Returns the whole document.
    pub(super) fn root(node: &'a Node, diagnostics: &'a RefCell<Diagnostics>) -> Self {
        Self { value: cursor::Cursor::root(node), diagnostics }
    }

    /// Returns another value of the same document.
    pub(super) fn to(&self, node: &'a Node, at: JsonPointer) -> Self {
        self.with(cursor::Cursor { node, at })
    }

    /// Returns the diagnostics, to report one about this value.
    pub(super) fn diagnostics(&self) -> RefMut<'_, Diagnostics> {
        self.diagnostics.borrow_mut()
    }

    /// Returns the value at `key`, if this is an object with that key.
    pub(super) fn get(&self, key: &str) -> Option<Self> {
        self.value.get(key).map(|value| self.with(value))
    }

    /// Returns the object at `key`, with a diagnostic if it is something else.
    pub(super) fn object(&self, key: &str) -> Option<Self> {
        self.value.object(key, &mut self.diagnostics()).map(|value| self.with(value))
    }

    /// Returns the object of named values at `key`, with a diagnostic if it is neither an object nor null.
    pub(super) fn section(&self, key: &str) -> Option<Self> {
        self.value.section(key, &mut self.diagnostics()).map(|value| self.with(value))
    }

    /// Returns the entries of this object; none if it is something else.
    pub(super) fn children(&self) -> Vec<(&'a str, Self)> {
        self.value.children().into_iter().map(|(key, value)| (key, self.with(value))).collect()
    }

    /// Returns the entries of the object at `key`, with a diagnostic if it is something else.
    pub(super) fn entries(&self, key: &str) -> Vec<(&'a str, Self)> {
        let entries = self.value.entries(key, &mut self.diagnostics());
        entries.into_iter().map(|(key, value)| (key, self.with(value))).collect()
    }

    /// Returns the items of the array at `key`, with a diagnostic if it is something else.
    pub(super) fn items(&self, key: &str) -> Vec<Self> {
        let items = self.value.items(key, &mut self.diagnostics());
        items.into_iter().map(|value| self.with(value)).collect()
    }

    /// Returns the string at `key`, with a diagnostic if it is something else.
    pub(super) fn string(&self, key: &str) -> Option<String> {
        self.value.string(key, &mut self.diagnostics())
    }

    /// Returns the required string at `key`, with a diagnostic if it is absent or something else.
    pub(super) fn required_string(&self, key: &str) -> Option<String> {
        self.value.required_string(key, &mut self.diagnostics())
    }

    /// Returns the boolean at `key`; `false` if it is absent, with a diagnostic if it is something else.
    pub(super) fn boolean(&self, key: &str) -> bool {
        self.value.flag(key, &mut self.diagnostics())
    }

    /// Returns this value as a string, with a diagnostic if it is something else.
    pub(super) fn as_string(&self) -> Option<String> {
        self.value.as_string(&mut self.diagnostics())
    }

    /// Reports that this value is ignored because of its type.
    pub(super) fn ignored(&self, expected: &str) {
        self.value.ignored(expected, &mut self.diagnostics());
    }

    /// Reports that this value has the wrong type, which is an error.
    pub(super) fn refused(&self, expected: &str) {
        self.value.refused(expected, &mut self.diagnostics());
    }

    fn with(&self, value: cursor::Cursor<'a>) -> Self {
        Self { value, diagnostics: self.diagnostics }
    }
}
