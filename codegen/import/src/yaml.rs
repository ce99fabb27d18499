//! Values of YAML, put together in the order in which they are written.

use serde::{Serialize, Serializer};

use bindery::Format;

/// An object in the making.
#[derive(Clone, Debug, Default)]
pub(crate) struct Object(Vec<(String, Value)>);

/// A value.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum Value {
    Text(String),
    Bool(bool),
    List(Vec<Value>),
    Object(Object),
}

impl Object {
    /// The object with an entry more.
    pub(crate) fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.0.push((key.to_owned(), value.into()));
        self
    }

    /// The same, if there is a value.
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
        Self::Text(value.to_owned())
    }
}

impl From<String> for Value {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Self {
        Self::List(items)
    }
}

/// The text of a document, with a line end. `None` if the writer refuses it, which it never does.
pub(crate) fn write(root: &Object) -> Option<String> {
    Format::Yaml.write(root).ok()
}
