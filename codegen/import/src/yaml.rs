//! YAML values that keep the order of their entries.

use serde::{Serialize, Serializer};

use bindery::Format;

/// The builder of an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object(Vec<(String, Value)>);

/// A value.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Value {
    String(String),
    Bool(bool),
    Array(Vec<Value>),
    Object(Object),
}

impl Object {
    /// Adds an entry.
    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    /// Adds an entry if there is a value.
    pub(crate) fn with_some<T: Into<Value>>(self, key: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.with(key, value),
            None => self,
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Object {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(key, value)| (key, value)))
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Self::Object(object)
    }
}

impl From<&str> for Value {
    fn from(value: &str) -> Self {
        Self::String(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::Array(items)
    }
}

/// The document as YAML, with a final newline. `None` if the writer fails, which does not happen.
pub(crate) fn write(root: &Object) -> Option<String> {
    Format::Yaml.write(root).ok()
}
