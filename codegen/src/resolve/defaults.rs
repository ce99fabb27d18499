//! The defaults of optional members that Rust code can express.

use serde_json::Value;

use super::duplicates::Duplicates;
use super::required_members::RequiredMembers;
use crate::contract::{
    Access, Contract, Enum, Item, Lowered, Member, Scalar, StatedValue, Struct, TypeId, TypeKind, TypeRef,
};

/// The most items of a default that is written as code.
const MAX_ITEMS: usize = 64;

/// For each type the defaults of its members, by index. A duplicate has none: it is an alias.
pub(super) struct Defaults(pub(super) Vec<Vec<(usize, StatedValue)>>);

/// Finds the defaults of all types: those of optional members that a client may set. A default of another type than
/// that of the member is ignored.
pub(super) fn resolve(contract: &Contract<Lowered>, duplicates: &Duplicates, required: &RequiredMembers) -> Defaults {
    let types = contract.types.iter().zip(&required.members).enumerate();
    let defaults = types.map(|(index, (ty, required))| match &ty.kind {
        TypeKind::Struct(object) if !duplicates.0.contains_key(&TypeId(index)) => of_struct(contract, object, required),
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => {
            Vec::new()
        }
    });
    Defaults(defaults.collect())
}

fn of_struct(contract: &Contract<Lowered>, object: &Struct<Lowered>, required: &[usize]) -> Vec<(usize, StatedValue)> {
    let members = object.members.iter().enumerate();
    let settable = members.filter(|(index, member)| member.access != Access::ReadOnly && !required.contains(index));
    settable.filter_map(|(index, member)| Some((index, of_member(contract, member)?))).collect()
}

fn of_member(contract: &Contract<Lowered>, member: &Member<Lowered>) -> Option<StatedValue> {
    let default = serde_json::from_str(member.default.as_deref()?).ok()?;
    value(contract, &member.ty, &default)
}

/// A scalar, a value of an enum, or an array of these.
pub(super) fn value(contract: &Contract<Lowered>, ty: &TypeRef, default: &Value) -> Option<StatedValue> {
    match ty {
        TypeRef::Scalar(scalar) => self::scalar(*scalar, default),
        TypeRef::Array(item) => array(contract, item, default),
        TypeRef::Named(id) => match &contract.ty(*id).kind {
            TypeKind::Enum(choice) => enum_value(choice, default).map(|wire| StatedValue::Value(*id, wire)),
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Collection(_) => None,
        },
        TypeRef::Map(_) | TypeRef::Any | TypeRef::Replaced(_) => None,
    }
}

fn scalar(scalar: Scalar, default: &Value) -> Option<StatedValue> {
    let number = match scalar {
        Scalar::Bool => return default.as_bool().map(StatedValue::Bool),
        Scalar::String(_) => return default.as_str().map(|text| StatedValue::String(text.to_owned())),
        Scalar::I32 => i32::try_from(default.as_i64()?).ok()?.to_string(),
        Scalar::I64 => default.as_i64()?.to_string(),
        Scalar::U32 => u32::try_from(default.as_u64()?).ok()?.to_string(),
        Scalar::U64 => default.as_u64()?.to_string(),
        Scalar::F64 => format!("{:?}", default.as_f64().filter(|value| value.is_finite())?),
        Scalar::Secret | Scalar::Formatted(_) | Scalar::File => return None,
    };
    Some(StatedValue::Number(number))
}

fn array(contract: &Contract<Lowered>, item: &Item, default: &Value) -> Option<StatedValue> {
    let items = default.as_array().filter(|items| items.len() <= MAX_ITEMS && !item.nullable)?;
    let items: Option<Vec<_>> = items.iter().map(|default| value(contract, &item.ty, default)).collect();
    items.map(StatedValue::Array)
}

/// The wire value of a default, if the enum lists it.
fn enum_value(choice: &Enum<Lowered>, default: &Value) -> Option<String> {
    let wire = match default {
        Value::String(text) if !choice.is_numeric() => text.clone(),
        Value::Number(number) if choice.is_numeric() || choice.is_mixed() => number.to_string(),
        Value::Bool(value) if choice.is_mixed() => value.to_string(),
        _ => return None,
    };
    let is_literal = choice.is_mixed() && !default.is_string();
    choice.values.iter().any(|value| value.wire == wire && value.is_literal == is_literal).then_some(wire)
}
