//! The outcome of a run of `generate`: all that is printed in any form.

use bindery::{Coverage, Diagnostic, Untyped};
use serde::Deserialize;

use super::changes::Changes;
use crate::exit;
use crate::failure::Failure;

/// What a run is to do with the changes that it finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Make them.
    Write,
    /// Show them; there should be none.
    Check,
    /// List them.
    DryRun,
}

/// What came of a run: all that is printed in any form.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) mode: Mode,
    /// What the description is called.
    pub(crate) spec: String,
    /// What the overlays are called, in order.
    pub(crate) overlays: Vec<String>,
    /// The file that the amended description is written to, if any is.
    pub(crate) effective_spec: Option<String>,
    /// What the output folder is called.
    pub(crate) out: String,
    /// The command that makes the changes.
    pub(crate) repair: String,
    /// What there is to say about the description.
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// How many of the description's operations are bound.
    pub(crate) operations: Coverage,
    /// The untyped values, if they were asked for.
    pub(crate) untyped: Vec<Untyped>,
    /// The versions of the crate, before and after.
    pub(crate) versions: Versions,
    /// What changes, or why nothing does.
    pub(crate) result: Result<Changes, Failure>,
}

/// The version that the crate had, and the one that it gets; `None` where there is none.
#[derive(Debug, Default)]
pub(crate) struct Versions {
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

impl Versions {
    /// Those of two `contract.json`.
    pub(super) fn of(before: Option<&str>, after: Option<&str>) -> Self {
        #[derive(Deserialize)]
        struct Record {
            version: String,
        }
        let version = |text: &str| serde_json::from_str(text).ok().map(|Record { version }| version);
        Self { before: before.and_then(version), after: after.and_then(version) }
    }

    /// Whether the crate is a new version of one that was there.
    pub(crate) fn bump(&self) -> Option<(&str, &str)> {
        let (before, after) = (self.before.as_deref()?, self.after.as_deref()?);
        (before != after).then_some((before, after))
    }
}

impl Report {
    /// The exit code that says what came of it.
    pub(crate) fn code(&self) -> u8 {
        match &self.result {
            Err(failure) => failure.code,
            Ok(_) if self.is_stale() => exit::STALE,
            Ok(_) => exit::FINE,
        }
    }

    /// Whether a check found changes.
    pub(crate) fn is_stale(&self) -> bool {
        self.mode == Mode::Check && self.result.as_ref().is_ok_and(|changes| !changes.is_empty())
    }
}

#[cfg(test)]
mod tests;
