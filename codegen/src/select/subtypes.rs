//! The subtypes of polymorphic bases: component schemas that include a schema with a discriminator by `allOf`.

use std::collections::{BTreeMap, BTreeSet};

use super::requests::{as_str, get};
use crate::source::diagnostic::JsonPointer;
use crate::source::reference::MAX_HOPS;
use crate::source::syntax::Node;

/// The direct subtypes of polymorphic bases, by location.
pub(super) struct Subtypes(BTreeMap<JsonPointer, Vec<JsonPointer>>);

impl Subtypes {
    /// Finds all subtypes among the component schemas.
    pub(super) fn of(root: &Node) -> Self {
        let (mut all, mut open) = (BTreeMap::<_, Vec<JsonPointer>>::new(), Vec::new());
        for (at, schema) in schemas(root) {
            if has_discriminator(schema) {
                open.push(at.clone());
            }
            let mut bases = Vec::new();
            add_bases(schema, &mut bases);
            for base in bases {
                all.entry(end(root, base)).or_default().push(at.clone());
            }
        }
        let polymorphic = with_descendants(open, &all);
        all.retain(|base, _| polymorphic.contains(base));
        Self(all)
    }

    /// Returns the direct subtypes of a schema.
    pub(super) fn of_base(&self, at: &JsonPointer) -> &[JsonPointer] {
        self.0.get(at).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Returns schemas with all that include them, directly or not.
fn with_descendants(
    mut open: Vec<JsonPointer>,
    children: &BTreeMap<JsonPointer, Vec<JsonPointer>>,
) -> BTreeSet<JsonPointer> {
    let mut all = BTreeSet::new();
    while let Some(at) = open.pop() {
        if all.insert(at.clone()) {
            open.extend(children.get(&at).into_iter().flatten().cloned());
        }
    }
    all
}

/// Returns the component schemas.
fn schemas(root: &Node) -> Vec<(JsonPointer, &Node)> {
    let top = JsonPointer::root();
    let of_components = get(root, "components").and_then(|components| get(components, "schemas"));
    let sections = [(top.child("components").child("schemas"), of_components), {
        (top.child("definitions"), get(root, "definitions"))
    }];
    let mut schemas = Vec::new();
    for (at, section) in sections {
        if let Some(Node::Object(section)) = section {
            schemas.extend(section.iter().map(|(key, schema)| (at.child(key), schema)));
        }
    }
    schemas
}

fn has_discriminator(schema: &Node) -> bool {
    let of_part = match get(schema, "allOf") {
        Some(Node::Array(parts)) => parts.iter().any(has_discriminator),
        _ => false,
    };
    of_part || get(schema, "discriminator").is_some()
}

/// Adds the schemas that a schema includes by `allOf`, or by a reference.
fn add_bases(schema: &Node, bases: &mut Vec<JsonPointer>) {
    if let Some(reference) = get(schema, "$ref").and_then(as_str) {
        bases.extend(reference.strip_prefix('#').and_then(JsonPointer::from_fragment));
    }
    if let Some(Node::Array(parts)) = get(schema, "allOf") {
        for part in parts {
            add_bases(part, bases);
        }
    }
}

/// Returns the location at the end of a chain of references.
fn end(root: &Node, at: JsonPointer) -> JsonPointer {
    let mut end = at;
    for _ in 0..MAX_HOPS {
        let reference = root.find(&end).and_then(|node| as_str(get(node, "$ref")?));
        match reference.and_then(|text| JsonPointer::from_fragment(text.strip_prefix('#')?)) {
            Some(next) => end = next,
            None => break,
        }
    }
    end
}
