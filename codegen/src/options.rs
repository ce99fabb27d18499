//! The options of a run.

use crate::release::Previous;

/// The options of [`generate`](crate::generate()).
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The package name of the contract crate, which overrides that of the description.
    pub package: Option<String>,
    /// `true` to treat warnings as errors, so that no files are generated.
    pub deny_warnings: bool,
    /// The existing crate, which determines the next version.
    pub previous: Previous,
    /// `true` to collect the locations of all untyped values.
    pub report_untyped: bool,
}
