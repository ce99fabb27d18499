//! The references of a file: the strings at `$ref`, and the values of a discriminator's `mapping` that are files or
//! pointers rather than names.
//!
//! Examples and other data are not searched. In an object with names as keys, no key has a meaning; the root of a
//! further file is one of these, or it is a schema, a path item or the like.

use crate::source::pointer::{BUNDLE, Trail};
use crate::source::reference::DATA;
use crate::source::syntax::{Node, Object};

/// The keys of objects with names as keys.
const MAPS: [&str; 19] = [
    "$defs",
    "callbacks",
    "components",
    "content",
    "definitions",
    "dependentSchemas",
    "headers",
    "links",
    "mediaTypes",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securityDefinitions",
    "securitySchemes",
];

/// The keys of extensions that are searched like the keys of the specification.
const OWN_EXTENSIONS: [&str; 2] = ["x-bindery", "x-ms-paths"];

/// The meaning of an object's keys.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Keys {
    /// Keywords of the specification.
    Keywords,
    Names,
    /// Names of files.
    Files,
}

/// The keywords with objects as values that are not in [`MAPS`].
const OBJECTS: [&str; 24] = [
    "additionalProperties",
    "contains",
    "contentSchema",
    "delete",
    "discriminator",
    "else",
    "encoding",
    "externalDocs",
    "get",
    "head",
    "if",
    "info",
    "items",
    "not",
    "options",
    "patch",
    "post",
    "propertyNames",
    "put",
    "schema",
    "then",
    "trace",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Returns `true` if a source text may refer to other files, so that it has to be parsed. A file that only a `mapping`
/// names is no reference, because a `mapping` stands beside a `$ref` to each of its files.
pub(super) fn may_refer(text: &str) -> bool {
    let leads_out = |(at, word): (usize, &str)| {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        let value = rest.trim_start_matches(['"', '\'']).trim_start().strip_prefix(':');
        let value = value.map(|value| value.trim_start().trim_start_matches(['"', '\'']));
        value.is_some_and(|value| !value.starts_with(['#', '{', '[']))
    };
    text.match_indices("$ref").any(leads_out)
}

/// Visits the references whose files have to be read. Those in extensions are ignored.
pub(super) fn read<'a>(root: &'a Node, visit: &mut impl FnMut(&'a str)) {
    let is_read = |key: &str| !key.starts_with("x-") || OWN_EXTENSIONS.contains(&key);
    let mut walk = Walk { is_read, visit: |reference, _: &Trail<'_>| visit(reference) };
    walk.value(root, &Trail::Root, Keys::of_root(root));
}

/// Visits all references of the description or of a further file, with their locations.
pub(super) fn rewrite<'a>(root: &'a Node, visit: &mut impl FnMut(&'a str, &Trail<'_>)) {
    Walk { is_read: |_: &str| true, visit }.value(root, &Trail::Root, Keys::of_root(root));
}

/// Visits all objects of the document whose keys are keywords, with their locations, an outer one before those in it.
pub(super) fn objects<'a>(root: &'a Node, visit: &mut impl FnMut(&'a Object, &Trail<'_>)) {
    object_within(root, &Trail::Root, Keys::Keywords, visit);
}

fn object_within<'a>(node: &'a Node, trail: &Trail<'_>, keys: Keys, visit: &mut impl FnMut(&'a Object, &Trail<'_>)) {
    match node {
        Node::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                object_within(item, &Trail::Item(trail, index), Keys::Keywords, visit);
            }
        }
        Node::Object(object) => {
            if keys != Keys::Files {
                visit(object, trail);
            }
            let entries = object.iter().filter(|(key, _)| keys != Keys::Keywords || !DATA.contains(key));
            for (key, value) in entries {
                object_within(value, &Trail::Key(trail, key), keys.of(key, value), visit);
            }
        }
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
    }
}

impl Keys {
    /// The meaning of the keys of a file's root. Names lead to objects alone, and are not all keywords.
    fn of_root(root: &Node) -> Self {
        let Node::Object(object) = root else { return Self::Keywords };
        let (mut has_keywords, mut has_names) = (false, false);
        for (key, value) in object.iter().filter(|(key, _)| !key.starts_with("x-")) {
            if !matches!(value, Node::Object(_) | Node::Bool(_)) {
                // `$schema` and the like stand beside names as well.
                if key.starts_with('$') {
                    continue;
                }
                return Self::Keywords;
            }
            let is_keyword = MAPS.contains(&key) || OBJECTS.contains(&key);
            has_keywords |= is_keyword;
            has_names |= !is_keyword && !DATA.contains(&key);
        }
        if has_names || !has_keywords { Self::Names } else { Self::Keywords }
    }

    /// The meaning of the keys of the value at a key.
    fn of(self, key: &str, value: &Node) -> Self {
        match self {
            Self::Files => Self::of_root(value),
            Self::Keywords if key == BUNDLE => Self::Files,
            Self::Keywords if MAPS.contains(&key) => Self::Names,
            Self::Keywords | Self::Names => Self::Keywords,
        }
    }
}

/// A walk over the values of a file.
struct Walk<R, V> {
    /// Returns `true` for keywords whose values are walked.
    is_read: R,
    visit: V,
}

impl<R: Fn(&str) -> bool, V> Walk<R, V> {
    fn value<'a>(&mut self, node: &'a Node, trail: &Trail<'_>, keys: Keys)
    where
        V: FnMut(&'a str, &Trail<'_>),
    {
        match node {
            Node::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item, &Trail::Item(trail, index), Keys::Keywords);
                }
            }
            Node::Object(object) => {
                for (key, value) in object.iter() {
                    let trail = Trail::Key(trail, key);
                    match value {
                        Node::String(text) if key == "$ref" => (self.visit)(text, &trail),
                        _ if keys == Keys::Keywords && (DATA.contains(&key) || !(self.is_read)(key)) => {}
                        _ => {
                            if keys == Keys::Keywords && key == "discriminator" {
                                self.mapping(value, &trail);
                            }
                            self.value(value, &trail, keys.of(key, value));
                        }
                    }
                }
            }
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
        }
    }

    /// Visits the values of a discriminator's `mapping` that are not names.
    fn mapping<'a>(&mut self, discriminator: &'a Node, trail: &Trail<'_>)
    where
        V: FnMut(&'a str, &Trail<'_>),
    {
        let Node::Object(discriminator) = discriminator else { return };
        let Some(Node::Object(mapping)) = discriminator.get("mapping") else { return };
        let trail = Trail::Key(trail, "mapping");
        for (value, target) in mapping.iter() {
            if let Node::String(text) = target
                && is_reference(text)
            {
                (self.visit)(text, &Trail::Key(&trail, value));
            }
        }
    }
}

/// Returns `true` if a value of a `mapping` is a file or a pointer, not the name of a schema.
fn is_reference(text: &str) -> bool {
    text.contains('#') || text.contains('/') || [".yaml", ".yml", ".json"].iter().any(|end| text.ends_with(end))
}
