//! Decimal numbers. A double is the shortest decimal that reads as it, as it is written: 0.3 is a multiple of 0.1.

use core::cmp::Ordering;
use core::fmt;

/// The most zeros at the end of a number that are shown one by one.
const MAX_ZEROS: i32 = 20;

/// A decimal number: `digits` times ten to the power of `exponent`.
#[derive(Clone, Copy, Debug)]
pub struct Decimal {
    is_negative: bool,
    /// At most 38 digits.
    digits: u128,
    exponent: i32,
}

impl Decimal {
    /// Creates a number. `digits` has at most 38 digits, and as a factor it has 64 bits.
    #[must_use]
    pub const fn new(is_negative: bool, digits: u128, exponent: i32) -> Self {
        Self { is_negative, digits, exponent }
    }

    /// Returns an integer.
    pub(super) fn of_integer(value: i128) -> Self {
        Self::new(value < 0, value.unsigned_abs(), 0)
    }

    /// Returns a double; `None` if it is infinite, or not a number.
    pub(super) fn of_double(value: f64) -> Option<Self> {
        if value.is_finite() { Self::of_text(&format!("{value:e}")) } else { None }
    }

    /// Returns the number that a text of JSON is; `None` if it has more than 38 digits.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let (is_negative, absolute) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (mantissa, exponent) = absolute.split_once(['e', 'E']).unwrap_or((absolute, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}").parse().ok().filter(|digits| *digits < 10_u128.pow(38))?;
        let exponent: i32 = exponent.parse().ok()?;
        Some(Self::new(is_negative, digits, exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?))
    }

    /// Returns `true` if this number is a multiple of a positive one.
    pub(super) fn is_multiple_of(self, factor: Self) -> bool {
        let Some(modulus) = u64::try_from(factor.digits).ok().filter(|modulus| *modulus > 0) else { return false };
        let modulus = u128::from(modulus);
        let shift = i64::from(self.exponent) - i64::from(factor.exponent);
        let Ok(up) = u64::try_from(shift) else {
            // The factor is a power of ten larger: so large that only zero is a multiple, if it exceeds 128 bits.
            let power = u32::try_from(shift.unsigned_abs()).ok().and_then(|down| 10_u128.checked_pow(down));
            let modulus = power.and_then(|power| power.checked_mul(modulus));
            return modulus.map_or(self.digits == 0, |modulus| self.digits.is_multiple_of(modulus));
        };
        (self.digits % modulus * power_of_ten(up, modulus)).is_multiple_of(modulus)
    }

    /// Compares the absolute values of numbers other than zero: by the position of the first digit, then by the digits.
    fn cmp_absolute(self, other: Self) -> Ordering {
        let first = |number: Self| i64::from(number.exponent) + i64::from(number.digits.ilog10());
        first(self).cmp(&first(other)).then_with(|| {
            // The first digits are at the same position, so neither product has more digits than the other number.
            let shift = i64::from(self.exponent) - i64::from(other.exponent);
            let power = 10_u128.saturating_pow(u32::try_from(shift.unsigned_abs()).unwrap_or(u32::MAX));
            let times = |digits: u128| digits.saturating_mul(power);
            if shift > 0 { times(self.digits).cmp(&other.digits) } else { self.digits.cmp(&times(other.digits)) }
        })
    }

    /// Compares two numbers.
    pub(super) fn compare(self, other: Self) -> Ordering {
        let sign = |number: Self| if number.digits == 0 { 0 } else { 1 - 2 * i8::from(number.is_negative) };
        sign(self).cmp(&sign(other)).then_with(|| match sign(self) {
            0 => Ordering::Equal,
            1 => self.cmp_absolute(other),
            _ => other.cmp_absolute(self),
        })
    }
}

/// Returns a power of ten modulo a number of 64 bits, by repeated squares.
fn power_of_ten(mut exponent: u64, modulus: u128) -> u128 {
    let (mut power, mut square) = (1 % modulus, 10 % modulus);
    while exponent > 0 {
        if exponent % 2 == 1 {
            power = power * square % modulus;
        }
        square = square * square % modulus;
        exponent /= 2;
    }
    power
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.is_negative { "-" } else { "" };
        match u32::try_from(i64::from(self.exponent).saturating_neg()) {
            Ok(0) => write!(f, "{sign}{}", self.digits),
            Err(_) if self.exponent <= MAX_ZEROS => {
                let zeros = usize::try_from(self.exponent).unwrap_or_default();
                write!(f, "{sign}{}{}", self.digits, "0".repeat(zeros))
            }
            Ok(places @ 1..=20) => {
                let power = 10_u128.pow(places);
                let width = usize::try_from(places).unwrap_or_default();
                write!(f, "{sign}{}.{:0width$}", self.digits / power, self.digits % power)
            }
            _ => write!(f, "{sign}{}e{}", self.digits, self.exponent),
        }
    }
}
