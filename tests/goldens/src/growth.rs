//! Descriptions with a growing number of one construct, as a hostile author could write them: the cost of the generator
//! has to grow in proportion.
//!
//! The input is a count, and the output source texts. Nothing is random: the same count gives the same texts.

mod operations;
mod overlays;
mod schemas;
mod source_texts;

use serde_json::{Map, Value, json};

/// A kind of description with a growing number of one construct.
#[derive(Clone, Copy, Debug)]
pub struct Growth {
    /// The construct.
    pub name: &'static str,
    /// A count at which a linear generator takes some tenths of a second.
    pub count: usize,
    /// Makes the description with this number of them.
    pub describe: fn(usize) -> Sample,
}

/// The texts of one run.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// The description.
    pub description: String,
    /// An overlay that amends it.
    pub overlay: Option<String>,
    /// A newer description that it is compared with.
    pub newer: Option<String>,
}

impl From<Value> for Sample {
    fn from(description: Value) -> Self {
        Self { description: description.to_string(), ..Self::default() }
    }
}

/// All kinds.
pub fn all() -> impl Iterator<Item = Growth> {
    schemas::ALL.iter().chain(operations::ALL).chain(overlays::ALL).chain(source_texts::ALL).copied()
}

/// The kind of this name.
#[must_use]
pub fn find(name: &str) -> Option<Growth> {
    all().find(|growth| growth.name == name)
}

/// An object of `count` entries.
fn entries(count: usize, entry: impl Fn(usize) -> (String, Value)) -> Value {
    Value::Object((0..count).map(entry).collect())
}

/// An array of `count` items.
fn items(count: usize, item: impl Fn(usize) -> Value) -> Value {
    (0..count).map(item).collect()
}

fn string() -> Value {
    json!({"type": "string"})
}

fn reference(key: impl std::fmt::Display) -> Value {
    json!({"$ref": format!("#/components/schemas/{key}")})
}

/// A document of these parts.
fn document(parts: Value) -> Value {
    let mut document = json!({"openapi": "3.1.0", "info": {"title": "Ever more", "version": "1"}, "paths": {}});
    if let (Value::Object(document), Value::Object(parts)) = (&mut document, parts) {
        document.extend(parts);
    }
    document
}

/// A document of these schemas.
fn of_schemas(schemas: Value) -> Sample {
    let mut components = json!({});
    components["schemas"] = schemas;
    document(json!({ "components": components })).into()
}

/// A document of one schema.
fn of_schema(schema: Value) -> Sample {
    of_schemas(Value::Object(Map::from_iter([(String::from("Thing"), schema)])))
}

/// An object of these members.
fn object(properties: Value) -> Value {
    let mut schema = json!({"type": "object"});
    schema["properties"] = properties;
    schema
}

/// A document of one operation that has these keys besides its response.
fn of_operation(keys: Value) -> Sample {
    let mut operation = Map::from_iter([(String::from("operationId"), json!("op"))]);
    operation.insert(String::from("responses"), json!({"204": {"description": "Done."}}));
    if let Value::Object(keys) = keys {
        operation.extend(keys);
    }
    document(json!({"paths": {"/things": {"post": operation}}})).into()
}
