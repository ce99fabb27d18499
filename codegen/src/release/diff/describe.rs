//! Descriptions of shapes and names in prose.

use super::compare::Side;
use crate::release::record::{Item, Shape};
use crate::shown::code;

/// A shape with its article: `a string`, ``an array of `Link` ``.
pub(super) fn shape(side: &Side<'_>, shape: &Shape) -> String {
    match shape {
        Shape::Array(item) => format!("an array of {}", plural(side, &item.ty)),
        Shape::Uint32 | Shape::Uint64 | Shape::Any => format!("an {}", plain(side, shape)),
        Shape::File
        | Shape::Boolean
        | Shape::Int32
        | Shape::Int64
        | Shape::Double
        | Shape::String
        | Shape::Secret
        | Shape::Formatted(_)
        | Shape::Replaced(_)
        | Shape::Named(_)
        | Shape::Map(_) => format!("a {}", plain(side, shape)),
    }
}

fn plain(side: &Side<'_>, shape: &Shape) -> String {
    match shape {
        Shape::Boolean => String::from("boolean"),
        Shape::Int32 => String::from("32-bit integer"),
        Shape::Int64 => String::from("64-bit integer"),
        Shape::Uint32 => String::from("unsigned 32-bit integer"),
        Shape::Uint64 => String::from("unsigned 64-bit integer"),
        Shape::Double => String::from("double"),
        Shape::String => String::from("string"),
        Shape::Secret => String::from("secret"),
        Shape::File => String::from("file"),
        Shape::Formatted(path) => code(path),
        Shape::Replaced(ty) => code(ty.path()),
        Shape::Named(name) => code(side.rust_name(name)),
        Shape::Array(item) => format!("array of {}", plural(side, &item.ty)),
        Shape::Map(item) => format!("map of {}", plural(side, &item.ty)),
        Shape::Any => String::from("untyped value"),
    }
}

fn plural(side: &Side<'_>, shape: &Shape) -> String {
    match shape {
        Shape::Int32 => String::from("32-bit integers"),
        Shape::Int64 => String::from("64-bit integers"),
        Shape::Uint32 => String::from("unsigned 32-bit integers"),
        Shape::Uint64 => String::from("unsigned 64-bit integers"),
        Shape::Array(item) => format!("arrays of {}", plural(side, &item.ty)),
        Shape::Map(item) => format!("maps of {}", plural(side, &item.ty)),
        Shape::Any => String::from("untyped values"),
        Shape::Formatted(_) | Shape::Replaced(_) | Shape::Named(_) => plain(side, shape),
        Shape::File | Shape::Boolean | Shape::Double | Shape::String | Shape::Secret => {
            format!("{}s", plain(side, shape))
        }
    }
}

/// The location of a parameter or an API key. A record from elsewhere may hold any string.
pub(super) fn location(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) { word.to_owned() } else { code(word) }
}

/// Names in backticks, with commas; `nothing` for none.
pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| code(name)).collect();
    if names.is_empty() { String::from("nothing") } else { names.join(", ") }
}

/// The shape of an item, which may be nullable.
pub(super) fn item(side: &Side<'_>, item: &Item) -> String {
    let or_null = if item.nullable { " or null" } else { "" };
    format!("{}{or_null}", shape(side, &item.ty))
}

/// The change of an optional property with a name: ``has the format `date`, no longer `uuid` ``.
pub(super) fn property_change(what: &str, old: Option<&String>, new: Option<&String>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("has the {what} {}, no longer {}", code(new), code(old)),
        (None, Some(new)) => format!("has the {what} {}", code(new)),
        (Some(old), None) => format!("no longer has the {what} {}", code(old)),
        (None, None) => format!("has no {what}"),
    }
}

/// A number with its noun: `1 member`, `2 members`.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// A name in backticks, or `none`.
pub(super) fn or_empty(text: &str) -> String {
    if text.is_empty() { String::from("none") } else { code(text) }
}
