//! `decimal` as the type of `rust_decimal`.

use rust_decimal::Decimal;

use crate::runtime;

// More than 28 digits are refused, and never rounded.
runtime::formatted! {
    Decimal, "a decimal number of at most 28 digits", Decimal::ZERO,
    |text| Decimal::from_str_exact(text).ok(),
    |value| Some(value.to_string())
}
