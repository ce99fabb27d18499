//! The outcome of a run, which all output formats print.

use bindery::{Coverage, Diagnostic, Untyped};
use serde::Deserialize;

use super::changes::Changes;
use crate::failure::Failure;
use crate::input::Input;

/// The mode of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Apply the changes.
    #[default]
    Write,
    /// Show the changes, which count as an error.
    Check,
    /// List the changes.
    DryRun,
}

/// The outcome of a run.
#[derive(Debug)]
pub struct RunOutcome {
    /// The mode.
    pub mode: Mode,
    /// The display name of the description.
    pub spec: String,
    /// The display names of the overlays, in order.
    pub overlays: Vec<String>,
    /// The file of the amended description, if requested.
    pub effective_spec: Option<String>,
    /// The display name of the output folder.
    pub out: String,
    /// The sources, if they were read.
    pub input: Option<Input>,
    /// The diagnostics.
    pub diagnostics: Vec<Diagnostic>,
    /// The numbers of generated and of all operations.
    pub operations: Coverage,
    /// The untyped values, if requested.
    pub untyped: Vec<Untyped>,
    /// The versions of the crate, before and after.
    pub versions: Versions,
    /// The notes on the manifest, a sentence each.
    pub notes: Vec<String>,
    /// The changes, or the failure.
    pub result: Result<Changes, Failure>,
}

/// The previous version of the crate, and the next one; `None` if there is none.
#[derive(Debug, Default)]
pub struct Versions {
    /// The version of the existing crate.
    pub before: Option<String>,
    /// The version of the generated crate.
    pub after: Option<String>,
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
    #[must_use]
    pub fn bump(&self) -> Option<(&str, &str)> {
        let (before, after) = (self.before.as_deref()?, self.after.as_deref()?);
        (before != after).then_some((before, after))
    }
}

impl RunOutcome {
    /// Returns `true` if a check found changes.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.mode == Mode::Check && self.result.as_ref().is_ok_and(|changes| !changes.is_empty())
    }
}
