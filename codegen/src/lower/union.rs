//! Values of one of several types: `oneOf`, `anyOf`, and several `type`s.
//!
//! A variant is called after the component that it refers to, or else after its `title`, the one value of a member that
//! tells it from the others, or the kind of its values.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::rc::Rc;

use super::composition::{ComposedSchema, Part, is_only_null, is_reference, stand_in};
use super::schema_index::{Component, Fixed, SchemaIndex};
use super::schema_kind::{SchemaKind, kind_of_type};
use super::types::{Types, docs};
use super::values::Owner;
use crate::contract::{Docs, Lowered, Scalar, TypeId, TypeRef, Union, Variant, WireName};
use crate::document::{Discriminator, Schema, SchemaType};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// The most levels of unions within unions that are taken for one.
const MAX_LEVELS: usize = 16;

impl<'a> Types<'a> {
    pub(super) fn lower_union(
        &mut self,
        (id, documented): (TypeId, &str),
        composed: &ComposedSchema<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Union<Lowered> {
        let mut parts = Vec::new();
        self.flatten(composed, 0, &mut BTreeSet::new(), &mut parts);
        let mut discriminator = composed.discriminator();
        let mut variants = if parts.is_empty() {
            self.variants_of_types((id, documented), composed, diagnostics)
        } else {
            let (alternatives, of_base) = self.with_families(&parts, discriminator);
            discriminator = discriminator.or(of_base);
            let labels = numbered(alternatives.iter().map(|alternative| self.label(alternative)));
            alternatives.into_iter().zip(labels).map(|of| self.variant(id, of, diagnostics)).collect()
        };
        merge_same(&mut variants);
        let discriminator = discriminator.map(|discriminator| WireName(discriminator.property.clone()));
        Union { documented: documented.to_owned(), discriminator, boxed: (), variants }
    }

    /// The alternatives of a union, with those of unions among them that have no name: of each once, since by `allOf` a union
    /// can be among its own alternatives.
    fn flatten(
        &self,
        composed: &ComposedSchema<'a>,
        level: usize,
        seen: &mut BTreeSet<usize>,
        parts: &mut Vec<Part<'a>>,
    ) {
        for part in composed.alternatives().into_iter().filter(|part| !is_only_null(part.schema)) {
            let is_union = matches!(self.components.kind(part.schema), Ok(SchemaKind::Union));
            let is_inline = !is_reference(part.schema) && stand_in(part.schema).is_none();
            if is_union && is_inline && level < MAX_LEVELS {
                if seen.insert(ptr::from_ref(part.schema).addr()) {
                    self.flatten(&self.components.composed(part.schema), level + 1, seen, parts);
                }
            } else {
                parts.push(part);
            }
        }
    }

    /// The alternatives that a union lists, and behind each base the types of its family that are not listed. If the union
    /// states no discriminator, that of the first family tells its types apart; the base is for what it does not name.
    fn with_families(
        &self,
        parts: &[Part<'a>],
        stated: Option<&'a Discriminator>,
    ) -> (Vec<Alternative<'a>>, Option<&'a Discriminator>) {
        let component = |schema: &'a Schema| {
            let reference = stand_in(schema).unwrap_or(schema).reference.as_ref();
            reference.and_then(|reference| self.components.get(reference))
        };
        let listed = parts.iter().map(|part| Alternative {
            schema: part.schema,
            component: component(part.schema),
            discriminator: stated,
        });
        let listed: Vec<Alternative<'a>> = listed.collect();
        let mut seen: BTreeSet<&str> = listed.iter().filter_map(|it| it.component).map(|it| it.key).collect();
        let (mut all, mut of_base) = (Vec::new(), None);
        for alternative in listed {
            let polymorphic_base = alternative.component.and_then(|component| self.polymorphic_base(component));
            all.push(alternative);
            let Some(polymorphic_base) = polymorphic_base else { continue };
            of_base = of_base.or(Some(polymorphic_base.discriminator));
            let more = polymorphic_base.descendants.into_iter().filter(|it| seen.insert(it.key));
            all.extend(more.map(|component| Alternative {
                schema: component.schema,
                component: Some(component),
                discriminator: stated,
            }));
        }
        self.components.copied.add(all.len().saturating_sub(parts.len()));
        if let Some(polymorphic_base) = of_base.filter(|_| stated.is_none()) {
            for alternative in &mut all {
                let is_told = alternative.component.is_some_and(|it| self.components.inherits(it, polymorphic_base));
                alternative.discriminator = is_told.then_some(polymorphic_base);
            }
        }
        (all, of_base)
    }

    fn variant(
        &mut self,
        union: TypeId,
        (alternative, label): (Alternative<'a>, String),
        diagnostics: &mut Diagnostics,
    ) -> Variant<Lowered> {
        let Alternative { schema, component, discriminator } = alternative;
        let inner = self.components.followed(stand_in(schema).unwrap_or(schema));
        let composed = self.components.composed(inner);
        let fixed = self.components.fixed(inner).to_vec();
        let tags = match (component, discriminator) {
            (_, None) => Vec::new(),
            (Some(component), Some(discriminator)) => self.components.tags(component, discriminator),
            (None, Some(discriminator)) => fixed_value(discriminator, &fixed).into_iter().collect(),
        };
        // In a union, a base is itself: the types that are made of it are variants beside it.
        let ty = match component.and_then(|component| self.components.identity(component)) {
            Some(id) => TypeRef::Named(id),
            None => {
                self.value(schema, Owner::Member(union, &label), diagnostics).map_or(TypeRef::Any, |typed| typed.ty)
            }
        };
        let required = composed.parts().iter().flat_map(|part| &part.schema.required).cloned();
        let required: BTreeSet<WireName> = required.map(WireName).collect();
        let required: Vec<WireName> = required.into_iter().collect();
        self.components.copied.add(required.len() + fixed.len() + tags.len());
        Variant { name: (), label, docs: docs(schema), ty, tags, required, fixed, at: schema.at.clone() }
    }

    /// What a variant is called after.
    fn label(&self, alternative: &Alternative<'a>) -> String {
        if let Some(component) = alternative.component {
            return component.label();
        }
        let inner = stand_in(alternative.schema).unwrap_or(alternative.schema);
        if inner.title.chars().any(char::is_alphanumeric) {
            return inner.title.clone();
        }
        match self.components.fixed(inner).first() {
            Some((_, value)) => value.clone(),
            None => kind_name(self.components.kind(inner).unwrap_or(SchemaKind::Any)).to_owned(),
        }
    }

    /// A variant for each type that a schema states.
    fn variants_of_types(
        &mut self,
        union: (TypeId, &str),
        composed: &ComposedSchema<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Vec<Variant<Lowered>> {
        let types = composed.types().unwrap_or_default();
        types.into_iter().filter_map(|one| self.variant_of_type(union, one, composed, diagnostics)).collect()
    }

    fn variant_of_type(
        &mut self,
        (union, documented): (TypeId, &str),
        one: SchemaType,
        composed: &ComposedSchema<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Option<Variant<Lowered>> {
        let schema = composed.parts().last()?.schema;
        let kind = kind_of_type(one, composed);
        let label = kind_name(kind);
        let owner = Owner::Member(union, label);
        let ty = match kind {
            SchemaKind::Boolean => TypeRef::Scalar(Scalar::Bool),
            SchemaKind::Integer | SchemaKind::NumberedEnum => TypeRef::Scalar(Scalar::I64),
            SchemaKind::Number => TypeRef::Scalar(Scalar::F64),
            SchemaKind::String | SchemaKind::Enum => TypeRef::Scalar(Scalar::String),
            SchemaKind::Array => self.list(schema, composed, owner, diagnostics).ok()?.ty,
            SchemaKind::Map => self.map(schema, composed, owner, diagnostics).ok()?.ty,
            SchemaKind::Object => self.object_alone((union, label), (schema, documented), composed, diagnostics),
            SchemaKind::Any | SchemaKind::Null | SchemaKind::Union | SchemaKind::Mixed => TypeRef::Any,
        };
        Some(Variant {
            name: (),
            label: label.to_owned(),
            docs: Docs::default(),
            ty,
            tags: Vec::new(),
            required: Vec::new(),
            fixed: Vec::new(),
            at: schema.at.clone(),
        })
    }
}

impl<'a> SchemaIndex<'a> {
    /// The members that have one value alone in every such object.
    fn fixed(&self, schema: &'a Schema) -> Fixed {
        let schema = self.followed(schema);
        let address = ptr::from_ref(schema).addr();
        if let Some(known) = self.fixed.borrow().get(&address) {
            return Rc::clone(known);
        }
        let composed = self.composed(schema);
        let members = self.members(&composed).into_iter();
        let fixed = members.filter_map(|(name, stated)| match self.composed(stated.schema).values() {
            [one] if composed.requires(name) => Some((WireName(name.to_owned()), text(one)?)),
            _ => None,
        });
        let fixed: Fixed = fixed.collect();
        self.fixed.borrow_mut().insert(address, Rc::clone(&fixed));
        fixed
    }

    /// The values of a discriminator that stand for a component: those of its mapping, or of that of a base, or else the one
    /// that the component states, or its name.
    pub(super) fn tags(&self, component: Component<'a>, discriminator: &'a Discriminator) -> Vec<String> {
        let composed = self.composed(component.schema);
        let inherited = composed.parts().iter().rev().filter_map(|part| part.schema.discriminator.as_ref());
        let inherited = inherited.filter(|other| other.property == discriminator.property);
        let mapped = [discriminator].into_iter().chain(inherited).map(|it| self.mapped(component, it));
        mapped.into_iter().find(|mapped| !mapped.is_empty()).unwrap_or_else(|| {
            let stated = component.schema.discriminator_value.clone();
            let stated = stated.or_else(|| fixed_value(discriminator, &self.fixed(component.schema)));
            vec![stated.unwrap_or_else(|| component.short())]
        })
    }

    /// Whether a component has a discriminator from a base, and is not the base itself.
    fn inherits(&self, component: Component<'a>, discriminator: &Discriminator) -> bool {
        let composed = self.composed(component.schema);
        let mut stated = composed.parts().iter().filter_map(|part| part.schema.discriminator.as_ref());
        let is_base = component.schema.discriminator.as_ref().is_some_and(|own| ptr::eq(own, discriminator));
        !is_base && stated.any(|other| other.property == discriminator.property)
    }

    /// The values that the mapping of a discriminator has for a component.
    fn mapped(&self, component: Component<'a>, discriminator: &'a Discriminator) -> Vec<String> {
        let by_location = || {
            let mut values = BTreeMap::<_, Vec<String>>::new();
            for (value, to) in &discriminator.mapping {
                if let Some(other) = self.named(to) {
                    values.entry(&other.schema.at).or_default().push(value.clone());
                }
            }
            values
        };
        let mut mappings = self.mappings.borrow_mut();
        let mapping = mappings.entry(ptr::from_ref(discriminator).addr()).or_insert_with(by_location);
        mapping.get(&component.schema.at).cloned().unwrap_or_default()
    }
}

/// One of the alternatives of a union.
struct Alternative<'a> {
    schema: &'a Schema,
    /// The component that it is.
    component: Option<Component<'a>>,
    /// What tells it from the others.
    discriminator: Option<&'a Discriminator>,
}

/// The one value that the discriminator has in every object.
fn fixed_value(discriminator: &Discriminator, fixed: &[(WireName, String)]) -> Option<String> {
    fixed.iter().find(|(name, _)| name.0 == discriminator.property).map(|(_, value)| value.clone())
}

/// Alternatives of one type are one variant. What they require, and what is fixed in them, is in ordinal order of the names.
pub(super) fn merge_same(variants: &mut Vec<Variant<Lowered>>) {
    let mut merged: Vec<Variant<Lowered>> = Vec::new();
    let mut locations = BTreeMap::<TypeRef, usize>::new();
    for variant in variants.drain(..) {
        let location = *locations.entry(variant.ty.clone()).or_insert(merged.len());
        match merged.get_mut(location) {
            Some(other) => {
                other.tags.extend(variant.tags);
                other.required.retain(|name| variant.required.binary_search(name).is_ok());
                other.fixed.retain(|fixed| variant.fixed.binary_search(fixed).is_ok());
            }
            None => merged.push(variant),
        }
    }
    *variants = merged;
}

/// Names that are there already get a number: the second `Object` is `Object 2`.
pub(super) fn numbered(labels: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = BTreeMap::<String, usize>::new();
    let number = |label: String| {
        let count = seen.entry(label.clone()).or_default();
        *count += 1;
        if *count == 1 { label } else { format!("{label} {count}") }
    };
    labels.map(number).collect()
}

/// What a variant is called of which nothing is known but the kind of its values.
fn kind_name(kind: SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Null => "Null",
        SchemaKind::Boolean => "Bool",
        SchemaKind::Integer => "Integer",
        SchemaKind::Number => "Number",
        SchemaKind::String => "String",
        SchemaKind::Enum | SchemaKind::NumberedEnum => "Enum",
        SchemaKind::Array => "Array",
        SchemaKind::Map => "Map",
        SchemaKind::Object => "Object",
        SchemaKind::Union | SchemaKind::Mixed => "Union",
        SchemaKind::Any => "Any",
    }
}

/// A value of an enum as the text that stands for it.
fn text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) | Node::Number(text) => Some(text.clone()),
        Node::Bool(value) => Some(value.to_string()),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}
