//! The schemas that have an identity: those of the components, and others that references lead to.
//!
//! A reference is followed one step at a time. One that leads nowhere, or only back to itself, is a diagnostic at its own
//! place, and what refers is left out.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::ptr;
use std::rc::Rc;

use super::composition::{CompositionCache, is_reference};
use super::copy_budget::CopyBudget;
use super::schema_kind::SchemaKind;
use super::unsupported::Unsupported;
use crate::contract::{TypeId, WireName};
use crate::document::{Reference, Schema};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The most names that may lead to one another: each costs time, and some cost stack.
pub(super) const MAX_ALIASES: usize = 64;

/// The schemas that references lead to.
pub(super) struct SchemaIndex<'a> {
    /// Where those of the components are, as references start.
    location: &'static str,
    by_key: BTreeMap<&'a str, Component<'a>>,
    /// The others.
    by_pointer: BTreeMap<&'a JsonPointer, Component<'a>>,
    /// What the values of each of them are, as far as it was asked for: without this, unions of unions of unions
    /// would take twice as long for each level.
    kinds: RefCell<BTreeMap<&'a JsonPointer, SchemaKind>>,
    /// The same of schemas that have alternatives, or get some by `allOf`, by where they are in memory.
    kinds_of_alternatives: RefCell<BTreeMap<usize, SchemaKind>>,
    /// Schemas with all that they have to fit, as far as that is more than themselves, and it was asked for.
    pub(super) compositions: CompositionCache<'a>,
    /// The members of each schema that have one value alone, by where it is in memory, as far as it was asked for.
    pub(super) fixed: RefCell<BTreeMap<usize, Fixed>>,
    /// What types have of others.
    pub(super) copied: CopyBudget,
    by_id: BTreeMap<TypeId, Component<'a>>,
    /// The values that mappings of discriminators have for each place, by where those are in memory: a mapping and the
    /// types that it is asked for may both be many.
    pub(super) mappings: RefCell<BTreeMap<usize, BTreeMap<&'a JsonPointer, Vec<String>>>>,
    /// The work that was done to find names that could be meant by one that does not exist.
    suggestions: Cell<usize>,
    /// Those that are made of others by `allOf`, by the place of each of those.
    children: BTreeMap<&'a JsonPointer, Vec<Component<'a>>>,
}

/// Members that have one value alone, in ordinal order of their names.
pub(super) type Fixed = Rc<[(WireName, String)]>;

/// A schema that references lead to.
#[derive(Clone, Copy)]
pub(super) struct Component<'a> {
    /// Its key; of a schema that stands elsewhere, the pointer to it.
    pub(super) key: &'a str,
    pub(super) schema: &'a Schema,
    /// Its type, unless it is only another name for something.
    pub(super) id: Option<TypeId>,
}

impl<'a> Component<'a> {
    /// The name that the description gives to the type.
    pub(super) fn documented(&self) -> &'a str {
        self.schema.extension.name.as_deref().unwrap_or(self.key)
    }

    /// What a variant of a union is called after that it is.
    pub(super) fn label(&self) -> String {
        self.schema.extension.name.clone().unwrap_or_else(|| self.short())
    }

    /// The name without the way to it: of a schema that stands elsewhere the last part of its place, or its file.
    pub(super) fn short(&self) -> String {
        if self.key == self.schema.at.as_str() {
            self.schema.at.last()
        } else {
            self.key.rsplit('/').next().unwrap_or_default().to_owned()
        }
    }
}

impl<'a> SchemaIndex<'a> {
    /// None yet; references to them start with `location`.
    pub(super) fn new(location: &'static str) -> Self {
        Self {
            location,
            by_key: BTreeMap::new(),
            by_pointer: BTreeMap::new(),
            kinds: RefCell::default(),
            kinds_of_alternatives: RefCell::default(),
            compositions: CompositionCache::default(),
            fixed: RefCell::default(),
            copied: CopyBudget::default(),
            by_id: BTreeMap::new(),
            mappings: RefCell::default(),
            suggestions: Cell::new(0),
            children: BTreeMap::new(),
        }
    }

    /// Adds a schema of the components.
    pub(super) fn add(&mut self, key: &'a str, schema: &'a Schema) {
        self.by_key.insert(key, Component { key, schema, id: None });
    }

    /// Adds a schema that stands elsewhere.
    pub(super) fn add_elsewhere(&mut self, schema: &'a Schema) {
        self.by_pointer.insert(&schema.at, Component { key: schema.at.as_str(), schema, id: None });
    }

    /// Gives those that are types of their own an id, once all are known.
    pub(super) fn identify(&mut self, mut id: impl FnMut() -> TypeId) {
        let typed: Vec<bool> = self.all().iter().map(|component| self.has_identity(component.schema)).collect();
        let all = self.by_key.values_mut().chain(self.by_pointer.values_mut());
        for (component, _) in all.zip(typed).filter(|(_, typed)| *typed) {
            let id = id();
            component.id = Some(id);
            self.by_id.insert(id, *component);
        }
        // Wholes that were made up to here know no ids.
        self.compositions.forget();
        self.children = self.find_children();
    }

    /// The components that are made of one by `allOf`.
    pub(super) fn children(&self, of: Component<'a>) -> &[Component<'a>] {
        self.children.get(&of.schema.at).map(Vec::as_slice).unwrap_or_default()
    }

    /// The component that is this type; inline ones have none.
    pub(super) fn of_type(&self, id: TypeId) -> Option<Component<'a>> {
        self.by_id.get(&id).copied()
    }

    /// What the values of the component are, as `work_out` finds it the first time.
    pub(super) fn known_kind(&self, component: Component<'a>, work_out: impl FnOnce() -> SchemaKind) -> SchemaKind {
        if let Some(kind) = self.kinds.borrow().get(&component.schema.at) {
            return *kind;
        }
        let kind = work_out();
        self.kinds.borrow_mut().insert(&component.schema.at, kind);
        kind
    }

    /// What the values of a schema are that has alternatives, as `work_out` finds it the first time.
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

    /// All of them: first those of the components, in ordinal order of their keys.
    pub(super) fn all(&self) -> Vec<Component<'a>> {
        self.by_key.values().chain(self.by_pointer.values()).copied().collect()
    }

    /// The component of this key.
    pub(super) fn of_key(&self, key: &str) -> Option<Component<'a>> {
        self.by_key.get(key).copied()
    }

    /// The schema that stands elsewhere than in the components, and at this place.
    pub(super) fn elsewhere(&self, at: &JsonPointer) -> Option<Component<'a>> {
        self.by_pointer.get(at).copied()
    }

    /// The component that a reference leads to.
    pub(super) fn find(
        &self,
        reference: &Reference,
        diagnostics: &mut Diagnostics,
    ) -> Result<Component<'a>, Unsupported> {
        let text = &reference.text;
        let Some(pointer) = text.strip_prefix('#').and_then(JsonPointer::from_fragment) else {
            return Err(Unsupported::Because(format!(
                "`{text}` leads to no file that was read, or is no JSON pointer"
            )));
        };
        self.get(reference).ok_or_else(|| {
            let message = format!("`$ref` leads to `{pointer}`, which does not exist");
            diagnostics.warning(Code::DanglingRef, &reference.at, message, self.suggestion(text));
            Unsupported::Reported
        })
    }

    /// Whether a component is only another name, and so are all that it leads to, back to one of them: a diagnostic.
    pub(super) fn is_circle(&self, component: Component<'a>, diagnostics: &mut Diagnostics) -> bool {
        let mut seen = BTreeSet::from([component.key]);
        let mut at = component;
        while let Some(reference) = at.schema.reference.as_ref().filter(|_| seen.len() <= MAX_ALIASES) {
            let Some(next) = self.get(reference) else { return false };
            if !seen.insert(next.key) {
                let message = format!("`$ref` to `{}` only leads back to itself", reference.text);
                let help = "replace one of the references by what it stands for";
                diagnostics.warning(Code::CircularRef, &reference.at, message, help);
                return true;
            }
            at = next;
        }
        false
    }

    /// The component that a schema is which is only a reference to it, or to one that is such a reference.
    pub(super) fn meant(&self, mut schema: &'a Schema) -> Option<Component<'a>> {
        let mut meant = None;
        for _ in 0..MAX_ALIASES {
            let reference = schema.reference.as_ref().filter(|_| is_reference(schema));
            let Some(next) = reference.and_then(|reference| self.get(reference)) else { break };
            schema = next.schema;
            meant = Some(next);
        }
        meant
    }

    /// The schema that one is which is only a reference to another.
    pub(super) fn followed(&self, schema: &'a Schema) -> &'a Schema {
        self.meant(schema).map_or(schema, |component| component.schema)
    }

    /// The component that a reference leads to, if there is one.
    pub(super) fn get(&self, reference: &Reference) -> Option<Component<'a>> {
        let pointer = JsonPointer::from_fragment(reference.text.strip_prefix('#')?)?;
        let key = self.key(&pointer);
        let found = key.and_then(|key| self.by_key.get(key.as_str()));
        found.or_else(|| self.by_pointer.get(&pointer)).copied()
    }

    /// The component that a text means: a reference, or a key.
    pub(super) fn named(&self, text: &str) -> Option<Component<'a>> {
        let reference = Reference { at: JsonPointer::root(), text: text.to_owned() };
        self.get(&reference).or_else(|| self.of_key(text))
    }

    /// The key of the component that a pointer leads to, unless it leads somewhere else.
    fn key(&self, pointer: &JsonPointer) -> Option<String> {
        let location = self.location.trim_start_matches('#');
        let key = pointer.as_str().strip_prefix(location)?;
        (!key.contains('/')).then(|| pointer.last())
    }

    /// What a dangling reference may have meant.
    fn suggestion(&self, reference: &str) -> String {
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

    /// Whether all names may be gone through once more, for this one.
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

/// The work of going through all names for one that was meant, in letters of the names times those of what is compared with
/// them: so many references are no slips.
const MAX_SUGGESTIONS: usize = 1 << 27;

/// The longest name that is compared letter by letter: that takes memory for each letter of the one times each of the other.
const MAX_LETTERS: usize = 1000;

/// For so many letters of a name, one may be wrong for it to be the one that was meant.
const LETTERS_FOR_A_SLIP: usize = 3;
