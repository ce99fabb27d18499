//! The constraints of all models: none here. A contract crate has its own file in this place.

use super::{ModelRules, Pattern};

/// The patterns of strings.
pub(super) static PATTERNS: [Pattern; 0] = [];

/// The models with constraints, in ordinal order of their names.
pub(super) static TABLE: &[ModelRules] = &[];
