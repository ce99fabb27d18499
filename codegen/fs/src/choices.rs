//! The choices that the command line and `bindery.toml` share, with the words of the `x-bindery` object.

use bindery::Layout;
use serde::{Deserialize, Serialize};

/// The treatment of required members.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// Fields without an `Option` and arguments of `new`; readers refuse an object that lacks one
    Enforce,
    /// Optional fields, as all others; readers accept an object that lacks one
    Lenient,
}

/// The Rust types of strings with a format.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

/// The Rust names of operations.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum NamesOfOperations {
    /// The whole operation id
    Full,
    /// The operation id without the path and the method that a framework has added to it
    Short,
}

/// The modules of operations.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum ModulesOfOperations {
    /// One module for all, `operations`
    Flat,
    /// A module for each tag, such as `operations::repos`
    Tags,
}

/// The layout of the generated code.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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

/// A feature of the generated code.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CodeFeature {
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
    /// The check of constraints
    Validate,
}
