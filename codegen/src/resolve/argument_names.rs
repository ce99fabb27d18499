//! Rust names for the structs that hold the arguments of constructors.
//!
//! A constructor takes up to three arguments, all of different types: they cannot be swapped unnoticed. Where there are
//! more, or two of one type, it takes a struct with a field for each.

use std::collections::BTreeSet;

use super::collisions::UsedNames;
use super::duplicates::Duplicates;
use super::required_members::RequiredMembers;
use super::type_names::TypeNames;
use crate::contract::{Arguments, Contract, Lowered, Struct, TypeId, TypeKind, TypeName, TypeRef};

/// The most arguments that a constructor takes one by one.
const MAX_ARGUMENTS: usize = 3;

/// The arguments of the constructors, for each type.
pub(super) struct AllArguments(pub(super) Vec<Arguments>);

/// Names the structs of arguments. A type that has such a name by itself keeps it. A duplicate has no struct of its own.
pub(super) fn resolve(
    contract: &Contract<Lowered>,
    duplicates: &Duplicates,
    required: RequiredMembers,
    types: &TypeNames,
) -> AllArguments {
    let mut used = UsedNames::new(types.0.iter().map(|name| name.0.clone()));
    let arguments = required.0.into_iter().zip(contract.types.iter().zip(&types.0)).enumerate();
    let arguments = arguments.map(|(index, (members, (ty, name)))| {
        let is_named = match &ty.kind {
            TypeKind::Struct(object) => !are_told_apart(object, &members),
            TypeKind::Enum(_) | TypeKind::Union(_) => false,
        };
        let is_named = is_named && !duplicates.0.contains_key(&TypeId(index));
        let named = is_named.then(|| TypeName(used.unique(&format!("{}Required", name.0))));
        Arguments { members, named }
    });
    AllArguments(arguments.collect())
}

/// Returns `true` if arguments for these members cannot be swapped unnoticed.
fn are_told_apart(object: &Struct<Lowered>, members: &[usize]) -> bool {
    let types: BTreeSet<&TypeRef> =
        members.iter().filter_map(|index| object.members.get(*index)).map(|member| &member.ty).collect();
    members.len() <= MAX_ARGUMENTS && types.len() == members.len()
}
