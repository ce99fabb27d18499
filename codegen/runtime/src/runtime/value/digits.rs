//! Numbers that keep their digits: readers of JSON hand over the text of the number, and no double lies between.

use std::borrow::Cow;

use super::{ScalarInput, trim, whole};

/// Returns the digits of a number. A double has none, unless it is an integer.
#[must_use]
pub fn digits_of(input: ScalarInput<'_>) -> Option<Cow<'_, str>> {
    match input {
        ScalarInput::I64(value) => Some(Cow::Owned(value.to_string())),
        ScalarInput::U64(value) => Some(Cow::Owned(value.to_string())),
        ScalarInput::F64(value) => whole(value).map(|value| Cow::Owned(value.to_string())),
        ScalarInput::Lexical(text) => Some(Cow::Borrowed(trim(text))),
        ScalarInput::Null | ScalarInput::Bool(_) | ScalarInput::Str(_) | ScalarInput::Bytes { .. } => None,
    }
}

/// Implements [`Value`](super::Value) for a type whose values are numbers with digits of their own: the type, its
/// numbers in the words of an error, a value that readers overwrite, a parser and a writer of the digits.
///
/// ```text
/// digits! { DecimalNumber, "a decimal number", DecimalNumber::default(), |text| …, |value| Some(value.0.to_string()) }
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! digits {
    ($type:ty, $expected:literal, $vacant:expr, $parse:expr, $text:expr) => {
        impl $crate::runtime::private::Formatted for $type {
            fn text(&self) -> Result<String, $crate::runtime::WriteError> {
                let text: fn(&Self) -> Option<String> = $text;
                text(self).ok_or_else($crate::runtime::private::inexpressible)
            }

            fn is_number(&self) -> bool {
                true
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
                let value = $crate::runtime::private::digits_of(input).and_then(|text| parse(&text));
                *self = value.ok_or($crate::runtime::private::Mismatch { expected: $expected })?;
                Ok(())
            }

            fn value_mut(&mut self) -> $crate::runtime::private::ValueMut<'_> {
                $crate::runtime::private::ValueMut::Digits
            }
        }
    };
}

#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use digits;
