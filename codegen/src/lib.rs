//! Bindery turns an API description into a Rust contract crate.
//!
//! A pure library: text in, files out. It reads no disk and knows neither clock nor network.
//!
//! ```text
//! text ─parse→ Node ─overlays→ Document ─lower→ Contract ─resolve passes→ Contract ─emit→ items ─render→ Files
//! ```

mod clr;
mod contract;
mod cursor;
mod diagnostic;
mod document;
mod emit;
mod files;
mod finding;
mod ident;
mod inspect;
mod lower;
mod origin;
mod overlay;
mod package;
mod render;
mod resolve;
mod syntax;

use contract::Contract;
use finding::Findings;

pub use diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
pub use files::Files;
pub use package::check_package_name;
pub use syntax::write::Format;

/// A text, as it was read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// What people call it: the path that the reader of a diagnostic, or of a generated file, can open.
    pub name: &'a str,
    /// Its text, JSON or YAML.
    pub text: &'a str,
}

/// A description, and the overlays that amend it. A [`Source`] alone is a description without any.
#[derive(Clone, Debug)]
pub struct Input<'a> {
    /// The description: OpenAPI.
    pub description: Source<'a>,
    /// Files of the OpenAPI Overlay Specification, 1.0 or 1.1, in the order in which they are applied.
    pub overlays: Vec<Source<'a>>,
}

impl<'a> From<Source<'a>> for Input<'a> {
    fn from(description: Source<'a>) -> Self {
        Self { description, overlays: Vec::new() }
    }
}

impl Input<'_> {
    /// The names of all sources, as the header of a file that was made from them has it.
    fn name(&self) -> String {
        let sources = [&self.description].into_iter().chain(&self.overlays);
        sources.map(|source| source.name).collect::<Vec<_>>().join(" + ")
    }
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
pub fn generate<'a>(input: impl Into<Input<'a>>, options: &Options) -> Outcome<Files> {
    let input = input.into();
    run(&input, options, |contract, findings| {
        let files = render::render(emit::emit(&contract), &input.name());
        files.map_err(|error| findings.internal(&error.path, &error.message)).ok()
    })
}

/// The contract that a description states, as JSON text: every type with its wire name and Rust name, members
/// with their names on each wire, operations.
#[must_use]
pub fn inspect<'a>(input: impl Into<Input<'a>>, options: &Options) -> Outcome<String> {
    run(&input.into(), options, |contract, _| Some(inspect::to_json(&contract)))
}

/// The description as its overlays amend it, as a text for other tools. Keys keep the order of the description.
///
/// YAML begins with the header of a generated file. The error says what is wrong with the texts, or with the actions;
/// warnings about them are for [`generate`] and [`inspect`] to report.
pub fn effective_spec<'a>(input: impl Into<Input<'a>>, format: Format) -> Result<String, Vec<Diagnostic>> {
    let input = input.into();
    let overlay::Amended { root, origins, mut findings } = overlay::amend(&input)?;
    let tree = overlay::Tree::new(root, 0, JsonPointer::root());
    let text = overlay::write(origins.tree().unwrap_or(&tree), &origins, format);
    match text {
        Ok(text) if format == Format::Yaml => Ok(format!("{}{text}", render::header("yaml", &input.name()))),
        Ok(text) => Ok(text),
        Err(problem) => {
            let message = format!("the description cannot be written: {problem}");
            findings.error(Code::Unsupported, &JsonPointer::root(), message, "correct the value in the description");
            Err(findings.into_diagnostics(&origins))
        }
    }
}

/// Runs the stages up to the contract, and makes something of it if nothing forbids that.
fn run<T>(input: &Input<'_>, options: &Options, make: impl FnOnce(Contract, &mut Findings) -> Option<T>) -> Outcome<T> {
    let overlay::Amended { root, origins, mut findings } = match overlay::amend(input) {
        Ok(amended) => amended,
        Err(diagnostics) => return Outcome { value: None, diagnostics, operations: Coverage::default() },
    };
    let mut operations = Coverage::default();
    let contract = document::read(&root, &mut findings).map(|document| {
        let name = input.description.name;
        let contract = lower::lower(&document, name, options.package.as_deref(), &mut findings);
        operations = Coverage { bound: contract.operations.len(), all: document.operations.len() };
        resolve::resolve(contract, &mut findings)
    });
    let value = contract.filter(|_| !findings.forbid(options.deny_warnings));
    let value = value.and_then(|contract| make(contract, &mut findings));
    Outcome { value, diagnostics: findings.into_diagnostics(&origins), operations }
}
