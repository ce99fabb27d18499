//! The choices of the caller: values by name, each with the position of its statement.

use std::iter;

use crate::source::diagnostic::JsonPointer;
use crate::source::syntax::{Located, Node, Object, PositionId};

/// The choices of the caller from one source, which override those of the description.
///
/// A key is one that the `x-bindery` object of a document may have. The key `schemas` has the choices for single
/// component schemas by their names, each with the keys that the `x-bindery` object of a schema may have.
///
/// ```
/// # use bindery::{Configuration, Setting};
/// let of_schema = Setting::of([("derive", Setting::list(["Hash"]))]);
/// let chosen = Configuration::new("bindery.toml").with("formats", "jiff").with("schemas", Setting::of([("Pet", of_schema)]));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Configuration {
    /// The name for people: a file, or the command line.
    pub name: String,
    /// The choices by key. Of duplicate keys the last one counts.
    pub settings: Vec<(String, Setting)>,
}

/// A value of a [`Configuration`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The value.
    pub value: SettingValue,
    /// Line and column of the value, or of its key, both from 1, the column in characters.
    pub position: Option<(usize, usize)>,
}

/// The content of a [`Setting`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// A boolean.
    Bool(bool),
    /// A number, as written.
    Number(String),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Setting>),
    /// An object, by key. Of duplicate keys the last one counts.
    Object(Vec<(String, Setting)>),
}

impl Configuration {
    /// A configuration without choices.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), settings: Vec::new() }
    }

    /// Adds a choice.
    #[must_use]
    pub fn with(mut self, key: &str, setting: impl Into<Setting>) -> Self {
        self.settings.push((key.to_owned(), setting.into()));
        self
    }

    /// The crates that the choices name.
    pub(crate) fn crates(&self) -> Vec<String> {
        let mut crates = Vec::new();
        crates_within(&self.settings, &mut crates);
        crates
    }

    /// Finds the positions of values.
    pub(crate) fn locate<'p>(&self, pointers: impl IntoIterator<Item = &'p JsonPointer>) -> Located {
        let mut located = Located::new(pointers);
        locate_entries(&self.settings, Some(PositionId::ROOT), &mut located);
        located
    }
}

impl Setting {
    /// An object.
    pub fn of<'k>(entries: impl IntoIterator<Item = (&'k str, Self)>) -> Self {
        SettingValue::Object(entries.into_iter().map(|(key, setting)| (key.to_owned(), setting)).collect()).into()
    }

    /// An array.
    pub fn list(items: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        SettingValue::Array(items.into_iter().map(Into::into).collect()).into()
    }

    /// The value as a node of a document.
    pub(crate) fn node(&self) -> Node {
        match &self.value {
            SettingValue::Bool(value) => Node::Bool(*value),
            SettingValue::Number(text) => Node::Number(text.clone()),
            SettingValue::String(text) => Node::String(text.clone()),
            SettingValue::Array(items) => Node::Array(items.iter().map(Self::node).collect()),
            SettingValue::Object(entries) => {
                Node::Object(Object::new(entries.iter().map(|(key, value)| (key.clone(), value.node())).collect()))
            }
        }
    }

    /// Records the positions of this value and those within, if they are requested.
    fn locate(&self, id: Option<PositionId>, located: &mut Located) {
        if let Some(position) = self.position {
            located.found(id, position);
        }
        match &self.value {
            SettingValue::Bool(_) | SettingValue::Number(_) | SettingValue::String(_) => {}
            SettingValue::Array(items) => {
                let ids = (0..).map(|index| located.item(id, index)).take(items.len()).collect::<Vec<_>>();
                iter::zip(items, ids).for_each(|(item, id)| item.locate(id, located));
            }
            SettingValue::Object(entries) => locate_entries(entries, id, located),
        }
    }
}

/// Collects the crates that entries name at the key `crate`.
fn crates_within(entries: &[(String, Setting)], crates: &mut Vec<String>) {
    for (key, setting) in entries {
        match &setting.value {
            SettingValue::String(name) if key == "crate" => crates.push(name.clone()),
            SettingValue::Object(entries) => crates_within(entries, crates),
            SettingValue::Array(items) => {
                for item in items {
                    if let SettingValue::Object(entries) = &item.value {
                        crates_within(entries, crates);
                    }
                }
            }
            SettingValue::Bool(_) | SettingValue::Number(_) | SettingValue::String(_) => {}
        }
    }
}

fn locate_entries(entries: &[(String, Setting)], of: Option<PositionId>, located: &mut Located) {
    for (key, value) in entries {
        let id = located.child(of, key);
        if id.is_some() {
            value.locate(id, located);
        }
    }
}

impl From<SettingValue> for Setting {
    fn from(value: SettingValue) -> Self {
        Self { value, position: None }
    }
}

impl From<bool> for Setting {
    fn from(value: bool) -> Self {
        SettingValue::Bool(value).into()
    }
}

impl From<String> for Setting {
    fn from(text: String) -> Self {
        SettingValue::String(text).into()
    }
}

impl From<&str> for Setting {
    fn from(text: &str) -> Self {
        SettingValue::String(text.to_owned()).into()
    }
}
