//! Names of schemas that are none of the components', made of their places.

use std::collections::BTreeMap;
use std::iter;

use crate::document::{Document, Operation, Schema};
use crate::source::diagnostic::JsonPointer;

/// What a place is made of that says nothing by itself.
const SILENT: [&str; 5] = ["schema", "properties", "content", "paths", "x-ms-paths"];

/// What places are called after.
pub(super) struct InlineNames<'a> {
    /// The operations, by place.
    operations: BTreeMap<&'a str, &'a Operation>,
    /// The keys of the components that are only other names, by what they refer to.
    components: BTreeMap<JsonPointer, &'a str>,
}

impl<'a> InlineNames<'a> {
    pub(super) fn of(document: &'a Document) -> Self {
        let (mut operations, mut components) = (BTreeMap::new(), BTreeMap::new());
        for operation in &document.operations {
            operations.entry(operation.at.as_str()).or_insert(operation);
        }
        for (key, component) in &document.schemas {
            let target = component.reference.as_ref().and_then(|reference| reference.text.strip_prefix('#'));
            if let Some(target) = target.and_then(JsonPointer::from_fragment) {
                components.entry(target).or_insert(key.as_str());
            }
        }
        Self { operations, components }
    }

    /// The name of a schema that nothing else is read from: that of the component that is this schema, or else one
    /// that is made of its place.
    pub(super) fn elsewhere(&self, schema: &Schema) -> String {
        let component = self.components.get(&schema.at);
        component.map_or_else(|| self.at_location(&schema.at), |key| (*key).to_owned())
    }

    /// A name made of a place. A schema that is written in an operation is called after it, one that is all of a file
    /// after the file, and one in a component after that.
    pub(super) fn at_location(&self, at: &JsonPointer) -> String {
        let mut locations = iter::successors(Some(at.as_str()), |location| Some(location.rsplit_once('/')?.0)).skip(1);
        if let Some(operation) = locations.find_map(|location| self.operations.get(location)) {
            let within = at.segments().skip(operation.at.segments().count());
            return format!("{} {}", operation_name(operation), words(within));
        }
        let mut parts = at.segments().skip_while(|part| part.starts_with("x-bindery"));
        let first = parts.next().unwrap_or_default();
        let file = first.rsplit('/').next().unwrap_or_default();
        let stem = [".json", ".yaml", ".yml"].iter().find_map(|ending| file.strip_suffix(ending));
        let rest = words(parts.filter(|part| !matches!(part.as_str(), "schemas" | "definitions" | "components")));
        match stem {
            Some(stem) if rest.is_empty() => stem.to_owned(),
            Some(_) => rest,
            None if matches!(first.as_str(), "components" | "definitions") => rest,
            None => format!("{first} {rest}"),
        }
    }
}

/// The name of what is written in a part that several operations share: that of the part.
pub(super) fn of_inline_part(at: &JsonPointer) -> Option<String> {
    let parts: Vec<String> = at.segments().collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let ending = |kind: &str| match kind {
        "responses" => Some("Response"),
        "requestBodies" => Some("Body"),
        "parameters" => Some(""),
        _ => None,
    };
    match parts.as_slice() {
        ["components", kind, name, ..] | [kind, name, ..] => {
            let ending = ending(kind)?;
            let name = *name;
            Some(if name.to_ascii_lowercase().ends_with(&ending.to_ascii_lowercase()) {
                name.to_owned()
            } else {
                format!("{name}{ending}")
            })
        }
        _ => None,
    }
}

fn operation_name(operation: &Operation) -> String {
    operation.id.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path))
}

/// The parts of a place that say something.
fn words(parts: impl Iterator<Item = String>) -> String {
    let mut words = Vec::new();
    for part in parts {
        match part.as_str() {
            silent if SILENT.contains(&silent) || silent.contains('/') => {}
            "responses" => words.push(String::from("Response")),
            "requestBody" => words.push(String::from("Body")),
            "items" => words.push(String::from("Item")),
            "allOf" | "oneOf" | "anyOf" => words.push(String::from("Part")),
            "additionalProperties" => words.push(String::from("Value")),
            other => words.push(other.to_owned()),
        }
    }
    words.join(" ")
}
