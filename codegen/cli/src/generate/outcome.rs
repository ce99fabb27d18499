//! The outcome of a run of `generate`, which all output formats print.

use bindery::{Coverage, Diagnostic, Untyped};
use serde::Deserialize;

use super::changes::Changes;
use crate::exit;
use crate::failure::Failure;

/// The mode of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Apply the changes.
    Write,
    /// Show the changes, which count as an error.
    Check,
    /// List the changes.
    DryRun,
}

/// The outcome of a run.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) mode: Mode,
    /// The display name of the description.
    pub(crate) spec: String,
    /// The display names of the overlays, in order.
    pub(crate) overlays: Vec<String>,
    /// The file of the amended description, if requested.
    pub(crate) effective_spec: Option<String>,
    /// The display name of the output folder.
    pub(crate) out: String,
    /// The command that applies the changes.
    pub(crate) repair: String,
    /// The diagnostics.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// The diagnostics for people.
    pub(crate) messages: String,
    /// The numbers of generated and of all operations.
    pub(crate) operations: Coverage,
    /// The untyped values, if requested.
    pub(crate) untyped: Vec<Untyped>,
    /// The versions of the crate, before and after.
    pub(crate) versions: Versions,
    /// The notes on the manifest, a sentence each.
    pub(crate) notes: Vec<String>,
    /// The changes, or the failure.
    pub(crate) result: Result<Changes, Failure>,
}

/// The previous version of the crate, and the next one; `None` if there is none.
#[derive(Debug, Default)]
pub(crate) struct Versions {
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Versions {
    /// The versions of two `contract.json`.
    pub(super) fn of(before: Option<&str>, after: Option<&str>) -> Self {
        #[derive(Deserialize)]
        struct Record {
            version: String,
        }
        let version = |text: &str| serde_json::from_str(text).ok().map(|Record { version }| version);
        Self { before: before.and_then(version), after: after.and_then(version) }
    }

    /// The old and the new version, if the crate has a new one that is not its first.
    pub(crate) fn bump(&self) -> Option<(&str, &str)> {
        let (before, after) = (self.before.as_deref()?, self.after.as_deref()?);
        (before != after).then_some((before, after))
    }
}

impl Report {
    /// The exit code of the outcome.
    pub(crate) fn code(&self) -> u8 {
        match &self.result {
            Err(failure) => failure.code,
            Ok(_) if self.is_stale() => exit::STALE,
            Ok(_) => exit::SUCCESS,
        }
    }

    /// Returns `true` if a check found changes.
    pub(crate) fn is_stale(&self) -> bool {
        self.mode == Mode::Check && self.result.as_ref().is_ok_and(|changes| !changes.is_empty())
    }
}

#[cfg(test)]
mod tests;
