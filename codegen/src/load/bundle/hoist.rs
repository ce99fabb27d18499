//! Hoisting: the target of a section or component that consists of a `$ref` replaces it.
//!
//! The entries of a section, such as `paths` or `components/schemas`, are looked up by key, so they have to stand in
//! it. A component that refers to another file gives the target its name, and the target becomes one type, however it
//! is referred to.

use std::collections::{BTreeMap, BTreeSet};

use super::walk;
use crate::source::diagnostic::JsonPointer;
use crate::source::reference::MAX_HOPS;
use crate::source::source_map::SourceMap;
use crate::source::syntax::{Node, Object};

/// The sections of a description, which are objects with named entries.
const SECTIONS: [&str; 7] =
    ["components", "definitions", "parameters", "paths", "responses", "securityDefinitions", "x-ms-paths"];

/// The sections whose entries take no name from their key, such as paths.
const PATHS: [&str; 2] = ["paths", "x-ms-paths"];

/// Hoists the targets of sections and components, and redirects all references to their new locations.
pub(super) fn hoist(root: &mut Node, source_map: &mut SourceMap<'_>) {
    let mut hoister = Hoister { root, moved: BTreeMap::new(), taken: BTreeSet::new() };
    let top = JsonPointer::root();
    let components = top.child("components");
    for section in SECTIONS {
        hoister.move_section(&top.child(section));
    }
    let kinds: Vec<JsonPointer> = hoister.children(&components).collect();
    for kind in &kinds {
        hoister.move_section(kind);
    }
    let others = SECTIONS.iter().filter(|section| !PATHS.contains(section)).map(|section| top.child(section));
    for section in kinds.into_iter().chain(others) {
        hoister.move_components(&section);
    }
    let Hoister { moved, .. } = hoister;
    if !moved.is_empty() {
        redirect(root, &moved);
        source_map.moved(&moved);
    }
}

struct Hoister<'a> {
    root: &'a mut Node,
    /// The new locations, by old location.
    moved: BTreeMap<JsonPointer, JsonPointer>,
    /// The new locations.
    taken: BTreeSet<JsonPointer>,
}

impl Hoister<'_> {
    /// The locations of the entries of sections.
    fn children(&self, of: &JsonPointer) -> impl Iterator<Item = JsonPointer> + use<> {
        let keys = match self.root.find(of) {
            Some(Node::Object(object)) => object.iter().map(|(key, _)| of.child(key)).collect(),
            _ => Vec::new(),
        };
        keys.into_iter()
    }

    /// A section may have entries beside the reference, which take precedence.
    fn move_section(&mut self, location: &JsonPointer) {
        let own = match self.root.find(location) {
            Some(Node::Object(object)) if reference(object).is_some() => object.clone(),
            _ => return,
        };
        let Some(from) = self.target(location) else { return };
        self.relocate(from, location.clone());
        if let Some(Node::Object(section)) = self.root.find_mut(location) {
            own.into_entries().filter(|(key, _)| key != "$ref").for_each(|(key, value)| section.insert(&key, value));
        }
    }

    /// Targets with the component's own name move first: another name for a target may be added at any time.
    fn move_components(&mut self, section: &JsonPointer) {
        let mut locations: Vec<(JsonPointer, JsonPointer)> = self
            .children(section)
            .filter(
                |location| matches!(self.root.find(location), Some(Node::Object(object)) if object.iter().count() == 1),
            )
            .filter_map(|location| self.target(&location).map(|from| (location, from)))
            .collect();
        locations.sort_by_key(|(location, from)| location.last() != from.last());
        for (location, from) in locations {
            if from.split_file().is_some() && !self.moved.contains_key(&from) {
                self.relocate(from, location);
            }
        }
    }

    /// The end of the chain of references at `location`, if its target can move there.
    fn target(&self, location: &JsonPointer) -> Option<JsonPointer> {
        let mut at = location.clone();
        for _ in 0..MAX_HOPS {
            let Some(Node::Object(object)) = self.root.find(&at) else { return None };
            let is_section = at == *location;
            let Some(text) = reference(object).filter(|_| is_section || object.iter().count() == 1) else {
                return (self.is_apart(&at, location)).then_some(at);
            };
            at = redirected(&JsonPointer::from_fragment(text.strip_prefix('#')?)?, &self.moved);
        }
        None
    }

    /// Returns `true` if neither location is within the other, and nothing moved into the first.
    fn is_apart(&self, from: &JsonPointer, location: &JsonPointer) -> bool {
        let mut inside = self.taken.range(from.child("")..);
        let is_destination =
            self.taken.contains(from) || inside.next().is_some_and(|taken| taken.within(from).is_some());
        !is_destination && from.within(location).is_none() && location.within(from).is_none()
    }

    fn relocate(&mut self, from: JsonPointer, to: JsonPointer) {
        let mut left = Object::default();
        left.insert("$ref", Node::String(to.to_reference()));
        let Some(node) = self.root.find_mut(&from) else { return };
        let node = std::mem::replace(node, Node::Object(left));
        if let Some(location) = self.root.find_mut(&to) {
            *location = node;
        }
        self.taken.insert(to.clone());
        self.moved.insert(from, to);
    }
}

fn reference(object: &Object) -> Option<&str> {
    match object.get("$ref") {
        Some(Node::String(text)) => Some(text),
        _ => None,
    }
}

/// Redirects all references to the new locations.
fn redirect(root: &mut Node, moved: &BTreeMap<JsonPointer, JsonPointer>) {
    let mut changes = Vec::new();
    walk::rewrite(root, &mut |text, trail| {
        let Some(pointer) = text.strip_prefix('#').and_then(JsonPointer::from_fragment) else { return };
        let now = redirected(&pointer, moved);
        if now != pointer {
            changes.push((trail.pointer(), now.to_reference()));
        }
    });
    for (at, text) in changes {
        if let Some(value) = root.find_mut(&at) {
            *value = Node::String(text);
        }
    }
}

/// The current location of a value, which may have moved with an ancestor.
fn redirected(pointer: &JsonPointer, moved: &BTreeMap<JsonPointer, JsonPointer>) -> JsonPointer {
    let mut outer = pointer.lineage();
    let now = outer.find_map(|outer| Some(moved.get(&outer)?.join(&pointer.within(&outer)?)));
    now.unwrap_or_else(|| pointer.clone())
}
