//! Why a command could not do its work.

use std::fmt;
use std::io;
use std::path::Path;

use bindery::shown;

use crate::exit;

/// What went wrong, what to do about it, and the exit code that says so. Both strings may hold names as they were given;
/// what is displayed has them as [`shown`] makes them, on two lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit code, one of [`exit`].
    pub code: u8,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Failure {
    /// What the user gave cannot be used.
    pub fn bad_input(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: exit::BAD_INPUT, message: message.into(), help: help.into() }
    }

    /// The command did not work, whatever it was given.
    pub fn internal(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { code: exit::INTERNAL, message: message.into(), help: help.into() }
    }

    /// The system refused to `verb` what stands at `path`.
    #[must_use]
    pub fn disk(verb: &str, path: &Path, error: &io::Error) -> Self {
        Self::internal(
            format!("cannot {verb} `{}`: {error}", path.display()),
            "see to it that the folder can be read and written, then run the command again",
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}\n  help: {}", shown(&self.message), shown(&self.help))
    }
}
