//! Composition: a schema together with all of its `allOf`, and schemas that are only aliases of another.
//!
//! Keywords that merely restrict values (`not`, `if`, `pattern`, `required` by itself) shape no type: readers are
//! liberal, and the service validates. [`constraints`](super::constraints) has those that are documented.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::rc::Rc;

use super::schema_index::SchemaIndex;
use crate::contract::{RequiredMembers, TypeId};
use crate::document::{Additional, Discriminator, Schema, SchemaType};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// The most parts of a composition: each costs time, and some cost stack.
const MAX_PARTS: usize = 256;

/// The most parts of alternatives whose members are merged into one object.
pub(super) const MAX_ALTERNATIVE_PARTS: usize = 4096;

/// A schema, composed with those of its `allOf`: the bases first, itself last.
pub(super) struct ComposedSchema<'a> {
    parts: Vec<Part<'a>>,
    /// The parts whose alternatives are not those of the schema, by address: they are its siblings.
    bases: BTreeSet<usize>,
    /// The names of the required members, cached.
    required: OnceCell<BTreeMap<&'a str, usize>>,
}

/// The compositions, cached by address of the schema. The cache is cleared when it grows too large: each composition
/// may have [`MAX_PARTS`] parts.
#[derive(Default)]
pub(super) struct CompositionCache<'a> {
    known: RefCell<Known<'a>>,
    /// The locations of schemas of which parts are left out.
    truncations: RefCell<BTreeSet<(&'a JsonPointer, Truncation)>>,
}

/// The reason why parts of a schema are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Truncation {
    /// A schema that is composed of too many others.
    Composition,
    /// A schema whose alternatives have too many parts.
    Alternatives,
}

#[derive(Default)]
struct Known<'a> {
    by_address: BTreeMap<usize, Rc<ComposedSchema<'a>>>,
    /// The number of parts of all compositions.
    parts: usize,
}

/// The most parts in the cache.
const MAX_KNOWN: usize = 1 << 20;

/// The parts of a composition that were found so far.
#[derive(Default)]
struct FoundParts<'a> {
    parts: Vec<Part<'a>>,
    /// The locations of these parts, and of those that are being searched.
    seen: BTreeSet<&'a JsonPointer>,
    /// The parts whose alternatives are not taken over, by address.
    bases: BTreeSet<usize>,
}

/// The place of a part in a composition.
#[derive(Clone, Copy)]
struct Place {
    /// `true` if the schema states the part itself.
    is_own: bool,
    /// `true` if the part is the schema, or its target.
    is_top: bool,
    /// `true` if the part comes from a base.
    is_inherited: bool,
}

impl Place {
    const TOP: Self = Self { is_own: true, is_top: true, is_inherited: false };
}

/// A part of a composition.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) schema: &'a Schema,
    /// The type that inline schemas in it are named after; `None` for the composed one.
    pub(super) owner: Option<TypeId>,
}

impl<'a> SchemaIndex<'a> {
    /// Returns the composition of a schema.
    pub(super) fn composed(&self, schema: &'a Schema) -> Rc<ComposedSchema<'a>> {
        if (schema.reference.is_none() && schema.all_of.is_empty()) || self.copied.is_spent() {
            return Rc::new(ComposedSchema::of(vec![Part { schema, owner: None }], BTreeSet::new()));
        }
        let address = ptr::from_ref(schema).addr();
        if let Some(known) = self.compositions.known.borrow().by_address.get(&address) {
            return Rc::clone(known);
        }
        let mut found = FoundParts::default();
        if !self.add_parts(Part { schema, owner: None }, Place::TOP, &mut found) {
            self.record_truncation(&schema.at, Truncation::Composition);
        }
        let composed = Rc::new(ComposedSchema::of(found.parts, found.bases));
        self.compositions.known.borrow_mut().keep(address, &composed);
        composed
    }

    /// Adds the parts of a part, and itself. A schema's own parts are always added, others up to the limit. Returns
    /// `true` if all were added.
    fn add_parts(&self, part: Part<'a>, place: Place, found: &mut FoundParts<'a>) -> bool {
        let Place { is_own, is_top, is_inherited } = place;
        if found.seen.contains(&part.schema.at) {
            return true;
        }
        if !is_own && found.seen.len() >= MAX_PARTS {
            return false;
        }
        found.seen.insert(&part.schema.at);
        let mut all = true;
        if let Some(target) = part.schema.reference.as_ref().and_then(|reference| self.get(reference)) {
            // An alias states what its target states; a chain of too many aliases is truncated.
            let is_alias = is_reference(part.schema);
            let is_own = is_own && found.seen.len() < MAX_PARTS && is_alias;
            let is_top = is_top && is_alias;
            let place = Place { is_own, is_top, is_inherited: !is_top };
            all &= self.add_parts(Part { schema: target.schema, owner: target.id }, place, found);
        }
        for schema in &part.schema.all_of {
            let place = Place { is_own, is_top: false, is_inherited };
            all &= self.add_parts(Part { schema, owner: part.owner }, place, found);
        }
        if is_inherited && self.lists_subtypes(part.schema, found) {
            found.bases.insert(ptr::from_ref(part.schema).addr());
        }
        found.parts.push(part);
        all
    }

    /// Returns `true` if the alternatives of a base are types that extend it, one of them on the way to the base.
    fn lists_subtypes(&self, base: &'a Schema, found: &FoundParts<'a>) -> bool {
        let is_on_the_way = |schema: &'a Schema| {
            let target = schema.reference.as_ref().and_then(|reference| self.get(reference));
            target.is_some_and(|target| found.seen.contains(&target.schema.at))
        };
        base.shares_members || base.alternatives.iter().any(is_on_the_way)
    }

    /// Records that parts of a schema are left out.
    pub(super) fn record_truncation(&self, at: &'a JsonPointer, truncation: Truncation) {
        self.compositions.truncations.borrow_mut().insert((at, truncation));
    }

    /// Reports the schemas of which parts are left out.
    pub(super) fn report_truncations(&self, diagnostics: &mut Diagnostics) {
        for (at, truncation) in self.compositions.truncations.borrow().iter() {
            let (message, help) = match truncation {
                Truncation::Composition => (
                    format!("the schema is composed of more than {MAX_PARTS} others: the rest is left out"),
                    "use fewer schemas in `allOf` and its references",
                ),
                Truncation::Alternatives => (
                    format!("the alternatives have more than {MAX_ALTERNATIVE_PARTS} schemas: the rest is left out"),
                    "use fewer schemas in `anyOf` and `oneOf`, and in their references",
                ),
            };
            diagnostics.warning(Code::Unsupported, at, message, help);
        }
    }
}

impl CompositionCache<'_> {
    /// Clears the cache.
    pub(super) fn forget(&self) {
        self.known.take();
    }
}

impl<'a> Known<'a> {
    fn keep(&mut self, address: usize, composed: &Rc<ComposedSchema<'a>>) {
        if self.parts > MAX_KNOWN {
            *self = Self::default();
        }
        self.parts += composed.parts.len();
        self.by_address.insert(address, Rc::clone(composed));
    }
}

impl<'a> ComposedSchema<'a> {
    fn of(parts: Vec<Part<'a>>, bases: BTreeSet<usize>) -> Self {
        Self { parts, bases, required: OnceCell::new() }
    }

    /// Returns the parts whose alternatives are those of the schema.
    fn choices(&self) -> impl Iterator<Item = &Part<'a>> {
        self.parts.iter().filter(|part| !self.bases.contains(&ptr::from_ref(part.schema).addr()))
    }

    /// Returns `true` if the alternatives have the members of the schema.
    pub(super) fn shares_members(&self) -> bool {
        self.choices().any(|part| part.schema.shares_members)
    }

    /// Returns the types that a value can have; `None` if no value satisfies all parts.
    pub(super) fn types(&self) -> Option<Vec<SchemaType>> {
        let mut stated = self.parts.iter().map(|part| &part.schema.types).filter(|types| !types.is_empty());
        let Some(first) = stated.next() else { return Some(Vec::new()) };
        let both = stated.fold(first.clone(), |types, others| {
            let narrow = |one: &SchemaType| match one {
                SchemaType::Number if !others.contains(one) => others.iter().find(|it| **it == SchemaType::Integer),
                SchemaType::Integer if others.contains(&SchemaType::Number) => Some(&SchemaType::Integer),
                one => others.iter().find(|it| *it == one),
            };
            types.iter().filter_map(narrow).copied().collect()
        });
        (!both.is_empty()).then_some(both)
    }

    /// Returns the values of `enum`. The last statement counts.
    pub(super) fn values(&self) -> &'a [Node] {
        self.last(|schema| schema.values.as_deref()).unwrap_or_default()
    }

    /// Returns the only value of `enum` or `const`, null aside.
    pub(super) fn only_value(&self) -> Option<&'a Node> {
        let mut values = self.values().iter().filter(|value| **value != Node::Null);
        values.next().filter(|_| values.next().is_none())
    }

    /// Returns `true` if the values of `enum` are integers with names.
    pub(super) fn has_named_integers(&self) -> bool {
        let named = self.last(|schema| schema.values.as_ref().map(|_| !schema.value_annotations.names.is_empty()));
        let mut values = self.values().iter().filter(|value| **value != Node::Null).peekable();
        named == Some(true) && values.peek().is_some() && values.all(|value| integer(value).is_some())
    }

    /// Returns the schema of the items.
    pub(super) fn items(&self) -> Option<&'a Schema> {
        self.last(|schema| schema.items.as_deref())
    }

    /// Returns the schemas of the first items.
    pub(super) fn first_items(&self) -> &'a [Schema] {
        self.last(|schema| Some(schema.first_items.as_slice()).filter(|items| !items.is_empty())).unwrap_or_default()
    }

    /// Returns `true` if no item may follow the first ones.
    pub(super) fn is_closed(&self) -> bool {
        let first = u64::try_from(self.first_items().len()).unwrap_or(u64::MAX);
        let is_full = self.constraints().max_items.is_some_and(|max| max <= first);
        is_full || self.parts.iter().any(|part| part.schema.is_closed)
    }

    /// Returns the statement about additional members. One with a schema is preferred.
    pub(super) fn additional(&self) -> Option<&'a Additional> {
        let typed = |schema: &'a Schema| schema.additional.as_ref().filter(|it| it.schema().is_some());
        self.last(typed).or_else(|| self.last(|schema| schema.additional.as_ref()))
    }

    pub(super) fn format(&self) -> Option<&'a str> {
        self.last(|schema| schema.format.as_deref())
    }

    pub(super) fn discriminator(&self) -> Option<&'a Discriminator> {
        self.last(|schema| schema.discriminator.as_ref())
    }

    /// Returns `true` if null is a value: every part that constrains values has to allow it.
    pub(super) fn is_nullable(&self) -> bool {
        let own = self.parts.last().is_some_and(|part| part.schema.is_nullable());
        let mut stated = self.parts.iter().filter(|part| constrains_values(part.schema)).peekable();
        own || (stated.peek().is_some() && stated.all(|part| part.schema.is_nullable()))
    }

    /// Returns the alternatives that constrain more than required members.
    pub(super) fn alternatives(&self) -> Vec<Part<'a>> {
        let all = self.choices().flat_map(|part| part.schema.alternatives.iter().map(|schema| (part.owner, schema)));
        all.filter(|(_, schema)| !is_vacuous(schema)).map(|(owner, schema)| Part { schema, owner }).collect()
    }

    /// Returns `true` if several parts have alternatives.
    pub(super) fn has_several_choices(&self) -> bool {
        self.choices().filter(|part| part.schema.alternatives.iter().any(|schema| !is_vacuous(schema))).count() > 1
    }

    /// Returns `true` if any part has properties.
    pub(super) fn has_properties(&self) -> bool {
        self.parts.iter().any(|part| !part.schema.properties.is_empty())
    }

    /// Returns the parts, the bases first.
    pub(super) fn parts(&self) -> &[Part<'a>] {
        &self.parts
    }

    /// Returns the position of a member among the required ones, in the order of the parts; `None` if it is optional.
    pub(super) fn required_position(&self, name: &str) -> Option<usize> {
        let all = || {
            let mut positions = BTreeMap::new();
            for (position, name) in self.parts.iter().flat_map(|part| &part.schema.required).enumerate() {
                positions.entry(name.as_str()).or_insert(position);
            }
            positions
        };
        self.required.get_or_init(all).get(name).copied()
    }

    /// Returns the treatment of a required member that the schemas state, the last one first.
    pub(super) fn required_statement(&self, name: &str) -> Option<RequiredMembers> {
        self.last(|schema| schema.extension.required.of(name))
    }

    fn last<T>(&self, of: impl Fn(&'a Schema) -> Option<T>) -> Option<T> {
        self.parts.iter().rev().find_map(|part| of(part.schema))
    }
}

/// Returns an integer, which may be quoted.
pub(super) fn integer(value: &Node) -> Option<i64> {
    match value {
        Node::Number(text) | Node::String(text) => text.parse().ok(),
        Node::Null | Node::Bool(_) | Node::Array(_) | Node::Object(_) => None,
    }
}

/// Returns a scalar value as a string. Numbers and booleans among strings are unquoted strings.
pub(super) fn scalar_string(value: &Node) -> Option<String> {
    match value {
        Node::String(text) | Node::Number(text) => Some(text.clone()),
        Node::Bool(value) => Some(value.to_string()),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}

/// Returns the schema that this one is an alias of, null aside: its only part.
pub(super) fn alias_target(schema: &Schema) -> Option<&Schema> {
    if !is_bare(schema) || schema.is_subtype {
        return None;
    }
    let stated = |schemas: &'_ [Schema]| !schemas.iter().all(is_vacuous);
    let mut parts: Vec<&Schema> = match (stated(&schema.all_of), stated(&schema.alternatives)) {
        (true, false) => schema.all_of.iter().collect(),
        (false, true) => schema.alternatives.iter().filter(|schema| !is_only_null(schema)).collect(),
        _ => return None,
    };
    parts.retain(|part| !is_vacuous(part));
    // A bare type, such as `object`, adds nothing to a part that details it.
    if !schema.all_of.is_empty() && parts.iter().any(|part| !constrains_type_alone(part)) {
        parts.retain(|part| !constrains_type_alone(part));
    }
    match parts.as_slice() {
        [one] => Some(one),
        _ => None,
    }
}

/// Returns `true` if a schema is a plain reference: its other keywords do not constrain values.
pub(super) fn is_reference(schema: &Schema) -> bool {
    let mut parts = schema.all_of.iter().chain(&schema.alternatives);
    schema.reference.is_some() && is_bare(schema) && parts.all(is_vacuous)
}

/// Returns `true` if null is an alternative of a schema.
pub(super) fn has_null(schema: &Schema) -> bool {
    schema.alternatives.iter().any(is_only_null)
}

/// Returns `true` if null is the only value.
pub(super) fn is_only_null(schema: &Schema) -> bool {
    schema.types == [SchemaType::Null] || schema.values.as_deref() == Some(&[Node::Null])
}

/// Returns `true` if a schema does not constrain its values, except for required members.
pub(super) fn is_vacuous(schema: &Schema) -> bool {
    schema.types.is_empty() && constrains_type_alone(schema)
}

/// Returns `true` if a schema constrains its values itself, apart from `allOf` and its reference.
fn constrains_values(schema: &Schema) -> bool {
    !schema.types.is_empty() || !is_bare(schema) || !schema.alternatives.iter().all(is_vacuous)
}

/// Returns `true` if a schema constrains nothing but the type of its values.
fn constrains_type_alone(schema: &Schema) -> bool {
    let mut parts = schema.all_of.iter().chain(&schema.alternatives);
    schema.reference.is_none() && is_bare(schema) && parts.all(is_vacuous)
}

/// Returns `true` if a schema constrains nothing but the type of its values, apart from its parts.
fn is_bare(schema: &Schema) -> bool {
    schema.values.is_none()
        && schema.properties.is_empty()
        && schema.items.is_none()
        && schema.first_items.is_empty()
        && schema.additional.is_none()
        && schema.format.is_none()
        && !schema.malformed
}
