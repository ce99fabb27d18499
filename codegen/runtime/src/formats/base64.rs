//! `byte` and `base64url` as bytes.

use core::ops::{Deref, DerefMut};

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use crate::runtime::{self, Nullable};

/// Defines a type for bytes.
macro_rules! bytes {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub Vec<u8>);

        impl Deref for $name {
            type Target = Vec<u8>;

            fn deref(&self) -> &Vec<u8> {
                &self.0
            }
        }

        impl DerefMut for $name {
            fn deref_mut(&mut self) -> &mut Vec<u8> {
                &mut self.0
            }
        }

        impl AsRef<[u8]> for $name {
            fn as_ref(&self) -> &[u8] {
                &self.0
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self(bytes)
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl<const N: usize> From<[u8; N]> for $name {
            fn from(bytes: [u8; N]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl<const N: usize> From<&[u8; N]> for $name {
            fn from(bytes: &[u8; N]) -> Self {
                Self(bytes.to_vec())
            }
        }

        impl From<Vec<u8>> for Nullable<$name> {
            fn from(bytes: Vec<u8>) -> Self {
                Self::Value(bytes.into())
            }
        }

        impl From<&[u8]> for Nullable<$name> {
            fn from(bytes: &[u8]) -> Self {
                Self::Value(bytes.into())
            }
        }

        impl<const N: usize> From<[u8; N]> for Nullable<$name> {
            fn from(bytes: [u8; N]) -> Self {
                Self::Value(bytes.into())
            }
        }

        impl<const N: usize> From<&[u8; N]> for Nullable<$name> {
            fn from(bytes: &[u8; N]) -> Self {
                Self::Value(bytes.into())
            }
        }

        impl From<$name> for Vec<u8> {
            fn from(bytes: $name) -> Self {
                bytes.0
            }
        }
    };
}

bytes! {
    /// Bytes, which are a string in base64 (RFC 4648, section 4) in each wire format.
    Base64
}

bytes! {
    /// Bytes, which are a string in base64url (RFC 4648, section 5) in each wire format. Padding is read, and not
    /// written.
    Base64Url
}

// White space is skipped: XML Schema and MIME allow it.
runtime::formatted! {
    Base64, "bytes in base64", Base64::default(),
    |text| STANDARD.decode(without_space(text)).ok().map(Base64),
    |bytes| Some(STANDARD.encode(&bytes.0))
}

runtime::formatted! {
    Base64Url, "bytes in base64url", Base64Url::default(),
    |text| URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok().map(Base64Url),
    |bytes| Some(URL_SAFE_NO_PAD.encode(&bytes.0))
}

fn without_space(text: &str) -> Vec<u8> {
    text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect()
}
