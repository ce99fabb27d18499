//! `decimal` of numbers, and integers of more than 64 bits, without a library: the text of the number.

use core::fmt::{self, Display};
use core::str::FromStr;

use super::decimals::Decimals;
use crate::runtime;
use crate::runtime::private::{Formatted, Mismatch, ScalarInput, ValueMut, ValueRef, digits_of, inexpressible};

/// A decimal number of any length, which keeps its text: JSON has it as it was read. Other formats have its digits
/// without an exponent.
///
/// Parse the text with a library of your choice for calculations. Two numbers are equal if their strings are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Decimal(Box<str>);

impl Decimal {
    /// Returns the number as JSON has it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for Decimal {
    fn default() -> Self {
        Self::from(0)
    }
}

impl Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is no decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecimalError;

impl Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number")
    }
}

impl core::error::Error for DecimalError {}

/// Parses a number of JSON, or of XML Schema, such as `+.5`.
impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if is_json(text) {
            return Ok(Self(text.into()));
        }
        Decimals::parse(text).map(|digits| Self(plain(&digits).into())).ok_or(DecimalError)
    }
}

impl TryFrom<f64> for Decimal {
    type Error = DecimalError;

    fn try_from(value: f64) -> Result<Self, DecimalError> {
        value.to_string().parse()
    }
}

/// Implements the conversion from an integer.
macro_rules! from {
    ($($type:ty)+) => {$(
        impl From<$type> for Decimal {
            fn from(value: $type) -> Self {
                Self(value.to_string().into())
            }
        }
    )+};
}

from! { i32 i64 u32 u64 i128 u128 }

/// Returns `true` if a text is a number of JSON (RFC 8259, section 6).
fn is_json(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    are_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && are_digits(fraction)
        && are_digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))
}

impl Formatted for Decimal {
    fn text(&self) -> Result<String, runtime::WriteError> {
        if !self.0.contains(['e', 'E']) {
            return Ok(self.0.to_string());
        }
        Decimals::parse(&self.0).map(|digits| plain(&digits)).ok_or_else(inexpressible)
    }

    fn json_text(&self) -> Result<String, runtime::WriteError> {
        Ok(self.0.to_string())
    }

    fn is_number(&self) -> bool {
        true
    }
}

impl runtime::Value for Decimal {
    fn vacant() -> Self {
        Self::default()
    }

    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::Formatted(self)
    }

    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        let number = digits_of(input).and_then(|text| text.parse().ok());
        *self = number.ok_or(Mismatch { expected: "a decimal number" })?;
        Ok(())
    }

    fn value_mut(&mut self) -> ValueMut<'_> {
        ValueMut::Digits
    }
}

/// Returns the digits without an exponent, and without zeros in front.
fn plain(Decimals { sign, whole, fraction }: &Decimals) -> String {
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{whole}{point}{fraction}")
}
