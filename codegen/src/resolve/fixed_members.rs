//! Members and parameters with a single possible value, which constructors set by themselves: a constant that is
//! required, and the discriminator that selects the type.

use std::collections::{BTreeMap, BTreeSet};

use super::defaults;
use super::duplicates::Duplicates;
use super::required_members::RequiredMembers;
use crate::contract::{
    Access, Contract, FixedMember, Lowered, Member, Operation, Parameter, Scalar, StatedValue, TypeId, TypeKind,
    TypeRef, Union, WireName,
};

/// For each type the fixed values of its members, by index.
pub(super) struct FixedMembers(pub(super) Vec<BTreeMap<usize, StatedValue>>);

/// The values by which unions select a type, by discriminator or other member.
type Selectors<'a> = BTreeMap<&'a WireName, BTreeSet<&'a str>>;

/// Finds the fixed values of all types. A duplicate has those of its original.
pub(super) fn resolve(
    contract: &Contract<Lowered>,
    duplicates: &Duplicates,
    required: &RequiredMembers,
) -> FixedMembers {
    let mut selectors = BTreeMap::<TypeId, Selectors<'_>>::new();
    for ty in &contract.types {
        if let TypeKind::Union(union) = &ty.kind {
            add_selectors(union, duplicates, &mut selectors);
        }
    }
    let none = Selectors::new();
    let fixed = required.members.iter().enumerate().map(|(index, taken)| {
        let id = duplicates.original(TypeId(index));
        let (TypeKind::Struct(object) | TypeKind::Tuple(object)) = &contract.ty(id).kind else {
            return BTreeMap::new();
        };
        let selectors = selectors.get(&id).unwrap_or(&none);
        // Of several discriminators that the type does not declare, the union that holds a value sets its own.
        let is_undeclared =
            |member: &Member<Lowered>| member.at == contract.ty(id).at && selectors.contains_key(&member.name);
        let is_several = object.members.iter().filter(|member| is_undeclared(member)).count() > 1;
        let members = object.members.iter().enumerate().filter(|(index, member)| {
            is_set(member, taken.contains(index), selectors)
                && !required.left_out.contains(&(id, *index))
                && !(is_several && is_undeclared(member))
        });
        members.filter_map(|(index, member)| Some((index, fixed(contract, member, selectors)?))).collect()
    });
    FixedMembers(fixed.collect())
}

fn add_selectors<'a>(
    union: &'a Union<Lowered>,
    duplicates: &Duplicates,
    selectors: &mut BTreeMap<TypeId, Selectors<'a>>,
) {
    for variant in &union.variants {
        let TypeRef::Named(id) = &variant.ty else { continue };
        let of = selectors.entry(duplicates.original(*id)).or_default();
        if let Some(discriminator) = union.discriminator.as_ref().filter(|_| !variant.is_open) {
            of.entry(discriminator).or_default().extend(variant.tags.iter().map(String::as_str));
        }
        for FixedMember { name, value, is_literal: _ } in &variant.fixed {
            of.entry(name).or_default().insert(value);
        }
    }
}

/// Returns `true` if the constructor of a type can set a member: one that it would take, one that the description
/// requires, and the discriminator.
fn is_set(member: &Member<Lowered>, is_argument: bool, selectors: &Selectors<'_>) -> bool {
    let is_told = member.required && member.enforced.is_none();
    is_argument || (member.access != Access::ReadOnly && (is_told || selectors.contains_key(&member.name)))
}

/// Returns the fixed value of a member, if code can state it.
fn fixed(contract: &Contract<Lowered>, member: &Member<Lowered>, selectors: &Selectors<'_>) -> Option<StatedValue> {
    let selector = selectors.get(&member.name).filter(|values| values.len() == 1).and_then(|values| values.first());
    if let Some(only) = only_value(contract, &member.ty, member.constant.as_deref()) {
        return Some(only);
    }
    match &member.ty {
        TypeRef::Scalar(Scalar::String(_)) => selector.map(|value| StatedValue::String((*value).to_owned())),
        TypeRef::Named(id) => {
            let TypeKind::Enum(enumeration) = &contract.ty(*id).kind else { return None };
            let selected = enumeration.values.iter().find(|value| Some(&value.wire.as_str()) == selector);
            selected.map(|value| StatedValue::Value(*id, value.wire.clone()))
        }
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::Replaced(_) => None,
    }
}

/// Returns the only value of a member or a parameter, if code can state it.
fn only_value(contract: &Contract<Lowered>, ty: &TypeRef, constant: Option<&str>) -> Option<StatedValue> {
    let constant = constant?;
    let TypeRef::Named(id) = ty else { return defaults::value(contract, ty, &serde_json::from_str(constant).ok()?) };
    match &contract.ty(*id).kind {
        TypeKind::Enum(enumeration) => match enumeration.values.as_slice() {
            [one] => Some(StatedValue::Value(*id, one.wire.clone())),
            _ => None,
        },
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Collection(_) => None,
    }
}

/// Returns the required parameters of an operation that have a single possible value, by index.
pub(super) fn of_operation(
    contract: &Contract<Lowered>,
    operation: &Operation<Lowered>,
) -> BTreeMap<usize, StatedValue> {
    let required = operation.parameters().enumerate().filter(|(_, parameter)| parameter.required);
    let only = |parameter: &Parameter<Lowered>| only_value(contract, &parameter.ty, parameter.constant.as_deref());
    required.filter_map(|(index, parameter)| Some((index, only(parameter)?))).collect()
}
