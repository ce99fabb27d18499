//! Overlay files to [`Overlay`]: versions 1.0 and 1.1 of the Overlay Specification.
//!
//! Unlike an API description, an overlay is written by Bindery's users. So every deviation from the specification is an
//! error.

use std::collections::BTreeMap;

use super::select::{Query, shortened};
use crate::source::cursor::Cursor;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// An overlay.
#[derive(Debug)]
pub(crate) struct Overlay {
    pub(crate) version: Version,
    /// The URI reference of the description that it amends.
    pub(crate) extends: Option<String>,
    pub(crate) actions: Vec<Action>,
}

/// The versions of the specification that differ in rules. Patch versions do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// Targets are objects and arrays. A value added to an array is one item.
    V1_0,
    /// Targets are any values. An array added to an array is added item by item. Actions can be `copy`.
    V1_1,
}

/// An action on all values that a query selects.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) at: JsonPointer,
    pub(crate) target: Query,
    pub(crate) change: Change,
}

/// The kind of an action.
#[derive(Debug)]
pub(crate) enum Change {
    Update(Node),
    Copy(Query),
    Remove,
}

/// Reads an overlay. Returns `None` and reports errors if it is invalid.
pub(crate) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Overlay> {
    Cursor::read(root, diagnostics, read_overlay)
}

fn read_overlay(top: &Cursor<'_>) -> Option<Overlay> {
    let version = version(top)?;
    check_keys(top, &["overlay", "info", "extends", "actions"]);
    check_info(top, version);
    let extends = text(top, "extends");
    let actions = required(top, "actions", "an array of actions");
    let actions = actions.map(|actions| read_actions(&actions, version)).unwrap_or_default();
    (!top.diagnostics().prevent_output(false)).then_some(Overlay { version, extends, actions })
}

fn version(top: &Cursor<'_>) -> Option<Version> {
    let stated = top.get("overlay");
    let found = match stated.as_ref().map(|stated| stated.node) {
        Some(Node::String(version) | Node::Number(version)) => format!("version `{version}`"),
        Some(other) => format!("a version that is {}", other.kind()),
        None => String::from("no `overlay` key"),
    };
    let version = match stated.as_ref().map(|stated| stated.node) {
        Some(Node::String(version)) if has_patch(version, "1.0.") => Some(Version::V1_0),
        Some(Node::String(version)) if has_patch(version, "1.1.") => Some(Version::V1_1),
        _ => None,
    };
    if version.is_none() {
        stated.as_ref().unwrap_or(top).error(
            Code::NotAnOverlay,
            format!("unsupported overlay: {found}"),
            "use version 1.0 or 1.1 of the Overlay Specification, such as `overlay: 1.1.0`",
        );
    }
    version
}

/// Returns `true` if a version is `start` and a number.
fn has_patch(version: &str, start: &str) -> bool {
    let patch = version.strip_prefix(start).unwrap_or_default();
    !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit())
}

fn check_info(top: &Cursor<'_>, version: Version) {
    let Some(info) = required(top, "info", "an object with `title` and `version`") else { return };
    if !matches!(info.node, Node::Object(_)) {
        info.refused("an object");
        return;
    }
    match version {
        Version::V1_0 => check_keys(&info, &["title", "version"]),
        Version::V1_1 => check_keys(&info, &["title", "version", "description"]),
    }
    for key in ["title", "version"] {
        required(&info, key, "a string");
        text(&info, key);
    }
    text(&info, "description");
}

fn read_actions(actions: &Cursor<'_>, version: Version) -> Vec<Action> {
    let Node::Array(items) = actions.node else {
        actions.refused("an array");
        return Vec::new();
    };
    if items.is_empty() {
        actions.error(Code::Malformed, "no actions", "add an action, or remove the overlay");
    }
    let mut seen = BTreeMap::new();
    let mut read = Vec::new();
    for (index, node) in items.iter().enumerate() {
        let action = actions.to(node, actions.at.item(index));
        if let Some(first) = seen.insert(node, index) {
            let message = format!("duplicate of the action at index {first}");
            action.error(Code::Malformed, message, "remove one of the two");
        }
        read.extend(read_action(&action, version));
    }
    read
}

fn read_action(action: &Cursor<'_>, version: Version) -> Option<Action> {
    if !matches!(action.node, Node::Object(_)) {
        action.refused("an object");
        return None;
    }
    match (version, action.get("copy")) {
        (Version::V1_0, Some(copy)) => {
            let message = "`copy` does not exist in version 1.0";
            let help = "use version 1.1: `overlay: 1.1.0`";
            copy.error(Code::UnknownKey, message, help);
            return None;
        }
        (Version::V1_0, None) => check_keys(action, &["target", "description", "update", "remove"]),
        (Version::V1_1, _) => check_keys(action, &["target", "description", "update", "copy", "remove"]),
    }
    text(action, "description");
    let target = required(action, "target", "a JSONPath query");
    let target = target.and_then(|target| query(&target));
    let change = read_change(action);
    Some(Action { at: action.at.clone(), target: target?, change: change? })
}

/// Reads the kind of an action.
fn read_change(action: &Cursor<'_>) -> Option<Change> {
    let removes = match action.get("remove") {
        Some(value) => {
            let Node::Bool(removes) = value.node else {
                value.refused("true or false");
                return None;
            };
            *removes
        }
        None => false,
    };
    match (action.get("update"), action.get("copy")) {
        (update, copy) if removes => {
            for idle in update.into_iter().chain(copy) {
                let message = "the value has no effect beside `remove: true`";
                idle.warning(Code::Malformed, message, "remove one of the two");
            }
            Some(Change::Remove)
        }
        (Some(update), None) => Some(Change::Update(update.node.clone())),
        (None, Some(copy)) => query(&copy).map(Change::Copy),
        (Some(_), Some(_)) => {
            let message = "conflicting keys: an action has either `update` or `copy`";
            action.error(Code::Malformed, message, "remove one of the two, or write two actions");
            None
        }
        (None, None) => {
            let help = "add `update` with the new value, or `remove: true`";
            action.error(
                Code::Malformed,
                "action without effect: `update`, `copy` or `remove: true` is required",
                help,
            );
            None
        }
    }
}

/// Reads a query, or reports why it is invalid.
fn query(at: &Cursor<'_>) -> Option<Query> {
    let Node::String(text) = at.node else {
        at.refused("a JSONPath query, which is a string");
        return None;
    };
    let query = Query::parse(text);
    let refused = |error| {
        let message = format!("invalid JSONPath query `{}`: {error}", shortened(text));
        let help = "write a query of RFC 9535; keys with special characters are quoted: `$.paths['/a'].get`";
        at.error(Code::InvalidTarget, message, help);
    };
    query.map_err(refused).ok()
}

/// The value of a required key, or `None` and an error.
fn required<'a>(of: &Cursor<'a>, key: &str, what: &str) -> Option<Cursor<'a>> {
    let value = of.get(key);
    if value.is_none() {
        let message = format!("missing key `{key}`");
        of.error(Code::Malformed, message, format!("add `{key}` with {what}"));
    }
    value
}

/// The string at an optional key. Any other value is an error.
fn text(of: &Cursor<'_>, key: &str) -> Option<String> {
    let value = of.get(key)?;
    let Node::String(text) = value.node else {
        value.refused("a string");
        return None;
    };
    Some(text.clone())
}

/// Reports keys outside the specification.
fn check_keys(of: &Cursor<'_>, known: &[&str]) {
    for (key, value) in of.children() {
        if !known.contains(&key) && !key.starts_with("x-") {
            let message = format!("unknown key `{key}`");
            let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
            let help = format!("use one of {}, or a key that starts with `x-`", known.join(", "));
            value.error(Code::UnknownKey, message, help);
        }
    }
}
