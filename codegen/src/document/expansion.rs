//! A budget for values that are read several times: the targets of references to parameters, bodies, responses and path
//! items, and what a path item or the document states for all operations.
//!
//! The budget is counted in values. When it is spent, an error is reported, and nothing more is expanded.

use super::Cursor;
use crate::source::diagnostic::Code;
use crate::source::syntax::Node;

/// The budget without [`PER_VALUE`].
const MAX_EXPANDED: usize = 1_000_000;

/// The additional budget for each value of the document.
const PER_VALUE: usize = 4;

/// The count of values that may still be expanded.
#[derive(Debug)]
pub(super) struct ExpansionBudget {
    /// The rest of the budget; `None` once it is spent and reported.
    left: Option<usize>,
}

impl ExpansionBudget {
    pub(super) fn new(root: &Node) -> Self {
        Self { left: Some(weight(root).saturating_mul(PER_VALUE).saturating_add(MAX_EXPANDED)) }
    }

    /// Returns `true` if a value may be expanded, with an error about the first that may not.
    pub(super) fn allow(&mut self, value: &Cursor<'_>) -> bool {
        self.take(weight(value.node), value)
    }

    /// Returns `true` if a string of this length, which a value refers to, may be copied.
    pub(super) fn allow_text(&mut self, bytes: usize, value: &Cursor<'_>) -> bool {
        self.take(bytes / BYTES, value)
    }

    fn take(&mut self, weight: usize, value: &Cursor<'_>) -> bool {
        let Some(left) = self.left else { return false };
        self.left = left.checked_sub(weight);
        if self.left.is_none() {
            let message = "the value is expanded too often: by references, or as a default of many operations";
            let help = "use it in fewer operations, or make it smaller";
            value.error(Code::TooLarge, message, help);
        }
        self.left.is_some()
    }
}

/// The number of bytes of a string that count as one value.
const BYTES: usize = 32;

/// Returns the number of values in a value, including its strings.
fn weight(node: &Node) -> usize {
    match node {
        Node::Null | Node::Bool(_) => 1,
        Node::Number(text) | Node::String(text) => 1 + text.len() / BYTES,
        Node::Array(items) => 1 + items.iter().map(weight).sum::<usize>(),
        Node::Object(object) => 1 + object.iter().map(|(key, value)| key.len() / BYTES + weight(value)).sum::<usize>(),
    }
}
