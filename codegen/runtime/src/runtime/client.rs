//! The client, which sends operations through reqwest with tokens, timeouts and retries.
//!
//! In: an [`Operation`], which converts itself to a request. Out: a [`Response`], or an [`Error`] with its cause and
//! whether a retry may help.
//!
//! The docs of the crate begin with an example.
//!
//! - Every call has an idempotency key and a correlation id, if the description names headers for them and the
//!   operation does not set them. All attempts of a call share them.
//! - A call is retried after a failed connection, a timeout, and the statuses 429, 500, 502, 503 and 504, within
//!   [`RetryPolicy`]. An operation that is neither idempotent by its method nor has an idempotency key is retried only
//!   if the service cannot have begun it.
//! - Bodies are in memory, so each can be sent again.
//! - No error, debug output or trace shows a token, a body, a URL or text of the service, which may repeat secrets of
//!   the request. The ids and the error code of a response are shown if they look like ones (at most 64 letters, digits
//!   and `-_.:`) and repeat no secret of the request. The error of a token source is shown unchanged.
//!
//! Redirects are not followed: bodies, and headers with keys, would go to any host that a response names.

mod attempt;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod call;
mod decode;
mod error;
mod from_response;
mod ids;
mod raw_response;
mod response;
mod retry;
mod sent_secrets;
mod service_error;
mod token;
mod trace;
mod transport;

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use http::{HeaderMap, HeaderValue, Request};

pub use self::builder::{BuildError, ClientBuilder};
pub use self::decode::DecodeError;
pub use self::error::{Error, Failure, StatusError};
pub use self::from_response::{FromResponse, ResponseRef};
pub use self::ids::{Id, Ids};
pub use self::response::Response;
pub use self::retry::RetryPolicy;
pub use self::service_error::{ServiceError, ServiceErrorCode};
use self::token::Tokens;
pub use self::token::{BoxError, Token, TokenError, TokenSource};
pub use self::transport::TransportError;
use super::limits::Limits;
use super::request::{Basic, RequestError};
use super::secret::Secret;
use super::value::Value;

/// A client for one service. A clone is cheap, and shares connections and token.
///
/// ```text
/// let client = Client::builder(SERVERS[0]).token_source(source).build()?;
/// let response = operation.send(&client).await?;
/// ```
#[derive(Clone)]
pub struct Client(Arc<Settings>);

/// The settings of a client.
struct Settings {
    http: reqwest::Client,
    base_url: String,
    /// The base URL, parsed.
    url: reqwest::Url,
    tokens: Tokens,
    basic: Option<(HeaderValue, Basic)>,
    headers: HeaderMap,
    attempt_timeout: Duration,
    call_timeout: Duration,
    retry: RetryPolicy,
    max_body: usize,
    limits: Limits,
    checks: Checks,
}

/// A check of values: see [`ClientBuilder::check_requests`]. It gets the Rust name of the operation, the status of a
/// response, and values with their names: the parameters and the body of a request, or the body of a response.
pub type Check = fn(&'static str, Option<u16>, &[(&'static str, &dyn Value)]) -> Result<(), BoxError>;

/// The checks of values, both ways.
#[derive(Clone, Copy, Debug, Default)]
struct Checks {
    request: Option<Check>,
    response: Option<Check>,
}

/// An operation that a client can send. Every generated operation implements it.
pub trait Operation {
    /// The body of a success response; `()` if the description has none.
    type Response;

    /// The body of an error response: see [`StatusError::error_of`].
    type Error;

    /// The properties that the client needs.
    #[doc(hidden)]
    const INFO: OperationInfo;

    /// Returns the parameters and the body with their names, in a contract crate that can check them.
    #[doc(hidden)]
    fn parts(&self) -> Vec<(&'static str, &dyn Value)> {
        Vec::new()
    }

    /// Builds the request to the service at `base_url`.
    ///
    /// # Errors
    /// [`RequestError`] if a part of the operation cannot be sent.
    fn into_request(self, base_url: &str) -> Result<Request<Vec<u8>>, RequestError>;
}

/// The properties of an operation that the client needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
#[doc(hidden)]
pub struct OperationInfo {
    /// The operation id of the description.
    pub name: &'static str,
    /// The path template.
    pub route: &'static str,
    /// `true` if the operation accepts a bearer token. The client sends its token with no other operation.
    pub takes_token: bool,
    /// `true` if the operation accepts Basic credentials. The client sends its credentials with no other operation.
    pub takes_basic: bool,
    /// The header of the idempotency key.
    pub idempotency_key: Option<&'static str>,
    /// The header of the correlation id.
    pub correlation_id: Option<&'static str>,
    /// The Rust name of the operation, in a contract crate that can check its values; else empty.
    pub rules: &'static str,
}

impl OperationInfo {
    /// Creates the properties of an operation without authentication and ids.
    pub const fn new(name: &'static str, route: &'static str) -> Self {
        Self {
            name,
            route,
            takes_token: false,
            takes_basic: false,
            idempotency_key: None,
            correlation_id: None,
            rules: "",
        }
    }

    /// Marks the operation as one that accepts a bearer token.
    pub const fn token(mut self) -> Self {
        self.takes_token = true;
        self
    }

    /// Marks the operation as one that accepts Basic credentials.
    pub const fn basic(mut self) -> Self {
        self.takes_basic = true;
        self
    }

    /// Sets the header of the idempotency key.
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Sets the Rust name of the operation, to check its values by.
    pub const fn rules(mut self, operation: &'static str) -> Self {
        self.rules = operation;
        self
    }

    /// Sets the header of the correlation id.
    pub const fn correlation_id(mut self, header: &'static str) -> Self {
        self.correlation_id = Some(header);
        self
    }
}

impl Client {
    /// Creates a client for the service at `base_url`, such as one of the contract's `SERVERS`, with a fixed token.
    ///
    /// # Errors
    /// [`Error::Build`] if the URL cannot be used, or TLS cannot be set up.
    pub fn new(base_url: &str, token: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder(base_url).token(token).build()
    }

    /// Creates a builder of a client for the service at `base_url`.
    pub fn builder(base_url: &str) -> ClientBuilder {
        ClientBuilder::new(base_url)
    }

    /// Sends an operation, as its method `send` does.
    ///
    /// The call ends when the future is dropped, which is possible at any time.
    ///
    /// # Errors
    /// [`Error`], with the attempts made. A non-2xx response is an error.
    pub async fn send<O: Operation>(&self, operation: O) -> Result<Response<O::Response>, Error> {
        self.check(O::INFO.rules, &operation.parts())?;
        let request = operation.into_request(&self.0.base_url).map_err(Error::Request);
        // The code behind this call is not generic over the operation.
        call::run(&self.0, &O::INFO, request?).await.map(Response::new)
    }

    /// Checks the parts of a request.
    fn check(&self, operation: &'static str, parts: &[(&'static str, &dyn Value)]) -> Result<(), Error> {
        let Some(check) = self.0.checks.request else { return Ok(()) };
        check(operation, None, parts).map_err(|why| Error::Request(RequestError::Invalid(why)))
    }

    /// Returns the base URL of the service.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }
}

/// Hides the base URL, which may hold a secret.
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Settings {
            http: _,
            base_url: _,
            url: _,
            tokens,
            basic,
            headers,
            attempt_timeout,
            call_timeout,
            retry,
            max_body,
            limits,
            checks,
        } = &*self.0;
        f.debug_struct("Client")
            .field("tokens", tokens)
            .field("basic", &basic.is_some())
            .field("headers", &headers.keys().collect::<Vec<_>>())
            .field("attempt_timeout", attempt_timeout)
            .field("call_timeout", call_timeout)
            .field("retry", retry)
            .field("max_body", max_body)
            .field("limits", limits)
            .field("checks", checks)
            .finish_non_exhaustive()
    }
}
