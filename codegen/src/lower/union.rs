//! Unions: `oneOf`, `anyOf`, and several `type`s.
//!
//! [`variant_labels`](super::variant_labels) names the variants.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::rc::Rc;

use super::composition::{ComposedSchema, Part, alias_target, is_only_null, is_reference, scalar_string};
use super::constraints::beside_target;
use super::inline_schemas::Site;
use super::lowering::{Lowering, docs};
use super::objects::Definition;
use super::schema_index::{Component, SchemaIndex, Single, Singles};
use super::schema_kind::{SchemaKind, kind_of_type};
use super::unsupported::{LeftOut, Unsupported};
use crate::contract::{
    Constraints, Docs, FixedMember, Lowered, Scalar, TypeId, TypeKind, TypeRef, Union, Variant, WireName,
};
use crate::document::{Discriminator, Schema, SchemaType};

/// The help for a variant that is left out.
const KEPT: &str = "readers keep its values as unrecognized; give it a supported schema to have them typed";

/// The most constants of members that tell a variant.
const MAX_NESTED: usize = 16;

/// The deepest nesting of inline unions that are flattened.
const MAX_LEVELS: usize = 16;

impl<'a> Lowering<'a, '_> {
    pub(super) fn lower_union(&mut self, definition: &Definition<'a, '_>) -> Union<Lowered> {
        let composed = &definition.composed;
        let parts = self.flattened(composed);
        let mut discriminator = composed.discriminator();
        let mut variants = if parts.is_empty() {
            self.variants_of_types(definition)
        } else {
            let (mut alternatives, of_base) = self.with_descendants(&parts, discriminator);
            discriminator = discriminator.or(of_base).or_else(|| self.inherited(&mut alternatives));
            let labels = self.labels(&definition.schema.at, &alternatives);
            let told = self.told(&alternatives);
            let alternatives = alternatives.into_iter().zip(labels);
            alternatives.map(|(alternative, label)| self.variant(definition.id, alternative, &label, &told)).collect()
        };
        let own = composed.constraints();
        for variant in &mut variants {
            let stated = variant.constraints.as_deref().cloned().unwrap_or_default().and(&own);
            variant.constraints = self.consistent(stated, &variant.ty, &variant.at).boxed();
        }
        merge_same(&mut variants);
        let discriminator = discriminator.map(|discriminator| WireName(discriminator.property.clone()));
        Union { documented: definition.documented.to_owned(), discriminator, boxed: (), variants }
    }

    /// Returns the alternatives of a union, with those of inline unions among them. Each inline union is visited once:
    /// by `allOf` a union can be among its own alternatives.
    fn flattened(&self, composed: &ComposedSchema<'a>) -> Vec<Part<'a>> {
        let (mut parts, mut seen) = (Vec::new(), BTreeSet::new());
        let alternatives = |composed: &ComposedSchema<'a>, level: usize| {
            let parts = composed.alternatives().into_iter().rev().filter(|part| !is_only_null(part.schema));
            parts.map(|part| (part, level)).collect::<Vec<_>>()
        };
        let mut open = alternatives(composed, 0);
        while let Some((part, level)) = open.pop() {
            let is_union = matches!(self.index.kind(part.schema), Ok(SchemaKind::Union));
            let is_inline = !is_reference(part.schema) && alias_target(part.schema).is_none();
            if !is_union || !is_inline || level >= MAX_LEVELS {
                parts.push(part);
            } else if seen.insert(ptr::from_ref(part.schema).addr()) {
                open.extend(alternatives(&self.index.composed(part.schema), level + 1));
            }
        }
        parts
    }

    /// Returns the listed alternatives of a union, and after each polymorphic base its descendants that are not listed.
    /// If the union states no discriminator, that of the first base applies to its descendants; the base is the variant
    /// for unknown values of it.
    fn with_descendants(
        &self,
        parts: &[Part<'a>],
        stated: Option<&'a Discriminator>,
    ) -> (Vec<Alternative<'a>>, Option<&'a Discriminator>) {
        let component = |schema: &'a Schema| {
            let inner = alias_target(schema).unwrap_or(schema);
            let reference = inner.extends.as_ref().or(inner.reference.as_ref());
            reference.and_then(|reference| self.index.get(reference))
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
        self.index.copied.add(all.len().saturating_sub(parts.len()));
        if let Some(polymorphic_base) = of_base.filter(|_| stated.is_none()) {
            for alternative in &mut all {
                let is_told = alternative.component.is_some_and(|it| self.index.inherits(it, polymorphic_base));
                alternative.discriminator = is_told.then_some(polymorphic_base);
            }
        }
        (all, of_base)
    }

    /// Returns the discriminator that all alternatives inherit from a base, which then selects them.
    fn inherited(&self, alternatives: &mut [Alternative<'a>]) -> Option<&'a Discriminator> {
        let of = |alternative: &Alternative<'a>| {
            let component = alternative.component?;
            let stated = self.index.composed(component.schema).discriminator()?;
            self.index.inherits(component, stated).then_some(stated)
        };
        let found: Vec<_> = alternatives.iter().map(of).collect::<Option<_>>()?;
        let (first, others) = found.split_first()?;
        if others.is_empty() || others.iter().any(|other| other.property != first.property) {
            return None;
        }
        for (alternative, discriminator) in alternatives.iter_mut().zip(&found) {
            alternative.discriminator = Some(discriminator);
        }
        Some(first)
    }

    /// Returns the members that tell the alternatives apart although no discriminator names them: those with a single
    /// possible value in several alternatives, and not the same one in all.
    fn told(&self, alternatives: &[Alternative<'a>]) -> BTreeSet<WireName> {
        let mut values = BTreeMap::<WireName, BTreeSet<String>>::new();
        for alternative in alternatives.iter().filter(|alternative| alternative.discriminator.is_none()) {
            let inner = self.index.followed(alias_target(alternative.schema).unwrap_or(alternative.schema));
            for Single { member, .. } in self.index.singles(inner).iter() {
                values.entry(member.name.clone()).or_default().insert(member.value.clone());
            }
        }
        values.into_iter().filter(|(_, values)| values.len() > 1).map(|(name, _)| name).collect()
    }

    fn variant(
        &mut self,
        union: TypeId,
        alternative: Alternative<'a>,
        label: &str,
        told: &BTreeSet<WireName>,
    ) -> Variant<Lowered> {
        let Alternative { schema, component, discriminator } = alternative;
        let inner = self.index.followed(alias_target(schema).unwrap_or(schema));
        let composed = self.index.composed(inner);
        // Writers have the first tag as a string.
        let is_tag = |one: &Single| discriminator.is_some_and(|it| it.property == one.member.name.0);
        let is_told =
            |one: &Single| one.is_required || told.contains(&one.member.name) || (one.member.is_literal && is_tag(one));
        let singles = self.index.singles(inner);
        let fixed: Vec<_> = singles.iter().filter(|one| is_told(one)).map(|one| one.member.clone()).collect();
        let tags = match (component, discriminator) {
            (_, None) => Vec::new(),
            (Some(component), Some(discriminator)) => self.index.tags(component, discriminator),
            (None, Some(discriminator)) => fixed_value(discriminator, &singles).into_iter().collect(),
        };
        // In a union, a polymorphic base is only itself: its descendants are variants beside it.
        let own = component.filter(|component| self.is_complete(*component, schema));
        let (ty, constraints) = match own.and_then(|component| self.index.identity(component)) {
            Some(id) => {
                let is_alias = is_reference(schema) || alias_target(schema).is_some();
                let beside = if is_alias { beside_target(schema) } else { Constraints::default() };
                (TypeRef::Named(id), self.consistent(beside, &TypeRef::Named(id), &schema.at).boxed())
            }
            None => {
                let typed = self.value(schema, Site::Member(union, label));
                let typed = typed.unwrap_or_else(|unsupported| self.untyped_for(schema, unsupported));
                (typed.ty, typed.constraints.boxed())
            }
        };
        let required = composed.parts().iter().flat_map(|part| &part.schema.required).cloned();
        let required: BTreeSet<WireName> = required.map(WireName).collect();
        let required: Vec<WireName> = required.into_iter().collect();
        let nested = self.index.nested(inner);
        self.index.copied.add(required.len() + fixed.len() + nested.len() + tags.len());
        Variant {
            name: (),
            label: label.to_owned(),
            docs: docs(schema),
            ty,
            constraints,
            tags,
            is_open: false,
            required,
            fixed,
            nested,
            at: schema.at.clone(),
        }
    }

    /// Returns `true` if a component has all members of an alternative that refers to it.
    fn is_complete(&self, component: Component<'a>, alternative: &'a Schema) -> bool {
        if alternative.extends.is_none() {
            return true;
        }
        let own = self.index.members(&self.index.composed(component.schema));
        self.index.members(&self.index.composed(alternative)).keys().all(|name| own.contains_key(name))
    }

    /// Returns a variant for each type that a schema states.
    fn variants_of_types(&mut self, union: &Definition<'a, '_>) -> Vec<Variant<Lowered>> {
        let types = union.composed.types().unwrap_or_default();
        types.into_iter().filter_map(|one| self.variant_of_type(union, one)).collect()
    }

    /// Returns the variant for a type; `None` if it is unsupported.
    fn variant_of_type(&mut self, union: &Definition<'a, '_>, one: SchemaType) -> Option<Variant<Lowered>> {
        let schema = union.schema;
        let kind = kind_of_type(one, &union.composed);
        let label = kind_name(kind);
        let ty = match self.type_of_variant(union, kind) {
            Ok(ty) => ty,
            Err(unsupported) => {
                let what = format!("the variant `{label}`");
                self.report(&unsupported, &LeftOut { what: &what, at: &schema.at, help: KEPT });
                return None;
            }
        };
        Some(Variant {
            name: (),
            label: label.to_owned(),
            docs: Docs::default(),
            ty,
            constraints: None,
            tags: Vec::new(),
            is_open: false,
            required: Vec::new(),
            fixed: Vec::new(),
            nested: Vec::new(),
            at: schema.at.clone(),
        })
    }

    fn type_of_variant(&mut self, union: &Definition<'a, '_>, kind: SchemaKind) -> Result<TypeRef, Unsupported> {
        let label = kind_name(kind);
        let site = Site::Member(union.id, label);
        Ok(match kind {
            SchemaKind::Boolean => TypeRef::Scalar(Scalar::Bool),
            SchemaKind::Integer | SchemaKind::NumberedEnum => TypeRef::Scalar(Scalar::I64),
            SchemaKind::Number => TypeRef::Scalar(Scalar::F64),
            SchemaKind::String | SchemaKind::Enum => TypeRef::Scalar(Scalar::STRING),
            SchemaKind::Array => self.array(union.schema, site)?.ty,
            SchemaKind::Map => self.map(union.schema, site)?.ty,
            SchemaKind::Object => self.define_variant(union, label, |it, own| TypeKind::Struct(it.lower_struct(own))),
            SchemaKind::Tuple => self.define_variant(union, label, |it, own| TypeKind::Tuple(it.lower_tuple(own))),
            SchemaKind::Any | SchemaKind::Null | SchemaKind::Union | SchemaKind::Mixed => TypeRef::Any,
        })
    }
}

impl<'a> SchemaIndex<'a> {
    /// Returns the members of a schema that have a single possible value.
    pub(super) fn singles(&self, schema: &'a Schema) -> Singles {
        let schema = self.followed(schema);
        let address = ptr::from_ref(schema).addr();
        if let Some(known) = self.singles.borrow().get(&address) {
            return Rc::clone(known);
        }
        let composed = self.composed(schema);
        let members = self.members(&composed).into_iter();
        let singles = members.filter_map(|(name, stated)| {
            let value = scalar_string(self.composed(stated.schema).only_value()?)?;
            let kind = self.kind(stated.schema).unwrap_or(SchemaKind::Any);
            let is_literal = matches!(kind, SchemaKind::Boolean | SchemaKind::Integer | SchemaKind::Number);
            let is_required = composed.required_position(name).is_some();
            Some(Single { member: FixedMember { name: WireName(name.to_owned()), value, is_literal }, is_required })
        });
        let singles: Singles = singles.collect();
        self.singles.borrow_mut().insert(address, Rc::clone(&singles));
        singles
    }

    /// Returns the required members of members that have a single possible value.
    fn nested(&self, schema: &'a Schema) -> Vec<(WireName, FixedMember)> {
        let composed = self.composed(schema);
        let members = self.members(&composed).into_iter();
        let objects = members.filter(|(_, stated)| matches!(self.kind(stated.schema), Ok(SchemaKind::Object)));
        let nested = objects.flat_map(|(name, stated)| {
            let singles = self.singles(stated.schema);
            let required = singles.iter().filter(|one| one.is_required);
            let required: Vec<_> = required.map(|one| (WireName(name.to_owned()), one.member.clone())).collect();
            required
        });
        nested.take(MAX_NESTED).collect()
    }

    /// Returns the values of a discriminator that select a component: the value that the component states, then those
    /// of the mapping, or of the mapping of a base; or else its name.
    pub(super) fn tags(&self, component: Component<'a>, discriminator: &'a Discriminator) -> Vec<String> {
        let tags = self.stated_tags(component, discriminator);
        if tags.is_empty() { vec![component.short()] } else { tags }
    }

    /// Returns the values of a discriminator that are stated for a component.
    pub(super) fn stated_tags(&self, component: Component<'a>, discriminator: &'a Discriminator) -> Vec<String> {
        let composed = self.composed(component.schema);
        let inherited = composed.parts().iter().rev().filter_map(|part| part.schema.discriminator.as_ref());
        let inherited = inherited.filter(|other| other.property == discriminator.property);
        let mapped = [discriminator].into_iter().chain(inherited).map(|it| self.mapped(component, it));
        let mapped = mapped.into_iter().find(|mapped| !mapped.is_empty()).unwrap_or_default();
        let own = component.schema.discriminator_value.clone();
        let own = own.or_else(|| fixed_value(discriminator, &self.singles(component.schema)));
        let others = mapped.into_iter().filter(|tag| own.as_ref() != Some(tag)).collect::<Vec<_>>();
        own.into_iter().chain(others).collect()
    }

    /// Returns `true` if a component inherits a discriminator from a base, and is not the base itself.
    fn inherits(&self, component: Component<'a>, discriminator: &Discriminator) -> bool {
        let composed = self.composed(component.schema);
        let mut stated = composed.parts().iter().filter_map(|part| part.schema.discriminator.as_ref());
        let is_base = component.schema.discriminator.as_ref().is_some_and(|own| ptr::eq(own, discriminator));
        !is_base && stated.any(|other| other.property == discriminator.property)
    }

    /// Returns the values that the mapping of a discriminator has for a component.
    fn mapped(&self, component: Component<'a>, discriminator: &'a Discriminator) -> Vec<String> {
        let by_location = || {
            let mut values = BTreeMap::<_, Vec<String>>::new();
            for (value, to) in &discriminator.mapping {
                if let Some(other) = self.by_reference_or_key(to) {
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

/// An alternative of a union.
#[derive(Clone, Copy)]
pub(super) struct Alternative<'a> {
    pub(super) schema: &'a Schema,
    /// The component that it refers to.
    pub(super) component: Option<Component<'a>>,
    /// The discriminator that selects it.
    pub(super) discriminator: Option<&'a Discriminator>,
}

/// Returns the single possible value of the discriminator.
pub(super) fn fixed_value(discriminator: &Discriminator, singles: &[Single]) -> Option<String> {
    let mut members = singles.iter().map(|one| &one.member);
    members.find(|member| member.name.0 == discriminator.property).map(|member| member.value.clone())
}

/// Merges variants of the same type. Their required and fixed members are in ordinal order of the names.
pub(super) fn merge_same(variants: &mut Vec<Variant<Lowered>>) {
    let mut merged: Vec<Variant<Lowered>> = Vec::new();
    let mut locations = BTreeMap::<TypeRef, usize>::new();
    for variant in variants.drain(..) {
        let location = *locations.entry(variant.ty.clone()).or_insert(merged.len());
        match merged.get_mut(location) {
            Some(other) => {
                other.tags.extend(variant.tags);
                other.is_open |= variant.is_open;
                if other.constraints != variant.constraints {
                    // A value satisfies one of the two.
                    other.constraints = None;
                }
                other.required.retain(|name| variant.required.binary_search(name).is_ok());
                other.fixed.retain(|fixed| variant.fixed.binary_search(fixed).is_ok());
                other.nested.retain(|nested| variant.nested.contains(nested));
            }
            None => merged.push(variant),
        }
    }
    *variants = merged;
}

/// Returns the label of a variant of which only the kind is known.
pub(super) fn kind_name(kind: SchemaKind) -> &'static str {
    match kind {
        SchemaKind::Null => "Null",
        SchemaKind::Boolean => "Bool",
        SchemaKind::Integer => "Integer",
        SchemaKind::Number => "Number",
        SchemaKind::String => "String",
        SchemaKind::Enum | SchemaKind::NumberedEnum => "Enum",
        SchemaKind::Array => "Array",
        SchemaKind::Tuple => "Tuple",
        SchemaKind::Map => "Map",
        SchemaKind::Object => "Object",
        SchemaKind::Union | SchemaKind::Mixed => "Union",
        SchemaKind::Any => "Any",
    }
}
