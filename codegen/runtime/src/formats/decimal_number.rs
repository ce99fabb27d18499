//! `decimal` of numbers as the type of `rust_decimal`.

use core::ops::Deref;

use rust_decimal::Decimal;

use super::decimals::Decimals;
use crate::runtime;

/// A decimal number that is a number in each wire format, with its digits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecimalNumber(pub Decimal);

impl Deref for DecimalNumber {
    type Target = Decimal;

    fn deref(&self) -> &Decimal {
        &self.0
    }
}

impl From<Decimal> for DecimalNumber {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}

impl From<DecimalNumber> for Decimal {
    fn from(number: DecimalNumber) -> Self {
        number.0
    }
}

// More than 28 digits are refused, and never rounded.
runtime::digits! {
    DecimalNumber, "a decimal number of at most 28 digits", DecimalNumber::default(),
    |text| {
        let Decimals { sign, whole, fraction } = Decimals::parse(text)?;
        let point = if fraction.is_empty() { "" } else { "." };
        Decimal::from_str_exact(&format!("{sign}{whole}{point}{fraction}")).ok().map(DecimalNumber)
    },
    |value| Some(value.0.to_string())
}
