//! Hashes of models, in bounded stack at any depth. Equal models have equal hashes.

use core::hash::{Hash, Hasher};

use super::{Array, Map, Model, ObjectRef, Value, ValueRef};

/// Hashes a model: its members and additional members, and whether it has unknown ones.
pub fn hash<M: Model, H: Hasher>(model: &M, mut state: &mut H) {
    let mut open = vec![model.value_ref()];
    while let Some(value) = open.pop() {
        one(value, &mut state, &mut open);
    }
}

/// Hashes a value, and adds the values in it to those that are to be hashed.
fn one<'a>(value: ValueRef<'a>, state: &mut dyn Hasher, open: &mut Vec<ValueRef<'a>>) {
    state.write_u8(match value {
        ValueRef::Absent => 0,
        ValueRef::Null => 1,
        _ => 2,
    });
    match value {
        ValueRef::Absent | ValueRef::Null => {}
        ValueRef::Bool(value) => state.write_u8(u8::from(value)),
        ValueRef::I64(value) => state.write_i64(value),
        ValueRef::U64(value) => state.write_u64(value),
        // Both zeros are equal.
        ValueRef::F64(value) => state.write_u64((value + 0.0).to_bits()),
        ValueRef::Str(text) | ValueRef::Secret(text) => string(text, state),
        ValueRef::Formatted(value) => string(&value.json_text().unwrap_or_default(), state),
        ValueRef::File(file) => state.write(file.bytes()),
        ValueRef::Array(array) => items(array, state, open),
        ValueRef::Map(map) => entries(map, state, open),
        ValueRef::Object(object) => members(ObjectRef::Model(object), state, open),
        ValueRef::Variant(union) => members(ObjectRef::Variant(union), state, open),
        #[cfg(feature = "xml")]
        ValueRef::Xml(_) => {}
    }
}

fn string(text: &str, mut state: &mut dyn Hasher) {
    text.hash(&mut state);
}

fn items<'a>(array: &'a dyn Array, state: &mut dyn Hasher, open: &mut Vec<ValueRef<'a>>) {
    state.write_usize(array.len());
    open.extend((0..array.len()).map(|index| array.value_ref(index)));
}

fn entries<'a>(map: &'a dyn Map, state: &mut dyn Hasher, open: &mut Vec<ValueRef<'a>>) {
    state.write_usize(map.len());
    map.visit(&mut |key, value| {
        string(key, state);
        open.push(value);
    });
}

fn members<'a>(object: ObjectRef<'a>, state: &mut dyn Hasher, open: &mut Vec<ValueRef<'a>>) {
    object.visit_members(|values, unknown| {
        state.write_u8(u8::from(unknown.is_empty()));
        open.extend(values.iter().map(|value| value.value_ref()));
    });
    open.extend(object.additional().map(ValueRef::Map));
}
