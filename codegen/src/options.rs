//! The options of a run.

use crate::release::Previous;

/// What the caller of [`generate`](crate::generate()) chooses.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The package name of the contract crate, in place of the one that the description states.
    pub package: Option<String>,
    /// Whether a warning keeps the files from being made, as an error does.
    pub deny_warnings: bool,
    /// What stands in the folder that the crate goes to: its version follows from it.
    pub previous: Previous,
    /// Whether to look for the places of all untyped values.
    pub report_untyped: bool,
}
