//! The reader of the profile `openapi`: it collects the pairs of each member, and reads them together.

use std::collections::BTreeMap;
use std::slice;

use super::{Decoded, Pair, Reader, find_delimited, required, wrong_type};
use crate::runtime::embedded;
use crate::runtime::error::{Position, ReadError};
use crate::runtime::limits::MEMORY;
use crate::runtime::shape::Shape;
use crate::runtime::value::{Any, Array, Object, ScalarInput, Value, ValueMut, ValueRef, expected, union};

/// The pairs of a member.
#[derive(Default)]
struct Group<'a> {
    /// The pairs with the name of the member.
    plain: Vec<Decoded<'a>>,
    /// The pairs whose names continue, each with the length of the first name.
    nested: Vec<(usize, Decoded<'a>)>,
}

/// The values around a pair.
#[derive(Clone, Copy)]
struct Around {
    /// `true` if an empty value means absent.
    empty_is_absent: bool,
    /// The levels that may follow.
    levels: usize,
}

/// The result of reading the pairs of a member.
enum Found {
    Value,
    /// An empty value that the type cannot hold.
    Nothing,
}

/// Reads pairs into a model.
pub(super) fn form<'a>(
    reader: &mut Reader,
    object: &mut dyn Object,
    pairs: impl Iterator<Item = Result<Decoded<'a>, ReadError>>,
    levels: usize,
) -> Result<(), ReadError> {
    let shape = object.shape();
    let around = Around { empty_is_absent: shape.empty_is_absent, levels: levels.saturating_sub(1) };
    let has_additional = object.additional_mut().is_some();
    let mut members = BTreeMap::<usize, Group<'a>>::new();
    let mut entries = BTreeMap::<String, Group<'a>>::new();
    let mut unknown = Vec::new();
    for pair in pairs {
        let pair = pair?;
        reader.memory.string(&pair.text).map_err(|kind| pair.fails(ReadError::new(kind)))?;
        if let Some(index) = shape.find(&pair.name, 0) {
            members.entry(index).or_default().plain.push(pair);
        } else if let Some((index, head)) = nested(shape, &pair.name) {
            members.entry(index).or_default().nested.push((head, pair));
        } else if has_additional && !pair.name.is_empty() {
            entries.entry(pair.name.as_ref().to_owned()).or_default().plain.push(pair);
        } else {
            unknown.push(pair);
        }
    }
    let is_there = |group: &Group<'_>| {
        !around.empty_is_absent || !group.nested.is_empty() || group.plain.iter().any(|pair| !pair.text.is_empty())
    };
    let found: Vec<usize> = members.iter().filter(|(_, group)| is_there(group)).map(|(index, _)| *index).collect();
    for (index, group) in members {
        let (Some(value), Some(member)) = (object.member_mut(index), shape.members.get(index)) else { continue };
        let read = reader.group(value, group, around, &mut unknown);
        if let Found::Nothing = read.map_err(|error| error.within(member.name))? {
            value.reset();
        }
    }
    for (key, group) in entries {
        let Some(map) = object.additional_mut() else { break };
        let len = map.len();
        let value = map.entry(&key);
        let read = reader.memory.entry(len, &key, value).map_err(ReadError::new);
        let read = read.and_then(|()| reader.group(value, group, around, &mut unknown));
        if let Found::Nothing = read.map_err(|error| error.within_key(&key))? {
            map.insert(&key);
        }
    }
    for pair in unknown {
        reader.keep(object, &pair.name, &pair.text).map_err(|error| pair.fails(error))?;
    }
    required::check_members(object, |index| found.binary_search(&index).is_ok())
}

/// Returns the member that holds the value with a nested name, and the length of its own name.
fn nested(shape: &Shape, name: &str) -> Option<(usize, usize)> {
    let (head, _) = name.split_once('[')?;
    let plain = shape.find(head, 0).map(|index| (index, head.len()));
    plain.or_else(|| {
        let (index, rest) = find_delimited(shape, name)?;
        rest.starts_with('[').then(|| (index, name.len() - rest.len()))
    })
}

impl Decoded<'_> {
    /// Returns an error at the position of the pair.
    fn fails(&self, error: ReadError) -> ReadError {
        error.at(Position::Byte(self.start))
    }

    /// Returns the pair as the value that it names sees it.
    fn pair<'p>(&'p self, name: &'p str, around: Around) -> Pair<'p> {
        Pair { name, text: &self.text, empty_is_absent: around.empty_is_absent, is_first: false, levels: around.levels }
    }
}

impl Reader {
    /// Reads the pairs of a member: those with its own name, or else those of its members. Other pairs are unknown.
    fn group<'a>(
        &mut self,
        value: &mut dyn Value,
        Group { plain, nested }: Group<'a>,
        around: Around,
        unknown: &mut Vec<Decoded<'a>>,
    ) -> Result<Found, ReadError> {
        if nested.is_empty() || plain.iter().any(|pair| !pair.text.is_empty()) {
            unknown.extend(nested.into_iter().map(|(_, pair)| pair));
            return self.plain(value, &plain, around);
        }
        for (head, pair) in nested {
            let (_, rest) = pair.name.split_at_checked(head).unwrap_or_default();
            self.is_unknown = false;
            self.value(value, pair.pair(rest, around)).map_err(|error| pair.fails(error))?;
            if self.is_unknown {
                unknown.push(pair);
            }
        }
        required::check_value(value).map(|()| Found::Value)
    }

    /// Reads the pairs with the name of a member: the last one that is not empty, or all of them into an array.
    fn plain(&mut self, value: &mut dyn Value, pairs: &[Decoded<'_>], around: Around) -> Result<Found, ReadError> {
        let last = pairs.iter().rfind(|pair| !pair.text.is_empty());
        let Some(pair) = last.or(pairs.last()) else { return Ok(Found::Nothing) };
        let is_several = pairs.len() > 1;
        let is_absent = matches!(value.value_ref(), ValueRef::Absent | ValueRef::Null);
        match value.value_mut() {
            ValueMut::Array(array) => {
                if last.is_none() && !is_several && around.empty_is_absent {
                    return Ok(Found::Nothing);
                }
                return match self.items(array, pairs, around) {
                    Err(_) if last.is_none() && !is_several && !self.memory.is_exceeded() => Ok(Found::Nothing),
                    read => read.map(|()| Found::Value),
                };
            }
            ValueMut::Any(any) if is_several => return self.untyped_items(any, pairs, around).map(|()| Found::Value),
            ValueMut::Union(union) if is_several => {
                let mut put = |value: &mut dyn Value| match value.value_mut() {
                    ValueMut::Array(array) => self.items(array, pairs, around).is_ok(),
                    _ => false,
                };
                if union::put_array(union, &mut put) {
                    return Ok(Found::Value);
                }
            }
            _ => {}
        }
        if is_absent && last.is_none() {
            // Seeing the kind of the value has created it.
            let _ = value.put(ScalarInput::Null);
        }
        self.single(value, pair, around).map_err(|error| pair.fails(error))?;
        Ok(Found::Value)
    }

    /// Reads the items of an array.
    fn items(&mut self, array: &mut dyn Array, pairs: &[Decoded<'_>], around: Around) -> Result<(), ReadError> {
        self.memory.tuple(array).map_err(ReadError::new)?;
        for pair in pairs {
            let index = array.filled();
            let item = array.push();
            let read = self.memory.item(index, item).map_err(ReadError::new);
            let read = read.and_then(|()| self.single(item, pair, around));
            read.map_err(|error| pair.fails(error).within_item(index))?;
        }
        match array.missing() {
            Some(index) => Err(required::missing().within_item(index)),
            None => Ok(()),
        }
    }

    /// Reads the value of one pair.
    fn single(&mut self, value: &mut dyn Value, pair: &Decoded<'_>, around: Around) -> Result<(), ReadError> {
        if pair.text.is_empty() {
            return empty(value, around);
        }
        let is_object = pair.text.starts_with('{');
        match value.value_mut() {
            ValueMut::Union(_) => self.union(value, pair, around),
            ValueMut::Any(any) => {
                *any = self.untyped(pair, &['{'], around)?;
                Ok(())
            }
            ValueMut::Object(object) if object.secret_form().is_some() && !is_object => {
                self.put(value, pair.pair("", around))
            }
            ValueMut::Array(_) if !pair.text.starts_with('[') => Err(other_text(value, pair)),
            ValueMut::Object(_) | ValueMut::Map(_) if !is_object => Err(other_text(value, pair)),
            ValueMut::Array(_) | ValueMut::Object(_) | ValueMut::Map(_) | ValueMut::JsonOnly(_) => {
                self.embedded(value, pair, around)
            }
            ValueMut::Scalar | ValueMut::Digits => self.put(value, pair.pair("", around)),
        }
    }

    /// Reads a union: JSON of one of its variants, a scalar, or an array of one item. Otherwise it is untyped.
    fn union(&mut self, value: &mut dyn Value, pair: &Decoded<'_>, around: Around) -> Result<(), ReadError> {
        let is_json = pair.text.starts_with(['{', '[']);
        if is_json && self.embedded(value, pair, around).is_ok() && is_recognized(value) {
            return Ok(());
        }
        if value.put(ScalarInput::Lexical(&pair.text)).is_ok() && is_recognized(value) {
            return Ok(());
        }
        let ValueMut::Union(union) = value.value_mut() else { return Ok(()) };
        let pairs = slice::from_ref(pair);
        let mut put = |value: &mut dyn Value| match value.value_mut() {
            ValueMut::Array(array) => self.items(array, pairs, around).is_ok(),
            _ => false,
        };
        if !union::put_array(union, &mut put) {
            *union.unrecognized() = self.untyped(pair, &['{'], around)?;
        }
        Ok(())
    }

    fn untyped_items(&mut self, any: &mut Any, pairs: &[Decoded<'_>], around: Around) -> Result<(), ReadError> {
        let mut items = Vec::new();
        for pair in pairs {
            let item = self.untyped(pair, &['{', '['], around)?;
            self.memory.item(items.len(), &item).map_err(|kind| pair.fails(ReadError::new(kind)))?;
            items.push(item);
        }
        *any = Any::Array(items);
        Ok(())
    }

    /// Returns an untyped value: JSON that starts like this, or else a string.
    fn untyped(&mut self, pair: &Decoded<'_>, starts: &[char], around: Around) -> Result<Any, ReadError> {
        let mut any = Any::Null;
        let read = pair.text.starts_with(starts) && self.embedded(&mut any, pair, around).is_ok();
        match read {
            _ if self.memory.is_exceeded() => Err(pair.fails(ReadError::new(MEMORY))),
            true => Ok(any),
            false => Ok(Any::String(pair.text.clone().into_owned())),
        }
    }

    fn embedded(&mut self, value: &mut dyn Value, pair: &Decoded<'_>, around: Around) -> Result<(), ReadError> {
        embedded::read(value, &pair.text, around.levels, &mut self.memory, pair.start)
    }
}

/// Reads an empty value: a string, null, or an object, a map or an array without anything in it.
fn empty(value: &mut dyn Value, around: Around) -> Result<(), ReadError> {
    if around.empty_is_absent && value.put(ScalarInput::Null).is_ok() {
        return Ok(());
    }
    let input = ScalarInput::Lexical("");
    let Err(mismatch) = value.put(input).or_else(|mismatch| value.put(ScalarInput::Null).map_err(|_| mismatch)) else {
        return Ok(());
    };
    match value.value_mut() {
        ValueMut::Array(_) | ValueMut::Map(_) | ValueMut::Object(_) => required::check_value(value),
        _ => Err(wrong_type(mismatch.expected, input.found(mismatch.expected))),
    }
}

/// Returns `true` unless a union has no variant for its value.
fn is_recognized(value: &mut dyn Value) -> bool {
    !matches!(value.value_mut(), ValueMut::Union(union) if union.content().0 == usize::MAX)
}

/// Returns the error for text in place of JSON.
fn other_text(value: &mut dyn Value, pair: &Decoded<'_>) -> ReadError {
    let expected = expected(value);
    wrong_type(expected, ScalarInput::Lexical(&pair.text).found(expected))
}
