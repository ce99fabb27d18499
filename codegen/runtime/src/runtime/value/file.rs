//! Binary data, with an optional file name and media type.
//!
//! - A file is a part of a multipart body, or the whole body of a request or a response.
//! - In JSON, XML, forms and parameters it is written as text. A file that is not UTF-8 is an error there.
//! - Debug output shows the length, and not the content.

use core::fmt;

use super::{Mismatch, ScalarInput, Value, ValueRef};
use crate::runtime::error::{WriteError, WriteErrorKind};

/// A file: binary data with an optional name and media type.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct File {
    bytes: Vec<u8>,
    name: Option<String>,
    content_type: Option<String>,
}

impl File {
    /// Creates a file without a name.
    #[must_use]
    pub fn new(bytes: impl Into<Vec<u8>>) -> Self {
        Self { bytes: bytes.into(), name: None, content_type: None }
    }

    /// Sets the file name of the part of a multipart body. By default it is the name of the member.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type. It becomes the `Content-Type` of the part in a multipart body. If the operation declares a
    /// range of media types, such as `image/*`, a type within the range becomes the `Content-Type` of the request.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Returns the content.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Converts the file to its content.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns the file name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the media type. For a response this is the `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Returns the content as a string.
    ///
    /// # Errors
    /// [`WriteErrorKind::Unsupported`] if the content is not UTF-8.
    pub fn text(&self) -> Result<&str, WriteError> {
        let error = |_| {
            WriteError::new(WriteErrorKind::Unsupported("bytes that are not UTF-8, in a format without binary data"))
        };
        str::from_utf8(&self.bytes).map_err(error)
    }
}

impl Value for File {
    fn vacant() -> Self {
        Self::default()
    }

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
