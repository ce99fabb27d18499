//! The objects, strings and choices of an extension, with an error for each unknown key and value.

use crate::source::cursor::Cursor;
use crate::source::diagnostic::Code;
use crate::source::syntax::Node;

/// Returns the `x-bindery` object of a part of the document, and checks its keys.
pub(super) fn open<'a>(part: &Cursor<'a>, keys: &[&str]) -> Option<Cursor<'a>> {
    nested(part, "x-bindery", keys)
}

/// Returns the object at `key`, and checks its keys.
pub(super) fn nested<'a>(within: &Cursor<'a>, key: &str, keys: &[&str]) -> Option<Cursor<'a>> {
    let object = within.get(key).filter(|object| !matches!(object.node, Node::Null))?;
    if !matches!(object.node, Node::Object(_)) {
        object.refused("an object");
        return None;
    }
    check_keys(&object, keys);
    Some(object)
}

pub(super) fn check_keys(object: &Cursor<'_>, keys: &[&str]) {
    for (key, value) in object.children() {
        if !keys.contains(&key) {
            value.error(
                Code::UnknownExtension,
                format!("unknown extension `{key}`"),
                format!("the extensions here are: {}", keys.join(", ")),
            );
        }
    }
}

/// Returns the entries of the object at `key`; none if it is absent, with an error if it is not an object.
pub(super) fn by_value<'a>(of: &Cursor<'a>, key: &str) -> Vec<(&'a str, Cursor<'a>)> {
    entries(of, key, "an object with values as keys")
}

/// Returns the entries of the object at `key`, whose keys are names, like [`by_value`].
pub(super) fn by_name<'a>(of: &Cursor<'a>, key: &str) -> Vec<(&'a str, Cursor<'a>)> {
    entries(of, key, "an object with names as keys")
}

fn entries<'a>(of: &Cursor<'a>, key: &str, expected: &str) -> Vec<(&'a str, Cursor<'a>)> {
    match of.get(key) {
        Some(value) if matches!(value.node, Node::Object(_)) => value.children(),
        Some(value) => {
            value.refused(expected);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// Returns the string at `key`; `None` if it is absent, with an error if it is not a string.
pub(super) fn text(of: &Cursor<'_>, key: &str) -> Option<String> {
    let value = of.get(key)?;
    if matches!(value.node, Node::String(_)) {
        return value.as_string();
    }
    value.refused("a string");
    None
}

/// Returns the choice at `key`; the default if it is absent, with an error if it is unknown.
pub(super) fn choice<T: Copy + Default>(of: &Cursor<'_>, key: &str, choices: &[(&str, T)]) -> T {
    let Some(found) = text(of, key) else { return T::default() };
    if let Some((_, chosen)) = choices.iter().find(|(name, _)| *name == found) {
        return *chosen;
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    of.diagnostics().error(
        Code::UnknownExtension,
        &of.at.child(key),
        format!("`{key}` does not take `{found}`"),
        format!("it takes: {}", names.join(", ")),
    );
    T::default()
}
