//! The content of enums: strings, integers, or literals of several types.

/// Implements the access to the content of an enum: a string, or a number.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! enum_content {
    (Str $name:ident { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// Returns the value: the string, or the digits of an unlisted number.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unrecognized(value) => value.text(),
                }
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
    };
    (Mixed $name:ident { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// Returns the value as text: the string, the digits of a number, or the word of a boolean.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => ::core::concat!($value),)*
                    Self::Unrecognized(value) => value.text(),
                }
            }

            fn literal(&self) -> $crate::runtime::private::ValueRef<'_> {
                match self {
                    $(Self::$variant => $value.into(),)*
                    Self::Unrecognized(value) => value.value_ref(),
                }
            }
        }
    };
    (I64 $name:ident { $($variant:ident = $value:literal,)* }) => {
        impl $name {
            /// Returns the value as the formats have it; `None` if it is no integer of 64 bits.
            #[must_use]
            pub fn as_i64(&self) -> Option<i64> {
                match self {
                    $(Self::$variant => Some($value),)*
                    Self::Unrecognized(value) => value.as_i64(),
                }
            }
        }

        impl ::core::convert::From<i64> for $name {
            fn from(number: i64) -> Self {
                $crate::runtime::private::OpenEnum::from_number(number)
            }
        }
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use enum_content;

/// Expands to the reference to a listed value. One match for each enum has the values: a second one takes longer to
/// compile.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! listed_value {
    (Str $listed:ident) => {
        $crate::runtime::private::ValueRef::Str($listed.as_str())
    };
    (I64 $listed:ident) => {
        $crate::runtime::private::ValueRef::I64($listed.as_i64().unwrap_or_default())
    };
    (Mixed $listed:ident) => {
        $listed.literal()
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use listed_value;

/// Expands to the values of an enum as strings.
#[allow(unused_macros, reason = "a contract may have none")]
macro_rules! strings {
    (Str $($value:literal)*) => {
        &[$($value),*]
    };
    ($of_another_type:ident $($value:literal)*) => {
        &[$(::core::concat!($value)),*]
    };
}
#[allow(unused_imports, reason = "a contract may have none")]
pub(crate) use strings;
