//! Untyped values, where the description does not say more.
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

use super::{ConstDefault, MemberSlot, Mismatch, ScalarInput, Value, ValueMut, ValueRef};

/// An untyped value.
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
    String(String),
    /// A list.
    Array(Vec<Any>),
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
            Self::String(text) => Some(text),
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
    pub fn as_array(&self) -> Option<&[Any]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }
}

impl PartialEq for Any {
    fn eq(&self, other: &Self) -> bool {
        self.value_ref() == other.value_ref()
    }
}

impl fmt::Debug for Any {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value_ref().fmt(f)
    }
}

/// What is null may as well be absent.
impl ConstDefault for Any {
    const DEFAULT: Self = Self::Null;
}

impl MemberSlot for Any {
    fn reset(&mut self) {
        *self = Self::Null;
    }
}

impl Value for Any {
    fn value_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Bool(value) => ValueRef::Bool(*value),
            Self::I64(value) => ValueRef::I64(*value),
            Self::U64(value) => ValueRef::U64(*value),
            Self::F64(value) => ValueRef::F64(*value),
            Self::String(text) => ValueRef::Str(text),
            Self::Array(items) => ValueRef::Array(items),
            Self::Map(map) => ValueRef::Map(map),
            #[cfg(feature = "xml")]
            Self::Xml(element) => ValueRef::Xml(element),
        }
    }

    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        *self = match input {
            ScalarInput::Null => Self::Null,
            ScalarInput::Bool(value) => Self::Bool(value),
            ScalarInput::I64(value) => Self::I64(value),
            ScalarInput::U64(value) => Self::U64(value),
            ScalarInput::F64(value) => Self::F64(value),
            ScalarInput::Str(text) | ScalarInput::Lexical(text) => Self::String(text.to_owned()),
            ScalarInput::Bytes { .. } => return Err(Mismatch { expected: "a value that is no file" }),
        };
        Ok(())
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Any(self)
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
    &str => |value| Self::String(value.to_owned());
    String => |value| Self::String(value);
    Vec<Any> => |value| Self::Array(value);
    BTreeMap<String, Any> => |value| Self::Map(value);
}

#[cfg(feature = "json")]
impl From<serde_json::Value> for Any {
    fn from(value: serde_json::Value) -> Self {
        match value {
            serde_json::Value::Null => Self::Null,
            serde_json::Value::Bool(value) => Self::Bool(value),
            serde_json::Value::Number(number) => from_number(&number),
            serde_json::Value::String(text) => Self::String(text),
            serde_json::Value::Array(items) => Self::Array(items.into_iter().map(Self::from).collect()),
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
    known.unwrap_or_else(|| Any::String(number.to_string()))
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
