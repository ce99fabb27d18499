//! The history of removals, for diagnostics about missing targets.

use std::collections::BTreeMap;

use crate::source::diagnostic::JsonPointer;
use crate::source::origin::Origin;

/// The removed values, each with the action that removed it.
#[derive(Debug, Default)]
pub(super) struct History {
    /// By location in the document at the time.
    by_location: BTreeMap<JsonPointer, Origin>,
    by_origin: BTreeMap<Origin, Origin>,
}

impl History {
    /// Records that the action at `by` removed the value at `at` with this `origin`.
    pub(super) fn removed(&mut self, at: JsonPointer, origin: Origin, by: Origin) {
        self.by_location.insert(at, by.clone());
        self.by_origin.insert(origin, by);
    }

    /// The action that removed the value at a location.
    pub(super) fn removal_at(&self, at: &JsonPointer) -> Option<&Origin> {
        self.by_location.get(at)
    }

    /// The action that removed a value of the description, or an ancestor of it.
    pub(super) fn removal_of(&self, at: &JsonPointer) -> Option<&Origin> {
        at.lineage().find_map(|at| self.by_origin.get(&Origin { source: 0, at }))
    }
}
