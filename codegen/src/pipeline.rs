//! The pipeline: from an API description to the files of a contract crate, one line per stage, in order.
//!
//! ```text
//! description ─parse→ Node ─overlays→ Node ─bundle→ Node ─configure→ Node ─select→ Node
//! Node ─read→ Document ─lower→ Contract ─resolve→ Contract
//! Contract ─emit→ items ─render→ files ─layout→ files
//! Contract ─record→ Record ─diff→ differences ─release→ version, changelog
//! ```
//!
//! The pipeline has three parts: [`load`] returns one document, [`with_contract`] passes on its contract, and [`write`]
//! returns the files. No stage knows a later one. All errors of a description are reported before [`write`].

use crate::contract::{Contract, KeptNames, Library, Lowered};
use crate::emit::Packaging;
use crate::files::Files;
use crate::layout::{self, Layout};
use crate::load::configuration::ConfiguredSchema;
use crate::load::overlay::Amended;
use crate::load::{bundle, configuration, overlay};
use crate::lower::Settings;
use crate::options::Options;
use crate::outcome::{Coverage, Outcome, Untyped};
use crate::release::record::Packaged;
use crate::release::{self, Release, ReleaseError, changelog, record};
use crate::source::diagnostic::{Code, Diagnostic, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::input::Input;
use crate::source::source_map::SourceMap;
use crate::source::syntax::{self, Node};
use crate::source::tree::Tree;
use crate::write::Format;
use crate::{document, emit, lower, render, resolve, select};

/// Generates a contract crate from an API description.
#[must_use]
pub fn generate<'a>(input: impl Into<Input<'a>>, options: &Options) -> Outcome<Files> {
    let input = input.into();
    run(&input, options, |contract, diagnostics| write(contract, &input.name(), options, diagnostics))
}

/// The contract of an API description as JSON: every type with its schema name and Rust name, its members with their
/// names in each format, and the operations.
#[must_use]
pub fn inspect<'a>(input: impl Into<Input<'a>>, options: &Options) -> Outcome<String> {
    run(&input.into(), options, |contract, _| Some(record::pretty(&record::record(&contract))))
}

/// The API description with its overlays applied, as a string for other tools. Keys keep the order of the description.
///
/// It starts with the header of a generated file. The error holds the diagnostics of the source texts and the actions.
/// Warnings about them are reported by [`generate`] and [`inspect`].
pub fn effective_spec<'a>(input: impl Into<Input<'a>>, format: Format) -> Result<String, Vec<Diagnostic>> {
    let input = input.into();
    let parsed = syntax::parse_description(input.description)?;
    let Amended { root, source_map, mut diagnostics } = overlay::amend(parsed, &input)?;
    let tree = Tree::new(root, 0, JsonPointer::root());
    let text = overlay::write(source_map.tree().unwrap_or(&tree), format);
    match text {
        Ok(text) => Ok(render::with_header(format.extension(), &input.name(), text)),
        Err(problem) => {
            let message = format!("unsupported value: {problem}");
            diagnostics.error(Code::Unsupported, &JsonPointer::root(), message, "correct the value in the description");
            Err(diagnostics.into_diagnostics(&source_map))
        }
    }
}

/// Runs the stages up to the contract, and calls `make` with it unless there are errors.
fn run<T>(
    input: &Input<'_>,
    options: &Options,
    make: impl FnOnce(Contract, &mut Diagnostics) -> Option<T>,
) -> Outcome<T> {
    match load(input) {
        Ok(mut amended) => {
            let schemas = configuration::configure(&mut amended, &options.configurations, |_| false);
            let kept = release::kept_names(&options.previous);
            let context = Context { options, kept: &kept, schemas: &schemas };
            with_contract(amended, context, make).0
        }
        Err(diagnostics) => Outcome { value: None, diagnostics, operations: Coverage::default(), untyped: Vec::new() },
    }
}

/// Loads the description with its overlays and referenced files as one document, or returns the diagnostics.
pub(crate) fn load<'a>(input: &Input<'a>) -> Result<Amended<'a>, Vec<Diagnostic>> {
    let parsed = syntax::parse_description(input.description)?;
    let amended = overlay::amend(parsed, input)?;
    bundle::bundle(amended, input)
}

/// The inputs of a contract besides the document.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) options: &'a Options,
    /// The names of an earlier version, which are kept.
    pub(crate) kept: &'a KeptNames,
    /// The schemas that configurations name, which have to be used.
    pub(crate) schemas: &'a [ConfiguredSchema],
}

/// Selects from, reads, lowers and resolves the document, and calls `make` with its contract unless there are errors.
/// Returns the source map as well.
pub(crate) fn with_contract<'a, T>(
    amended: Amended<'a>,
    context: Context<'_>,
    make: impl FnOnce(Contract, &mut Diagnostics) -> Option<T>,
) -> (Outcome<T>, SourceMap<'a>) {
    let Context { options, kept, schemas } = context;
    let Amended { mut root, source_map, mut diagnostics } = amended;
    let (mut operations, mut untyped) = (Coverage::default(), Vec::new());
    let unselected = select::select(&mut root, &options.selection, &mut diagnostics);
    if unselected.is_some() {
        report_unselected(schemas, &root, &mut diagnostics);
    }
    let document = unselected.and_then(|unselected| document::read(&root, &unselected, &mut diagnostics));
    // The tree is most of the memory of a large description.
    drop(root);
    let contract = document.map(|document| {
        let selectors = options.selection.selectors();
        let crates = options.permitted_crates();
        let settings = Settings {
            package: options.package.as_deref(),
            shares_runtime: options.runtime.is_some(),
            selectors: Some(&selectors),
            kept: Some(kept),
            crates: &crates,
        };
        let contract = lower::lower(&document, source_map.description(), settings, &mut diagnostics);
        operations = Coverage { generated: contract.operations.len(), all: document.operations.len() };
        if options.report_untyped {
            untyped = find_untyped(&contract, &source_map);
        }
        let contract = resolve::resolve(contract, kept, &mut diagnostics);
        check_runtime(&contract, &mut diagnostics);
        contract
    });
    let value = contract.filter(|_| !diagnostics.prevent_output(options.deny_warnings));
    let value = value.and_then(|contract| make(contract, &mut diagnostics));
    let diagnostics = diagnostics.into_diagnostics(&source_map);
    (Outcome { value, diagnostics, operations, untyped }, source_map)
}

/// Reports the schemas that a configuration names and that no selected operation needs.
fn report_unselected(schemas: &[ConfiguredSchema], root: &Node, diagnostics: &mut Diagnostics) {
    for ConfiguredSchema { name, at, origin } in schemas {
        if root.find(at).is_none() {
            let message = format!("no selected operation uses the schema `{name}`");
            let help = "remove it, or select an operation that uses it";
            diagnostics.error_in_source(Code::UnknownExtension, origin, message, help);
        }
    }
}

/// Emits the contract as a crate. Returns `None` and an error if the existing crate gives no next version.
fn write(mut contract: Contract, input: &str, options: &Options, diagnostics: &mut Diagnostics) -> Option<Files> {
    let record = record::record(&contract);
    // The duplicates and the record, which is dropped below, are most of the remaining memory of a large description.
    contract.empty_duplicates();
    let release = release::release(&record, &options.previous);
    let release =
        release.map_err(|ReleaseError { file, message, help }| diagnostics.error_in_crate(file, message, help));
    let Release { version, changelog } = release.ok()?;
    let version = version.to_string();
    let packaging = Packaging { version: &version, license: options.license.as_deref() };
    let mut manifest = emit::manifest(&contract, packaging);
    if let Some(runtime) = &options.runtime {
        let libraries = contract.format_types().map(|ty| ty.library).filter(|library| *library != Library::Std);
        manifest = layout::linked_manifest(&manifest, runtime, &libraries.map(Library::name).collect());
    }
    let features = contract.default_features();
    let packaged = match options.layout.unwrap_or_default() {
        Layout::Crate => Packaged::Crate { manifest: &manifest },
        Layout::Module => Packaged::Module { features: &features },
    };
    let recorded = render::with_header(record::PATH, input, record::to_json(&record, &version, packaged));
    drop(record);
    let items = emit::emit(&contract, packaging);
    let files = render::render(items, input);
    let mut files = files.map_err(|error| diagnostics.internal(&error.path, &error.message)).ok()?;
    match packaged {
        Packaged::Crate { .. } => {
            if let Some(runtime) = &options.runtime {
                files = layout::linked(&files, runtime, &manifest);
            }
            files.insert(changelog::PATH, changelog);
        }
        Packaged::Module { .. } => {
            let module = layout::module(&files, &manifest, &features);
            files = module.files;
            files.insert(layout::DEPENDENCIES, render::with_header("", input, module.dependencies));
        }
    }
    files.insert(record::PATH, recorded);
    Some(files)
}

/// Generates the runtime crate that contract crates share, for `source`, the file that asks for it.
#[must_use]
pub fn shared_runtime(package: &str, source: &str) -> Files {
    // Nothing of it is a token, so that it cannot fail.
    render::render(emit::shared_runtime(package), source).unwrap_or_default()
}

/// Reports types of other crates in a crate that shares its runtime: Rust lets no third crate implement a trait of one
/// crate for a type of another.
fn check_runtime(contract: &Contract, diagnostics: &mut Diagnostics) {
    if !contract.rules.shares_runtime {
        return;
    }
    let replaced = contract.replaced_types().into_iter().map(|ty| ty.path.to_string()).min();
    if let Some(path) = replaced {
        let message = format!("the type `{path}` needs a runtime of the crate's own: the shared one cannot write it");
        let help = "remove the Rust type from the description or the configuration, or `runtime` for this crate";
        diagnostics.error(Code::Unsupported, &JsonPointer::root(), message, help);
    }
}

/// The locations of all untyped values.
fn find_untyped(contract: &Contract<Lowered>, source_map: &SourceMap<'_>) -> Vec<Untyped> {
    let found: Vec<_> = contract.untyped.iter().map(|(at, why)| (source_map.of(at), why)).collect();
    let wanted: Vec<_> = found.iter().map(|(origin, _)| origin.clone()).collect();
    let locations = source_map.locations(&wanted);
    let untyped = found.into_iter().map(|(origin, why)| Untyped { location: locations.of(origin), why: why.clone() });
    let mut untyped: Vec<Untyped> = untyped.collect();
    untyped.sort();
    untyped
}
