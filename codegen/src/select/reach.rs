//! The components that the selected requests need.
//!
//! References are followed in the document as it stands, before its parts have types. The result may have too many
//! components, and never too few: [`resolve`](crate::resolve) removes the types that nothing refers to in the end.
//!
//! A schema is used as a value or as a part of another, by `allOf`. Only a value of a polymorphic base may be any of
//! its subtypes: an operation on dogs does not need cats, although both are pets.

use std::collections::{BTreeMap, BTreeSet};

use super::requests::{PathItem, as_str, get, has_operations};
use super::subtypes::Subtypes;
use crate::source::diagnostic::JsonPointer;
use crate::source::syntax::{Node, Object};

/// The state of a search for what requests need.
pub(super) struct Reach<'a> {
    root: &'a Node,
    subtypes: Subtypes,
    open: Vec<Use>,
    /// The locations whose references are followed.
    walked: BTreeSet<JsonPointer>,
    /// The schemas that are used as values, and whose subtypes are followed.
    values: BTreeSet<JsonPointer>,
    /// The components in use that are not walked as a whole.
    used: BTreeSet<JsonPointer>,
}

/// A use of a value, by a reference.
struct Use {
    at: JsonPointer,
    as_value: bool,
}

/// The location of a value within a schema.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// The schema itself, or a part of it by `allOf`.
    Schema,
    Discriminator,
    Other,
}

/// The keys of Swagger documents whose values are components.
const SECTIONS: [&str; 4] = ["definitions", "parameters", "responses", "securityDefinitions"];

impl<'a> Reach<'a> {
    pub(super) fn new(root: &'a Node) -> Self {
        Self {
            root,
            subtypes: Subtypes::of(root),
            open: Vec::new(),
            walked: BTreeSet::new(),
            values: BTreeSet::new(),
            used: BTreeSet::new(),
        }
    }

    /// Adds the selected requests of a path item, and what the item states for them.
    pub(super) fn add(&mut self, item: &PathItem<'a>, is_selected: impl Fn(&JsonPointer) -> bool) {
        self.used.extend(component_of(&item.item.at));
        for (key, value) in item.item.children() {
            if !has_operations(key) {
                self.walk(value.node, Place::Other);
            }
        }
        for request in item.requests.iter().filter(|request| is_selected(&request.entry)) {
            let operation = request.operation.node;
            self.walk(operation, Place::Other);
            self.require(get(operation, "security").or_else(|| get(self.root, "security")));
        }
    }

    /// Follows all references, and returns the components in use.
    pub(super) fn finish(mut self) -> BTreeSet<JsonPointer> {
        while let Some(Use { at, as_value }) = self.open.pop() {
            let whole = component_of(&at).unwrap_or_else(|| at.clone());
            if self.walked.insert(whole.clone())
                && let Some(node) = self.root.find(&whole)
            {
                self.walk(node, Place::Schema);
            }
            if as_value && self.values.insert(at.clone()) {
                self.expand(&at);
            }
        }
        self.used.append(&mut self.walked);
        self.used
    }

    /// Adds the subtypes of a schema that is used as a value.
    fn expand(&mut self, at: &JsonPointer) {
        if let Some(node) = self.root.find(at) {
            self.expand_discriminators(node);
        }
        let subtypes = self.subtypes.of_base(at);
        self.open.extend(subtypes.iter().map(|at| Use { at: at.clone(), as_value: true }));
    }

    fn expand_discriminators(&mut self, schema: &'a Node) {
        if let Some(discriminator) = get(schema, "discriminator") {
            self.walk(discriminator, Place::Discriminator);
        }
        if let Some(Node::Array(parts)) = get(schema, "allOf") {
            for part in parts {
                self.expand_discriminators(part);
            }
        }
    }

    /// Adds the security schemes of requirements.
    fn require(&mut self, security: Option<&Node>) {
        let Some(Node::Array(requirements)) = security else { return };
        for requirement in requirements {
            let Node::Object(requirement) = requirement else { continue };
            for (name, _) in requirement.iter() {
                let components = JsonPointer::root().child("components").child("securitySchemes");
                for section in [components, JsonPointer::root().child("securityDefinitions")] {
                    self.open.push(Use { at: section.child(name), as_value: true });
                }
            }
        }
    }

    /// Adds what a value refers to, at any depth.
    fn walk(&mut self, node: &'a Node, place: Place) {
        match node {
            Node::Array(items) => items.iter().for_each(|item| self.walk(item, Place::Other)),
            Node::Object(object) => {
                for (key, value) in object.iter() {
                    match (key, value) {
                        ("$ref" | "$dynamicRef", Node::String(text)) => self.refer(text, true),
                        ("allOf", Node::Array(parts)) => self.walk_parts(object, parts),
                        ("discriminator", _) if place == Place::Schema => {}
                        ("discriminator", _) => self.walk(value, Place::Discriminator),
                        ("mapping", Node::Object(mapping)) if place == Place::Discriminator => {
                            mapping.iter().filter_map(|(_, to)| as_str(to)).for_each(|to| self.map(to));
                        }
                        ("defaultMapping", Node::String(to)) if place == Place::Discriminator => self.map(to),
                        _ => self.walk(value, Place::Other),
                    }
                }
            }
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        }
    }

    /// Adds the parts of a schema. The only part of a schema without members is a value itself.
    fn walk_parts(&mut self, schema: &Object, parts: &'a [Node]) {
        let has_members = COMPOSING.iter().any(|key| schema.get(key).is_some());
        for part in parts {
            match part {
                Node::Object(object) if object.get("$ref").is_some() => {
                    for (key, value) in object.iter() {
                        match (key, value) {
                            ("$ref", Node::String(text)) => self.refer(text, !has_members && is_only(part, parts)),
                            _ => self.walk(value, Place::Other),
                        }
                    }
                }
                _ => self.walk(part, Place::Schema),
            }
        }
    }

    fn refer(&mut self, reference: &str, as_value: bool) {
        let at = reference.strip_prefix('#').and_then(JsonPointer::from_fragment);
        self.open.extend(at.map(|at| Use { at, as_value }));
    }

    /// Adds the schema of a discriminator's value: a reference, or a key.
    fn map(&mut self, to: &str) {
        if to.starts_with('#') {
            self.refer(to, true);
            return;
        }
        self.open.extend(schemas_of_key(to).map(|at| Use { at, as_value: true }));
    }
}

/// The keys of a schema that adds something to its parts.
const COMPOSING: [&str; 5] = ["properties", "additionalProperties", "patternProperties", "oneOf", "anyOf"];

/// Returns `true` if no other part has members or refers to a schema.
fn is_only(part: &Node, parts: &[Node]) -> bool {
    let has_content = |part: &Node| COMPOSING.iter().chain(&["$ref", "allOf"]).any(|key| get(part, key).is_some());
    parts.iter().filter(|other| has_content(other)).count() == usize::from(has_content(part))
}

/// Returns the component that a pointer leads into; `None` for one outside the components.
pub(super) fn component_of(at: &JsonPointer) -> Option<JsonPointer> {
    let first = at.segments().next()?;
    let depth = match first.as_str() {
        "components" => 3,
        section if SECTIONS.contains(&section) => 2,
        _ => return None,
    };
    at.lineage().nth(at.segments().count().checked_sub(depth)?)
}

/// Removes the components that are not in use, and the entries of mappings that lead to them.
pub(super) fn remove_others(root: &mut Node, used: &BTreeSet<JsonPointer>) {
    let mut names = BTreeMap::<JsonPointer, BTreeSet<String>>::new();
    for at in used {
        if let (Some(section), true) = (at.parent(), component_of(at).as_ref() == Some(at)) {
            names.entry(section).or_default().insert(at.last());
        }
    }
    let top = JsonPointer::root();
    let components = top.child("components");
    let mut removed = BTreeSet::new();
    let mut retain = |section: &mut Node, at: &JsonPointer| {
        if let Node::Object(section) = section {
            let names = names.get(at);
            section.retain(|key| {
                let is_used = names.is_some_and(|names| names.contains(key));
                if !is_used {
                    removed.insert(at.child(key));
                }
                is_used
            });
        }
    };
    let Node::Object(sections) = &mut *root else { return };
    for key in SECTIONS {
        if let Some(section) = sections.get_mut(key) {
            retain(section, &top.child(key));
        }
    }
    if let Some(Node::Object(sections)) = sections.get_mut("components") {
        for (key, section) in sections.iter_mut() {
            retain(section, &components.child(key));
        }
    }
    remove_mappings(root, &|to| {
        let pointer = to.strip_prefix('#').and_then(JsonPointer::from_fragment);
        match pointer {
            Some(at) => component_of(&at).is_some_and(|at| removed.contains(&at)),
            None => schemas_of_key(to).iter().any(|at| removed.contains(at)),
        }
    });
}

/// Removes the entries of all mappings of discriminators that lead to removed schemas.
fn remove_mappings(node: &mut Node, is_removed: &impl Fn(&str) -> bool) {
    match node {
        Node::Object(object) => {
            if let Some(Node::Object(discriminator)) = object.get_mut("discriminator")
                && let Some(Node::Object(mapping)) = discriminator.get_mut("mapping")
            {
                let entries = mapping.iter().filter(|(_, to)| matches!(to, Node::String(to) if is_removed(to)));
                let removed: BTreeSet<String> = entries.map(|(value, _)| value.to_owned()).collect();
                mapping.retain(|value| !removed.contains(value));
            }
            object.iter_mut().for_each(|(_, value)| remove_mappings(value, is_removed));
        }
        Node::Array(items) => items.iter_mut().for_each(|item| remove_mappings(item, is_removed)),
        _ => {}
    }
}

/// Returns the locations that a schema with a key may have.
fn schemas_of_key(key: &str) -> [JsonPointer; 2] {
    let top = JsonPointer::root();
    [top.child("components").child("schemas").child(key), top.child("definitions").child(key)]
}
