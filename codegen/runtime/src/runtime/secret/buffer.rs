//! A string builder that may hold a secret.
//!
//! In: strings, and the information that one of them is secret. Out: the string, or shared bytes for a header or a URL.
//! From that point on, all memory that the buffer gives up is wiped: when it grows, and when it is dropped.

use core::fmt;

use zeroize::Zeroize;

/// A string builder. Without a secret, wiping costs nothing.
#[derive(Default)]
pub(crate) struct Buffer {
    text: String,
    is_secret: bool,
}

impl Buffer {
    /// Creates a buffer with this capacity.
    #[cfg(feature = "http")]
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), is_secret: false }
    }

    /// Marks the buffer as one that holds a secret, or will.
    pub(crate) fn hold_secret(&mut self) {
        self.is_secret = true;
    }

    /// Returns `true` if the buffer holds a secret.
    #[cfg(feature = "http")]
    pub(crate) fn is_secret(&self) -> bool {
        self.is_secret
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Appends a string.
    #[cfg(feature = "http")]
    pub(crate) fn push_str(&mut self, text: &str) {
        self.room(text.len()).push_str(text);
    }

    /// Returns the string with room for this many bytes.
    pub(crate) fn room(&mut self, bytes: usize) -> &mut String {
        if self.is_secret && self.text.capacity() - self.text.len() < bytes {
            let mut text = String::with_capacity((self.text.len() + bytes).max(2 * self.text.capacity()));
            text.push_str(&self.text);
            core::mem::replace(&mut self.text, text).zeroize();
        }
        &mut self.text
    }

    /// Empties the buffer, and keeps its capacity. The content is wiped only if it is secret after all.
    #[cfg(feature = "xml")]
    pub(crate) fn clear(&mut self, is_secret: bool) {
        if is_secret {
            self.text.zeroize();
        }
        self.text.clear();
        self.is_secret = false;
    }

    /// Converts the buffer to a string, which is no longer wiped.
    #[cfg(feature = "http")]
    pub(crate) fn into_string(mut self) -> String {
        core::mem::take(&mut self.text)
    }

    /// Converts the buffer to shared bytes. Secret ones are wiped when the last owner drops them.
    #[cfg(feature = "http")]
    pub(crate) fn into_bytes(mut self) -> bytes::Bytes {
        if self.is_secret {
            bytes::Bytes::from_owner(self)
        } else {
            bytes::Bytes::from(core::mem::take(&mut self.text))
        }
    }
}

#[cfg(feature = "http")]
impl AsRef<[u8]> for Buffer {
    fn as_ref(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        if self.is_secret {
            self.text.zeroize();
        }
    }
}

/// Hides the content, which may be secret.
impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Buffer(not shown)")
    }
}
