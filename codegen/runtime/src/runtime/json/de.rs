//! The `Deserialize` of every model: one deserializer over the description, compiled once for each format of serde and
//! not once for each model.
//!
//! The format must be self-describing, such as JSON, YAML and CBOR. Our limits bound the nesting of known members;
//! within an unknown member the format's limit applies. Memory is counted in both.

use core::fmt;
use core::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use serde_json::Value as Json;

use super::counting::Counting;
use super::{MAX_DEPTH, raw, tree};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::limits::{DEPTH, Limits, MEMORY};
use crate::runtime::memory::Memory;
use crate::runtime::shape::Shape;
use crate::runtime::value::{
    self, Any, Array, Map, Mismatch, Object, ScalarInput, Union, Value, ValueMut, read_members::ReadMembers,
};

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

/// The state of reading: the memory left, and the first error. An error has a kind, unless the format itself failed,
/// and a path.
pub(super) struct ReadState {
    pub(super) memory: Memory,
    kind: Option<ReadErrorKind>,
    /// The path of the error, from the inside out.
    segments: Option<Vec<Segment>>,
}

impl ReadState {
    pub(super) fn new(memory: Memory) -> Self {
        Self { memory, kind: None, segments: None }
    }

    /// Returns the kind of the error, unless the format itself failed.
    pub(super) fn kind(&self) -> Option<ReadErrorKind> {
        self.kind.or_else(|| self.memory.is_exceeded().then_some(MEMORY))
    }

    /// Returns `true` if a limit is exceeded.
    pub(super) fn is_exceeded(&self) -> bool {
        self.memory.is_exceeded() || self.kind == Some(DEPTH)
    }

    /// Forgets an error.
    pub(super) fn forget(&mut self) {
        (self.kind, self.segments) = (None, None);
    }

    /// Returns the error with its path. The kind may have become known later.
    pub(super) fn error(&self, kind: ReadErrorKind) -> ReadError {
        let segments = self.segments.iter().flatten();
        segments.fold(ReadError::new(kind), |error, segment| match *segment {
            Segment::Member(name) => error.within(name),
            Segment::Item(index) => error.within_item(index),
        })
    }

    /// Records the path of an error that propagates; the innermost one counts.
    #[cold]
    fn record_path<E>(&mut self, path: &ValuePath<'_>, error: E) -> E {
        self.segments.get_or_insert_with(|| path.segments());
        error
    }

    /// Reads a tree.
    pub(super) fn tree<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(Counting::new(deserializer, &mut self.memory))
    }

    /// Counts memory for the value at a path.
    pub(super) fn count<E: serde_core::de::Error>(
        &mut self,
        path: &ValuePath<'_>,
        count: impl FnOnce(&mut Memory) -> Result<(), ReadErrorKind>,
    ) -> Result<(), E> {
        count(&mut self.memory).map_err(|kind| self.fail(path, kind))
    }

    /// Creates an error with a kind.
    #[cold]
    pub(super) fn fail<E: serde_core::de::Error>(&mut self, path: &ValuePath<'_>, kind: ReadErrorKind) -> E {
        self.kind = Some(kind);
        self.segments = Some(path.segments());
        E::custom(self.error(kind))
    }
}

/// The path of the value that is read. It lives on the stack, and is used only for errors.
#[derive(Clone, Copy)]
pub(super) struct ValuePath<'a> {
    /// The path of the outer value, and the segment from there.
    from: Option<(&'a ValuePath<'a>, Segment)>,
    /// The levels that may follow.
    pub(super) levels: usize,
    /// `true` if the value, or an item of it, may need the digits of its source.
    digits: bool,
}

/// A segment of a path.
#[derive(Clone, Copy)]
enum Segment {
    Member(&'static str),
    Item(usize),
}

impl ValuePath<'_> {
    fn child(&self, segment: Segment) -> ValuePath<'_> {
        ValuePath { from: Some((self, segment)), levels: self.levels.saturating_sub(1), digits: self.digits }
    }

    /// Returns the segments, the innermost first.
    fn segments(&self) -> Vec<Segment> {
        let mut segments = Vec::new();
        let mut path = self;
        while let Some((outer, segment)) = path.from {
            segments.push(segment);
            path = outer;
        }
        segments
    }
}

/// A seed that reads one value.
pub(super) struct Seed<'a> {
    pub(super) value: &'a mut dyn Value,
    pub(super) path: &'a ValuePath<'a>,
    pub(super) state: &'a mut ReadState,
}

impl Seed<'_> {
    pub(super) fn put<E: serde_core::de::Error>(self, input: ScalarInput<'_>) -> Result<(), E> {
        self.value.put(input).map_err(|mismatch| self.mismatch(mismatch, input.kind()))
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

/// Reads the entries of a map. Their path segments are indices, because keys are data.
fn read_entries<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    mut entries: A,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), A::Error> {
    for index in 0.. {
        let key: Option<String> = entries.next_key().map_err(|error| state.record_path(path, error))?;
        let Some(key) = key else { break };
        read_entry(map, &key, &mut entries, &path.child(Segment::Item(index)), state)?;
    }
    Ok(())
}

fn read_entry<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    key: &str,
    entries: &mut A,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), A::Error> {
    let len = map.len();
    let value = map.insert(key);
    state.count(path, |memory| memory.entry(len, key, value))?;
    read_member(Some(value), entries, path, state)
}

fn read_object<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    members: A,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), A::Error> {
    state.count(path, |memory| memory.object(object.shape()))?;
    read_members(object, members, path, state)
}

fn read_members<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    mut members: A,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), A::Error> {
    let shape = object.shape();
    let mut seen = ReadMembers::default();
    let mut hint = 0;
    // The first member that was not read yet.
    let mut end = 0;
    loop {
        let key = members.next_key_seed(Key { shape, hint });
        match key.map_err(|error| state.record_path(path, error))? {
            None => break,
            Some(Name::Known(index)) => {
                seen.mark(index);
                hint = index + 1;
                let member = shape.members.get(index);
                let (name, digits) = member.map_or(("", false), |member| (member.name, member.digits));
                let value =
                    if index < end { object.reset_mut(index) } else { object.member_mut(index).map(|it| it as _) };
                end = end.max(hint);
                let path = ValuePath { digits, ..path.child(Segment::Member(name)) };
                read_member(value, &mut members, &path, state)?;
            }
            Some(Name::Unknown(name)) => {
                if let Some(map) = object.additional_mut() {
                    let path = ValuePath { digits: true, ..path.child(Segment::Item(map.len())) };
                    read_entry(map, &name, &mut members, &path, state)?;
                    continue;
                }
                let unknown = object.unknown_mut().json_mut();
                state.count(path, |memory| memory.entry(unknown.len(), &name, &Any::Null))?;
                let value = members.next_value_seed(Counting::new(PhantomData, &mut state.memory));
                let value = value.map_err(|error| state.record_path(path, error))?;
                unknown.insert(name, value);
            }
        }
    }
    check_required(shape, &seen, path, state)
}

/// Checks that all required members were read.
fn check_required<E: serde_core::de::Error>(
    shape: &Shape,
    seen: &ReadMembers,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), E> {
    match shape.missing(|index| seen.contains(index)) {
        None => Ok(()),
        Some(member) => Err(state.fail(&path.child(Segment::Member(member.name)), ReadErrorKind::MissingMember)),
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

fn read_member<'de, A: MapAccess<'de>>(
    value: Option<&mut dyn Value>,
    members: &mut A,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), A::Error> {
    let result = match value {
        Some(value) => members.next_value_seed(Seed { value, path, state: &mut *state }),
        None => members.next_value::<IgnoredAny>().map(drop),
    };
    result.map_err(|error| state.record_path(path, error))
}

/// A seed that reads the name of a member. A known name needs no allocation.
struct Key {
    shape: &'static Shape,
    hint: usize,
}

enum Name {
    Known(usize),
    Unknown(String),
}

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Name, E> {
        Ok(match self.shape.find(name, self.hint) {
            Some(index) => Name::Known(index),
            None => Name::Unknown(name.to_owned()),
        })
    }
}
