//! Merging of values: objects by key, arrays by concatenation, scalars by replacement.

use indexmap::map::Entry;

use super::history::History;
use super::read::Version;
use super::select::shortened;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::{Conflict, Diagnostics};
use crate::source::syntax::Node;
use crate::source::tree::{Tree, Value};

/// A merge in progress.
pub(super) struct Merge<'a> {
    pub(super) history: &'a History,
    pub(super) version: Version,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl Merge<'_> {
    /// Merges a value into the target of an action.
    ///
    /// In version 1.1 the items of an array are appended to a target array; in 1.0 the array becomes one item. Other
    /// values are appended as one item.
    pub(super) fn amend(&mut self, target: &mut Tree, value: &Tree, at: &JsonPointer) {
        match (&mut target.value, &value.value) {
            (Value::Array(items), Value::Array(more)) if self.version == Version::V1_1 => {
                items.extend(more.iter().cloned());
            }
            (Value::Array(items), _) => items.push(value.clone()),
            _ => self.merge(target, value, at),
        }
    }

    /// Merges a value into the one at `at`.
    fn merge(&mut self, target: &mut Tree, value: &Tree, at: &JsonPointer) {
        match (&mut target.value, &value.value) {
            (Value::Object(entries), Value::Object(more)) => {
                for (key, value) in more {
                    match entries.entry(key.clone()) {
                        Entry::Occupied(mut entry) => self.merge(entry.get_mut(), value, &at.child(key)),
                        Entry::Vacant(entry) => {
                            self.check_insertion(value, &at.child(key));
                            entry.insert(value.clone());
                        }
                    }
                }
            }
            (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
            (Value::Leaf(old), Value::Leaf(new)) => {
                if old != new {
                    let old = shown(old);
                    self.check_replacement(target, value, &old);
                    *target = value.clone();
                }
            }
            _ => self.report_incompatible(target, value),
        }
    }

    /// Reports a key that another overlay removed and this action restores.
    fn check_insertion(&mut self, value: &Tree, at: &JsonPointer) {
        let Some(removal) = self.history.removal_at(at).filter(|removal| removal.source != value.origin.source) else {
            return;
        };
        let message = format!("the action restores `{at}`, which another overlay removes:");
        let help = "remove one of the two actions, or move both into one overlay, in order";
        self.diagnostics.conflict(Code::Collision, Conflict { at: &value.origin, other: removal }, message, help);
    }

    /// Reports a replaced value that another action set. `old` is that value, in prose.
    fn check_replacement(&mut self, target: &Tree, value: &Tree, old: &str) {
        let (Value::Leaf(new), Some(earlier)) = (&value.value, target.origin.action()) else { return };
        if Some(earlier) == value.origin.action() {
            return;
        }
        let message = format!("the value is set to {}, and an earlier action sets it to {old}:", shown(new));
        let help = "remove one of the two actions, or select different targets";
        let conflict = Conflict { at: &value.origin, other: &target.origin };
        self.diagnostics.conflict(Code::Collision, conflict, message, help);
    }

    fn report_incompatible(&mut self, target: &Tree, value: &Tree) {
        let message = format!("incompatible types: {} cannot be merged into {}:", value.kind(), target.kind());
        let help = "use a value of the same type, or remove the old one by an earlier action";
        let conflict = Conflict { at: &value.origin, other: &target.origin };
        self.diagnostics.conflict(Code::Incompatible, conflict, message, help);
    }
}

/// A scalar, abbreviated for a message.
fn shown(leaf: &Node) -> String {
    match leaf {
        Node::String(text) => format!("{:?}", shortened(text)),
        Node::Number(text) => shortened(text),
        Node::Bool(boolean) => boolean.to_string(),
        Node::Null | Node::Array(_) | Node::Object(_) => leaf.kind().to_owned(),
    }
}
