//! Memory that readers allocate, counted against a limit.
//!
//! A reader counts a value when it makes room for it: an object by the size of its type, an item of a `Vec` and an
//! entry of a map by the size of their slots. A growing collection leaves slots empty and copies them, so a slot counts
//! more than once. The count is an upper bound of the memory of the finished value, within a small factor.

use super::error::ReadErrorKind;
use super::limits::Limits;
use super::limits::MEMORY;
use super::shape::Shape;
use super::value::{Array, Value};

/// The overhead of an allocation.
const ALLOCATION: usize = 16;

/// The slots that a `Vec` allocates first, and the entries of a node of a `BTreeMap`.
const FIRST_ITEMS: usize = 4;
const NODE_ENTRIES: usize = 11;

/// The slots for each further item or entry: a `Vec` doubles, and full nodes of a `BTreeMap` split in two.
const GROWTH: usize = 2;

/// The bytes that a reader may still allocate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Memory {
    left: usize,
    is_exceeded: bool,
}

impl Memory {
    /// Creates the memory for reading a body of this length.
    pub(super) fn new(limits: &Limits, body: usize) -> Self {
        let by_default = || body.saturating_mul(Limits::MEMORY_FACTOR).saturating_add(Limits::MIN_MEMORY);
        Self { left: limits.memory.unwrap_or_else(by_default), is_exceeded: false }
    }

    /// Returns the memory with these bytes freed.
    #[cfg(feature = "json")]
    pub(super) fn freed(self, bytes: usize) -> Self {
        Self { left: self.left.saturating_add(bytes), ..self }
    }

    /// Returns the bytes that were allocated since then.
    #[cfg(feature = "json")]
    pub(super) fn since(self, before: Self) -> usize {
        before.left.saturating_sub(self.left)
    }

    /// Returns `true` if the limit was exceeded.
    #[cfg(any(feature = "form", feature = "json"))]
    pub(super) fn is_exceeded(self) -> bool {
        self.is_exceeded
    }

    /// Counts an object with its allocation.
    ///
    /// # Errors
    /// [`MEMORY`] if the limit is exceeded, as in the functions below.
    pub(super) fn object(&mut self, shape: &Shape) -> Result<(), ReadErrorKind> {
        self.bytes(shape.size.saturating_add(ALLOCATION))
    }

    /// Counts a tuple with its allocation. Other arrays are counted by their items.
    pub(super) fn tuple(&mut self, array: &dyn Array) -> Result<(), ReadErrorKind> {
        match array.size() {
            0 => Ok(()),
            size => self.bytes(size.saturating_add(ALLOCATION)),
        }
    }

    /// Counts a new item of an array that had `len` items before.
    pub(super) fn item(&mut self, len: usize, item: &dyn Value) -> Result<(), ReadErrorKind> {
        self.slot(len, size_of_val(item))
    }

    /// Counts a slot of this size in a `Vec` that had `len` slots in use.
    pub(super) fn slot(&mut self, len: usize, size: usize) -> Result<(), ReadErrorKind> {
        let slots = if len == 0 { FIRST_ITEMS } else { GROWTH };
        self.bytes(size.saturating_mul(slots))
    }

    /// Counts a new entry of a map that had `len` entries before.
    pub(super) fn entry(&mut self, len: usize, key: &str, value: &dyn Value) -> Result<(), ReadErrorKind> {
        self.node(len, size_of_val(value))?;
        self.string(key)
    }

    /// Counts a slot for a key and a value of this size in a `BTreeMap` that had `len` entries.
    pub(super) fn node(&mut self, len: usize, size: usize) -> Result<(), ReadErrorKind> {
        let slots = if len == 0 { NODE_ENTRIES } else { GROWTH };
        self.bytes(size.saturating_add(size_of::<String>()).saturating_mul(slots))
    }

    /// Counts the copy of a string.
    pub(super) fn string(&mut self, text: &str) -> Result<(), ReadErrorKind> {
        self.bytes(text.len().saturating_add(ALLOCATION))
    }

    /// Counts bytes.
    pub(super) fn bytes(&mut self, bytes: usize) -> Result<(), ReadErrorKind> {
        let Some(left) = self.left.checked_sub(bytes) else {
            self.is_exceeded = true;
            return Err(MEMORY);
        };
        self.left = left;
        Ok(())
    }
}
