//! `scenarios`: conformance suites of others, run through generated crates.
//!
//! ```text
//! npm → suite → descriptions, requests → crates, plans → drivers → replies → verdicts → report
//! ```
//!
//! A suite has a server that checks every request and sends a response. Each request of a scenario is built through the
//! public interface of the crate, sent by its client, and its response is read into the type of the operation. Nothing
//! of a suite is in this repository but the names of its packages and of its scenarios.

mod build;
mod code;
mod driver;
mod generate;
mod npm;
mod pins;
mod plan;
mod program;
mod report;
mod request;
mod route;
mod server;
mod typespec;
mod verdict;
mod wire_value;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use bindery_cli::{Failure, exit, report as output};

use crate::cli::{ScenariosArgs, Suite};
use crate::crates::Progress;
use crate::workspace::Workspace;

use generate::Generated;
use pins::{Change, Pins};
use request::Request;
use verdict::Tried;

/// The folder of suites and crates, relative to the root of the project.
const OUT: &str = "target/scenarios";

/// Runs the command; the exit code.
pub(crate) fn run(args: &ScenariosArgs) -> u8 {
    let progress = Progress::on_terminal();
    let measured = measure(args, &progress);
    progress.end();
    match measured {
        Ok(measured) => {
            if args.json {
                output::print_json(&report::json(&measured));
            } else {
                output::to_stdout(&report::text(&measured));
            }
            if measured.changes.is_empty() { exit::SUCCESS } else { exit::INTERNAL }
        }
        Err(failure) => {
            output::to_stderr(&format!("{failure}\n"));
            exit::code(&failure)
        }
    }
}

/// The results of a suite.
#[derive(Debug)]
struct Measured {
    /// The requests in the order of the suite.
    tried: Vec<Tried>,
    /// The differences from the committed list.
    changes: Vec<Change>,
    duration: Duration,
}

/// A suite that is installed and compiled.
#[derive(Debug)]
struct Prepared {
    /// The folder of its packages.
    folder: PathBuf,
    descriptions: Vec<Description>,
    requests: Vec<Request>,
}

/// A description of a suite.
#[derive(Clone, Debug)]
struct Description {
    /// The spec of the suite that it belongs to, which requests name: `type/array`.
    spec: String,
    /// The version of the API, where the spec has several.
    version: Option<String>,
    path: PathBuf,
}

/// Runs the stages.
fn measure(args: &ScenariosArgs, progress: &Progress) -> Result<Measured, Failure> {
    let start = Instant::now();
    let workspace = Workspace::find()?;
    let out = workspace.root().join(OUT);
    let crates = args.out.clone().unwrap_or_else(|| out.join("crates"));
    let pins = Pins::of(args.suite, args.openapi);
    let prepared = match args.suite {
        Suite::TypeSpec => {
            let folder = args.install.clone().unwrap_or_else(|| out.join("typespec"));
            typespec::prepare(&workspace, &folder, args.openapi, args.only.as_deref().unwrap_or_default(), progress)?
        }
    };
    let generated = generate::all(&prepared.descriptions, progress)?;
    let tried = exercise(&prepared, &generated, &crates, &workspace, progress)?;
    let changes = pins.check(&workspace, &tried, args)?;
    Ok(Measured { tried, changes, duration: start.elapsed() })
}

/// Compiles the drivers, and runs them while the server of the suite runs.
fn exercise(
    prepared: &Prepared,
    generated: &[Generated],
    out: &Path,
    workspace: &Workspace,
    progress: &Progress,
) -> Result<Vec<Tried>, Failure> {
    let mut tried: Vec<Tried> = prepared.requests.iter().map(|request| Tried::plan(request, generated)).collect();
    let drivers = driver::build(out, workspace, generated, &mut tried, progress)?;
    let server = typespec::serve(&prepared.folder)?;
    driver::run(&drivers, &mut tried, server.url(), progress)?;
    Ok(tried)
}
