//! A comparison: two descriptions or two contract crates to the differences between their contracts.
//!
//! ```text
//! Input, Input ─side→ Record, Record ─diff→ differences ─source map→ differences with line and column
//! ```

mod inherit;
mod side;

pub use side::ExtensionsFrom;

use crate::release::diff::{self, Difference};
use crate::source::diagnostic::Diagnostic;
use crate::source::input::Input;
use side::Opened;

/// Two contracts, compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The differences, the gravest first; `None` if a diagnostic of either is an error.
    pub differences: Option<Vec<Difference>>,
    /// What there is to say about both descriptions, the old one first.
    pub diagnostics: Vec<Diagnostic>,
    /// How many warnings there are about the old description, and how many about the new one: what a contract leaves
    /// out is not compared. The record of a crate has none.
    pub warnings: (usize, usize),
    /// Which of them has no extensions of its own, and was read with those of the other.
    pub extensions_from: Option<ExtensionsFrom>,
}

/// What the caller of [`compare()`] chooses.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompareOptions {
    /// Whether a description that has no `x-bindery` object of its own is read without one, and not with that of the
    /// other.
    pub as_is: bool,
}

/// Compares the contracts of two descriptions, or of two contract crates: a `contract.json` is as good as what it was
/// made from.
#[must_use]
pub fn compare<'a>(old: impl Into<Input<'a>>, new: impl Into<Input<'a>>, options: &CompareOptions) -> Comparison {
    let (mut old, mut new) = (Opened::new(&old.into()), Opened::new(&new.into()));
    let extensions_from = if options.as_is { None } else { side::share_extensions(&mut old, &mut new) };
    let (mut old, mut new) = (old.read(), new.read());
    side::share_knowledge(&mut old, &mut new, extensions_from);
    let differences = old.record.as_ref().zip(new.record.as_ref()).map(|(before, after)| {
        let mut differences = diff::diff(before, after);
        old.locate(differences.iter_mut().filter_map(|difference| difference.old.as_mut()));
        new.locate(differences.iter_mut().filter_map(|difference| difference.new.as_mut()));
        differences
    });
    let warnings = (old.warnings(), new.warnings());
    let diagnostics = old.diagnostics.into_iter().chain(new.diagnostics).collect();
    Comparison { differences, diagnostics, warnings, extensions_from }
}
