//! The report of a successful run.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use bindery::{Diagnostic, Severity, shown};

use crate::run::{Change, Changes, RunOutcome};

/// The report of a run that succeeded.
#[derive(Debug)]
pub struct Report {
    out: String,
    sources: Vec<PathBuf>,
    diagnostics: Vec<Diagnostic>,
    notes: Vec<String>,
    changes: Changes,
}

impl Report {
    /// The report of an outcome and its sources.
    pub(crate) fn new(outcome: RunOutcome, sources: Vec<PathBuf>) -> Self {
        let RunOutcome { out, diagnostics, notes, result, .. } = outcome;
        Self { out, sources, diagnostics, notes, changes: result.unwrap_or_default() }
    }

    /// Adds notes before those of the crate.
    pub(crate) fn add_notes(&mut self, notes: Vec<String>) {
        self.notes.splice(..0, notes);
    }

    /// The folder of the crate, as it was passed.
    #[must_use]
    pub fn out(&self) -> &str {
        &self.out
    }

    /// The warnings and notes about the description, ordered by location. Their display form is text for people.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The notes on files that others share: a sentence for each requirement that was raised in the manifest, which people
    /// edit as well. The first report of a project also has one for each description at a URL that the run locked.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    /// The files that are created, updated or removed; after a check those that would be.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.changes.changed()
    }

    /// Returns `true` if no file changes.
    #[must_use]
    pub fn is_up_to_date(&self) -> bool {
        self.changes.is_empty()
    }

    /// The paths that the crate depends on: the description, the files that it refers to and the overlays; for a crate
    /// of a project also `bindery.toml`, and the folders in which a pattern looks for overlays.
    pub fn sources(&self) -> impl Iterator<Item = &Path> {
        self.sources.iter().map(PathBuf::as_path)
    }

    /// The lines that a build script prints: cargo runs it again when a source changes, and shows the warnings.
    ///
    /// ```text
    /// cargo::rerun-if-changed=spec/shop.yaml
    /// cargo::warning=spec/shop.yaml:41:17 (#/paths): expected an object, found a number: … [malformed]
    /// ```
    #[must_use]
    pub fn for_cargo(&self) -> String {
        let mut lines = String::new();
        for source in &self.sources {
            let _ = writeln!(lines, "cargo::rerun-if-changed={}", without_line_break(source).display());
        }
        for Diagnostic { code, location, message, help, .. } in self.warnings() {
            let (message, help) = (shown(message), shown(help));
            let _ = writeln!(lines, "cargo::warning={location}: {message}; {help} [{code}]");
        }
        lines
    }

    fn warnings(&self) -> impl Iterator<Item = &Diagnostic> {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning)
    }
}

/// The innermost folder of a path with no line break in its name, which would begin another instruction to cargo.
fn without_line_break(path: &Path) -> &Path {
    let is_one_line = |path: &&Path| !path.to_string_lossy().contains(['\n', '\r']);
    path.ancestors().find(is_one_line).unwrap_or(path)
}
