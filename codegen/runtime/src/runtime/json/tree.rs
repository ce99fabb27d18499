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
    union::{self, Seen, ValueKind},
};

/// The state of reading trees.
pub(super) struct TreeReader<'a> {
    memory: &'a mut Memory,
    /// `true` while a variant is tried: unions within it are passed over.
    is_trial: bool,
    /// `true` if a union was passed over.
    has_passed: bool,
}

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
    TreeReader { memory, is_trial: false, has_passed: false }.union(union, tree, levels)
}

/// Returns the variants that an array or an object may be of, the best first.
pub(super) fn variants(union: &dyn Union, tree: &Json) -> Vec<usize> {
    match tree {
        Json::Object(_) | Json::Array(_) => union::candidates(union.choice(), tree),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => Vec::new(),
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

impl TreeReader<'_> {
    fn union(&mut self, union: &mut dyn Union, tree: &Json, levels: usize) -> Result<(), ReadErrorKind> {
        let before = *self.memory;
        let candidates = variants(union, tree);
        for (position, index) in candidates.iter().enumerate() {
            let is_last = position + 1 == candidates.len();
            if self.variant(union, *index, is_last, tree, levels)? {
                return Ok(());
            }
            *self.memory = before;
        }
        // The variant is dropped before anything else is allocated.
        let kept = union.unrecognized();
        *kept = untyped(tree, self.memory)?;
        Ok(())
    }

    /// Reads a variant. Returns `false` if the tree does not fit. One that others may follow is read without the unions
    /// within it first.
    fn variant(
        &mut self,
        union: &mut dyn Union,
        index: usize,
        is_last: bool,
        tree: &Json,
        levels: usize,
    ) -> Result<bool, ReadErrorKind> {
        let before = *self.memory;
        if !is_last {
            (self.is_trial, self.has_passed) = (true, false);
            let fits = self.selected(union, index, tree, levels);
            self.is_trial = false;
            if !fits? || !self.has_passed {
                return fits;
            }
            *self.memory = before;
        }
        self.selected(union, index, tree, levels)
    }

    /// Reads a variant once.
    fn selected(
        &mut self,
        union: &mut dyn Union,
        index: usize,
        tree: &Json,
        levels: usize,
    ) -> Result<bool, ReadErrorKind> {
        let Some(variant) = union.select(index) else { return Ok(false) };
        match self.value(variant, tree, levels) {
            Ok(()) => Ok(true),
            Err(Failure::Limit(kind)) => Err(kind),
            Err(Failure::Mismatch) => Ok(false),
        }
    }

    fn value(&mut self, value: &mut dyn Value, tree: &Json, levels: usize) -> Result<(), Failure> {
        match tree {
            Json::Null => Ok(value.put(ScalarInput::Null)?),
            Json::Bool(it) => Ok(value.put(ScalarInput::Bool(*it))?),
            Json::Number(number) => Ok(value.put(input(number).ok_or(Failure::Mismatch)?)?),
            Json::String(text) => {
                self.memory.string(text)?;
                Ok(value.put(ScalarInput::Str(text))?)
            }
            Json::Array(_) | Json::Object(_) => {
                self.inner(value, tree, levels.checked_sub(1).ok_or(Failure::Mismatch)?)
            }
        }
    }

    /// Reads an array or an object, whose content has at most `levels` levels.
    fn inner(&mut self, value: &mut dyn Value, tree: &Json, levels: usize) -> Result<(), Failure> {
        match (value.value_mut(), tree) {
            (ValueMut::Array(array), Json::Array(items)) => self.items(array, items, levels),
            (ValueMut::Object(object), Json::Object(members)) => self.members(object, members, levels),
            (ValueMut::Map(map), Json::Object(entries)) => {
                entries.iter().try_for_each(|(key, tree)| self.entry(map, key, tree, levels))
            }
            (ValueMut::Any(any), _) => {
                *any = untyped(tree, self.memory)?;
                Ok(())
            }
            (ValueMut::Union(_), _) if self.is_trial => {
                self.has_passed = true;
                Ok(())
            }
            (ValueMut::Union(within), _) => Ok(self.union(within, tree, levels + 1)?),
            (ValueMut::JsonOnly(value), _) => {
                count(tree, self.memory)?;
                Ok(value.set(tree.clone())?)
            }
            (ValueMut::Scalar | ValueMut::Digits | ValueMut::Array(_) | ValueMut::Map(_) | ValueMut::Object(_), _) => {
                Err(Failure::Mismatch)
            }
        }
    }

    fn items(&mut self, array: &mut dyn Array, items: &[Json], levels: usize) -> Result<(), Failure> {
        self.memory.tuple(array)?;
        for tree in items {
            let len = array.filled();
            let item = array.push();
            self.memory.item(len, item)?;
            self.value(item, tree, levels)?;
        }
        array.missing().map_or(Ok(()), |_| Err(Failure::Mismatch))
    }

    fn members(&mut self, object: &mut dyn Object, members: &JsonMembers, levels: usize) -> Result<(), Failure> {
        let shape = object.shape();
        self.memory.object(shape)?;
        let mut seen = ReadMembers::default();
        let mut hint = 0;
        for (name, tree) in members {
            if let Some(index) = shape.find(name, hint) {
                let is_first = !seen.contains(index);
                seen.mark(index);
                hint = index + 1;
                let member =
                    if is_first { object.member_mut(index).map(|it| it as _) } else { object.reset_mut(index) };
                if let Some(member) = member {
                    self.value(member, tree, levels)?;
                }
            } else if let Some(map) = object.additional_mut() {
                self.entry(map, name, tree, levels)?;
            } else {
                let unknown = object.unknown_mut().json_mut();
                self.memory.node(unknown.len(), size_of::<Json>())?;
                self.memory.string(name)?;
                count(tree, self.memory)?;
                unknown.insert(name.clone(), tree.clone());
            }
        }
        shape.missing(|index| seen.contains(index)).map_or(Ok(()), |_| Err(Failure::Mismatch))
    }

    fn entry(&mut self, map: &mut dyn Map, key: &str, tree: &Json, levels: usize) -> Result<(), Failure> {
        let len = map.len();
        let entry = map.insert(key);
        self.memory.entry(len, key, entry)?;
        self.value(entry, tree, levels)
    }
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

impl Seen for Json {
    fn kind(&self) -> ValueKind {
        match self {
            Self::Null => ValueKind::Any,
            Self::Bool(_) => ValueKind::Bool,
            Self::Number(number) if number.is_f64() => ValueKind::Number,
            Self::Number(_) => ValueKind::Integer,
            Self::String(_) => ValueKind::String,
            Self::Array(_) => ValueKind::Array,
            Self::Object(_) => ValueKind::Object,
        }
    }

    fn text(&self) -> Option<Cow<'_, str>> {
        match self {
            Self::String(text) => Some(Cow::Borrowed(text)),
            Self::Bool(_) | Self::Number(_) => Some(Cow::Owned(self.to_string())),
            Self::Null | Self::Array(_) | Self::Object(_) => None,
        }
    }

    fn member(&self, name: &str) -> Option<&dyn Seen> {
        self.as_object().and_then(|members| members.get(name)).map(|member| member as &dyn Seen)
    }

    fn names(&self, each: &mut dyn FnMut(&str)) {
        self.as_object().into_iter().flatten().for_each(|(name, _)| each(name));
    }

    fn content(&self, each: &mut dyn FnMut(&dyn Seen) -> bool) {
        let (items, members) = (self.as_array().into_iter().flatten(), self.as_object().into_iter().flatten());
        let _ = items.chain(members.map(|(_, value)| value)).all(|value| each(value));
    }
}
