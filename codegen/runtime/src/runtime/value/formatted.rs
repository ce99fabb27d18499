//! Values of types of other crates: each is a string in every wire format, or a number or a boolean, or only JSON
//! carries it. Numbers that keep their digits are in [`digits`](super::digits).

use core::fmt::{self, Debug};
use core::str::FromStr;

use super::{JsonOnly, ScalarInput, ValueRef, trim};
use crate::runtime::error::{WriteError, WriteErrorKind};

/// A value that is a string or a number in each wire format, or that only JSON carries.
pub trait Formatted {
    /// Returns the canonical string, or the digits of a number.
    ///
    /// # Errors
    /// The format cannot express the value, or only JSON carries it.
    fn text(&self) -> Result<String, WriteError>;

    /// Returns the text in JSON, where it differs.
    ///
    /// # Errors
    /// As [`text`](Formatted::text).
    fn json_text(&self) -> Result<String, WriteError> {
        self.text()
    }

    /// Returns `true` if the text is a number of JSON.
    fn is_number(&self) -> bool {
        false
    }

    /// Returns the value if only JSON carries it.
    fn json_only(&self) -> Option<&dyn JsonOnly> {
        None
    }
}

/// Returns `true` if two values of one type are equal.
pub(super) fn same(left: &dyn Formatted, right: &dyn Formatted) -> bool {
    match (left.json_only(), right.json_only()) {
        (Some(left), Some(right)) => left.same(right),
        (None, None) => left.json_text().ok() == right.json_text().ok(),
        (Some(_), None) | (None, Some(_)) => false,
    }
}

/// Creates the error for a value that its format cannot express.
#[must_use]
pub fn inexpressible() -> WriteError {
    WriteError::new(WriteErrorKind::Unsupported("its format has no string for the value"))
}

/// Shows the string of a value, or the value itself where it has none.
pub(super) fn show(value: &dyn Formatted, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match (value.json_only(), value.json_text()) {
        (Some(value), _) => value.fmt(f),
        (None, Ok(text)) if value.is_number() => f.write_str(&text),
        (None, Ok(text)) => text.fmt(f),
        (None, Err(_)) => f.write_str("(a value without a string)"),
    }
}

/// Returns the number or the boolean that a string denotes.
#[must_use]
pub fn literal_ref(text: &str) -> Option<ValueRef<'static>> {
    let integer = || text.parse().map(ValueRef::I64).ok();
    let unsigned = || text.parse().map(ValueRef::U64).ok();
    let boolean = || text.parse().map(ValueRef::Bool).ok();
    let number = || text.parse::<f64>().ok().filter(|number| number.is_finite()).map(ValueRef::F64);
    integer().or_else(unsigned).or_else(boolean).or_else(number)
}

/// Parses a number or a boolean from the string that denotes it.
#[must_use]
pub fn parse_literal<T: FromStr>(input: ScalarInput<'_>) -> Option<T> {
    let text = match input {
        ScalarInput::Bool(value) => value.to_string(),
        ScalarInput::I64(value) => value.to_string(),
        ScalarInput::U64(value) => value.to_string(),
        ScalarInput::F64(value) => value.to_string(),
        ScalarInput::Lexical(text) => return trim(text).parse().ok(),
        ScalarInput::Null | ScalarInput::Str(_) | ScalarInput::Bytes { .. } => return None,
    };
    text.parse().ok()
}

/// Implements [`Value`](super::Value) for a type whose values are numbers or booleans, and which parses and displays
/// them: the type, its values in the words of an error, and a value that readers overwrite.
///
/// ```text
/// literal! { my_ids::Count, "an integer of `my_ids::Count`", my_ids::Count::default() }
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! literal {
    ($type:ty, $expected:literal, $vacant:expr) => {
        impl $crate::runtime::private::Formatted for $type {
            fn text(&self) -> Result<String, $crate::runtime::WriteError> {
                Err($crate::runtime::private::inexpressible())
            }
        }

        impl $crate::runtime::Value for $type {
            fn vacant() -> Self {
                $vacant
            }

            fn value_ref(&self) -> $crate::runtime::private::ValueRef<'_> {
                let value = $crate::runtime::private::literal_ref(&self.to_string());
                value.unwrap_or($crate::runtime::private::ValueRef::Formatted(self))
            }

            fn put(
                &mut self,
                input: $crate::runtime::private::ScalarInput<'_>,
            ) -> Result<(), $crate::runtime::private::Mismatch> {
                let value = $crate::runtime::private::parse_literal(input);
                *self = value.ok_or($crate::runtime::private::Mismatch { expected: $expected })?;
                Ok(())
            }
        }
    };
}

#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use literal;

/// Implements [`Value`](super::Value) for a type whose values are strings: the type, its strings in the words of an
/// error, a value that readers overwrite, a parser and a writer. The type itself parses and displays its strings where
/// the last two are left out.
///
/// ```text
/// formatted! { uuid::Uuid, "a UUID", uuid::Uuid::nil() }
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! formatted {
    ($type:ty, $expected:literal, $vacant:expr) => {
        $crate::runtime::formatted! { $type, $expected, $vacant, |text| text.parse().ok(), |value| Some(value.to_string()) }
    };
    ($type:ty, $expected:literal, $vacant:expr, $parse:expr, $text:expr) => {
        impl $crate::runtime::private::Formatted for $type {
            fn text(&self) -> Result<String, $crate::runtime::WriteError> {
                let text: fn(&Self) -> Option<String> = $text;
                text(self).ok_or_else($crate::runtime::private::inexpressible)
            }
        }

        impl $crate::runtime::Value for $type {
            fn vacant() -> Self {
                $vacant
            }

            fn value_ref(&self) -> $crate::runtime::private::ValueRef<'_> {
                $crate::runtime::private::ValueRef::Formatted(self)
            }

            fn put(
                &mut self,
                input: $crate::runtime::private::ScalarInput<'_>,
            ) -> Result<(), $crate::runtime::private::Mismatch> {
                let parse: fn(&str) -> Option<Self> = $parse;
                let value = input.text().and_then(parse);
                *self = value.ok_or($crate::runtime::private::Mismatch { expected: $expected })?;
                Ok(())
            }
        }
    };
}

pub(crate) use formatted;
