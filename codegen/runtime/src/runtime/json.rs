//! JSON, with errors that name the member.
//!
//! The functions are shaped like those of `serde_json`. They differ in two ways: errors have a path and never a value,
//! and the writer does not go through serde. Both write the same bytes. Models implement the traits of serde as well,
//! for any format of serde.
//!
//! - Writing: documented names in ordinal order, absent members left out, then the unknown members. Unknown members whose
//!   names start with `$` or `@` come before all others, as readers of .NET need `$type` and `$id`. A number that is
//!   not finite is an error, or has the name that Json.NET writes if the contract is one of .NET.
//! - Reading: members in any order, unknown ones kept, the last one of duplicates. A byte order mark is skipped.

mod counting;
mod de;
mod exact;
mod raw;
mod read_state;
mod ser;
mod tree;
mod untyped;
mod write;

use std::io;

use serde_json::error::Category;

#[doc(hidden)]
pub use self::de::deserialize;
use self::read_state::ReadState;
#[doc(hidden)]
pub use self::ser::serialize;
use super::error::{Position, ReadError, ReadErrorKind, WriteError, WriteErrorKind};
use super::limits;
use super::limits::Limits;
use super::memory::Memory;
use super::shape::Shape;
#[cfg(any(feature = "form", feature = "http"))]
use super::value::ValueRef;
pub use super::value::unknown::JsonMembers;
use super::value::{Map, ObjectRef, Unknown, Value};

/// The maximum levels of nesting, in writing and reading. It is the limit of `serde_json`.
const MAX_DEPTH: usize = 127;

/// The values around one that is written.
#[derive(Clone, Copy)]
struct Context {
    depth: u8,
    /// `true` if numbers that are not finite have names.
    named_floats: bool,
}

impl Context {
    const TOP: Self = Self { depth: 0, named_floats: false };

    /// Returns the context of a value within.
    #[inline]
    fn inner(self) -> Result<Self, WriteError> {
        if usize::from(self.depth) < MAX_DEPTH {
            Ok(Self { depth: self.depth + 1, ..self })
        } else {
            Err(WriteError::new(WriteErrorKind::TooDeep))
        }
    }

    /// Returns the context of the members of an object.
    fn within(self, shape: &Shape) -> Self {
        Self { named_floats: self.named_floats || shape.named_floats, ..self }
    }

    /// Returns the name of a number that is not finite, as .NET has it.
    fn name_of(self, value: f64) -> Result<&'static str, WriteError> {
        match value {
            _ if !self.named_floats => Err(WriteError::new(WriteErrorKind::Unsupported("a number that is not finite"))),
            f64::INFINITY => Ok("Infinity"),
            f64::NEG_INFINITY => Ok("-Infinity"),
            _ => Ok("NaN"),
        }
    }
}

/// The error for a value that JSON cannot represent.
#[cfg(feature = "xml")]
const XML: &str = "a value that was read from XML";

/// Returns `true` if a member is metadata by its name: readers of .NET (`$type`, `$id`) and of `OData` and JSON-LD (`@`)
/// need it before all others.
fn is_metadata(name: &str) -> bool {
    name.starts_with(['$', '@'])
}

/// The additional and the unknown members of an object, for the writers.
struct Undescribed<'a> {
    object: ObjectRef<'a>,
    additional: Option<&'a dyn Map>,
    unknown: &'a Unknown,
    context: Context,
}

impl<'a> Undescribed<'a> {
    /// Returns those of an object; `None` if it has none, as most objects.
    #[inline]
    fn of(object: ObjectRef<'a>, unknown: &'a Unknown, context: Context) -> Option<Self> {
        let additional = object.additional();
        let is_any = additional.is_some() || unknown.json().is_some();
        is_any.then_some(Self { object, additional, unknown, context })
    }
}

/// Checks the name of an additional member, which must not be that of a declared one.
fn check_additional(object: ObjectRef<'_>, name: &str) -> Result<(), WriteError> {
    match object.shape().find(name, 0) {
        Some(_) => Err(WriteError::new(WriteErrorKind::Unsupported("an additional member with the name of another"))),
        None => Ok(()),
    }
}

/// The initial capacity, which most bodies fit without growing.
const CAPACITY: usize = 4096;

/// Writes a value as a JSON string.
///
/// # Errors
/// [`WriteErrorKind::TooDeep`] if it is nested more than 127 levels deep, and [`WriteErrorKind::Unsupported`] if JSON
/// cannot represent it: a number that is not finite.
pub fn to_string<T: Value>(value: &T) -> Result<String, WriteError> {
    let mut output = String::with_capacity(CAPACITY);
    write::value(&mut output, value)?;
    Ok(output)
}

/// Writes a borrowed value as a JSON string.
#[cfg(any(feature = "form", feature = "http"))]
pub(crate) fn value_ref_to_string(value_ref: &ValueRef<'_>) -> Result<String, WriteError> {
    let mut output = String::with_capacity(CAPACITY);
    write::value_ref(&mut output, value_ref, Context::TOP)?;
    Ok(output)
}

/// Writes a value as JSON in UTF-8.
///
/// # Errors
/// As [`to_string`].
pub fn to_vec<T: Value>(value: &T) -> Result<Vec<u8>, WriteError> {
    to_string(value).map(String::into_bytes)
}

/// Writes a value as JSON to a writer, which gets it in one piece and needs no buffering.
///
/// # Errors
/// As [`to_string`], and [`WriteErrorKind::Io`] if the writer fails.
pub fn to_writer<W: io::Write, T: Value>(mut writer: W, value: &T) -> Result<(), WriteError> {
    writer.write_all(to_string(value)?.as_bytes()).map_err(|error| WriteError::new(WriteErrorKind::Io).caused_by(error))
}

/// Appends a value as JSON to a string, so that one buffer serves many values. After an error the string is unchanged.
///
/// # Errors
/// As [`to_string`].
pub fn append_to<T: Value>(output: &mut String, value: &T) -> Result<(), WriteError> {
    let start = output.len();
    write::value(output, value).inspect_err(|_| output.truncate(start))
}

/// Reads a value from a JSON string, which must hold nothing else.
///
/// # Errors
/// If the string is not JSON, if a required member is missing, if a member has another type than the description
/// declares, or if the nesting is deeper than 127 levels.
pub fn from_str<T: Value>(text: &str) -> Result<T, ReadError> {
    text_with(text, Limits::new())
}

/// Reads a value from JSON in UTF-8, which must hold nothing else.
///
/// # Errors
/// As [`from_str`], and if the bytes are not UTF-8.
pub fn from_slice<T: Value>(bytes: &[u8]) -> Result<T, ReadError> {
    from_slice_with(bytes, Limits::new())
}

/// Reads a value as [`from_slice`] does, within other limits.
///
/// # Errors
/// As [`from_slice`].
pub fn from_slice_with<T: Value>(bytes: &[u8], limits: Limits) -> Result<T, ReadError> {
    limits.check_bytes(bytes)?;
    match str::from_utf8(bytes) {
        Ok(text) => text_with(text, limits),
        Err(error) => {
            let kind = error.error_len().map_or(ReadErrorKind::UnexpectedEnd, |_| ReadErrorKind::Syntax("not UTF-8"));
            Err(ReadError::new(kind).at(Position::of(bytes, error.valid_up_to())))
        }
    }
}

fn text_with<T: Value>(text: &str, limits: Limits) -> Result<T, ReadError> {
    let mut value = T::vacant();
    read_into(&mut value, text, limits)?;
    Ok(value)
}

/// Reads a JSON string, which must hold nothing else, into a value.
pub(crate) fn read_into(value: &mut dyn Value, text: &str, limits: Limits) -> Result<(), ReadError> {
    read_part(value, text, limits.depth, &mut Memory::new(&limits, text.len()), None)
}

/// Reads a JSON string, which must hold nothing else, into a part of a body at this position, within the memory that is
/// left.
pub(super) fn read_part(
    value: &mut dyn Value,
    text: &str,
    depth: usize,
    memory: &mut Memory,
    at: Option<Position>,
) -> Result<(), ReadError> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut state = ReadState::new(*memory);
    let mut deserializer = serde_json::Deserializer::from_str(json);
    let read = de::read(value, &mut deserializer, depth.min(MAX_DEPTH), &mut state)
        .and_then(|()| deserializer.end())
        .map_err(|error| read_error(&state, error, at, text.len() - json.len()));
    *memory = state.memory;
    read
}

/// Converts an error of `serde_json`, with what was recorded on the way. The messages of its parser are fixed and
/// become the source. Messages that went through the traits of serde could hold a value, and are dropped.
fn read_error(state: &ReadState, error: serde_json::Error, at: Option<Position>, skipped: usize) -> ReadError {
    let position = at.or_else(|| position(&error, skipped));
    let error = match (state.kind(), error.classify()) {
        (Some(kind), _) => state.error(kind),
        (None, Category::Data) => state.error(ReadErrorKind::Syntax(NOT_JSON)),
        (None, Category::Eof) => state.error(ReadErrorKind::UnexpectedEnd).caused_by(error),
        (None, Category::Syntax | Category::Io) => state.error(syntax(&error)).caused_by(error),
    };
    match position {
        Some(position) => error.at(position),
        None => error,
    }
}

/// Returns the position of `serde_json`, which did not see the bytes that were skipped at the start.
fn position(error: &serde_json::Error, skipped: usize) -> Option<Position> {
    let (line, column) = (error.line(), error.column());
    let skipped = if line == 1 { skipped } else { 0 };
    (line > 0).then_some(Position::Line { line, column: (column + skipped).max(1) })
}

/// Returns the kind of a syntax error of `serde_json`, which tells it only as a part of its message.
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
