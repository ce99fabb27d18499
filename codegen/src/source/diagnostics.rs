//! Collection of diagnostics. They have pointers first, and get lines and columns at the end, all in one pass.

use crate::source::diagnostic::{Code, Diagnostic, JsonPointer, Severity, SourceLocation};
use crate::source::origin::Origin;
use crate::source::source_map::{SourceLocations, SourceMap};
use crate::source::syntax::{Position, SyntaxWarning};

/// The collected diagnostics of a description and its overlays.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics(Vec<PendingDiagnostic>);

/// A diagnostic with an unresolved location.
#[derive(Debug)]
struct PendingDiagnostic {
    code: Code,
    severity: Severity,
    at: UnresolvedLocation,
    message: String,
    /// A related value, whose location ends the message.
    other: Option<Origin>,
    help: String,
}

/// Two values of the sources that conflict.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conflict<'a> {
    /// The value with the error.
    pub(crate) at: &'a Origin,
    pub(crate) other: &'a Origin,
}

/// An unresolved location.
#[derive(Debug)]
enum UnresolvedLocation {
    /// A value of the document, in whichever source.
    Document(JsonPointer),
    /// A value of one of the sources.
    Source(Origin),
    /// A position in the text of one of the sources.
    Text(usize, Position),
    /// A file of the existing crate.
    Crate(&'static str),
}

impl Diagnostics {
    /// Reports an error: no files are generated.
    pub(crate) fn error(&mut self, code: Code, at: &JsonPointer, message: impl Into<String>, help: impl Into<String>) {
        self.0.push(PendingDiagnostic {
            code,
            severity: Severity::Error,
            at: UnresolvedLocation::Document(at.clone()),
            message: message.into(),
            other: None,
            help: help.into(),
        });
    }

    /// Reports a warning: an item is omitted, and the rest is generated.
    pub(crate) fn warning(
        &mut self,
        code: Code,
        at: &JsonPointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.0.push(PendingDiagnostic {
            code,
            severity: Severity::Warning,
            at: UnresolvedLocation::Document(at.clone()),
            message: message.into(),
            other: None,
            help: help.into(),
        });
    }

    /// Reports a consequence of what the description asks for.
    pub(crate) fn note(&mut self, code: Code, at: &JsonPointer, message: impl Into<String>, help: impl Into<String>) {
        self.0.push(PendingDiagnostic {
            code,
            severity: Severity::Note,
            at: UnresolvedLocation::Document(at.clone()),
            message: message.into(),
            other: None,
            help: help.into(),
        });
    }

    /// Reports an error at a value of a source.
    pub(crate) fn error_in_source(&mut self, code: Code, at: &Origin, message: impl Into<String>, help: &str) {
        self.0.push(PendingDiagnostic {
            code,
            severity: Severity::Error,
            at: UnresolvedLocation::Source(at.clone()),
            message: message.into(),
            other: None,
            help: help.to_owned(),
        });
    }

    /// Reports an error at a value of a source that conflicts with another one, whose location ends the message.
    pub(crate) fn conflict(&mut self, code: Code, Conflict { at, other }: Conflict<'_>, message: String, help: &str) {
        self.0.push(PendingDiagnostic {
            code,
            severity: Severity::Error,
            at: UnresolvedLocation::Source(at.clone()),
            message,
            other: Some(other.clone()),
            help: help.to_owned(),
        });
    }

    /// Reports an error in a file of the existing crate.
    pub(crate) fn error_in_crate(&mut self, file: &'static str, message: String, help: &str) {
        self.0.push(PendingDiagnostic {
            code: Code::Record,
            severity: Severity::Error,
            at: UnresolvedLocation::Crate(file),
            message,
            other: None,
            help: help.to_owned(),
        });
    }

    /// Reports the warnings about the text of a source.
    pub(crate) fn syntax_warnings(&mut self, source: usize, warnings: impl IntoIterator<Item = SyntaxWarning>) {
        self.0.extend(warnings.into_iter().map(|SyntaxWarning { code, message, help, position }| PendingDiagnostic {
            code,
            severity: Severity::Warning,
            at: UnresolvedLocation::Text(source, position),
            message,
            other: None,
            help: help.to_owned(),
        }));
    }

    /// Adds diagnostics whose pointers are into one of the sources.
    pub(crate) fn append(&mut self, diagnostics: Self, source: usize) {
        self.0.extend(diagnostics.0.into_iter().map(|diagnostic| match diagnostic.at {
            UnresolvedLocation::Document(at) => {
                PendingDiagnostic { at: UnresolvedLocation::Source(Origin { source, at }), ..diagnostic }
            }
            UnresolvedLocation::Source(_) | UnresolvedLocation::Text(..) | UnresolvedLocation::Crate(_) => diagnostic,
        }));
    }

    /// Reports a defect of the generator.
    pub(crate) fn internal(&mut self, path: &str, message: &str) {
        let message = format!("internal error: generated file `{path}` is invalid Rust: {message}");
        let help = "report this defect of Bindery with the API description";
        self.error(Code::Internal, &JsonPointer::root(), message, help);
    }

    /// Returns `true` if no files may be generated.
    pub(crate) fn prevent_output(&self, deny_warnings: bool) -> bool {
        self.0.iter().any(|diagnostic| match diagnostic.severity {
            Severity::Error => true,
            Severity::Warning => deny_warnings,
            Severity::Note => false,
        })
    }

    /// Resolves the locations of all diagnostics, and sorts them by location.
    pub(crate) fn into_diagnostics(self, source_map: &SourceMap<'_>) -> Vec<Diagnostic> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let found: Vec<(PendingDiagnostic, Origin)> =
            self.0.into_iter().map(|diagnostic| diagnostic.traced(source_map)).collect();
        let wanted = found.iter().flat_map(|(diagnostic, at)| [Some(at), diagnostic.other.as_ref()]).flatten();
        let locations = source_map.locations(wanted);
        let mut diagnostics: Vec<Diagnostic> =
            found.into_iter().map(|(diagnostic, at)| diagnostic.located(at, &locations)).collect();
        diagnostics.sort_by(|left, right| left.location.cmp(&right.location).then(left.code.cmp(&right.code)));
        diagnostics.dedup();
        diagnostics
    }
}

impl PendingDiagnostic {
    /// The diagnostic, with the source and the pointer of its value.
    fn traced(self, source_map: &SourceMap<'_>) -> (Self, Origin) {
        let origin = match &self.at {
            UnresolvedLocation::Document(at) => source_map.of(at),
            UnresolvedLocation::Source(origin) => origin.clone(),
            UnresolvedLocation::Text(source, _) => Origin { source: *source, at: JsonPointer::root() },
            UnresolvedLocation::Crate(_) => source_map.of(&JsonPointer::root()),
        };
        (self, origin)
    }

    fn located(self, origin: Origin, locations: &SourceLocations<'_>) -> Diagnostic {
        let Self { code, severity, at, mut message, other, help } = self;
        if let Some(other) = other {
            message = format!("{message} {}", locations.of(other));
        }
        let location = match at {
            UnresolvedLocation::Document(_) | UnresolvedLocation::Source(_) => locations.of(origin),
            UnresolvedLocation::Text(_, position) => {
                SourceLocation { position: Some(position), ..locations.of(origin) }
            }
            UnresolvedLocation::Crate(file) => {
                SourceLocation { source: file.to_owned(), position: None, pointer: None }
            }
        };
        Diagnostic { code, severity, location, message, help }
    }
}
