//! What can go wrong with a call.

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
use crate::runtime::Value;
use crate::runtime::request::RequestError;

/// A call failed. It shows no token, no body and no address, nor words of the service: of a response the status, and its ids
/// and its code if they look like ones and repeat no secret of the request. The sources of an error keep to that as well, but
/// for what a [`TokenSource`](super::TokenSource) gives as its error.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The client could not be built.
    Build(BuildError),
    /// The request could not be made; nothing was sent.
    Request(RequestError),
    /// The source of tokens gave none: the source of the error is a [`TokenError`](super::TokenError).
    Token(Failure),
    /// No connection could be made; nothing was sent. The source of the error is a [`TransportError`].
    Connect(Failure),
    /// The time of an attempt, or of the whole call, was over. The service may have carried the operation out, unless it
    /// was never sent: see [`Error::attempts`].
    Timeout(Failure),
    /// The connection broke, or what came back is no response. The service may have carried the operation out. The source of the
    /// error is a [`TransportError`].
    Broken(Failure),
    /// The operation succeeded, but the response is larger than the limit of the client.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
        /// The call.
        failure: Failure,
    },
    /// The service responded that the operation did not succeed.
    Status(Box<StatusError>),
    /// The operation succeeded, but the response's body is not what was asked for.
    Decode {
        /// What is wrong with it.
        error: DecodeError,
        /// The call.
        failure: Failure,
    },
}

/// A call that did not come to an end.
#[derive(Debug)]
pub struct Failure(Box<Failed>);

#[derive(Debug)]
struct Failed {
    ids: Ids,
    attempts: u32,
    source: Option<BoxError>,
    last: Option<StatusError>,
}

/// A response whose status is no success.
pub struct StatusError {
    response: RawResponse,
    service_error: LazyServiceError,
    sent: SentSecrets,
    retry_after: Option<Duration>,
}

impl Failure {
    pub(super) fn new(ids: Ids, attempts: u32, source: Option<BoxError>, last: Option<StatusError>) -> Self {
        Self(Box::new(Failed { ids, attempts, source, last }))
    }

    /// The response to the attempt before the last one, if there was any: what the service said was wrong at first.
    #[must_use]
    pub fn last_status(&self) -> Option<&StatusError> {
        self.0.last.as_ref()
    }

    /// The ids of the call.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.0.ids
    }

    /// How often it was tried.
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

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.response.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// The ids of the call.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.response.ids
    }

    /// How often it was tried.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.response.attempts
    }

    /// What the service says happened, if the body has one of the common shapes and is no larger than [`ServiceError::MAX_BODY`].
    /// It is read once, when it is first asked for.
    #[must_use]
    pub fn service_error(&self) -> Option<&ServiceError> {
        self.service_error.get(&self.response.headers, &self.response.body, &self.sent)
    }

    /// How long the service asks to wait before another attempt, from the response on.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.retry_after
    }

    /// The body as it came, or its start: see [`StatusError::is_truncated`].
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.response.body
    }

    /// Whether the body is not all there: it is larger than the limit of the client, or the connection broke.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.response.is_truncated
    }

    /// What the body says, as the description of an operation has it for this status.
    ///
    /// ```text
    /// let error = client.send(operation).await.unwrap_err();
    /// let fault = error.as_status().map(|response| response.fault_of::<UpdateCustomer>());
    /// ```
    ///
    /// # Errors
    /// [`Error::Decode`] if the body is not that, or the description does not have the status.
    pub fn error_of<O: Operation<Error: FromResponse>>(&self) -> Result<O::Error, Error> {
        O::Error::from_response(ResponseRef(&self.response))
    }

    /// What the body says, by its `Content-Type`: for a type of fault that the description has.
    ///
    /// # Errors
    /// [`Error::Decode`] if the body is not that.
    pub fn decode<T: Value + Default>(&self) -> Result<T, Error> {
        self.response.decode()
    }

    /// Whether the same call, made again later, may succeed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        retry::is_transient(self.status())
            && self.service_error().and_then(|service_error| service_error.is_retryable) != Some(false)
    }
}

impl Error {
    /// The status of the response, if it is why the call failed.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        self.as_status().map(StatusError::status)
    }

    /// The response, if its status is why the call failed.
    #[must_use]
    pub fn as_status(&self) -> Option<&StatusError> {
        match self {
            Self::Status(error) => Some(error),
            _ => None,
        }
    }

    /// The ids of the call, if it came as far as having some.
    #[must_use]
    pub fn ids(&self) -> Option<&Ids> {
        match self {
            Self::Status(error) => Some(error.ids()),
            other => other.failure().map(Failure::ids),
        }
    }

    /// How often the operation was sent.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Status(error) => error.attempts(),
            other => other.failure().map_or(0, Failure::attempts),
        }
    }

    /// Whether the same call, made again later, may succeed. Make it with the same idempotency key, which
    /// [`Error::ids`] has, if the service may have carried it out.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Connect(_) | Self::Timeout(_) | Self::Broken(_) => true,
            Self::Status(error) => error.is_retryable(),
            Self::Build(_) | Self::Request(_) | Self::Token(_) | Self::TooLarge { .. } | Self::Decode { .. } => false,
        }
    }

    /// Whether the service asks for fewer calls.
    #[must_use]
    pub fn is_throttled(&self) -> bool {
        self.status() == Some(StatusCode::TOO_MANY_REQUESTS)
    }

    /// Whether the time was over.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Connect(failure) => failure.0.source.as_ref().is_some_and(is_timeout),
            _ => false,
        }
    }

    /// How long the service asks to wait before another call.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        self.as_status().and_then(StatusError::retry_after)
    }

    /// The call, if it was one and has no response that is the error.
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
            .field("fault", &self.service_error())
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
            Self::Token(failure) => write!(f, "there is no token to send{failure}"),
            Self::Connect(failure) => write!(f, "no connection to the service{failure}"),
            Self::Timeout(failure) => write!(f, "the time for the call was over{failure}"),
            Self::Broken(failure) => write!(f, "the connection broke before the whole response was there{failure}"),
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
