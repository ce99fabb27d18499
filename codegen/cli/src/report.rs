//! The output of commands: text for people, or one JSON object for programs.
//!
//! Output is built as a whole and printed once. Results go to standard output, diagnostics and errors to standard
//! error. With `--json` all of it is in the object on standard output.
//!
//! Names in lines are escaped by [`bindery::shown`], so that they cannot imitate lines of the tool. All output goes
//! through the functions here. Only [`verbatim`] and colours print control characters of terminals.

mod excerpts;

use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write};

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use bindery::{Diagnostic, Input, JsonPointer, Severity, Source, is_hidden, shown_lines};
use bindery_fs::parts::Failure;
use serde_json::{Value, json};

use crate::exit;

use excerpts::Excerpts;

/// Diagnostics as JSON.
pub fn diagnostics_as_json(diagnostics: &[Diagnostic]) -> Value {
    diagnostics.iter().map(diagnostic_as_json).collect()
}

/// A diagnostic as JSON.
fn diagnostic_as_json(diagnostic: &Diagnostic) -> Value {
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

/// The diagnostics with excerpts of their sources, and their counts at the end, with colours; empty without diagnostics.
pub(crate) fn diagnostics<'a>(diagnostics: &[Diagnostic], sources: impl IntoIterator<Item = Source<'a>>) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let excerpts = Excerpts::of(sources);
    let blocks: Vec<_> = diagnostics.iter().map(|diagnostic| excerpts.shown(diagnostic)).collect();
    format!("{}\n\n{}\n", blocks.join("\n\n"), counts(diagnostics))
}

/// The sources of a command.
pub(crate) fn sources(input: Input<'_>) -> impl Iterator<Item = Source<'_>> {
    [input.description].into_iter().chain(input.files).chain(input.overlays)
}

/// A failure, with colours.
pub(crate) fn failure(failure: &Failure) -> String {
    let text = failure.to_string();
    let style = Style::new().fg_color(Some(AnsiColor::BrightRed.into())).effects(Effects::BOLD);
    text.strip_prefix("error").map_or_else(|| text.clone(), |rest| format!("{style}error{style:#}{rest}"))
}

/// Prints diagnostics and failures, which are escaped, to standard error. Only a terminal gets the colours.
pub(crate) fn print_messages(text: &str) {
    verbatim(anstream::stderr().lock(), text.as_bytes());
}

/// Prints a failure, and returns its exit code.
pub(crate) fn print_failure(failure: &Failure) -> u8 {
    print_messages(&format!("{}\n", self::failure(failure)));
    exit::code(failure)
}

/// The numbers of errors, warnings and notes, in prose.
fn counts(diagnostics: &[Diagnostic]) -> String {
    let of = |severity| diagnostics.iter().filter(|it| it.severity == severity).count();
    let counts = [(of(Severity::Error), "error"), (of(Severity::Warning), "warning"), (of(Severity::Note), "note")];
    let parts: Vec<_> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, what)| plural(count, what)).collect();
    parts.join(", ")
}

/// A number with its noun, in prose.
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

/// Prints a document to standard output: unchanged to a file or a program, and escaped to a terminal.
pub(crate) fn print_document(text: &str) {
    let stdout = io::stdout().lock();
    let text = if stdout.is_terminal() { shown_lines(text) } else { text.into() };
    write(stdout, &text);
}

/// Prints JSON to standard output. Control characters of terminals occur in strings alone, where JSON escapes them.
pub fn print_json(text: &str) {
    write(io::stdout().lock(), &escaped_json(text));
}

/// Prints the output of another program, colours included.
pub fn verbatim(mut to: impl Write, bytes: &[u8]) {
    let _ = to.write_all(bytes).and_then(|()| to.flush());
}

/// JSON with hidden characters escaped, including those beyond U+001F, which JSON allows.
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

/// Writes a string. Errors are ignored: a reader that closed the other end needs no more output, and the exit code
/// still reports the result.
fn write(to: impl Write, text: &str) {
    verbatim(to, text.as_bytes());
}
