//! The schemas of the components, and where references to them lead.
//!
//! A reference is followed one step at a time. One that leads nowhere, or only back to itself, is a finding at its own
//! place, and what refers is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::unbound::Unbound;
use crate::contract::TypeId;
use crate::diagnostic::{Code, JsonPointer};
use crate::document::{Reference, Schema};
use crate::finding::Findings;

/// The most names that may lead to one another: each costs time, and some cost stack.
pub(super) const MAX_ALIASES: usize = 64;

/// The schemas of the components.
pub(super) struct Components<'a> {
    /// Where they are, as references start.
    place: &'static str,
    by_key: BTreeMap<&'a str, Component<'a>>,
}

/// A schema of the components.
#[derive(Clone, Copy)]
pub(super) struct Component<'a> {
    pub(super) key: &'a str,
    pub(super) schema: &'a Schema,
    /// Its type, unless it is only another name for something.
    pub(super) id: Option<TypeId>,
}

impl<'a> Component<'a> {
    /// The name that the description gives to the type.
    pub(super) fn documented(&self) -> &'a str {
        self.schema.switches.name.as_deref().unwrap_or(self.key)
    }
}

impl<'a> Components<'a> {
    /// None yet; references to them start with `place`.
    pub(super) fn new(place: &'static str) -> Self {
        Self { place, by_key: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, component: Component<'a>) {
        self.by_key.insert(component.key, component);
    }

    /// All of them, in ordinal order of their keys.
    pub(super) fn all(&self) -> Vec<Component<'a>> {
        self.by_key.values().copied().collect()
    }

    /// The component that is this type; inline ones have none.
    pub(super) fn of_type(&self, id: TypeId) -> Option<Component<'a>> {
        self.by_key.values().copied().find(|component| component.id == Some(id))
    }

    /// The component that a reference leads to.
    pub(super) fn find(&self, reference: &Reference, findings: &mut Findings) -> Result<Component<'a>, Unbound> {
        let text = &reference.text;
        let Some(key) = self.key(text) else {
            return Err(Unbound::Because(format!("`{text}` leads out of `{}`, which is not bound yet", self.place)));
        };
        self.by_key.get(key.as_str()).copied().ok_or_else(|| {
            let message = format!("`$ref` leads to `{text}`, which does not exist");
            findings.warning(Code::DanglingRef, &reference.at, message, self.suggestion(&key));
            Unbound::Because(format!("`{text}` does not exist"))
        })
    }

    /// Whether a component is only another name, and so are all that it leads to, back to one of them: a finding.
    pub(super) fn is_circle(&self, component: Component<'a>, findings: &mut Findings) -> bool {
        let mut seen = BTreeSet::from([component.key]);
        let mut at = component;
        while let Some(reference) = at.schema.reference.as_ref().filter(|_| seen.len() <= MAX_ALIASES) {
            let Some(next) = self.get(reference) else { return false };
            if !seen.insert(next.key) {
                let message = format!("`$ref` to `{}` only leads back to itself", reference.text);
                let help = "replace one of the references by what it stands for";
                findings.warning(Code::CircularRef, &reference.at, message, help);
                return true;
            }
            at = next;
        }
        false
    }

    fn get(&self, reference: &Reference) -> Option<Component<'a>> {
        self.by_key.get(self.key(&reference.text)?.as_str()).copied()
    }

    /// The key of the component that a reference names, unless it leads somewhere else.
    fn key(&self, reference: &str) -> Option<String> {
        let key = reference.strip_prefix(self.place)?;
        let pointer = JsonPointer::from_fragment(&format!("/{key}"))?;
        let mut segments = pointer.segments();
        segments.next().filter(|_| segments.next().is_none())
    }

    /// What a dangling reference may have meant.
    fn suggestion(&self, key: &str) -> String {
        let last = |name: &str| name.rsplit('.').next().unwrap_or(name).to_ascii_lowercase();
        let distance = |name: &&&str| strsim::damerau_levenshtein(&last(name), &last(key));
        let far = last(key).chars().count() / LETTERS_FOR_A_SLIP;
        match self.by_key.keys().min_by_key(distance).filter(|name| distance(name) <= far) {
            Some(name) => format!("did you mean `{}{name}`?", self.place),
            None => format!("define it under `{}`, or correct the reference", self.place),
        }
    }
}

/// For so many letters of a name, one may be wrong for it to be the one that was meant.
const LETTERS_FOR_A_SLIP: usize = 3;
