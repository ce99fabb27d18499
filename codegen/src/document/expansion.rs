//! What is read more than once: what references to parameters, bodies, responses and path items lead to is read at each of them,
//! and what a path or the description states for all operations is read for each.
//!
//! It is counted in values, and where it becomes too much, an error says so, and it is read no more.

use super::Cursor;
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// The most values that may be read again, beside [`PER_VALUE`].
const MAX_EXPANDED: usize = 1_000_000;

/// How often each value of the description may be read again, on average.
const PER_VALUE: usize = 4;

/// Counts the values that are read again.
#[derive(Debug)]
pub(super) struct ExpansionBudget {
    /// How many may be yet; `None` once it was said that there are too many.
    left: Option<usize>,
}

impl ExpansionBudget {
    pub(super) fn new(root: &Node) -> Self {
        Self { left: Some(weight(root).saturating_mul(PER_VALUE).saturating_add(MAX_EXPANDED)) }
    }

    /// Whether a value may be read again; with an error where it is the first that may not.
    pub(super) fn allow(&mut self, value: &Cursor<'_>, diagnostics: &mut Diagnostics) -> bool {
        self.take(weight(value.node), value, diagnostics)
    }

    /// The same for so many bytes of text, which a value leads to.
    pub(super) fn allow_text(&mut self, bytes: usize, value: &Cursor<'_>, diagnostics: &mut Diagnostics) -> bool {
        self.take(bytes / BYTES, value, diagnostics)
    }

    fn take(&mut self, weight: usize, value: &Cursor<'_>, diagnostics: &mut Diagnostics) -> bool {
        let Some(left) = self.left else { return false };
        self.left = left.checked_sub(weight);
        if self.left.is_none() {
            let message =
                "too much is read again and again: references lead to this too often, or it is stated for too much";
            let help = "let fewer operations refer to it, or make it smaller";
            diagnostics.error(Code::TooLarge, &value.at, message, help);
        }
        self.left.is_some()
    }
}

/// So many bytes of text count as a value.
const BYTES: usize = 32;

/// How many values a value is made of, with what its texts count.
fn weight(node: &Node) -> usize {
    match node {
        Node::Null | Node::Bool(_) => 1,
        Node::Number(text) | Node::String(text) => 1 + text.len() / BYTES,
        Node::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Node::Object(object) => 1 + object.iter().map(|(key, value)| key.len() / BYTES + weight(value)).sum::<usize>(),
    }
}
