//! What a reader takes at most: the memory and the stack that a body from outside can cost are bounded.

use super::{ReadError, ReadErrorKind};

/// Elements, objects and lists within each other.
pub const DEPTH: ReadErrorKind = ReadErrorKind::Limit("levels of nesting");
/// Attributes of an XML element.
pub const ATTRIBUTES: ReadErrorKind = ReadErrorKind::Limit("attributes of an element");
/// Namespace declarations in scope.
pub const DECLARATIONS: ReadErrorKind = ReadErrorKind::Limit("namespace declarations in scope");
/// Pairs of a form.
pub const PAIRS: ReadErrorKind = ReadErrorKind::Limit("pairs of a form");
/// Bytes that a reader allocates.
pub const MEMORY: ReadErrorKind = ReadErrorKind::Limit("bytes of memory");
/// Bytes of a body.
pub const BYTES: ReadErrorKind = ReadErrorKind::Limit("bytes of a body");

/// The bounds of a reader.
///
/// Whatever is set, time is linear in the bytes of a body for each level of nested unions, and the stack is bounded by
/// the depth. The defaults are far from what services send.
///
/// Memory is bounded by [`Limits::memory`]; where a model is read by another format of serde, or by `serde_json` itself, it is
/// bounded as for a body of 16 MiB. What a body takes below that is up to its type: an empty object is two bytes of
/// JSON, and a model with a hundred members some kilobytes.
///
/// ```text
/// let limits = Limits::new().bytes(1 << 20).memory(64 << 20).depth(16);
/// let customer: Customer = json::from_slice_with(body, limits)?;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Limits {
    /// The most bytes of a body.
    pub bytes: usize,
    /// The most levels of objects, lists and elements.
    pub depth: usize,
    /// The most attributes of an XML element, and the most namespace declarations in scope.
    pub attributes: usize,
    /// The most pairs of a form.
    pub pairs: usize,
    /// The most bytes that a reader allocates for a value, beside the body itself; `None` is [`Limits::MIN_MEMORY`] and
    /// [`Limits::MEMORY_FACTOR`] times the body.
    pub memory: Option<usize>,
}

impl Limits {
    /// The deepest nesting that any limit allows. More would need more stack than a thread may have. JSON has one
    /// level less, because that is what `serde_json` reads.
    pub const MAX_DEPTH: usize = 128;

    /// The most attributes that any limit allows: each is compared with all others of its element.
    pub const MAX_ATTRIBUTES: usize = 1024;

    /// The memory that a body may take by default, however short it is: 16 MiB.
    pub const MIN_MEMORY: usize = 16 << 20;

    /// The memory that each byte of a body may take by default, beside [`Limits::MIN_MEMORY`].
    pub const MEMORY_FACTOR: usize = 48;

    /// The limits that readers have by default: 128 levels, 256 attributes, 10,000 pairs, any number of bytes, and 16 MiB
    /// of memory and 48 bytes for each byte of the body.
    pub const fn new() -> Self {
        Self { bytes: usize::MAX, depth: Self::MAX_DEPTH, attributes: 256, pairs: 10_000, memory: None }
    }

    /// Sets the most bytes of a body.
    pub const fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets the most levels of objects, lists and elements; [`Limits::MAX_DEPTH`] if it is more.
    pub const fn depth(mut self, depth: usize) -> Self {
        self.depth = if depth < Self::MAX_DEPTH { depth } else { Self::MAX_DEPTH };
        self
    }

    /// Sets the most attributes of an XML element, and the most namespace declarations in scope;
    /// [`Limits::MAX_ATTRIBUTES`] if it is more.
    pub const fn attributes(mut self, attributes: usize) -> Self {
        self.attributes = if attributes < Self::MAX_ATTRIBUTES { attributes } else { Self::MAX_ATTRIBUTES };
        self
    }

    /// Sets the most pairs of a form.
    pub const fn pairs(mut self, pairs: usize) -> Self {
        self.pairs = pairs;
        self
    }

    /// Sets the most bytes that a reader allocates for a value. They are counted as the value grows, rounded up; the body
    /// itself does not count.
    pub const fn memory(mut self, bytes: usize) -> Self {
        self.memory = Some(bytes);
        self
    }

    /// Checks the length of a body.
    ///
    /// # Errors
    /// If it is longer than the limit.
    pub fn check_bytes(&self, body: &[u8]) -> Result<(), ReadError> {
        if body.len() > self.bytes { Err(ReadError::new(BYTES)) } else { Ok(()) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
