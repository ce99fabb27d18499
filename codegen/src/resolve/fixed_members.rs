//! Required members with a single possible value, which constructors set by themselves: a constant, and the
//! discriminator that selects the type.

use std::collections::{BTreeMap, BTreeSet};

use super::duplicates::Duplicates;
use super::required_members::RequiredMembers;
use crate::contract::{Contract, FixedValue, Lowered, Member, Scalar, TypeId, TypeKind, TypeRef, Union, WireName};

/// For each type the fixed values among its required members, by index.
pub(super) struct FixedMembers(pub(super) Vec<BTreeMap<usize, FixedValue>>);

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
    let fixed = required.0.iter().enumerate().map(|(index, required)| {
        let id = duplicates.original(TypeId(index));
        let (TypeKind::Struct(object) | TypeKind::Tuple(object)) = &contract.ty(id).kind else {
            return BTreeMap::new();
        };
        let selectors = selectors.get(&id).unwrap_or(&none);
        let members = required.iter().filter_map(|index| Some((*index, object.members.get(*index)?)));
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
        if let Some(discriminator) = &union.discriminator {
            of.entry(discriminator).or_default().extend(variant.tags.iter().map(String::as_str));
        }
        for (name, value) in &variant.fixed {
            of.entry(name).or_default().insert(value);
        }
    }
}

/// Returns the fixed value of a member, if its type has literals.
fn fixed(contract: &Contract<Lowered>, member: &Member<Lowered>, selectors: &Selectors<'_>) -> Option<FixedValue> {
    let selector = selectors.get(&member.name).filter(|values| values.len() == 1).and_then(|values| values.first());
    match &member.ty {
        TypeRef::Scalar(Scalar::String(_)) => selector.map(|value| FixedValue::String((*value).to_owned())),
        TypeRef::Named(id) => {
            let TypeKind::Enum(enumeration) = &contract.ty(*id).kind else { return None };
            let constant = enumeration.values.first().filter(|_| member.constant && enumeration.values.len() == 1);
            let selected = || enumeration.values.iter().find(|value| Some(&value.wire.as_str()) == selector);
            constant.or_else(selected).map(|value| FixedValue::Value(*id, value.wire.clone()))
        }
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::Replaced(_) => None,
    }
}
