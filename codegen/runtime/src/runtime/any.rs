//! Values of any kind, where the description does not say more.
//!
//! - JSON reads and writes all of them as they are. A number is what `serde_json` makes of it: an integer of 64 bits,
//!   or else the nearest double.
//! - XML reads an element with text alone as text, and keeps any other as it is, with its attributes. It writes a
//!   scalar as text, without its type, a map as elements that are named by its keys, and a list as elements that are
//!   named like what holds it.
//! - A form reads text, nested names as maps, and indices as lists.
//!
//! What was read from XML and is more than text is written to XML only: on another wire it is an error.

use core::fmt;
use std::collections::BTreeMap;

use super::{Empty, Input, Mismatch, Open, Slot, Value, View};

/// A value of any kind.
#[derive(Clone, Default)]
#[non_exhaustive]
pub enum Any {
    /// Null.
    #[default]
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer that exceeds `i64`.
    U64(u64),
    /// A floating-point number.
    F64(f64),
    /// Text.
    Text(String),
    /// A list.
    List(Vec<Any>),
    /// Values by key.
    Map(BTreeMap<String, Any>),
    /// An element of XML that holds more than text. Its name is of no importance: it is written under the name of the
    /// member that holds it.
    #[cfg(feature = "xml")]
    Xml(Box<super::xml::XmlElement>),
}

impl Any {
    /// Whether it is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The text, if it is text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The entries, if it is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&BTreeMap<String, Any>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// The items, if it is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Any]> {
        match self {
            Self::List(items) => Some(items),
            _ => None,
        }
    }
}

impl PartialEq for Any {
    fn eq(&self, other: &Self) -> bool {
        self.view() == other.view()
    }
}

impl fmt::Debug for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

/// What is null may as well be absent.
impl Empty for Any {
    const EMPTY: Self = Self::Null;
}

impl Slot for Any {
    fn reset(&mut self) {
        *self = Self::Null;
    }
}

impl Value for Any {
    fn view(&self) -> View<'_> {
        match self {
            Self::Null => View::Null,
            Self::Bool(value) => View::Bool(*value),
            Self::I64(value) => View::I64(*value),
            Self::U64(value) => View::U64(*value),
            Self::F64(value) => View::F64(*value),
            Self::Text(text) => View::Str(text),
            Self::List(items) => View::List(items),
            Self::Map(map) => View::Map(map),
            #[cfg(feature = "xml")]
            Self::Xml(element) => View::Xml(element),
        }
    }

    fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
        *self = match input {
            Input::Null => Self::Null,
            Input::Bool(value) => Self::Bool(value),
            Input::I64(value) => Self::I64(value),
            Input::U64(value) => Self::U64(value),
            Input::F64(value) => Self::F64(value),
            Input::Str(text) | Input::Lexical(text) => Self::Text(text.to_owned()),
            Input::Bytes { .. } => return Err(Mismatch { expected: "a value that is no file" }),
        };
        Ok(())
    }

    fn open(&mut self) -> Open<'_> {
        Open::Any(self)
    }
}

/// A conversion from a type that one kind of value holds.
macro_rules! from {
    ($($type:ty => |$value:ident| $any:expr;)+) => {$(
        impl From<$type> for Any {
            fn from($value: $type) -> Self {
                $any
            }
        }
    )+};
}

from! {
    bool => |value| Self::Bool(value);
    i32 => |value| Self::I64(value.into());
    i64 => |value| Self::I64(value);
    f64 => |value| Self::F64(value);
    &str => |value| Self::Text(value.to_owned());
    String => |value| Self::Text(value);
    Vec<Any> => |value| Self::List(value);
    BTreeMap<String, Any> => |value| Self::Map(value);
}

#[cfg(feature = "json")]
impl From<serde_json::Value> for Any {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => from_number(&number),
            serde_json::Value::String(text) => Self::Text(text),
            serde_json::Value::Array(items) => Self::List(items.into_iter().map(Self::from).collect()),
            serde_json::Value::Object(members) => {
                Self::Map(members.into_iter().map(|(name, value)| (name, Self::from(value))).collect())
            }
        }
    }
}

/// A number beyond all of these, which `serde_json` has only where a crate asks it for any precision, is its text.
#[cfg(feature = "json")]
pub(super) fn from_number(number: &serde_json::Number) -> Any {
    let unsigned = || number.as_u64().map(Any::U64);
    let float = || number.as_f64().map(Any::F64);
    let known = number.as_i64().map(Any::I64).or_else(unsigned).or_else(float);
    known.unwrap_or_else(|| Any::Text(number.to_string()))
}

#[cfg(feature = "json")]
impl serde_core::Serialize for Any {
    fn serialize<S: serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        super::json::serialize(self, serializer)
    }
}

#[cfg(feature = "json")]
impl<'de> serde_core::Deserialize<'de> for Any {
    fn deserialize<D: serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        super::json::deserialize(deserializer)
    }
}
