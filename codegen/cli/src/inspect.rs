//! `inspect`: the contract of an API description, as JSON on standard output.

use bindery::{Formats, OperationNames, Options, Outcome, RequiredMembers};

use crate::args::InspectArgs;
use crate::disk::Single;
use crate::exit;
use crate::failure::Failure;
use crate::input::Input;
use crate::report;
use crate::workspace::Workspace;

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
    let input = Input::read(&Workspace::find()?, args.spec.as_deref(), &args.overlays, &args.folders.allowed)?;
    let required = args.required.map(RequiredMembers::from);
    let formats = args.formats.map(Formats::from);
    let operation_names = args.operation_names.map(OperationNames::from);
    let allow_crates = args.crates.clone();
    let package = args.name.clone();
    let options = Options { package, required, formats, operation_names, allow_crates, ..Options::default() };
    let outcome = bindery::inspect(input.sources(), &options);
    if let (Some(path), Some(_)) = (&args.effective_spec, &outcome.value) {
        Single::stage(path, &input.effective_spec(path)?)?.persist()?;
    }
    Ok(outcome)
}
