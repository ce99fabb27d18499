//! Rust names for the structs that hold the arguments of constructors.
//!
//! A constructor takes up to three arguments, of which no two take the same values: they cannot be swapped unnoticed.
//! More arguments, or two that take the same values, are the fields of a struct.

use std::collections::BTreeSet;

use super::collisions::UsedNames;
use super::duplicates::Duplicates;
use super::fixed_members::FixedMembers;
use super::required_members::RequiredMembers;
use super::type_names::TypeNames;
use crate::contract::{Arguments, Contract, FormatType, Lowered, Scalar, Struct, TypeId, TypeKind, TypeName, TypeRef};

/// The most arguments that a constructor takes one by one.
const MAX_ARGUMENTS: usize = 3;

/// The arguments of the constructors, for each type.
pub(super) struct AllArguments(pub(super) Vec<Arguments>);

/// Names the structs of arguments. A type that has such a name by itself keeps it. A duplicate has no struct of its own.
pub(super) fn resolve(
    contract: &Contract<Lowered>,
    duplicates: &Duplicates,
    (required, fixed): (RequiredMembers, FixedMembers),
    types: &TypeNames,
) -> AllArguments {
    let mut used = UsedNames::new(types.0.iter().map(|name| name.0.clone()));
    let required = required.0.into_iter().zip(fixed.0);
    let arguments = required.zip(contract.types.iter().zip(&types.0)).enumerate();
    let arguments = arguments.map(|(index, ((members, fixed), (ty, name)))| {
        let taken: Vec<usize> = members.iter().filter(|index| !fixed.contains_key(index)).copied().collect();
        let is_named = match &ty.kind {
            TypeKind::Struct(object) => !are_told_apart(object, &taken, duplicates),
            TypeKind::Enum(_) | TypeKind::Union(_) => false,
        };
        let is_named = is_named && !duplicates.0.contains_key(&TypeId(index));
        let named = is_named.then(|| TypeName(used.unique(&format!("{}Required", name.0))));
        Arguments { members, fixed, named }
    });
    AllArguments(arguments.collect())
}

/// Returns `true` if arguments for these members cannot be swapped unnoticed.
fn are_told_apart(object: &Struct<Lowered>, members: &[usize], duplicates: &Duplicates) -> bool {
    let members = || members.iter().filter_map(|index| object.members.get(*index));
    let accepted: BTreeSet<Accepted> = members().map(|member| Accepted::by(&member.ty, duplicates)).collect();
    let count = members().count();
    count <= MAX_ARGUMENTS && accepted.len() == count
}

/// The values that an argument takes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Accepted {
    Bool,
    /// A literal is an integer of any size.
    Integer,
    Number,
    /// Anything that converts from a string.
    String,
    Formatted(&'static FormatType),
    Items,
    Named(TypeId),
}

impl Accepted {
    fn by(ty: &TypeRef, duplicates: &Duplicates) -> Self {
        match ty {
            TypeRef::Scalar(Scalar::Bool) => Self::Bool,
            TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64) => Self::Integer,
            TypeRef::Scalar(Scalar::F64) => Self::Number,
            TypeRef::Scalar(Scalar::String | Scalar::Secret | Scalar::File) | TypeRef::Any => Self::String,
            TypeRef::Scalar(Scalar::Formatted(ty)) => Self::Formatted(ty),
            TypeRef::Array(_) | TypeRef::Map(_) => Self::Items,
            TypeRef::Named(id) => Self::Named(duplicates.original(*id)),
        }
    }
}
