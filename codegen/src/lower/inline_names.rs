//! Names of inline schemas, made of their locations.

use std::collections::BTreeMap;
use std::iter;

use crate::contract::OperationNames;
use crate::document::{Document, Operation, Schema};
use crate::naming::casing::upper_camel;
use crate::naming::operation_id::without_path_and_method;
use crate::naming::title::title_name;
use crate::source::diagnostic::JsonPointer;

/// The segments of a location that carry no meaning for a name.
const SILENT: [&str; 5] = ["schema", "properties", "content", "paths", "x-ms-paths"];

/// The most words of a short location.
const MAX_WORDS: usize = 2;

/// The names that locations are named after.
pub(super) struct InlineNames<'a> {
    /// The operations, by location.
    operations: BTreeMap<&'a str, &'a Operation>,
    /// The keys of components that are aliases, by the location that they refer to.
    components: BTreeMap<JsonPointer, &'a str>,
    operation_names: OperationNames,
}

impl<'a> InlineNames<'a> {
    pub(super) fn of(document: &'a Document, operation_names: OperationNames) -> Self {
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
        Self { operations, components, operation_names }
    }

    /// Returns the id of an operation without method and path, if operations are named so and it has a name besides.
    pub(super) fn short_id(&self, operation: &Operation) -> Option<String> {
        let id = operation.id.as_deref().filter(|_| self.operation_names == OperationNames::Short)?;
        without_path_and_method(id, &operation.sent_method(), &operation.path)
    }

    /// Returns the id that an operation is named after.
    pub(super) fn id(&self, operation: &Operation) -> String {
        self.short_id(operation).unwrap_or_else(|| operation.known_id())
    }

    /// Returns the name of a schema that only references lead to: that of a component that is its alias, or else one
    /// made of its location.
    pub(super) fn of_schema(&self, schema: &Schema) -> String {
        let component = self.components.get(&schema.at);
        component.map_or_else(|| self.at_location(&schema.at), |key| (*key).to_owned())
    }

    /// Returns a shorter name for a schema that only references lead to, in the casing of types: its title, or the last
    /// words of a location with parts or statuses in it, or of many words.
    pub(super) fn short_of_schema(&self, schema: &Schema) -> Option<String> {
        if self.components.contains_key(&schema.at) {
            return None;
        }
        title_name(&schema.title).or_else(|| self.short_location(&schema.at))
    }

    fn short_location(&self, at: &JsonPointer) -> Option<String> {
        let operation = self.operation_of(at)?;
        let name = self.id(operation);
        let words = short_words(at.segments().skip(operation.at.segments().count()));
        let short = upper_camel(&format!("{name} {}", words.join(" ")));
        (short != upper_camel(&self.at_location(at))).then_some(short)
    }

    /// Returns the operation that a location is in.
    fn operation_of(&self, at: &JsonPointer) -> Option<&'a Operation> {
        let mut locations = iter::successors(Some(at.as_str()), |location| Some(location.rsplit_once('/')?.0)).skip(1);
        locations.find_map(|location| self.operations.get(location).copied())
    }

    /// Returns a name made of a location. A schema in an operation is named after the operation, a schema that is a
    /// whole file after the file, and one in a component after the component.
    pub(super) fn at_location(&self, at: &JsonPointer) -> String {
        if let Some(operation) = self.operation_of(at) {
            let within = at.segments().skip(operation.at.segments().count());
            let name = self.id(operation);
            return format!("{name} {}", words(within));
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

/// Returns the name of a shared component, such as a response, that an inline schema belongs to.
pub(super) fn shared_component(at: &JsonPointer) -> Option<String> {
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

/// Returns the last meaningful segments of a location within an operation, without compositions and success statuses.
fn short_words(parts: impl Iterator<Item = String>) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        match part.as_str() {
            "allOf" | "oneOf" | "anyOf" => drop(parts.next()),
            "responses" => {
                words.push(String::from("Response"));
                drop(parts.next_if(|status| status.starts_with('2')));
            }
            "requestBody" => words.push(String::from("Body")),
            "properties" => words.extend(parts.next()),
            "additionalProperties" => words.push(String::from("Value")),
            silent if silent == "items" || SILENT.contains(&silent) || silent.contains('/') => {}
            other => words.push(other.to_owned()),
        }
    }
    let first = words.len().saturating_sub(MAX_WORDS);
    words.split_off(first)
}

/// Returns the meaningful segments of a location as words.
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
