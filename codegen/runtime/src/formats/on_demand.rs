//! Strings of formats as the types of libraries, on demand.

use core::error::Error;
use core::fmt::{self, Display};

use crate::runtime::private::{Formatted, ScalarInput};
use crate::runtime::{Value, WriteError};

/// Parses a string of a format as readers do that have the type of the format.
///
/// ```text
/// let departs: jiff::Timestamp = formats::parse(&trip.departs)?;
/// ```
///
/// # Errors
/// The string is not of the format. The error names the format, and never the string.
pub fn parse<T: Value + Formatted>(text: &str) -> Result<T, FormatError> {
    T::from_input(ScalarInput::Str(text)).map_err(|mismatch| FormatError { expected: mismatch.expected })
}

/// Writes the canonical string of a value.
///
/// # Errors
/// The format has no string for the value.
pub fn to_string<T: Value + Formatted>(value: &T) -> Result<String, WriteError> {
    value.text()
}

/// The error for a string that is not of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatError {
    expected: &'static str,
}

impl Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the string is not {}", self.expected)
    }
}

impl Error for FormatError {}
