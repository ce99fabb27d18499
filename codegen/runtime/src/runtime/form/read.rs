//! The reader of forms: it follows the name of each pair from the root to a scalar.

mod openapi;

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
    let model_binder = object.shape().model_binder;
    let mut reader = Reader { memory: Memory::new(&limits, text.len()), model_binder, is_unknown: false };
    if !model_binder {
        return openapi::form(&mut reader, object, pairs(text, limits.pairs), levels);
    }
    for pair in pairs(text, limits.pairs) {
        let Decoded { start, name, text } = pair?;
        let pair = Pair { name: &name, text: &text, empty_is_absent: false, is_first: false, levels };
        let read = reader.memory.string(&text).map_err(ReadError::new).and_then(|()| reader.object(object, pair));
        read.map_err(|error| error.at(Position::Byte(start)))?;
    }
    required::check(object)
}

/// A pair of a form.
struct Decoded<'a> {
    /// The position.
    start: usize,
    name: Cow<'a, str>,
    text: Cow<'a, str>,
}

/// Returns the pairs, at most so many.
fn pairs(text: &str, mut left: usize) -> impl Iterator<Item = Result<Decoded<'_>, ReadError>> {
    let mut end = 0;
    let positioned = text.split('&').map(move |pair| {
        let start = end;
        end += pair.len() + 1;
        (start, pair)
    });
    positioned.filter(|(_, pair)| !pair.is_empty()).map(move |(start, pair)| {
        let (name, text) = pair.split_once('=').unwrap_or((pair, ""));
        let decoded = if left == 0 {
            Err(ReadError::new(PAIRS))
        } else {
            decode(name).and_then(|name| Ok((name, decode(text)?)))
        };
        left = left.saturating_sub(1);
        let (name, text) = decoded.map_err(|error| error.at(Position::Byte(start)))?;
        Ok(Decoded { start, name, text })
    })
}

/// A pair, as one of the values on the way to its scalar sees it.
#[derive(Clone, Copy)]
struct Pair<'a> {
    /// The rest of the name.
    name: &'a str,
    text: &'a str,
    /// `true` if an empty value means absent.
    empty_is_absent: bool,
    /// `true` if nothing was read into the value before, whatever it holds.
    is_first: bool,
    /// The levels that may follow.
    levels: usize,
}

impl<'a> Pair<'a> {
    /// Returns the pair as the next value sees it, with the rest of the name.
    fn inner(self, name: &'a str) -> Self {
        Self { name, is_first: false, levels: self.levels.saturating_sub(1), ..self }
    }
}

/// The state of reading a form.
struct Reader {
    /// The memory left.
    memory: Memory,
    /// `true` in the profile `model-binder`.
    model_binder: bool,
    /// `true` if a pair is unknown, which the outermost object keeps in the profile `openapi`.
    is_unknown: bool,
}

impl Reader {
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
            self.is_unknown = !self.model_binder;
            return if self.is_unknown { Ok(()) } else { self.keep(object, pair.name, pair.text) };
        };
        let is_first = shape.is_required(index) && !object.unknown_mut().is_marked(index);
        let Some(value) = object.member_mut(index) else {
            return Ok(());
        };
        self.value(value, Pair { is_first, ..pair.inner(rest) }).map_err(|error| error.within(member.name))?;
        let is_absent = pair.empty_is_absent && pair.text.is_empty() && rest.is_empty();
        if shape.is_required(index) && !is_absent {
            let is_new = object.unknown_mut().mark(index);
            let size = if is_new { Unknown::CONTENTS } else { 0 };
            self.memory.slot(0, size).map_err(ReadError::new)?;
        }
        Ok(())
    }

    /// Keeps an unknown pair.
    fn keep(&mut self, object: &mut dyn Object, name: &str, text: &str) -> Result<(), ReadError> {
        let unknown = object.unknown_mut().form_mut();
        self.memory.slot(unknown.len(), size_of::<(String, String)>()).map_err(ReadError::new)?;
        self.memory.string(name).map_err(ReadError::new)?;
        unknown.push((name.to_owned(), text.to_owned()));
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
        let is_first = index == count;
        if is_first {
            self.memory.item(count, item).map_err(ReadError::new)?;
        }
        self.value(item, Pair { is_first, ..pair.inner(rest) }).map_err(|error| error.within_item(index))
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
        self.value(value, Pair { is_first: is_new, ..pair }).map_err(|error| error.within_key(key))
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
        let is_filled = is_empty && !pair.is_first && is_filled(value.value_ref());
        if is_empty && pair.empty_is_absent {
            let is_array = matches!(value.value_mut(), ValueMut::Array(_));
            if (is_filled && !is_array) || (!is_filled && value.put(ScalarInput::Null).is_ok()) {
                return Ok(());
            }
        }
        let input = ScalarInput::Lexical(pair.text);
        let in_any_case = |value: &mut dyn Value| self.model_binder.then(|| boolean(value, pair.text)).flatten();
        let put = value.put(input).or_else(|mismatch| in_any_case(value).ok_or(mismatch));
        let Err(mismatch) = put else {
            if self.model_binder {
                enum_number(value, pair.text);
            }
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
                self.put(item, Pair { is_first: true, ..pair.inner(pair.name) })
                    .map_err(|error| error.within_item(index))
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

/// Changes an unlisted value of an enum to the listed one whose number it is. .NET's binder takes both.
fn enum_number(value: &mut dyn Value, text: &str) {
    let is_unlisted = |value: &dyn Value| value.as_enum().is_some_and(|value| !value.is_listed());
    let Some(number) = text.parse().ok().filter(|_| is_unlisted(value)) else { return };
    if value.put(ScalarInput::I64(number)).is_err() || is_unlisted(value) {
        // The text was accepted before.
        let _ = value.put(ScalarInput::Lexical(text));
    }
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
