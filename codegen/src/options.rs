//! The options of a run.

use crate::contract::{Formats, OperationModules, OperationNames, RequiredMembers};
use crate::layout::{Feature, Layout, SharedRuntime};
use crate::release::Previous;
use crate::select::Selection;
use crate::source::configuration::{Configuration, Setting};

/// The options of [`generate`](crate::generate()).
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The package name of the contract crate, which overrides that of the description.
    pub package: Option<String>,
    /// The licence of the crate as an SPDX expression, which its manifest states. The licence of the API is another
    /// thing: the README of the crate names it.
    pub license: Option<String>,
    /// The choices that override the `x-bindery` objects of the description. A later configuration overrides an earlier
    /// one.
    pub configurations: Vec<Configuration>,
    /// The selected operations and webhooks; all by default. With a selection, the crate has no types that the selected
    /// ones do not lead to.
    pub selection: Selection,
    /// The crates that the description may name for types in place of generated ones; `*` for any. The build of a crate
    /// runs its code. A crate that a configuration names is permitted.
    pub allow_crates: Vec<String>,
    /// The layout of the generated code; by default a crate.
    pub layout: Option<Layout>,
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
    /// These options, and those of `other` where these state nothing. The crates of both are allowed. The configurations
    /// of both apply, those of `other` first.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            package: self.package.or(other.package),
            license: self.license.or(other.license),
            configurations: other.configurations.into_iter().chain(self.configurations).collect(),
            selection: self.selection.or(other.selection),
            allow_crates: self.allow_crates.into_iter().chain(other.allow_crates).collect(),
            layout: self.layout.or(other.layout),
            runtime: self.runtime.or(other.runtime),
            deny_warnings: self.deny_warnings || other.deny_warnings,
            previous: if self.previous == Previous::default() { other.previous } else { self.previous },
            report_untyped: self.report_untyped || other.report_untyped,
        }
    }

    /// The crates that types may come from.
    pub(crate) fn permitted_crates(&self) -> Vec<String> {
        let configured = self.configurations.iter().flat_map(Configuration::crates);
        self.allow_crates.iter().cloned().chain(configured).collect()
    }
}

impl From<RequiredMembers> for Setting {
    fn from(required: RequiredMembers) -> Self {
        Self::from(match required {
            RequiredMembers::Enforce => "enforce",
            RequiredMembers::Lenient => "lenient",
        })
    }
}

impl From<Formats> for Setting {
    fn from(formats: Formats) -> Self {
        Self::from(match formats {
            Formats::String => "string",
            Formats::Jiff => "jiff",
            Formats::Chrono => "chrono",
            Formats::Time => "time",
        })
    }
}

impl From<OperationNames> for Setting {
    fn from(names: OperationNames) -> Self {
        Self::from(match names {
            OperationNames::Full => "full",
            OperationNames::Short => "short",
        })
    }
}

impl From<OperationModules> for Setting {
    fn from(modules: OperationModules) -> Self {
        Self::from(match modules {
            OperationModules::Flat => "flat",
            OperationModules::Tags => "tags",
        })
    }
}

impl From<Feature> for Setting {
    fn from(feature: Feature) -> Self {
        Self::from(feature.name())
    }
}
