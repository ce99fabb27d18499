//! JSON values within a form. The drivers of JSON and of forms do not know each other; this module knows both needs.

use super::error::{Position, ReadError, WriteError};
use super::memory::Memory;
use super::value::{Value, ValueRef};

/// Writes a value as JSON.
///
/// # Errors
/// As JSON, and without the feature `json`.
#[cfg(feature = "json")]
pub(super) fn write(value_ref: &ValueRef<'_>) -> Result<String, WriteError> {
    super::json::value_ref_to_string(value_ref)
}

#[cfg(not(feature = "json"))]
pub(super) fn write(_: &ValueRef<'_>) -> Result<String, WriteError> {
    use super::error::WriteErrorKind;

    Err(WriteError::new(WriteErrorKind::Unsupported("a value of values in a form, without the feature `json`")))
}

/// Reads a value from JSON at this byte of a form, within the levels and the memory that are left.
///
/// # Errors
/// As JSON, and without the feature `json`.
#[cfg(feature = "json")]
pub(super) fn read(
    value: &mut dyn Value,
    text: &str,
    levels: usize,
    memory: &mut Memory,
    at: usize,
) -> Result<(), ReadError> {
    super::json::read_part(value, text, levels, memory, Some(Position::Byte(at)))
}

#[cfg(not(feature = "json"))]
pub(super) fn read(_: &mut dyn Value, _: &str, _: usize, _: &mut Memory, at: usize) -> Result<(), ReadError> {
    use super::error::ReadErrorKind;

    let kind = ReadErrorKind::WrongType { expected: "a scalar, without the feature `json`", found: "JSON" };
    Err(ReadError::new(kind).at(Position::Byte(at)))
}
