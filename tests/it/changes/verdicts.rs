//! The combined verdict of the differences of a change.

use std::collections::BTreeMap;

use bindery::{Difference, RustVerdict, WireCompatibility};
use bindery_goldens::changes::Change;

/// All changes, compared once.
pub(super) struct Changes {
    pub(super) all: Vec<Change>,
    /// The differences that `diff` reports, by the name of the change.
    differences: BTreeMap<String, Vec<Difference>>,
}

impl Changes {
    /// The changes, with their differences.
    pub(super) fn compared(all: Vec<Change>) -> Self {
        let differences = all.iter().map(|change| (change.name.clone(), change.differences())).collect();
        Self { all, differences }
    }

    /// The differences of a change.
    pub(super) fn differences(&self, change: &Change) -> &[Difference] {
        &self.differences[&change.name]
    }
}

/// Returns `true` if code has to change, according to `diff`.
pub(super) fn breaks_code(differences: &[Difference]) -> bool {
    differences.iter().any(|difference| matches!(difference.rust, RustVerdict::Breaking(_)))
}

/// Returns `true` if both sides understand each other in everything, according to `diff`.
pub(super) fn is_compatible(differences: &[Difference]) -> bool {
    differences
        .iter()
        .all(|it| it.wire.old_client == WireCompatibility::Yes && it.wire.new_client == WireCompatibility::Yes)
}

/// Returns `true` if the clients of either side are compatible with both services in everything, as `diff` says.
/// Clients write what services read, and the other way round, so a crate that does not read what another wrote is at
/// odds with both.
pub(super) fn one_is_compatible(differences: &[Difference]) -> bool {
    differences.iter().all(|it| it.wire.old_client == WireCompatibility::Yes)
        || differences.iter().all(|it| it.wire.new_client == WireCompatibility::Yes)
}

/// Returns `true` if neither side understands the other in some respect, according to `diff`.
pub(super) fn strangers(differences: &[Difference]) -> bool {
    let no = |compatibility: &WireCompatibility| matches!(compatibility, WireCompatibility::No(_));
    differences.iter().any(|it| no(&it.wire.old_client) && no(&it.wire.new_client))
}
