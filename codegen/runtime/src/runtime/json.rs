//! JSON: models as text, with errors that say which member is wrong.
//!
//! The functions here are shaped like `serde_json`'s. They differ in their errors, which have a path and never
//! tell a value, and in the writer, which goes straight from the description to the text. Both write the same
//! bytes. The serde traits of a model are driven by the same description, with any format of serde: see
//! [`serialize`] and [`deserialize`].
//!
//! - Written: documented names in ordinal order, absent members left out, then what was unknown when it was read.
//!   A number that is not finite is null, as `serde_json` has it.
//! - Read: members in any order, unknown ones kept, of duplicates the last one. A byte order mark is skipped.

mod counted;
mod de;
mod ser;
mod tree;
mod write;

use std::io;

use serde_json::error::Category;

use self::de::Reading;
pub use self::de::deserialize;
pub use self::ser::serialize;
use super::memory::Memory;
use super::{Limits, Object, Position, ReadError, ReadErrorKind, Value, WriteError, WriteErrorKind, limits};

/// JSON members by name: those that a description does not know.
pub type JsonMembers = serde_json::Map<String, serde_json::Value>;

/// How deeply values may be nested, in writing and in reading: it is what `serde_json` reads.
const MAX_DEPTH: usize = 127;

/// What JSON has no place for.
#[cfg(feature = "xml")]
const XML: &str = "a value that was read from XML";

/// Whether a member without a name in the description can be written: not if it takes the name of another.
fn check_additional(object: &dyn Object, name: &str) -> Result<(), WriteError> {
    match object.shape().find(name, 0) {
        Some(_) => Err(WriteError::new(WriteErrorKind::Unsupported("an additional member with the name of another"))),
        None => Ok(()),
    }
}

/// A buffer of this size holds most bodies without growing.
const CAPACITY: usize = 4096;

/// Writes a value as JSON text.
///
/// # Errors
/// [`WriteErrorKind::TooDeep`] if it is nested more than 127 levels deep.
pub fn to_string<T: Value>(value: &T) -> Result<String, WriteError> {
    let mut output = String::with_capacity(CAPACITY);
    write::value(&mut output, value)?;
    Ok(output)
}

/// Writes what a writer sees of a value as JSON text.
#[cfg(feature = "http")]
pub(crate) fn view_to_string(value_ref: &super::ValueRef<'_>) -> Result<String, WriteError> {
    let mut output = String::with_capacity(CAPACITY);
    write::value_ref(&mut output, value_ref, 0)?;
    Ok(output)
}

/// Writes a value as JSON, in UTF-8.
///
/// # Errors
/// As [`to_string`].
pub fn to_vec<T: Value>(value: &T) -> Result<Vec<u8>, WriteError> {
    to_string(value).map(String::into_bytes)
}

/// Writes a value as JSON to a writer, which gets it in one piece and needs no buffer of its own.
///
/// # Errors
/// As [`to_string`], and [`WriteErrorKind::Io`] if the writer fails.
pub fn to_writer<W: io::Write, T: Value>(mut writer: W, value: &T) -> Result<(), WriteError> {
    writer.write_all(to_string(value)?.as_bytes()).map_err(|error| WriteError::new(WriteErrorKind::Io).caused_by(error))
}

/// Appends a value as JSON to a text, so that one buffer can serve many values. After an error the text is as it
/// was before.
///
/// # Errors
/// As [`to_string`].
pub fn append_to<T: Value>(output: &mut String, value: &T) -> Result<(), WriteError> {
    let start = output.len();
    write::value(output, value).inspect_err(|_| output.truncate(start))
}

/// Reads a value from JSON text, which must hold nothing else.
///
/// # Errors
/// If the text is not JSON, if a member is of another type than the description says, or if it is nested more
/// than 127 levels deep.
pub fn from_str<T: Value + Default>(text: &str) -> Result<T, ReadError> {
    text_with(text, Limits::new())
}

/// Reads a value from JSON in UTF-8, which must hold nothing else.
///
/// # Errors
/// As [`from_str`], and if the bytes are not UTF-8.
pub fn from_slice<T: Value + Default>(bytes: &[u8]) -> Result<T, ReadError> {
    from_slice_with(bytes, Limits::new())
}

/// Reads a value as [`from_slice`] does, within limits of the caller's.
///
/// # Errors
/// As [`from_slice`].
pub fn from_slice_with<T: Value + Default>(bytes: &[u8], limits: Limits) -> Result<T, ReadError> {
    limits.check_bytes(bytes)?;
    match str::from_utf8(bytes) {
        Ok(text) => text_with(text, limits),
        Err(error) => {
            let kind = error.error_len().map_or(ReadErrorKind::UnexpectedEnd, |_| ReadErrorKind::Syntax("not UTF-8"));
            Err(ReadError::new(kind).at(line_and_column(bytes, error.valid_up_to())))
        }
    }
}

fn text_with<T: Value + Default>(text: &str, limits: Limits) -> Result<T, ReadError> {
    let mut value = T::default();
    read_into(&mut value, text, limits)?;
    Ok(value)
}

/// Reads JSON text, which must hold nothing else, into a value.
pub(crate) fn read_into(value: &mut dyn Value, text: &str, limits: Limits) -> Result<(), ReadError> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading::new(Memory::new(&limits, text.len()));
    let mut deserializer = serde_json::Deserializer::from_str(json);
    de::read(value, &mut deserializer, limits.depth.min(MAX_DEPTH), &mut reading)
        .and_then(|()| deserializer.end())
        .map_err(|error| read_error(&reading, error, text.len() - json.len()))
}

/// The error of `serde_json`, with what was noted on the way. Those that `serde_json` makes while it parses have a
/// fixed text; those that went through serde's traits could hold a value, and are dropped.
fn read_error(reading: &Reading, error: serde_json::Error, skipped: usize) -> ReadError {
    let position = position(&error, skipped);
    let error = match (reading.kind(), error.classify()) {
        (Some(kind), _) => reading.error(kind),
        (None, Category::Data) => reading.error(ReadErrorKind::Syntax(NOT_JSON)),
        (None, Category::Eof) => reading.error(ReadErrorKind::UnexpectedEnd).caused_by(error),
        (None, Category::Syntax | Category::Io) => reading.error(syntax(&error)).caused_by(error),
    };
    match position {
        Some(position) => error.at(position),
        None => error,
    }
}

/// Where `serde_json` stood; it did not see the bytes that were skipped at the start.
fn position(error: &serde_json::Error, skipped: usize) -> Option<Position> {
    let (line, column) = (error.line(), error.column());
    let skipped = if line == 1 { skipped } else { 0 };
    (line > 0).then_some(Position::Line { line, column: (column + skipped).max(1) })
}

/// What is wrong, in the words of `serde_json`, which it gives only as part of a text.
fn syntax(error: &serde_json::Error) -> ReadErrorKind {
    let text = error.to_string();
    if text.starts_with("recursion limit exceeded") {
        return limits::DEPTH;
    }
    let words = SYNTAX.iter().find(|words| text.starts_with(**words));
    ReadErrorKind::Syntax(words.copied().unwrap_or(NOT_JSON))
}

const NOT_JSON: &str = "not JSON";

const SYNTAX: [&str; 16] = [
    "expected `:`",
    "expected `,` or `]`",
    "expected `,` or `}`",
    "expected ident",
    "expected value",
    "expected `\"`",
    "invalid escape",
    "invalid number",
    "number out of range",
    "invalid unicode code point",
    "control character (\\u0000-\\u001F) found while parsing a string",
    "key must be a string",
    "lone leading surrogate in hex escape",
    "unexpected end of hex escape",
    "trailing comma",
    "trailing characters",
];

fn line_and_column(bytes: &[u8], at: usize) -> Position {
    let before = bytes.get(..at).unwrap_or(bytes);
    let lines = || before.split(|byte| *byte == b'\n');
    Position::Line { line: lines().count(), column: 1 + lines().next_back().map_or(0, <[u8]>::len) }
}
