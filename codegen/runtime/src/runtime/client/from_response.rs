//! What a response holds, in the types of the description.

use super::raw_response::RawResponse;
use super::{DecodeError, Error};
use crate::runtime::Value;

/// Something that is read from a response: every value, by the `Content-Type`, and the enums of operations whose responses hold
/// another thing for each status.
pub trait FromResponse: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// [`Error::Decode`] if the response is not that.
    fn from_response(response: ResponseRef<'_>) -> Result<Self, Error>;
}

impl<T: Value + Default> FromResponse for T {
    fn from_response(response: ResponseRef<'_>) -> Result<Self, Error> {
        response.0.decode()
    }
}

/// A response on its way to a type.
#[derive(Clone, Copy)]
pub struct ResponseRef<'a>(pub(super) &'a RawResponse);

impl ResponseRef<'_> {
    /// The status.
    #[must_use]
    pub fn status(self) -> u16 {
        self.0.status.as_u16()
    }

    /// What the body says, by its `Content-Type`.
    ///
    /// # Errors
    /// [`Error::Decode`] if the body is not that.
    pub fn value<T: Value + Default>(self) -> Result<T, Error> {
        self.0.decode()
    }

    /// The error for a status that the description does not have.
    ///
    /// # Errors
    /// That it is not documented, as [`Error::Decode`].
    pub fn undocumented<T>(self) -> Result<T, Error> {
        Err(self.0.error(DecodeError::Undocumented { status: self.status() }))
    }
}
