//! The constraints of the API: none here. A contract crate has its own file in this place.

use super::Table;

/// All constraints.
pub(super) static TABLE: Table = Table { patterns: &[], models: &[], operations: &[] };
