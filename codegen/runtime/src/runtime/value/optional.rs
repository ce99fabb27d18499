//! Members that may be absent.

use std::collections::BTreeMap;

use super::map::collect_map;
use super::{Any, Enumerated, File, Mismatch, ScalarInput, Value, ValueMut, ValueRef, collect_vec};
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

/// Entries convert, as in the setter of a map that cannot be null.
impl<T, K: Into<String>, I: Into<T>, const N: usize> From<[(K, I); N]> for Nullable<BTreeMap<String, T>> {
    fn from(entries: [(K, I); N]) -> Self {
        Self::Value(collect_map(entries))
    }
}

/// Implements the conversions of a type for members of the type that can be null.
macro_rules! converted {
    ($($from:ty => $type:ty,)+) => {$(
        impl From<$from> for Nullable<$type> {
            fn from(value: $from) -> Self {
                Self::Value(value.into())
            }
        }
    )+};
}

converted! {
    &str => String,
    &String => String,
    &str => Secret,
    String => Secret,
    &str => File,
    String => File,
    &[u8] => File,
    Vec<u8> => File,
    bool => Any,
    i32 => Any,
    i64 => Any,
    f64 => Any,
    &str => Any,
    String => Any,
    Vec<Any> => Any,
    BTreeMap<String, Any> => Any,
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

/// An item of an array, or a value of a map, whose items can be null: a `T` or what converts to one, an `Option` of
/// that, or a [`Nullable`] of `T`. `None` is null. The compiler infers `By`.
pub trait OrNull<T, By> {
    /// Converts to the item; `None` is null.
    #[doc(hidden)]
    fn or_null(self) -> Option<T>;
}

/// Marks the conversion from a value.
#[derive(Debug)]
pub enum ByValue {}

/// Marks the conversion from an `Option`.
#[derive(Debug)]
pub enum ByOption {}

/// Marks the conversion from a [`Nullable`].
#[derive(Debug)]
pub enum ByNullable {}

impl<T, I: Into<T>> OrNull<T, ByValue> for I {
    fn or_null(self) -> Option<T> {
        Some(self.into())
    }
}

impl<T, I: Into<T>> OrNull<T, ByOption> for Option<I> {
    fn or_null(self) -> Option<T> {
        self.map(Into::into)
    }
}

impl<T> OrNull<T, ByNullable> for Nullable<T> {
    fn or_null(self) -> Option<T> {
        self.into_option()
    }
}

/// A value of a member that can be null: a `T` or what converts to one, such as a variant of a union, an `Option`, or a
/// [`Nullable`]. `None` is null. The compiler infers `By`.
pub trait IntoNullable<T, By> {
    /// Converts to the value of the member.
    #[doc(hidden)]
    fn into_nullable(self) -> Nullable<T>;
}

impl<T, I: Into<T>> IntoNullable<T, ByValue> for I {
    fn into_nullable(self) -> Nullable<T> {
        Nullable::Value(self.into())
    }
}

impl<T> IntoNullable<T, ByOption> for Option<T> {
    fn into_nullable(self) -> Nullable<T> {
        self.into()
    }
}

impl<T> IntoNullable<T, ByNullable> for Nullable<T> {
    fn into_nullable(self) -> Nullable<T> {
        self
    }
}

/// Collects the items that a setter takes, of which some may be null.
pub fn collect_nullable_vec<T, By>(items: impl IntoIterator<Item = impl OrNull<T, By>>) -> Vec<Option<T>> {
    items.into_iter().map(OrNull::or_null).collect()
}

/// Collects the entries that a setter takes, whose values may be null.
pub fn collect_nullable_map<T, By>(
    entries: impl IntoIterator<Item = (impl Into<String>, impl OrNull<T, By>)>,
) -> BTreeMap<String, Option<T>> {
    entries.into_iter().map(|(key, value)| (key.into(), value.or_null())).collect()
}

/// Sets a member to its default, if it is absent.
pub fn set_absent<M: Optional>(member: &mut M, default: impl FnOnce() -> M::Value) {
    if member.is_left_out() {
        *member = M::of(default());
    }
}
