//! The members that tell the variant of a union: the discriminator, and those with a single allowed value. Conversions
//! set them, and writers fill them in.

use super::super::{MemberSlot, ScalarInput, Unknown, Value, ValueMut, ValueRef};
use super::{Fixed, Union};

/// Borrows a union for writing.
pub fn value_ref(union: &dyn Union) -> ValueRef<'_> {
    match union.content().1.value_ref() {
        ValueRef::Object(_) | ValueRef::Variant(_) if filled(union).next().is_some() => ValueRef::Variant(union),
        value_ref => value_ref,
    }
}

/// Returns the members that tell the variant of a union: those with a single allowed value, and the discriminator.
fn filled(union: &dyn Union) -> impl Iterator<Item = Fixed> {
    let variant = union.choice().variants.get(union.content().0);
    let tag = union.choice().discriminator.zip(variant.and_then(|variant| variant.tags.first()));
    let tag = tag.map(|(name, tag)| (name, tag as &dyn MemberSlot));
    variant.into_iter().flat_map(|variant| variant.fixed.iter().copied()).chain(tag)
}

/// Passes the members of the object in a union to `visit`, with those that tell the variant in place of absent ones.
pub(in crate::runtime::value) fn visit_members<'a>(
    union: &'a dyn Union,
    visit: &mut dyn FnMut(&[&'a dyn MemberSlot], &'a Unknown),
) {
    let Some(object) = union.content().1.value_ref().object() else { return };
    let shape = object.shape();
    object.visit_members(|values, unknown| {
        let mut all = Vec::new();
        for (name, value) in filled(union) {
            let index = shape.find(name, 0);
            let values = if all.is_empty() { values } else { &all };
            let absent = index.filter(|index| values.get(*index).is_some_and(|value| is_absent(&value.value_ref())));
            if let Some(index) = absent {
                all = values.to_vec();
                all[index] = value;
            }
        }
        visit(if all.is_empty() { values } else { &all }, unknown);
    });
}

/// Returns a union with the members that tell its variant, where the object lacks them.
#[must_use]
pub fn tagged<U: Union>(mut union: U) -> U {
    let filled: Vec<_> = filled(&union).collect();
    fill(union.content_mut(), &filled);
    union
}

/// Sets absent members. One of another type stays absent.
fn fill(value: &mut dyn Value, filled: &[Fixed]) {
    match value.value_mut() {
        ValueMut::Object(object) => {
            for (name, value) in filled {
                let member = object.shape().find(name, 0).and_then(|index| object.member_mut(index));
                if let Some(member) = member.filter(|member| is_absent(&member.value_ref())) {
                    let _ = member.put(input(value.value_ref()));
                }
            }
        }
        ValueMut::Union(union) => fill(union.content_mut(), filled),
        ValueMut::Scalar
        | ValueMut::Digits
        | ValueMut::Array(_)
        | ValueMut::Map(_)
        | ValueMut::Any(_)
        | ValueMut::JsonOnly(_) => {}
    }
}

fn is_absent(value_ref: &ValueRef<'_>) -> bool {
    matches!(value_ref, ValueRef::Absent)
}

/// Returns a constant, to read it.
fn input(value_ref: ValueRef<'_>) -> ScalarInput<'_> {
    match value_ref {
        ValueRef::Bool(value) => ScalarInput::Bool(value),
        ValueRef::I64(value) => ScalarInput::I64(value),
        ValueRef::U64(value) => ScalarInput::U64(value),
        ValueRef::F64(value) => ScalarInput::F64(value),
        ValueRef::Str(text) => ScalarInput::Str(text),
        _ => ScalarInput::Null,
    }
}
