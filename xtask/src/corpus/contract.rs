//! What a contract crate says of itself in its `contract.json`: the type in Rust of the body that a payload is.
//!
//! All that depends on the form of the record is here. A new kind of type is an entry of [`Contract::rust_type`].

use std::collections::BTreeMap;

use serde_json::Value;

use super::payload::{Operation, Place};

/// A contract, as its record has it.
#[derive(Debug, Default)]
pub(super) struct Contract {
    operations: Vec<Value>,
    /// The types, by what the record calls them.
    types: BTreeMap<String, NamedType>,
}

#[derive(Debug)]
struct NamedType {
    rust_name: String,
    /// Whether it is an object, which is what has XML of its own.
    is_object: bool,
}

/// A type in Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RustType {
    /// As the driver writes it: `Vec<models::Cart>`.
    pub(super) path: String,
    /// Whether it is a model, which has a root of its own in XML.
    pub(super) is_model: bool,
}

impl Contract {
    /// Reads a record; empty if it is none.
    pub(super) fn parse(record: &str) -> Self {
        let record: Value = serde_json::from_str(record).unwrap_or_default();
        let list = |key: &str| record.pointer(&format!("/contract/{key}")).and_then(Value::as_array).cloned();
        let named = |ty: &Value| {
            let (name, rust_name) = (text(ty, "name")?, text(ty, "rustName")?);
            let is_object = text(ty, "kind") == Some("struct");
            Some((name.to_owned(), NamedType { rust_name: rust_name.to_owned(), is_object }))
        };
        Self {
            operations: list("operations").unwrap_or_default(),
            types: list("types").unwrap_or_default().iter().filter_map(named).collect(),
        }
    }

    /// The type of the body at a place; the error says why there is none.
    pub(super) fn body(&self, place: &Place) -> Result<RustType, String> {
        let operation = self.operations.iter().find(|operation| is(operation, &place.operation));
        let operation = operation.ok_or("the operation is not bound")?;
        let body = match &place.status {
            None => operation.get("body").ok_or("the request has no body that is bound")?,
            Some(status) => answer(operation, status).ok_or_else(|| format!("there is no response `{status}`"))?,
        };
        let mut contents = contents(body);
        let content = contents
            .find(|it| place.media_type.is_empty() || media_types(it).any(|listed| suits(&listed, &place.media_type)));
        let content = content.ok_or_else(|| format!("it is not bound as `{}`", place.media_type))?;
        let ty = content.get("type").ok_or("its type is not bound")?;
        self.rust_type(ty).ok_or_else(|| format!("the command does not know a type of the record: {ty}"))
    }

    /// `"string"`, `"any"`, `{"named": "Cart"}`, `{"array": {"type": …, "nullable": true}}`, `{"map": …}`.
    fn rust_type(&self, ty: &Value) -> Option<RustType> {
        let scalar = |path: &str| Some(RustType { path: path.to_owned(), is_model: false });
        match ty {
            Value::String(name) => match name.as_str() {
                "boolean" => scalar("bool"),
                "int32" => scalar("i32"),
                "int64" => scalar("i64"),
                "uint32" => scalar("u32"),
                "uint64" => scalar("u64"),
                "double" => scalar("f64"),
                "string" => scalar("String"),
                "secret" => scalar("runtime::Secret"),
                "any" => scalar("runtime::Any"),
                "file" => scalar("runtime::File"),
                _ => None,
            },
            Value::Object(ty) => {
                let (kind, of) = ty.iter().next()?;
                match kind.as_str() {
                    "named" => {
                        let NamedType { rust_name, is_object } = self.types.get(of.as_str()?)?;
                        Some(RustType { path: format!("models::{rust_name}"), is_model: *is_object })
                    }
                    "array" => scalar(&format!("Vec<{}>", self.item(of)?)),
                    "map" => scalar(&format!("BTreeMap<String, {}>", self.item(of)?)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn item(&self, item: &Value) -> Option<String> {
        let RustType { path, .. } = self.rust_type(item.get("type")?)?;
        let is_nullable = item.get("nullable").and_then(Value::as_bool).unwrap_or_default();
        Some(if is_nullable { format!("Option<{path}>") } else { path })
    }
}

/// Whether an operation of the record is the one that a payload names.
fn is(operation: &Value, named: &Operation) -> bool {
    match named {
        Operation::Route(method, path) => {
            text(operation, "method") == Some(method) && text(operation, "path") == Some(path)
        }
        Operation::Id(id) => text(operation, "id") == Some(id),
    }
}

/// The response of a status, or of its class, or else that of all others.
fn answer<'a>(operation: &'a Value, status: &str) -> Option<&'a Value> {
    let answers = operation.get("responses")?.as_array()?;
    let class = status.get(..1).map(|first| format!("{first}XX")).unwrap_or_default();
    [status, &class, "default"].into_iter().find_map(|wanted| {
        answers.iter().find(|answer| text(answer, "status").is_some_and(|status| status.eq_ignore_ascii_case(wanted)))
    })
}

/// What a body can be: each of its types, with its media types.
fn contents(body: &Value) -> impl Iterator<Item = &Value> {
    [body].into_iter().chain(body.get("others").and_then(Value::as_array).into_iter().flatten())
}

/// Whether a media type, or a range of them, is meant by the one of a payload, which may be a range as well.
fn suits(listed: &str, payload: &str) -> bool {
    let is_within = |media_type: &str, range: &str| match range.split_once('*') {
        // `application/*+json` is sent as what all of them are, which has no plus.
        Some((start, end)) => {
            media_type.starts_with(start) && media_type.ends_with(end.trim_start_matches(['+', '/', '*']))
        }
        None => media_type == range,
    };
    is_within(payload, listed) || is_within(listed, payload)
}

/// The media types of a body, without parameters.
fn media_types(body: &Value) -> impl Iterator<Item = String> {
    let listed = body.get("mediaTypes").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    listed.map(|listed| listed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

fn text<'a>(of: &'a Value, key: &str) -> Option<&'a str> {
    of.get(key)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::super::payload::place;
    use super::*;

    const RECORD: &str = r#"{"format": 1, "contract": {
        "types": [{"name": "shop cart", "rustName": "ShopCart", "kind": "struct"},
                  {"name": "State", "rustName": "State", "kind": "enum"}],
        "operations": [{"method": "PUT", "path": "/carts/{id}", "id": "putCart",
            "body": {"type": {"named": "shop cart"}, "mediaTypes": ["application/json; charset=utf-8"]},
            "responses": [
                {"status": "200", "type": {"array": {"type": {"named": "State"}, "nullable": true}}, "mediaTypes": []},
                {"status": "4XX", "mediaTypes": []},
                {"status": "default", "type": {"map": {"type": "any"}}, "mediaTypes": []}]}]}}"#;

    #[test]
    fn the_type_of_a_body_is_found() {
        let contract = Contract::parse(RECORD);
        let body = |operation: &str, direction: &str, media_type: &str| {
            contract.body(&place(operation, direction, media_type)).map(|ty| (ty.path, ty.is_model))
        };
        let cart = Ok((String::from("models::ShopCart"), true));
        assert_eq!(body("putCart", "request", ""), cart);
        for media_type in ["Application/JSON", "application/*+json", "application/*", "*/*"] {
            assert_eq!(body("put /carts/{id}", "request", media_type), cart, "{media_type}");
        }
        let states = String::from("Vec<Option<models::State>>");
        assert_eq!(body("putCart", "response 200", ""), Ok((states, false)));
        let faults = String::from("BTreeMap<String, runtime::Any>");
        assert_eq!(body("putCart", "response 500", ""), Ok((faults, false)));
        for (operation, direction, media_type, reason) in [
            ("putCart", "response 404", "", "its type is not bound"),
            ("putCart", "request", "application/xml", "it is not bound as `application/xml`"),
            ("putCart", "request", "application/*+xml", "it is not bound as `application/*+xml`"),
            ("getCart", "request", "", "the operation is not bound"),
        ] {
            assert_eq!(body(operation, direction, media_type), Err(String::from(reason)));
        }
    }

    #[test]
    fn what_is_no_record_has_nothing() {
        let contract = Contract::parse("no JSON");
        assert!(contract.body(&place("getCart", "request", "")).is_err());
    }
}
