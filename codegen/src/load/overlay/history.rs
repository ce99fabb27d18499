//! The history of removals, for diagnostics about missing targets.

use std::collections::BTreeMap;
use std::iter;

use crate::source::diagnostic::JsonPointer;
use crate::source::origin::Origin;

/// The removed values, each with the action that removed it.
#[derive(Debug, Default)]
pub(super) struct History {
    /// By location in the document at the time.
    locations: BTreeMap<JsonPointer, Origin>,
    /// By origin.
    source_map: BTreeMap<Origin, Origin>,
}

impl History {
    /// Records that the action at `by` removed the value at `at` with this `origin`.
    pub(super) fn removed(&mut self, at: JsonPointer, origin: Origin, by: Origin) {
        self.locations.insert(at, by.clone());
        self.source_map.insert(origin, by);
    }

    /// The action that removed the value at a location.
    pub(super) fn removal_at(&self, at: &JsonPointer) -> Option<&Origin> {
        self.locations.get(at)
    }

    /// The action that removed a value of the description, or an ancestor of it.
    pub(super) fn removal_of(&self, at: &JsonPointer) -> Option<&Origin> {
        let lineage = iter::successors(Some(at.clone()), JsonPointer::parent);
        lineage.map(|at| Origin { source: 0, at }).find_map(|origin| self.source_map.get(&origin))
    }
}
