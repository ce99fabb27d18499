//! The origin of a value: its source, and its pointer there.

use crate::source::diagnostic::JsonPointer;

/// A location in one of the sources.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Origin {
    /// The number of the source: 0 is the description; the overlays follow in order, then the referenced files.
    pub(crate) source: usize,
    /// The pointer in it.
    pub(crate) at: JsonPointer,
}

/// An action of an overlay: the number of the source, and the index of the action in it.
pub(crate) type ActionId = (usize, usize);

impl Origin {
    /// The action that set the value; `None` if it is the description's.
    pub(crate) fn action(&self) -> Option<ActionId> {
        let mut keys = self.at.segments();
        let is_action = self.source > 0 && keys.next().as_deref() == Some("actions");
        let index = keys.next().filter(|_| is_action)?;
        Some((self.source, index.parse().ok()?))
    }
}
