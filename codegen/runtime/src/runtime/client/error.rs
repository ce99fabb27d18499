//! Errors of calls.

use core::fmt;
use core::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::raw_response::RawResponse;
use super::sent_secrets::SentSecrets;
use super::service_error::LazyServiceError;
use super::{
    BoxError, BuildError, DecodeError, FromResponse, Ids, Operation, ResponseRef, ServiceError, TransportError, retry,
};
use crate::runtime::request::RequestError;
use crate::runtime::value::Value;

/// An error of a call.
///
/// The error shows no token, no body, no URL and no text of the service: only the status of a response, and its ids and
/// code if they look like ones and repeat no secret of the request. The sources of the error follow the same rule,
/// except for the error of a [`TokenSource`](super::TokenSource).
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client could not be built.
    Build(BuildError),
    /// The request could not be made; nothing was sent.
    Request(RequestError),
    /// The token source failed. The source of the error is a [`TokenError`](super::TokenError).
    Token(Failure),
    /// No connection could be made, and nothing was sent. The source of the error is a [`TransportError`].
    Connect(Failure),
    /// An attempt or the whole call timed out. The service may have carried out the operation, unless it was never
    /// sent: see [`Error::attempts`].
    Timeout(Failure),
    /// The connection broke, or the response was not valid HTTP. The service may have carried out the operation. The
    /// source of the error is a [`TransportError`].
    Broken(Failure),
    /// The operation succeeded, but the response exceeds the limit of the client.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
        /// Details of the call.
        failure: Failure,
    },
    /// The service returned a non-2xx response.
    Status(Box<StatusError>),
    /// The operation succeeded, but the body of the response is not of the expected type.
    Decode {
        /// The reason.
        error: DecodeError,
        /// Details of the call.
        failure: Failure,
    },
}

/// Details of a failed call: ids, attempts and the last response.
#[derive(Debug)]
pub struct Failure(Box<FailureDetails>);

#[derive(Debug)]
struct FailureDetails {
    ids: Ids,
    attempts: u32,
    source: Option<BoxError>,
    last: Option<StatusError>,
}

/// A non-2xx response.
pub struct StatusError {
    response: RawResponse,
    service_error: LazyServiceError,
    sent: SentSecrets,
    retry_after: Option<Duration>,
}

impl Failure {
    pub(super) fn new(ids: Ids, attempts: u32, source: Option<BoxError>, last: Option<StatusError>) -> Self {
        Self(Box::new(FailureDetails { ids, attempts, source, last }))
    }

    /// Returns the last error response, if an earlier attempt had one.
    #[must_use]
    pub fn last_status(&self) -> Option<&StatusError> {
        self.0.last.as_ref()
    }

    /// Returns the ids of the call.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.0.ids
    }

    /// Returns the number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }
}

impl StatusError {
    pub(super) fn new(response: RawResponse, service_error: LazyServiceError, sent: SentSecrets) -> Self {
        let retry_after = retry::retry_after(&response.headers, &sent);
        Self { response, service_error, sent, retry_after }
    }

    /// Returns the status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// Returns the headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// Returns the ids of the call.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.response.ids
    }

    /// Returns the number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.response.attempts
    }

    /// Returns the decoded error of the service, if the body has one of the common shapes and is at most
    /// [`ServiceError::MAX_BODY`] long. The body is read once, on the first call.
    #[must_use]
    pub fn service_error(&self) -> Option<&ServiceError> {
        self.service_error.get(&self.response.headers, &self.response.body, &self.sent)
    }

    /// Returns the time to wait from the header `Retry-After`, counted from the response.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// Returns the body, or its start: see [`StatusError::is_truncated`].
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.response.body
    }

    /// Returns `true` if the body is incomplete: it exceeds the limit of the client, or the connection broke.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.response.is_truncated
    }

    /// Reads the body as the type that an operation declares for this status.
    ///
    /// ```text
    /// let error = client.send(operation).await.unwrap_err();
    /// let body = error.as_status().map(|response| response.error_of::<UpdateCustomer>());
    /// ```
    ///
    /// # Errors
    /// [`Error::Decode`] if the body is not of this type, or the description does not have the status.
    pub fn error_of<O: Operation<Error: FromResponse>>(&self) -> Result<O::Error, Error> {
        O::Error::from_response(ResponseRef(&self.response))
    }

    /// Reads the body as a type, by its `Content-Type`.
    ///
    /// # Errors
    /// [`Error::Decode`] if the body is not of this type.
    pub fn decode<T: Value>(&self) -> Result<T, Error> {
        self.response.decode()
    }

    /// Returns `true` if the same call may succeed later.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        retry::is_transient(self.status())
            && self.service_error().and_then(|service_error| service_error.is_retryable) != Some(false)
    }
}

impl Error {
    /// Returns the status of the response, if it is the reason of the failure.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.as_status().map(StatusError::status)
    }

    /// Returns the response, if its status is the reason of the failure.
    #[must_use]
    pub fn as_status(&self) -> Option<&StatusError> {
        match self {
            Self::Status(error) => Some(error),
            _ => None,
        }
    }

    /// Returns the ids of the call, if it has any yet.
    #[must_use]
    pub fn ids(&self) -> Option<&Ids> {
        match self {
            Self::Status(error) => Some(error.ids()),
            other => other.failure().map(Failure::ids),
        }
    }

    /// Returns the number of attempts.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Status(error) => error.attempts(),
            other => other.failure().map_or(0, Failure::attempts),
        }
    }

    /// Returns `true` if the same call may succeed later. If the service may have carried out the operation, repeat the
    /// idempotency key from [`Error::ids`].
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Connect(_) | Self::Timeout(_) | Self::Broken(_) => true,
            Self::Status(error) => error.is_retryable(),
            Self::Build(_) | Self::Request(_) | Self::Token(_) | Self::TooLarge { .. } | Self::Decode { .. } => false,
        }
    }

    /// Returns `true` if the service throttles calls (429).
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Returns `true` if the call timed out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Connect(failure) => failure.0.source.as_ref().is_some_and(is_timeout),
            _ => false,
        }
    }

    /// Returns the time to wait from the header `Retry-After`.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.as_status().and_then(StatusError::retry_after)
    }

    /// Returns the details of the call, unless it never began or the error is a response.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Token(failure) | Self::Connect(failure) | Self::Timeout(failure) | Self::Broken(failure) => {
                Some(failure)
            }
            Self::TooLarge { failure, .. } | Self::Decode { failure, .. } => Some(failure),
            Self::Build(_) | Self::Request(_) | Self::Status(_) => None,
        }
    }
}

fn is_timeout(error: &BoxError) -> bool {
    error.downcast_ref::<TransportError>().is_some_and(TransportError::is_timeout)
}

impl fmt::Debug for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { response, service_error: _, sent: _, retry_after } = self;
        f.debug_struct("StatusError")
            .field("response", response)
            .field("service_error", &self.service_error())
            .field("retry_after", retry_after)
            .finish()
    }
}

/// ` (4 attempts, request 9fef8b23-6e3e-45d2-8678-e9fe89c35af5)`
impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        call(f, self.0.attempts, &self.0.ids)
    }
}

fn call(f: &mut fmt::Formatter<'_>, attempts: u32, ids: &Ids) -> fmt::Result {
    let s = if attempts == 1 { "" } else { "s" };
    write!(f, " ({attempts} attempt{s}{ids})")
}

impl fmt::Display for StatusError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the service responded {}", self.status())?;
        if let Some(code) = self.service_error().and_then(|service_error| service_error.code.as_ref()) {
            write!(f, ", code {code}")?;
        }
        if let Some(time) = self.retry_after() {
            write!(f, ", retry after {} s", time.as_secs())?;
        }
        call(f, self.attempts(), self.ids())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Build(error) => error.fmt(f),
            Self::Request(_) => f.write_str("the request could not be made"),
            Self::Token(failure) => write!(f, "no token to send{failure}"),
            Self::Connect(failure) => write!(f, "no connection to the service{failure}"),
            Self::Timeout(failure) => write!(f, "the call timed out{failure}"),
            Self::Broken(failure) => write!(f, "the connection broke before the response was complete{failure}"),
            Self::TooLarge { limit, failure } => write!(f, "the response has more than {limit} bytes{failure}"),
            Self::Status(error) => error.fmt(f),
            Self::Decode { error, failure } => write!(f, "{error}{failure}"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Build(error) => std::error::Error::source(error),
            Self::Request(error) => Some(error),
            Self::Decode { error, .. } => std::error::Error::source(error),
            Self::Status(_) => None,
            other => other.failure()?.0.source.as_deref().map(|source| source as _),
        }
    }
}

impl From<RequestError> for Error {
    fn from(error: RequestError) -> Self {
        Self::Request(error)
    }
}
