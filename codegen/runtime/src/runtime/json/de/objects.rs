//! Objects and maps, member by member.

use core::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::super::exact::{self, Kept};
use super::super::read_state::{ReadState, Segment, ValuePath};
use super::Seed;
use crate::runtime::error::ReadErrorKind;
use crate::runtime::shape::Shape;
use crate::runtime::value::{Any, Map, Object, Value, read_members::ReadMembers};

/// Reads the entries of a map.
pub(super) fn read_entries<'de, A: MapAccess<'de>>(
    map: &mut dyn Map,
    mut entries: A,
    path: &ValuePath<'_>,
    state: &mut ReadState,
) -> Result<(), A::Error> {
    loop {
        let key: Option<String> = entries.next_key().map_err(|error| state.record_path(path, error))?;
        let Some(key) = key else { return Ok(()) };
        read_entry(map, &key, &mut entries, &path.child(Segment::Key(&key)), state)?;
    }
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

pub(super) fn read_object<'de, A: MapAccess<'de>>(
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
                    let path = ValuePath { digits: true, ..path.child(Segment::Key(&name)) };
                    read_entry(map, &name, &mut members, &path, state)?;
                    continue;
                }
                let unknown = object.unknown_mut();
                state.count(path, |memory| memory.entry(unknown.json_mut().len(), &name, &Any::Null))?;
                let kept = members.next_value_seed(exact::Unknown { path, state: &mut *state });
                let Kept { tree, text } = kept.map_err(|error| state.record_path(path, error))?;
                unknown.keep(name, tree, text);
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
