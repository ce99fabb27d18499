//! The outcome of a run: a value or none, and the diagnostics.

use crate::source::diagnostic::{Diagnostic, SourceLocation};

/// The outcome of a run.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// The result; `None` if a diagnostic is an error.
    pub value: Option<T>,
    /// The diagnostics, ordered by location.
    pub diagnostics: Vec<Diagnostic>,
    /// The numbers of generated and of all operations.
    pub operations: Coverage,
    /// The untyped values, ordered by location, if they were requested.
    pub untyped: Vec<Untyped>,
}

/// The coverage of a kind of item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The number of generated items.
    pub generated: usize,
    /// The number of items in the description.
    pub all: usize,
}

/// An untyped value, which stands where the description states no type or an unsupported one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Untyped {
    /// The source location.
    pub location: SourceLocation,
    /// The reason that it has no type.
    pub why: String,
}
