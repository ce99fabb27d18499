//! The required members of a form.
//!
//! The pairs of one object need not be adjacent, so its members are known only at the end. Then the names of all pairs
//! are followed once more, from the outside in.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::read::{after_dot, decode, find, split};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::shape::Shape;
use crate::runtime::value::{Object, ValueRef};

/// Checks that the pairs of a form name all required members of each object.
///
/// # Errors
/// [`ReadErrorKind::MissingMember`] with the path of the first member that is missing.
pub(super) fn check(object: &dyn Object, text: &str) -> Result<(), ReadError> {
    if !requires(ValueRef::Object(object)) {
        return Ok(());
    }
    let names = text.split('&').filter(|pair| !pair.is_empty());
    let names = names.map(|pair| decode(pair.split('=').next().unwrap_or(pair)));
    let names = names.collect::<Result<Vec<Cow<'_, str>>, _>>()?;
    check_object(object, &names.iter().map(|name| &**name).collect::<Vec<_>>())
}

/// Returns `true` if the shape of an object in a value has required members.
fn requires(value: ValueRef<'_>) -> bool {
    match value {
        ValueRef::Object(object) => {
            let mut found = !object.shape().required.is_empty();
            object.visit_members(|values, _| {
                found = found || values.iter().any(|value| requires(value.value_ref()));
            });
            found || object.additional().is_some_and(|map| requires(ValueRef::Map(map)))
        }
        ValueRef::Array(array) => (0..array.len()).any(|index| requires(array.value_ref(index))),
        ValueRef::Map(map) => {
            let mut found = false;
            map.visit(&mut |_, value| found = found || requires(value));
            found
        }
        _ => false,
    }
}

/// The rests of the names that continue after a member, an item or an entry.
type Rests<'a> = Vec<&'a str>;

fn check_object(object: &dyn Object, names: &[&str]) -> Result<(), ReadError> {
    if object.secret_form().is_some_and(Option::is_some) {
        return Ok(());
    }
    let shape = object.shape();
    let mut members = BTreeMap::<usize, Rests<'_>>::new();
    let mut others = Vec::new();
    for name in names {
        match find(shape, after_dot(name)) {
            Some((index, rest)) => members.entry(index).or_default().push(rest),
            None => others.push(*name),
        }
    }
    let mut checked = Ok(());
    object.visit_members(|values, _| {
        let missing = shape.missing(|index| {
            // An array or a map without items has no pair.
            let is_container = |value: ValueRef<'_>| matches!(value, ValueRef::Array(_) | ValueRef::Map(_));
            members.contains_key(&index) || values.get(index).is_some_and(|value| is_container(value.value_ref()))
        });
        checked = match missing {
            Some(member) => Err(ReadError::new(ReadErrorKind::MissingMember).within(member.name)),
            None => members.iter().filter_map(|(index, rests)| Some((index, values.get(*index)?, rests))).try_for_each(
                |(index, value, rests)| {
                    check_value(value.value_ref(), rests).map_err(|error| error.within(name(shape, *index)))
                },
            ),
        };
    });
    checked?;
    match object.additional() {
        Some(map) => check_value(ValueRef::Map(map), &others),
        None => Ok(()),
    }
}

fn name(shape: &Shape, index: usize) -> &'static str {
    shape.members.get(index).map_or("", |member| member.name)
}

fn check_value(value: ValueRef<'_>, names: &[&str]) -> Result<(), ReadError> {
    match value {
        ValueRef::Object(object) => check_object(object, names),
        ValueRef::Array(array) => {
            let mut items = BTreeMap::<usize, Rests<'_>>::new();
            let mut count = 0_usize;
            for (segment, rest) in names.iter().filter_map(|name| split(after_dot(name))) {
                let index = if segment.is_empty() { count } else { segment.parse().unwrap_or(count) };
                count = count.max(index.saturating_add(1));
                items.entry(index).or_default().push(rest);
            }
            items.iter().try_for_each(|(index, rests)| {
                check_value(array.value_ref(*index), rests).map_err(|error| error.within_item(*index))
            })
        }
        ValueRef::Map(map) => {
            let mut entries = BTreeMap::<&str, Rests<'_>>::new();
            for (key, rest) in names.iter().filter_map(|name| split(after_dot(name))) {
                entries.entry(key).or_default().push(rest);
            }
            let (mut checked, mut index) = (Ok(()), 0);
            map.visit(&mut |key, value| {
                if let (Ok(()), Some(rests)) = (&checked, entries.get(key)) {
                    checked = check_value(value, rests).map_err(|error| error.within_item(index));
                }
                index += 1;
            });
            checked
        }
        _ => Ok(()),
    }
}
