//! Values of the types of a description: one with all known members, and one of a service that has grown since.

use serde_json::{Map, Value, json};

/// A complete value of a schema, in JSON.
pub(super) fn known(description: &Value, schema: &Value) -> Value {
    Sampler { description, grown: false }.value(schema, 0)
}

/// Like [`known`], with an unknown member and unknown values of enums, and null wherever it is allowed.
pub(super) fn grown(description: &Value, schema: &Value) -> Value {
    Sampler { description, grown: true }.value(schema, 0)
}

struct Sampler<'a> {
    description: &'a Value,
    grown: bool,
}

/// The depth limit of nested objects: types can be recursive.
const MAX_DEPTH: usize = 4;

impl Sampler<'_> {
    fn value(&self, schema: &Value, depth: usize) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let pointer = reference.trim_start_matches('#');
            return self.value(self.description.pointer(pointer).expect("what it refers to"), depth);
        }
        if self.grown && schema["x-bindery"]["secret"] == "string" {
            return json!("sealed");
        }
        if let Some(alternatives) = schema["oneOf"].as_array() {
            return self.alternative(schema, alternatives.last().expect("a type"), depth);
        }
        if let Some(values) = schema["enum"].as_array() {
            return if self.grown { json!("unheard-of") } else { values.last().expect("a value").clone() };
        }
        let types = schema["type"].as_array();
        if types.is_some_and(|types| types.contains(&json!("null"))) && self.grown {
            return Value::Null;
        }
        let ty = types.map_or(&schema["type"], |types| types.iter().rfind(|it| *it != "null").expect("a type"));
        match (ty.as_str(), schema["format"].as_str()) {
            (Some("null"), _) => Value::Null,
            (Some("boolean"), _) => json!(true),
            (Some("number"), _) => json!(2.5),
            (Some("integer"), Some("int64")) => json!((1_i64 << 60) + 1),
            (Some("integer"), _) => json!(7),
            (Some("string"), Some("date-time")) => json!("2030-05-01T06:00:00Z"),
            (Some("string"), _) => json!("Ruth"),
            (Some("array"), _) if depth >= MAX_DEPTH => json!([]),
            (Some("array"), _) => self.array(schema, depth),
            (Some("object"), _) => self.object(schema, depth),
            other => panic!("no sample of {other:?}"),
        }
    }

    /// An array of an item, after those that have schemas of their own.
    fn array(&self, schema: &Value, depth: usize) -> Value {
        let first = schema["prefixItems"].as_array().into_iter().flatten();
        let rest = Some(&schema["items"]).filter(|items| items.is_object());
        first.chain(rest).map(|item| self.value(item, depth + 1)).collect()
    }

    /// A value of one of the types of a union, with its discriminator.
    fn alternative(&self, union: &Value, alternative: &Value, depth: usize) -> Value {
        let mut value = self.value(alternative, depth);
        if let Some(property) = union["discriminator"]["propertyName"].as_str() {
            let name = alternative["$ref"].as_str().and_then(|it| it.rsplit('/').next()).expect("a component");
            let mut mapping = union["discriminator"]["mapping"].as_object().into_iter().flatten();
            let tag = mapping.find(|(_, to)| *to == name).map_or(name, |(tag, _)| tag);
            value[property] = json!(tag);
        }
        value
    }

    fn object(&self, schema: &Value, depth: usize) -> Value {
        let members = schema["properties"].as_object().filter(|_| depth < MAX_DEPTH);
        let members = members.into_iter().flatten();
        let mut object: Map<_, _> =
            members.map(|(name, schema)| (name.clone(), self.value(schema, depth + 1))).collect();
        match &schema["additionalProperties"] {
            Value::Null if self.grown => drop(object.insert(String::from("unheard"), json!({ "of": [1, null] }))),
            Value::Null => {}
            _ if depth >= MAX_DEPTH => {}
            additional => drop(object.insert(String::from("more"), self.value(additional, depth + 1))),
        }
        Value::Object(object)
    }
}
