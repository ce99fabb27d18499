//! Limits of readers, which bound the memory and the stack that a body can cost.

use super::error::{ReadError, ReadErrorKind};

/// The limit of nested objects, arrays and elements.
#[cfg(any(feature = "form", feature = "json", feature = "xml"))]
pub(super) const DEPTH: ReadErrorKind = ReadErrorKind::Limit("levels of nesting");
/// The limit of attributes of an XML element.
#[cfg(feature = "xml")]
pub(super) const ATTRIBUTES: ReadErrorKind = ReadErrorKind::Limit("attributes of an element");
/// The limit of namespace declarations in scope.
#[cfg(feature = "xml")]
pub(super) const DECLARATIONS: ReadErrorKind = ReadErrorKind::Limit("namespace declarations in scope");
/// The limit of pairs of a form.
#[cfg(feature = "form")]
pub(super) const PAIRS: ReadErrorKind = ReadErrorKind::Limit("pairs of a form");
/// The limit of bytes that a reader allocates.
#[cfg(any(feature = "form", feature = "json", feature = "xml"))]
pub(super) const MEMORY: ReadErrorKind = ReadErrorKind::Limit("bytes of memory");
/// The limit of bytes of a body.
pub(super) const BYTES: ReadErrorKind = ReadErrorKind::Limit("bytes of a body");

/// The limits of a reader.
///
/// With any limits, time is linear in the bytes of a body for each level of nested unions, and the depth bounds the
/// stack. The defaults are far above what services send.
///
/// [`Limits::memory`] bounds the memory. Where a model is read through serde by `serde_json` or another format, the
/// bound is that of a body of 16 MiB. Below the bound, the memory depends on the type: an empty object is two bytes of
/// JSON, and a model with a hundred members takes some kilobytes.
///
/// ```text
/// let limits = Limits::new().bytes(1 << 20).memory(64 << 20).depth(16);
/// let customer: Customer = json::from_slice_with(body, limits)?;
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct Limits {
    /// The maximum bytes of a body.
    pub bytes: usize,
    /// The maximum levels of nested objects, arrays and elements.
    pub depth: usize,
    /// The maximum attributes of an XML element, and the maximum namespace declarations in scope.
    pub attributes: usize,
    /// The maximum pairs of a form.
    pub pairs: usize,
    /// The maximum bytes that a reader allocates for a value, without the body itself. `None` is [`Limits::MIN_MEMORY`]
    /// and [`Limits::MEMORY_FACTOR`] times the body.
    pub memory: Option<usize>,
}

impl Limits {
    /// The highest depth that can be set. More would need more stack than a thread may have. JSON has one level less,
    /// as in `serde_json`.
    pub const MAX_DEPTH: usize = 128;

    /// The highest number of attributes that can be set: each is compared with all others of its element.
    pub const MAX_ATTRIBUTES: usize = 1024;

    /// The memory that any body may take by default: 16 MiB.
    pub const MIN_MEMORY: usize = 16 << 20;

    /// The memory that each byte of a body adds by default to [`Limits::MIN_MEMORY`].
    pub const MEMORY_FACTOR: usize = 48;

    /// Creates the default limits: 128 levels, 256 attributes, 10,000 pairs, any number of bytes, and memory of 16 MiB
    /// plus 48 bytes for each byte of the body.
    pub const fn new() -> Self {
        Self { bytes: usize::MAX, depth: Self::MAX_DEPTH, attributes: 256, pairs: 10_000, memory: None }
    }

    /// Sets the maximum bytes of a body.
    pub const fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// Sets the maximum levels of nested objects, arrays and elements, at most [`Limits::MAX_DEPTH`].
    pub const fn depth(mut self, depth: usize) -> Self {
        self.depth = if depth < Self::MAX_DEPTH { depth } else { Self::MAX_DEPTH };
        self
    }

    /// Sets the maximum attributes of an XML element, and the maximum namespace declarations in scope, at most
    /// [`Limits::MAX_ATTRIBUTES`].
    pub const fn attributes(mut self, attributes: usize) -> Self {
        self.attributes = if attributes < Self::MAX_ATTRIBUTES { attributes } else { Self::MAX_ATTRIBUTES };
        self
    }

    /// Sets the maximum pairs of a form.
    pub const fn pairs(mut self, pairs: usize) -> Self {
        self.pairs = pairs;
        self
    }

    /// Sets the maximum bytes that a reader allocates for a value. They are counted as the value grows, rounded up,
    /// without the body itself.
    pub const fn memory(mut self, bytes: usize) -> Self {
        self.memory = Some(bytes);
        self
    }

    /// Checks the length of a body.
    ///
    /// # Errors
    /// [`ReadErrorKind::Limit`] if the body is longer than the limit.
    #[doc(hidden)]
    pub fn check_bytes(&self, body: &[u8]) -> Result<(), ReadError> {
        if body.len() > self.bytes { Err(ReadError::new(BYTES)) } else { Ok(()) }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
