//! Namespaces that elements inherit, in the profile of `xml` objects.
//!
//! In OpenAPI, an element that states no namespace is in none. On request it is in that of the element around, as with
//! `elementFormDefault="qualified"` of XML Schema. A type that states no namespace has that of the first member that has
//! the type.

use std::collections::{BTreeSet, VecDeque};

use crate::contract::{Lowered, Member, Type, TypeId, TypeKind, TypeRef, XmlKind, XmlName};

/// A namespace with its preferred prefix.
type Namespace = (String, String);

/// Adds the inherited namespaces.
pub(super) fn inherit(types: &mut [Type<Lowered>]) {
    let is_stated = |ty: &Type<Lowered>| root(ty).is_some_and(|root| !root.namespace.is_empty());
    let stated = types.iter().enumerate().filter(|(_, ty)| is_stated(ty));
    let mut open: VecDeque<TypeId> = stated.map(|(index, _)| TypeId(index)).collect();
    while let Some(id) = open.pop_front() {
        for (target, (namespace, prefix)) in members(types, id) {
            for target in objects(types, target) {
                if let Some(TypeKind::Struct(object)) = types.get_mut(target.0).map(|ty| &mut ty.kind)
                    && object.xml.root.namespace.is_empty()
                {
                    object.xml.root.namespace.clone_from(&namespace);
                    object.xml.root.prefix.clone_from(&prefix);
                    open.push_back(target);
                }
            }
        }
    }
}

fn root(ty: &Type<Lowered>) -> Option<&XmlName> {
    match &ty.kind {
        TypeKind::Struct(object) => Some(&object.xml.root),
        TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => None,
    }
}

/// Sets the namespaces of the members of a type. Returns their types, each with the namespace of its elements.
fn members(types: &mut [Type<Lowered>], id: TypeId) -> Vec<(TypeId, Namespace)> {
    let Some(TypeKind::Struct(object)) = types.get_mut(id.0).map(|ty| &mut ty.kind) else { return Vec::new() };
    let own = (object.xml.root.namespace.clone(), object.xml.root.prefix.clone());
    let elements = object.members.iter_mut().filter(|member| !is_content(&member.xml.kind));
    elements.map(|member| (member.ty.named(), set(member, &own))).filter_map(named).collect()
}

fn is_content(kind: &XmlKind) -> bool {
    matches!(kind, XmlKind::Attribute | XmlKind::Text)
}

fn named((id, namespace): (Option<TypeId>, Namespace)) -> Option<(TypeId, Namespace)> {
    Some((id?, namespace))
}

/// Sets the namespace of a member and its items, and returns that of the innermost elements.
fn set(member: &mut Member<Lowered>, (namespace, prefix): &Namespace) -> Namespace {
    let xml = &mut member.xml;
    if xml.namespace.is_none() {
        (xml.namespace, xml.prefix) = (Some(namespace.clone()), prefix.clone());
    }
    let mut around = (xml.namespace.clone().unwrap_or_default(), xml.prefix.clone());
    let item = match &mut xml.kind {
        XmlKind::Wrapped(item) => Some(item),
        XmlKind::Element | XmlKind::Attribute | XmlKind::Text | XmlKind::Unwrapped => None,
    };
    for name in item.into_iter().chain(&mut xml.within) {
        if name.namespace.is_empty() {
            (name.namespace, name.prefix) = around.clone();
        }
        around = (name.namespace.clone(), name.prefix.clone());
    }
    around
}

/// Returns the type itself if it has members, or else those that a value of it may have.
fn objects(types: &[Type<Lowered>], id: TypeId) -> Vec<TypeId> {
    let (mut found, mut seen, mut open) = (Vec::new(), BTreeSet::new(), vec![id]);
    while let Some(id) = open.pop() {
        let Some(ty) = types.get(id.0).filter(|_| seen.insert(id)) else { continue };
        match &ty.kind {
            TypeKind::Struct(_) => found.push(id),
            kind => open.extend(kind.references().filter_map(TypeRef::named)),
        }
    }
    found
}
