//! The choices that the command line and `bindery.toml` share, each with its counterpart in the library.

use bindery::{Formats, OperationModules, OperationNames, RequiredMembers};
use serde::Deserialize;

/// The treatment of required members.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// Fields without an `Option` and arguments of `new`; readers refuse an object that lacks one
    Enforce,
    /// Optional fields, as all others; readers accept an object that lacks one
    Lenient,
}

impl From<Required> for RequiredMembers {
    fn from(required: Required) -> Self {
        match required {
            Required::Enforce => Self::Enforce,
            Required::Lenient => Self::Lenient,
        }
    }
}

/// The Rust types of strings with a format.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum FormatTypes {
    /// Strings
    String,
    /// Dates and times of `jiff`, and the types of `uuid`, `url`, `rust_decimal`, the standard library, and bytes
    Jiff,
    /// Dates and times of `chrono`, and the other types as with `jiff`
    Chrono,
    /// Dates and times of `time`, and the other types as with `jiff`
    Time,
}

impl From<FormatTypes> for Formats {
    fn from(formats: FormatTypes) -> Self {
        match formats {
            FormatTypes::String => Self::String,
            FormatTypes::Jiff => Self::Jiff,
            FormatTypes::Chrono => Self::Chrono,
            FormatTypes::Time => Self::Time,
        }
    }
}

/// The Rust names of operations.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum NamesOfOperations {
    /// The whole operation id
    Full,
    /// The operation id without the path and the method that a framework has added to it
    Short,
}

impl From<NamesOfOperations> for OperationNames {
    fn from(names: NamesOfOperations) -> Self {
        match names {
            NamesOfOperations::Full => Self::Full,
            NamesOfOperations::Short => Self::Short,
        }
    }
}

/// The modules of operations.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum ModulesOfOperations {
    /// One module for all, `operations`
    Flat,
    /// A module for each tag, such as `operations::repos`
    Tags,
}

impl From<ModulesOfOperations> for OperationModules {
    fn from(modules: ModulesOfOperations) -> Self {
        match modules {
            ModulesOfOperations::Flat => Self::Flat,
            ModulesOfOperations::Tags => Self::Tags,
        }
    }
}
