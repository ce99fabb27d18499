//! The first difference of two values.

use std::fmt;

/// The maximum number of characters of a value in a message.
const SHOWN: usize = 80;

/// The first difference between a payload and the output.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Difference {
    /// The path: `carts[0].name`, or `/cart/item[2]/@id`.
    pub(crate) path: String,
    pub(crate) expected: String,
    pub(crate) found: String,
}

impl Difference {
    pub(crate) fn new(path: &str, expected: impl fmt::Display, found: impl fmt::Display) -> Self {
        Self { path: path.to_owned(), expected: shown(&expected.to_string()), found: shown(&found.to_string()) }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { path, expected, found } = self;
        let path = if path.is_empty() { "(root)" } else { path };
        write!(f, "{path}: expected {expected}, found {found}")
    }
}

/// A value, abbreviated if it is long.
fn shown(value: &str) -> String {
    let mut characters = value.chars();
    let start: String = characters.by_ref().take(SHOWN).collect();
    if characters.next().is_some() { start + "…" } else { start }
}
