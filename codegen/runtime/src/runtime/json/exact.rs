//! Numbers which no type holds: more digits than a double has, or a value beyond all doubles. The text of an unknown
//! member with such a number is kept beside its tree, and an untyped value keeps that of the number.

mod untyped;

use core::fmt;
use std::borrow::Cow;
use std::ops::Range;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use serde_json::Value as Json;

pub(super) use self::untyped::untyped;
use super::raw::{NAME, depth};
use super::read_state::{ReadState, ValuePath};
use crate::runtime::limits::DEPTH;

/// A seed that reads an unknown member: its tree, and its text if a number in it is not in the tree.
pub(super) struct Unknown<'a> {
    pub(super) path: &'a ValuePath<'a>,
    pub(super) state: &'a mut ReadState,
}

/// An unknown member.
pub(super) struct Kept {
    pub(super) tree: Json,
    pub(super) text: Option<Box<str>>,
}

impl<'de> DeserializeSeed<'de> for Unknown<'_> {
    type Value = Kept;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kept, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, self)
    }
}

impl<'de> Visitor<'de> for Unknown<'_> {
    type Value = Kept;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kept, D::Error> {
        Ok(Kept { tree: self.state.tree(deserializer)?, text: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut text: A) -> Result<Kept, A::Error> {
        text.next_key::<IgnoredAny>()?;
        text.next_value_seed(Text(self))
    }
}

/// A seed that reads an unknown member from its text.
struct Text<'a>(Unknown<'a>);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = Kept;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kept, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = Kept;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Kept, E> {
        let Unknown { path, state } = self.0;
        let parsed = state.tree(&mut serde_json::Deserializer::from_str(&approximated(text, "null")));
        let tree = parsed.map_err(|error| {
            if state.is_exceeded() { E::custom(error) } else { state.fail(path, super::syntax(&error)) }
        })?;
        if depth(&tree) >= path.levels {
            return Err(state.fail(path, DEPTH));
        }
        let is_kept = !numbers(text).all(|range| is_exact(&text[range]));
        if is_kept {
            state.count(path, |memory| memory.string(text))?;
        }
        Ok(Kept { tree, text: is_kept.then(|| text.into()) })
    }
}

/// Returns `true` if a tree is that of a text.
pub(super) fn is_of(tree: &Json, text: &str) -> bool {
    serde_json::from_str::<Json>(&approximated(text, "null")).is_ok_and(|other| other == *tree)
}

/// Returns a text with another value in place of each number beyond all doubles.
fn approximated<'t>(text: &'t str, other: &str) -> Cow<'t, str> {
    let (mut replaced, mut start) = (String::new(), 0);
    for range in numbers(text).filter(|range| is_beyond(&text[range.clone()])) {
        replaced.push_str(&text[start..range.start]);
        replaced.push_str(other);
        start = range.end;
    }
    if start == 0 { Cow::Borrowed(text) } else { Cow::Owned(replaced + &text[start..]) }
}

/// Returns the numbers in a text of JSON.
fn numbers(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'"' => at = end_of_string(bytes, at),
                b'-' | b'0'..=b'9' => {
                    let start = at;
                    let is_part = |byte: &&u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
                    at += bytes[at..].iter().take_while(is_part).count();
                    return Some(start..at);
                }
                _ => at += 1,
            }
        }
        None
    })
}

/// Returns the end of the string that starts at a quote.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    at
}

/// Returns `true` for a number beyond all doubles.
fn is_beyond(text: &str) -> bool {
    let may_be = text.len() > MAX_WHOLE || text.contains(['e', 'E']);
    may_be && text.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// The digits of the largest double.
const MAX_WHOLE: usize = 309;

/// The digits that each double keeps.
const DOUBLE_DIGITS: usize = 15;

/// Returns `true` if the tree has the value of a number.
pub(super) fn is_exact(text: &str) -> bool {
    if text.len() <= DOUBLE_DIGITS && !text.contains(['e', 'E']) {
        return true;
    }
    if text.parse::<i64>().is_ok() || text.parse::<u64>().is_ok() {
        return true;
    }
    let Ok(value) = text.parse::<f64>() else { return false };
    value.is_finite() && (Significant::of(text) == Significant::of(&format!("{value:e}")))
}

/// The digits of a number without zeros at either end, and the power of ten of the last one.
#[derive(PartialEq, Eq)]
struct Significant {
    digits: String,
    exponent: i64,
}

impl Significant {
    fn of(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        let digits = all.trim_end_matches('0');
        if digits.is_empty() {
            return Some(Self { digits: String::new(), exponent: 0 });
        }
        let moved = i64::try_from(all.len() - digits.len()).ok()? - i64::try_from(fraction.len()).ok()?;
        let exponent = exponent.parse::<i64>().ok()?.checked_add(moved)?;
        Some(Self { digits: digits.trim_start_matches('0').to_owned(), exponent })
    }
}
