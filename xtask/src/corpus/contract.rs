//! The Rust type of a payload's body, by the record of its crate.

use super::payload::{self, PayloadLocation};
use crate::record::{Body, Operation, Record, RustType};

/// The parts of a contract that payloads need.
#[derive(Debug)]
pub(super) struct Contract(Record);

impl Contract {
    /// Reads a record. The error is the reason of a failure.
    pub(super) fn parse(record: &str) -> Result<Self, String> {
        Record::parse(record).map(Self)
    }

    /// The type of the body at a location. The error is the reason that there is none.
    pub(super) fn body(&self, location: &PayloadLocation) -> Result<RustType, String> {
        let operation = self.0.operations.iter().find(|operation| is(operation, &location.operation));
        let operation = operation.ok_or("the operation is not generated")?;
        let contents = match &location.status {
            None => operation.body.as_ref().map(Body::contents).ok_or("the request body is not generated")?,
            Some(status) => {
                vec![&operation.response(status).ok_or_else(|| format!("there is no response `{status}`"))?.content]
            }
        };
        let content = contents.into_iter().find(|content| content.is_sent_as(&location.media_type));
        let content = content.ok_or_else(|| format!("it is not generated as `{}`", location.media_type))?;
        self.0.rust_type(content.ty.as_ref().ok_or("its type is not generated")?)
    }
}

/// Returns `true` if a payload names this operation.
fn is(operation: &Operation, named: &payload::Operation) -> bool {
    match named {
        payload::Operation::Route(method, path) => operation.method == *method && operation.path == *path,
        payload::Operation::Id(id) => operation.id == *id,
    }
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
        "operations": [{"method": "PUT", "path": "/carts/{id}", "id": "putCart", "rustName": "PutCart",
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
}
