//! The response to a successful call.
//!
//! [`Response`] has the accessors of [`StatusError`](super::StatusError), because both are a response. Each is a field of
//! the raw response, which both hold; a public type in between would be one more step for users.

use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::raw_response::RawResponse;
use super::{Error, FromResponse, Ids, ResponseRef};
use crate::runtime::value::Value;

/// A success response. `T` is the type of its body in the description; `()` if it has none.
pub struct Response<T> {
    response: RawResponse,
    body: PhantomData<fn() -> T>,
}

impl<T> Response<T> {
    pub(super) fn new(response: RawResponse) -> Self {
        Self { response, body: PhantomData }
    }

    /// Returns the status, which is 2xx.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// Returns the headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// Returns the ids of the call, as sent and as returned.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.response.ids
    }

    /// Returns the number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.response.attempts
    }

    /// Returns the `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.response.content_type()
    }

    /// Returns the undecoded body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.response.body
    }

    /// Converts the response to its undecoded body.
    #[must_use]
    pub fn into_body(self) -> Bytes {
        self.response.body
    }

    /// Reads the body as any type, by its `Content-Type`.
    ///
    /// # Errors
    /// [`Error::Decode`], with [`DecodeError::Empty`](super::DecodeError::Empty) if there is no body.
    pub fn decode<U: Value>(&self) -> Result<U, Error> {
        self.response.decode()
    }
}

impl<T: FromResponse> Response<T> {
    /// Reads the body, by its `Content-Type` and, where responses differ, by the status.
    ///
    /// # Errors
    /// As [`Response::decode`].
    pub fn value(&self) -> Result<T, Error> {
        T::from_response(ResponseRef(&self.response))
    }
}

impl<T> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Response").field(&self.response).finish()
    }
}
