//! Unions that are variants of other unions. A variant holds such a union in a box, because it may contain itself.

use std::collections::BTreeSet;

use super::duplicates::Duplicates;
use crate::contract::{Contract, Lowered, TypeId, TypeKind, TypeRef};

/// The types that a union holds in a box.
pub(super) struct BoxedUnions(pub(super) BTreeSet<TypeId>);

/// Returns the types that are variants of a union. A duplicate counts as its original.
pub(super) fn resolve(contract: &Contract<Lowered>, duplicates: &Duplicates) -> BoxedUnions {
    let unions = contract.types.iter().filter_map(|ty| match &ty.kind {
        TypeKind::Union(union) => Some(union),
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Collection(_) => None,
    });
    let variants = unions.flat_map(|union| &union.variants).filter_map(|variant| match variant.ty {
        TypeRef::Named(id) => Some(duplicates.original(id)),
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::Replaced(_) => None,
    });
    BoxedUnions(variants.collect())
}
