//! Failures of commands.

use std::fmt;
use std::io;
use std::path::Path;

use bindery::shown;

use crate::exit;

/// A failure with its solution and its exit code. Both strings may hold untrusted names; the display form passes them
/// through [`shown`], on two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code, one of [`exit`].
    pub code: u8,
    /// The problem, in lower case and without a full stop.
    pub message: String,
    /// The solution.
    pub help: String,
}

impl Failure {
    /// A failure of the user's input.
    pub fn bad_input(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: exit::BAD_INPUT, message: message.into(), help: help.into() }
    }

    /// A failure of the environment or the program.
    pub fn internal(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: exit::INTERNAL, message: message.into(), help: help.into() }
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
