//! The choices that the command line and `bindery.toml` share, each with its counterpart in the library.

use bindery::{Feature, Formats, Layout, OperationModules, OperationNames, RequiredMembers};
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

/// The layout of the generated code.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum CodeLayout {
    /// A crate, with a manifest
    Crate,
    /// The files of a module, for `mod` or `include!` in another crate
    Module,
}

impl From<CodeLayout> for Layout {
    fn from(layout: CodeLayout) -> Self {
        match layout {
            CodeLayout::Crate => Self::Crate,
            CodeLayout::Module => Self::Module,
        }
    }
}

/// The features of a module.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum ModuleFeature {
    /// JSON, and the serde traits
    Json,
    /// XML
    Xml,
    /// `application/x-www-form-urlencoded`
    Form,
    /// A builder of an `http::Request` for each operation
    Http,
    /// The client, with TLS by rustls
    Client,
    /// The client, with TLS by the library of the operating system
    NativeTls,
    /// The client without TLS
    ClientNoTls,
    /// HTTP/2
    Http2,
    /// The blocking client
    Blocking,
    /// A tracing event for each attempt of a call
    Tracing,
}

impl From<ModuleFeature> for Feature {
    fn from(feature: ModuleFeature) -> Self {
        match feature {
            ModuleFeature::Json => Self::Json,
            ModuleFeature::Xml => Self::Xml,
            ModuleFeature::Form => Self::Form,
            ModuleFeature::Http => Self::Http,
            ModuleFeature::Client => Self::Client,
            ModuleFeature::NativeTls => Self::NativeTls,
            ModuleFeature::ClientNoTls => Self::ClientNoTls,
            ModuleFeature::Http2 => Self::Http2,
            ModuleFeature::Blocking => Self::Blocking,
            ModuleFeature::Tracing => Self::Tracing,
        }
    }
}
