//! `inspect`: the contract of an API description, as JSON on standard output.

use bindery::Outcome;

use crate::args::InspectArgs;
use crate::disk::Single;
use crate::exit;
use crate::failure::Failure;
use crate::job::Job;
use crate::project::Project;
use crate::report;

/// Runs the command, and returns the exit code.
pub(crate) fn run(args: &InspectArgs) -> u8 {
    match inspect(args) {
        Ok(Outcome { value, diagnostics, .. }) => {
            report::to_stderr(&report::diagnostics(&diagnostics));
            match value {
                Some(contract) => {
                    report::print_json(&contract);
                    exit::SUCCESS
                }
                None => exit::BAD_INPUT,
            }
        }
        Err(failure) => {
            report::to_stderr(&format!("{failure}\n"));
            failure.code
        }
    }
}

/// Reads and inspects the description with its overlays.
fn inspect(args: &InspectArgs) -> Result<Outcome<String>, Failure> {
    let project = Project::find()?;
    let job = only(Job::all(&args.sources, &args.options, &project)?)?;
    let input = job.read(&project)?;
    let outcome = bindery::inspect(input.sources(), &job.options.to_options());
    if let (Some(path), Some(_)) = (&args.effective_spec, &outcome.value) {
        Single::stage(path, &input.effective_spec(path)?)?.persist()?;
    }
    Ok(outcome)
}

/// The only one of these crates.
fn only(jobs: Vec<Job>) -> Result<Job, Failure> {
    let number = jobs.len();
    <[Job; 1]>::try_from(jobs).map(|[job]| job).map_err(|_| {
        let message = format!("`inspect` prints one contract, and the configuration has {number} crates");
        Failure::bad_input(message, "choose one with `--crate NAME`, or pass an API description")
    })
}
