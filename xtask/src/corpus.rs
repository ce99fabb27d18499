//! `corpus`: the results of the generator for many descriptions, counted.
//!
//! ```text
//! folder → descriptions, payloads → make → crates → cargo → drivers → verdicts → report
//! ```
//!
//! Each description is generated independent of the others; all crates are compiled together; each payload is read and
//! written by the types of its operation. Only public interfaces are used: crates come from `bindery::generate`, types
//! from a crate's `contract.json`, and a driver uses the exports of the crate.

mod contract;
mod driver;
mod exercise;
mod folder;
mod make;
mod payload;
mod report;
mod schemas;
mod tsv;
mod verdict;

use std::path::Path;

use bindery_cli::{Failure, exit, read_source, report as output};

use crate::ci;
use crate::cli::CorpusArgs;
use crate::crates::{self, Compiled, Crates, Driver, Progress};
use crate::workspace::Workspace;

use exercise::{Exercise, Tried};
use folder::{Description, Origin, Packages};
use make::{Made, State};
use payload::Payload;
use tsv::Table;

pub(crate) use make::run_one;

/// The build folder of crates, relative to the root of the project.
const OUT: &str = "target/corpus";

/// Runs the command; the exit code.
pub(crate) fn run(args: &CorpusArgs) -> u8 {
    let progress = Progress::on_terminal();
    let measured = measure(args, &progress);
    progress.end();
    match measured {
        Ok(result) => {
            if args.json {
                output::print_json(&report::json(&result));
            } else {
                output::to_stdout(&report::text(&result, args.verbose));
            }
            if result.is_sound() { exit::SUCCESS } else { exit::INTERNAL }
        }
        Err(failure) => {
            output::to_stderr(&format!("{failure}\n"));
            exit::code(&failure)
        }
    }
}

/// The results of a corpus.
#[derive(Debug)]
struct Measured {
    rows: Vec<Row>,
    /// The number of payloads that belong to no description of the corpus.
    unmatched: usize,
}

/// The result of a description.
#[derive(Debug)]
struct Row {
    description: Description,
    made: Made,
    /// `None` if it was not compiled.
    compiled: Option<Compiled>,
    payloads: Vec<Tried>,
}

impl Measured {
    /// Returns `true` if all failures are due to the descriptions, and none to the generator.
    fn is_sound(&self) -> bool {
        self.rows.iter().all(|row| match row.made.state {
            State::Generated => {
                row.compiled.as_ref().is_none_or(|compiled| compiled.library && compiled.warnings.is_empty())
            }
            State::Rejected(_) => true,
            State::Crashed(_) | State::TimedOut => false,
        })
    }
}

/// Runs the stages that the command line requests.
fn measure(args: &CorpusArgs, progress: &Progress) -> Result<Measured, Failure> {
    let workspace = Workspace::find()?;
    let out = args.out.clone().unwrap_or_else(|| workspace.root().join(OUT));
    let Corpus { descriptions, payloads, unmatched } = read(&args.dir, args.only.as_deref().unwrap_or_default(), &out)?;
    progress.begin("generate", descriptions.len());
    let mut rows = Vec::new();
    for description in descriptions {
        let made = make::make(&description, args)?;
        progress.step(&description.name);
        rows.push(Row { description, made, compiled: None, payloads: Vec::new() });
    }
    let mut exercises: Vec<Exercise> =
        rows.iter().map(|row| Exercise::new(&row.description, &row.made, &payloads)).collect();
    if !args.no_compile {
        let features = args.features.clone().unwrap_or_else(ci::all_features);
        compile(Crates::at(&out, &workspace)?, &features, &mut rows, &mut exercises, progress)?;
    }
    for (row, exercise) in rows.iter_mut().zip(exercises) {
        row.payloads = exercise.into_tried();
        // The text of a crate is not needed any more.
        row.made.files.retain(|path, _| is_counted(path));
    }
    Ok(Measured { rows, unmatched })
}

/// Returns `true` if a file counts as generated code of a description: the runtime is the same in every crate.
fn is_counted(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "rs") && !path.starts_with("src/runtime")
}

/// Compiles the generated crates, and runs the payloads.
fn compile(
    mut crates: Crates,
    features: &str,
    rows: &mut [Row],
    exercises: &mut [Exercise],
    progress: &Progress,
) -> Result<(), Failure> {
    for (row, exercise) in rows.iter().zip(&*exercises).filter(|(row, _)| row.made.state == State::Generated) {
        let driver = exercise.driver().map(|text| Driver { suffix: "payloads", text });
        crates.add(&row.description.package, &row.made.files, driver.as_ref())?;
    }
    if crates.len() == 0 {
        return Ok(());
    }
    progress.begin("compile", crates.len());
    let mut compiled = crates.lint(features, progress)?;
    for row in rows.iter_mut().filter(|row| row.made.state == State::Generated) {
        row.compiled = Some(compiled.remove(&row.description.package).unwrap_or_default());
    }
    if exercises.iter().all(|exercise| exercise.driver().is_none()) {
        return Ok(());
    }
    progress.begin("payloads", exercises.iter().filter(|exercise| exercise.driver().is_some()).count());
    let mut built = crates.build_drivers("json,xml", progress)?;
    for (row, exercise) in rows.iter().zip(exercises) {
        exercise.run(&built.remove(&row.description.package).unwrap_or_default())?;
    }
    Ok(())
}

/// The requested part of a corpus.
struct Corpus {
    descriptions: Vec<Description>,
    payloads: Vec<Payload>,
    unmatched: usize,
}

/// Reads a corpus. The documents around schemas are written below `out`, so that they are descriptions like any other.
fn read(dir: &Path, only: &str, out: &Path) -> Result<Corpus, Failure> {
    let mut descriptions = folder::descriptions(dir, only)?;
    let mut payloads = payload::read_values(dir)?;
    let xml = dir.join("xml");
    let index = xml.join("INDEX.tsv");
    if index.is_file() {
        let index = Table::parse(&read_source(&index, "index of payloads")?);
        payloads.extend(payload::read_xml(&xml, &index)?);
        let schemas = schemas::read(&xml, &index)?;
        let mut packages = Packages::default();
        for (name, document) in &schemas.documents {
            let package = packages.name(&format!("{name}.json"));
            let path = out.join("schemas").join(format!("{package}.json"));
            if name.contains(only) {
                crates::write(&path, &format!("{document:#}\n"))?;
                descriptions.push(Description { name: name.clone(), path, package, origin: Origin::Schemas });
            }
        }
        payloads.extend(schemas.payloads);
    }
    let is_known = |payload: &Payload| descriptions.iter().any(|it| it.name == payload.description);
    let unmatched = if only.is_empty() { payloads.iter().filter(|payload| !is_known(payload)).count() } else { 0 };
    Ok(Corpus { descriptions, payloads, unmatched })
}
