//! Values as the wires see them: what a writer looks at ([`View`]) and what a reader fills ([`Input`], [`Open`]).
//!
//! [`Value`] is object-safe, so a driver is compiled once and not once for each model: that is what keeps
//! contract crates quick to build.

use super::{Any, Map, Object, Secret, Union, View, object, union};

/// Something that a wire can write and read: a scalar, a list or an object.
pub trait Value {
    /// The value as a writer sees it.
    fn view(&self) -> View<'_>;

    /// Takes a scalar, or null, from the wire. As it stands, it is for what has parts: a scalar has one of its own.
    ///
    /// # Errors
    /// [`Mismatch`], naming what would have been right, if the value cannot hold the input.
    fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
        match self.open() {
            Open::Object(object) => object::put_bare(object, input),
            Open::Union(union) => union::put(union, input),
            Open::Any(any) => any.put(input),
            Open::List(_) => Err(Mismatch { expected: "a list" }),
            Open::Map(_) => Err(Mismatch { expected: "an object" }),
            Open::Scalar => Err(Mismatch { expected: "another scalar" }),
        }
    }

    /// A new value, made of a scalar from the wire.
    ///
    /// # Errors
    /// Those of [`Value::put`].
    fn from_input(input: Input<'_>) -> Result<Self, Mismatch>
    where
        Self: Default,
    {
        let mut value = Self::default();
        value.put(input)?;
        Ok(value)
    }

    /// Opens the value for reading into it; an absent value becomes an empty one. As it stands, it is for a scalar.
    fn open(&mut self) -> Open<'_> {
        Open::Scalar
    }
}

/// A value that can be absent, as a member of a model can.
pub trait Slot: Value {
    /// Makes it absent.
    fn reset(&mut self);
}

/// What a field of a model can hold, with a constant for nothing: a compiler takes it for less than a call.
pub trait Empty {
    /// Nothing.
    const EMPTY: Self;
}

/// A scalar from the wire.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Input<'a> {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// A signed integer.
    I64(i64),
    /// An unsigned integer that exceeds `i64`.
    U64(u64),
    /// A floating-point number.
    F64(f64),
    /// Text that is known to be text, as a JSON string is.
    Str(&'a str),
    /// Text that may stand for any scalar, as in XML and forms.
    Lexical(&'a str),
    /// A whole body, which only a file takes.
    Bytes {
        /// What it holds.
        bytes: &'a [u8],
        /// Its media type.
        content_type: Option<&'a str>,
    },
}

impl Input<'_> {
    /// What the input is, in words for an error; never its content.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a boolean",
            Self::I64(_) | Self::U64(_) => "an integer",
            Self::F64(_) => "a number",
            Self::Str(_) => "a string",
            Self::Lexical(_) => "other text",
            Self::Bytes { .. } => "bytes",
        }
    }
}

/// A value, opened for reading into it.
pub enum Open<'a> {
    /// It takes a scalar: use [`Value::put`].
    Scalar,
    /// It is a list; items are appended to those that it has.
    List(&'a mut dyn List),
    /// It holds values by key.
    Map(&'a mut dyn Map),
    /// It is an object.
    Object(&'a mut dyn Object),
    /// It takes whatever comes.
    Any(&'a mut Any),
    /// It is of one of several types, which is up to what comes.
    Union(&'a mut dyn Union),
}

/// A list of values.
pub trait List {
    /// The number of items.
    fn len(&self) -> usize;

    /// Whether there are no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at `index`; [`View::Absent`] beyond the end.
    fn view(&self, index: usize) -> View<'_>;

    /// The item at `index`, to read into it.
    fn item(&mut self, index: usize) -> Option<&mut dyn Value>;

    /// Appends an empty item, to read into it.
    fn push(&mut self) -> &mut dyn Value;
}

/// A value that does not fit; `expected` says what would have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What would have been right, with its article: `a boolean`.
    pub expected: &'static str,
}

/// An optional member that can also be null, where the two mean different things.
///
/// ```text
/// absent   the member is left out: "leave it as it is"
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
    /// The value, if there is one.
    #[must_use]
    pub fn as_ref(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one, without the difference between absent and null.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the member is left out.
    #[must_use]
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is null.
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

/// `None` is null: to leave a member out, say [`Nullable::Absent`].
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T> Empty for Nullable<T> {
    const EMPTY: Self = Self::Absent;
}

impl<T: Value + Default> Slot for Nullable<T> {
    fn reset(&mut self) {
        *self = Self::Absent;
    }
}

impl<T: Value + Default> Value for Nullable<T> {
    fn view(&self) -> View<'_> {
        match self {
            Self::Absent => View::Absent,
            Self::Null => View::Null,
            Self::Value(value) => value.view(),
        }
    }

    fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
        *self = match input {
            Input::Null => Self::Null,
            input => Self::Value(T::from_input(input)?),
        };
        Ok(())
    }

    fn open(&mut self) -> Open<'_> {
        if self.as_ref().is_none() {
            *self = Self::Value(T::default());
        }
        match self {
            Self::Value(value) => value.open(),
            Self::Absent | Self::Null => Open::Scalar,
        }
    }
}

/// An optional value. Null and absent are the same to it; [`Nullable`] tells them apart.
impl<T: Value + Default> Value for Option<T> {
    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, Value::view)
    }

    fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
        *self = match input {
            Input::Null => None,
            input => Some(T::from_input(input)?),
        };
        Ok(())
    }

    fn open(&mut self) -> Open<'_> {
        self.get_or_insert_default().open()
    }
}

impl<T> Empty for Option<T> {
    const EMPTY: Self = None;
}

impl<T: Value + Default> Slot for Option<T> {
    fn reset(&mut self) {
        *self = None;
    }
}

impl<T: Value + Default> Value for Vec<T> {
    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn open(&mut self) -> Open<'_> {
        Open::List(self)
    }
}

/// A list, as setters take it: a function that is called is less code for each of them than what it does.
pub fn list<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

impl<T: Value + Default> List for Vec<T> {
    fn len(&self) -> usize {
        self.len()
    }

    fn view(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, Value::view)
    }

    fn item(&mut self, index: usize) -> Option<&mut dyn Value> {
        self.get_mut(index).map(|item| item as &mut dyn Value)
    }

    fn push(&mut self) -> &mut dyn Value {
        self.push_mut(T::default())
    }
}

impl Value for bool {
    fn view(&self) -> View<'_> {
        View::Bool(*self)
    }

    fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
        *self = match input {
            Input::Bool(value) => value,
            Input::Lexical(text) => match trim(text) {
                "true" | "1" => true,
                "false" | "0" => false,
                _ => {
                    return Err(Mismatch { expected: "a boolean" });
                }
            },
            _ => {
                return Err(Mismatch { expected: "a boolean" });
            }
        };
        Ok(())
    }
}

impl Value for String {
    fn view(&self) -> View<'_> {
        View::Str(self)
    }

    fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
        *self = Self::from_input(input)?;
        Ok(())
    }

    fn from_input(input: Input<'_>) -> Result<Self, Mismatch> {
        match input {
            Input::Str(text) | Input::Lexical(text) => Ok(Self::from(text)),
            _ => Err(Mismatch { expected: "a string" }),
        }
    }
}

impl Value for Secret {
    fn view(&self) -> View<'_> {
        View::Secret(self.expose())
    }

    fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
        match input {
            Input::Str(text) | Input::Lexical(text) => {
                *self = Secret::from(text);
                Ok(())
            }
            _ => Err(Mismatch { expected: "a string" }),
        }
    }
}

/// An integer type: the view it has, and the error it gives.
macro_rules! integer {
    ($type:ty, $view:ident as $wide:ty, $expected:literal) => {
        impl Value for $type {
            fn view(&self) -> View<'_> {
                View::$view(<$wide>::from(*self))
            }

            fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
                let value = match input {
                    Input::I64(value) => Self::try_from(value).ok(),
                    Input::U64(value) => Self::try_from(value).ok(),
                    Input::F64(value) => whole(value).and_then(|value| Self::try_from(value).ok()),
                    Input::Lexical(text) => trim(text).parse().ok(),
                    _ => None,
                };
                *self = value.ok_or(Mismatch { expected: $expected })?;
                Ok(())
            }
        }
    };
}

integer!(i32, I64 as i64, "an integer of 32 bits");
integer!(i64, I64 as i64, "an integer of 64 bits");
integer!(u32, U64 as u64, "an unsigned integer of 32 bits");
integer!(u64, U64 as u64, "an unsigned integer of 64 bits");

impl Value for f64 {
    fn view(&self) -> View<'_> {
        View::F64(*self)
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON has one kind of number; a double holds what it can")]
    fn put(&mut self, input: Input<'_>) -> Result<(), Mismatch> {
        *self = match input {
            Input::F64(value) => value,
            Input::I64(value) => value as f64,
            Input::U64(value) => value as f64,
            Input::Lexical(text) => match trim(text) {
                "INF" => f64::INFINITY,
                "-INF" => f64::NEG_INFINITY,
                text => text.parse().map_err(|_| Mismatch { expected: "a number" })?,
            },
            _ => {
                return Err(Mismatch { expected: "a number" });
            }
        };
        Ok(())
    }
}

/// `1.0` and `1e3` are integers to JSON Schema. Beyond 2⁵³ a double no longer says which integer it is.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
pub(super) fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() <= 9_007_199_254_740_992.0).then_some(value as i64)
}

/// Without the white space that XML Schema allows around a scalar.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}
