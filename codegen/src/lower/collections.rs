//! Arrays and maps that contain themselves: each is a type, since its content refers to it by name.
//!
//! An array or a map is an alias of its content otherwise. It contains itself if its items lead back to it through
//! arrays, maps and aliases alone: a type in between, such as an object, has a name already.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use super::composition::{alias_target, is_reference};
use super::inline_schemas::Site;
use super::lowering::Lowering;
use super::objects::Definition;
use super::schema_index::SchemaIndex;
use super::schema_kind::SchemaKind;
use super::unsupported::Unsupported;
use super::values::{Items, ValueType};
use crate::contract::{Collection, Constraints, Item, TypeRef};
use crate::document::{Additional, Schema, XmlProfile};
use crate::source::diagnostic::JsonPointer;

impl<'a> SchemaIndex<'a> {
    /// Returns `true` if a schema is an array or a map that contains itself, and that a reference leads to.
    pub(super) fn is_recursive(&self, schema: &Schema) -> bool {
        self.recursive.contains(&schema.at)
    }

    /// Returns `true` if a schema is an array or a map that is a type: it contains itself, or is a tuple.
    pub(super) fn is_named_collection(&self, schema: &'a Schema) -> bool {
        self.is_recursive(schema) || matches!(self.kind(schema), Ok(SchemaKind::Tuple))
    }

    /// Finds the referenced arrays and maps that contain themselves. Each schema leads to one other at most, and is
    /// visited once.
    pub(super) fn find_recursive(&self) -> BTreeSet<&'a JsonPointer> {
        let all = self.all();
        let referenced: BTreeSet<usize> = all.iter().map(|component| address(component.schema)).collect();
        let (mut walks, mut recursive) = (BTreeMap::new(), BTreeSet::new());
        for (walk, component) in all.iter().enumerate() {
            let (mut path, mut next) = (Vec::new(), Some(component.schema));
            while let Some(schema) = next.filter(|schema| !walks.contains_key(&address(schema))) {
                walks.insert(address(schema), (walk, path.len()));
                path.push(schema);
                next = self.leads_to(schema);
            }
            let back = next.and_then(|schema| walks.get(&address(schema))).filter(|(of, _)| *of == walk);
            let cycle = back.and_then(|(_, start)| path.get(*start..)).unwrap_or_default().iter();
            let named = cycle.filter(|schema| referenced.contains(&address(schema)) && self.is_collection(schema));
            recursive.extend(named.map(|schema| &schema.at));
        }
        recursive
    }

    /// Returns `true` if a schema is itself an array or a map, and no alias of one.
    fn is_collection(&self, schema: &'a Schema) -> bool {
        !is_reference(schema)
            && alias_target(schema).is_none()
            && matches!(self.kind(schema), Ok(SchemaKind::Array | SchemaKind::Map))
    }

    /// Returns the schema that an alias stands for, or that of the content of an array or a map.
    fn leads_to(&self, schema: &'a Schema) -> Option<&'a Schema> {
        match schema.reference.as_ref().filter(|_| is_reference(schema)) {
            Some(reference) => self.get(reference).map(|target| target.schema),
            None => alias_target(schema).or_else(|| self.content(schema)),
        }
    }

    /// Returns the schema of the items of an array, or of the values of a map.
    fn content(&self, schema: &'a Schema) -> Option<&'a Schema> {
        let composed = self.composed(schema);
        match self.kind(schema) {
            Ok(SchemaKind::Array) if composed.first_items().is_empty() => composed.items(),
            Ok(SchemaKind::Map) => composed.additional().and_then(Additional::schema),
            _ => None,
        }
    }
}

impl<'a> Lowering<'a, '_> {
    /// Lowers an array or a map that contains itself.
    pub(super) fn lower_collection(&mut self, definition: &Definition<'a, '_>, kind: SchemaKind) -> Collection {
        let Definition { id, documented, schema, .. } = definition;
        let lowered = match (self.xml_profile(), kind) {
            (XmlProfile::DataContract, _) => {
                Err(Unsupported::new("data contracts support no array or map that contains itself"))
            }
            (XmlProfile::XmlObject, SchemaKind::Array) => self.array(schema, Site::Member(*id, "item")),
            (XmlProfile::XmlObject, _) => self.map(schema, Site::Member(*id, "value")),
        };
        let (ty, constraints) = match lowered {
            Ok(value) => {
                let constraints = without_own(&value.ty, value.constraints);
                (value.ty, constraints)
            }
            Err(unsupported) => {
                self.untyped_for(schema, unsupported);
                (empty(kind), Constraints::default())
            }
        };
        Collection { documented: (*documented).to_owned(), ty, constraints: constraints.boxed() }
    }

    /// Returns the value of a type that is an array or a map. In XML its items are those of its schema.
    pub(super) fn named_collection(&mut self, ty: TypeRef, schema: &'a Schema) -> ValueType {
        let composed = self.index.composed(schema);
        let kind = self.index.kind(schema).unwrap_or(SchemaKind::Any);
        // The constraints of a tuple belong to its type, and are documented there.
        let constraints = match kind {
            SchemaKind::Tuple => Constraints::default(),
            _ => self.consistent(composed.constraints(), &empty(kind), &schema.at),
        };
        let items = match kind {
            SchemaKind::Map => None,
            _ => Some(composed.items().map(|items| self.items_in_xml(items)).unwrap_or_default()),
        };
        ValueType { items, constraints, ..self.value_type(ty, schema, &composed) }
    }

    /// Returns the items of an array in XML.
    fn items_in_xml(&self, items: &'a Schema) -> Items {
        let target = self.index.target(alias_target(items).unwrap_or(items));
        let xml = target.map_or_else(|| items.xml.clone(), |target| items.xml.clone().over(&target.schema.xml));
        Items { xml, component: target.map(|target| target.documented().to_owned()), within: None }
    }
}

/// Returns the address of a schema.
fn address(schema: &Schema) -> usize {
    ptr::from_ref(schema).addr()
}

/// Returns the constraints of an array or a map without those of the named type in it: what the type states of itself,
/// it need not state of its items.
fn without_own(ty: &TypeRef, constraints: Constraints) -> Constraints {
    let own = Constraints { each: None, ..constraints.clone() };
    Constraints { each: within(ty, constraints.each.map(|each| *each), &own).and_then(Constraints::boxed), ..own }
}

/// Returns the constraints of each item, without those of a named type.
fn within(ty: &TypeRef, each: Option<Constraints>, own: &Constraints) -> Option<Constraints> {
    let (TypeRef::Array(item) | TypeRef::Map(item), Some(each)) = (ty, each) else { return None };
    match item.ty {
        TypeRef::Named(_) => (each != *own).then_some(each),
        TypeRef::Array(_) | TypeRef::Map(_) => {
            let inner = within(&item.ty, each.each.clone().map(|each| *each), own).and_then(Constraints::boxed);
            Some(Constraints { each: inner, ..each })
        }
        TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Replaced(_) => Some(each),
    }
}

/// Returns an array or a map of untyped values.
fn empty(kind: SchemaKind) -> TypeRef {
    let item = Box::new(Item { ty: TypeRef::Any, nullable: false });
    if kind == SchemaKind::Map { TypeRef::Map(item) } else { TypeRef::Array(item) }
}
