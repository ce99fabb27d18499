//! Untyped values, for schemas without a known type.
//!
//! - JSON reads and writes every value unchanged. A number is an integer of 64 bits, or else a double. One with more
//!   digits than that keeps its text.
//! - XML reads an element that has only text as a string, and keeps any other element with its attributes. It writes a
//!   scalar as text, with its type where values state types (data contracts), a map as elements named by the keys, and
//!   an array as elements named like the one that holds it.
//! - A form reads strings, nested names as maps, and indices as arrays.
//!
//! An element that was read from XML is written to XML only. On another wire format it is an error.

use core::fmt;
use std::collections::BTreeMap;

#[cfg(feature = "json")]
use super::Formatted;
#[cfg(feature = "xml")]
use super::xml_node::XmlElement;
use super::{Mismatch, ScalarInput, Value, ValueMut, ValueRef};
#[cfg(feature = "json")]
use crate::runtime::error::WriteError;

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
    /// A number that none of these types holds, as JSON has it.
    #[cfg(feature = "json")]
    Number(ExactNumber),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Any>),
    /// An object, as a map.
    Map(BTreeMap<String, Any>),
    /// An XML element with more than text. Its name is not kept: it takes the name of the member that holds it.
    #[cfg(feature = "xml")]
    Xml(Box<XmlElement>),
}

impl Any {
    /// Returns `true` if the value is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the string, if the value is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the entries, if the value is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&BTreeMap<String, Any>> {
        match self {
            Self::Map(map) => Some(map),
            _ => None,
        }
    }

    /// Returns the items, if the value is an array.
    #[must_use]
    pub fn as_array(&self) -> Option<&[Any]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }
}

/// A number of JSON with all its digits.
#[cfg(feature = "json")]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExactNumber(Box<str>);

#[cfg(feature = "json")]
impl ExactNumber {
    /// Keeps a number of JSON.
    pub(crate) fn new(text: &str) -> Self {
        Self(text.into())
    }

    /// Returns the number as JSON has it: `1e400`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(feature = "json")]
impl Formatted for ExactNumber {
    fn text(&self) -> Result<String, WriteError> {
        Ok(self.0.clone().into_string())
    }

    fn is_number(&self) -> bool {
        true
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

impl Value for Any {
    /// Returns null, which readers treat like an absent value.
    fn vacant() -> Self {
        Self::Null
    }

    fn value_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Null => ValueRef::Null,
            Self::Bool(value) => ValueRef::Bool(*value),
            Self::I64(value) => ValueRef::I64(*value),
            Self::U64(value) => ValueRef::U64(*value),
            Self::F64(value) => ValueRef::F64(*value),
            #[cfg(feature = "json")]
            Self::Number(number) => ValueRef::Formatted(number),
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
            ScalarInput::Bytes { .. } => return Err(Mismatch { expected: "a value other than a file" }),
        };
        Ok(())
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Any(self)
    }
}

/// Implements the conversion from a type to a variant.
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
