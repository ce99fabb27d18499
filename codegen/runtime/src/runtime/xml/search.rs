//! A search for the few bytes that are special in XML, eight bytes at a time.
//!
//! Subtracting a bound from every byte of a chunk at once sets the high bit of those below it and, by the borrow,
//! perhaps of bytes above such a one. Bytes that have their high bit set are left out. So a test may mark too many
//! bytes, but its lowest mark is always right, and so is the lowest of several tests together.

#![expect(clippy::inline_always, reason = "the writer takes a sixth longer if the compiler has the choice")]

/// Eight bytes of text, the first one lowest.
#[derive(Clone, Copy)]
pub(super) struct Chunk(u64);

/// The high bits of the bytes that match a test; the lowest one is exact.
pub(super) type Mask = u64;

impl Chunk {
    #[inline]
    const fn new(bytes: [u8; 8]) -> Self {
        Self(u64::from_le_bytes(bytes))
    }

    /// Marks the bytes below the bound.
    #[inline]
    pub(super) const fn below(self, bound: u8) -> Mask {
        self.0.wrapping_sub(EACH * bound as u64) & !self.0 & HIGH
    }

    /// Clears these bits in every byte.
    #[inline]
    pub(super) const fn without(self, bits: u8) -> Self {
        Self(self.0 & !(EACH * bits as u64))
    }

    /// Marks the bytes equal to this one: an exclusive or makes them zero.
    #[inline]
    pub(super) const fn is(self, byte: u8) -> Mask {
        Self(self.0 ^ (EACH * byte as u64)).below(1)
    }
}

/// Returns the position of the first byte from `from` on that the test marks, or the end.
#[inline]
pub(super) fn find(bytes: &[u8], from: usize, test: impl Fn(Chunk) -> Mask) -> usize {
    let Some(rest) = bytes.get(from..) else {
        return bytes.len();
    };
    let (words, end) = rest.as_chunks();
    for (index, word) in words.iter().enumerate() {
        if let Some(place) = first(test(Chunk::new(*word))) {
            return from + index * 8 + place;
        }
    }
    let place = first(test(short(end))).map_or(end.len(), |place| place.min(end.len()));
    bytes.len() - end.len() + place
}

/// Returns `true` if the test marks any byte. Chunks may overlap, so that few branches and no loop depend on the exact
/// length.
#[inline(always)]
pub(super) fn any(bytes: &[u8], test: impl Fn(Chunk) -> Mask + Copy) -> bool {
    let test_pair = |first, last| test(Chunk::new(first)) | test(Chunk::new(last));
    match (bytes.as_chunks(), bytes.as_rchunks()) {
        (([one, two, ..], _), (_, [.., three, four])) => {
            test_pair(*one, *two) | test_pair(*three, *four) != 0
                || bytes.len() > 32 && find(bytes, 16, test) < bytes.len()
        }
        (([first], _), (_, [last])) => test_pair(*first, *last) != 0,
        _ => test(few(bytes)) != 0,
    }
}

const EACH: u64 = u64::from_le_bytes([1; 8]);
const HIGH: u64 = EACH << 7;

/// Returns the position of the lowest mark.
#[inline]
fn first(marks: Mask) -> Option<usize> {
    (marks != 0).then(|| marks.trailing_zeros() as usize / 8)
}

/// Fills fewer than eight bytes up with letters, which no test marks.
#[inline]
fn short(bytes: &[u8]) -> Chunk {
    let word = bytes.iter().rev().fold(u64::from_le_bytes([b'x'; 8]), |word, byte| word << 8 | u64::from(*byte));
    Chunk(word)
}

/// Fills fewer than eight bytes up with letters, in any order and some of them twice.
#[inline(always)]
fn few(bytes: &[u8]) -> Chunk {
    let [first, last] = match (bytes.first_chunk(), bytes.last_chunk(), bytes) {
        (Some(first), Some(last), _) => [*first, *last],
        (_, _, [one, two, three]) => [[*one, *two, *three, b'x'], [b'x'; 4]],
        (_, _, [one, two]) => [[*one, *two, b'x', b'x'], [b'x'; 4]],
        (_, _, [one]) => [[*one, b'x', b'x', b'x'], [b'x'; 4]],
        _ => [[b'x'; 4]; 2],
    };
    Chunk(u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last)))
}
