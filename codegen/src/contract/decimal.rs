//! Decimal numbers, exact to the digit: a double would round `9007199254740993`.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A decimal number. It is displayed as in JavaScript, with all of its digits: `0.1`, `9007199254740993`, `1.5e+30`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    is_negative: bool,
    /// The digits, without zeros at either end; none for zero.
    digits: String,
    /// The position of the decimal point behind the start of the digits.
    point: i32,
}

/// The positions of the decimal point that need no exponent.
/// <https://tc39.es/ecma262/#sec-numeric-types-number-tostring>
const PLAIN: std::ops::RangeInclusive<i32> = -5..=21;

impl Decimal {
    /// Returns `true` if the number is greater than zero.
    pub(crate) fn is_positive(&self) -> bool {
        !self.digits.is_empty() && !self.is_negative
    }

    /// Returns the number as a count, if it is one: `3`, `3.0`.
    pub(crate) fn count(&self) -> Option<u64> {
        let digits = i32::try_from(self.digits.len()).ok()?;
        let is_count = !self.is_negative && digits <= self.point && PLAIN.contains(&self.point);
        if self.digits.is_empty() { Some(0) } else { self.to_string().parse().ok().filter(|_| is_count) }
    }

    /// Returns the sign, up to `most` digits as an integer, and the power of ten to multiply it by.
    pub(crate) fn parts(&self, most: usize) -> (bool, u128, i32) {
        let digits = self.digits.get(..most).unwrap_or(&self.digits);
        let exponent = i32::try_from(digits.len()).map_or(0, |places| self.point.saturating_sub(places));
        (self.is_negative, digits.parse().unwrap_or_default(), exponent)
    }

    /// Compares the absolute values. Without zeros in front, digits compare like strings.
    fn cmp_absolute(&self, other: &Self) -> Ordering {
        match (self.digits.is_empty(), other.digits.is_empty()) {
            (true, true) => Ordering::Equal,
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
            (false, false) => self.point.cmp(&other.point).then_with(|| self.digits.cmp(&other.digits)),
        }
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => self.cmp_absolute(other),
            (true, true) => other.cmp_absolute(self),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A string that is not a decimal number, or has an exponent beyond 32 bits.
#[derive(Debug)]
pub(crate) struct NoDecimal;

impl fmt::Display for NoDecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a decimal number")
    }
}

impl FromStr for Decimal {
    type Err = NoDecimal;

    fn from_str(text: &str) -> Result<Self, NoDecimal> {
        let is_negative = text.starts_with('-');
        let text = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i32 = exponent.parse().map_err(|_| NoDecimal)?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NoDecimal);
        }
        let digits = all.trim_start_matches('0');
        if digits.is_empty() {
            return Ok(Self { is_negative: false, digits: String::new(), point: 0 });
        }
        let before = i32::try_from(whole.len()).and_then(|whole| Ok(whole - i32::try_from(all.len() - digits.len())?));
        let point = before.ok().and_then(|before| before.checked_add(exponent)).ok_or(NoDecimal)?;
        Ok(Self { is_negative, digits: digits.trim_end_matches('0').to_owned(), point })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.digits.as_str();
        if digits.is_empty() {
            return f.write_str("0");
        }
        f.write_str(if self.is_negative { "-" } else { "" })?;
        let point = usize::try_from(self.point).unwrap_or_default();
        if !PLAIN.contains(&self.point) {
            let (first, rest) = digits.split_at(1);
            let dot = if rest.is_empty() { "" } else { "." };
            write!(f, "{first}{dot}{rest}e{:+}", i64::from(self.point) - 1)
        } else if self.point <= 0 {
            let zeros = usize::try_from(self.point.unsigned_abs()).unwrap_or_default();
            write!(f, "0.{:0<zeros$}{digits}", "")
        } else if point >= digits.len() {
            write!(f, "{digits:0<point$}")
        } else {
            let (whole, fraction) = digits.split_at(point);
            write!(f, "{whole}.{fraction}")
        }
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::Decimal;

    fn decimal(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|_| panic!("{text} is a number"))
    }

    /// The strings are those of `String(JSON.parse(text))` in Node.js 22, up to the digits that it rounds.
    #[test]
    fn numbers_keep_their_digits() {
        let texts = [
            ("0", "0"),
            ("-0.0", "0"),
            ("007", "7"),
            ("1.50", "1.5"),
            ("-1e2", "-100"),
            ("1e-6", "0.000001"),
            ("1.5e-7", "1.5e-7"),
            (".5", "0.5"),
            ("5.", "5"),
            ("1e21", "1e+21"),
            ("123456789012345678901", "123456789012345678901"),
            ("9007199254740993", "9007199254740993"),
            ("0.30000000000000000001", "0.30000000000000000001"),
        ];
        for (text, shown) in texts {
            assert_eq!(decimal(text).to_string(), shown, "{text}");
        }
    }

    #[test]
    fn numbers_are_in_order() {
        let order =
            ["-1e300", "-20", "-3", "-0.5", "0", "1e-300", "0.09", "0.1", "0.11", "2", "10", "9007199254740993"];
        for pair in order.windows(2) {
            assert!(decimal(pair[0]) < decimal(pair[1]), "{pair:?}");
        }
        assert_eq!(decimal("1.0"), decimal("10e-1"));
    }

    #[test]
    fn counts_are_whole_numbers_from_zero() {
        let counts =
            [("0", Some(0)), ("3", Some(3)), ("3.0", Some(3)), ("1e2", Some(100)), ("-1", None), ("1.5", None)];
        for (text, count) in counts {
            assert_eq!(decimal(text).count(), count, "{text}");
        }
        assert_eq!(decimal("18446744073709551615").count(), Some(u64::MAX));
        assert_eq!(decimal("18446744073709551616").count(), None);
    }

    #[test]
    fn other_text_is_no_number() {
        for text in ["", ".", "-", "1e", "e1", "0x10", "1_000", "1e99999999999", "--1", "1.2.3", ".inf"] {
            assert!(text.parse::<Decimal>().is_err(), "{text}");
        }
    }
}
