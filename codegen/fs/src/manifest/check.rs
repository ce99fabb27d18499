//! Refusals of manifests that cannot be merged, with their locations.

use std::ops::Range;

use toml_edit::{Document, DocumentMut, Item, Table, TomlError};

use super::dependency::{is_dependency, is_features};
use super::tables_of_dependencies;

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
    let dependencies = tables_of_dependencies(generated.as_table());
    for path in [vec!["package"], vec!["features"]].into_iter().chain(dependencies) {
        let Some(table) = table_at(text, standing, &path)? else { continue };
        let (is_valid, expected): (fn(&Item) -> bool, &str) = match path.last() {
            Some(&"dependencies") => (is_dependency, "no version requirement and no table with an array of `features`"),
            Some(&"features") => (is_features, "no array of strings"),
            _ => continue,
        };
        let owned = path.iter().try_fold(generated.as_table(), |table, name| table.get(name)?.as_table());
        for (key, item) in owned.into_iter().flatten().filter_map(|(key, _)| Some((key, table.get(key)?))) {
            if !is_valid(item) {
                let message = format!("`{key}` in `[{}]` is {expected}", header(&path));
                return Err(Refusal::at(text, item.span(), message));
            }
        }
    }
    Ok(())
}

/// The table of the manifest of the folder at a path; `None` if there is none.
fn table_at<'a>(text: &str, standing: &'a Document<&str>, path: &[&str]) -> Result<Option<&'a Table>, Refusal> {
    let mut table = standing.as_table();
    for (depth, name) in path.iter().enumerate() {
        let Some(item) = table.get(name) else { return Ok(None) };
        let name = header(path.get(..=depth).unwrap_or(path));
        let message = || format!("`{name}` is no table with the header `[{name}]`");
        table = item.as_table().ok_or_else(|| Refusal::at(text, item.span(), message()))?;
    }
    Ok(Some(table))
}

/// The path of a table, as in its header.
fn header(path: &[&str]) -> String {
    let is_bare = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
    let parts = path.iter().map(|name| if is_bare(name) { (*name).to_owned() } else { format!("'{name}'") });
    parts.collect::<Vec<_>>().join(".")
}
