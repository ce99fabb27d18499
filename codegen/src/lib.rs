//! Bindery turns an API description into a Rust contract crate.
//!
//! A pure library: text in, files out. It reads no disk and knows neither clock nor network.
//!
//! ```text
//! text ─parse→ Document ─lower→ Contract ─resolve passes→ Contract ─emit→ items ─render→ Files
//! ```

mod changelog;
mod clr;
mod contract;

mod diagnostic;
mod diff;
mod document;
mod emit;
mod files;
mod finding;
mod ident;
mod lower;
mod package;
mod record;
mod release;
mod render;
mod resolve;
mod syntax;
mod version;

use contract::Contract;
use finding::Findings;
use record::Record;
use release::Release;

pub use diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
pub use diff::{Action, Aspect, Difference, RustVerdict, Step, Subject, Talk, WireVerdict};
pub use files::Files;
pub use package::check_package_name;
pub use release::Previous;

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
    /// What stands in the folder that the crate goes to: its version follows from it.
    pub previous: Previous,
}

/// Two contracts, compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The differences, the gravest first; `None` if a diagnostic of either is an error.
    pub differences: Option<Vec<Difference>>,
    /// What there is to say about both descriptions, the old one first.
    pub diagnostics: Vec<Diagnostic>,
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
        let record = record::record(&contract);
        let release = release::release(&record, &options.previous);
        let release =
            release.map_err(|(message, help)| findings.error(Code::Record, &JsonPointer::root(), message, help));
        let Release { version, changelog } = release.ok()?;
        let version = version.to_string();
        let files = render::render(emit::emit(&contract, &record, &version), source.name);
        let mut files = files.map_err(|error| findings.internal(&error.path, &error.message)).ok()?;
        files.insert(changelog::PATH, changelog);
        Some(files)
    })
}

/// The contract that a description states, as JSON text: every type with its wire name and Rust name, members
/// with their names on each wire, operations.
#[must_use]
pub fn inspect(source: Source<'_>, options: &Options) -> Outcome<String> {
    run(source, options, |contract, _| Some(record::pretty(&record::record(&contract))))
}

/// Compares the contracts of two descriptions, or of two contract crates: a `contract.json` is as good as what it was
/// made from.
#[must_use]
pub fn compare(old: Source<'_>, new: Source<'_>) -> Comparison {
    let [old_outcome, new_outcome] = [old, new].map(recorded);
    let differences = old_outcome.value.zip(new_outcome.value).map(|(before, after)| {
        let mut differences = diff::diff(&before, &after);
        finding::locate(old.text, differences.iter_mut().filter_map(|difference| difference.old.as_mut()));
        finding::locate(new.text, differences.iter_mut().filter_map(|difference| difference.new.as_mut()));
        differences
    });
    let diagnostics = old_outcome.diagnostics.into_iter().chain(new_outcome.diagnostics).collect();
    Comparison { differences, diagnostics }
}

/// The record that a description, or a `contract.json`, states.
fn recorded(source: Source<'_>) -> Outcome<Record> {
    if !record::is_record(source.text) {
        return run(source, &Options::default(), |contract, _| Some(record::record(&contract)));
    }
    let mut findings = Findings::default();
    let recorded = record::from_json(source.text).map_err(|why| {
        let help = "give the description, or a crate that this generator made";
        findings.error(Code::Record, &JsonPointer::root(), format!("the contract cannot be read: {why}"), help);
    });
    let value = recorded.ok().map(|recorded| Record { source: source.name.to_owned(), ..recorded.contract });
    Outcome { value, diagnostics: findings.into_diagnostics(source), operations: Coverage::default() }
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
