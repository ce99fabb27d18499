//! The writer of the profile `openapi`: a pair for each member, and for each item of an array. Objects are JSON.

use std::borrow::Cow;

use form_urlencoded::byte_serialize;

use super::{NAMELESS_SECRET, next, text, unsupported};
use crate::runtime::embedded;
use crate::runtime::error::WriteError;
use crate::runtime::shape::Shape;
use crate::runtime::value::{Map, ObjectRef, ValueRef};

/// Writes a model, without the members that `is_skipped` names.
pub(super) fn form(object: ObjectRef<'_>, is_skipped: &dyn Fn(&str) -> bool) -> Result<String, WriteError> {
    if object.secret_form().is_some_and(Option::is_some) {
        return Err(unsupported(NAMELESS_SECRET));
    }
    let mut output = String::new();
    let unknown = object.try_visit(|described, value| {
        let value_ref = value.value_ref();
        let is_left_out = matches!(value_ref, ValueRef::Absent) && !described.always;
        if is_left_out || is_skipped(described.name) {
            return Ok(());
        }
        member(&mut output, described.name, &value_ref).map_err(|error| error.within(described.name))
    })?;
    if let Some(additional) = object.additional() {
        entries(&mut output, additional, |key| check_key(object.shape(), key))?;
    }
    for (name, value) in unknown.form() {
        pair(&mut output, name, value);
    }
    Ok(output)
}

/// Writes a map, without the entries that `is_skipped` names.
#[cfg(feature = "http")]
pub(in crate::runtime::form) fn map(map: &dyn Map, is_skipped: &dyn Fn(&str) -> bool) -> Result<String, WriteError> {
    let mut output = String::new();
    entries(&mut output, map, |key| Ok(!is_skipped(key)))?;
    Ok(output)
}

/// Writes the entries for which `is_written` returns `true`.
fn entries(
    output: &mut String,
    map: &dyn Map,
    is_written: impl Fn(&str) -> Result<bool, WriteError>,
) -> Result<(), WriteError> {
    let written =
        map.try_visit(|key, value_ref| if is_written(key)? { member(output, key, value_ref) } else { Ok(()) });
    written.map_err(|(key, error)| error.within_key(key))
}

/// Checks that a reader takes the name of an additional member for one.
fn check_key(shape: &Shape, key: &str) -> Result<bool, WriteError> {
    let head = key.split('[').next().unwrap_or_default();
    if key.is_empty() {
        return Err(unsupported("an additional member without a name"));
    }
    match shape.find(key, 0).or_else(|| shape.find(head, 0)) {
        Some(_) => Err(unsupported("an additional member with the name of another")),
        None => Ok(true),
    }
}

/// Writes the pairs of a value.
fn member(output: &mut String, name: &str, value_ref: &ValueRef<'_>) -> Result<(), WriteError> {
    let ValueRef::Array(array) = value_ref else {
        pair(output, name, &single(value_ref)?);
        return Ok(());
    };
    (0..array.len()).try_for_each(|index| {
        let text = single(&array.value_ref(index)).map_err(|error| error.within_item(index))?;
        pair(output, name, &text);
        Ok(())
    })
}

/// Returns the value of one pair.
fn single<'a>(value_ref: &ValueRef<'a>) -> Result<Cow<'a, str>, WriteError> {
    let secret = value_ref.object().and_then(|object| object.secret_form()?.as_ref());
    match (value_ref, secret) {
        (_, Some(secret)) => Ok(Cow::Borrowed(secret.expose())),
        (ValueRef::Formatted(value), _) if value.json_only().is_some() => embedded::write(value_ref).map(Cow::Owned),
        _ if value_ref.has_parts() => embedded::write(value_ref).map(Cow::Owned),
        _ => text(value_ref),
    }
}

fn pair(output: &mut String, name: &str, value: &str) {
    let output = next(output);
    output.extend(byte_serialize(name.as_bytes()));
    output.push('=');
    output.extend(byte_serialize(value.as_bytes()));
}
