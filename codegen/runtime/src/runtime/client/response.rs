//! The response to a call that succeeded.

use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::raw_response::RawResponse;
use super::{Error, FromResponse, Ids, ResponseRef};
use crate::runtime::Value;

/// The response to an operation that succeeded. `T` is what its body holds by the description; `()` if that does not say.
pub struct Response<T> {
    response: RawResponse,
    body: PhantomData<fn() -> T>,
}

impl<T> Response<T> {
    pub(super) fn new(response: RawResponse) -> Self {
        Self { response, body: PhantomData }
    }

    /// The status, which is a success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// The ids of the call, as they were sent and as they were answered.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.response.ids
    }

    /// How often the operation was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.response.attempts
    }

    /// The `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.response.content_type()
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.response.body
    }

    /// The body as it came.
    #[must_use]
    pub fn into_body(self) -> Bytes {
        self.response.body
    }

    /// What the body says, by its `Content-Type`, as a type of the caller's choice.
    ///
    /// # Errors
    /// [`Error::Decode`], with [`DecodeError::Empty`](super::DecodeError::Empty) if there is no body.
    pub fn decode<U: Value + Default>(&self) -> Result<U, Error> {
        self.response.decode()
    }
}

impl<T: FromResponse> Response<T> {
    /// What the body says, by its `Content-Type`, and by the status where that makes a difference.
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
