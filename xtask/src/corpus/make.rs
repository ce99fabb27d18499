//! Generation, each description in a separate process.
//!
//! A thread could catch a panic, but neither a stack overflow, which ends the process, nor an endless loop, which slows
//! down the rest of the run. The child is this program, run as `xtask corpus-one`. It prints its result as one JSON
//! object, with the duration in seconds.

use std::collections::BTreeMap;
use std::env;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use bindery::{Outcome, shown};
use bindery_cli::{CrateOptions, Failure, Input, Project, exit, report};
use serde_json::{Value, json};

use super::folder::Description;
use crate::cli::{CorpusArgs, CorpusOneArgs};
use crate::crates::child;

/// The time limit of a description: a hundred times the duration of the largest ones.
const TIME_LIMIT: Duration = Duration::from_secs(300);

/// The result of a generation.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) state: State,
    /// The duration of the generation.
    pub(super) seconds: f64,
    /// The content of every file, by path.
    pub(super) files: BTreeMap<String, String>,
    /// The numbers of generated and of all operations.
    pub(super) generated: u64,
    pub(super) operations: u64,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// The end of the child.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum State {
    /// With a crate.
    #[default]
    Generated,
    /// Without a crate: the description has an error, or cannot be read.
    Rejected(String),
    /// With a panic or a crash.
    Crashed(String),
    /// Not within [`TIME_LIMIT`].
    TimedOut,
}

/// The reported part of a diagnostic.
#[derive(Clone, Debug)]
pub(super) struct Diagnostic {
    pub(super) code: String,
    pub(super) severity: String,
    pub(super) pointer: String,
    pub(super) message: String,
}

/// Generates the crate of a description, which may refer to files of the corpus and of the allowed folders.
pub(super) fn make(description: &Description, args: &CorpusArgs) -> Result<Made, Failure> {
    let program = env::current_exe().map_err(|error| Failure::disk("find", Path::new("xtask"), &error))?;
    let mut command = Command::new(program);
    command.arg("corpus-one").arg(&description.path).args(["--name", &description.package]);
    command.args(args.types.words());
    let folders = [&[args.dir.join("specs")][..], &args.folders.allowed].concat();
    for folder in folders {
        command.arg("--allow-outside").arg(folder);
    }
    let ended = child::run(&mut command, TIME_LIMIT)?;
    let Some(status) = ended.status else { return Ok(Made { state: State::TimedOut, ..Made::default() }) };
    let said = ended.said();
    let object: Option<Value> = serde_json::from_slice(&ended.output).ok();
    Ok(match (object, status.code().and_then(|code| u8::try_from(code).ok())) {
        (Some(object), Some(exit::SUCCESS)) => read(object),
        (_, Some(exit::BAD_INPUT)) => Made { state: State::Rejected(said), ..Made::default() },
        _ => Made { state: State::Crashed(format!("{status}: {said}")), ..Made::default() },
    })
}

/// The output of the child.
fn read(mut object: Value) -> Made {
    let files = object.get_mut("files").map(Value::take);
    let number = |key: &str| object.get(key).and_then(Value::as_u64).unwrap_or_default();
    let diagnostics = object.get("diagnostics").and_then(Value::as_array).into_iter().flatten().map(diagnostic);
    let diagnostics: Vec<Diagnostic> = diagnostics.collect();
    let is_made = files.as_ref().is_some_and(Value::is_object);
    let state = if is_made { State::Generated } else { State::Rejected(first_error(&diagnostics)) };
    let files = files.and_then(|files| serde_json::from_value(files).ok()).unwrap_or_default();
    let seconds = object.get("seconds").and_then(Value::as_f64).unwrap_or_default();
    Made { state, seconds, files, generated: number("generated"), operations: number("operations"), diagnostics }
}

fn diagnostic(diagnostic: &Value) -> Diagnostic {
    let text = |key: &str| diagnostic.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    Diagnostic { code: text("code"), severity: text("severity"), pointer: text("pointer"), message: text("message") }
}

fn first_error(diagnostics: &[Diagnostic]) -> String {
    let error = diagnostics.iter().find(|it| it.severity == "error");
    error.map(|it| format!("{}: {} (#{})", it.code, it.message, it.pointer)).unwrap_or_default()
}

/// Runs `corpus-one`, and returns the exit code.
pub(crate) fn run_one(args: &CorpusOneArgs) -> u8 {
    match make_one(args) {
        Ok(object) => {
            report::print_json(&object.to_string());
            exit::SUCCESS
        }
        Err(failure) => {
            report::to_stderr(&format!("{}\n", shown(&failure.message)));
            exit::code(&failure)
        }
    }
}

fn make_one(args: &CorpusOneArgs) -> Result<Value, Failure> {
    let input = Input::read(&Project::find()?, &args.spec, &[], &args.folders.allowed)?;
    let options = CrateOptions {
        name: Some(args.name.clone()),
        required: args.types.required,
        formats: args.types.formats,
        operation_names: args.types.operation_names,
        ..CrateOptions::default()
    };
    let start = Instant::now();
    let Outcome { value, diagnostics, operations, .. } = bindery::generate(input.sources(), &options.to_options());
    let seconds = start.elapsed().as_secs_f64();
    let files =
        value.map(|files| files.iter().map(|(path, text)| (path.to_owned(), Value::from(text))).collect::<Value>());
    Ok(json!({
        "seconds": seconds,
        "files": files,
        "generated": operations.generated,
        "operations": operations.all,
        "diagnostics": report::diagnostics_as_json(&diagnostics),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_output_of_a_child_is_read() {
        let diagnostic = json!({ "code": "syntax", "severity": "error", "pointer": "/a", "message": "m" });
        let made =
            read(json!({ "seconds": 0.5, "files": { "a": "b" }, "generated": 1, "operations": 2, "diagnostics": [] }));
        assert_eq!((made.state, made.files.len(), made.generated, made.operations), (State::Generated, 1, 1, 2));
        let made = read(json!({ "files": null, "diagnostics": [diagnostic] }));
        assert_eq!(made.state, State::Rejected(String::from("syntax: m (#/a)")));
    }
}
