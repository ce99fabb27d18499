//! What a command says: text for people, or one JSON object for programs.
//!
//! Texts are made as a whole and then printed once. Results go to standard output, diagnostics and errors to standard
//! error; with `--json` everything is in the object on standard output.
//!
//! Names go into lines as [`bindery::shown`] makes them, so that none of them makes a line of its own. All that is
//! printed goes through one of the functions here, and none but [`verbatim`] lets a character pass that a terminal obeys.

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use bindery::{Diagnostic, JsonPointer, Severity, is_hidden, shown_lines};
use serde_json::{Value, json};

/// Findings as `--json` has them.
pub fn findings_as_json(diagnostics: &[Diagnostic]) -> Value {
    diagnostics.iter().map(finding_as_json).collect()
}

/// A diagnostic as `--json` has it.
fn finding_as_json(diagnostic: &Diagnostic) -> Value {
    let Diagnostic { code, severity, location, message, help } = diagnostic;
    let (line, column) = location.position.unzip();
    json!({
        "code": code.name(),
        "severity": severity.to_string(),
        "source": location.source,
        "pointer": location.pointer.as_ref().map(JsonPointer::as_str),
        "line": line,
        "column": column,
        "message": message,
        "help": help,
    })
}

/// Every diagnostic in full, and their count at the end; empty if there is none.
pub(crate) fn diagnostics(diagnostics: &[Diagnostic]) -> String {
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
#[must_use]
pub fn plural(count: usize, what: &str) -> String {
    match count {
        1 => format!("1 {what}"),
        _ => format!("{count} {what}s"),
    }
}

/// Prints lines for people to standard output.
pub fn to_stdout(text: &str) {
    write(io::stdout().lock(), &shown_lines(text));
}

/// Prints lines for people to standard error.
pub fn to_stderr(text: &str) {
    write(io::stderr().lock(), &shown_lines(text));
}

/// Prints a document to standard output: to a file or a program as it is, and for people as they can see it.
pub(crate) fn print_document(text: &str) {
    let stdout = io::stdout().lock();
    let text = if stdout.is_terminal() { shown_lines(text) } else { text.into() };
    write(stdout, &text);
}

/// Prints JSON to standard output. What a terminal could obey stands in strings alone, where JSON has an escape for it.
pub fn print_json(text: &str) {
    write(io::stdout().lock(), &escaped_json(text));
}

/// Prints what another program printed, colours included.
pub fn verbatim(mut to: impl Write, bytes: &[u8]) {
    let _ = to.write_all(bytes).and_then(|()| to.flush());
}

/// JSON without hidden characters: those beyond U+001F, which JSON lets pass, are written as escapes, too.
fn escaped_json(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) && character != '\n' {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(output, "\\u{unit:04x}");
            }
        } else {
            output.push(character);
        }
    }
    output
}

/// Writes a text as far as somebody reads it. Whoever closed the other end wants no more of it, and the exit code still
/// says what came of the command, so that an error here changes nothing.
fn write(to: impl Write, text: &str) {
    verbatim(to, text.as_bytes());
}
