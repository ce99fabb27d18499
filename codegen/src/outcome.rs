//! The outcome of a run: a value or none, and all that there is to say about the description.

use crate::source::diagnostic::{Diagnostic, SourceLocation};

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// What was asked for; `None` if a diagnostic is an error.
    pub value: Option<T>,
    /// What there is to say about the description, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// How many of the description's operations are bound.
    pub operations: Coverage,
    /// The untyped values, in the order of their places, if they were asked for.
    pub untyped: Vec<Untyped>,
}

/// How many of a kind of thing are bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Those that are bound.
    pub bound: usize,
    /// Those that the description has.
    pub all: usize,
}

/// A place where an untyped value stands, because the description does not say more, or more than is bound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Untyped {
    /// Where it is.
    pub location: SourceLocation,
    /// Why no type stands there.
    pub why: String,
}
