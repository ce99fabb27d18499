//! Findings on their way to diagnostics: they know a pointer, and get line and column at the end, all at once.

use crate::source::diagnostic::{Code, Diagnostic, JsonPointer, Severity, SourceLocation};
use crate::source::origin::Origin;
use crate::source::source_map::{SourceLocations, SourceMap};
use crate::source::syntax::{Position, SyntaxWarning};

/// Collects what there is to say about a description and its overlays.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics(Vec<PendingDiagnostic>);

/// Something to say.
#[derive(Debug)]
struct PendingDiagnostic {
    code: Code,
    severity: Severity,
    at: At,
    message: String,
    /// What else to look at: its place ends the message.
    other: Option<Origin>,
    help: String,
}

/// Where a diagnostic is.
#[derive(Debug)]
enum At {
    /// At a value of the document, whichever source it comes from.
    Document(JsonPointer),
    /// At a value of one of the sources.
    Source(Origin),
    /// At a place in the text of one of the sources.
    Text(usize, Position),
    /// In a file of the crate that is to be replaced.
    Crate(&'static str),
}

impl Diagnostics {
    /// Nothing is generated.
    pub(crate) fn error(&mut self, code: Code, at: &JsonPointer, message: impl Into<String>, help: impl Into<String>) {
        self.push(code, Severity::Error, At::Document(at.clone()), message.into(), help.into());
    }

    /// Something is left out; the rest is generated.
    pub(crate) fn warning(
        &mut self,
        code: Code,
        at: &JsonPointer,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(code, Severity::Warning, At::Document(at.clone()), message.into(), help.into());
    }

    /// An error at a value of a source, in which the value of another plays a part: its place is the end of the
    /// message.
    pub(crate) fn conflict(&mut self, code: Code, [at, other]: [&Origin; 2], message: String, help: &str) {
        self.push(code, Severity::Error, At::Source(at.clone()), message, help.to_owned());
        if let Some(diagnostic) = self.0.last_mut() {
            diagnostic.other = Some(other.clone());
        }
    }

    /// An error in a file of the crate that is to be replaced.
    pub(crate) fn error_in_crate(&mut self, file: &'static str, message: String, help: &str) {
        self.push(Code::Record, Severity::Error, At::Crate(file), message, help.to_owned());
    }

    /// What was taken loosely in the text of a source.
    pub(crate) fn syntax_warnings(&mut self, source: usize, warnings: impl IntoIterator<Item = SyntaxWarning>) {
        for SyntaxWarning { code, message, help, position } in warnings {
            self.push(code, Severity::Warning, At::Text(source, position), message, help.to_owned());
        }
    }

    /// Takes over diagnostics whose pointers are into one of the sources.
    pub(crate) fn adopt(&mut self, diagnostics: Self, source: usize) {
        self.0.extend(diagnostics.0.into_iter().map(|diagnostic| match diagnostic.at {
            At::Document(at) => PendingDiagnostic { at: At::Source(Origin { source, at }), ..diagnostic },
            At::Source(_) | At::Text(..) | At::Crate(_) => diagnostic,
        }));
    }

    fn push(&mut self, code: Code, severity: Severity, at: At, message: String, help: String) {
        self.0.push(PendingDiagnostic { code, severity, at, message, other: None, help });
    }

    /// The generator itself is wrong.
    pub(crate) fn internal(&mut self, path: &str, message: &str) {
        let message = format!("the generator made a file that is no Rust: `{path}`: {message}");
        let help = "this is a defect of the generator: please report it with the description";
        self.error(Code::Internal, &JsonPointer::root(), message, help);
    }

    /// Whether what was found keeps the files from being made.
    pub(crate) fn forbid(&self, deny_warnings: bool) -> bool {
        self.0.iter().any(|diagnostic| deny_warnings || diagnostic.severity == Severity::Error)
    }

    /// Finds the places of all diagnostics, and sorts them by place.
    pub(crate) fn into_diagnostics(self, source_map: &SourceMap<'_>) -> Vec<Diagnostic> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let found: Vec<(PendingDiagnostic, Origin)> =
            self.0.into_iter().map(|diagnostic| diagnostic.traced(source_map)).collect();
        let wanted = found.iter().flat_map(|(diagnostic, at)| [Some(at), diagnostic.other.as_ref()]).flatten();
        let locations = source_map.locations(wanted);
        let mut diagnostics: Vec<Diagnostic> =
            found.into_iter().map(|(diagnostic, at)| diagnostic.placed(at, &locations)).collect();
        diagnostics.sort_by(|left, right| left.location.cmp(&right.location).then(left.code.cmp(&right.code)));
        diagnostics.dedup();
        diagnostics
    }
}

impl PendingDiagnostic {
    /// The finding, and the value of a source that it is about.
    fn traced(self, source_map: &SourceMap<'_>) -> (Self, Origin) {
        let origin = match &self.at {
            At::Document(at) => source_map.of(at),
            At::Source(origin) => origin.clone(),
            At::Text(source, _) => Origin { source: *source, at: JsonPointer::root() },
            At::Crate(_) => source_map.of(&JsonPointer::root()),
        };
        (self, origin)
    }

    fn placed(self, origin: Origin, locations: &SourceLocations<'_>) -> Diagnostic {
        let Self { code, severity, at, mut message, other, help } = self;
        if let Some(other) = other {
            message = format!("{message} {}", locations.of(other));
        }
        let location = match at {
            At::Document(_) | At::Source(_) => locations.of(origin),
            At::Text(_, position) => SourceLocation { position: Some(position), ..locations.of(origin) },
            At::Crate(file) => SourceLocation { source: file.to_owned(), position: None, pointer: None },
        };
        Diagnostic { code, severity, location, message, help }
    }
}
