//! What types take from others: members by `allOf` and alternatives, values of enums within enums, and what the variants of a
//! union repeat of their types.
//!
//! Each reference is short, and what it brings may be long, so that a small description could become a huge contract. It is
//! counted, and where it becomes too much, nothing more is taken, and an error says so.

use std::cell::Cell;

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// How much may be taken in all, beside [`PER_SCHEMA`].
const MAX_COPIED: usize = 300_000;

/// How much may be taken for each schema of the description.
const PER_SCHEMA: usize = 8;

/// Counts what is taken.
#[derive(Debug, Default)]
pub(super) struct CopyBudget {
    count: Cell<usize>,
    most: Cell<usize>,
}

impl CopyBudget {
    /// Lets as much be taken as a description of so many schemas may have.
    pub(super) fn allow(&self, schemas: usize) {
        self.most.set(schemas.saturating_mul(PER_SCHEMA).saturating_add(MAX_COPIED));
    }

    /// Counts what a type has of others.
    pub(super) fn add(&self, count: usize) {
        self.count.update(|copied| copied.saturating_add(count));
    }

    /// Whether too much was taken, so that nothing more is.
    pub(super) fn is_spent(&self) -> bool {
        self.count.get() > self.most.get()
    }

    /// Reports that the budget is spent.
    pub(super) fn report_spent(&self, diagnostics: &mut Diagnostics) {
        if self.is_spent() {
            let most = self.most.get();
            let message = format!("types take more than {most} members, values and variants from others");
            let help = "let fewer types be made of others by `allOf`, `anyOf` and `oneOf`, or of smaller ones";
            diagnostics.error(Code::TooLarge, &JsonPointer::root(), message, help);
        }
    }
}
