//! The diagnostics of pages. All have a location from the start, since a page is read line by line.

use crate::lines::{Line, PageLocation};
use bindery::{Code, Diagnostic, Severity, SourceLocation};

/// The maximum length of a text in a message, in characters.
const MAX_SHOWN: usize = 60;

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
        self.0.push(Diagnostic {
            code,
            severity: Severity::Error,
            location: at.into(),
            message: message.into(),
            help: help.into(),
        });
    }

    /// Reports a warning: an item is left out, or unknown.
    pub(crate) fn warning(
        &mut self,
        code: Code,
        at: PageLocation<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.0.push(Diagnostic {
            code,
            severity: Severity::Warning,
            location: at.into(),
            message: message.into(),
            help: help.into(),
        });
    }

    /// Warns about missing information.
    pub(crate) fn incomplete(&mut self, at: PageLocation<'_>, message: impl Into<String>, help: &str) {
        self.warning(Code::Incomplete, at, message, help);
    }

    /// Warns about an item that is left out because nothing on the page contains it.
    pub(crate) fn unexpected_text(&mut self, at: PageLocation<'_>, text: &str) {
        let message = format!("unexpected text `{}`: it belongs to no row of a table", short(text));
        let help = "compare the text with the page, and save it again if something is missing before it";
        self.warning(Code::UnexpectedPart, at, message, help);
    }

    /// Warns about an unknown heading.
    pub(crate) fn unknown_heading(&mut self, line: Line<'_>) {
        let text = short(line.text);
        let message = format!("unknown heading `{text}`: the text up to the next known one is left out");
        let help = "check that no table of parameters, responses or members is there";
        self.warning(Code::UnexpectedPart, line.at, message, help);
    }

    /// Returns `true` if no document may be made.
    pub(crate) fn prevent_output(&self, deny_warnings: bool) -> bool {
        self.0.iter().any(|diagnostic| deny_warnings || diagnostic.severity == Severity::Error)
    }

    /// The diagnostics, ordered by location.
    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut diagnostics = self.0;
        diagnostics.sort_by(|left, right| left.location.cmp(&right.location).then(left.code.cmp(&right.code)));
        diagnostics.dedup();
        diagnostics
    }
}

impl From<PageLocation<'_>> for SourceLocation {
    fn from(at: PageLocation<'_>) -> Self {
        Self { source: at.source.to_owned(), position: Some((at.line, at.column)), pointer: None }
    }
}

/// A string, abbreviated for a message.
pub(crate) fn short(text: &str) -> String {
    let cut: String = text
        .chars()
        .map(|character| if character.is_control() { '\u{fffd}' } else { character })
        .take(MAX_SHOWN)
        .collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}
