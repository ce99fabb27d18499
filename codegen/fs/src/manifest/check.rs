//! Refusals of manifests that cannot be merged, with their locations.

use std::ops::Range;

use toml_edit::{Document, DocumentMut, Item, TomlError};

use super::dependency::{is_dependency, is_features};

/// The reason that a manifest cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The line, from 1.
    pub(crate) line: usize,
    /// The column, from 1.
    pub(crate) column: usize,
    pub(crate) message: String,
}

impl Refusal {
    /// A refusal of a string that is no TOML.
    pub(super) fn of_toml(text: &str, error: &TomlError) -> Self {
        Self::at(text, error.span(), error.message().trim_end())
    }

    fn at(text: &str, span: Option<Range<usize>>, message: impl Into<String>) -> Self {
        let before = span.and_then(|span| text.get(..span.start)).unwrap_or_default();
        let line = before.rsplit('\n').next().unwrap_or_default();
        Self { line: before.matches('\n').count() + 1, column: line.chars().count() + 1, message: message.into() }
    }
}

/// Refuses a manifest whose shared entries have the wrong types.
pub(super) fn check(text: &str, standing: &Document<&str>, generated: &DocumentMut) -> Result<(), Refusal> {
    for name in ["package", "features", "dependencies"] {
        let Some(item) = standing.get(name) else { continue };
        let Some(table) = item.as_table() else {
            let message = format!("`{name}` is no table with the header `[{name}]`");
            return Err(Refusal::at(text, item.span(), message));
        };
        let (is_valid, expected): (fn(&Item) -> bool, &str) = match name {
            "dependencies" => (is_dependency, "no version requirement and no table with an array of `features`"),
            "features" => (is_features, "no array of strings"),
            _ => continue,
        };
        let owned = generated.get(name).and_then(Item::as_table).into_iter().flatten();
        for (key, item) in owned.filter_map(|(key, _)| Some((key, table.get(key)?))) {
            if !is_valid(item) {
                return Err(Refusal::at(text, item.span(), format!("`{key}` in `[{name}]` is {expected}")));
            }
        }
    }
    Ok(())
}
