//! Single entries of a table: compared, set, inserted and removed.

use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde_json::Value as Json;
use toml_edit::{Decor, Item, RawString, Table, TableLike, Value};

use super::requirement::is_at_least;

/// An entry of a table, and its value when it was generated last.
pub(super) struct Entry<'a> {
    pub(super) table: &'a mut dyn TableLike,
    pub(super) key: &'a str,
    pub(super) before: &'a Json,
}

impl Entry<'_> {
    /// Sets the value, unless it is equal. Comments stay.
    pub(super) fn set(&mut self, ours: &Item) {
        let Some(ours) = ours.as_value().filter(|_| self.value() != plain(ours)) else { return };
        match self.table.get_mut(self.key).and_then(Item::as_value_mut) {
            Some(old) => {
                let decor = old.decor().clone();
                *old = ours.clone();
                *old.decor_mut() = decor;
            }
            None => {
                let bare = ours.clone().decorated(" ", "");
                self.table.insert(self.key, Item::Value(bare));
            }
        }
    }

    /// Sets the value if it is as it was generated.
    pub(super) fn update(&mut self, ours: &Item) {
        if self.value() == *self.before {
            self.set(ours);
        }
    }

    /// Sets the value if it is as it was generated, or if the generated one has changed.
    pub(super) fn follow(&mut self, ours: &Item) {
        if !self.before.is_null() && plain(ours) != *self.before {
            self.set(ours);
        } else {
            self.update(ours);
        }
    }

    /// Raises a requirement, called `name` in the note. One that people raised stays.
    pub(super) fn raise(&mut self, name: &str, ours: &Item) -> Option<String> {
        let value = self.value();
        let (found, needed) = (value.as_str().unwrap_or_default(), ours.as_str().unwrap_or_default());
        let is_generated = value.is_null() || value == *self.before;
        if !is_generated && is_at_least(found, needed) {
            return None;
        }
        self.set(ours);
        (!is_generated).then(|| format!("raised `{name}` from \"{found}\" to \"{needed}\", which the crate needs"))
    }

    /// Removes the entry.
    pub(super) fn remove(&mut self) {
        self.table.remove(self.key);
    }

    /// The value without comments; null if there is none.
    pub(super) fn value(&self) -> Json {
        self.table.get(self.key).map(plain).unwrap_or_default()
    }
}

/// The entries of a table, and their values when they were generated last.
pub(super) struct Entries<'a> {
    pub(super) table: &'a mut Table,
    pub(super) before: &'a Json,
}

impl Entries<'_> {
    /// Removes the entries that were generated, are as they were, and are no longer needed.
    pub(super) fn remove_obsolete(&mut self, needed: &Table) {
        let before = self.before.as_object().into_iter().flatten();
        for (name, _) in before.filter(|(name, _)| !needed.contains_key(name)) {
            self.remove(name);
        }
    }

    /// Removes an entry that is as it was generated, with the comment that belongs to it.
    pub(super) fn remove(&mut self, name: &str) {
        let is_generated = |item: &Item| plain(item) == self.before[name] && !has_comment(item);
        if !self.table.get(name).is_some_and(is_generated) {
            return;
        }
        let comments = self.table.key(name).and_then(|key| prefix(key.leaf_decor()));
        let comments = comments.map(|text| before_last_comment(text).to_owned()).unwrap_or_default();
        let next = self.table.iter().map(|(key, _)| key).skip_while(|key| *key != name).nth(1).map(str::to_owned);
        self.table.remove(name);
        if let Some(mut key) = next.as_deref().and_then(|next| self.table.key_mut(next)) {
            let text = comments + prefix(key.leaf_decor()).unwrap_or_default();
            key.leaf_decor_mut().set_prefix(text);
        }
    }
}

/// Inserts the generated entry of a name, with its comment.
pub(super) fn insert(table: &mut Table, generated: &Table, name: &str) {
    if let Some((key, item)) = generated.get_key_value(name) {
        table.insert_formatted(key, item.clone());
    }
}

/// Returns `true` for a value that the workspace states: `version.workspace = true`.
pub(super) fn is_inherited(item: &Item) -> bool {
    item.as_table_like().is_some_and(|table| table.contains_key("workspace"))
}

/// A value without comments and layout. Keys are sorted.
pub(super) fn plain(item: &Item) -> Json {
    let value = item.clone().into_value().ok().map(Value::into_deserializer);
    value.and_then(|value| Json::deserialize(value).ok()).unwrap_or_default()
}

/// Returns `true` if a comment follows a value.
fn has_comment(item: &Item) -> bool {
    let suffix = item.as_value().and_then(|value| value.decor().suffix()).and_then(RawString::as_str);
    suffix.is_some_and(|text| text.contains('#'))
}

/// The text before a key.
fn prefix(decor: &Decor) -> Option<&str> {
    decor.prefix().and_then(RawString::as_str)
}

/// The lines before the last comment, which belongs to the entry below it.
fn before_last_comment(text: &str) -> &str {
    let is_comment = |line: &str| line.trim_start().starts_with('#');
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev() {
        end -= line.len();
        if is_comment(line) {
            break;
        }
    }
    text.get(..end).unwrap_or_default()
}
