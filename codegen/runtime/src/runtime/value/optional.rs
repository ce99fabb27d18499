//! Members that may be absent.

use super::{Enumerated, Mismatch, ScalarInput, Value, ValueMut, ValueRef, collect_vec};
use crate::runtime::secret::Secret;

/// An optional member that can also be null, where absent and null differ in meaning.
///
/// ```text
/// absent   the member is left out: "leave it unchanged"
/// null     the member is written as null: "remove it"
/// value    the member is written
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// The member is left out.
    #[default]
    Absent,
    /// The member is null.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns the value, if there is one.
    #[must_use]
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Converts to an `Option`, in which absent and null are the same.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns `true` if the member is left out.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns `true` if the member is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// A member that is a model is held in a box.
impl<T> From<T> for Nullable<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

/// Items convert, as in the setter of an array that cannot be null.
impl<T, I: Into<T>, const N: usize> From<[I; N]> for Nullable<Vec<T>> {
    fn from(items: [I; N]) -> Self {
        Self::Value(collect_vec(items))
    }
}

impl From<&str> for Nullable<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

impl From<&str> for Nullable<Secret> {
    fn from(text: &str) -> Self {
        Self::Value(Secret::from(text))
    }
}

impl From<String> for Nullable<Secret> {
    fn from(text: String) -> Self {
        Self::Value(Secret::from(text))
    }
}

/// Converts `None` to null. To leave a member out, use [`Nullable::Absent`].
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T: Value> Value for Nullable<T> {
    fn vacant() -> Self {
        Self::Absent
    }

    fn value_ref(&self) -> ValueRef<'_> {
        match self {
            Self::Absent => ValueRef::Absent,
            Self::Null => ValueRef::Null,
            Self::Value(value) => value.value_ref(),
        }
    }

    fn as_enum(&self) -> Option<&dyn Enumerated> {
        self.as_ref().and_then(Value::as_enum)
    }

    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        *self = match input {
            ScalarInput::Null => Self::Null,
            input => Self::Value(T::from_input(input)?),
        };
        Ok(())
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        if self.as_ref().is_none() {
            *self = Self::Value(T::vacant());
        }
        match self {
            Self::Value(value) => value.value_mut(),
            Self::Absent | Self::Null => ValueMut::Scalar,
        }
    }
}

/// An optional value, for which null and absent are the same; [`Nullable`] tells them apart.
impl<T: Value> Value for Option<T> {
    fn vacant() -> Self {
        None
    }

    fn value_ref(&self) -> ValueRef<'_> {
        self.as_ref().map_or(ValueRef::Absent, Value::value_ref)
    }

    fn as_enum(&self) -> Option<&dyn Enumerated> {
        self.as_ref().and_then(Value::as_enum)
    }

    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        *self = match input {
            ScalarInput::Null => None,
            input => Some(T::from_input(input)?),
        };
        Ok(())
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        self.get_or_insert_with(T::vacant).value_mut()
    }
}

/// A member that may be absent: an `Option`, or a [`Nullable`].
pub trait Optional {
    /// The value of a member that is not absent.
    type Value;

    /// Returns `true` if the member is left out.
    fn is_left_out(&self) -> bool;

    /// Creates a member that is there.
    fn of(value: Self::Value) -> Self;
}

impl<T> Optional for Option<T> {
    type Value = T;

    fn is_left_out(&self) -> bool {
        self.is_none()
    }

    fn of(value: T) -> Self {
        Some(value)
    }
}

impl<T> Optional for Nullable<T> {
    type Value = T;

    fn is_left_out(&self) -> bool {
        self.is_absent()
    }

    fn of(value: T) -> Self {
        Self::Value(value)
    }
}

/// Sets a member to its default, if it is absent.
pub fn set_absent<M: Optional>(member: &mut M, default: impl FnOnce() -> M::Value) {
    if member.is_left_out() {
        *member = M::of(default());
    }
}
