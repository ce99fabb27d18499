//! Open enums: a value that the API adds later is kept, and written back unchanged.

pub(super) mod content;
mod mixed;

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};

use super::value::{Enumerated, Mismatch, ScalarInput, Value, ValueRef, trim, whole};

/// An enum with a variant for every documented value, and one for all others.
pub trait OpenEnum: Value + Clone + 'static {
    /// The documented values, in the order of the description.
    const LISTED: &'static [Self];

    /// The documented values as strings, in the same order.
    const STRINGS: &'static [&'static str];

    /// The numbers that some services send in place of values, each with the string of its value.
    const NUMBERS: &'static [(&'static str, i64)];

    /// The identifiers of values in the code of the service, which .NET has in XML, each with the string of its value.
    const IDENTIFIED: &'static [(&'static str, &'static str)];

    /// `true` if readers ignore ASCII case and underscores when no value matches exactly.
    const IGNORE_CASE: bool = false;

    /// `true` if XML has the identifiers of values, and not the values. Readers of XML take both.
    const IDENTIFIERS: bool = false;

    /// `true` if the values are of several types in JSON.
    const MIXED: bool = false;

    /// Creates the variant for a value that is not documented.
    fn unrecognized(value: UnrecognizedValue) -> Self;

    /// Returns the documented value with this string, or the variant for all others.
    #[must_use]
    fn from_text(text: &str) -> Self {
        let folded = || Self::STRINGS.iter().position(|value| is_same_spelling(value, text));
        let found = listed(text).or_else(|| if Self::IGNORE_CASE { at(folded()?) } else { None });
        found.unwrap_or_else(|| Self::unrecognized(UnrecognizedValue(Repr::Text(text.into()))))
    }

    /// Returns `true` if the values are integers. All are, if the first one is.
    #[must_use]
    fn is_numeric() -> bool {
        !Self::MIXED && Self::LISTED.first().is_some_and(|value| matches!(value.value_ref(), ValueRef::I64(_)))
    }

    /// Returns the documented value with this number, or the variant for all others.
    #[must_use]
    fn from_number(number: i64) -> Self {
        let found = Self::NUMBERS.iter().find(|(_, other)| *other == number);
        let found = found.and_then(|(text, _)| listed(text));
        found.unwrap_or_else(|| Self::unrecognized(UnrecognizedValue(Repr::Number(Digits::new(number)))))
    }
}

/// Returns the documented value at a position.
fn at<E: OpenEnum>(position: usize) -> Option<E> {
    E::LISTED.get(position).cloned()
}

/// Returns the documented value with this string.
fn listed<E: OpenEnum>(text: &str) -> Option<E> {
    at(E::STRINGS.iter().position(|value| *value == text)?)
}

/// An enum value that the description does not have, exactly as it was read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnrecognizedValue(Repr);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Repr {
    Text(Box<str>),
    Number(Digits),
    Bool(bool),
}

/// An integer by its canonical digits. Unlisted values are rare, so the string is allocated, and can be borrowed.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Digits(Box<str>);

impl Digits {
    fn new(number: i64) -> Self {
        Self(number.to_string().into())
    }

    fn value(&self) -> i64 {
        self.0.parse().unwrap_or_default()
    }
}

impl PartialOrd for Digits {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Digits {
    fn cmp(&self, other: &Self) -> Ordering {
        self.value().cmp(&other.value())
    }
}

impl UnrecognizedValue {
    /// Returns the string, if the value is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.0 {
            Repr::Text(text) => Some(text),
            Repr::Number(_) | Repr::Bool(_) => None,
        }
    }

    /// Returns the number, if the value is one.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        match &self.0 {
            Repr::Text(_) | Repr::Bool(_) => None,
            Repr::Number(digits) => Some(digits.value()),
        }
    }

    /// Returns the string, the digits of the number, or the word of the boolean.
    #[doc(hidden)]
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.0 {
            Repr::Text(text) => text,
            Repr::Number(digits) => &digits.0,
            Repr::Bool(value) => {
                if *value {
                    "true"
                } else {
                    "false"
                }
            }
        }
    }

    /// Borrows the value for writing.
    #[doc(hidden)]
    #[must_use]
    pub fn value_ref(&self) -> ValueRef<'_> {
        match &self.0 {
            Repr::Text(text) => ValueRef::Str(text),
            Repr::Number(digits) => ValueRef::I64(digits.value()),
            Repr::Bool(value) => ValueRef::Bool(*value),
        }
    }
}

/// Returns the empty string.
impl Default for UnrecognizedValue {
    fn default() -> Self {
        Self(Repr::Text(Box::default()))
    }
}

impl fmt::Display for UnrecognizedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl fmt::Debug for UnrecognizedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Repr::Text(text) => text.fmt(f),
            Repr::Number(digits) => digits.value().fmt(f),
            Repr::Bool(value) => value.fmt(f),
        }
    }
}

/// Sets an enum from a scalar.
///
/// # Errors
/// [`Mismatch`] if it is neither a string nor an integer.
pub fn put<E: OpenEnum>(target: &mut E, input: ScalarInput<'_>) -> Result<(), Mismatch> {
    *target = match input {
        ScalarInput::Lexical(text) => match identified(text) {
            Some(value) => value,
            None if E::MIXED => E::from_text(trim(text)),
            None if E::is_numeric() => from_lexical(trim(text)),
            None => E::from_text(text),
        },
        input if E::MIXED => mixed::from_input(input)?,
        ScalarInput::Str(text) => E::from_text(text),
        ScalarInput::I64(number) => E::from_number(number),
        ScalarInput::F64(number) if E::is_numeric() => E::from_number(whole(number).ok_or(EXPECTED)?),
        _ => return Err(EXPECTED),
    };
    Ok(())
}

const EXPECTED: Mismatch = Mismatch { expected: "a string or an integer" };

/// Returns the value that a string denotes: of an enum of integers, the one with these digits.
#[must_use]
pub fn parse<E: OpenEnum>(text: &str) -> E {
    if E::is_numeric() { from_lexical(text) } else { E::from_text(text) }
}

/// Returns the value with this identifier, unless it is also a value.
fn identified<E: OpenEnum>(text: &str) -> Option<E> {
    let (value, _) = E::IDENTIFIED.iter().find(|(_, identifier)| *identifier == text)?;
    if E::STRINGS.contains(&text) { None } else { listed(value) }
}

/// Parses an integer. An undocumented one whose canonical form differs stays a string.
fn from_lexical<E: OpenEnum>(text: &str) -> E {
    let Ok(number) = text.parse::<i64>() else { return E::from_text(text) };
    let is_documented = E::NUMBERS.iter().any(|(_, other)| *other == number);
    if is_documented || number.to_string() == text { E::from_number(number) } else { E::from_text(text) }
}

/// Returns the position of a value among the documented ones, which is the order of values. Undocumented values come
/// last.
fn position<E: OpenEnum>(value: &E) -> usize {
    let value_ref = value.value_ref();
    let mut values = E::LISTED.iter();
    values.position(|documented| is_same(documented.value_ref(), value_ref)).unwrap_or(E::LISTED.len())
}

/// Compares two values of an enum, which are scalars.
fn is_same(left: ValueRef<'_>, right: ValueRef<'_>) -> bool {
    match (left, right) {
        (ValueRef::Str(left), ValueRef::Str(right)) => left == right,
        (ValueRef::I64(left), ValueRef::I64(right)) => left == right,
        (ValueRef::F64(left), ValueRef::F64(right)) => left.partial_cmp(&right) == Some(Ordering::Equal),
        (ValueRef::Bool(left), ValueRef::Bool(right)) => left == right,
        _ => false,
    }
}

impl<E: OpenEnum + fmt::Debug> Enumerated for E {
    fn position(&self) -> usize {
        position(self)
    }

    fn identifier(&self) -> Option<&'static str> {
        let text = E::STRINGS.get(position(self)).filter(|_| E::IDENTIFIERS)?;
        E::IDENTIFIED.iter().find(|(value, _)| value == text).map(|(_, identifier)| *identifier)
    }

    fn is_listed(&self) -> bool {
        position(self) < E::LISTED.len()
    }
}

/// Compares two values by the order of the description. Undocumented values come after the documented ones, in their
/// own order.
#[must_use]
pub fn compare<E: OpenEnum>(left: &E, right: &E) -> Ordering {
    let text = |value: &E| match value.value_ref() {
        ValueRef::Str(text) => (None, Some(text.to_owned())),
        ValueRef::I64(number) => (Some(number), None),
        ValueRef::Bool(value) => (Some(i64::from(value)), Some(String::from("bool"))),
        _ => (None, None),
    };
    position(left).cmp(&position(right)).then_with(|| text(left).cmp(&text(right)))
}

/// Hashes a value.
pub fn hash<H: Hasher>(value: &impl OpenEnum, state: &mut H) {
    match value.value_ref() {
        ValueRef::Str(text) => text.hash(state),
        ValueRef::I64(number) => number.hash(state),
        ValueRef::Bool(value) => value.hash(state),
        ValueRef::F64(value) => value.to_bits().hash(state),
        _ => {}
    }
}

/// Formats a value by the name of its variant. `variants` has the Rust names, in the order of the values, with white
/// space between them: a list of strings takes longer to compile.
///
/// # Errors
/// Errors of the formatter.
pub fn debug<E: OpenEnum>(value: &E, variants: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match variants.split_whitespace().nth(position(value)) {
        Some(variant) => f.write_str(variant.trim_start_matches("r#")),
        None => f.debug_tuple("Unrecognized").field(&value.value_ref()).finish(),
    }
}

/// Formats a value as the wire formats have it.
///
/// # Errors
/// Errors of the formatter.
pub fn display(value: &impl OpenEnum, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match value.value_ref() {
        ValueRef::Str(text) => f.write_str(text),
        ValueRef::I64(number) => fmt::Display::fmt(&number, f),
        ValueRef::Bool(value) => fmt::Display::fmt(&value, f),
        ValueRef::F64(value) => fmt::Display::fmt(&value, f),
        _ => Ok(()),
    }
}

/// Returns `true` if two values differ only in ASCII case and underscores: .NET spells the documented
/// `microsoft_support` as `MicrosoftSupport`.
fn is_same_spelling(left: &str, right: &str) -> bool {
    let fold = |text: &str| {
        text.bytes().filter(|byte| *byte != b'_').map(|byte| byte.to_ascii_lowercase()).collect::<Vec<_>>()
    };
    fold(left) == fold(right)
}

/// Implements an open enum and its wire formats: the variant of [`ValueRef`] for its values, or `Mixed`, and for each
/// value the Rust variant, the value and, if the description has one, the number that can replace a string.
///
/// ```text
/// open_enum! {
///     Color: Str { Red = "red" | 0, Green = "green" | 1 as "Green", }
///     ignore_case: true
///     identifiers: true
/// }
/// ```
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! open_enum {
    (
        $name:ident: $value_ref:ident { $($variant:ident = $value:literal $(| $number:literal)? $(as $identifier:literal)?,)* }
        $(ignore_case: $ignore_case:literal)?
        $(identifiers: $identifiers:literal)?
        $(mixed: $mixed:literal)?
    ) => {
        impl $crate::runtime::private::OpenEnum for $name {
            const LISTED: &'static [Self] = Self::VALUES;
            const STRINGS: &'static [&'static str] = $crate::runtime::private::strings! { $value_ref $($value)* };
            const NUMBERS: &'static [(&'static str, i64)] = &[$($((::core::concat!($value), $number),)?)*];
            const IDENTIFIED: &'static [(&'static str, &'static str)] = &[$($(($value, $identifier),)?)*];
            $(const IGNORE_CASE: bool = $ignore_case;)?
            $(const IDENTIFIERS: bool = $identifiers;)?
            $(const MIXED: bool = $mixed;)?

            fn unrecognized(value: $crate::runtime::UnrecognizedValue) -> Self {
                Self::Unrecognized(value)
            }
        }

        impl $crate::runtime::Value for $name {
            fn vacant() -> Self {
                Self::Unrecognized($crate::runtime::UnrecognizedValue::default())
            }

            fn value_ref(&self) -> $crate::runtime::private::ValueRef<'_> {
                match self {
                    Self::Unrecognized(value) => value.value_ref(),
                    listed => $crate::runtime::private::listed_value! { $value_ref listed },
                }
            }

            fn as_enum(&self) -> Option<&dyn $crate::runtime::private::Enumerated> {
                Some(self)
            }

            fn put(&mut self, input: $crate::runtime::private::ScalarInput<'_>) -> Result<(), $crate::runtime::private::Mismatch> {
                $crate::runtime::private::put_enum(self, input)
            }
        }

        impl $name {
            /// The listed values, in the order of the description.
            pub const VALUES: &'static [Self] = &[$(Self::$variant),*];
        }

        $crate::runtime::private::enum_content! { $value_ref $name { $($variant = $value,)* } }

        impl ::core::convert::From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::runtime::private::parse_enum(text)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(text: ::std::string::String) -> Self {
                $crate::runtime::private::parse_enum(&text)
            }
        }

        /// Never fails: a value that is not listed is kept.
        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, ::core::convert::Infallible> {
                Ok($crate::runtime::private::parse_enum(text))
            }
        }

        /// Returns the empty string as an undocumented value.
        impl ::core::default::Default for $name {
            fn default() -> Self {
                $crate::runtime::Value::vacant()
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
                $crate::runtime::private::compare_enum(self, other)
            }
        }

        impl ::core::hash::Hash for $name {
            fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                $crate::runtime::private::hash_enum(self, state);
            }
        }

        impl ::core::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::private::debug_enum(self, stringify!($($variant)*), f)
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                $crate::runtime::private::display_enum(self, f)
            }
        }

        #[cfg(feature = "json")]
        impl ::serde_core::Serialize for $name {
            fn serialize<S: ::serde_core::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::runtime::private::serialize(self, serializer)
            }
        }

        #[cfg(feature = "json")]
        impl<'de> ::serde_core::Deserialize<'de> for $name {
            fn deserialize<D: ::serde_core::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::runtime::private::deserialize(deserializer)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use open_enum;
