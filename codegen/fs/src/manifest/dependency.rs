//! Dependencies that the crate needs.
//!
//! ```toml
//! http = { version = "1.5.0", default-features = false, features = ["std"], optional = true }
//! ```

use std::collections::BTreeSet;

use serde_json::Value as Json;
use toml_edit::{InlineTable, Item, TableLike, Value};

use super::array;
use super::entry::Entry;

/// Merges a dependency. Returns the note about a requirement that was raised.
pub(super) fn merge(name: &str, item: &mut Item, ours: &Item, before: &Json) -> Option<String> {
    let needed = ours.as_table_like()?;
    let is_table = needed.len() > 1 || !needed.contains_key("version");
    if item.is_str() && is_table {
        *item = as_table(item);
    }
    if item.is_str() {
        // A requirement alone, as the entry of a table that has no other.
        let mut bare = InlineTable::new();
        bare.insert("version", item.as_value()?.clone());
        let mut entry = Entry { table: &mut bare, key: "version", before: &before["version"] };
        let note = entry.raise(name, needed.get("version")?);
        *item.as_value_mut()? = bare.remove("version")?;
        return note;
    }
    let count = item.as_table_like()?.len();
    let note = table(name, item.as_table_like_mut()?, needed, before);
    if let Some(table) = item.as_inline_table_mut().filter(|table| table.len() != count) {
        table.fmt();
    }
    note
}

/// A requirement alone, as a table.
fn as_table(item: &Item) -> Item {
    let mut table = InlineTable::new();
    if let Some(version) = item.as_value() {
        *table.decor_mut() = version.decor().clone();
        table.insert("version", version.clone().decorated(" ", ""));
    }
    Item::Value(Value::InlineTable(table))
}

/// Merges the entries of a dependency.
fn table(name: &str, table: &mut dyn TableLike, needed: &dyn TableLike, before: &Json) -> Option<String> {
    let is_inherited = table.contains_key("workspace");
    let mut note = None;
    for key in keys(needed, before) {
        let ours = needed.get(key);
        let mut entry = Entry { table, key, before: &before[key] };
        match (key, ours) {
            // The workspace states these, and Cargo accepts no others beside it.
            ("version" | "path" | "package" | "default-features", _) if is_inherited => {}
            ("version", Some(ours)) => note = version(name, &mut entry, ours),
            ("features", ours) => features(&mut entry, ours),
            ("optional" | "default-features", Some(ours)) => entry.set(ours),
            ("optional" | "default-features", None) => entry.remove(),
            (_, Some(ours)) => entry.update(ours),
            (_, None) if entry.value() == before[key] => entry.remove(),
            (_, None) => {}
        }
    }
    note
}

/// The keys of a dependency that the generator writes now, wrote before, or owns.
fn keys<'a>(needed: &'a dyn TableLike, before: &'a Json) -> BTreeSet<&'a str> {
    let before = before.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
    needed.iter().map(|(key, _)| key).chain(before).chain(["default-features", "optional"]).collect()
}

/// Raises the requirement. A repository or a folder of people needs none.
fn version(name: &str, entry: &mut Entry<'_>, ours: &Item) -> Option<String> {
    let is_elsewhere = ["git", "path"].iter().any(|key| entry.table.contains_key(key));
    if is_elsewhere && entry.value().is_null() { None } else { entry.raise(name, ours) }
}

/// Merges the features of the dependency with those that the crate needs.
fn features(entry: &mut Entry<'_>, ours: Option<&Item>) {
    let none = toml_edit::Array::new();
    let needed = ours.and_then(Item::as_array).unwrap_or(&none);
    match (entry.table.get_mut(entry.key).and_then(Item::as_array_mut), ours) {
        (Some(array), _) => {
            let count = array.len();
            array::merge(array, needed, entry.before);
            if array.is_empty() && count > 0 {
                entry.remove();
            }
        }
        (None, Some(ours)) => entry.set(ours),
        (None, None) => {}
    }
}

/// Returns `true` for a dependency of the right type, with features of the right type.
pub(super) fn is_dependency(item: &Item) -> bool {
    let features = item.as_table_like().map(|table| table.get("features"));
    item.is_str() || features.is_some_and(|features| features.is_none_or(is_features))
}

/// Returns `true` for an array of strings.
pub(super) fn is_features(item: &Item) -> bool {
    item.as_array().is_some_and(|array| array.iter().all(Value::is_str))
}
