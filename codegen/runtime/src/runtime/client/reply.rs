//! The answer to a call that succeeded.

use core::fmt;
use core::marker::PhantomData;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::Answer;
use super::{Error, FromAnswer, Ids, Received};
use crate::runtime::Value;

/// The answer to an operation that succeeded. `T` is what its body holds by the description; `()` if that does not say.
pub struct Reply<T> {
    answer: Answer,
    body: PhantomData<fn() -> T>,
}

impl<T> Reply<T> {
    pub(super) fn new(answer: Answer) -> Self {
        Self { answer, body: PhantomData }
    }

    /// The status, which is a success.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The ids of the call, as they were sent and as they were answered.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.answer.ids
    }

    /// How often the operation was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.answer.attempts
    }

    /// The `Content-Type`.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.answer.content_type()
    }

    /// The body as it came.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.answer.body
    }

    /// The body as it came.
    #[must_use]
    pub fn into_body(self) -> Bytes {
        self.answer.body
    }

    /// What the body says, by its `Content-Type`, as a type of the caller's choice.
    ///
    /// # Errors
    /// [`Error::Decode`], with [`DecodeError::Empty`](super::DecodeError::Empty) if there is no body.
    pub fn decode<U: Value + Default>(&self) -> Result<U, Error> {
        self.answer.decode()
    }
}

impl<T: FromAnswer> Reply<T> {
    /// What the body says, by its `Content-Type`, and by the status where that makes a difference.
    ///
    /// # Errors
    /// As [`Reply::decode`].
    pub fn value(&self) -> Result<T, Error> {
        T::from_answer(Received(&self.answer))
    }
}

impl<T> fmt::Debug for Reply<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Reply").field(&self.answer).finish()
    }
}
