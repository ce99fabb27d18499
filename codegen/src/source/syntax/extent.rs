//! The room that the places of values take: what is read knows by a pointer where it is, and a pointer names every key on the
//! way. A long key with many values behind it would make a small text a large tree of pointers.
//!
//! A node comes in, and the first value whose place has no room goes out.

use super::Node;
use crate::source::diagnostic::JsonPointer;
use crate::source::pointer::Trail;

/// The most bytes that the pointers to all values of a text may take, beside [`PER_BYTE`] for each of its bytes. Large
/// descriptions take 2 to 7 for each.
pub(super) const MAX_LOCATIONS: usize = 64 << 20;

/// How many bytes of pointers there may be for each byte of the text.
const PER_BYTE: usize = 32;

/// Checks that the places of all values of a text of that length have room. Otherwise the place of the first that has none.
pub(crate) fn check(node: &Node, length: usize) -> Result<(), JsonPointer> {
    let room = PER_BYTE.saturating_mul(length).saturating_add(MAX_LOCATIONS);
    Extent { room }.take(node, 0, &Trail::Root)
}

struct Extent {
    /// How many bytes of pointers there may be yet.
    room: usize,
}

impl Extent {
    /// Takes the room for the places in a value, whose own is of that length.
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

/// What an index takes, about.
const INDEX: usize = 4;
