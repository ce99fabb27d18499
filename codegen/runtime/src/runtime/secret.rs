//! Secret strings: passwords and tokens.

#[cfg(any(feature = "http", feature = "xml"))]
mod buffer;

use core::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

#[cfg(any(feature = "http", feature = "xml"))]
pub(crate) use self::buffer::Buffer;

/// A secret string, such as a password or a bearer token.
///
/// A secret has no `Display`. Its `Debug` is redacted, its memory is wiped on drop, and comparing two secrets takes a
/// time that depends only on their lengths. [`Secret::expose`] is the only access to the string.
///
/// The buffers that this crate makes of a secret are wiped as well: header values, paths, queries and URLs of requests,
/// and unescaped XML. The following are not wiped:
///
/// - bodies, which belong to the caller, strings that forms and the formats of serde unescape from them, and JSON while
///   it is written;
/// - URL and headers as they are sent: the copies of the HTTP client, of TLS and of the operating system;
/// - copies that the caller makes, such as of the string that [`Secret::expose`] returns.
#[derive(Clone, Default)]
pub struct Secret(Box<str>);

impl Secret {
    /// The text that debug output shows for a secret.
    pub const REDACTED: &'static str = "[redacted]";

    /// Compares two secret strings in a time that does not depend on where they differ.
    pub(crate) fn same(left: &str, right: &str) -> bool {
        left.as_bytes().ct_eq(right.as_bytes()).into()
    }

    /// Concatenates strings to a secret.
    #[cfg(feature = "http")]
    pub(crate) fn concat(parts: &[&str]) -> Self {
        // The length is known, so that no growing buffer leaves a part behind.
        let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
        text.extend(parts.iter().copied());
        Self(text.into_boxed_str())
    }

    /// Returns the string itself.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl Drop for Secret {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl From<String> for Secret {
    /// Copies the string, and wipes the original.
    fn from(mut text: String) -> Self {
        let secret = Self(Box::from(text.as_str()));
        text.zeroize();
        secret
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(Box::from(text))
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        Self::same(&self.0, &other.0)
    }
}

impl Eq for Secret {}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Self::REDACTED)
    }
}
