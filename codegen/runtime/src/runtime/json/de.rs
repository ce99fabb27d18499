//! The `Deserialize` of every model: one deserializer over the description, compiled once for each format of serde and
//! not once for each model.
//!
//! The format must be self-describing, such as JSON, YAML and CBOR. Our limits bound the nesting of known members;
//! within an unknown member the format's limit applies. Memory is counted in both.

mod objects;

use core::fmt;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use serde_json::Value as Json;

use super::read_state::{ReadState, Segment, ValuePath};
use super::{MAX_DEPTH, raw, tree};
use crate::runtime::error::ReadErrorKind;
use crate::runtime::limits::{DEPTH, Limits};
use crate::runtime::memory::Memory;
use crate::runtime::value::{self, Any, Array, Mismatch, ScalarInput, Union, Value, ValueMut};
use objects::{read_entries, read_object};

/// The assumed length of a body, where serde does not tell it: 16 MiB.
const ASSUMED_BODY: usize = 16 << 20;

/// Reads a value with any deserializer.
///
/// # Errors
/// Errors of the deserializer, and those of [`from_str`](super::from_str) if the value does not fit its description. The
/// message names the member, and never the value found there.
pub fn deserialize<'de, T: Value, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::vacant();
    let mut state = ReadState::new(Memory::new(&Limits::new(), ASSUMED_BODY));
    read(&mut value, deserializer, MAX_DEPTH, &mut state)?;
    Ok(value)
}

/// Reads into a value of at most `depth` levels, and records the kind and the path of an error.
pub(super) fn read<'de, D: Deserializer<'de>>(
    value: &mut dyn Value,
    deserializer: D,
    depth: usize,
    state: &mut ReadState,
) -> Result<(), D::Error> {
    let seed = Seed { value, path: &ValuePath { from: None, levels: depth, digits: true }, state };
    seed.deserialize(deserializer)
}

/// A seed that reads one value.
pub(super) struct Seed<'a> {
    pub(super) value: &'a mut dyn Value,
    pub(super) path: &'a ValuePath<'a>,
    pub(super) state: &'a mut ReadState,
}

impl Seed<'_> {
    #[inline]
    pub(super) fn put<E: serde_core::de::Error>(self, input: ScalarInput<'_>) -> Result<(), E> {
        self.value.put(input).map_err(|mismatch| self.mismatch(mismatch, input.found(mismatch.expected)))
    }

    pub(super) fn mismatch<E: serde_core::de::Error>(self, Mismatch { expected }: Mismatch, found: &'static str) -> E {
        self.state.fail(self.path, ReadErrorKind::WrongType { expected, found })
    }

    /// Checks that another level is allowed.
    fn enter<E: serde_core::de::Error>(&mut self) -> Result<(), E> {
        if self.path.levels == 0 {
            return Err(self.state.fail(self.path, DEPTH));
        }
        Ok(())
    }

    pub(super) fn wrong<E: serde_core::de::Error>(self, found: &'static str) -> E {
        let expected = value::expected(self.value);
        let kind = ReadErrorKind::WrongType { expected, found };
        self.state.fail(self.path, kind)
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.path.digits && raw::is_raw(self.value) {
            return deserializer.deserialize_newtype_struct(raw::NAME, raw::Raw(self));
        }
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value as the description says")
    }

    fn visit_unit<E: serde_core::de::Error>(self) -> Result<(), E> {
        self.put(ScalarInput::Null)
    }

    fn visit_none<E: serde_core::de::Error>(self) -> Result<(), E> {
        self.put(ScalarInput::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: serde_core::de::Error>(self, value: bool) -> Result<(), E> {
        self.put(ScalarInput::Bool(value))
    }

    fn visit_i64<E: serde_core::de::Error>(self, value: i64) -> Result<(), E> {
        self.put(ScalarInput::I64(value))
    }

    fn visit_u64<E: serde_core::de::Error>(self, value: u64) -> Result<(), E> {
        self.put(integer(value))
    }

    fn visit_i128<E: serde_core::de::Error>(self, value: i128) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.put(ScalarInput::I64(value)),
            Err(_) => Err(self.wrong("an integer of 128 bits")),
        }
    }

    fn visit_u128<E: serde_core::de::Error>(self, value: u128) -> Result<(), E> {
        match u64::try_from(value) {
            Ok(value) => self.put(integer(value)),
            Err(_) => Err(self.wrong("an integer of 128 bits")),
        }
    }

    fn visit_f64<E: serde_core::de::Error>(self, value: f64) -> Result<(), E> {
        self.put(ScalarInput::F64(value))
    }

    #[inline]
    fn visit_str<E: serde_core::de::Error>(self, value: &str) -> Result<(), E> {
        self.state.count(self.path, |memory| memory.string(value))?;
        self.put(ScalarInput::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, items: A) -> Result<(), A::Error> {
        self.enter()?;
        match self.value.value_mut() {
            ValueMut::Array(array) => return read_items(array, items, self.path, self.state),
            ValueMut::Any(any) => {
                *any = self.state.tree(SeqAccessDeserializer::new(items)).map(Any::from)?;
                return Ok(());
            }
            ValueMut::Union(union) => {
                return read_union(union, SeqAccessDeserializer::new(items), self.path, self.state);
            }
            ValueMut::JsonOnly(value) => {
                let tree = self.state.tree(SeqAccessDeserializer::new(items))?;
                return value.set(tree).map_err(|mismatch| self.mismatch(mismatch, "another array"));
            }
            ValueMut::Scalar | ValueMut::Digits | ValueMut::Map(_) | ValueMut::Object(_) => {}
        }
        Err(self.wrong("an array"))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, members: A) -> Result<(), A::Error> {
        self.enter()?;
        match self.value.value_mut() {
            ValueMut::Object(object) => return read_object(object, members, self.path, self.state),
            ValueMut::Map(map) => return read_entries(map, members, self.path, self.state),
            ValueMut::Any(any) => {
                *any = self.state.tree(MapAccessDeserializer::new(members)).map(Any::from)?;
                return Ok(());
            }
            ValueMut::Union(union) => {
                return read_union(union, MapAccessDeserializer::new(members), self.path, self.state);
            }
            ValueMut::JsonOnly(value) => {
                let tree = self.state.tree(MapAccessDeserializer::new(members))?;
                return value.set(tree).map_err(|mismatch| self.mismatch(mismatch, "another object"));
            }
            ValueMut::Scalar | ValueMut::Digits | ValueMut::Array(_) => {}
        }
        match self.state.tree(MapAccessDeserializer::new(members))? {
            Json::Number(number) if matches!(self.value.value_mut(), ValueMut::Digits) => {
                self.put(ScalarInput::Lexical(&number.to_string()))
            }
            Json::Number(number) => match tree::input(&number) {
                Some(number) => self.put(number),
                None => Err(self.wrong("a number of more digits")),
            },
            _ => Err(self.wrong("an object")),
        }
    }
}

fn integer(value: u64) -> ScalarInput<'static> {
    i64::try_from(value).map_or(ScalarInput::U64(value), ScalarInput::I64)
}

fn read_items<'de, A: SeqAccess<'de>>(
    array: &mut dyn Array,
    mut items: A,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), A::Error> {
    state.count(path, |memory| memory.tuple(array))?;
    loop {
        let path = path.child(Segment::Item(array.filled()));
        let next = Item { array: &mut *array, path: &path, state: &mut *state };
        match items.next_element_seed(next) {
            Ok(Some(())) => {}
            Ok(None) => break,
            Err(error) => return Err(state.record_path(&path, error)),
        }
    }
    match array.missing() {
        None => Ok(()),
        Some(index) => Err(state.fail(&path.child(Segment::Item(index)), ReadErrorKind::MissingMember)),
    }
}

/// A seed that reads one more item of an array.
struct Item<'a> {
    array: &'a mut dyn Array,
    path: &'a ValuePath<'a>,
    state: &'a mut ReadState,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let len = self.array.filled();
        let value = self.array.push();
        self.state.count(self.path, |memory| memory.item(len, value))?;
        let seed = Seed { value, path: self.path, state: self.state };
        seed.deserialize(deserializer)
    }
}

/// Reads a union. The whole value must be known to choose the variant.
fn read_union<'de, D: Deserializer<'de>>(
    union: &mut dyn Union,
    deserializer: D,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), D::Error> {
    let before = state.memory;
    let tree = state.tree(deserializer)?;
    let bytes = state.memory.since(before);
    state.count(path, |memory| tree::union(union, &tree, path.levels, memory))?;
    state.memory = state.memory.freed(bytes);
    Ok(())
}
