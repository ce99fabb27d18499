//! Text that stays secret: passwords and tokens.

#[cfg(any(feature = "http", feature = "xml"))]
mod buffer;

use core::fmt;

use subtle::ConstantTimeEq;
use zeroize::Zeroize;

#[cfg(any(feature = "http", feature = "xml"))]
pub(crate) use self::buffer::Buffer;

/// Secret text, such as a password or a bearer token.
///
/// It has no `Display`, its `Debug` is redacted, its memory is wiped on drop, and comparing two secrets takes a
/// time that depends on their lengths only. [`Secret::expose`] is the one way to its text.
///
/// The buffers that this crate makes of it are wiped as well: header values, paths, queries and addresses of requests, and
/// what XML unescapes. Not wiped are:
///
/// - bodies, which are the caller's, what serde's formats and forms unescape of them, and JSON while it is written;
/// - the address and the headers as they are sent: the copies of the HTTP client, of TLS and of the system;
/// - what the caller copies, such as the string that [`Secret::expose`] lends.
#[derive(Clone, Default)]
pub struct Secret(Box<str>);

impl Secret {
    /// What stands for a secret in a debug output.
    pub const REDACTED: &'static str = "[redacted]";

    /// Whether two secret texts are equal, in a time that does not depend on where they differ.
    pub(crate) fn same(left: &str, right: &str) -> bool {
        left.as_bytes().ct_eq(right.as_bytes()).into()
    }

    /// A secret of these parts.
    #[cfg(feature = "http")]
    pub(crate) fn concat(parts: &[&str]) -> Self {
        // Its length is known, so that no part is left behind by a buffer that grows.
        let mut text = String::with_capacity(parts.iter().map(|part| part.len()).sum());
        text.extend(parts.iter().copied());
        Self(text.into_boxed_str())
    }

    /// The text itself.
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
    /// Takes over the text: it is copied, and where it was is wiped.
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
