//! The options of a run.

use crate::contract::{Formats, OperationModules, OperationNames, RequiredMembers};
use crate::layout::{Feature, Layout, SharedRuntime};
use crate::release::Previous;
use crate::select::Selection;

/// The options of [`generate`](crate::generate()).
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The package name of the contract crate, which overrides that of the description.
    pub package: Option<String>,
    /// The licence of the crate as an SPDX expression, which its manifest states. The licence of the API is another
    /// thing: the README of the crate names it.
    pub license: Option<String>,
    /// The treatment of required members, which overrides that of the description as a whole, and not that of a schema.
    pub required: Option<RequiredMembers>,
    /// The Rust types of formats, which override those of the description as a whole, and not those of a single format
    /// or schema.
    pub formats: Option<Formats>,
    /// `true` for a crate that can check the constraints of values, as `x-bindery.validate` in the description.
    pub validate: bool,
    /// The source of the Rust names of operations, which overrides that of the description.
    pub operation_names: Option<OperationNames>,
    /// The modules of operations, which override those of the description.
    pub operation_modules: Option<OperationModules>,
    /// The selected operations and webhooks; all by default. With a selection, the crate has no types that the selected
    /// ones do not lead to.
    pub selection: Selection,
    /// The crates that the description may name for types in place of generated ones; `*` for any. The build of a crate
    /// runs its code.
    pub allow_crates: Vec<String>,
    /// The layout of the generated code; by default a crate.
    pub layout: Option<Layout>,
    /// The features of a module, by default `json`. The users of a crate choose for themselves.
    pub features: Vec<Feature>,
    /// The runtime crate that the crate links, in place of a runtime of its own.
    pub runtime: Option<SharedRuntime>,
    /// `true` to treat warnings as errors, so that no files are generated.
    pub deny_warnings: bool,
    /// The existing crate, which determines the next version.
    pub previous: Previous,
    /// `true` to collect the locations of all untyped values.
    pub report_untyped: bool,
}

impl Options {
    /// These options, and those of `other` where these state nothing. The crates of both are allowed.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            package: self.package.or(other.package),
            license: self.license.or(other.license),
            required: self.required.or(other.required),
            formats: self.formats.or(other.formats),
            validate: self.validate || other.validate,
            operation_names: self.operation_names.or(other.operation_names),
            operation_modules: self.operation_modules.or(other.operation_modules),
            selection: self.selection.or(other.selection),
            allow_crates: self.allow_crates.into_iter().chain(other.allow_crates).collect(),
            layout: self.layout.or(other.layout),
            features: if self.features.is_empty() { other.features } else { self.features },
            runtime: self.runtime.or(other.runtime),
            deny_warnings: self.deny_warnings || other.deny_warnings,
            previous: if self.previous == Previous::default() { other.previous } else { self.previous },
            report_untyped: self.report_untyped || other.report_untyped,
        }
    }
}
