//! Moments and durations that are numbers of seconds, or of milliseconds, in each wire format.

use super::decimals::Decimals;

/// Defines the type of a number of a unit, around that of a library.
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

number! {
    /// A duration that is an integer of milliseconds in each wire format. One with a part of a millisecond has none, and is
    /// an error when it is written.
    WholeMilliseconds
}

number! {
    /// A duration that is a number of milliseconds in each wire format, with up to six digits of a fraction.
    Milliseconds
}

/// Implements the conversions of wrappers to what they wrap.
macro_rules! unwrapped {
    ($($wrapper:ident<$type:ty>,)+) => {$(
        impl From<$wrapper<$type>> for $type {
            fn from(value: $wrapper<$type>) -> Self {
                value.0
            }
        }
    )+};
}

pub(super) use unwrapped;

/// A unit of time, by the digits after which a nanosecond follows.
#[derive(Clone, Copy)]
pub(super) struct Unit(usize);

pub(super) const SECOND: Unit = Unit(9);
pub(super) const MILLISECOND: Unit = Unit(6);

impl Unit {
    /// Parses a number of the unit, as nanoseconds. It has no digits beyond them.
    pub(super) fn parse(self, text: &str) -> Option<i128> {
        let Decimals { sign, whole, fraction } = Decimals::parse(text)?;
        let (fraction, digits) = (fraction.trim_end_matches('0'), self.0);
        let digits = (fraction.len() <= digits).then(|| format!("{sign}{whole}{fraction:0<digits$}"))?;
        digits.parse().ok()
    }

    /// Parses an integer of the unit, as nanoseconds.
    pub(super) fn parse_whole(self, text: &str) -> Option<i128> {
        self.parse(text).filter(|nanoseconds| self.is_whole(*nanoseconds))
    }

    /// Writes nanoseconds as a number of the unit, with the digits of the fraction that it needs.
    pub(super) fn write(self, nanoseconds: i128) -> String {
        let sign = if nanoseconds < 0 { "-" } else { "" };
        let (whole, fraction) = (nanoseconds.abs() / self.nanoseconds(), nanoseconds.abs() % self.nanoseconds());
        let digits = self.0;
        let text = format!("{sign}{whole}.{fraction:0digits$}");
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// Writes nanoseconds as an integer of the unit, if they are one.
    pub(super) fn write_whole(self, nanoseconds: i128) -> Option<String> {
        self.is_whole(nanoseconds).then(|| self.write(nanoseconds))
    }

    fn is_whole(self, nanoseconds: i128) -> bool {
        nanoseconds % self.nanoseconds() == 0
    }

    /// Nanoseconds of the unit.
    fn nanoseconds(self) -> i128 {
        (0..self.0).fold(1, |power, _| power * 10)
    }
}
