//! References (`$ref`): the limit and the keys that all walks over them share.

/// The longest chain of references.
pub(crate) const MAX_HOPS: usize = 32;

/// The keys of values that are data, in which neither references nor extensions count.
pub(crate) const DATA: [&str; 5] = ["example", "examples", "default", "enum", "const"];
