//! Eight bytes of text at a time, to detect the few that are special in a format.
//!
//! Subtracting a bound from every byte of a chunk at once sets the high bit of those below it and, by the borrow,
//! perhaps of bytes above such a one. Bytes that have their high bit set are left out. So a test may mark too many
//! bytes, but its lowest mark is always right, and so is the lowest of several tests together.

/// Eight bytes of text, the first one lowest.
#[derive(Clone, Copy)]
pub(super) struct Chunk(u64);

/// The high bits of the bytes that match a test; the lowest one is exact.
pub(super) type Mask = u64;

impl Chunk {
    #[inline]
    pub(super) const fn new(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }

    /// Marks the bytes below the bound.
    #[inline]
    pub(super) const fn below(self, bound: u8) -> Mask {
        self.0.wrapping_sub(EACH * bound as u64) & !self.0 & HIGH
    }

    /// Marks the bytes equal to this one: an exclusive or makes them zero.
    #[inline]
    pub(super) const fn is(self, byte: u8) -> Mask {
        Self(self.0 ^ (EACH * byte as u64)).below(1)
    }

    /// Clears these bits in every byte.
    #[cfg(feature = "xml")]
    #[inline]
    pub(super) const fn without(self, bits: u8) -> Self {
        Self(self.0 & !(EACH * bits as u64))
    }
}

const EACH: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = EACH << 7;
