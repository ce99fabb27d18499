//! Errors of reading and writing, the same for every wire format.
//!
//! No error holds a value that was read or written, so none can reveal a secret.
//!
//! [`ReadError`] and [`WriteError`] have the same accessors, because they are two types of the public interface. Each
//! accessor is one expression over [`Path`] or a field; a shared type would add a layer, and remove none of them.

use core::fmt;
use std::error::Error;

/// An error of reading a body.
///
/// The message has the path of the member, and the line and column (for forms, the byte).
#[derive(Debug)]
pub struct ReadError(Box<ReadDetails>);

#[derive(Debug)]
struct ReadDetails {
    kind: ReadErrorKind,
    path: Path,
    position: Option<Position>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// The kind of a [`ReadError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// The body is malformed; the string says how.
    Syntax(&'static str),
    /// The body ends too early.
    UnexpectedEnd,
    /// A value has another type than the description declares.
    WrongType {
        /// The declared type: `a boolean`.
        expected: &'static str,
        /// The type found: `a string`.
        found: &'static str,
    },
    /// A required member is missing.
    MissingMember,
    /// The body uses a construct that is never accepted; the string names it.
    Forbidden(&'static str),
    /// A limit is exceeded; the string names it.
    Limit(&'static str),
}

/// A position in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Position {
    /// A line and a column.
    Line {
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// The byte, from 0.
    Byte(usize),
}

impl Position {
    /// Returns the line and column of a byte.
    #[cfg(any(feature = "json", feature = "xml"))]
    pub(super) fn of(bytes: &[u8], at: usize) -> Self {
        let before = bytes.get(..at).unwrap_or(bytes);
        let mut lines = before.split(|byte| *byte == b'\n');
        let last = lines.next_back().unwrap_or_default();
        Self::Line { line: lines.count() + 1, column: last.len() + 1 }
    }
}

impl ReadError {
    /// Creates an error without a path and a position.
    #[doc(hidden)]
    #[must_use]
    pub fn new(kind: ReadErrorKind) -> Self {
        Self(Box::new(ReadDetails { kind, path: Path::default(), position: None, source: None }))
    }

    /// Sets the position, unless a more exact one is known.
    #[doc(hidden)]
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.0.position.get_or_insert(position);
        self
    }

    /// Sets the source of the error.
    #[doc(hidden)]
    #[must_use]
    pub fn caused_by(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// Prepends the member to the path.
    #[doc(hidden)]
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        self.0.path.within(member);
        self
    }

    /// Prepends the item at this index to the path.
    #[doc(hidden)]
    #[must_use]
    pub fn within_item(mut self, index: usize) -> Self {
        self.0.path.within_item(index);
        self
    }

    /// Prepends the entry with this key to the path.
    #[doc(hidden)]
    #[must_use]
    pub fn within_key(mut self, key: &str) -> Self {
        self.0.path.within_key(key);
        self
    }

    /// Removes the keys of entries from the path, which a service may choose.
    #[cfg(feature = "client-no-tls")]
    pub(crate) fn without_keys(mut self) -> Self {
        self.0.path.hide_keys();
        self
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> ReadErrorKind {
        self.0.kind
    }

    /// Returns the path of the member, such as `companyProfile.address.city`, `customDomains[2]` or `labels["a b"]`;
    /// empty for the whole body.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path.0
    }

    /// Returns the position in the body, if it is known.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.0.position
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.0.path, self.0.kind)?;
        match self.0.position {
            Some(position) => write!(f, " at {position}"),
            None => Ok(()),
        }
    }
}

impl Error for ReadError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

impl fmt::Display for ReadErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(what) => write!(f, "malformed: {what}"),
            Self::UnexpectedEnd => f.write_str("malformed: unexpected end"),
            Self::WrongType { expected, found } => {
                write!(f, "wrong type: expected {expected}, found {found}")
            }
            Self::MissingMember => f.write_str("missing required member"),
            Self::Forbidden(what) => write!(f, "not accepted: {what}"),
            Self::Limit(what) => write!(f, "limit exceeded: {what}"),
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line { line, column } => write!(f, "line {line} column {column}"),
            Self::Byte(byte) => write!(f, "byte {byte}"),
        }
    }
}

/// An error of writing a value.
#[derive(Debug)]
pub struct WriteError(Box<WriteDetails>);

#[derive(Debug)]
struct WriteDetails {
    kind: WriteErrorKind,
    path: Path,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// The kind of a [`WriteError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteErrorKind {
    /// The wire format cannot represent the value; the string says why.
    Unsupported(&'static str),
    /// The wire format cannot represent the character.
    Character(char),
    /// The values are nested too deeply.
    TooDeep,
    /// The writer failed; the source of the error says how.
    Io,
}

impl WriteError {
    /// Creates an error without a path.
    #[doc(hidden)]
    #[must_use]
    pub fn new(kind: WriteErrorKind) -> Self {
        Self(Box::new(WriteDetails { kind, path: Path::default(), source: None }))
    }

    /// Sets the source of the error.
    #[doc(hidden)]
    #[must_use]
    pub fn caused_by(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// Prepends the member to the path.
    #[doc(hidden)]
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        self.0.path.within(member);
        self
    }

    /// Prepends the item at this index to the path.
    #[doc(hidden)]
    #[must_use]
    pub fn within_item(mut self, index: usize) -> Self {
        self.0.path.within_item(index);
        self
    }

    /// Prepends the entry with this key to the path.
    #[doc(hidden)]
    #[must_use]
    pub fn within_key(mut self, key: &str) -> Self {
        self.0.path.within_key(key);
        self
    }

    /// Returns the kind of the error.
    #[must_use]
    pub fn kind(&self) -> WriteErrorKind {
        self.0.kind
    }

    /// Returns the path of the member, such as `companyProfile.address.city`, `customDomains[2]` or `labels["a b"]`;
    /// empty for the whole body.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path.0
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.path)?;
        match self.0.kind {
            WriteErrorKind::Unsupported(what) => write!(f, "cannot be written: {what}"),
            WriteErrorKind::Character(character) => {
                write!(f, "cannot be written: the wire format cannot represent U+{:04X}", u32::from(character))
            }
            WriteErrorKind::TooDeep => f.write_str("cannot be written: nested too deeply"),
            WriteErrorKind::Io => f.write_str("the writer failed"),
        }
    }
}

impl Error for WriteError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn Error + 'static))
    }
}

/// The path from the root to a member, built from the inside out while an error propagates.
#[derive(Debug, Default)]
struct Path(String);

impl Path {
    fn within(&mut self, member: &str) {
        let dot = if self.0.is_empty() || self.0.starts_with('[') { "" } else { "." };
        self.0.insert_str(0, dot);
        self.0.insert_str(0, member);
    }

    /// Prepends the key of an entry, as a string of JSON: `["a b"]`. A long key is cut.
    fn within_key(&mut self, key: &str) {
        let dot = if self.0.is_empty() || self.0.starts_with('[') { "" } else { "." };
        let (shown, cut) = match key.char_indices().nth(MAX_KEY) {
            Some((end, _)) => (&key[..end], "…"),
            None => (key, ""),
        };
        self.0.insert_str(0, &format!("[{shown:?}{cut}]{dot}"));
    }

    /// Replaces the keys of entries.
    #[cfg(feature = "client-no-tls")]
    fn hide_keys(&mut self) {
        let mut hidden = String::new();
        let mut rest = self.0.as_str();
        while let Some((before, key)) = rest.split_once("[\"") {
            let mut is_escaped = false;
            let end = key.find(|sign| {
                let is_end = sign == '"' && !is_escaped;
                is_escaped = sign == '\\' && !is_escaped;
                is_end
            });
            hidden.extend([before, "[…"]);
            rest = end.map_or("", |end| key[end + 1..].trim_start_matches('…'));
        }
        hidden.push_str(rest);
        self.0 = hidden;
    }

    fn within_item(&mut self, index: usize) {
        let dot = if self.0.is_empty() || self.0.starts_with('[') { "" } else { "." };
        self.0.insert_str(0, &format!("[{index}]{dot}"));
    }
}

/// The longest key that a path shows, in characters.
const MAX_KEY: usize = 64;

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "{}: ", self.0) }
    }
}
