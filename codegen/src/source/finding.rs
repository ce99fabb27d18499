//! Findings on their way to diagnostics: they know a pointer, and get line and column at the end, all at once.

use crate::source::diagnostic::{Code, Diagnostic, JsonPointer, Place, Severity};
use crate::source::origin::Origin;
use crate::source::source_map::{Places, SourceMap};
use crate::source::syntax::{Position, Remark};

/// Collects what there is to say about a description and its overlays.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

/// Something to say.
#[derive(Debug)]
struct Finding {
    code: Code,
    severity: Severity,
    at: At,
    message: String,
    /// What else to look at: its place ends the message.
    other: Option<Origin>,
    help: String,
}

/// Where a finding is.
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

impl Findings {
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
        if let Some(finding) = self.0.last_mut() {
            finding.other = Some(other.clone());
        }
    }

    /// An error in a file of the crate that is to be replaced.
    pub(crate) fn error_in_crate(&mut self, file: &'static str, message: String, help: &str) {
        self.push(Code::Record, Severity::Error, At::Crate(file), message, help.to_owned());
    }

    /// What was taken loosely in the text of a source.
    pub(crate) fn remark(&mut self, source: usize, remarks: impl IntoIterator<Item = Remark>) {
        for Remark { code, message, help, position } in remarks {
            self.push(code, Severity::Warning, At::Text(source, position), message, help.to_owned());
        }
    }

    /// Takes over findings whose pointers are into one of the sources.
    pub(crate) fn adopt(&mut self, findings: Self, source: usize) {
        self.0.extend(findings.0.into_iter().map(|finding| match finding.at {
            At::Document(at) => Finding { at: At::Source(Origin { source, at }), ..finding },
            At::Source(_) | At::Text(..) | At::Crate(_) => finding,
        }));
    }

    fn push(&mut self, code: Code, severity: Severity, at: At, message: String, help: String) {
        self.0.push(Finding { code, severity, at, message, other: None, help });
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
    pub(crate) fn into_diagnostics(self, origins: &SourceMap<'_>) -> Vec<Diagnostic> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let found: Vec<(Finding, Origin)> = self.0.into_iter().map(|finding| finding.traced(origins)).collect();
        let wanted = found.iter().flat_map(|(finding, at)| [Some(at), finding.other.as_ref()]).flatten();
        let places = origins.places(wanted);
        let mut diagnostics: Vec<Diagnostic> =
            found.into_iter().map(|(finding, at)| finding.placed(at, &places)).collect();
        diagnostics.sort_by(|left, right| left.place.cmp(&right.place).then(left.code.cmp(&right.code)));
        diagnostics.dedup();
        diagnostics
    }
}

impl Finding {
    /// The finding, and the value of a source that it is about.
    fn traced(self, origins: &SourceMap<'_>) -> (Self, Origin) {
        let origin = match &self.at {
            At::Document(at) => origins.of(at),
            At::Source(origin) => origin.clone(),
            At::Text(source, _) => Origin { source: *source, at: JsonPointer::root() },
            At::Crate(_) => origins.of(&JsonPointer::root()),
        };
        (self, origin)
    }

    fn placed(self, origin: Origin, places: &Places<'_>) -> Diagnostic {
        let Self { code, severity, at, mut message, other, help } = self;
        if let Some(other) = other {
            message = format!("{message} {}", places.of(other));
        }
        let place = match at {
            At::Document(_) | At::Source(_) => places.of(origin),
            At::Text(_, position) => Place { position: Some(position), ..places.of(origin) },
            At::Crate(file) => Place { source: file.to_owned(), position: None, pointer: None },
        };
        Diagnostic { code, severity, place, message, help }
    }
}
