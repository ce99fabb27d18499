//! Reader of a crate's `contract.json`: finds the Rust type of a payload's body.
//!
//! Code that depends on the layout of the record is here. A new kind of type is a variant of [`Shape`].

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::payload::{self, PayloadLocation};

/// The parts of a contract that payloads need.
#[derive(Debug)]
pub(super) struct Contract {
    operations: Vec<Operation>,
    /// The types, by their names in the record.
    types: BTreeMap<String, Type>,
}

/// A type in Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct RustType {
    /// The type in the code of the driver: `Vec<models::Cart>`.
    pub(super) path: String,
    /// `true` if it is a model, which has a root of its own in XML.
    pub(super) is_model: bool,
}

/// The file of a crate.
#[derive(Deserialize)]
struct File {
    contract: Record,
}

/// The part of a record that is read.
#[derive(Deserialize)]
struct Record {
    types: Vec<Type>,
    operations: Vec<Operation>,
}

/// A named type.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Type {
    name: String,
    rust_name: String,
    kind: TypeKind,
}

/// The kind of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum TypeKind {
    /// An object, the only kind with an XML root of its own.
    Struct,
    Enum,
    Union,
    Tuple,
    Collection,
}

/// An operation.
#[derive(Debug, Deserialize)]
struct Operation {
    method: String,
    path: String,
    id: String,
    body: Option<Body>,
    responses: Vec<Response>,
}

/// The body of a request.
#[derive(Debug, Deserialize)]
struct Body {
    #[serde(flatten)]
    preferred: Content,
    #[serde(default)]
    others: Vec<Content>,
}

/// The response of an operation.
#[derive(Debug, Deserialize)]
struct Response {
    /// `200`, `2XX` or `default`.
    status: String,
    #[serde(flatten)]
    content: Content,
}

/// A content of a body, with its media types.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Content {
    #[serde(rename = "type")]
    ty: Option<Shape>,
    media_types: Vec<String>,
}

/// A type where it is used: `"string"`, `{"named": "Cart"}`, `{"array": {"type": …, "nullable": true}}`.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Shape {
    Boolean,
    Int32,
    Int64,
    Uint32,
    Uint64,
    Double,
    String,
    Secret,
    File,
    Any,
    Formatted(String),
    Replaced(IgnoredAny),
    Named(String),
    Array(Box<Item>),
    Map(Box<Item>),
}

/// The items of an array, or the values of a map.
#[derive(Debug, Deserialize)]
struct Item {
    #[serde(rename = "type")]
    ty: Shape,
    #[serde(default)]
    nullable: bool,
}

impl Contract {
    /// Reads a record. The error is the reason of a failure.
    pub(super) fn parse(record: &str) -> Result<Self, String> {
        let File { contract: Record { types, operations } } =
            serde_json::from_str(record).map_err(|error| format!("the record of the contract is not read: {error}"))?;
        Ok(Self { operations, types: types.into_iter().map(|ty| (ty.name.clone(), ty)).collect() })
    }

    /// The type of the body at a location. The error is the reason that there is none.
    pub(super) fn body(&self, location: &PayloadLocation) -> Result<RustType, String> {
        let operation = self.operations.iter().find(|operation| operation.is(&location.operation));
        let operation = operation.ok_or("the operation is not generated")?;
        let contents = match &location.status {
            None => operation.body.as_ref().ok_or("the request body is not generated")?.contents(),
            Some(status) => {
                vec![&operation.response(status).ok_or_else(|| format!("there is no response `{status}`"))?.content]
            }
        };
        let content = contents.into_iter().find(|content| content.is_sent_as(&location.media_type));
        let content = content.ok_or_else(|| format!("it is not generated as `{}`", location.media_type))?;
        self.rust_type(content.ty.as_ref().ok_or("its type is not generated")?)
    }

    fn rust_type(&self, ty: &Shape) -> Result<RustType, String> {
        let path = match ty {
            Shape::Boolean => String::from("bool"),
            Shape::Int32 => String::from("i32"),
            Shape::Int64 => String::from("i64"),
            Shape::Uint32 => String::from("u32"),
            Shape::Uint64 => String::from("u64"),
            Shape::Double => String::from("f64"),
            Shape::String => String::from("String"),
            Shape::Secret => String::from("runtime::Secret"),
            Shape::File => String::from("runtime::File"),
            Shape::Any => String::from("runtime::Any"),
            // A driver has no dependency on the library of the type.
            Shape::Formatted(path) => return Err(format!("it is a `{path}` by itself")),
            Shape::Replaced(IgnoredAny) => return Err(String::from("it is a type of another crate by itself")),
            Shape::Named(name) => {
                let ty = self.types.get(name).ok_or_else(|| format!("the record has no type `{name}`"))?;
                return Ok(RustType {
                    path: format!("models::{}", ty.rust_name),
                    is_model: ty.kind == TypeKind::Struct,
                });
            }
            Shape::Array(item) => format!("Vec<{}>", self.item(item)?),
            Shape::Map(item) => format!("BTreeMap<String, {}>", self.item(item)?),
        };
        Ok(RustType { path, is_model: false })
    }

    fn item(&self, item: &Item) -> Result<String, String> {
        let RustType { path, .. } = self.rust_type(&item.ty)?;
        Ok(if item.nullable { format!("Option<{path}>") } else { path })
    }
}

impl Operation {
    /// Returns `true` if a payload names this operation.
    fn is(&self, named: &payload::Operation) -> bool {
        match named {
            payload::Operation::Route(method, path) => self.method == *method && self.path == *path,
            payload::Operation::Id(id) => self.id == *id,
        }
    }

    /// The response of a status, or of its class, or else that of all others.
    fn response(&self, status: &str) -> Option<&Response> {
        let class = status.get(..1).map(|first| format!("{first}XX")).unwrap_or_default();
        [status, &class, "default"]
            .into_iter()
            .find_map(|wanted| self.responses.iter().find(|response| response.status.eq_ignore_ascii_case(wanted)))
    }
}

impl Body {
    /// The contents, the preferred one first.
    fn contents(&self) -> Vec<&Content> {
        [&self.preferred].into_iter().chain(&self.others).collect()
    }
}

impl Content {
    /// Returns `true` if it is sent as a media type. An empty one stands for any.
    fn is_sent_as(&self, media_type: &str) -> bool {
        let plain = |listed: &str| listed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        media_type.is_empty() || self.media_types.iter().any(|listed| suits(&plain(listed), media_type))
    }
}

/// Returns `true` if a media type matches that of a payload. Both may be ranges.
fn suits(listed: &str, payload: &str) -> bool {
    let is_within = |media_type: &str, range: &str| match range.split_once('*') {
        // `application/*+json` is sent as `application/json`, which has no plus.
        Some((start, end)) => {
            media_type.starts_with(start) && media_type.ends_with(end.trim_start_matches(['+', '/', '*']))
        }
        None => media_type == range,
    };
    is_within(payload, listed) || is_within(listed, payload)
}

#[cfg(test)]
mod tests {
    use super::super::payload::location;
    use super::*;

    const RECORD: &str = r#"{"format": 2, "contract": {
        "types": [{"name": "shop cart", "rustName": "ShopCart", "kind": "struct"},
                  {"name": "State", "rustName": "State", "kind": "enum"},
                  {"name": "Place", "rustName": "Place", "kind": "tuple"},
                  {"name": "Tree", "rustName": "Tree", "kind": "collection"}],
        "operations": [{"method": "PUT", "path": "/carts/{id}", "id": "putCart",
            "body": {"type": {"named": "shop cart"}, "mediaTypes": ["application/json; charset=utf-8"]},
            "responses": [
                {"status": "200", "type": {"array": {"type": {"named": "State"}, "nullable": true}}, "mediaTypes": []},
                {"status": "4XX", "mediaTypes": []},
                {"status": "default", "type": {"map": {"type": "any"}}, "mediaTypes": []}]}]}}"#;

    #[test]
    fn the_type_of_a_body_is_found() {
        let contract = Contract::parse(RECORD).expect("a record");
        let body = |operation: &str, direction: &str, media_type: &str| {
            contract.body(&location(operation, direction, media_type)).map(|ty| (ty.path, ty.is_model))
        };
        let cart = Ok((String::from("models::ShopCart"), true));
        assert_eq!(body("putCart", "request", ""), cart);
        for media_type in ["Application/JSON", "application/*+json", "application/*", "*/*"] {
            assert_eq!(body("put /carts/{id}", "request", media_type), cart, "{media_type}");
        }
        let states = String::from("Vec<Option<models::State>>");
        assert_eq!(body("putCart", "response 200", ""), Ok((states, false)));
        let errors = String::from("BTreeMap<String, runtime::Any>");
        assert_eq!(body("putCart", "response 500", ""), Ok((errors, false)));
        for (operation, direction, media_type, reason) in [
            ("putCart", "response 404", "", "its type is not generated"),
            ("putCart", "request", "application/xml", "it is not generated as `application/xml`"),
            ("putCart", "request", "application/*+xml", "it is not generated as `application/*+xml`"),
            ("getCart", "request", "", "the operation is not generated"),
        ] {
            assert_eq!(body(operation, direction, media_type), Err(String::from(reason)));
        }
    }

    #[test]
    fn an_unreadable_record_is_an_error_with_its_reason() {
        let unknown = RECORD.replace(r#""type": "any""#, r#""type": "date""#);
        for (record, reason) in [("no JSON", "expected"), (&unknown, "unknown variant `date`")] {
            let why = Contract::parse(record).expect_err("no record");
            assert!(why.starts_with("the record of the contract is not read") && why.contains(reason), "{why}");
        }
    }
}
