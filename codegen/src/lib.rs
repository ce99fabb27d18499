//! Bindery turns an API description into a Rust contract crate.
//!
//! A pure library: text in, files out. It reads no disk and knows neither clock nor network.
//!
//! ```text
//! text ─parse→ Document ─lower→ Contract ─resolve passes→ Contract ─emit→ items ─render→ Files
//! ```

mod diagnostic;
mod files;

pub use diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
pub use files::Files;

/// A description, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What people call it: the path that the reader of a diagnostic, or of a generated file, can open.
    pub name: &'a str,
    /// Its text, JSON or YAML.
    pub text: &'a str,
}

/// What the caller of [`generate`] chooses.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The package name of the contract crate, in place of the one that the description states.
    pub package: Option<String>,
    /// Whether a warning keeps the files from being made, as an error does.
    pub deny_warnings: bool,
}

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Outcome<T> {
    /// What was asked for; `None` if a diagnostic is an error.
    pub value: Option<T>,
    /// What there is to say about the description, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Makes a contract crate from a description.
#[must_use]
pub fn generate(source: Source<'_>, options: &Options) -> Outcome<Files> {
    let _ = (source, options);
    Outcome {
        value: Some(Files::default()),
        diagnostics: Vec::new(),
    }
}

/// The contract that a description states, as JSON text: every type with its wire name and Rust name, members
/// with their names on each wire, operations.
#[must_use]
pub fn inspect(source: Source<'_>, options: &Options) -> Outcome<String> {
    let _ = (source, options);
    Outcome {
        value: Some(String::from("{}\n")),
        diagnostics: Vec::new(),
    }
}
