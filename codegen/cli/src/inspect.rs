//! `inspect`: the contract of an API description, as JSON on standard output.

use bindery::Outcome;
use bindery_fs::Project;
use bindery_fs::parts::{Failure, Job, Single};

use crate::args::InspectArgs;
use crate::exit;
use crate::report;

/// Runs the command, and returns the exit code.
pub(crate) fn run(args: &InspectArgs) -> u8 {
    match inspect(args) {
        Ok(Some(contract)) => {
            report::print_json(&contract);
            exit::SUCCESS
        }
        Ok(None) => exit::BAD_INPUT,
        Err(failure) => report::print_failure(&failure),
    }
}

/// Reads and inspects the description with its overlays, and prints the diagnostics. `None` if it has errors.
fn inspect(args: &InspectArgs) -> Result<Option<String>, Failure> {
    let project = Project::find()?;
    let job = only(Job::all(&args.sources.to_sources(), &args.options.to_options(), &project)?)?;
    let input = job.read(&project)?;
    let Outcome { value, diagnostics, .. } = bindery::inspect(input.sources(), &job.options);
    if let (Some(path), Some(_)) = (&args.effective_spec, &value) {
        Single::stage(path, &input.effective_spec(path)?)?.persist()?;
    }
    report::print_messages(&report::diagnostics(
        &diagnostics,
        report::sources(input.sources()).chain(project.source()),
    ));
    Ok(value)
}

/// The only one of these crates.
fn only(jobs: Vec<Job>) -> Result<Job, Failure> {
    let number = jobs.len();
    <[Job; 1]>::try_from(jobs).map(|[job]| job).map_err(|_| {
        let message = format!("`inspect` prints one contract, and the configuration has {number} crates");
        Failure::bad_input(message, "choose one with `--crate NAME`, or pass an API description")
    })
}
