//! What actions removed, to tell those who look for it later.

use std::collections::BTreeMap;
use std::iter;

use crate::source::diagnostic::JsonPointer;
use crate::source::origin::Origin;

/// What was removed, each with the action that did so.
#[derive(Debug, Default)]
pub(super) struct History {
    /// By the place in the document, as it was then.
    locations: BTreeMap<JsonPointer, Origin>,
    /// By where it came from.
    source_map: BTreeMap<Origin, Origin>,
}

impl History {
    /// Remembers that the action at `by` removed what stood at `at` and came from `origin`.
    pub(super) fn removed(&mut self, at: JsonPointer, origin: Origin, by: Origin) {
        self.locations.insert(at, by.clone());
        self.source_map.insert(origin, by);
    }

    /// The action that removed what stood at a place.
    pub(super) fn removal_at(&self, at: &JsonPointer) -> Option<&Origin> {
        self.locations.get(at)
    }

    /// The action that removed a value of the description, or what held it.
    pub(super) fn removal_of(&self, at: &JsonPointer) -> Option<&Origin> {
        let lineage = iter::successors(Some(at.clone()), JsonPointer::parent);
        lineage.map(|at| Origin { source: 0, at }).find_map(|origin| self.source_map.get(&origin))
    }
}
