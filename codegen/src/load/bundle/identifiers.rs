//! References by identifiers (`$id`, `$anchor`, `$dynamicAnchor`) become pointers of the document: JSON Schema 2020-12,
//! sections 8.2.1 to 8.2.3 of the core.
//!
//! - `$id` gives a schema a URI, which is resolved against that around it, and makes it a resource. References in it
//!   are resolved against its URI. A pointer that leads nowhere in the resource is one of the whole document, as
//!   authors of API descriptions write it.
//! - An anchor is a name within its resource.
//! - `$dynamicRef` is read as `$ref`. If another resource has the same dynamic anchor, that is reported: the target
//!   then depends on the path of the validator.

use std::collections::BTreeMap;

use super::file_names::{join_uri, split};
use super::walk;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::pointer::percent_decode;
use crate::source::syntax::{Node, Object};

/// The keys that give a schema a name or a URI.
const KEYS: [&str; 4] = ["$id", "$anchor", "$dynamicAnchor", "$dynamicRef"];

/// Returns `true` if a source text may have identifiers.
pub(super) fn may_have(text: &str) -> bool {
    KEYS.iter().any(|key| text.contains(key))
}

/// Turns references by identifiers into pointers. `files` has the names of all files with their locations.
pub(super) fn resolve(root: &mut Node, files: Vec<(String, JsonPointer)>, diagnostics: &mut Diagnostics) {
    let identifiers = Identifiers::of(root, files, diagnostics);
    let (references, dynamic) = (identifiers.references(root), identifiers.dynamic(root, diagnostics));
    for (at, target) in references {
        if let Some(reference) = root.find_mut(&at) {
            *reference = Node::String(target.to_reference());
        }
    }
    for (at, target) in dynamic {
        if let Some(Node::Object(object)) = root.find_mut(&at) {
            object.remove("$dynamicRef");
            object.insert("$ref", Node::String(target.to_reference()));
        }
    }
}

/// Returns the references of a file that lead to identifiers in it, and not to files.
pub(super) fn known<'a>(root: &'a Node, name: &str) -> Vec<&'a str> {
    let file = vec![(name.to_owned(), JsonPointer::root())];
    let identifiers = Identifiers::of(root, file, &mut Diagnostics::default());
    let mut known = Vec::new();
    walk::rewrite(root, &mut |reference, trail| {
        if identifiers.target(reference, &trail.pointer()).is_some() {
            known.push(reference);
        }
    });
    known
}

/// Returns the URIs of the schemas of a file.
pub(super) fn uris(root: &Node, name: &str) -> impl Iterator<Item = String> {
    let file = vec![(name.to_owned(), JsonPointer::root())];
    let Identifiers { by_uri, .. } = Identifiers::of(root, file, &mut Diagnostics::default());
    by_uri.into_keys()
}

/// The identifiers of a document.
struct Identifiers {
    /// The URIs of resources, by location.
    resources: BTreeMap<JsonPointer, String>,
    by_uri: BTreeMap<String, JsonPointer>,
    /// The anchors, by resource and name.
    anchors: BTreeMap<(JsonPointer, String), Anchor>,
    /// The number of resources with a dynamic anchor of each name.
    dynamic_names: BTreeMap<String, usize>,
}

/// A named schema of a resource.
struct Anchor {
    at: JsonPointer,
    is_dynamic: bool,
}

impl Identifiers {
    fn of(root: &Node, files: Vec<(String, JsonPointer)>, diagnostics: &mut Diagnostics) -> Self {
        let by_uri = files.iter().cloned().collect();
        let resources = files.into_iter().map(|(name, at)| (at, name)).collect();
        let mut identifiers = Self { resources, by_uri, anchors: BTreeMap::new(), dynamic_names: BTreeMap::new() };
        // An outer schema comes before those in it.
        walk::objects(root, &mut |object, trail| {
            if let Some(id) = string(object, "$id") {
                identifiers.add_id(id, &trail.pointer(), diagnostics);
            }
        });
        walk::objects(root, &mut |object, trail| {
            for (key, is_dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
                if let Some(name) = string(object, key) {
                    let anchor = Anchor { at: trail.pointer(), is_dynamic };
                    identifiers.add_anchor(name, key, anchor, diagnostics);
                }
            }
        });
        identifiers
    }

    /// Adds a resource. Before 2019-09 a fragment in `$id` was an anchor.
    fn add_id(&mut self, id: &str, at: &JsonPointer, diagnostics: &mut Diagnostics) {
        let (uri, fragment) = split(id);
        if uri.is_empty() {
            if !fragment.is_empty() {
                let anchor = Anchor { at: at.clone(), is_dynamic: false };
                self.add_anchor(fragment, "$id", anchor, diagnostics);
            }
            return;
        }
        let base = at.parent().and_then(|outer| self.resource(&outer)).and_then(|outer| self.resources.get(&outer));
        let Some(uri) = join_uri(base.map_or("", String::as_str), uri) else { return };
        if let Some(other) = self.by_uri.get(&uri).filter(|other| *other != at) {
            let message = format!("the schema at `{other}` has the URI `{uri}` as well: references lead there");
            diagnostics.warning(Code::DuplicateName, &at.child("$id"), message, "give each schema its own `$id`");
        } else {
            self.by_uri.insert(uri.clone(), at.clone());
        }
        self.resources.insert(at.clone(), uri);
    }

    fn add_anchor(&mut self, name: &str, key: &str, anchor: Anchor, diagnostics: &mut Diagnostics) {
        let at = anchor.at.child(key);
        if !is_anchor(name) {
            let message = format!("`{name}` is ignored: it is not an anchor");
            let help = "use letters, digits, `-`, `_` and `.`, and start with a letter or `_`";
            diagnostics.warning(Code::Malformed, &at, message, help);
            return;
        }
        let resource = self.resource(&anchor.at).unwrap_or_default();
        if let Some(other) = self.anchors.get(&(resource.clone(), name.to_owned())) {
            if other.at != anchor.at {
                let message =
                    format!("the schema at `{}` has the anchor `{name}` as well: references lead there", other.at);
                diagnostics.warning(Code::DuplicateName, &at, message, "give each schema its own anchor");
            }
            return;
        }
        if anchor.is_dynamic {
            *self.dynamic_names.entry(name.to_owned()).or_default() += 1;
        }
        self.anchors.insert((resource, name.to_owned()), anchor);
    }

    /// Returns the resource that a location is in.
    fn resource(&self, at: &JsonPointer) -> Option<JsonPointer> {
        at.lineage().find(|outer| self.resources.contains_key(outer))
    }

    /// Returns the target of a reference at a location; `None` if it leads to no identifier.
    fn target(&self, reference: &str, at: &JsonPointer) -> Option<JsonPointer> {
        let (uri, fragment) = split(reference);
        let from = self.resource(at)?;
        let resource = match uri {
            "" => from,
            uri => self.by_uri.get(&join_uri(self.resources.get(&from)?, uri)?)?.clone(),
        };
        if let Some(pointer) = JsonPointer::from_fragment(fragment) {
            return Some(resource.join(&pointer));
        }
        let anchor = self.anchors.get(&(resource, percent_decode(fragment)?));
        anchor.map(|anchor| anchor.at.clone())
    }

    /// Returns the targets of the references that become pointers, by location of the reference.
    fn references(&self, root: &Node) -> Vec<(JsonPointer, JsonPointer)> {
        let mut references = Vec::new();
        walk::rewrite(root, &mut |text, trail| {
            let at = trail.pointer();
            let target = self.target(text, &at).filter(|target| target.to_reference() != text);
            references.extend(target.filter(|target| root.find(target).is_some()).map(|target| (at, target)));
        });
        references
    }

    /// Returns the targets of the dynamic references, by location of their schema. A reference beside one stays alone.
    fn dynamic(&self, root: &Node, diagnostics: &mut Diagnostics) -> Vec<(JsonPointer, JsonPointer)> {
        let mut references = Vec::new();
        walk::objects(root, &mut |object, trail| {
            let Some(text) = string(object, "$dynamicRef").filter(|_| object.get("$ref").is_none()) else { return };
            let at = trail.pointer();
            if let Some(target) = self.target(text, &at).filter(|target| root.find(target).is_some()) {
                self.report_dynamic(text, &at, diagnostics);
                references.push((at, target));
            }
        });
        references
    }

    /// Reports a `$dynamicRef` that several resources have an anchor for.
    fn report_dynamic(&self, text: &str, at: &JsonPointer, diagnostics: &mut Diagnostics) {
        let (_, name) = split(text);
        if self.dynamic_names.get(name).is_some_and(|count| *count > 1) {
            let message =
                format!("`{text}` is read as `$ref`, though several schemas have the dynamic anchor `{name}`");
            let help = "replace it by a `$ref` to the schema that is meant here";
            diagnostics.warning(Code::Unsupported, &at.child("$dynamicRef"), message, help);
        }
    }
}

/// Returns the string at a key.
fn string<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    match object.get(key)? {
        Node::String(text) => Some(text),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::Array(_) | Node::Object(_) => None,
    }
}

/// Returns `true` if a string is an anchor: JSON Schema 2020-12, 8.2.2 of the core.
fn is_anchor(name: &str) -> bool {
    let starts = |first: char| first.is_ascii_alphabetic() || first == '_';
    let continues = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    name.starts_with(starts) && name.chars().all(continues)
}
