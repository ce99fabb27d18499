//! Shapes and lists in words.

use super::compare::Side;
use crate::release::record::{Item, Shape};
use crate::shown::code;

/// A shape with its article: `a string`, ``a list of `Link` ``.
pub(super) fn shape(side: &Side<'_>, shape: &Shape) -> String {
    match shape {
        Shape::Array(item) => format!("a list of {}", plural(side, &item.ty)),
        Shape::Int32 | Shape::Int64 | Shape::Uint32 | Shape::Uint64 => format!("an {}", plain(side, shape)),
        _ => format!("a {}", plain(side, shape)),
    }
}

fn plain(side: &Side<'_>, shape: &Shape) -> String {
    match shape {
        Shape::Boolean => String::from("boolean"),
        Shape::Int32 => String::from("integer of 32 bits"),
        Shape::Int64 => String::from("integer of 64 bits"),
        Shape::Uint32 => String::from("unsigned integer of 32 bits"),
        Shape::Uint64 => String::from("unsigned integer of 64 bits"),
        Shape::Double => String::from("double"),
        Shape::String => String::from("string"),
        Shape::Secret => String::from("secret"),
        Shape::File => String::from("file"),
        Shape::Named(name) => code(side.rust_name(name)),
        Shape::Array(item) => format!("list of {}", plural(side, &item.ty)),
        Shape::Map(item) => format!("map of {}", plural(side, &item.ty)),
        Shape::Any => String::from("value of any kind"),
    }
}

fn plural(side: &Side<'_>, shape: &Shape) -> String {
    match shape {
        Shape::Int32 => String::from("integers of 32 bits"),
        Shape::Int64 => String::from("integers of 64 bits"),
        Shape::Uint32 => String::from("unsigned integers of 32 bits"),
        Shape::Uint64 => String::from("unsigned integers of 64 bits"),
        Shape::Array(item) => format!("lists of {}", plural(side, &item.ty)),
        Shape::Map(item) => format!("maps of {}", plural(side, &item.ty)),
        Shape::Any => String::from("untyped values"),
        Shape::Named(_) => plain(side, shape),
        _ => format!("{}s", plain(side, shape)),
    }
}

/// Where a parameter or a key stands: one of our words, unless the record of the contract was written by another hand.
pub(super) fn location(word: &str) -> String {
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) { word.to_owned() } else { code(word) }
}

/// Names in backticks, with commas; `nothing`, if there are none.
pub(super) fn names<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<_> = names.into_iter().map(|name| code(name)).collect();
    if names.is_empty() { String::from("nothing") } else { names.join(", ") }
}

/// The shape of an item, which may be null as well.
pub(super) fn item(side: &Side<'_>, item: &Item) -> String {
    let or_null = if item.nullable { " or null" } else { "" };
    format!("{}{or_null}", shape(side, &item.ty))
}

/// That a property with a name changed, of which there may be none: ``has the format `date`, no longer `uuid` ``.
pub(super) fn turned(what: &str, old: Option<&String>, new: Option<&String>) -> String {
    match (old, new) {
        (Some(old), Some(new)) => format!("has the {what} {}, no longer {}", code(new), code(old)),
        (None, Some(new)) => format!("has the {what} {}", code(new)),
        (Some(old), None) => format!("has no {what} any more, which was {}", code(old)),
        (None, None) => format!("has no {what}"),
    }
}

/// A text that may be empty, in backticks.
pub(super) fn or_empty(text: &str) -> String {
    if text.is_empty() { String::from("none") } else { code(text) }
}
