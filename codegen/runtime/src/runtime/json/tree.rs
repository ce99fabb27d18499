//! Unions in JSON: a value is read as a tree first, and then into the variant that it matches.
//!
//! One tree serves a union and all unions within it: each is read by reference, and only unknown members are copied. A
//! value that does not fit a variant makes the union untyped, so limits are the only errors.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::Value as Json;

use super::untyped::from_number;
use crate::runtime::error::ReadErrorKind;
use crate::runtime::memory::Memory;
use crate::runtime::value::unknown::JsonMembers;
use crate::runtime::value::{
    Any, Array, Map, Mismatch, Object, ScalarInput, Union, Value, ValueMut,
    read_members::ReadMembers,
    union::{self, ValueKind},
};

/// Reads a tree of at most `levels` levels into the variant that it matches, or as an untyped value.
///
/// # Errors
/// If a limit is exceeded.
pub(super) fn union(
    union: &mut dyn Union,
    tree: &Json,
    levels: usize,
    memory: &mut Memory,
) -> Result<(), ReadErrorKind> {
    let before = *memory;
    if let Some(variant) = variant(union, tree).and_then(|index| union.select(index)) {
        match value(variant, tree, levels, memory) {
            Ok(()) => return Ok(()),
            Err(Failure::Limit(kind)) => return Err(kind),
            Err(Failure::Mismatch) => *memory = before,
        }
    }
    // The variant is dropped before anything else is allocated.
    let kept = union.unrecognized();
    *kept = untyped(tree, memory)?;
    Ok(())
}

/// Returns the index of the variant that an array or an object matches.
pub(super) fn variant(union: &dyn Union, tree: &Json) -> Option<usize> {
    match tree {
        Json::Object(members) => union::object_variant(union, &members.iter().map(member).collect()),
        Json::Array(items) => union::array_variant(union, items.first().map(kind)),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => None,
    }
}

/// The reason for which a tree is not read into a variant.
enum Failure {
    /// The tree does not fit the variant.
    Mismatch,
    /// A limit is exceeded.
    Limit(ReadErrorKind),
}

impl From<Mismatch> for Failure {
    fn from(_: Mismatch) -> Self {
        Self::Mismatch
    }
}

impl From<ReadErrorKind> for Failure {
    fn from(kind: ReadErrorKind) -> Self {
        Self::Limit(kind)
    }
}

fn value(value: &mut dyn Value, tree: &Json, levels: usize, memory: &mut Memory) -> Result<(), Failure> {
    match tree {
        Json::Null => Ok(value.put(ScalarInput::Null)?),
        Json::Bool(it) => Ok(value.put(ScalarInput::Bool(*it))?),
        Json::Number(number) => Ok(value.put(input(number).ok_or(Failure::Mismatch)?)?),
        Json::String(text) => {
            memory.string(text)?;
            Ok(value.put(ScalarInput::Str(text))?)
        }
        Json::Array(_) | Json::Object(_) => inner(value, tree, levels.checked_sub(1).ok_or(Failure::Mismatch)?, memory),
    }
}

/// Reads an array or an object, whose content has at most `levels` levels.
fn inner(value: &mut dyn Value, tree: &Json, levels: usize, memory: &mut Memory) -> Result<(), Failure> {
    match (value.value_mut(), tree) {
        (ValueMut::Array(array), Json::Array(items)) => read_items(array, items, levels, memory),
        (ValueMut::Object(object), Json::Object(members)) => read_members(object, members, levels, memory),
        (ValueMut::Map(map), Json::Object(entries)) => {
            entries.iter().try_for_each(|(key, tree)| entry(map, key, tree, levels, memory))
        }
        (ValueMut::Any(any), _) => {
            *any = untyped(tree, memory)?;
            Ok(())
        }
        (ValueMut::Union(within), _) => Ok(union(within, tree, levels + 1, memory)?),
        (ValueMut::JsonOnly(value), _) => {
            count(tree, memory)?;
            Ok(value.set(tree.clone())?)
        }
        (ValueMut::Scalar | ValueMut::Digits | ValueMut::Array(_) | ValueMut::Map(_) | ValueMut::Object(_), _) => {
            Err(Failure::Mismatch)
        }
    }
}

fn read_items(array: &mut dyn Array, items: &[Json], levels: usize, memory: &mut Memory) -> Result<(), Failure> {
    memory.tuple(array)?;
    for tree in items {
        let len = array.filled();
        let item = array.push();
        memory.item(len, item)?;
        value(item, tree, levels, memory)?;
    }
    array.missing().map_or(Ok(()), |_| Err(Failure::Mismatch))
}

fn read_members(
    object: &mut dyn Object,
    members: &JsonMembers,
    levels: usize,
    memory: &mut Memory,
) -> Result<(), Failure> {
    let shape = object.shape();
    memory.object(shape)?;
    let mut seen = ReadMembers::default();
    let mut hint = 0;
    for (name, tree) in members {
        if let Some(index) = shape.find(name, hint) {
            let is_first = !seen.contains(index);
            seen.mark(index);
            hint = index + 1;
            let member = if is_first { object.member_mut(index).map(|it| it as _) } else { object.reset_mut(index) };
            if let Some(member) = member {
                value(member, tree, levels, memory)?;
            }
        } else if let Some(map) = object.additional_mut() {
            entry(map, name, tree, levels, memory)?;
        } else {
            let unknown = object.unknown_mut().json_mut();
            memory.node(unknown.len(), size_of::<Json>())?;
            memory.string(name)?;
            count(tree, memory)?;
            unknown.insert(name.clone(), tree.clone());
        }
    }
    shape.missing(|index| seen.contains(index)).map_or(Ok(()), |_| Err(Failure::Mismatch))
}

fn entry(map: &mut dyn Map, key: &str, tree: &Json, levels: usize, memory: &mut Memory) -> Result<(), Failure> {
    let len = map.len();
    let entry = map.insert(key);
    memory.entry(len, key, entry)?;
    value(entry, tree, levels, memory)
}

/// Converts a number, unless it is beyond all types. `serde_json` has such numbers only if a crate enables its feature
/// `arbitrary_precision`.
pub(super) fn input(number: &serde_json::Number) -> Option<ScalarInput<'static>> {
    let unsigned = || number.as_u64().map(ScalarInput::U64);
    number.as_i64().map(ScalarInput::I64).or_else(unsigned).or_else(|| number.as_f64().map(ScalarInput::F64))
}

/// Copies a tree to an untyped value.
pub(super) fn untyped(tree: &Json, memory: &mut Memory) -> Result<Any, ReadErrorKind> {
    Ok(match tree {
        Json::Null => Any::Null,
        Json::Bool(it) => Any::Bool(*it),
        Json::Number(number) => from_number(number),
        Json::String(text) => {
            memory.string(text)?;
            Any::String(text.clone())
        }
        Json::Array(items) => {
            let mut array = Vec::new();
            for item in items {
                memory.slot(array.len(), size_of::<Any>())?;
                array.push(untyped(item, memory)?);
            }
            Any::Array(array)
        }
        Json::Object(members) => {
            let mut map = BTreeMap::new();
            for (name, member) in members {
                memory.node(map.len(), size_of::<Any>())?;
                memory.string(name)?;
                map.insert(name.clone(), untyped(member, memory)?);
            }
            Any::Map(map)
        }
    })
}

/// Counts the memory of a copy.
fn count(tree: &Json, memory: &mut Memory) -> Result<(), ReadErrorKind> {
    match tree {
        Json::Null | Json::Bool(_) | Json::Number(_) => Ok(()),
        Json::String(text) => memory.string(text),
        Json::Array(items) => items.iter().enumerate().try_for_each(|(len, item)| {
            memory.slot(len, size_of::<Json>())?;
            count(item, memory)
        }),
        Json::Object(members) => members.iter().enumerate().try_for_each(|(len, (name, member))| {
            memory.node(len, size_of::<Json>())?;
            memory.string(name)?;
            count(member, memory)
        }),
    }
}

/// Returns the name of a member, with the text of a scalar, for the choice of a variant.
fn member<'a>((name, value): (&'a String, &'a Json)) -> (&'a str, Option<Cow<'a, str>>) {
    let text = match value {
        Json::String(text) => Some(Cow::Borrowed(text.as_str())),
        Json::Bool(_) | Json::Number(_) => Some(Cow::Owned(value.to_string())),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    };
    (name, text)
}

fn kind(value: &Json) -> ValueKind {
    match value {
        Json::Null => ValueKind::Any,
        Json::Bool(_) => ValueKind::Bool,
        Json::Number(number) if number.is_f64() => ValueKind::Number,
        Json::Number(_) => ValueKind::Integer,
        Json::String(_) => ValueKind::String,
        Json::Array(_) => ValueKind::Array,
        Json::Object(_) => ValueKind::Object,
    }
}
