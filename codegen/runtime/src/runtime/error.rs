//! What can go wrong on a wire: one error for reading and one for writing, the same for every format.
//!
//! No error holds a value that was read or written, so that none can tell a secret.

use core::fmt;
use std::error::Error;

/// A body could not be read.
///
/// Its text says where: the path of the member, and line and column (or, for forms, the byte).
#[derive(Debug)]
pub struct ReadError(Box<Read>);

#[derive(Debug)]
struct Read {
    kind: ReadErrorKind,
    path: Path,
    position: Option<Position>,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// Why a body could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// The text is not well-formed; the words say what is wrong.
    Syntax(&'static str),
    /// The text ends too early.
    UnexpectedEnd,
    /// A value is of another type than the description says.
    WrongType {
        /// What the description says: `a boolean`.
        expected: &'static str,
        /// What was found: `a string`.
        found: &'static str,
    },
    /// Something of a kind that is not accepted from a wire at all; the words say what.
    Forbidden(&'static str),
    /// A limit was exceeded; the words say which.
    Limit(&'static str),
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Position {
    /// Line and column, both from 1; the column counts bytes.
    Line {
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// The byte, from 0.
    Byte(usize),
}

impl ReadError {
    /// An error that is not yet placed.
    #[must_use]
    pub fn new(kind: ReadErrorKind) -> Self {
        Self(Box::new(Read { kind, path: Path::default(), position: None, source: None }))
    }

    /// Sets the place in the text, unless a more exact one is known.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.0.position.get_or_insert(position);
        self
    }

    /// Sets the error that this one comes from.
    #[must_use]
    pub fn caused_by(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// Says that the error is within the member of this name.
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        self.0.path.within(member);
        self
    }

    /// Says that the error is within the item at this index, from 0.
    #[must_use]
    pub fn within_item(mut self, index: usize) -> Self {
        self.0.path.within_item(index);
        self
    }

    /// Why the body could not be read.
    #[must_use]
    pub fn kind(&self) -> ReadErrorKind {
        self.0.kind
    }

    /// The member that the error is about, as `companyProfile.address.city` or `customDomains[2]`; empty for
    /// the whole body.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path.0
    }

    /// The place in the text, if it is known.
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

/// A value could not be written.
#[derive(Debug)]
pub struct WriteError(Box<Write>);

#[derive(Debug)]
struct Write {
    kind: WriteErrorKind,
    path: Path,
    source: Option<Box<dyn Error + Send + Sync>>,
}

/// Why a value could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WriteErrorKind {
    /// The wire has no place for the value; the words say why.
    Unsupported(&'static str),
    /// A character that the wire cannot carry.
    Character(char),
    /// Values are nested deeper than the limit.
    TooDeep,
    /// The writer that was given failed; the source says how.
    Io,
}

impl WriteError {
    /// An error that is not yet placed.
    #[must_use]
    pub fn new(kind: WriteErrorKind) -> Self {
        Self(Box::new(Write { kind, path: Path::default(), source: None }))
    }

    /// Sets the error that this one comes from.
    #[must_use]
    pub fn caused_by(mut self, source: impl Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// Says that the error is within the member of this name.
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        self.0.path.within(member);
        self
    }

    /// Says that the error is within the item at this index, from 0.
    #[must_use]
    pub fn within_item(mut self, index: usize) -> Self {
        self.0.path.within_item(index);
        self
    }

    /// Why the value could not be written.
    #[must_use]
    pub fn kind(&self) -> WriteErrorKind {
        self.0.kind
    }

    /// The member that the error is about, as `companyProfile.address.city` or `customDomains[2]`; empty for
    /// the whole body.
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
                write!(f, "cannot be written: the character U+{:04X} has no place on this wire", u32::from(character))
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

/// The way from the root to a member, built from the inside out while an error travels up.
#[derive(Debug, Default)]
struct Path(String);

impl Path {
    fn within(&mut self, member: &str) {
        let dot = if self.0.is_empty() || self.0.starts_with('[') { "" } else { "." };
        self.0.insert_str(0, dot);
        self.0.insert_str(0, member);
    }

    fn within_item(&mut self, index: usize) {
        let dot = if self.0.is_empty() || self.0.starts_with('[') { "" } else { "." };
        self.0.insert_str(0, &format!("[{index}]{dot}"));
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { Ok(()) } else { write!(f, "{}: ", self.0) }
    }
}
