//! Polymorphism: a base with a discriminator, and its descendants, which include it by `allOf`.
//!
//! A reference to a polymorphic base accepts the base and every descendant, so its type is a union: `AnyPet` for `Pet`.
//! The variants are the base, for unknown values of the discriminator, and all direct and indirect descendants. In
//! `allOf`, and in a union that lists it, a base is only itself. XML of data contracts identifies the type by `i:type`.

use std::collections::{BTreeMap, BTreeSet};

use super::composition::{alias_target, is_reference};
use super::lowering::{Lowering, docs};
use super::schema_index::{Component, MAX_ALIASES, SchemaIndex};
use super::schema_kind::SchemaKind;
use super::union::merge_same;
use super::variant_labels::numbered;
use crate::contract::{Naming, Type, TypeId, TypeKind, TypeRef, Union, Variant, WireName};
use crate::document::{Discriminator, Schema};
use crate::source::diagnostic::{Code, JsonPointer};

/// A polymorphic base.
pub(super) struct PolymorphicBase<'a> {
    /// The discriminator of the base.
    pub(super) discriminator: &'a Discriminator,
    /// The descendants: first types, then aliases of types, each in ordinal order of their keys.
    pub(super) descendants: Vec<Component<'a>>,
}

impl<'a> Lowering<'a, '_> {
    /// Returns the component as a polymorphic base, if it is one.
    pub(super) fn polymorphic_base(&self, base: Component<'a>) -> Option<PolymorphicBase<'a>> {
        if self.index.copied.is_spent() { None } else { self.index.polymorphic_base(base) }
    }

    /// Reports the entries of discriminator mappings that lead to no schema. They are ignored.
    pub(super) fn check_mappings(&mut self) {
        let mut seen = BTreeSet::new();
        let discriminators = self.document.all_schemas().into_iter().filter_map(|schema| schema.discriminator.as_ref());
        for discriminator in discriminators.filter(|it| !it.mapping.is_empty()) {
            if !seen.insert(&discriminator.at) {
                continue;
            }
            for (value, to) in &discriminator.mapping {
                // A file that is not read is already reported.
                let is_file = to.contains('/') && !to.starts_with('#');
                if is_file || self.index.by_reference_or_key(to).is_some() {
                    continue;
                }
                let message = format!("the value `{value}` of a discriminator is ignored: `{to}` leads to no schema");
                let at = discriminator.at.child("mapping").child(value);
                self.diagnostics.warning(Code::DanglingRef, &at, message, self.index.suggestion(to));
            }
        }
    }

    /// Returns the type of a reference to a component: the union for a polymorphic base, or else the type itself.
    pub(super) fn type_of_reference(&mut self, component: Component<'a>, id: TypeId) -> TypeId {
        if let Some(known) = self.referenced_types.get(&id) {
            return *known;
        }
        let polymorphic_base = self.polymorphic_base(component);
        let union = polymorphic_base.and_then(|base| self.define_polymorphic_union(component, id, base));
        let ty = union.unwrap_or(id);
        self.referenced_types.insert(id, ty);
        ty
    }

    /// Defines the union of a polymorphic base with this id and its descendants; `None` if all are the same type.
    fn define_polymorphic_union(
        &mut self,
        base: Component<'a>,
        id: TypeId,
        polymorphic_base: PolymorphicBase<'a>,
    ) -> Option<TypeId> {
        let PolymorphicBase { discriminator, descendants } = polymorphic_base;
        self.index.copied.add(descendants.len());
        let mut labels = numbered([base].iter().chain(&descendants).map(Component::label)).into_iter();
        let mut variant = |component: Component<'a>, ty: TypeRef, tags: Vec<String>| Variant {
            name: (),
            label: labels.next().unwrap_or_default(),
            docs: docs(component.schema),
            ty,
            constraints: None,
            tags,
            is_open: false,
            required: Vec::new(),
            fixed: Vec::new(),
            nested: Vec::new(),
            at: component.schema.at.clone(),
        };
        // The base is the variant for values that no descendant has.
        let own = self.index.stated_tags(base, discriminator);
        let mut variants = vec![Variant { is_open: true, ..variant(base, TypeRef::Named(id), own) }];
        for one in descendants {
            let replaced = self.replaced(one.schema).map(|value| value.ty);
            let ty = replaced.unwrap_or_else(|| TypeRef::Named(self.index.identity(one).unwrap_or(id)));
            let tags = if ty == TypeRef::Named(id) { Vec::new() } else { self.index.tags(one, discriminator) };
            variants.push(variant(one, ty, tags));
        }
        merge_same(&mut variants);
        if variants.len() == 1 {
            return None;
        }
        let documented = base.documented().to_owned();
        let union = Type {
            name: (),
            naming: Naming::Polymorphic(id),
            short: None,
            documented: Some(format!("any {documented}")),
            docs: docs(base.schema),
            deprecated: base.schema.deprecated,
            at: base.schema.at.clone(),
            derive: Vec::new(),
            derived: (),
            both_ways: (),
            kind: TypeKind::Union(Union {
                documented,
                discriminator: Some(WireName(discriminator.property.clone())),
                boxed: (),
                variants,
            }),
        };
        Some(self.types.add(union))
    }
}

impl<'a> SchemaIndex<'a> {
    fn polymorphic_base(&self, base: Component<'a>) -> Option<PolymorphicBase<'a>> {
        let work_out = || self.kind(base.schema).unwrap_or(SchemaKind::Any);
        let is_no_object = |kind| {
            let of_alternatives = matches!(kind, SchemaKind::Union | SchemaKind::Mixed);
            let of_items = matches!(kind, SchemaKind::Array | SchemaKind::Tuple | SchemaKind::Map);
            of_alternatives || of_items || matches!(kind, SchemaKind::Enum | SchemaKind::NumberedEnum)
        };
        if base.id.is_none() || is_no_object(self.known_kind(base, work_out)) {
            return None;
        }
        let discriminator = self.composed(base.schema).discriminator()?;
        let descendants = self.descendants(base);
        (!descendants.is_empty()).then_some(PolymorphicBase { discriminator, descendants })
    }

    /// Returns the direct and indirect descendants of a component. Types come before aliases, so that a variant is
    /// named after its type.
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

    /// Returns the direct descendants of all components: those that include another by `allOf`, by its location.
    pub(super) fn find_children(&self) -> BTreeMap<&'a JsonPointer, Vec<Component<'a>>> {
        let mut children = BTreeMap::<_, Vec<Component<'a>>>::new();
        for component in self.all() {
            for parent in self.parents(component.schema) {
                children.entry(&self.followed(parent.schema).at).or_default().push(component);
            }
        }
        children
    }

    /// Returns the components that a schema includes by `allOf`, in order.
    pub(super) fn parents(&self, schema: &'a Schema) -> Vec<Component<'a>> {
        let own = schema.reference.iter().filter(|_| !is_reference(schema));
        let mut parents: Vec<_> = own.filter_map(|reference| self.get(reference)).collect();
        self.add_parents(schema, &mut parents);
        parents
    }

    fn add_parents(&self, schema: &'a Schema, parents: &mut Vec<Component<'a>>) {
        for part in &schema.all_of {
            match part.reference.as_ref().and_then(|reference| self.get(reference)) {
                Some(parent) => parents.push(parent),
                None => self.add_parents(part, parents),
            }
        }
    }

    /// Returns the type of a component, or of the component that it is an alias of.
    pub(super) fn identity(&self, mut component: Component<'a>) -> Option<TypeId> {
        for _ in 0..MAX_ALIASES {
            if component.id.is_some() {
                break;
            }
            if self.replaced_as(component.schema).is_some() {
                return None;
            }
            let inner = alias_target(component.schema).unwrap_or(component.schema);
            component = self.get(inner.reference.as_ref()?)?;
        }
        component.id
    }
}
