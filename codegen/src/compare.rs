//! The comparison of two API descriptions or contract crates.
//!
//! ```text
//! Input, Input ─lower→ Record, Record ─diff→ differences ─source map→ differences with line and column
//! ```

mod inherit;
mod input;

pub use input::ExtensionsFrom;

use crate::release::diff::{self, Difference};
use crate::select::Selection;
use crate::source::configuration::Configuration;
use crate::source::diagnostic::Diagnostic;
use crate::source::input::Input;
use input::ParsedInput;

/// The result of a comparison.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The differences, the most severe first; `None` if a diagnostic is an error.
    pub differences: Option<Vec<Difference>>,
    /// The diagnostics of both descriptions, the old one first.
    pub diagnostics: Vec<Diagnostic>,
    /// The numbers of warnings about the old description and about the new one. Unsupported parts of a description are
    /// not compared. The record of a crate has no warnings.
    pub warnings: (usize, usize),
    /// The description whose extensions apply to the other, which has none.
    pub extensions_from: Option<ExtensionsFrom>,
}

/// The options of [`compare()`].
#[derive(Clone, Debug, Default)]
pub struct CompareOptions {
    /// `true` to read a description without an `x-bindery` object as it is, and not with the extensions of the other.
    pub as_is: bool,
    /// The selection of the old contract's operations, if it is an API description. A selector may match nothing as long
    /// as it matches in the new one.
    pub old_selection: Selection,
    /// The same for the new contract.
    pub new_selection: Selection,
    /// The configurations of the old contract, if it is an API description. They may name a schema that the new one has.
    pub old_configurations: Vec<Configuration>,
    /// The same for the new contract.
    pub new_configurations: Vec<Configuration>,
}

/// Compares the contracts of two API descriptions or contract crates. A crate is given by its `contract.json`.
#[must_use]
pub fn compare<'a>(old: impl Into<Input<'a>>, new: impl Into<Input<'a>>, options: &CompareOptions) -> Comparison {
    let (mut old, mut new) = (ParsedInput::new(&old.into()), ParsedInput::new(&new.into()));
    let (before, after) = (old.schema_names(), new.schema_names());
    old.configure(&options.old_configurations, &after);
    new.configure(&options.new_configurations, &before);
    let extensions_from = if options.as_is { None } else { input::share_extensions(&mut old, &mut new) };
    let old_selection = new.permit_others(&options.old_selection);
    let new_selection = old.permit_others(&options.new_selection);
    let (mut old, mut new) = input::read_both(old.select(old_selection), new.select(new_selection));
    input::share_operations(&mut old, &mut new, extensions_from);
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
