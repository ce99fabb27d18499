//! Numbers that keep their digits: the text of a value, as `serde_json` hands it over on request.
//!
//! A contract crate enables the feature `raw_value` of `serde_json`. Without it, and in other formats of serde,
//! a value comes as any other, and a number with a fraction is refused. A union with such numbers is read twice: as a
//! tree that tells the variant, and from its text. An untyped value is read from its text.

use core::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor};

use serde_json::Value as Json;

use super::de::Seed;
use super::exact;
use super::read_state::{ReadState, ValuePath};
use super::tree;
use crate::runtime::limits::DEPTH;
use crate::runtime::value::{ScalarInput, Union, Value, ValueMut, union};

/// The name by which `serde_json` is asked for the text of a value.
pub(super) const NAME: &str = "$serde_json::private::RawValue";

/// Returns `true` if a value is read from its text.
pub(super) fn is_raw(value: &mut dyn Value) -> bool {
    matches!(value.value_mut(), ValueMut::Digits | ValueMut::Union(_) | ValueMut::Any(_))
}

/// A visitor of a value, or of its text.
pub(super) struct Raw<'a>(pub(super) Seed<'a>);

impl<'de> Visitor<'de> for Raw<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut text: A) -> Result<(), A::Error> {
        text.next_key::<IgnoredAny>()?;
        text.next_value_seed(Text(self.0))
    }
}

/// A seed that reads a value from its text.
struct Text<'a>(Seed<'a>);

impl<'de> DeserializeSeed<'de> for Text<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text of a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        let Seed { value, path, state } = self.0;
        match text.as_bytes().first() {
            Some(b'n') => return Seed { value, path, state }.put(ScalarInput::Null),
            Some(b'-' | b'0'..=b'9') if matches!(value.value_mut(), ValueMut::Digits) => {
                let put = value.put(ScalarInput::Lexical(text));
                return put.map_err(|mismatch| Seed { value, path, state }.mismatch(mismatch, "a number"));
            }
            _ => {}
        }
        if let ValueMut::Any(any) = value.value_mut() {
            *any = exact::untyped(text, path, state)?;
            return Ok(());
        }
        if let ValueMut::Union(union) = value.value_mut() {
            if state.is_trial() {
                return Ok(());
            }
            return RawUnion { union, text, path, state }.read();
        }
        let found = match text.as_bytes().first() {
            Some(b'"') => "a string",
            Some(b'[') => "an array",
            Some(b'{') => "an object",
            _ => "a boolean",
        };
        Err(Seed { value, path, state }.wrong(found))
    }
}

/// A union that is read from its text.
struct RawUnion<'a> {
    union: &'a mut dyn Union,
    text: &'a str,
    path: &'a ValuePath<'a>,
    state: &'a mut ReadState,
}

impl RawUnion<'_> {
    /// Reads the union. Another value than those of its variants is untyped. The tree is dropped before the text is read
    /// again, so that nested unions hold one at a time.
    fn read<E: Error>(mut self) -> Result<(), E> {
        let (tree, bytes) = self.tree()?;
        if let Some(input) = scalar(&tree) {
            self.state.memory = self.state.memory.freed(bytes);
            let put = match &tree {
                Json::Number(_) => union::put_number(self.union, self.text, input),
                _ => union::put(self.union, input),
            };
            // A union takes any scalar.
            return put.map_err(|_| E::custom("another scalar"));
        }
        let candidates = tree::variants(self.union, &tree);
        if candidates.is_empty() {
            return self.keep(&tree, bytes);
        }
        drop(tree);
        self.state.memory = self.state.memory.freed(bytes);
        for (position, index) in candidates.iter().enumerate() {
            if self.read_variant(*index, position + 1 == candidates.len())? {
                return Ok(());
            }
        }
        let (tree, bytes) = self.tree()?;
        self.keep(&tree, bytes)
    }

    /// Reads the tree of the value, in as many levels as may follow, and returns its bytes in memory.
    fn tree<E: Error>(&mut self) -> Result<(Json, usize), E> {
        let Self { text, path, state, .. } = self;
        let before = state.memory;
        let tree = state.tree(&mut serde_json::Deserializer::from_str(text)).map_err(|error| {
            if state.is_exceeded() { E::custom(error) } else { state.fail(path, super::syntax(&error)) }
        })?;
        let bytes = state.memory.since(before);
        if depth(&tree) > path.levels { Err(state.fail(path, DEPTH)) } else { Ok((tree, bytes)) }
    }

    /// Keeps a tree of so many bytes as an untyped value.
    fn keep<E: Error>(self, tree: &Json, bytes: usize) -> Result<(), E> {
        let Self { union, path, state, .. } = self;
        *union.unrecognized() = tree::untyped(tree, &mut state.memory).map_err(|kind| state.fail(path, kind))?;
        state.memory = state.memory.freed(bytes);
        Ok(())
    }

    /// Reads a variant from its text. Returns `false` if the value does not fit. One that others may follow is read
    /// without the unions within it first.
    fn read_variant<E: Error>(&mut self, index: usize, is_last: bool) -> Result<bool, E> {
        if !is_last {
            let before = self.state.memory;
            self.state.start_trial();
            let fits = self.read_selected(index);
            let has_passed = self.state.end_trial();
            if !fits? {
                return Ok(false);
            }
            if !has_passed {
                return Ok(true);
            }
            self.state.memory = before;
        }
        self.read_selected(index)
    }

    /// Reads a variant once.
    fn read_selected<E: Error>(&mut self, index: usize) -> Result<bool, E> {
        let Self { union, text, path, state } = self;
        let Some(value) = union.select(index) else { return Ok(false) };
        let before = state.memory;
        match (Seed { value, path, state }).deserialize(&mut serde_json::Deserializer::from_str(text)) {
            Ok(()) => Ok(true),
            Err(error) if state.is_exceeded() => Err(E::custom(error)),
            Err(_) => {
                state.memory = before;
                state.forget();
                Ok(false)
            }
        }
    }
}

/// Returns the scalar that a tree is. A number beyond all types is none.
fn scalar(tree: &Json) -> Option<ScalarInput<'_>> {
    match tree {
        Json::Null => Some(ScalarInput::Null),
        Json::Bool(value) => Some(ScalarInput::Bool(*value)),
        Json::Number(number) => tree::input(number),
        Json::String(text) => Some(ScalarInput::Str(text)),
        Json::Array(_) | Json::Object(_) => None,
    }
}

/// Returns the levels of a tree.
pub(super) fn depth(tree: &Json) -> usize {
    match tree {
        Json::Array(items) => 1 + items.iter().map(depth).max().unwrap_or_default(),
        Json::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => 0,
    }
}
