//! The diagnostics of pages. All have a location from the start, since a page is read line by line.

use crate::lines::PageLocation;
use bindery::{Code, Diagnostic, Severity, SourceLocation};

/// The collected diagnostics.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Reports an error: no document is made.
    pub(crate) fn error(
        &mut self,
        code: Code,
        at: PageLocation<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(code, Severity::Error, at, message.into(), help.into());
    }

    /// Reports a warning: an item is left out, or unknown.
    pub(crate) fn warning(
        &mut self,
        code: Code,
        at: PageLocation<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(code, Severity::Warning, at, message.into(), help.into());
    }

    fn push(&mut self, code: Code, severity: Severity, at: PageLocation<'_>, message: String, help: String) {
        let location =
            SourceLocation { source: at.source.to_owned(), position: Some((at.line, at.column)), pointer: None };
        self.0.push(Diagnostic { code, severity, location, message, help });
    }

    /// Returns `true` if no document may be made.
    pub(crate) fn forbid(&self, deny_warnings: bool) -> bool {
        self.0.iter().any(|note| deny_warnings || note.severity == Severity::Error)
    }

    /// The diagnostics, ordered by location.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.0;
        diagnostics.sort_by(|left, right| left.location.cmp(&right.location).then(left.code.cmp(&right.code)));
        diagnostics.dedup();
        diagnostics
    }
}
