//! The Rust types of formats: `x-bindery.formats` of the document, and `x-bindery.format` of a schema.

use std::collections::{BTreeMap, BTreeSet};

use super::values::choice;
use super::{RustTypeStatement, rust_type};
use crate::contract::{FormatType, Formats, Library};
use crate::source::cursor::Cursor;
use crate::source::diagnostic::Code;
use crate::source::syntax::Node;

/// The Rust types of formats.
#[derive(Clone, Debug, Default)]
pub(crate) struct FormatsStatement {
    /// The treatment of all formats, at the key `*` where others are stated one by one.
    pub(crate) all: Formats,
    /// The choice of single formats.
    pub(crate) by_format: BTreeMap<String, FormatChoice>,
    /// The Rust types of single formats.
    pub(crate) rust_types: BTreeMap<String, RustTypeStatement>,
}

/// The choice of the Rust type of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FormatChoice {
    String,
    Library(Library),
}

const FORMATS: [(&str, Formats); 4] =
    [("string", Formats::String), ("jiff", Formats::Jiff), ("chrono", Formats::Chrono), ("time", Formats::Time)];

/// Reads the Rust types of formats: of all, or by format, with `*` for the others. A format without a type in the
/// stated library is an error.
pub(super) fn read(all: &Cursor<'_>) -> FormatsStatement {
    let mut statement = FormatsStatement::default();
    let Some(stated) = all.get("formats") else { return statement };
    if !matches!(stated.node, Node::Object(_)) {
        statement.all = choice(all, "formats", &FORMATS);
        return statement;
    }
    for (format, value) in stated.children() {
        if format == "*" {
            statement.all = choice(&stated, format, &FORMATS);
            continue;
        }
        if matches!(value.node, Node::Object(_)) {
            statement.rust_types.extend(rust_type::read(&value).map(|ty| (format.to_owned(), ty)));
            continue;
        }
        let Some(choice) = choice_of(&stated, format) else { continue };
        if check(format, choice, &value) {
            statement.by_format.insert(format.to_owned(), choice);
        }
    }
    statement
}

/// Reads `string` or the name of a library.
pub(super) fn choice_of(within: &Cursor<'_>, key: &str) -> Option<FormatChoice> {
    let libraries = Library::ALL.map(|library| (library.name(), Some(FormatChoice::Library(library))));
    let choices: Vec<_> = [("string", Some(FormatChoice::String))].into_iter().chain(libraries).collect();
    choice(within, key, &choices)
}

/// Returns `true` if a format has a type in the chosen library, or else reports an error.
fn check(format: &str, choice: FormatChoice, at: &Cursor<'_>) -> bool {
    let FormatChoice::Library(library) = choice else { return true };
    let libraries: BTreeSet<_> = FormatType::all(format).map(|ty| ty.library.name()).collect();
    if libraries.contains(library.name()) {
        return true;
    }
    let help = if libraries.is_empty() {
        String::from("remove it: the format has no type of its own, its values are strings")
    } else {
        let libraries: Vec<_> = libraries.into_iter().map(|library| format!("`{library}`")).collect();
        format!("write `string` or one of {}", libraries.join(", "))
    };
    at.error(Code::UnknownExtension, format!("`{}` has no type for the format `{format}`", library.name()), &help);
    false
}
