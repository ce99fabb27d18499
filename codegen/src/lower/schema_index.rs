//! The index of referenced schemas: component schemas, and others that references lead to.
//!
//! A reference is followed one step at a time. A dangling or circular reference is a diagnostic at its own location,
//! and the schema with the reference is left out.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::rc::Rc;

use super::composition::{CompositionCache, is_reference};
use super::copy_budget::CopyBudget;
use super::schema_kind::SchemaKind;
use super::unsupported::Unsupported;
use crate::contract::{FixedMember, TypeId};
use crate::document::{Reference, Schema};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The longest chain of aliases: each costs time, and some cost stack.
pub(super) const MAX_ALIASES: usize = 64;

/// The index of referenced schemas, with caches of what is derived from them.
pub(super) struct SchemaIndex<'a> {
    /// The start of references to component schemas.
    location: &'static str,
    by_key: BTreeMap<&'a str, Component<'a>>,
    /// The referenced schemas outside the components.
    by_pointer: BTreeMap<&'a JsonPointer, Component<'a>>,
    /// The kinds of referenced schemas, cached: without the cache, nested unions would take twice as long for each
    /// level.
    kinds: RefCell<BTreeMap<&'a JsonPointer, SchemaKind>>,
    /// The kinds of schemas with alternatives, also by `allOf`, by address.
    kinds_of_alternatives: RefCell<BTreeMap<usize, SchemaKind>>,
    /// The compositions of schemas with more than one part, cached.
    pub(super) compositions: CompositionCache<'a>,
    /// The members with a single possible value, by address of the schema, cached.
    pub(super) singles: RefCell<BTreeMap<usize, Singles>>,
    /// The budget for what types copy from others.
    pub(super) copied: CopyBudget,
    by_id: BTreeMap<TypeId, Component<'a>>,
    /// `true` if arrays whose first items have schemas of their own are tuples.
    pub(super) has_tuples: bool,
    /// The arrays and maps that contain themselves, by location.
    pub(super) recursive: BTreeSet<&'a JsonPointer>,
    /// The mappings of discriminators, inverted: the values for each location, by address of the discriminator. Both a
    /// mapping and its lookups may be many.
    pub(super) mappings: RefCell<BTreeMap<usize, BTreeMap<&'a JsonPointer, Vec<String>>>>,
    /// The work that was done to suggest names for dangling references.
    suggestions: Cell<usize>,
    /// The direct descendants by `allOf`, by location of the base.
    children: BTreeMap<&'a JsonPointer, Vec<Component<'a>>>,
    /// The schemas that name a type in their place, by address.
    pub(super) replaced: BTreeSet<usize>,
}

/// Members with a single possible value, in ordinal order of their names.
pub(super) type Singles = Rc<[Single]>;

/// A member with a single possible value.
pub(super) struct Single {
    pub(super) member: FixedMember,
    pub(super) is_required: bool,
}

/// A referenced schema.
#[derive(Clone, Copy)]
pub(super) struct Component<'a> {
    /// The key of the component, or else the pointer to the schema.
    pub(super) key: &'a str,
    pub(super) schema: &'a Schema,
    /// The type; `None` for an alias.
    pub(super) id: Option<TypeId>,
}

impl<'a> Component<'a> {
    /// Returns the name in the API description.
    pub(super) fn documented(&self) -> &'a str {
        self.schema.extension.name.as_deref().unwrap_or(self.key)
    }

    /// Returns the label of a variant of a union.
    pub(super) fn label(&self) -> String {
        self.schema.extension.name.clone().unwrap_or_else(|| self.short())
    }

    /// Returns the last segment of the name; for a schema outside the components the last segment of its pointer, or
    /// its file.
    pub(super) fn short(&self) -> String {
        if self.key == self.schema.at.as_str() {
            self.schema.at.last()
        } else {
            self.key.rsplit('/').next().unwrap_or_default().to_owned()
        }
    }
}

impl<'a> SchemaIndex<'a> {
    /// Returns an empty index. References to component schemas start with `location`.
    pub(super) fn new(location: &'static str) -> Self {
        Self {
            location,
            by_key: BTreeMap::new(),
            by_pointer: BTreeMap::new(),
            kinds: RefCell::default(),
            kinds_of_alternatives: RefCell::default(),
            compositions: CompositionCache::default(),
            singles: RefCell::default(),
            copied: CopyBudget::default(),
            by_id: BTreeMap::new(),
            has_tuples: true,
            recursive: BTreeSet::new(),
            mappings: RefCell::default(),
            suggestions: Cell::new(0),
            children: BTreeMap::new(),
            replaced: BTreeSet::new(),
        }
    }

    /// Adds a component schema.
    pub(super) fn add(&mut self, key: &'a str, schema: &'a Schema) {
        self.by_key.insert(key, Component { key, schema, id: None });
    }

    /// Adds a referenced schema outside the components.
    pub(super) fn add_outside_components(&mut self, schema: &'a Schema) {
        self.by_pointer.insert(&schema.at, Component { key: schema.at.as_str(), schema, id: None });
    }

    /// Gives an id to each schema that is a type, once all are added.
    pub(super) fn identify(&mut self, mut id: impl FnMut() -> TypeId) {
        self.recursive = self.find_recursive();
        let typed: Vec<bool> = self.all().iter().map(|component| self.has_identity(component.schema)).collect();
        let all = self.by_key.values_mut().chain(self.by_pointer.values_mut());
        for (component, _) in all.zip(typed).filter(|(_, typed)| *typed) {
            let id = id();
            component.id = Some(id);
            self.by_id.insert(id, *component);
        }
        // Compositions up to here have no ids.
        self.compositions.forget();
        self.children = self.find_children();
    }

    /// Returns the direct descendants of a component by `allOf`.
    pub(super) fn children(&self, of: Component<'a>) -> &[Component<'a>] {
        self.children.get(&of.schema.at).map(Vec::as_slice).unwrap_or_default()
    }

    /// Returns the component of a type; `None` for an inline type.
    pub(super) fn of_type(&self, id: TypeId) -> Option<Component<'a>> {
        self.by_id.get(&id).copied()
    }

    /// Returns the kind of a component, cached from `work_out`.
    pub(super) fn known_kind(&self, component: Component<'a>, work_out: impl FnOnce() -> SchemaKind) -> SchemaKind {
        if let Some(kind) = self.kinds.borrow().get(&component.schema.at) {
            return *kind;
        }
        let kind = work_out();
        self.kinds.borrow_mut().insert(&component.schema.at, kind);
        kind
    }

    /// Returns the kind of a schema with alternatives, cached from `work_out`.
    pub(super) fn known_kind_of_alternatives(
        &self,
        schema: &'a Schema,
        work_out: impl FnOnce() -> SchemaKind,
    ) -> SchemaKind {
        let address = ptr::from_ref(schema).addr();
        if let Some(kind) = self.kinds_of_alternatives.borrow().get(&address) {
            return *kind;
        }
        let kind = work_out();
        self.kinds_of_alternatives.borrow_mut().insert(address, kind);
        kind
    }

    /// Returns all referenced schemas: first component schemas, in ordinal order of their keys.
    pub(super) fn all(&self) -> Vec<Component<'a>> {
        self.by_key.values().chain(self.by_pointer.values()).copied().collect()
    }

    /// Returns the component of this key.
    pub(super) fn of_key(&self, key: &str) -> Option<Component<'a>> {
        self.by_key.get(key).copied()
    }

    /// Returns the referenced schema outside the components at this location.
    pub(super) fn outside_components(&self, at: &JsonPointer) -> Option<Component<'a>> {
        self.by_pointer.get(at).copied()
    }

    /// Returns the component that a reference leads to, with a diagnostic about a dangling reference.
    pub(super) fn find(
        &self,
        reference: &Reference,
        diagnostics: &mut Diagnostics,
    ) -> Result<Component<'a>, Unsupported> {
        let text = &reference.text;
        let Some(pointer) = text.strip_prefix('#').and_then(JsonPointer::from_fragment) else {
            let why = match text.strip_prefix('#') {
                Some(anchor) => format!("no schema has the anchor `{anchor}`"),
                None => format!("`{text}` refers to a file that was not read, or is not the `$id` of a schema"),
            };
            return Err(Unsupported::Because(why));
        };
        self.get(reference).ok_or_else(|| {
            let message = format!("`$ref` leads to `{pointer}`, which does not exist");
            diagnostics.warning(Code::DanglingRef, &reference.at, message, self.suggestion(text));
            Unsupported::Reported
        })
    }

    /// Returns `true`, with a diagnostic, if a component is an alias in a circle of aliases.
    pub(super) fn is_circle(&self, component: Component<'a>, diagnostics: &mut Diagnostics) -> bool {
        let mut seen = BTreeSet::from([component.key]);
        let mut at = component;
        while let Some(reference) = at.schema.reference.as_ref().filter(|_| seen.len() <= MAX_ALIASES) {
            let Some(next) = self.get(reference) else { return false };
            if !seen.insert(next.key) {
                let message = format!("`$ref` to `{}` only leads back to itself", reference.text);
                let help = "replace one of the references by its target";
                diagnostics.warning(Code::CircularRef, &reference.at, message, help);
                return true;
            }
            at = next;
        }
        false
    }

    /// Returns the component at the end of a chain of plain references; `None` if the schema is no plain reference.
    pub(super) fn target(&self, mut schema: &'a Schema) -> Option<Component<'a>> {
        let mut target = None;
        for _ in 0..MAX_ALIASES {
            let reference = schema.reference.as_ref().filter(|_| is_reference(schema));
            let Some(next) = reference.and_then(|reference| self.get(reference)) else { break };
            schema = next.schema;
            target = Some(next);
        }
        target
    }

    /// Returns the schema at the end of a chain of plain references.
    pub(super) fn followed(&self, schema: &'a Schema) -> &'a Schema {
        self.target(schema).map_or(schema, |component| component.schema)
    }

    /// Returns the component that a reference leads to.
    pub(super) fn get(&self, reference: &Reference) -> Option<Component<'a>> {
        let pointer = JsonPointer::from_fragment(reference.text.strip_prefix('#')?)?;
        let key = self.key(&pointer);
        let found = key.and_then(|key| self.by_key.get(key.as_str()));
        found.or_else(|| self.by_pointer.get(&pointer)).copied()
    }

    /// Returns the component that a string denotes: a reference, or a key.
    pub(super) fn by_reference_or_key(&self, text: &str) -> Option<Component<'a>> {
        let reference = Reference { at: JsonPointer::root(), text: text.to_owned() };
        self.get(&reference).or_else(|| self.of_key(text))
    }

    /// Returns the key of the component that a pointer leads to.
    fn key(&self, pointer: &JsonPointer) -> Option<String> {
        let location = self.location.trim_start_matches('#');
        let key = pointer.as_str().strip_prefix(location)?;
        (!key.contains('/')).then(|| pointer.last())
    }

    /// Returns a suggestion for a dangling reference.
    pub(super) fn suggestion(&self, reference: &str) -> String {
        let key = reference.rsplit('/').next().unwrap_or(reference);
        let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
        let key = last(key);
        let distance = |name: &&&str| strsim::damerau_levenshtein(&last(name), &key);
        let far = key.chars().count() / LETTERS_FOR_A_SLIP;
        let names = self.by_key.keys().filter(|name| name.len() <= MAX_LETTERS);
        let found = if self.may_suggest(&key) { names.min_by_key(distance) } else { None };
        match found.filter(|name| distance(name) <= far) {
            Some(name) => format!("did you mean `{}{name}`?", self.location),
            None => format!("define it under `{}`, or correct the reference", self.location),
        }
    }

    /// Returns `true` if the budget allows a comparison of this key with all names.
    fn may_suggest(&self, key: &str) -> bool {
        if self.suggestions.get() > MAX_SUGGESTIONS || key.len() > MAX_LETTERS {
            return false;
        }
        let letters = self.by_key.keys().map(|name| name.len() + 1).sum::<usize>();
        let work = letters.saturating_mul(key.len() + 1);
        self.suggestions.update(|done| done.saturating_add(work));
        self.suggestions.get() <= MAX_SUGGESTIONS
    }
}

/// The budget for suggestions, in letters of the names times letters of the dangling keys.
const MAX_SUGGESTIONS: usize = 1 << 27;

/// The longest name that is compared: the comparison takes memory for each pair of letters.
const MAX_LETTERS: usize = 1000;

/// The number of letters for each typo that a suggestion may correct.
const LETTERS_FOR_A_SLIP: usize = 3;
