//! Values, as the wire formats see them: what a writer borrows ([`ValueRef`]), and what a reader sets ([`ScalarInput`])
//! or fills ([`ValueMut`]).
//!
//! [`Value`] is object-safe, so each format is compiled once and not once for each model. This keeps contract crates
//! quick to build.

mod any;
mod array;
pub(crate) mod collection;
mod compare;
pub(super) mod digits;
mod file;
pub(super) mod formatted;
pub(super) mod hash;
pub(super) mod json_only;
pub(super) mod map;
pub(crate) mod object;
mod object_ref;
mod optional;
pub(super) mod order;
#[cfg(any(feature = "form", feature = "json"))]
pub(super) mod read_members;
pub(crate) mod tuple;
pub(crate) mod union;
pub(super) mod unknown;
mod value_ref;
#[cfg(feature = "xml")]
pub(super) mod xml_node;

use core::fmt;
use std::collections::BTreeMap;

pub use self::any::Any;
#[cfg(feature = "json")]
pub use self::any::ExactNumber;
pub use self::array::{Array, collect_vec};
pub use self::file::File;
pub use self::formatted::Formatted;
pub use self::json_only::JsonOnly;
pub use self::map::Map;
pub use self::object::Object;
pub use self::object_ref::ObjectRef;
pub use self::optional::{
    ByNullable, ByOption, ByValue, IntoNullable, Nullable, OrNull, collect_nullable_map, collect_nullable_vec,
    set_absent,
};
pub use self::unknown::Unknown;
pub use self::value_ref::ValueRef;
pub(super) use self::{object::Model, union::Union};
use super::secret::Secret;

/// A value that the wire formats write and read.
///
/// Every generated type implements it, and so do scalars, `Option`, `Vec`, maps, [`Nullable`],
/// [`Secret`](crate::runtime::Secret) and [`Any`]. Use it as a bound in generic code. Its methods serve the generated
/// code, and may change in any version.
pub trait Value {
    /// Creates a value that a reader fills. It is no value of the type yet: a member that is not optional is as empty as
    /// its type allows, and a reader refuses an object that lacks one.
    #[doc(hidden)]
    fn vacant() -> Self
    where
        Self: Sized;

    /// Borrows the value for writing.
    #[doc(hidden)]
    fn value_ref(&self) -> ValueRef<'_>;

    /// Returns the value if it is one of an enum: debug output names the variant, and the order is that of the enum.
    #[doc(hidden)]
    fn as_enum(&self) -> Option<&dyn Enumerated> {
        None
    }

    /// Sets the value from a scalar or null. The default suits composite values; a scalar overrides it.
    ///
    /// # Errors
    /// [`Mismatch`], naming what would have been right, if the value cannot hold the input.
    #[doc(hidden)]
    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        match self.value_mut() {
            ValueMut::Object(object) => object::put_secret_form(object, input),
            ValueMut::Union(union) => union::put(union, input),
            ValueMut::Any(any) => any.put(input),
            ValueMut::Array(_) => Err(Mismatch { expected: "an array" }),
            ValueMut::Map(_) => Err(Mismatch { expected: "an object" }),
            ValueMut::Scalar | ValueMut::Digits | ValueMut::JsonOnly(_) => Err(Mismatch { expected: "another scalar" }),
        }
    }

    /// Creates a value from a scalar.
    ///
    /// # Errors
    /// As [`Value::put`].
    #[doc(hidden)]
    fn from_input(input: ScalarInput<'_>) -> Result<Self, Mismatch>
    where
        Self: Sized,
    {
        let mut value = Self::vacant();
        value.put(input)?;
        Ok(value)
    }

    /// Borrows the value for reading into it; an absent value becomes an empty one. The default suits scalars.
    #[doc(hidden)]
    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Scalar
    }
}

/// Returns the type that a value expects, other than a union and an untyped value. Each type refuses bytes and names
/// itself, but for a file, which takes them and is a string in the formats that have no bytes.
#[cfg(any(feature = "form", feature = "json"))]
pub(super) fn expected(value: &mut dyn Value) -> &'static str {
    let refused = value.put(ScalarInput::Bytes { bytes: &[], content_type: None }).err();
    refused.map_or("a string", |mismatch| mismatch.expected)
}

/// A value that can be made vacant, as a member of a model can be.
pub trait MemberSlot: Value {
    /// Makes the value [vacant](Value::vacant), which is absent where it is optional.
    fn reset(&mut self);
}

impl<T: Value> MemberSlot for T {
    fn reset(&mut self) {
        *self = T::vacant();
    }
}

/// A member that can be absent.
pub trait Optional {
    /// The absent member, which is its [vacant](Value::vacant) value.
    const ABSENT: Self;
}

impl<T> Optional for Option<T> {
    const ABSENT: Self = None;
}

impl<T> Optional for Nullable<T> {
    const ABSENT: Self = Self::Absent;
}

impl<T> Optional for Vec<T> {
    const ABSENT: Self = Self::new();
}

impl<T> Optional for BTreeMap<String, T> {
    const ABSENT: Self = Self::new();
}

impl Optional for Any {
    const ABSENT: Self = Self::Null;
}

/// A scalar that a reader found.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum ScalarInput<'a> {
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
    /// A string, as in JSON.
    Str(&'a str),
    /// Text that can denote any scalar, as in XML and forms.
    Lexical(&'a str),
    /// A whole body, which only a file accepts.
    Bytes {
        /// The content.
        bytes: &'a [u8],
        /// The media type.
        content_type: Option<&'a str>,
    },
}

impl<'a> ScalarInput<'a> {
    /// Returns the string, without the white space around it where the wire format has only text.
    #[doc(hidden)]
    #[must_use]
    pub fn text(&self) -> Option<&'a str> {
        match self {
            Self::Str(text) => Some(text),
            Self::Lexical(text) => Some(trim(text)),
            _ => None,
        }
    }

    /// Returns the kind of the input for an error, and never its content.
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

    /// Returns the kind of the input for an error about a value of this type.
    #[must_use]
    pub fn found(&self, expected: &str) -> &'static str {
        let is_integer = expected.contains("integer of") && expected.ends_with("bits");
        let is_number = |text: &str| trim(text).parse::<f64>().is_ok_and(f64::is_infinite);
        match *self {
            Self::I64(_) | Self::U64(_) if is_integer => "an integer out of range",
            Self::F64(value) if is_integer && value.fract() == 0.0 => "an integer out of range",
            Self::Lexical(text) if is_integer && is_digits(trim(text)) => "an integer out of range",
            Self::Lexical(text) if expected == "a number" && is_number(text) => "a number out of range",
            Self::Lexical(text) if trim(text).is_empty() => "empty text",
            _ => self.kind(),
        }
    }
}

/// A value, borrowed for reading into it.
pub enum ValueMut<'a> {
    /// A scalar, which is set by [`Value::put`].
    Scalar,
    /// A number that needs the digits of its source, which are [`ScalarInput::Lexical`].
    Digits,
    /// An array, to which items are appended.
    Array(&'a mut dyn Array),
    /// A map.
    Map(&'a mut dyn Map),
    /// An object.
    Object(&'a mut dyn Object),
    /// An untyped value.
    Any(&'a mut Any),
    /// A union, whose variant depends on the input.
    Union(&'a mut dyn Union),
    /// A value that only JSON carries.
    JsonOnly(&'a mut dyn JsonOnly),
}

/// A value of an enum: its name in debug output, and its position among the listed values.
pub trait Enumerated: fmt::Debug {
    /// Returns the position in the order of the description. Unlisted values come last.
    fn position(&self) -> usize;

    /// Returns the identifier of the value in XML, if it has one that differs from the value.
    fn identifier(&self) -> Option<&'static str>;

    /// Returns `true` if the description lists the value.
    fn is_listed(&self) -> bool;
}

/// A value of another type than the one expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// The type expected, with its article: `a boolean`.
    pub expected: &'static str,
}

impl Value for bool {
    fn vacant() -> Self {
        false
    }

    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Bool(*self)
    }

    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        *self = match input {
            ScalarInput::Bool(value) => value,
            ScalarInput::Lexical(text) => match trim(text) {
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
    fn vacant() -> Self {
        Self::new()
    }

    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Str(self)
    }

    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        *self = Self::from_input(input)?;
        Ok(())
    }

    fn from_input(input: ScalarInput<'_>) -> Result<Self, Mismatch> {
        match input {
            ScalarInput::Str(text) | ScalarInput::Lexical(text) => Ok(Self::from(text)),
            _ => Err(Mismatch { expected: "a string" }),
        }
    }
}

/// A constant, which no reader changes.
impl Value for &'static str {
    fn vacant() -> Self {
        ""
    }

    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Str(self)
    }

    fn put(&mut self, _: ScalarInput<'_>) -> Result<(), Mismatch> {
        Err(Mismatch { expected: "a constant" })
    }
}

impl Value for Secret {
    fn vacant() -> Self {
        Self::default()
    }

    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Secret(self.expose())
    }

    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        match input {
            ScalarInput::Str(text) | ScalarInput::Lexical(text) => {
                *self = Secret::from(text);
                Ok(())
            }
            _ => Err(Mismatch { expected: "a string" }),
        }
    }
}

/// Implements [`Value`] for an integer type: its variant of [`ValueRef`], and the error for other values.
macro_rules! integer {
    ($type:ty, $value_ref:ident as $wide:ty, $expected:literal) => {
        impl Value for $type {
            fn vacant() -> Self {
                0
            }

            fn value_ref(&self) -> ValueRef<'_> {
                ValueRef::$value_ref(<$wide>::from(*self))
            }

            fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
                let value = match input {
                    ScalarInput::I64(value) => Self::try_from(value).ok(),
                    ScalarInput::U64(value) => Self::try_from(value).ok(),
                    ScalarInput::F64(value) => whole(value).and_then(|value| Self::try_from(value).ok()),
                    ScalarInput::Lexical(text) => trim(text).parse().ok(),
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
    fn vacant() -> Self {
        0.0
    }

    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::F64(*self)
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON has one kind of number; a double holds what it can")]
    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        *self = match input {
            ScalarInput::F64(value) => value,
            ScalarInput::I64(value) => value as f64,
            ScalarInput::U64(value) => value as f64,
            ScalarInput::Lexical(text) => double(trim(text)).ok_or(Mismatch { expected: "a number" })?,
            // As .NET names them in JSON.
            ScalarInput::Str("NaN") => f64::NAN,
            ScalarInput::Str("Infinity") => f64::INFINITY,
            ScalarInput::Str("-Infinity") => f64::NEG_INFINITY,
            _ => {
                return Err(Mismatch { expected: "a number" });
            }
        };
        Ok(())
    }
}

/// Parses a double of XML Schema. A number beyond all doubles is none.
fn double(text: &str) -> Option<f64> {
    match text {
        "INF" | "+INF" => Some(f64::INFINITY),
        "-INF" => Some(f64::NEG_INFINITY),
        "NaN" => Some(f64::NAN),
        _ if !text.ends_with(|last: char| last.is_ascii_digit() || last == '.') => None,
        _ => text.parse().ok().filter(|value: &f64| value.is_finite()),
    }
}

/// Returns `true` if a text is an integer of any length.
fn is_digits(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns the integer that a double holds: `1.0` and `1e3` are integers to JSON Schema. From 2⁵³ on a double does not
/// determine an integer.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
pub(super) fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0).then_some(value as i64)
}

/// Removes the white space that XML Schema allows around a scalar.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}
