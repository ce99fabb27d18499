//! Undecoded responses: status, headers, and the bytes of the body.

use core::fmt;

use bytes::{Bytes, BytesMut};
use http::header::CONTENT_TYPE;
use http::{HeaderMap, StatusCode};

use super::decode::{self, DecodeError};
use super::{Check, Error, Failure, Ids};
use crate::runtime::limits::Limits;
use crate::runtime::value::Value;

/// A whole response.
pub(super) struct RawResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// `true` if the body is incomplete: it is too large, or the connection broke.
    pub(super) is_truncated: bool,
    pub(super) ids: Ids,
    pub(super) attempts: u32,
    pub(super) limits: Limits,
    /// The check of values that are read from the body, with the name of the operation.
    pub(super) check: Option<(Check, &'static str)>,
}

/// The reason for an incomplete body.
pub(super) enum Truncation {
    /// The body exceeds the limit, which is in bytes.
    TooLarge(usize),
    /// The connection broke or timed out.
    Broken(reqwest::Error),
}

impl RawResponse {
    /// Reads the body, by its `Content-Type`.
    pub(super) fn decode<T: Value>(&self) -> Result<T, Error> {
        let mut value = T::vacant();
        match self.decode_into(&mut value) {
            Ok(()) => Ok(value),
            Err(error) => Err(self.error(error)),
        }
    }

    /// Returns the error of a call that succeeded, but whose response is not of the expected type.
    pub(super) fn error(&self, error: DecodeError) -> Error {
        Error::Decode { error, failure: Failure::new(self.ids.clone(), self.attempts, None, None) }
    }

    fn decode_into(&self, value: &mut dyn Value) -> Result<(), DecodeError> {
        if self.is_truncated {
            return Err(DecodeError::Truncated);
        }
        decode::body(value, &self.headers, &self.body, self.limits).map_err(DecodeError::without_keys)?;
        let Some((check, operation)) = self.check else { return Ok(()) };
        check(operation, Some(self.status.as_u16()), &[("", &*value)]).map_err(DecodeError::Invalid)
    }

    /// Returns the header `Content-Type`.
    pub(super) fn content_type(&self) -> Option<&str> {
        self.headers.get(CONTENT_TYPE)?.to_str().ok()
    }
}

/// Reads a body up to a limit. Returns the reason as well if the body is incomplete.
pub(super) async fn read(response: &mut reqwest::Response, limit: usize) -> (Bytes, Option<Truncation>) {
    let length = response.content_length().and_then(|length| usize::try_from(length).ok());
    // The start of an error response may have its code.
    if response.status().is_success() && length.is_some_and(|length| length > limit) {
        return (Bytes::new(), Some(Truncation::TooLarge(limit)));
    }
    let mut body = Body::default();
    let truncation = loop {
        match response.chunk().await {
            Ok(Some(chunk)) if chunk.len() > limit - body.len() => {
                body.push(chunk.slice(..limit - body.len()));
                break Some(Truncation::TooLarge(limit));
            }
            Ok(Some(chunk)) => body.push(chunk),
            Ok(None) => break None,
            Err(error) => break Some(Truncation::Broken(error.without_url())),
        }
    };
    (body.rest.map_or(body.first, BytesMut::freeze), truncation)
}

/// A body that is received. Most come in one piece, which need not be copied.
#[derive(Default)]
struct Body {
    first: Bytes,
    /// The whole body, if there is more than one piece.
    rest: Option<BytesMut>,
}

impl Body {
    fn len(&self) -> usize {
        self.rest.as_ref().map_or(self.first.len(), BytesMut::len)
    }

    fn push(&mut self, chunk: Bytes) {
        if self.first.is_empty() {
            self.first = chunk;
        } else {
            self.rest.get_or_insert_with(|| BytesMut::from(self.first.as_ref())).extend_from_slice(&chunk);
        }
    }
}

/// Shows the number of headers and the length of the body, because the content and even the names of headers may be
/// secret.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { status, headers, body, is_truncated, ids, attempts, limits: _, check: _ } = self;
        f.debug_struct("RawResponse")
            .field("status", status)
            .field("headers", &headers.len())
            .field("bytes", &body.len())
            .field("is_truncated", is_truncated)
            .field("ids", ids)
            .field("attempts", attempts)
            .finish()
    }
}
