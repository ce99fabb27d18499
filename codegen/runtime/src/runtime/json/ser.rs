//! The `Serialize` of every model: one serializer over the description, compiled once for each format of serde and not
//! once for each model.

use serde_core::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::{Context, Undescribed, exact};
use crate::runtime::error::{WriteError, WriteErrorKind};
use crate::runtime::shape::Member;
use crate::runtime::value::{Array, Map, MemberSlot, ObjectRef, Value, ValueRef};

/// Writes a value with any serializer.
///
/// # Errors
/// Errors of the serializer, and an error if the value is nested more than 127 levels deep.
pub fn serialize<T: Value, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    Node(value.value_ref(), Context::TOP).serialize(serializer)
}

/// The error for a number that only the writer of JSON text can write.
const DIGITS: &str = "a number of more digits than a double keeps, through the traits of serde";

/// A value, and what is around it.
struct Node<'a>(ValueRef<'a>, Context);

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            ValueRef::Absent | ValueRef::Null => serializer.serialize_none(),
            ValueRef::Bool(value) => serializer.serialize_bool(value),
            ValueRef::I64(value) => serializer.serialize_i64(value),
            ValueRef::U64(value) => serializer.serialize_u64(value),
            ValueRef::F64(value) if value.is_finite() || !serializer.is_human_readable() => {
                serializer.serialize_f64(value)
            }
            ValueRef::F64(value) => {
                serializer.serialize_str(self.1.name_of(value).map_err(serde_core::ser::Error::custom)?)
            }
            ValueRef::Str(value) | ValueRef::Secret(value) => serializer.serialize_str(value),
            ValueRef::Formatted(value) => match value.json_only() {
                Some(value) => value.tree().map_err(serde_core::ser::Error::custom)?.serialize(serializer),
                None if value.is_number() => {
                    write_number(&value.text().map_err(serde_core::ser::Error::custom)?, serializer)
                }
                None => serializer.serialize_str(&value.text().map_err(serde_core::ser::Error::custom)?),
            },
            ValueRef::File(file) => serializer.serialize_str(file.text().map_err(serde_core::ser::Error::custom)?),
            ValueRef::Array(array) => {
                write_items(array, self.1.inner().map_err(serde_core::ser::Error::custom)?, serializer)
            }
            ValueRef::Map(map) => {
                write_entries(map, self.1.inner().map_err(serde_core::ser::Error::custom)?, serializer)
            }
            ValueRef::Object(object) => write_object(ObjectRef::Model(object), self.1, serializer),
            ValueRef::Variant(union) => write_object(ObjectRef::Variant(union), self.1, serializer),
            #[cfg(feature = "xml")]
            ValueRef::Xml(_) => {
                let error = WriteError::new(WriteErrorKind::Unsupported(super::XML));
                Err(serde_core::ser::Error::custom(error))
            }
        }
    }
}

/// Writes a number. The traits of serde have no digits: a fraction is a double, if one has its value.
fn write_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    if let Ok(value) = text.parse() {
        return serializer.serialize_i64(value);
    }
    if let Ok(value) = text.parse() {
        return serializer.serialize_u64(value);
    }
    let is_same = |value: &f64| value.to_string() == text.trim_end_matches('0').trim_end_matches('.');
    match text.parse::<f64>().ok().filter(|value| text.contains('.') && is_same(value)) {
        Some(value) => serializer.serialize_f64(value),
        None => Err(serde_core::ser::Error::custom(WriteError::new(WriteErrorKind::Unsupported(DIGITS)))),
    }
}

fn write_items<S: Serializer>(array: &dyn Array, context: Context, serializer: S) -> Result<S::Ok, S::Error> {
    let mut output = serializer.serialize_seq(Some(array.len()))?;
    for index in 0..array.len() {
        output.serialize_element(&Node(array.value_ref(index), context))?;
    }
    output.end()
}

fn write_entries<S: Serializer>(map: &dyn Map, context: Context, serializer: S) -> Result<S::Ok, S::Error> {
    let mut output = serializer.serialize_map(Some(map.len()))?;
    map.try_visit(|key, value| output.serialize_entry(key, &Node(*value, context))).map_err(|(_, error)| error)?;
    output.end()
}

fn write_object<S: Serializer>(object: ObjectRef<'_>, context: Context, serializer: S) -> Result<S::Ok, S::Error> {
    if let Some(secret) = object.secret_form().and_then(Option::as_ref) {
        return serializer.serialize_str(secret.expose());
    }
    let shape = object.shape();
    let context = context.inner().map_err(serde_core::ser::Error::custom)?.within(shape);
    let count = (!serializer.is_human_readable()).then(|| count(object));
    let mut output = serializer.serialize_map(count)?;
    let mut written = Ok(());
    object.visit_members(|values, unknown| {
        let more = Undescribed::of(object, unknown, context);
        written = write_members(&mut output, &shape.members, values, more.as_ref(), context);
    });
    written?;
    output.end()
}

/// Writes the members of an object, in one visit.
fn write_members<M: SerializeMap>(
    output: &mut M,
    described: &[Member],
    values: &[&dyn MemberSlot],
    more: Option<&Undescribed<'_>>,
    context: Context,
) -> Result<(), M::Error> {
    if let Some(more) = more {
        more.write(true, output)?;
    }
    for (member, value) in described.iter().zip(values) {
        let value_ref = value.value_ref();
        if matches!(value_ref, ValueRef::Absent) {
            continue;
        }
        output.serialize_key(member.name)?;
        // Most members are strings, which need no `Node`.
        match value_ref {
            ValueRef::Str(text) => output.serialize_value(text)?,
            value_ref => output.serialize_value(&Node(value_ref, context))?,
        }
    }
    more.map_or(Ok(()), |more| more.write(false, output))
}

impl Undescribed<'_> {
    /// Writes those that are metadata, or the others.
    fn write<M: SerializeMap>(&self, is_metadata: bool, output: &mut M) -> Result<(), M::Error> {
        let is_next = |key: &str| super::is_metadata(key) == is_metadata;
        if let Some(additional) = self.additional {
            let written = additional.try_visit(|key, value| {
                if !is_next(key) {
                    return Ok(());
                }
                super::check_additional(self.object, key).map_err(serde_core::ser::Error::custom)?;
                output.serialize_entry(key, &Node(*value, self.context))
            });
            written.map_err(|(_, error)| error)?;
        }
        for (name, value) in self.unknown.json().into_iter().flatten().filter(|(name, _)| is_next(name)) {
            if self.unknown.exact(name).is_some_and(|text| exact::is_of(value, text)) {
                return Err(serde_core::ser::Error::custom(WriteError::new(WriteErrorKind::Unsupported(DIGITS))));
            }
            output.serialize_entry(name, value)?;
        }
        Ok(())
    }
}

/// Returns the number of members. Text formats do not need it, and counting takes a quarter of the time of writing.
fn count(object: ObjectRef<'_>) -> usize {
    let mut count = object.additional().map_or(0, Map::len);
    object.visit_members(|values, unknown| {
        count += unknown.json().map_or(0, serde_json::Map::len);
        count += values.iter().filter(|value| !matches!(value.value_ref(), ValueRef::Absent)).count();
    });
    count
}
