//! The requests that a selection leaves out.

use std::collections::BTreeSet;

use crate::source::diagnostic::JsonPointer;
use crate::source::pointer::BUNDLE;

/// The requests that a selection leaves out, which are not read.
#[derive(Debug, Default)]
pub(crate) struct Unselected {
    /// The locations under `paths` and `webhooks`, of single requests and of path items without a selected one.
    entries: BTreeSet<JsonPointer>,
    /// The path items and requests, at the end of references, that no selected path leads to.
    hidden: BTreeSet<JsonPointer>,
    /// `true` if there is a selection.
    selects: bool,
}

impl Unselected {
    pub(crate) fn new(entries: BTreeSet<JsonPointer>, hidden: BTreeSet<JsonPointer>) -> Self {
        Self { entries, hidden, selects: true }
    }

    /// Returns `true` if the path item or the request at this location under `paths` or `webhooks` is left out.
    pub(crate) fn has_entry(&self, at: &JsonPointer) -> bool {
        self.entries.contains(at)
    }

    /// Returns `true` if nothing needs to be read at this location: a path item, a request, or the referenced files, whose
    /// parts may belong to one.
    pub(super) fn hides(&self, at: &JsonPointer) -> bool {
        self.hidden.contains(at) || self.selects && *at == JsonPointer::root().child(BUNDLE)
    }
}
