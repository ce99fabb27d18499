//! Which unions others have for a variant, and hold in a box, because they may be themselves.

use std::collections::BTreeSet;

use crate::contract::{Contract, TypeId, TypeKind, TypeRef};

pub(super) fn resolve(contract: &mut Contract) {
    let unions = contract.types.iter().filter_map(|ty| match &ty.kind {
        TypeKind::Union(union) => Some(union),
        TypeKind::Struct(_) | TypeKind::Enum(_) => None,
    });
    let response_types = unions.flat_map(|union| &union.variants).filter_map(|variant| match variant.ty {
        TypeRef::Named(id) => Some(contract.original(id)),
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any => None,
    });
    let response_types: BTreeSet<TypeId> = response_types.collect();
    for (index, ty) in contract.types.iter_mut().enumerate() {
        if let TypeKind::Union(union) = &mut ty.kind {
            union.boxed = response_types.contains(&TypeId(index));
        }
    }
}
