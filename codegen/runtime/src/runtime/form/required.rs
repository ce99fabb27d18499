//! The required members of a form.
//!
//! The pairs of one object need not be adjacent, so its members are known only at the end. The reader marks the members
//! that pairs name in the object itself, whose marks go with it if a later pair empties the member that holds it.

use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::value::{Object, Value, ValueMut};

/// Checks that all required members of an object, and of the objects in it, are marked, and removes the marks.
///
/// An array, a map, an untyped value and an object without required members have no pair if they are empty.
///
/// # Errors
/// [`ReadErrorKind::MissingMember`] with the path of the first member that is missing.
pub(super) fn check(object: &mut dyn Object) -> Result<(), ReadError> {
    let shape = object.shape();
    if !shape.required.is_empty() {
        let marks = object.unknown_mut().take_marks();
        check_members(object, |index| marks.contains(index))?;
    }
    for (index, member) in shape.members.iter().enumerate() {
        if let Some(value) = object.member_mut(index) {
            check_value(value).map_err(|error| error.within(member.name))?;
        }
    }
    match object.additional_mut() {
        Some(map) => check_value_of(ValueMut::Map(map)),
        None => Ok(()),
    }
}

/// Checks that the required members of an object itself are there.
///
/// # Errors
/// As [`check`].
pub(super) fn check_members(object: &mut dyn Object, is_there: impl Fn(usize) -> bool) -> Result<(), ReadError> {
    let shape = object.shape();
    for index in shape.required.iter().map(|index| usize::from(*index)) {
        let can_be_empty = object.member_mut(index).is_some_and(|value| match value.value_mut() {
            ValueMut::Array(array) => array.missing().is_none(),
            ValueMut::Map(_) | ValueMut::Any(_) => true,
            ValueMut::Object(object) => object.shape().required.is_empty(),
            ValueMut::Union(_) | ValueMut::Scalar | ValueMut::Digits | ValueMut::JsonOnly(_) => false,
        });
        if let Some(member) = shape.members.get(index).filter(|_| !is_there(index) && !can_be_empty) {
            return Err(missing().within(member.name));
        }
    }
    Ok(())
}

/// Checks the objects in a value.
///
/// # Errors
/// As [`check`].
pub(super) fn check_value(value: &mut dyn Value) -> Result<(), ReadError> {
    // Borrowing an absent value to read into it would create one.
    if value.value_ref().has_parts() { check_value_of(value.value_mut()) } else { Ok(()) }
}

fn check_value_of(value: ValueMut<'_>) -> Result<(), ReadError> {
    match value {
        ValueMut::Object(object) => check(object),
        ValueMut::Array(array) => {
            if let Some(index) = array.missing() {
                return Err(missing().within_item(index));
            }
            (0..array.len()).try_for_each(|index| match array.item(index) {
                Some(item) => check_value(item).map_err(|error| error.within_item(index)),
                None => Ok(()),
            })
        }
        ValueMut::Map(map) => {
            let mut keys = Vec::new();
            map.visit(&mut |key, value| {
                if value.has_parts() {
                    keys.push(key.to_owned());
                }
            });
            let mut keys = keys.iter();
            keys.try_for_each(|key| check_value(map.entry(key)).map_err(|error| error.within_key(key)))
        }
        ValueMut::Any(_) | ValueMut::Union(_) | ValueMut::Scalar | ValueMut::Digits | ValueMut::JsonOnly(_) => Ok(()),
    }
}

/// Returns the error for a required value that is missing.
pub(super) fn missing() -> ReadError {
    ReadError::new(ReadErrorKind::MissingMember)
}
