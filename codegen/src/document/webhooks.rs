//! Requests that the service sends: webhooks (OpenAPI 3.1), and callbacks of operations (OpenAPI 3.0). Their bodies are
//! read, since their receivers decode them; their responses and parameters are not.

use super::operation::{METHODS, Webhook};
use super::reader::Reader;
use super::{Cursor, Dialect};
use crate::source::syntax::Node;

impl<'a> Reader<'a> {
    /// Reads the webhooks of the document.
    pub(super) fn webhooks(&mut self) -> Vec<Webhook> {
        let section = match self.dialect {
            Dialect::Swagger => None,
            Dialect::OpenApi => self.top.section("webhooks"),
        };
        let mut webhooks = Vec::new();
        let unselected = self.unselected;
        let items = section.map(|section| section.children()).unwrap_or_default().into_iter();
        for (name, item) in items.filter(|(_, item)| !unselected.has_entry(&item.at)) {
            self.requests(name, None, item, &mut webhooks);
        }
        webhooks
    }

    /// Reads the callbacks of an operation with this name. A shared callback is read for each operation.
    pub(super) fn callbacks(&mut self, operation: &str, from: &Cursor<'a>) -> Vec<Webhook> {
        let mut callbacks = Vec::new();
        if self.dialect == Dialect::Swagger {
            return callbacks;
        }
        for (name, callback) in from.entries("callbacks") {
            let Some(callback) = self.follow(callback) else { continue };
            for (expression, item) in callback.children() {
                if !expression.starts_with("x-") {
                    self.requests(name, Some(operation), item, &mut callbacks);
                }
            }
        }
        callbacks
    }

    /// Reads the requests of a path item.
    fn requests(&mut self, name: &str, operation: Option<&str>, item: Cursor<'a>, all: &mut Vec<Webhook>) {
        if name.starts_with("x-") {
            return;
        }
        let entry = item.at.clone();
        let Some(item) = self.follow(item) else { return };
        let unselected = self.unselected;
        for method in METHODS.into_iter().filter(|method| !unselected.has_entry(&entry.child(method))) {
            let Some(from) = item.get(method).filter(|from| matches!(from.node, Node::Object(_))) else { continue };
            let body = from.get("requestBody").and_then(|body| self.follow(body));
            all.push(Webhook {
                at: from.at.clone(),
                name: name.to_owned(),
                operation: operation.map(str::to_owned),
                method: method.to_ascii_uppercase(),
                id: from.string("operationId"),
                summary: from.string("summary").unwrap_or_default(),
                description: from.string("description").unwrap_or_default(),
                content: body.map(|body| self.openapi_content(&body)).unwrap_or_default(),
            });
        }
    }
}
