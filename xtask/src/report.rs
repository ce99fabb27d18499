//! What a command says: text for people, or one JSON object for programs.
//!
//! Texts are made as a whole and then printed once. Results go to standard output, findings and errors to standard
//! error; with `--json` everything is in the object on standard output.

mod human;
mod json;

use std::io::{self, Write};

use bindery::{Diagnostic, Severity};

use crate::cli::GenerateArgs;
use crate::generate::Report;

/// Prints what came of `generate`, in the form that the flags name.
pub(crate) fn print(report: &Report, args: &GenerateArgs) {
    if args.json {
        to_stdout(&json::object(report));
    } else {
        if !args.quiet {
            to_stdout(&human::result(report));
        }
        to_stderr(&human::messages(report, args.quiet));
    }
}

/// Findings as `--json` has them.
pub(crate) fn findings_as_json(diagnostics: &[Diagnostic]) -> serde_json::Value {
    diagnostics.iter().map(json::diagnostic).collect()
}

/// Every finding in full, and their count at the end; empty if there is none.
pub(crate) fn findings(diagnostics: &[Diagnostic]) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let texts: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
    format!("{}\n\n{}\n", texts.join("\n\n"), counts(diagnostics))
}

/// The number of errors and warnings, in words.
fn counts(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|it| it.severity == severity).count();
    let counts = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning")];
    let parts: Vec<_> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| plural(count, what)).collect();
    parts.join(", ")
}

/// A number of things, in words.
pub(crate) fn plural(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// Prints to standard output.
pub(crate) fn to_stdout(text: &str) {
    write(io::stdout().lock(), text);
}

/// Prints to standard error.
pub(crate) fn to_stderr(text: &str) {
    write(io::stderr().lock(), text);
}

/// Writes a text as far as somebody reads it. Whoever closed the other end wants no more of it, and the exit code still
/// says what came of the command, so that an error here changes nothing.
fn write(mut to: impl Write, text: &str) {
    let _ = to.write_all(text.as_bytes()).and_then(|()| to.flush());
}

#[cfg(test)]
mod tests;
