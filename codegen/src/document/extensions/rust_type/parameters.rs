//! The `parameters` of `x-rust-type`: schemas whose Rust types are the generic arguments of a type.
//!
//! A parameter is a schema with a Rust type that serde knows: a string without a format, a number, a boolean, an array
//! or a map of such, or another type that an `x-rust-type` names. A reference to a schema is none: a generated type has
//! its name later.

use super::{RustPath, parse_path};
use crate::source::cursor::Cursor;
use crate::source::syntax::Node;

/// The help for a parameter that is not supported.
pub(super) const HELP: &str = "write a string without a format, a number, a boolean, an array or a map of them, or an \
                               `x-rust-type` of the same crate";

/// Returns the type of a parameter; `None` if it has none.
pub(super) fn argument(schema: &Cursor<'_>, levels: usize) -> Option<RustPath> {
    let levels = levels.checked_sub(1)?;
    if schema.get("$ref").is_some() || schema.get("enum").is_some() || schema.get("const").is_some() {
        return None;
    }
    if let Some(foreign) = schema.get("x-rust-type") {
        return named(&foreign, levels);
    }
    match types(schema).as_slice() {
        [one] => of_type(one, schema, levels),
        [one, "null"] | ["null", one] => Some(path(&["std", "option", "Option"], vec![of_type(one, schema, levels)?])),
        _ => None,
    }
}

/// Returns the type that an `x-rust-type` names, with its own parameters.
fn named(foreign: &Cursor<'_>, levels: usize) -> Option<RustPath> {
    let Node::String(text) = foreign.get("path")?.node else { return None };
    let mut path = parse_path(text).ok()?;
    let parameters = foreign.items("parameters");
    let parameters = parameters.iter().map(|schema| argument(schema, levels)).collect::<Option<Vec<_>>>()?;
    if !path.arguments.is_empty() && !parameters.is_empty() {
        return None;
    }
    path.arguments.extend(parameters);
    Some(path)
}

/// Returns the stated types.
fn types<'a>(schema: &Cursor<'a>) -> Vec<&'a str> {
    let text = |node: &'a Node| match node {
        Node::String(text) => Some(text.as_str()),
        _ => None,
    };
    match schema.get("type").map(|stated| stated.node) {
        Some(Node::Array(items)) => items.iter().filter_map(text).collect(),
        Some(node) => text(node).into_iter().collect(),
        None => Vec::new(),
    }
}

fn of_type(ty: &str, schema: &Cursor<'_>, levels: usize) -> Option<RustPath> {
    let format = match schema.get("format").map(|stated| stated.node) {
        Some(Node::String(format)) => Some(format.as_str()),
        Some(_) => return None,
        None => None,
    };
    match (ty, format) {
        ("string", None) => Some(path(&["std", "string", "String"], Vec::new())),
        ("boolean", _) => Some(path(&["bool"], Vec::new())),
        ("number", _) => Some(path(&["f64"], Vec::new())),
        ("integer", Some("int8" | "int16" | "int32" | "uint8" | "uint16")) => Some(path(&["i32"], Vec::new())),
        ("integer", Some("uint32")) => Some(path(&["u32"], Vec::new())),
        ("integer", Some("uint64" | "uint")) => Some(path(&["u64"], Vec::new())),
        ("integer", _) => Some(path(&["i64"], Vec::new())),
        ("array", _) => {
            let item = argument(&schema.get("items")?, levels)?;
            Some(path(&["std", "vec", "Vec"], vec![item]))
        }
        ("object", _) if schema.get("properties").is_none() => {
            let key = path(&["std", "string", "String"], Vec::new());
            let value = argument(&schema.get("additionalProperties")?, levels)?;
            Some(path(&["std", "collections", "BTreeMap"], vec![key, value]))
        }
        _ => None,
    }
}

fn path(segments: &[&str], arguments: Vec<RustPath>) -> RustPath {
    RustPath { segments: segments.iter().map(|segment| (*segment).to_owned()).collect(), arguments }
}
