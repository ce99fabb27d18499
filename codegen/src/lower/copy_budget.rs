//! A budget for what types copy from others: members by `allOf` and alternatives, values of nested enums, and what the
//! variants of a union repeat of their types.
//!
//! A reference is short, and its target may be long, so that a small API description could become a huge contract. When
//! the budget is spent, nothing more is copied, and an error is reported.

use std::cell::Cell;

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The budget without [`PER_SCHEMA`].
const MAX_COPIED: usize = 300_000;

/// The additional budget for each schema of the document.
const PER_SCHEMA: usize = 8;

/// The count of copies, and its limit.
#[derive(Debug, Default)]
pub(super) struct CopyBudget {
    count: Cell<usize>,
    most: Cell<usize>,
}

impl CopyBudget {
    /// Sets the limit for a document with this number of schemas.
    pub(super) fn allow(&self, schemas: usize) {
        self.most.set(schemas.saturating_mul(PER_SCHEMA).saturating_add(MAX_COPIED));
    }

    /// Counts copies.
    pub(super) fn add(&self, count: usize) {
        self.count.update(|copied| copied.saturating_add(count));
    }

    /// Returns `true` if the budget is spent.
    pub(super) fn is_spent(&self) -> bool {
        self.count.get() > self.most.get()
    }

    /// Reports that the budget is spent.
    pub(super) fn report_spent(&self, diagnostics: &mut Diagnostics) {
        if self.is_spent() {
            let most = self.most.get();
            let message = format!("types copy more than {most} members, values and variants from others");
            let help = "use `allOf`, `anyOf` and `oneOf` less often, or with smaller schemas";
            diagnostics.error(Code::TooLarge, &JsonPointer::root(), message, help);
        }
    }
}
