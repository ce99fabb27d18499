//! Patterns of strings: regular expressions of ECMA-262, translated for an engine that takes time in proportion to the
//! string.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

/// The most memory of a compiled pattern, in bytes. The generator leaves out those that need more.
const MAX_SIZE: usize = 1 << 20;

/// A pattern, which is compiled where it is first used.
#[derive(Debug)]
pub struct Pattern {
    /// The pattern in the description.
    pub(super) stated: &'static str,
    translated: &'static str,
    compiled: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// Creates a pattern from that of the description, and its translation.
    #[must_use]
    pub const fn new(stated: &'static str, translated: &'static str) -> Self {
        Self { stated, translated, compiled: OnceLock::new() }
    }

    /// Returns `true` if the pattern matches a part of the text. One that does not compile matches all.
    pub(super) fn is_match(&self, text: &str) -> bool {
        let compile = || RegexBuilder::new(self.translated).size_limit(MAX_SIZE).build().ok();
        self.compiled.get_or_init(compile).as_ref().is_none_or(|regex| regex.is_match(text))
    }
}
