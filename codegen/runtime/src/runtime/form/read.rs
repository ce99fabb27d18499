//! The reader of forms: it follows the name of each pair from the root to a scalar.

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::NOT_UTF8;
use super::required;
use crate::runtime::error::{Position, ReadError, ReadErrorKind};
use crate::runtime::limits::Limits;
use crate::runtime::limits::{DEPTH, PAIRS};
use crate::runtime::memory::Memory;
use crate::runtime::shape::Shape;
use crate::runtime::value::{Any, Array, Map, Object, ScalarInput, Unknown, Value, ValueMut, ValueRef, expected};

/// The characters that end a segment of a name.
const DELIMITERS: [char; 2] = ['.', '['];

/// Reads a form into a model.
pub(super) fn form(object: &mut dyn Object, text: &str, limits: Limits) -> Result<(), ReadError> {
    let levels = limits.depth.min(Limits::MAX_DEPTH);
    let mut reader = Reader { memory: Memory::new(&limits, text.len()) };
    let mut start = 0;
    let mut pairs_left = limits.pairs;
    for pair in text.split('&') {
        if !pair.is_empty() {
            let read = match pairs_left {
                0 => Err(ReadError::new(PAIRS)),
                _ => reader.pair(object, pair, levels),
            };
            read.map_err(|error| error.at(Position::Byte(start)))?;
            pairs_left -= 1;
        }
        start += pair.len() + 1;
    }
    required::check(object)
}

/// A pair, as one of the values on the way to its scalar sees it.
#[derive(Clone, Copy)]
struct Pair<'a> {
    /// The rest of the name.
    name: &'a str,
    text: &'a str,
    /// `true` if an empty value means absent.
    empty_is_absent: bool,
    /// The levels that may follow.
    levels: usize,
}

impl<'a> Pair<'a> {
    /// Returns the pair as the next value sees it, with the rest of the name.
    fn inner(self, name: &'a str) -> Self {
        Self { name, levels: self.levels.saturating_sub(1), ..self }
    }
}

/// The state of reading a form.
struct Reader {
    /// The memory left.
    memory: Memory,
}

impl Reader {
    fn pair(&mut self, object: &mut dyn Object, pair: &str, levels: usize) -> Result<(), ReadError> {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        let (name, text) = (decode(name)?, decode(text)?);
        self.memory.string(&text).map_err(ReadError::new)?;
        self.object(object, Pair { name: &name, text: &text, empty_is_absent: false, levels })
    }

    /// Reads a value into the member that the name begins with, or keeps it as unknown.
    fn object(&mut self, object: &mut dyn Object, pair: Pair<'_>) -> Result<(), ReadError> {
        let shape = object.shape();
        let pair = Pair { empty_is_absent: shape.empty_is_absent, ..pair };
        let known = find(shape, pair.name).and_then(|(index, rest)| Some((index, shape.members.get(index)?, rest)));
        let Some((index, member, rest)) = known else {
            if let (Some(map), Some((key, rest))) = (object.additional_mut(), split(pair.name))
                && !key.is_empty()
            {
                return self.entry(map, key, pair.inner(rest));
            }
            let unknown = object.unknown_mut().form_mut();
            self.memory.slot(unknown.len(), size_of::<(String, String)>()).map_err(ReadError::new)?;
            self.memory.string(pair.name).map_err(ReadError::new)?;
            unknown.push((pair.name.to_owned(), pair.text.to_owned()));
            return Ok(());
        };
        let Some(value) = object.member_mut(index) else {
            return Ok(());
        };
        self.value(value, pair.inner(rest)).map_err(|error| error.within(member.name))?;
        let is_absent = pair.empty_is_absent && pair.text.is_empty() && rest.is_empty();
        if shape.is_required(index) && !is_absent {
            let is_new = object.unknown_mut().mark(index);
            let size = if is_new { Unknown::CONTENTS } else { 0 };
            self.memory.slot(0, size).map_err(ReadError::new)?;
        }
        Ok(())
    }

    /// Reads into a value, or into a nested one if the name continues.
    fn value(&mut self, value: &mut dyn Value, pair: Pair<'_>) -> Result<(), ReadError> {
        if pair.name.is_empty() {
            return self.put(value, pair);
        }
        if pair.levels == 0 {
            return Err(ReadError::new(DEPTH));
        }
        let is_new = matches!(value.value_ref(), ValueRef::Absent);
        match value.value_mut() {
            ValueMut::Object(object) => {
                if is_new {
                    self.memory.object(object.shape()).map_err(ReadError::new)?;
                }
                return self.object(object, Pair { name: after_dot(pair.name), ..pair });
            }
            ValueMut::Array(array) => return self.array(array, pair),
            ValueMut::Map(map) => return self.map(map, pair),
            ValueMut::Any(any) => return self.any(any, pair),
            ValueMut::Union(union) => return self.any(union.unrecognized(), pair),
            ValueMut::Scalar | ValueMut::Digits | ValueMut::JsonOnly(_) => {}
        }
        Err(wrong_type(expected(value), "an object"))
    }

    fn array(&mut self, array: &mut dyn Array, pair: Pair<'_>) -> Result<(), ReadError> {
        let (segment, rest) = split(after_dot(pair.name)).ok_or_else(not_an_index)?;
        let count = array.filled();
        let index = match segment {
            "" => count,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().unwrap_or(usize::MAX),
            _ => return Err(not_an_index()),
        };
        if count == 0 {
            self.memory.tuple(array).map_err(ReadError::new)?;
        }
        let item = if index < count { array.item(index) } else { (index == count).then(|| array.push()) };
        let item = item.ok_or_else(skipped)?;
        if index == count {
            self.memory.item(count, item).map_err(ReadError::new)?;
        }
        self.value(item, pair.inner(rest)).map_err(|error| error.within_item(index))
    }

    /// Reads a value into the entry that the name begins with.
    fn map(&mut self, map: &mut dyn Map, pair: Pair<'_>) -> Result<(), ReadError> {
        let (key, rest) = split(after_dot(pair.name)).ok_or_else(|| syntax("not the key of an entry"))?;
        self.entry(map, key, pair.inner(rest))
    }

    /// Reads a value into the entry of a key.
    fn entry(&mut self, map: &mut dyn Map, key: &str, pair: Pair<'_>) -> Result<(), ReadError> {
        let len = map.len();
        map.entry(key);
        let is_new = map.len() > len;
        let value = map.entry(key);
        if is_new {
            self.memory.entry(len, key, value).map_err(ReadError::new)?;
        }
        self.value(value, pair).map_err(|error| error.within_key(key))
    }

    /// Reads into an untyped value: an array if its first name continues with the index 0 or none, and a map otherwise.
    fn any(&mut self, any: &mut Any, pair: Pair<'_>) -> Result<(), ReadError> {
        let segment = split(after_dot(pair.name)).map_or("", |(segment, _)| segment);
        if any.is_null() {
            *any = if matches!(segment, "" | "0") { Any::Array(Vec::new()) } else { Any::Map(BTreeMap::new()) };
        }
        match any {
            Any::Array(items) => self.array(items, pair),
            Any::Map(map) => self.map(map, pair),
            _ => Err(wrong_type("a scalar, as before", "a value inside of it")),
        }
    }

    /// Sets a scalar, appends to an array without an index, or sets the secret form of an object. An empty value that
    /// would be null leaves what was read before.
    fn put(&mut self, value: &mut dyn Value, pair: Pair<'_>) -> Result<(), ReadError> {
        let is_empty = pair.text.is_empty();
        let is_filled = is_empty && is_filled(value.value_ref());
        if is_empty && pair.empty_is_absent {
            let is_array = matches!(value.value_mut(), ValueMut::Array(_));
            if (is_filled && !is_array) || (!is_filled && value.put(ScalarInput::Null).is_ok()) {
                return Ok(());
            }
        }
        let input = ScalarInput::Lexical(pair.text);
        let Err(mismatch) = value.put(input).or_else(|mismatch| boolean(value, pair.text).ok_or(mismatch)) else {
            return Ok(());
        };
        if is_empty && !is_filled && value.put(ScalarInput::Null).is_ok() {
            return Ok(());
        }
        match value.value_mut() {
            ValueMut::Array(_) | ValueMut::Map(_) | ValueMut::Object(_) if is_empty && !is_filled => Ok(()),
            ValueMut::Scalar | ValueMut::Map(_) | ValueMut::Object(_) | ValueMut::Any(_) if is_filled => Ok(()),
            // An array that contains itself has no innermost item for a scalar.
            ValueMut::Array(_) if pair.levels == 0 => Err(ReadError::new(DEPTH)),
            ValueMut::Array(array) => {
                let index = array.filled();
                if index == 0 {
                    self.memory.tuple(array).map_err(ReadError::new)?;
                }
                let item = array.push();
                self.memory.item(index, item).map_err(ReadError::new)?;
                self.put(item, pair.inner(pair.name)).map_err(|error| error.within_item(index))
            }
            ValueMut::Scalar
            | ValueMut::Digits
            | ValueMut::Map(_)
            | ValueMut::Object(_)
            | ValueMut::Any(_)
            | ValueMut::Union(_)
            | ValueMut::JsonOnly(_) => Err(wrong_type(mismatch.expected, input.found(mismatch.expected))),
        }
    }
}

/// Sets a boolean from another case, as .NET writes it: `True`. `None` for other values.
fn boolean(value: &mut dyn Value, text: &str) -> Option<()> {
    let lower = ["true", "false"].into_iter().find(|lower| lower.eq_ignore_ascii_case(text))?;
    value.put(ScalarInput::Lexical(lower)).ok()
}

/// Returns `true` for a value that null would wipe.
fn is_filled(value_ref: ValueRef<'_>) -> bool {
    match value_ref {
        ValueRef::Absent | ValueRef::Null => false,
        ValueRef::Array(array) => !array.is_empty(),
        ValueRef::Map(map) => !map.is_empty(),
        _ => true,
    }
}

/// Returns the member that a name begins with, and the rest of the name.
fn find<'a>(shape: &Shape, name: &'a str) -> Option<(usize, &'a str)> {
    let plain = split(name).and_then(|(segment, rest)| Some((shape.find(segment, 0)?, rest)));
    plain.or_else(|| find_delimited(shape, name))
}

/// Finds the member among those whose names have a dot or a bracket.
fn find_delimited<'a>(shape: &Shape, name: &'a str) -> Option<(usize, &'a str)> {
    let same = |left: &str, right: &str| left == right || (shape.ignore_case && left.eq_ignore_ascii_case(right));
    let members = shape.members.iter().enumerate();
    members.filter(|(_, member)| member.name.contains(DELIMITERS)).find_map(|(index, member)| {
        let (start, rest) = name.split_at_checked(member.name.len())?;
        (same(start, member.name) && is_rest(rest)).then_some((index, rest))
    })
}

/// Splits off the first segment of a name, `a` of `a.b` and of `[a][b]`. The rest keeps its delimiter. Returns `None`
/// if the name is malformed.
fn split(name: &str) -> Option<(&str, &str)> {
    let Some(bracketed) = name.strip_prefix('[') else {
        return Some(name.split_at(name.find(DELIMITERS).unwrap_or(name.len())));
    };
    let (segment, rest) = bracketed.split_once(']')?;
    is_rest(rest).then_some((segment, rest))
}

/// Returns `true` if a name can continue like this after a segment.
fn is_rest(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(DELIMITERS)
}

fn after_dot(name: &str) -> &str {
    name.strip_prefix('.').unwrap_or(name)
}

/// Decodes a percent-encoded string. A malformed escape is an error: it would be lost.
fn decode(text: &str) -> Result<Cow<'_, str>, ReadError> {
    if !text.contains(['%', '+']) {
        return Ok(Cow::Borrowed(text));
    }
    if !text.split('%').skip(1).all(starts_with_hex) {
        return Err(syntax("a percent sign without two hexadecimal digits"));
    }
    let spaced = text.replace('+', " ");
    let decoded = percent_decode_str(&spaced).decode_utf8().map_err(|_| syntax(NOT_UTF8))?;
    Ok(Cow::Owned(decoded.into_owned()))
}

/// Returns `true` if a string starts with two hexadecimal digits.
fn starts_with_hex(text: &str) -> bool {
    matches!(text.as_bytes(), [high, low, ..] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

fn not_an_index() -> ReadError {
    syntax("not the index of an array")
}

fn skipped() -> ReadError {
    syntax("the array skips an index")
}

fn syntax(what: &'static str) -> ReadError {
    ReadError::new(ReadErrorKind::Syntax(what))
}

fn wrong_type(expected: &'static str, found: &'static str) -> ReadError {
    ReadError::new(ReadErrorKind::WrongType { expected, found })
}
