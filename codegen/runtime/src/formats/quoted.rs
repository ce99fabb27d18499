//! `int64`, `uint64` and `int32` of strings as the integers of Rust.

use core::fmt::{self, Display};

use crate::runtime;

/// An integer that is a string of decimal digits in each wire format, as in the JSON of Protocol Buffers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quoted<T>(pub T);

impl<T: Display> Display for Quoted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> From<T> for Quoted<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

/// Implements the wire formats for an integer. A string with a sign or a zero that it does not need is refused: it may be
/// an identifier.
macro_rules! quoted {
    ($type:ty, $expected:literal) => {
        runtime::formatted! {
            Quoted<$type>, $expected, Quoted(0),
            |text| text.parse().ok().map(Quoted).filter(|value: &Self| value.to_string() == text),
            |value| Some(value.to_string())
        }

        impl From<Quoted<$type>> for $type {
            fn from(value: Quoted<$type>) -> Self {
                value.0
            }
        }
    };
}

quoted! { i32, "a string of a 32-bit integer" }
quoted! { i64, "a string of a 64-bit integer" }
quoted! { u64, "a string of an unsigned 64-bit integer" }
