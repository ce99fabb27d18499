//! Discriminators that a variant of a union does not declare: each becomes a member, so that all formats carry it.

use std::collections::BTreeSet;

use crate::contract::{
    Access, Contract, Docs, Lowered, Member, Scalar, Struct, TypeId, TypeKind, TypeRef, WireName, XmlKind, XmlMember,
};
use crate::source::diagnostic::JsonPointer;

/// Adds the undeclared discriminators of all unions.
pub(super) fn resolve(contract: &mut Contract<Lowered>) {
    for index in 0..contract.types.len() {
        let Some((name, docs, open)) = union(contract, TypeId(index)) else { continue };
        for id in structs(contract, open) {
            let ignore_case = contract.rules.ignore_case;
            let Some(ty) = contract.types.get_mut(id.0) else { continue };
            if let TypeKind::Struct(object) = &mut ty.kind {
                let is_same = |member: &Member<Lowered>| {
                    member.name == name || (ignore_case && member.name.0.eq_ignore_ascii_case(&name.0))
                };
                if !object.members.iter().any(is_same) {
                    add(object, member(&name, &docs, object.members.len(), &ty.at));
                }
            }
        }
    }
}

/// Returns the discriminator of a union, its docs, and the types of the variants.
fn union(contract: &Contract<Lowered>, id: TypeId) -> Option<(WireName, Docs, Vec<TypeId>)> {
    let ty = contract.types.get(id.0)?;
    let TypeKind::Union(union) = &ty.kind else { return None };
    let docs = Docs::text(format!("The discriminator of `{}`.", union.documented.replace('`', "'")));
    Some((union.discriminator.clone()?, docs, variants(contract, id)))
}

/// Returns the named types of the variants of a union that have a value of the discriminator.
fn variants(contract: &Contract<Lowered>, id: TypeId) -> Vec<TypeId> {
    match contract.types.get(id.0).map(|ty| &ty.kind) {
        Some(TypeKind::Union(union)) => union.variants.iter().filter_map(|variant| direct(&variant.ty)).collect(),
        _ => Vec::new(),
    }
}

fn direct(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named(id) => Some(*id),
        TypeRef::Scalar(_) | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::Replaced(_) => None,
    }
}

/// Returns the structs among types, and within the unions among them.
fn structs(contract: &Contract<Lowered>, mut open: Vec<TypeId>) -> BTreeSet<TypeId> {
    let (mut seen, mut structs) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        match contract.types.get(id.0).map(|ty| &ty.kind) {
            Some(TypeKind::Struct(_)) => drop(structs.insert(id)),
            Some(TypeKind::Union(_)) => open.extend(variants(contract, id)),
            _ => {}
        }
    }
    structs
}

/// Adds a member at its place in the ordinal order of the names.
fn add(object: &mut Struct<Lowered>, member: Member<Lowered>) {
    let at = object.members.partition_point(|other| other.name < member.name);
    for index in object.xml.order.iter_mut().flatten().filter(|index| **index >= at) {
        *index += 1;
    }
    if let Some(order) = &mut object.xml.order {
        order.push(at);
    }
    object.members.insert(at, member);
}

/// Returns an optional member for a discriminator.
fn member(name: &WireName, docs: &Docs, position: usize, at: &JsonPointer) -> Member<Lowered> {
    Member {
        name: name.clone(),
        field: (),
        chosen: None,
        label: None,
        docs: docs.clone(),
        ty: TypeRef::Scalar(Scalar::STRING),
        nullable: false,
        required: false,
        enforced: None,
        constant: None,
        access: Access::ReadWrite,
        deprecated: false,
        default: None,
        format: None,
        constraints: None,
        examples: Vec::new(),
        xml: XmlMember {
            name: name.0.clone(),
            namespace: None,
            prefix: String::new(),
            kind: XmlKind::Element,
            within: Vec::new(),
            always: false,
            declared: None,
        },
        position,
        at: at.clone(),
    }
}
