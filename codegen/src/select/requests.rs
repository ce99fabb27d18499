//! The requests of a document that can be selected: operations and webhooks.

use std::borrow::Cow;

use super::selector::Kind;
use crate::document::METHODS;
use crate::source::cursor::NodeAt;
use crate::source::diagnostic::JsonPointer;
use crate::source::reference::MAX_HOPS;
use crate::source::syntax::Node;

/// A path or a webhook with its requests.
pub(super) struct PathItem<'a> {
    /// The location under `paths` or `webhooks`.
    pub(super) entry: JsonPointer,
    /// The path item, which a reference may lead to.
    pub(super) item: NodeAt<'a>,
    pub(super) requests: Vec<Request<'a>>,
}

/// An operation or a webhook.
pub(super) struct Request<'a> {
    /// The location under `paths` or `webhooks`, without following references.
    pub(super) entry: JsonPointer,
    pub(super) operation: NodeAt<'a>,
    pub(super) method: &'a str,
    /// The path template, with its leading slash; `None` for a webhook.
    path: Option<Cow<'a, str>>,
    /// The name of the webhook; `None` for an operation.
    webhook: Option<&'a str>,
    id: Option<&'a str>,
    tags: Vec<&'a str>,
}

impl Request<'_> {
    /// Returns the names that patterns of a kind match.
    pub(super) fn names(&self, kind: Kind) -> Vec<&str> {
        match kind {
            Kind::Tag => self.tags.clone(),
            Kind::Operation => self.id.into_iter().collect(),
            Kind::Path => self.path.as_deref().into_iter().collect(),
            Kind::Webhook => self.webhook.into_iter().collect(),
        }
    }
}

/// The sections of requests, each with `true` if its keys are the names of webhooks. The second section is an extension
/// for paths that differ only in their queries.
const SECTIONS: [(&str, bool); 3] = [("paths", false), ("x-ms-paths", false), ("webhooks", true)];

/// Returns all path items and webhooks of a document. What is malformed has no requests.
pub(super) fn all(root: &Node) -> Vec<PathItem<'_>> {
    let mut items = Vec::new();
    for (section, is_webhook) in SECTIONS {
        let Some(node) = get(root, section) else { continue };
        let section = NodeAt { node, at: JsonPointer::root().child(section) };
        for (name, entry) in section.children().into_iter().filter(|(name, _)| !name.starts_with("x-")) {
            let at = entry.at.clone();
            let item = follow(root, entry.clone()).unwrap_or(entry);
            let name = if is_webhook { Name::Webhook(name) } else { Name::Path(name) };
            items.push(PathItem { requests: requests(&at, &item, name), entry: at, item });
        }
    }
    items
}

/// The key of a path item.
#[derive(Clone, Copy)]
enum Name<'a> {
    Path(&'a str),
    Webhook(&'a str),
}

fn requests<'a>(entry: &JsonPointer, item: &NodeAt<'a>, name: Name<'a>) -> Vec<Request<'a>> {
    let mut requests = Vec::new();
    for (key, operation) in item.children() {
        if METHODS.contains(&key) {
            requests.extend(request(entry.child(key), operation, key, name));
        } else if key == ADDITIONAL {
            let entry = entry.child(ADDITIONAL);
            let more = operation.children().into_iter();
            requests.extend(more.filter_map(|(key, operation)| request(entry.child(key), operation, key, name)));
        }
    }
    requests
}

/// The key of the operations with methods that OpenAPI does not name.
const ADDITIONAL: &str = "additionalOperations";

/// Returns `true` if the values of a key of path items are operations.
pub(super) fn has_operations(key: &str) -> bool {
    METHODS.contains(&key) || key == ADDITIONAL
}

fn request<'a>(entry: JsonPointer, operation: NodeAt<'a>, method: &'a str, name: Name<'a>) -> Option<Request<'a>> {
    if !matches!(operation.node, Node::Object(_)) {
        return None;
    }
    let tags = match get(operation.node, "tags") {
        Some(Node::Array(tags)) => tags.iter().filter_map(as_str).collect(),
        _ => Vec::new(),
    };
    let id = get(operation.node, "operationId").and_then(as_str);
    let (path, webhook) = match name {
        Name::Path(path) if path.starts_with('/') => (Some(Cow::Borrowed(path)), None),
        Name::Path(path) => (Some(Cow::Owned(format!("/{path}"))), None),
        Name::Webhook(name) => (None, Some(name)),
    };
    Some(Request { entry, operation, method, path, webhook, id, tags })
}

/// Follows `$ref` to its target. A dangling or circular reference is reported where the document is read.
fn follow<'a>(root: &'a Node, from: NodeAt<'a>) -> Option<NodeAt<'a>> {
    let mut to = from;
    for _ in 0..MAX_HOPS {
        let Some(reference) = get(to.node, "$ref").and_then(as_str) else { return Some(to) };
        let at = JsonPointer::from_fragment(reference.strip_prefix('#')?)?;
        to = NodeAt { node: root.find(&at)?, at };
    }
    None
}

/// Returns the value of a key, if this is an object with that key.
pub(super) fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    if let Node::Object(object) = node { object.get(key) } else { None }
}

/// Returns a value as a string, if it is one.
pub(super) fn as_str(node: &Node) -> Option<&str> {
    if let Node::String(text) = node { Some(text) } else { None }
}
