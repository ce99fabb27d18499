//! The error of a library call: a failure, with the diagnostics that explain it.

use std::error;
use std::fmt;

use bindery::Diagnostic;

use crate::failure::Failure;

/// The reason that a run has done nothing: the problem, its location and its solution.
///
/// The display form has a line for each. `Debug` is the same, since a program prints that when its `main` returns an
/// error:
///
/// ```text
/// Error: error[reference]: …
///   --> spec/shop.yaml:41:17 (#/components/schemas/Customer/properties/address)
///   help: …
/// error: nothing was generated
///   help: fix the description at the locations above, then run the command again
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Error {
    failure: Failure,
    diagnostics: Vec<Diagnostic>,
}

impl Error {
    /// A failure, with the diagnostics of the run.
    pub(crate) fn new(failure: Failure, diagnostics: Vec<Diagnostic>) -> Self {
        Self { failure, diagnostics }
    }

    /// The failure.
    #[must_use]
    pub fn failure(&self) -> &Failure {
        &self.failure
    }

    /// The diagnostics about the description, which may include warnings.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        Self::new(failure, Vec::new())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostics.iter().try_for_each(|diagnostic| writeln!(f, "{diagnostic}"))?;
        fmt::Display::fmt(&self.failure, f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.to_string();
        f.write_str(text.strip_prefix("error: ").unwrap_or(&text))
    }
}

impl error::Error for Error {}
