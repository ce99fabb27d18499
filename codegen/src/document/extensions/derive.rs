//! Traits and derive macros that types have on request: `x-bindery.derive` and `x-bindery.implement`, of the document
//! or of a schema.

use super::rust_type::{self, RustTypeStatement};
use crate::contract::Trait;
use crate::source::cursor::Cursor;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::syntax::Node;

/// A requested trait or derive macro, or a trait of another crate.
#[derive(Clone, Debug)]
pub(crate) enum DeriveStatement {
    Trait(Trait, JsonPointer),
    Macro(Box<RustTypeStatement>),
    Impl(Box<RustTypeStatement>),
}

impl DeriveStatement {
    /// Returns the statement of a path; `None` for a trait of the standard library.
    pub(crate) fn path(&self) -> Option<&RustTypeStatement> {
        match self {
            Self::Trait(..) => None,
            Self::Macro(of) | Self::Impl(of) => Some(of),
        }
    }

    /// Returns the key that states it.
    pub(super) fn key(&self) -> &'static str {
        match self {
            Self::Trait(..) | Self::Macro(_) => "derive",
            Self::Impl(_) => "implement",
        }
    }
}

/// The traits that every type has.
const ALWAYS: [&str; 6] = ["Clone", "Debug", "Default", "Deserialize", "PartialEq", "Serialize"];

/// Reads the requests of an `x-bindery` object.
pub(super) fn read(all: &Cursor<'_>) -> Vec<DeriveStatement> {
    let derived = items(all, "derive", "an array of traits and derive macros");
    let implemented = items(all, "implement", "an array of paths of traits");
    let implemented = implemented.iter().filter_map(rust_type::read_trait);
    let implemented = implemented.map(|of| DeriveStatement::Impl(Box::new(of)));
    derived.iter().filter_map(statement).chain(implemented).collect()
}

/// Returns the items at a key, with an error if it is no array.
fn items<'a>(all: &Cursor<'a>, key: &str, expected: &str) -> Vec<Cursor<'a>> {
    match all.get(key) {
        None => Vec::new(),
        Some(stated) if matches!(stated.node, Node::Array(_)) => all.items(key),
        Some(stated) => {
            stated.refused(expected);
            Vec::new()
        }
    }
}

fn statement(item: &Cursor<'_>) -> Option<DeriveStatement> {
    let Node::String(text) = item.node else {
        return rust_type::read_macro(item).map(Box::new).map(DeriveStatement::Macro);
    };
    let name = text.strip_prefix("std::").or_else(|| text.strip_prefix("core::")).unwrap_or(text);
    let name = name.rsplit("::").next().filter(|_| name.len() < text.len()).unwrap_or(name);
    if let Some(known) = Trait::ALL.into_iter().find(|known| known.name() == name) {
        return Some(DeriveStatement::Trait(known, item.at.clone()));
    }
    if text.contains("::") {
        return rust_type::read_macro(item).map(Box::new).map(DeriveStatement::Macro);
    }
    let names: Vec<_> = Trait::ALL.map(|known| format!("`{}`", known.name())).to_vec();
    let (message, help) = if ALWAYS.contains(&name) {
        (format!("every type has `{name}` where it can"), String::from("remove it"))
    } else {
        let message = format!("`derive` does not take `{text}`");
        (message, format!("it takes {}, and paths of derive macros, such as `my_macros::Named`", names.join(", ")))
    };
    item.error(Code::UnknownExtension, message, help);
    None
}
