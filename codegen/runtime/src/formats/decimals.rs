//! Decimal numbers, digit by digit.

/// The most zeros that an exponent may add.
const MAX_EXPONENT: i32 = 64;

/// A number without an exponent.
pub(super) struct Decimals {
    /// `-` or empty.
    pub(super) sign: &'static str,
    pub(super) whole: String,
    /// The digits behind the point, which may be none.
    pub(super) fraction: String,
}

impl Decimals {
    /// Parses a number of JSON or of XML Schema. An exponent moves the point.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number || !(-MAX_EXPONENT..=MAX_EXPONENT).contains(&exponent) {
            return None;
        }
        // Zeros on the side to which the point moves, so that it never leaves the digits.
        let moved = exponent.unsigned_abs() as usize;
        let (digits, point) = match exponent {
            ..0 => ("0".repeat(moved) + &digits, whole.len()),
            0.. => (digits + &"0".repeat(moved.saturating_sub(fraction.len())), whole.len() + moved),
        };
        let (whole, fraction) = digits.split_at_checked(point)?;
        let sign = if text.starts_with('-') { "-" } else { "" };
        Some(Self { sign, whole: whole.to_owned(), fraction: fraction.to_owned() })
    }
}
