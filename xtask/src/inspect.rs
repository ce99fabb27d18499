//! `inspect`: the contract that a description states, as JSON on standard output.

use bindery::{Options, Outcome, Source};

use crate::cli::InspectArgs;
use crate::disk;
use crate::exit;
use crate::failure::Failure;
use crate::report;
use crate::workspace::{SPEC, Workspace};

/// Runs the command; the exit code.
pub(crate) fn run(args: &InspectArgs) -> u8 {
    match inspect(args) {
        Ok(Outcome { value, diagnostics, .. }) => {
            report::to_stderr(&report::findings(&diagnostics));
            match value {
                Some(contract) => {
                    report::to_stdout(&contract);
                    exit::FINE
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

/// Reads the description and asks the library.
fn inspect(args: &InspectArgs) -> Result<Outcome<String>, Failure> {
    let workspace = Workspace::find()?;
    let path = args.spec.clone().unwrap_or_else(|| workspace.root().join(SPEC));
    let text = disk::read_source(&path)?;
    let source = Source { name: &workspace.source_name(&path), text: &text };
    Ok(bindery::inspect(source, &Options { package: args.name.clone(), ..Options::default() }))
}
