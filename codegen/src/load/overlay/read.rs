//! Overlay files to [`Overlay`]: versions 1.0 and 1.1 of the Overlay Specification.
//!
//! Unlike a description an overlay is our own text, so nothing in it is taken loosely: what it may not hold is an error.

use std::collections::BTreeMap;

use super::select::{Query, shortened};
use crate::source::cursor::Cursor;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// An overlay: what it is to amend, and how.
#[derive(Debug)]
pub(crate) struct Overlay {
    pub(crate) version: Version,
    /// What it says it is for: a URI reference.
    pub(crate) extends: Option<String>,
    pub(crate) actions: Vec<Action>,
}

/// The versions of the specification, whose rules differ. The third number of a version changes none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Version {
    /// Targets are objects and arrays; what is to be added to an array is one item of it.
    V1_0,
    /// Targets may be anything; an array is added to an array item by item; there is `copy`.
    V1_1,
}

/// What is done to all values that a query selects.
#[derive(Debug)]
pub(crate) struct Action {
    pub(crate) at: JsonPointer,
    pub(crate) target: Query,
    pub(crate) change: Change,
}

/// What an action does.
#[derive(Debug)]
pub(crate) enum Change {
    Update(Node),
    Copy(Query),
    Remove,
}

/// Reads an overlay. `None`, with errors, if anything is wrong with it.
pub(crate) fn read(root: &Node, diagnostics: &mut Diagnostics) -> Option<Overlay> {
    let top = Cursor::root(root);
    let version = version(&top, diagnostics)?;
    check_keys(&top, &["overlay", "info", "extends", "actions"], diagnostics);
    check_info(&top, version, diagnostics);
    let extends = text(&top, "extends", diagnostics);
    let actions = required(&top, "actions", "an array of at least one action", diagnostics);
    let actions = actions.map(|actions| read_actions(&actions, version, diagnostics)).unwrap_or_default();
    (!diagnostics.forbid(false)).then_some(Overlay { version, extends, actions })
}

fn version(top: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Version> {
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
        diagnostics.error(
            Code::NotAnOverlay,
            stated.as_ref().map_or(&top.at, |stated| &stated.at),
            format!("this is no overlay that can be read: {found}"),
            "give an overlay of version 1.0 or 1.1, which starts with `overlay: 1.1.0`",
        );
    }
    version
}

/// Whether a version is `start` and a number.
fn has_patch(version: &str, start: &str) -> bool {
    let patch = version.strip_prefix(start).unwrap_or_default();
    !patch.is_empty() && patch.bytes().all(|byte| byte.is_ascii_digit())
}

fn check_info(top: &Cursor<'_>, version: Version, diagnostics: &mut Diagnostics) {
    let Some(info) = required(top, "info", "an object with `title` and `version`", diagnostics) else { return };
    if !matches!(info.node, Node::Object(_)) {
        info.refused("an object", diagnostics);
        return;
    }
    match version {
        Version::V1_0 => check_keys(&info, &["title", "version"], diagnostics),
        Version::V1_1 => check_keys(&info, &["title", "version", "description"], diagnostics),
    }
    for key in ["title", "version"] {
        required(&info, key, "a string", diagnostics);
        text(&info, key, diagnostics);
    }
    text(&info, "description", diagnostics);
}

fn read_actions(actions: &Cursor<'_>, version: Version, diagnostics: &mut Diagnostics) -> Vec<Action> {
    let Node::Array(items) = actions.node else {
        actions.refused("an array", diagnostics);
        return Vec::new();
    };
    if items.is_empty() {
        diagnostics.error(Code::Malformed, &actions.at, "the overlay has no action", "add an action, or do without it");
    }
    let mut seen = BTreeMap::new();
    let mut read = Vec::new();
    for (index, node) in items.iter().enumerate() {
        let action = Cursor { node, at: actions.at.item(index) };
        if let Some(first) = seen.insert(node, index) {
            let message = format!("the action is the same as that at index {first}");
            diagnostics.error(Code::Malformed, &action.at, message, "remove one of the two");
        }
        read.extend(read_action(&action, version, diagnostics));
    }
    read
}

fn read_action(action: &Cursor<'_>, version: Version, diagnostics: &mut Diagnostics) -> Option<Action> {
    if !matches!(action.node, Node::Object(_)) {
        action.refused("an object", diagnostics);
        return None;
    }
    match (version, action.get("copy")) {
        (Version::V1_0, Some(copy)) => {
            let message = "`copy` does not exist in version 1.0";
            let help = "make it an overlay of version 1.1: `overlay: 1.1.0`";
            diagnostics.error(Code::UnknownKey, &copy.at, message, help);
            return None;
        }
        (Version::V1_0, None) => check_keys(action, &["target", "description", "update", "remove"], diagnostics),
        (Version::V1_1, _) => check_keys(action, &["target", "description", "update", "copy", "remove"], diagnostics),
    }
    text(action, "description", diagnostics);
    let target = required(action, "target", "a JSONPath query", diagnostics);
    let target = target.and_then(|target| query(&target, diagnostics));
    let change = read_change(action, diagnostics);
    Some(Action { at: action.at.clone(), target: target?, change: change? })
}

/// What an action does.
fn read_change(action: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Change> {
    let removes = match action.get("remove") {
        Some(Cursor { node: Node::Bool(removes), .. }) => *removes,
        Some(other) => {
            other.refused("true or false", diagnostics);
            return None;
        }
        None => false,
    };
    match (action.get("update"), action.get("copy")) {
        (update, copy) if removes => {
            for idle in update.into_iter().chain(copy) {
                let message = "the value has no effect beside `remove: true`";
                diagnostics.warning(Code::Malformed, &idle.at, message, "leave one of the two");
            }
            Some(Change::Remove)
        }
        (Some(update), None) => Some(Change::Update(update.node.clone())),
        (None, Some(copy)) => query(&copy, diagnostics).map(Change::Copy),
        (Some(_), Some(_)) => {
            let message = "the action does nothing: neither `update` nor `copy` has an effect beside the other";
            diagnostics.error(
                Code::Malformed,
                &action.at,
                message,
                "leave one of the two, or make two actions of them",
            );
            None
        }
        (None, None) => {
            let help = "add `update` with what is to be there, or `remove: true`";
            diagnostics.error(Code::Malformed, &action.at, "the action does nothing", help);
            None
        }
    }
}

/// Reads a query, with an error if it is none.
fn query(at: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Query> {
    let Node::String(text) = at.node else {
        at.refused("a JSONPath query, which is a string", diagnostics);
        return None;
    };
    let query = Query::parse(text);
    let refused = |error| {
        let message = format!("`{}` is no JSONPath query that can be run: {error}", shortened(text));
        let help = "write a query of RFC 9535, with keys of other signs than letters in quotes: `$.paths['/a'].get`";
        diagnostics.error(Code::InvalidTarget, &at.at, message, help);
    };
    query.map_err(refused).ok()
}

/// The value of a key that has to be there, with an error if it is not.
fn required<'a>(of: &Cursor<'a>, key: &str, what: &str, diagnostics: &mut Diagnostics) -> Option<Cursor<'a>> {
    let value = of.get(key);
    if value.is_none() {
        let message = format!("the required key `{key}` is missing");
        diagnostics.error(Code::Malformed, &of.at, message, format!("add `{key}` with {what}"));
    }
    value
}

/// The string at a key that may be absent, with an error if it is no string.
fn text(of: &Cursor<'_>, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let value = of.get(key)?;
    let Node::String(text) = value.node else {
        value.refused("a string", diagnostics);
        return None;
    };
    Some(text.clone())
}

/// Refuses keys that the specification does not know.
fn check_keys(of: &Cursor<'_>, known: &[&str], diagnostics: &mut Diagnostics) {
    for (key, value) in of.children() {
        if !known.contains(&key) && !key.starts_with("x-") {
            let message = format!("the key `{key}` does not exist here");
            let known: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
            let help = format!("use one of {}, or a key that starts with `x-`", known.join(", "));
            diagnostics.error(Code::UnknownKey, &value.at, message, help);
        }
    }
}
