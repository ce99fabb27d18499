//! Bodies of responses, in the types of the description.

use super::raw_response::RawResponse;
use super::{DecodeError, Error};
use crate::runtime::value::Value;

/// A type that is read from a response: any value by its `Content-Type`, and the enums of operations whose responses
/// differ by status.
pub trait FromResponse: Sized {
    /// Reads the body of a response.
    ///
    /// # Errors
    /// [`Error::Decode`] if the body is not of this type.
    #[doc(hidden)]
    fn from_response(response: ResponseRef<'_>) -> Result<Self, Error>;
}

impl<T: Value> FromResponse for T {
    #[doc(hidden)]
    fn from_response(response: ResponseRef<'_>) -> Result<Self, Error> {
        response.0.decode()
    }
}

/// A response that is converted to a type.
#[derive(Clone, Copy)]
#[doc(hidden)]
pub struct ResponseRef<'a>(pub(super) &'a RawResponse);

impl ResponseRef<'_> {
    /// Returns the status.
    #[must_use]
    pub fn status(self) -> u16 {
        self.0.status.as_u16()
    }

    /// Reads the body, by its `Content-Type`.
    ///
    /// # Errors
    /// [`Error::Decode`] if the body is not of this type.
    pub fn value<T: Value>(self) -> Result<T, Error> {
        self.0.decode()
    }

    /// Returns the error for a status that the description does not have.
    ///
    /// # Errors
    /// Always: [`Error::Decode`].
    pub fn undocumented<T>(self) -> Result<T, Error> {
        Err(self.0.error(DecodeError::Undocumented { status: self.status() }))
    }
}
