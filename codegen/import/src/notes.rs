//! What there is to say about pages. Everything said has a location from the start, since a page is read line by line.

use crate::lines::At;
use bindery::{Code, Diagnostic, Severity, SourceLocation};

/// Collects what there is to say.
#[derive(Debug, Default)]
pub(crate) struct Notes(Vec<Diagnostic>);

impl Notes {
    /// No document is made.
    pub(crate) fn error(&mut self, code: Code, at: At<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.push(code, Severity::Error, at, message.into(), help.into());
    }

    /// Something is left out, or not known.
    pub(crate) fn warning(&mut self, code: Code, at: At<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.push(code, Severity::Warning, at, message.into(), help.into());
    }

    fn push(&mut self, code: Code, severity: Severity, at: At<'_>, message: String, help: String) {
        let location =
            SourceLocation { source: at.source.to_owned(), position: Some((at.line, at.column)), pointer: None };
        self.0.push(Diagnostic { code, severity, location, message, help });
    }

    /// Whether what was said keeps the document from being made.
    pub(crate) fn forbid(&self, deny_warnings: bool) -> bool {
        self.0.iter().any(|note| deny_warnings || note.severity == Severity::Error)
    }

    /// What was said, in the order of the places.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.0;
        diagnostics.sort_by(|left, right| left.location.cmp(&right.location).then(left.code.cmp(&right.code)));
        diagnostics.dedup();
        diagnostics
    }
}
