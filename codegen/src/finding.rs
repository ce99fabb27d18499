//! Findings on their way to diagnostics: they know a pointer, and get line and column at the end, all at once.

use std::iter;

use crate::diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
use crate::{Source, syntax};

/// Collects what there is to say about a description.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

#[derive(Debug)]
struct Finding {
    code: Code,
    severity: Severity,
    at: JsonPointer,
    message: String,
    help: String,
}

impl Findings {
    /// Nothing is generated.
    pub(crate) fn error(&mut self, code: Code, at: &JsonPointer, message: impl Into<String>, help: impl Into<String>) {
        self.push(code, Severity::Error, at, message.into(), help.into());
    }

    /// Something is left out; the rest is generated.
    pub(crate) fn warning(
        &mut self,
        code: Code,
        at: &JsonPointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(code, Severity::Warning, at, message.into(), help.into());
    }

    fn push(&mut self, code: Code, severity: Severity, at: &JsonPointer, message: String, help: String) {
        self.0.push(Finding { code, severity, at: at.clone(), message, help });
    }

    /// The generator itself is wrong.
    pub(crate) fn internal(&mut self, path: &str, message: &str) {
        let message = format!("the generator made a file that is no Rust: `{path}`: {message}");
        let help = "this is a defect of the generator: please report it with the description";
        self.error(Code::Internal, &JsonPointer::root(), message, help);
    }

    /// Whether what was found keeps the files from being made.
    pub(crate) fn forbid(&self, deny_warnings: bool) -> bool {
        self.0.iter().any(|finding| deny_warnings || finding.severity == Severity::Error)
    }

    /// Finds the places of all findings, and sorts them by place.
    pub(crate) fn into_diagnostics(self, source: Source<'_>) -> Vec<Diagnostic> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let pointers: Vec<JsonPointer> = self.0.iter().flat_map(|finding| lineage(&finding.at)).collect();
        let positions = syntax::locate(source.text, &pointers);
        let place = |at: JsonPointer| {
            let position = lineage(&at).find_map(|at| positions.get(&at).copied());
            Place { source: source.name.to_owned(), position: position.or(Some((1, 1))), pointer: Some(at) }
        };
        let mut diagnostics: Vec<Diagnostic> = self.0.into_iter().map(|finding| finding.placed(&place)).collect();
        diagnostics.sort_by(|left, right| left.place.cmp(&right.place).then(left.code.cmp(&right.code)));
        diagnostics.dedup();
        diagnostics
    }
}

/// A pointer and those to what holds its value, from the inside out: the value itself may be missing.
fn lineage(at: &JsonPointer) -> impl Iterator<Item = JsonPointer> {
    iter::successors(Some(at.clone()), JsonPointer::parent)
}

impl Finding {
    fn placed(self, place: &impl Fn(JsonPointer) -> Place) -> Diagnostic {
        let Self { code, severity, at, message, help } = self;
        Diagnostic { code, severity, place: place(at), message, help }
    }
}
