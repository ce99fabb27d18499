//! Failures of runs.

use std::fmt;
use std::io;
use std::path::Path;

use bindery::shown;

/// A failure with its solution. Both strings may hold untrusted names; the display form passes them through [`shown`],
/// on two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The cause.
    pub kind: FailureKind,
    /// The problem, in lower case and without a full stop.
    pub message: String,
    /// The solution.
    pub help: String,
}

/// The cause of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Invalid input: an option, the description, or the output folder.
    BadInput,
    /// A file that could not be read or written, or a defect of the program.
    Internal,
}

impl Failure {
    /// A failure of the user's input.
    pub fn bad_input(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind: FailureKind::BadInput, message: message.into(), help: help.into() }
    }

    /// A failure of the environment or the program.
    pub fn internal(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind: FailureKind::Internal, message: message.into(), help: help.into() }
    }

    /// A system call for `verb` failed at `path`.
    #[must_use]
    pub fn disk(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::internal(
            format!("cannot {verb} `{}`: {error}", path.display()),
            "check the permissions of the folder, then run the command again",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n  help: {}", shown(&self.message), shown(&self.help))
    }
}
