//! Bindery turns an API description into a Rust contract crate.
//!
//! A pure library: text in, files out. It reads no disk and knows neither clock nor network.
//!
//! ```text
//! text ─parse→ Node ─overlays→ Node ─parts→ Document ─lower→ Contract ─resolve passes→ Contract ─emit→ items ─render→ Files
//! ```
//!
//! [`import()`] stands before all of it: it makes a description of an API that is published as pages alone.

mod changelog;
mod clr;
mod contract;
mod cursor;
mod diagnostic;
mod diff;
mod document;
mod emit;
mod files;
mod finding;
mod ident;
mod import;
mod lower;
mod origin;
mod overlay;
mod package;
mod parallel;
mod parts;
mod pointer;
mod record;
mod release;
mod render;
mod resolve;
mod shown;
mod source_map;
mod syntax;
mod tree;
mod version;
mod write;

use contract::Contract;
use finding::Findings;
use release::{Refusal, Release};
use source_map::SourceMap;

pub use diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
pub use diff::{Action, Aspect, Borrower, Difference, RustVerdict, Step, Subject, Talk, WireVerdict};
pub use files::Files;
pub use import::{ImportOptions, Imported, import};
pub use package::check_package_name;
pub use release::Previous;
pub use shown::{code, is_hidden, shown, shown_lines};
pub use write::Format;

/// A text, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What people call it: the path that the reader of a diagnostic, or of a generated file, can open.
    pub name: &'a str,
    /// Its text, JSON or YAML.
    pub text: &'a str,
}

/// A description, and what belongs to it. A [`Source`] alone is a description of one file, without overlays.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The description: OpenAPI or Swagger.
    pub description: Source<'a>,
    /// The files that the description refers to, and those that these refer to, in any order. [`referred`] says what
    /// they are called.
    pub parts: Vec<Source<'a>>,
    /// Files that the description refers to and that the caller does not read, with the reason of each: an error at every
    /// reference to one.
    pub unread: Vec<Unread<'a>>,
    /// Files of the OpenAPI Overlay Specification, 1.0 or 1.1, in the order in which they are applied.
    pub overlays: Vec<Source<'a>>,
}

/// A file that is there and that the caller does not read.
#[derive(Clone, Copy, Debug)]
pub struct Unread<'a> {
    /// What it is called, as [`referred`] says it.
    pub name: &'a str,
    /// Why it is not read, as the end of a sentence that begins with the file.
    pub why: &'a str,
    /// What to do about it.
    pub help: &'a str,
}

impl<'a> From<Source<'a>> for Input<'a> {
    fn from(description: Source<'a>) -> Self {
        Self { description, parts: Vec::new(), unread: Vec::new(), overlays: Vec::new() }
    }
}

impl Input<'_> {
    /// The names of the description and its overlays, as the header of a file that was made from them has it: what would end
    /// a comment is replaced.
    fn name(&self) -> String {
        let sources = [&self.description].into_iter().chain(&self.overlays);
        let names: Vec<_> = sources.map(|source| source.name).collect();
        names.join(" + ").replace(|other| is_hidden(other) || matches!(other, '<' | '>'), "\u{fffd}")
    }
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
    /// Whether to look for the places of all values of any kind.
    pub report_untyped: bool,
}

/// A place where a value of any kind stands, because the description does not say more, or more than is bound.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Untyped {
    /// Where it is.
    pub place: Place,
    /// Why no type stands there.
    pub why: String,
}

/// Two contracts, compared.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The differences, the gravest first; `None` if a diagnostic of either is an error.
    pub differences: Option<Vec<Difference>>,
    /// What there is to say about both descriptions, the old one first.
    pub diagnostics: Vec<Diagnostic>,
    /// How many warnings there are about the old description, and how many about the new one: what a contract leaves
    /// out is not compared. The record of a crate has none.
    pub warnings: (usize, usize),
    /// Which of them has no switches of its own, and was read with those of the other.
    pub borrower: Option<Borrower>,
}

/// What the caller of [`compare`] chooses.
#[derive(Clone, Copy, Debug, Default)]
pub struct CompareOptions {
    /// Whether a description that has no `x-bindery` object of its own is read without one, and not with that of the
    /// other.
    pub as_is: bool,
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
    /// The values of any kind, in the order of their places, if they were asked for.
    pub untyped: Vec<Untyped>,
}

/// How many of a kind of thing are bound.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Those that are bound.
    pub bound: usize,
    /// Those that the description has.
    pub all: usize,
}

/// The names of the files that a description refers to, or that one of its files does, in ordinal order.
///
/// They are relative to what the name of the source is relative to: where `spec/shop.yaml` says
/// `$ref: ../common/errors.yaml#/NotFound`, it is `common/errors.yaml`. An address of the web is a name as well. Empty if
/// the text cannot be read.
#[must_use]
pub fn referred(source: Source<'_>) -> Vec<String> {
    parts::referred(source)
}

/// Makes a contract crate from a description.
#[must_use]
pub fn generate<'a>(input: impl Into<Input<'a>>, options: &Options) -> Outcome<Files> {
    let input = input.into();
    run(&input, options, |mut contract, findings| {
        let record = record::record(&contract);
        // Of a large description, twins and record are most of what is in memory by now, and nothing else needs them.
        contract.empty_twins();
        let release = release::release(&record, &options.previous);
        let release = release.map_err(|Refusal { file, message, help }| findings.error_in_crate(file, message, help));
        let Release { version, changelog } = release.ok()?;
        let version = version.to_string();
        let recorded = render::with_header(record::PATH, &input.name(), record::to_json(&record, &version));
        drop(record);
        let files = render::render(emit::emit(&contract, &version), &input.name());
        let mut files = files.map_err(|error| findings.internal(&error.path, &error.message)).ok()?;
        files.insert(record::PATH, recorded);
        files.insert(changelog::PATH, changelog);
        Some(files)
    })
}

/// The contract that a description states, as JSON text: every type with its wire name and Rust name, members
/// with their names on each wire, operations.
#[must_use]
pub fn inspect<'a>(input: impl Into<Input<'a>>, options: &Options) -> Outcome<String> {
    run(&input.into(), options, |contract, _| Some(record::pretty(&record::record(&contract))))
}

/// Compares the contracts of two descriptions, or of two contract crates: a `contract.json` is as good as what it was
/// made from.
#[must_use]
pub fn compare<'a>(old: impl Into<Input<'a>>, new: impl Into<Input<'a>>, options: &CompareOptions) -> Comparison {
    let (mut old, mut new) = (diff::Opened::new(&old.into()), diff::Opened::new(&new.into()));
    let borrower = if options.as_is { None } else { diff::share_switches(&mut old, &mut new) };
    let (mut old, mut new) = (old.read(), new.read());
    diff::share_knowledge(&mut old, &mut new, borrower);
    let differences = old.record.as_ref().zip(new.record.as_ref()).map(|(before, after)| {
        let mut differences = diff::diff(before, after);
        old.locate(differences.iter_mut().filter_map(|difference| difference.old.as_mut()));
        new.locate(differences.iter_mut().filter_map(|difference| difference.new.as_mut()));
        differences
    });
    let warnings = (old.warnings(), new.warnings());
    let diagnostics = old.diagnostics.into_iter().chain(new.diagnostics).collect();
    Comparison { differences, diagnostics, warnings, borrower }
}

/// The description as its overlays amend it, as a text for other tools. Keys keep the order of the description.
///
/// It begins with the header of a generated file. The error says what is wrong with the texts, or with the actions;
/// warnings about them are for [`generate`] and [`inspect`] to report.
pub fn effective_spec<'a>(input: impl Into<Input<'a>>, format: Format) -> Result<String, Vec<Diagnostic>> {
    let input = input.into();
    let overlay::Amended { root, origins, mut findings } = overlay::amend(&input)?;
    let tree = tree::Tree::new(root, 0, JsonPointer::root());
    let text = overlay::write(origins.tree().unwrap_or(&tree), &origins, format);
    match text {
        Ok(text) => Ok(render::with_header(format.extension(), &input.name(), text)),
        Err(problem) => {
            let message = format!("the description cannot be written: {problem}");
            findings.error(Code::Unsupported, &JsonPointer::root(), message, "correct the value in the description");
            Err(findings.into_diagnostics(&origins))
        }
    }
}

/// Runs the stages up to the contract, and makes something of it if nothing forbids that.
fn run<T>(input: &Input<'_>, options: &Options, make: impl FnOnce(Contract, &mut Findings) -> Option<T>) -> Outcome<T> {
    match parts::read(input) {
        Ok(amended) => {
            let (outcome, _) = bind(amended, input.description.name, options, make);
            outcome
        }
        Err(diagnostics) => Outcome { value: None, diagnostics, operations: Coverage::default(), untyped: Vec::new() },
    }
}

/// The stages from the amended document on. Leaves what knows the places of its values.
fn bind<'a, T>(
    amended: overlay::Amended<'a>,
    name: &str,
    options: &Options,
    make: impl FnOnce(Contract, &mut Findings) -> Option<T>,
) -> (Outcome<T>, SourceMap<'a>) {
    let overlay::Amended { root, origins, mut findings } = amended;
    let mut operations = Coverage::default();
    let mut untyped = Vec::new();
    let document = document::read(&root, &mut findings);
    // Of a large description a tree is the better part of the memory.
    drop(root);
    let contract = document.map(|document| {
        let contract = lower::lower(&document, name, options.package.as_deref(), &mut findings);
        operations = Coverage { bound: contract.operations.len(), all: document.operations.len() };
        if options.report_untyped {
            untyped = find_untyped(&contract, &origins);
        }
        resolve::resolve(contract, &mut findings)
    });
    let value = contract.filter(|_| !findings.forbid(options.deny_warnings));
    let value = value.and_then(|contract| make(contract, &mut findings));
    let diagnostics = findings.into_diagnostics(&origins);
    (Outcome { value, diagnostics, operations, untyped }, origins)
}

/// The places of all values of any kind.
fn find_untyped(contract: &Contract, origins: &SourceMap<'_>) -> Vec<Untyped> {
    let found: Vec<_> = contract.free.iter().map(|(at, why)| (origins.of(at), why)).collect();
    let wanted: Vec<_> = found.iter().map(|(origin, _)| origin.clone()).collect();
    let places = origins.places(&wanted);
    let untyped = found.into_iter().map(|(origin, why)| Untyped { place: places.of(origin), why: why.clone() });
    let mut untyped: Vec<Untyped> = untyped.collect();
    untyped.sort();
    untyped
}
