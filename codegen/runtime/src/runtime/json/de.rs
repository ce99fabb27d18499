//! The `Deserialize` of every model: one driver over the description, compiled once for each serde format and not
//! once for each model.
//!
//! It needs a format that describes itself, as JSON, YAML and CBOR do. Known members are nested within our own
//! limit; within an unknown one, the limit is the format's. Memory is counted in both.

use core::fmt;
use core::marker::PhantomData;

use serde_core::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde_core::de::{Deserialize, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use serde_json::Value as Json;

use super::counted::Counted;
use super::{MAX_DEPTH, tree};
use crate::runtime::limits::{DEPTH, MEMORY};
use crate::runtime::memory::Memory;
use crate::runtime::{
    Any, Array, Limits, Map, Object, ReadError, ReadErrorKind, ScalarInput, Shape, Union, Value, ValueMut,
};

/// The length of a body that a format of serde does not tell: what it may allocate is that of a body of 16 MiB.
const UNTOLD: usize = 16 << 20;

/// Reads a value with any deserializer: this is the `Deserialize` of every model.
///
/// # Errors
/// Those of the deserializer, and as [`from_str`](super::from_str) if the value does not fit its description. The
/// text says which member is wrong, and never what was found there.
pub fn deserialize<'de, T: Value + Default, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    let mut reading = Reading::new(Memory::new(&Limits::new(), UNTOLD));
    read(&mut value, deserializer, MAX_DEPTH, &mut reading)?;
    Ok(value)
}

/// Reads into a value that may be so deep, and notes what went wrong and where.
pub(super) fn read<'de, D: Deserializer<'de>>(
    value: &mut dyn Value,
    deserializer: D,
    depth: usize,
    reading: &mut Reading,
) -> Result<(), D::Error> {
    let seed = Seed { value, location: &Location { from: None, levels: depth }, reading };
    seed.deserialize(deserializer)
}

/// The state of reading: what may still be allocated, and the first thing that went wrong: why, where it was not the
/// format that failed, and the way to it.
pub(super) struct Reading {
    memory: Memory,
    kind: Option<ReadErrorKind>,
    /// From the inside out.
    way: Option<Vec<Step>>,
}

impl Reading {
    pub(super) fn new(memory: Memory) -> Self {
        Self { memory, kind: None, way: None }
    }

    /// Why, if it was not the format that failed.
    pub(super) fn kind(&self) -> Option<ReadErrorKind> {
        self.kind.or_else(|| self.memory.is_exceeded().then_some(MEMORY))
    }

    /// The error, of a kind that may have come to light later.
    pub(super) fn error(&self, kind: ReadErrorKind) -> ReadError {
        let steps = self.way.iter().flatten();
        steps.fold(ReadError::new(kind), |error, step| match *step {
            Step::Member(name) => error.within(name),
            Step::Item(index) => error.within_item(index),
        })
    }

    /// Notes the place of an error that travels up; of all that note it, the innermost comes first.
    #[cold]
    fn note<E>(&mut self, location: &Location<'_>, error: E) -> E {
        self.way.get_or_insert_with(|| location.way());
        error
    }

    /// Reads a tree.
    fn tree<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(Counted::new(deserializer, &mut self.memory))
    }

    /// Counts memory for what is at a place.
    fn count<E: serde_core::de::Error>(
        &mut self,
        location: &Location<'_>,
        count: impl FnOnce(&mut Memory) -> Result<(), ReadErrorKind>,
    ) -> Result<(), E> {
        count(&mut self.memory).map_err(|kind| self.start(location, kind))
    }

    /// Makes an error of our own.
    #[cold]
    fn start<E: serde_core::de::Error>(&mut self, location: &Location<'_>, kind: ReadErrorKind) -> E {
        self.kind = Some(kind);
        self.way = Some(location.way());
        E::custom(self.error(kind))
    }
}

/// Where the reader is. It lives on the stack and is looked at only when something goes wrong.
#[derive(Clone, Copy)]
struct Location<'a> {
    /// The place around it, and the step from there.
    from: Option<(&'a Location<'a>, Step)>,
    /// How many levels there may be from here on.
    levels: usize,
}

/// A step into a value.
#[derive(Clone, Copy)]
enum Step {
    Member(&'static str),
    Item(usize),
}

impl Location<'_> {
    fn step(&self, step: Step) -> Location<'_> {
        Location { from: Some((self, step)), levels: self.levels.saturating_sub(1) }
    }

    /// The steps that led here, the last one first.
    fn way(&self) -> Vec<Step> {
        let mut way = Vec::new();
        let mut location = self;
        while let Some((outer, step)) = location.from {
            way.push(step);
            location = outer;
        }
        way
    }
}

/// Reads one value.
struct Seed<'a> {
    value: &'a mut dyn Value,
    location: &'a Location<'a>,
    reading: &'a mut Reading,
}

impl Seed<'_> {
    fn put<E: serde_core::de::Error>(self, input: ScalarInput<'_>) -> Result<(), E> {
        self.value.put(input).map_err(|mismatch| {
            let kind = ReadErrorKind::WrongType { expected: mismatch.expected, found: input.kind() };
            self.reading.start(self.location, kind)
        })
    }

    /// Goes into a list or an object, if there may be another level.
    fn enter<E: serde_core::de::Error>(&mut self) -> Result<(), E> {
        if self.location.levels == 0 {
            return Err(self.reading.start(self.location, DEPTH));
        }
        Ok(())
    }

    fn wrong<E: serde_core::de::Error>(self, found: &'static str) -> E {
        let expected = expected(self.value);
        let kind = ReadErrorKind::WrongType { expected, found };
        self.reading.start(self.location, kind)
    }
}

/// What would have been right for a value. Everything but a boolean refuses a boolean, and says so.
fn expected(value: &mut dyn Value) -> &'static str {
    let refused = value.put(ScalarInput::Bool(false)).err();
    refused.map_or("a boolean", |mismatch| mismatch.expected)
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
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
        self.reading.count(self.location, |memory| memory.string(value))?;
        self.put(ScalarInput::Str(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, items: A) -> Result<(), A::Error> {
        self.enter()?;
        match self.value.value_mut() {
            ValueMut::Array(array) => return read_items(array, items, self.location, self.reading),
            ValueMut::Any(any) => {
                *any = self.reading.tree(SeqAccessDeserializer::new(items)).map(Any::from)?;
                return Ok(());
            }
            ValueMut::Union(union) => {
                return read_union(union, SeqAccessDeserializer::new(items), self.location, self.reading);
            }
            ValueMut::Scalar | ValueMut::Map(_) | ValueMut::Object(_) => {}
        }
        Err(self.wrong("a list"))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, members: A) -> Result<(), A::Error> {
        self.enter()?;
        match self.value.value_mut() {
            ValueMut::Object(object) => return read_object(object, members, self.location, self.reading),
            ValueMut::Map(map) => return read_entries(map, members, self.location, self.reading),
            ValueMut::Any(any) => {
                *any = self.reading.tree(MapAccessDeserializer::new(members)).map(Any::from)?;
                return Ok(());
            }
            ValueMut::Union(union) => {
                return read_union(union, MapAccessDeserializer::new(members), self.location, self.reading);
            }
            ValueMut::Scalar | ValueMut::Array(_) => {}
        }
        match self.reading.tree(MapAccessDeserializer::new(members))? {
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
    location: &Location<'_>,
    reading: &mut Reading,
) -> Result<(), A::Error> {
    loop {
        let location = location.step(Step::Item(array.len()));
        let next = Item { array: &mut *array, location: &location, reading: &mut *reading };
        match items.next_element_seed(next) {
            Ok(Some(())) => {}
            Ok(None) => return Ok(()),
            Err(error) => return Err(reading.note(&location, error)),
        }
    }
}

/// Reads one more item of a list, if there is one more.
struct Item<'a> {
    array: &'a mut dyn Array,
    location: &'a Location<'a>,
    reading: &'a mut Reading,
}

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let len = self.array.len();
        let value = self.array.push();
        self.reading.count(self.location, |memory| memory.item(len, value))?;
        let seed = Seed { value, location: self.location, reading: self.reading };
        seed.deserialize(deserializer)
    }
}

/// Reads the entries of a map. Their places are their numbers, because their keys are data.
fn read_entries<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    mut entries: A,
    location: &Location<'_>,
    reading: &mut Reading,
) -> Result<(), A::Error> {
    for index in 0.. {
        let key: Option<String> = entries.next_key().map_err(|error| reading.note(location, error))?;
        let Some(key) = key else { break };
        read_entry(map, &key, &mut entries, &location.step(Step::Item(index)), reading)?;
    }
    Ok(())
}

fn read_entry<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    key: &str,
    entries: &mut A,
    location: &Location<'_>,
    reading: &mut Reading,
) -> Result<(), A::Error> {
    let len = map.len();
    let value = map.insert(key);
    reading.count(location, |memory| memory.entry(len, key, value))?;
    read_member(Some(value), entries, location, reading)
}

fn read_object<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    members: A,
    location: &Location<'_>,
    reading: &mut Reading,
) -> Result<(), A::Error> {
    reading.count(location, |memory| memory.object(object.shape()))?;
    read_members(object, members, location, reading)
}

fn read_members<'de, A: MapAccess<'de>>(
    object: &mut dyn Object,
    mut members: A,
    location: &Location<'_>,
    reading: &mut Reading,
) -> Result<(), A::Error> {
    let shape = object.shape();
    let mut hint = 0;
    // From here on, no member was read yet.
    let mut end = 0;
    loop {
        let key = members.next_key_seed(Key { shape, hint });
        match key.map_err(|error| reading.note(location, error))? {
            None => return Ok(()),
            Some(Name::Known(index)) => {
                hint = index + 1;
                let step = Step::Member(shape.members.get(index).map_or("", |member| member.name));
                let value =
                    if index < end { object.fresh_mut(index) } else { object.member_mut(index).map(|it| it as _) };
                end = end.max(hint);
                read_member(value, &mut members, &location.step(step), reading)?;
            }
            Some(Name::Unknown(name)) => {
                if let Some(map) = object.additional_mut() {
                    let step = Step::Item(map.len());
                    read_entry(map, &name, &mut members, &location.step(step), reading)?;
                    continue;
                }
                let unknown = object.unknown_mut().json_mut();
                reading.count(location, |memory| memory.entry(unknown.len(), &name, &Any::Null))?;
                let value = members.next_value_seed(Counted::new(PhantomData, &mut reading.memory));
                let value = value.map_err(|error| reading.note(location, error))?;
                unknown.insert(name, value);
            }
        }
    }
}

/// Reads a value of one of several types, which has to be seen as a whole to tell which.
fn read_union<'de, D: Deserializer<'de>>(
    union: &mut dyn Union,
    deserializer: D,
    location: &Location<'_>,
    reading: &mut Reading,
) -> Result<(), D::Error> {
    let before = reading.memory;
    let tree = reading.tree(deserializer)?;
    let bytes = reading.memory.since(before);
    reading.count(location, |memory| tree::union(union, &tree, location.levels, memory))?;
    reading.memory = reading.memory.freed(bytes);
    Ok(())
}

fn read_member<'de, A: MapAccess<'de>>(
    value: Option<&mut dyn Value>,
    members: &mut A,
    location: &Location<'_>,
    reading: &mut Reading,
) -> Result<(), A::Error> {
    let result = match value {
        Some(value) => members.next_value_seed(Seed { value, location, reading: &mut *reading }),
        None => members.next_value::<IgnoredAny>().map(drop),
    };
    result.map_err(|error| reading.note(location, error))
}

/// Reads the name of a member. A known one costs no allocation.
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
