//! Moments and durations that are numbers of seconds in each wire format.

use super::decimals::Decimals;

/// Nanoseconds in a second.
const SECOND: i128 = 1_000_000_000;

/// Defines the type of a number of seconds, around that of a library.
macro_rules! number {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name<T>(pub T);

        impl<T> From<T> for $name<T> {
            fn from(value: T) -> Self {
                Self(value)
            }
        }
    };
}

number! {
    /// A moment that is an integer in each wire format: the seconds since 1970-01-01T00:00:00Z. A moment within a second
    /// has none, and is an error when it is written.
    UnixTime
}

number! {
    /// A moment that is a number in each wire format: the seconds since 1970-01-01T00:00:00Z, with up to nine digits of a
    /// fraction.
    FractionalUnixTime
}

number! {
    /// A duration that is an integer of seconds in each wire format. One with a part of a second has none, and is an error
    /// when it is written.
    WholeSeconds
}

/// Parses seconds with up to nine digits of a fraction, as nanoseconds.
pub(super) fn nanoseconds(text: &str) -> Option<i128> {
    let Decimals { sign, whole, fraction } = Decimals::parse(text)?;
    let fraction = fraction.trim_end_matches('0');
    let digits = (fraction.len() <= 9).then(|| format!("{sign}{whole}{fraction:0<9}"))?;
    digits.parse().ok()
}

/// Parses whole seconds, as nanoseconds.
pub(super) fn whole_seconds(text: &str) -> Option<i128> {
    nanoseconds(text).filter(|nanoseconds| nanoseconds % SECOND == 0)
}

/// Writes nanoseconds as seconds, with the digits of the fraction that it needs.
pub(super) fn seconds(nanoseconds: i128) -> String {
    let sign = if nanoseconds < 0 { "-" } else { "" };
    let (whole, fraction) = (nanoseconds.abs() / SECOND, nanoseconds.abs() % SECOND);
    let text = format!("{sign}{whole}.{fraction:09}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Writes nanoseconds as whole seconds, if they are.
pub(super) fn only_whole(nanoseconds: i128) -> Option<String> {
    (nanoseconds % SECOND == 0).then(|| seconds(nanoseconds))
}
