//! The project's own fixtures in `tests/fixtures/descriptions`: each shows one thing.
//!
//! They are read when a test runs, so that an edit of one compiles nothing.

use std::fs;
use std::path::PathBuf;

use bindery::{Files, Options, Outcome, SharedRuntime, Source};

use crate::project::project;

/// A description, by its file name.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// The name of the file.
    pub file: String,
    /// The source text.
    pub text: String,
}

impl Fixture {
    /// The fixture as the generator takes it.
    #[must_use]
    pub fn source(&self) -> Source<'_> {
        Source { name: &self.file, text: &self.text }
    }
}

/// The fixtures, by name.
#[must_use]
pub fn fixtures() -> Vec<Fixture> {
    let entries = fs::read_dir(folder()).expect("a folder of descriptions");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    // The folder also has the tests of the crates that are generated from them.
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|it| it != "rs")).collect();
    paths.sort();
    let names = paths.iter().map(|path| path.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8"));
    names.map(fixture).collect()
}

/// The fixture of this file name.
#[must_use]
pub fn fixture(file: &str) -> Fixture {
    let text = fs::read_to_string(folder().join(file)).unwrap_or_else(|error| panic!("`{file}`: {error}"));
    Fixture { file: file.to_owned(), text }
}

/// Names that are valid in Rust and JSON, but not in a path, a header or XML, and cause many warnings: a crate with a
/// runtime of its own or a shared one.
#[must_use]
pub fn odd_wire_names(runtime: Option<SharedRuntime>) -> Outcome<Files> {
    const TEXT: &str = include_str!("../../fixtures/odd_wire_names.yaml");
    bindery::generate(Source { name: "odd_wire_names.yaml", text: TEXT }, &Options { runtime, ..Options::default() })
}

/// The value of an outcome without errors.
#[must_use]
pub fn generate(source: Source<'_>) -> Files {
    let Outcome { value, diagnostics, .. } = bindery::generate(source, &Options::default());
    value.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// The files of a run without diagnostics.
#[must_use]
pub fn sound(outcome: Outcome<Files>) -> Files {
    let Outcome { value, diagnostics, .. } = outcome;
    let complaints: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    value.expect("without a diagnostic there are files")
}

fn folder() -> PathBuf {
    project().join("tests/fixtures/descriptions")
}
