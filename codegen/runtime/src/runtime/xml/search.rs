//! The search for the few bytes that mean something to XML, eight bytes at a time.
//!
//! Subtracting a bound from every byte of a word at once sets the high bit of those below it and, by the borrow,
//! perhaps of bytes above such a one. Bytes that have the high bit of their own are left out. So a test may mark too
//! many bytes, but the lowest mark is always right, and the lowest of several tests together is right as well.

/// Eight bytes of a text, the first one lowest.
#[derive(Clone, Copy)]
pub(super) struct Word(u64);

/// The high bits of the bytes that a test is true of; the lowest one is exact.
pub(super) type Marks = u64;

impl Word {
    /// Marks the bytes below the bound.
    #[inline]
    pub(super) const fn below(self, bound: u8) -> Marks {
        self.0.wrapping_sub(EACH * bound as u64) & !self.0 & HIGH
    }

    /// Marks the bytes equal to this one: an exclusive or makes them zero.
    #[inline]
    pub(super) const fn is(self, byte: u8) -> Marks {
        Self(self.0 ^ (EACH * byte as u64)).below(1)
    }
}

/// The place of the first byte from `from` on that the test marks; the end if there is none.
#[inline]
pub(super) fn find(bytes: &[u8], from: usize, test: impl Fn(Word) -> Marks) -> usize {
    let Some(rest) = bytes.get(from..) else {
        return bytes.len();
    };
    let (words, end) = rest.as_chunks();
    for (index, word) in words.iter().enumerate() {
        if let Some(place) = first(test(Word(u64::from_le_bytes(*word)))) {
            return from + index * 8 + place;
        }
    }
    let place = first(test(short(end))).map_or(end.len(), |place| place.min(end.len()));
    bytes.len() - end.len() + place
}

const EACH: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = EACH << 7;

/// The place of the lowest mark.
#[inline]
fn first(marks: Marks) -> Option<usize> {
    (marks != 0).then(|| marks.trailing_zeros() as usize / 8)
}

/// Fewer than eight bytes, filled up with letters, which no test marks.
#[inline]
fn short(bytes: &[u8]) -> Word {
    let word = bytes.iter().rev().fold(u64::from_le_bytes([b'x'; 8]), |word, byte| word << 8 | u64::from(*byte));
    Word(word)
}
