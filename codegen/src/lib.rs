//! Bindery turns an API description into a Rust contract crate.
//!
//! A pure library: text in, files out. It reads no disk and knows neither clock nor network.
//!
//! ```text
//! text ─parse→ Document ─lower→ Contract ─resolve passes→ Contract ─emit→ items ─render→ Files
//! ```
//!
//! [`import()`] stands before all of it: it makes a description of an API that is published as pages alone.

mod clr;
mod contract;
mod diagnostic;
mod document;
mod emit;
mod files;
mod finding;
mod ident;
mod import;
mod inspect;
mod lower;
mod package;
mod render;
mod resolve;
mod syntax;

use contract::Contract;
use finding::Findings;

pub use diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
pub use files::Files;
pub use import::{ImportOptions, Imported, import};
pub use package::check_package_name;

/// A description, or a page that one is made of, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What people call it: the path that the reader of a diagnostic, or of a generated file, can open.
    pub name: &'a str,
    /// Its text: JSON or YAML; of a page that is [imported](import()), what was saved.
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
    /// How many of the description's operations are bound.
    pub operations: Coverage,
}

/// How many of a kind of thing are bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Those that are bound.
    pub bound: usize,
    /// Those that the description has.
    pub all: usize,
}

/// Makes a contract crate from a description.
#[must_use]
pub fn generate(source: Source<'_>, options: &Options) -> Outcome<Files> {
    run(source, options, |contract, findings| {
        let files = render::render(emit::emit(&contract), source.name);
        files.map_err(|error| findings.internal(&error.path, &error.message)).ok()
    })
}

/// The contract that a description states, as JSON text: every type with its wire name and Rust name, members
/// with their names on each wire, operations.
#[must_use]
pub fn inspect(source: Source<'_>, options: &Options) -> Outcome<String> {
    run(source, options, |contract, _| Some(inspect::to_json(&contract)))
}

/// Runs the stages up to the contract, and makes something of it if nothing forbids that.
fn run<T>(
    source: Source<'_>,
    options: &Options,
    make: impl FnOnce(Contract, &mut Findings) -> Option<T>,
) -> Outcome<T> {
    let root = match syntax::parse(source.text) {
        Ok(root) => root,
        Err(error) => {
            let diagnostics = vec![error.into_diagnostic(source)];
            return Outcome { value: None, diagnostics, operations: Coverage::default() };
        }
    };
    let mut findings = Findings::default();
    let mut operations = Coverage::default();
    let contract = document::read(&root, &mut findings).map(|document| {
        let contract = lower::lower(&document, source.name, options.package.as_deref(), &mut findings);
        operations = Coverage { bound: contract.operations.len(), all: document.operations.len() };
        resolve::resolve(contract, &mut findings)
    });
    let value = contract.filter(|_| !findings.forbid(options.deny_warnings));
    let value = value.and_then(|contract| make(contract, &mut findings));
    Outcome { value, diagnostics: findings.into_diagnostics(source), operations }
}
