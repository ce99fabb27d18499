//! Values of formats: types of other crates, each value of which is a string in every wire format.

use crate::runtime::error::{WriteError, WriteErrorKind};

/// A value that is a string in each wire format.
pub trait Formatted {
    /// Returns the canonical string.
    ///
    /// # Errors
    /// The format cannot express the value.
    fn text(&self) -> Result<String, WriteError>;
}

/// Creates the error for a value that its format cannot express.
#[must_use]
pub fn inexpressible() -> WriteError {
    WriteError::new(WriteErrorKind::Unsupported("its format has no string for the value"))
}

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
