//! Text in the making that may come to hold a secret.
//!
//! In: pieces of text, and the word that one of them is secret. Out: the text, or shared bytes for a header or an address.
//! From that word on, whatever the text leaves behind is wiped: the place it grows out of, and the last one.

use core::fmt;

use zeroize::Zeroize;

/// Text in the making. Wiping costs nothing where nothing is secret.
#[derive(Default)]
pub(crate) struct Buffer {
    text: String,
    is_secret: bool,
}

impl Buffer {
    /// Room for so many bytes.
    #[cfg(feature = "http")]
    pub(crate) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), is_secret: false }
    }

    /// Says that a secret is in it, or will be.
    pub(crate) fn hold_secret(&mut self) {
        self.is_secret = true;
    }

    /// Whether a secret is in it.
    #[cfg(feature = "http")]
    pub(crate) fn is_secret(&self) -> bool {
        self.is_secret
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    /// Appends text.
    #[cfg(feature = "http")]
    pub(crate) fn push_str(&mut self, text: &str) {
        self.room(text.len()).push_str(text);
    }

    /// The text, to append so many bytes at most.
    pub(crate) fn room(&mut self, bytes: usize) -> &mut String {
        if self.is_secret && self.text.capacity() - self.text.len() < bytes {
            let mut text = String::with_capacity((self.text.len() + bytes).max(2 * self.text.capacity()));
            text.push_str(&self.text);
            core::mem::replace(&mut self.text, text).zeroize();
        }
        &mut self.text
    }

    /// Empties it, and keeps its place for other text; what turned out to be no secret is not wiped.
    #[cfg(feature = "xml")]
    pub(crate) fn clear(&mut self, is_secret: bool) {
        if is_secret {
            self.text.zeroize();
        }
        self.text.clear();
        self.is_secret = false;
    }

    /// The text, which is no longer wiped.
    #[cfg(all(feature = "form", feature = "http"))]
    pub(crate) fn into_string(mut self) -> String {
        core::mem::take(&mut self.text)
    }

    /// The text as bytes that are shared with what sends them; those with a secret are wiped when the last of their owners
    /// is gone.
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

/// What is in it may be secret.
impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Buffer(not shown)")
    }
}
