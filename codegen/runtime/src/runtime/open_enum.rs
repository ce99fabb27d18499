//! Enums that stay open: an API that adds a value breaks nobody, and the value is written back as it came.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::value::{trim, whole};
use super::{Mismatch, ScalarInput, Value, ValueRef};

/// An enum of the description. Each has a variant for every documented value, and one for all others.
pub trait OpenEnum: Value + Clone + 'static {
    /// The documented values, in the order of the description.
    const VALUES: &'static [EnumValue<Self>];

    /// Whether readers match values without regard to ASCII case when none matches exactly.
    const IGNORE_CASE: bool = false;

    /// The variant for a value that is not documented.
    fn unrecognized(value: UnrecognizedValue) -> Self;

    /// The documented value with this text, or the variant for all others.
    #[must_use]
    fn from_text(text: &str) -> Self {
        let exact = Self::VALUES.iter().find(|value| value.text == text);
        let folded = || {
            let mut values = Self::VALUES.iter().filter(|_| Self::IGNORE_CASE);
            values.find(|value| same_word(value.text, text))
        };
        match exact.or_else(folded) {
            Some(value) => value.variant.clone(),
            None => Self::unrecognized(UnrecognizedValue(Repr::Text(text.into()))),
        }
    }

    /// Whether the values are integers on every wire: all are, if the first one is.
    #[must_use]
    fn is_numeric() -> bool {
        Self::VALUES.first().is_some_and(|value| matches!(value.variant.value_ref(), ValueRef::I64(_)))
    }

    /// The documented value with this number, or the variant for all others.
    #[must_use]
    fn from_number(number: i64) -> Self {
        match Self::VALUES.iter().find(|value| value.number == Some(number)) {
            Some(value) => value.variant.clone(),
            None => Self::unrecognized(UnrecognizedValue(Repr::Number(number))),
        }
    }
}

/// A documented value of an enum.
#[derive(Clone, Copy, Debug)]
pub struct EnumValue<E> {
    /// The variant.
    pub variant: E,
    /// The value on every wire.
    pub text: &'static str,
    /// The number that some writers send in place of the text.
    pub number: Option<i64>,
}

/// A value of an enum that its description does not name, exactly as it came over the wire.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedValue(Repr);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Repr {
    Text(Box<str>),
    Number(i64),
}

impl UnrecognizedValue {
    /// The text, if the value came as text.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            Repr::Text(text) => Some(text),
            Repr::Number(_) => None,
        }
    }

    /// The number, if the value came as a number.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match self.0 {
            Repr::Text(_) => None,
            Repr::Number(number) => Some(number),
        }
    }

    /// The value as a writer sees it.
    #[must_use]
    pub fn value_ref(&self) -> ValueRef<'_> {
        match &self.0 {
            Repr::Text(text) => ValueRef::Str(text),
            Repr::Number(number) => ValueRef::I64(*number),
        }
    }
}

/// Empty text.
impl Default for UnrecognizedValue {
    fn default() -> Self {
        Self(Repr::Text(Box::default()))
    }
}

impl fmt::Display for UnrecognizedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Text(text) => f.write_str(text),
            Repr::Number(number) => number.fmt(f),
        }
    }
}

impl fmt::Debug for UnrecognizedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Text(text) => text.fmt(f),
            Repr::Number(number) => number.fmt(f),
        }
    }
}

/// Takes a scalar for an enum.
///
/// # Errors
/// [`Mismatch`] if it is neither text nor an integer.
pub fn put<E: OpenEnum>(target: &mut E, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    *target = match input {
        ScalarInput::Lexical(text) if E::is_numeric() => from_lexical(trim(text)),
        ScalarInput::Str(text) | ScalarInput::Lexical(text) => E::from_text(text),
        ScalarInput::I64(number) => E::from_number(number),
        ScalarInput::F64(number) if E::is_numeric() => E::from_number(whole(number).ok_or(EXPECTED)?),
        _ => return Err(EXPECTED),
    };
    Ok(())
}

const EXPECTED: Mismatch = Mismatch { expected: "a string or an integer" };

/// The integer that a text is. One that is not documented and would be written in another way stays text.
fn from_lexical<E: OpenEnum>(text: &str) -> E {
    let Ok(number) = text.parse() else { return E::from_text(text) };
    let is_documented = E::VALUES.iter().any(|value| value.number == Some(number));
    if is_documented || number.to_string() == text { E::from_number(number) } else { E::from_text(text) }
}

/// The place of a value among the documented ones, which is also the order of values; those that are not documented
/// come last.
fn place<E: OpenEnum>(value: &E) -> usize {
    let value_ref = value.value_ref();
    E::VALUES.iter().position(|documented| documented.variant.value_ref() == value_ref).unwrap_or(E::VALUES.len())
}

/// How two values are ordered: as in the description, with those that it does not name in their own order after them.
#[must_use]
pub fn compare<E: OpenEnum>(left: &E, right: &E) -> Ordering {
    let text = |value: &E| match value.value_ref() {
        ValueRef::Str(text) => (None, Some(text.to_owned())),
        ValueRef::I64(number) => (Some(number), None),
        _ => (None, None),
    };
    place(left).cmp(&place(right)).then_with(|| text(left).cmp(&text(right)))
}

/// Hashes a value.
pub fn hash<H: Hasher>(value: &impl OpenEnum, state: &mut H) {
    match value.value_ref() {
        ValueRef::Str(text) => text.hash(state),
        ValueRef::I64(number) => number.hash(state),
        _ => {}
    }
}

/// Shows a value by the name of its variant: one of a list of them in Rust, in the order of the values.
///
/// # Errors
/// Those of the formatter.
pub fn debug<E: OpenEnum>(value: &E, variants: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let place = place(value);
    match variants.split(',').nth(place) {
        Some(variant) if place < E::VALUES.len() => f.write_str(variant.trim().trim_start_matches("r#")),
        _ => f.debug_tuple("Unrecognized").field(&value.value_ref()).finish(),
    }
}

/// Shows a value as it is on the wires.
///
/// # Errors
/// Those of the formatter.
pub fn display(value: &impl OpenEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.value_ref() {
        ValueRef::Str(text) => f.write_str(text),
        ValueRef::I64(number) => fmt::Display::fmt(&number, f),
        _ => Ok(()),
    }
}

/// Whether two spellings are the same but for ASCII case and underscores: `MicrosoftSupport` is how .NET spells
/// the value that is documented as `microsoft_support`.
fn same_word(left: &str, right: &str) -> bool {
    let fold = |text: &str| {
        text.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    fold(left) == fold(right)
}

/// Implements an open enum and its wires: what a writer sees of a value ([`ValueRef`]), and variant, value and, where the
/// description has one that stands for a text, number of each.
///
/// ```text
/// open_enum! {
///     Color: Str { Red = "red" | 0, Green = "green" | 1, }
///     ignore_case: true
/// }
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! open_enum {
    (
        $name:ident: $value_ref:ident { $($variant:ident = $value:literal $(| $number:literal)?,)* }
        $(ignore_case: $ignore_case:literal)?
    ) => {
        impl $crate::runtime::OpenEnum for $name {
            const VALUES: &'static [$crate::runtime::open_enum::EnumValue<Self>] = &[$(
                $crate::runtime::open_enum::EnumValue {
                    variant: Self::$variant,
                    text: ::core::concat!($value),
                    number: $crate::runtime::open_enum::number!($($number)?),
                },
            )*];
            $(const IGNORE_CASE: bool = $ignore_case;)?

            fn unrecognized(value: $crate::runtime::UnrecognizedValue) -> Self {
                Self::Unrecognized(value)
            }
        }

        impl $crate::runtime::Value for $name {
            fn value_ref(&self) -> $crate::runtime::ValueRef<'_> {
                match self {
                    $(Self::$variant => $crate::runtime::ValueRef::$value_ref($value),)*
                    Self::Unrecognized(value) => value.value_ref(),
                }
            }

            fn put(&mut self, input: $crate::runtime::ScalarInput<'_>) -> Result<(), $crate::runtime::Mismatch> {
                $crate::runtime::open_enum::put(self, input)
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::runtime::OpenEnum::from_text(text)
            }
        }

        /// Empty text, which is none of the documented values.
        impl ::core::default::Default for $name {
            fn default() -> Self {
                Self::Unrecognized($crate::runtime::UnrecognizedValue::default())
            }
        }

        impl ::core::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::runtime::Value::value_ref(self) == $crate::runtime::Value::value_ref(other)
            }
        }

        impl ::core::cmp::Eq for $name {}

        impl ::core::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<::core::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl ::core::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                $crate::runtime::open_enum::compare(self, other)
            }
        }

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::runtime::open_enum::hash(self, state);
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::open_enum::debug(self, stringify!($($variant),*), f)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::open_enum::display(self, f)
            }
        }

        #[cfg(feature = "json")]
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::json::serialize(self, serializer)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::json::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use open_enum;

/// A number, or none.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! number {
    () => {
        None
    };
    ($number:literal) => {
        Some($number)
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use number;
