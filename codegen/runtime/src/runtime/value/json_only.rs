//! Values that only JSON carries: those of types of other crates that implement the traits of serde. Other wire formats
//! refuse to read and to write them.

use core::any::Any;
use core::fmt;

#[cfg(feature = "json")]
use serde_json::Value as Json;

use super::{Mismatch, ScalarInput};
use crate::runtime::error::{WriteError, WriteErrorKind};

/// A value that only JSON carries.
pub trait JsonOnly: Any + fmt::Debug {
    /// Returns the value as a tree of JSON.
    ///
    /// # Errors
    /// The type refuses to write the value.
    #[cfg(feature = "json")]
    fn tree(&self) -> Result<Json, WriteError>;

    /// Sets the value from a tree of JSON.
    ///
    /// # Errors
    /// [`Mismatch`] if the tree is no value of the type.
    #[cfg(feature = "json")]
    fn set(&mut self, tree: Json) -> Result<(), Mismatch>;

    /// Returns `true` if another value is of the same type, and equal.
    fn same(&self, other: &dyn JsonOnly) -> bool;
}

impl dyn JsonOnly {
    /// Returns the value, if it is of this type.
    #[must_use]
    pub fn as_type<T: 'static>(&self) -> Option<&T> {
        let any: &dyn Any = self;
        any.downcast_ref()
    }
}

/// Writes a value as a tree.
///
/// # Errors
/// The type refuses to write the value.
#[cfg(feature = "json")]
pub fn json_tree(value: &impl serde_core::Serialize) -> Result<Json, WriteError> {
    serde_json::to_value(value).map_err(|_| WriteError::new(WriteErrorKind::Unsupported("its type refuses the value")))
}

/// Reads a value from a tree.
#[cfg(feature = "json")]
#[must_use]
pub fn json_value<T: serde_core::de::DeserializeOwned>(tree: Json) -> Option<T> {
    T::deserialize(tree).ok()
}

/// Sets a value from a scalar of JSON. Text of other wire formats is refused.
///
/// # Errors
/// [`Mismatch`] if the scalar is no value of the type.
pub fn put_json(value: &mut dyn JsonOnly, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    let refused = Mismatch { expected: "a value of JSON" };
    #[cfg(feature = "json")]
    return value.set(match input {
        ScalarInput::Null => Json::Null,
        ScalarInput::Bool(value) => value.into(),
        ScalarInput::I64(value) => value.into(),
        ScalarInput::U64(value) => value.into(),
        ScalarInput::F64(value) => value.into(),
        ScalarInput::Str(text) => text.into(),
        ScalarInput::Lexical(_) | ScalarInput::Bytes { .. } => return Err(refused),
    });
    #[cfg(not(feature = "json"))]
    {
        let _ = (value, input);
        Err(refused)
    }
}

/// Creates the error of a wire format other than JSON.
#[must_use]
pub fn not_carried() -> WriteError {
    WriteError::new(WriteErrorKind::Unsupported("a value that only JSON carries"))
}

/// Implements [`Value`](super::Value) for a type whose values only JSON carries: the type, its values in the words of an
/// error, and a value that readers overwrite.
///
/// ```text
/// json_only! { geo::Area, "an object of `geo::Area`", geo::Area::default() }
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! json_only {
    ($type:ty, $expected:literal, $vacant:expr) => {
        impl $crate::runtime::private::JsonOnly for $type {
            #[cfg(feature = "json")]
            fn tree(&self) -> Result<serde_json::Value, $crate::runtime::WriteError> {
                $crate::runtime::private::json_tree(self)
            }

            #[cfg(feature = "json")]
            fn set(&mut self, tree: serde_json::Value) -> Result<(), $crate::runtime::private::Mismatch> {
                let value = $crate::runtime::private::json_value(tree);
                *self = value.ok_or($crate::runtime::private::Mismatch { expected: $expected })?;
                Ok(())
            }

            fn same(&self, other: &dyn $crate::runtime::private::JsonOnly) -> bool {
                other.as_type::<Self>() == Some(self)
            }
        }

        impl $crate::runtime::private::Formatted for $type {
            fn text(&self) -> Result<String, $crate::runtime::WriteError> {
                Err($crate::runtime::private::not_carried())
            }

            fn json_only(&self) -> Option<&dyn $crate::runtime::private::JsonOnly> {
                Some(self)
            }
        }

        impl $crate::runtime::Value for $type {
            fn vacant() -> Self {
                $vacant
            }

            fn value_ref(&self) -> $crate::runtime::private::ValueRef<'_> {
                $crate::runtime::private::ValueRef::Formatted(self)
            }

            fn value_mut(&mut self) -> $crate::runtime::private::ValueMut<'_> {
                $crate::runtime::private::ValueMut::JsonOnly(self)
            }

            fn put(
                &mut self,
                input: $crate::runtime::private::ScalarInput<'_>,
            ) -> Result<(), $crate::runtime::private::Mismatch> {
                let refused = $crate::runtime::private::Mismatch { expected: $expected };
                $crate::runtime::private::put_json(self, input).map_err(|_| refused)
            }
        }
    };
}

#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use json_only;
