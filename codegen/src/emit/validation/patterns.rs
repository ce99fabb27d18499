//! The patterns of a contract, as a crate checks them.

use std::collections::BTreeMap;

use crate::contract::pattern;

/// The patterns of a contract that a crate can check, each once.
#[derive(Default)]
pub(super) struct Patterns<'a> {
    pub(super) in_order: Vec<(&'a str, String)>,
    by_text: BTreeMap<&'a str, Option<usize>>,
}

impl<'a> Patterns<'a> {
    /// The index of a pattern; `None` if no crate can check it.
    pub(super) fn index(&mut self, text: &'a str) -> Option<usize> {
        let Self { in_order, by_text } = self;
        *by_text.entry(text).or_insert_with(|| {
            in_order.push((text, pattern::translate(text).ok()?));
            Some(in_order.len() - 1)
        })
    }
}
