//! A search for the few bytes that are special in XML, eight bytes at a time.

#![expect(clippy::inline_always, reason = "the writer takes a sixth longer if the compiler has the choice")]

use crate::runtime::chunk::{Chunk, Mask};

/// Returns the position of the first byte from `from` on that the test marks, or the end.
#[inline]
pub(super) fn find(bytes: &[u8], from: usize, test: impl Fn(Chunk) -> Mask) -> usize {
    let Some(rest) = bytes.get(from..) else {
        return bytes.len();
    };
    let (words, end) = rest.as_chunks();
    for (index, word) in words.iter().enumerate() {
        if let Some(position) = first(test(Chunk::new(*word))) {
            return from + index * 8 + position;
        }
    }
    let position = first(test(padded(end))).map_or(end.len(), |position| position.min(end.len()));
    bytes.len() - end.len() + position
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
        _ => test(padded_in_any_order(bytes)) != 0,
    }
}

/// Returns the position of the lowest mark.
#[inline]
fn first(marks: Mask) -> Option<usize> {
    (marks != 0).then(|| marks.trailing_zeros() as usize / 8)
}

/// Fills fewer than eight bytes up with letters, which no test marks.
#[inline]
fn padded(bytes: &[u8]) -> Chunk {
    let word = bytes.iter().rev().fold(u64::from_le_bytes([b'x'; 8]), |word, byte| word << 8 | u64::from(*byte));
    Chunk::new(word.to_le_bytes())
}

/// Fills fewer than eight bytes up with letters, in any order and some of them twice.
#[inline(always)]
fn padded_in_any_order(bytes: &[u8]) -> Chunk {
    let [first, last] = match (bytes.first_chunk(), bytes.last_chunk(), bytes) {
        (Some(first), Some(last), _) => [*first, *last],
        (_, _, [one, two, three]) => [[*one, *two, *three, b'x'], [b'x'; 4]],
        (_, _, [one, two]) => [[*one, *two, b'x', b'x'], [b'x'; 4]],
        (_, _, [one]) => [[*one, b'x', b'x', b'x'], [b'x'; 4]],
        _ => [[b'x'; 4]; 2],
    };
    let word = u64::from(u32::from_le_bytes(first)) << 32 | u64::from(u32::from_le_bytes(last));
    Chunk::new(word.to_le_bytes())
}
