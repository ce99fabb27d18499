//! Files: bytes of any kind, with a name and a media type if they have some.
//!
//! - A file is a part of a multipart body, or the whole body of a request or a response.
//! - On a wire that has no bytes (JSON, XML, forms, parameters) it is its text; one that is no text is an error there.
//! - Debug output shows how long it is, and not what it holds.

use core::fmt;

use super::{Mismatch, ScalarInput, Value, ValueRef, WriteError, WriteErrorKind};

/// A file.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    bytes: Vec<u8>,
    name: Option<String>,
    content_type: Option<String>,
}

impl File {
    /// A file without a name.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), name: None, content_type: None }
    }

    /// Sets the name, which a multipart body says. Without one it says that of the member.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type. A multipart body says it for the part; a request whose body is the file is sent with it if the
    /// operation takes a range of media types, such as `image/*`, that it is in.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// What it holds.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What it holds.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Its media type. That of a response is its `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// What it holds, as text.
    ///
    /// # Errors
    /// [`WriteErrorKind::Unsupported`] if it is no text in UTF-8.
    pub fn text(&self) -> Result<&str, WriteError> {
        let error = |_| WriteError::new(WriteErrorKind::Unsupported("bytes that are no text, on a wire without bytes"));
        str::from_utf8(&self.bytes).map_err(error)
    }
}

impl Value for File {
    fn value_ref(&self) -> ValueRef<'_> {
        ValueRef::File(self)
    }

    fn put(&mut self, input: ScalarInput<'_>) -> Result<(), Mismatch> {
        *self = match input {
            ScalarInput::Str(text) | ScalarInput::Lexical(text) => Self::from(text),
            ScalarInput::Bytes { bytes, content_type } => {
                Self { bytes: bytes.to_vec(), name: None, content_type: content_type.map(str::to_owned) }
            }
            _ => return Err(Mismatch { expected: "a string" }),
        };
        Ok(())
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<&[u8]> for File {
    fn from(bytes: &[u8]) -> Self {
        Self::new(bytes)
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<&str> for File {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { bytes, name, content_type } = self;
        f.debug_struct("File")
            .field("bytes", &bytes.len())
            .field("name", name)
            .field("content_type", content_type)
            .finish()
    }
}
