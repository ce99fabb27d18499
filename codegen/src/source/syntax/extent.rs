//! The memory for pointers: every parsed value has a pointer with all keys on its path. Many values under a long key
//! would take much memory for a small source text.
//!
//! The check takes a node, and returns the first value beyond the limit.

use super::Node;
use crate::source::diagnostic::JsonPointer;
use crate::source::pointer::Trail;

/// The maximum number of bytes for the pointers of a text, in addition to [`PER_BYTE`] for each of its bytes. Large
/// descriptions take 2 to 7 a byte.
pub(super) const MAX_POINTER_BYTES: usize = 64 << 20;

/// The number of bytes for pointers per byte of the text.
const PER_BYTE: usize = 32;

/// Checks the pointers of all values of a text of this length, or returns the first one beyond the limit.
pub(crate) fn check(node: &Node, length: usize) -> Result<(), JsonPointer> {
    let room = PER_BYTE.saturating_mul(length).saturating_add(MAX_POINTER_BYTES);
    Extent { room }.take(node, 0, &Trail::Root)
}

struct Extent {
    /// The remaining number of bytes.
    room: usize,
}

impl Extent {
    /// Deducts the pointers of a value and its children. `length` is that of its own pointer.
    fn take(&mut self, node: &Node, length: usize, trail: &Trail<'_>) -> Result<(), JsonPointer> {
        self.room = self.room.checked_sub(length).ok_or_else(|| trail.pointer())?;
        match node {
            Node::Array(items) => {
                let mut items = items.iter().enumerate();
                items.try_for_each(|(index, item)| self.take(item, length + INDEX, &Trail::Item(trail, index)))
            }
            Node::Object(object) => {
                let mut entries = object.iter();
                entries.try_for_each(|(key, value)| self.take(value, length + key.len() + 1, &Trail::Key(trail, key)))
            }
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => Ok(()),
        }
    }
}

/// The approximate length of an index.
const INDEX: usize = 4;
