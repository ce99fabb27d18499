//! Types that others are made of by `allOf`, and that have a discriminator: bases, each with its family.
//!
//! Where a base is referred to, a value is of any type of the family, and a union stands for it: `AnyPet` of `Pet`. Its
//! variants are the base, for all that the others are not, and the types that are made of it, at once or by others in
//! between. In `allOf`, and in a union that lists it, a base is only itself. A data contract says by `i:type` which type a
//! value is, which is not bound, so there a base stays what it is.

use std::collections::BTreeMap;

use super::composition::{is_reference, stand_in};
use super::schema_index::{Component, MAX_ALIASES, SchemaIndex};
use super::schema_kind::SchemaKind;
use super::types::{Types, docs};
use super::union::{merge_same, numbered};
use crate::contract::{Naming, Type, TypeId, TypeKind, TypeRef, Union, Variant, WireName};
use crate::document::{Discriminator, Schema, XmlProfile};
use crate::source::diagnostic::JsonPointer;

/// What a base and the types are that are made of it.
pub(super) struct PolymorphicBase<'a> {
    /// What says which type an object is.
    pub(super) discriminator: &'a Discriminator,
    /// The components that are made of the base: types, and then other names for one, each in ordinal order of their keys.
    pub(super) descendants: Vec<Component<'a>>,
}

impl<'a> Types<'a> {
    /// The family of a component, if it is a base.
    pub(super) fn polymorphic_base(&self, base: Component<'a>) -> Option<PolymorphicBase<'a>> {
        let is_open = self.extension.xml_profile == XmlProfile::XmlObject && !self.components.copied.is_spent();
        is_open.then(|| self.components.polymorphic_base(base)).flatten()
    }

    /// The type of the values that a reference to a component has: that of any of its family, if it is a base.
    pub(super) fn of_reference(&mut self, component: Component<'a>, id: TypeId) -> TypeId {
        if let Some(known) = self.of_references.get(&id) {
            return *known;
        }
        let ty = self
            .polymorphic_base(component)
            .map_or(id, |polymorphic_base| self.define_polymorphic_base((component, id), polymorphic_base));
        self.of_references.insert(id, ty);
        ty
    }

    fn define_polymorphic_base(
        &mut self,
        (base, id): (Component<'a>, TypeId),
        polymorphic_base: PolymorphicBase<'a>,
    ) -> TypeId {
        let PolymorphicBase { discriminator, descendants } = polymorphic_base;
        self.components.copied.add(descendants.len());
        let mut labels = numbered([base].iter().chain(&descendants).map(Component::label)).into_iter();
        let mut variant = |component: Component<'a>, ty: TypeId, tags: Vec<String>| Variant {
            name: (),
            label: labels.next().unwrap_or_default(),
            docs: docs(component.schema),
            ty: TypeRef::Named(ty),
            tags,
            required: Vec::new(),
            fixed: Vec::new(),
            at: component.schema.at.clone(),
        };
        let mut variants = vec![variant(base, id, Vec::new())];
        for one in descendants {
            let ty = self.components.identity(one).unwrap_or(id);
            let tags = if ty == id { Vec::new() } else { self.components.tags(one, discriminator) };
            variants.push(variant(one, ty, tags));
        }
        merge_same(&mut variants);
        if variants.len() == 1 {
            return id;
        }
        let documented = base.documented().to_owned();
        let union = Type {
            name: (),
            naming: Naming::Polymorphic(id),
            documented: Some(format!("any {documented}")),
            docs: docs(base.schema),
            deprecated: base.schema.deprecated,
            at: base.schema.at.clone(),
            kind: TypeKind::Union(Union {
                documented,
                discriminator: Some(WireName(discriminator.property.clone())),
                boxed: (),
                variants,
            }),
        };
        self.add(union)
    }
}

impl<'a> SchemaIndex<'a> {
    fn polymorphic_base(&self, base: Component<'a>) -> Option<PolymorphicBase<'a>> {
        let work_out = || self.kind(base.schema).unwrap_or(SchemaKind::Any);
        let is_no_object =
            |kind| matches!(kind, SchemaKind::Enum | SchemaKind::NumberedEnum | SchemaKind::Union | SchemaKind::Mixed);
        if base.id.is_none() || is_no_object(self.known_kind(base, work_out)) {
            return None;
        }
        let discriminator = self.composed(base.schema).discriminator()?;
        let descendants = self.descendants(base);
        (!descendants.is_empty()).then_some(PolymorphicBase { discriminator, descendants })
    }

    /// The components that are made of one by `allOf`, at once or by others in between. Types come before other names for
    /// one, so that a variant is called after its type.
    fn descendants(&self, base: Component<'a>) -> Vec<Component<'a>> {
        let mut found = BTreeMap::new();
        let mut open = vec![base];
        while let Some(next) = open.pop() {
            for child in self.children(next) {
                if child.schema.at != base.schema.at && found.insert(child.key, *child).is_none() {
                    open.push(*child);
                }
            }
        }
        let (types, others): (Vec<_>, Vec<_>) = found.into_values().partition(|component| component.id.is_some());
        types.into_iter().chain(others).collect()
    }

    /// The components that state in `allOf` that they are made of others, by the place of each of those.
    pub(super) fn find_children(&self) -> BTreeMap<&'a JsonPointer, Vec<Component<'a>>> {
        let mut children = BTreeMap::<_, Vec<Component<'a>>>::new();
        for component in self.all() {
            let mut parents = Vec::new();
            let own = component.schema.reference.iter().filter(|_| !is_reference(component.schema));
            parents.extend(own.filter_map(|reference| self.get(reference)));
            self.add_parents(component.schema, &mut parents);
            for parent in parents {
                children.entry(&self.followed(parent.schema).at).or_default().push(component);
            }
        }
        children
    }

    fn add_parents(&self, schema: &'a Schema, parents: &mut Vec<Component<'a>>) {
        for part in &schema.all_of {
            match part.reference.as_ref().and_then(|reference| self.get(reference)) {
                Some(parent) => parents.push(parent),
                None => self.add_parents(part, parents),
            }
        }
    }

    /// The type that a component is, or is another name for.
    pub(super) fn identity(&self, mut component: Component<'a>) -> Option<TypeId> {
        for _ in 0..MAX_ALIASES {
            if component.id.is_some() {
                break;
            }
            let inner = stand_in(component.schema).unwrap_or(component.schema);
            component = self.get(inner.reference.as_ref()?)?;
        }
        component.id
    }
}
