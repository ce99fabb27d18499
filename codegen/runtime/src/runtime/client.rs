//! Sending operations, with reqwest: tokens, time-outs, retries, and responses that can be decoded.
//!
//! In: an [`Operation`], which knows how to become a request. Out: a [`Response`] with the whole response, or an [`Error`] that
//! says what went wrong and whether it is worth another try.
//!
//! ```text
//! Operation ─into_request→ http::Request ─call→ attempts, until one succeeds or none can ─→ Response<Response>
//! ```
//!
//! - Every call has an idempotency key and a correlation id of its own, if the description names headers for them and the
//!   operation does not set them. All attempts of one call have the same.
//! - A call is tried again after a failed connection, a time-out and the responses 429, 500, 502, 503 and 504, as far as
//!   [`RetryPolicy`] lets it. An operation that the service might carry out twice by that, because its method is not
//!   idempotent and it has no idempotency key, is tried again only where the service cannot have begun.
//! - Bodies are bytes in memory, so each of them can be sent again.
//! - No error, debug output or trace shows a token, a body or an address, nor words of the service, which may repeat what
//!   it was sent. Shown are the ids and the code of a response, if they look like ones (letters, digits and `-_.:`, 64 at
//!   most) and repeat no secret of the request. What a source of tokens gives as its error is shown as it is.
//!
//! Redirects are not followed: bodies, and headers with keys, would go to whatever host a response names.

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
use super::Limits;
use super::request::{Basic, RequestError};

/// Sends operations to one service. A clone shares its connections and its token, and costs next to nothing.
///
/// ```text
/// let client = Client::builder(SERVERS[0]).token_source(source).build()?;
/// let response = operation.send(&client).await?;
/// ```
#[derive(Clone)]
pub struct Client(Arc<Settings>);

/// What a client was built of.
struct Settings {
    http: reqwest::Client,
    base_url: String,
    /// The same.
    url: reqwest::Url,
    tokens: Tokens,
    basic: Option<(HeaderValue, Basic)>,
    headers: HeaderMap,
    attempt_timeout: Duration,
    call_timeout: Duration,
    retry: RetryPolicy,
    max_body: usize,
    limits: Limits,
}

/// Something that a client can send: the operations of a contract implement it.
pub trait Operation {
    /// What the response holds when it succeeds, if the description says so; `()` if it says nothing.
    type Response;

    /// What the response holds when it does not: see [`StatusError::error_of`].
    type Error;

    /// What a client has to know of it.
    const INFO: OperationInfo;

    /// The request to the service at `base_url`.
    ///
    /// # Errors
    /// [`RequestError`] if something cannot be sent as it is.
    fn into_request(self, base_url: &str) -> Result<Request<Vec<u8>>, RequestError>;
}

/// What a client has to know of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
#[non_exhaustive]
pub struct OperationInfo {
    /// The operation's id in the description.
    pub name: &'static str,
    /// The path template.
    pub route: &'static str,
    /// Whether it takes a bearer token. No other operation is sent with one.
    pub takes_token: bool,
    /// Whether it takes a user name and a password. No other operation is sent with those of the client.
    pub takes_basic: bool,
    /// The header of its idempotency key.
    pub idempotency_key: Option<&'static str>,
    /// The header of its correlation id.
    pub correlation_id: Option<&'static str>,
}

impl OperationInfo {
    /// An operation without token and ids.
    pub const fn new(name: &'static str, route: &'static str) -> Self {
        Self { name, route, takes_token: false, takes_basic: false, idempotency_key: None, correlation_id: None }
    }

    /// Lets it take a bearer token.
    pub const fn token(mut self) -> Self {
        self.takes_token = true;
        self
    }

    /// Lets it take a user name and a password.
    pub const fn basic(mut self) -> Self {
        self.takes_basic = true;
        self
    }

    /// Names the header of its idempotency key.
    pub const fn idempotency_key(mut self, header: &'static str) -> Self {
        self.idempotency_key = Some(header);
        self
    }

    /// Names the header of its correlation id.
    pub const fn correlation_id(mut self, header: &'static str) -> Self {
        self.correlation_id = Some(header);
        self
    }
}

impl Client {
    /// A client for the service at `base_url`, such as one of the contract's `SERVERS`, with a token that stays as it is.
    ///
    /// # Errors
    /// [`Error::Build`] if the address cannot be used, or TLS cannot be set up.
    pub fn new(base_url: &str, token: impl Into<super::Secret>) -> Result<Self, Error> {
        Self::builder(base_url).token(token).build()
    }

    /// A client in the making, for the service at `base_url`.
    pub fn builder(base_url: &str) -> ClientBuilder {
        ClientBuilder::new(base_url)
    }

    /// Sends an operation: what the operation's own `send` does.
    ///
    /// The future may be dropped at any time, which ends the call.
    ///
    /// # Errors
    /// [`Error`], which says what was tried. A response whose status is no success is one.
    pub async fn send<O: Operation>(&self, operation: O) -> Result<Response<O::Response>, Error> {
        let request = operation.into_request(&self.0.base_url).map_err(Error::Request);
        // Nothing behind this is compiled for each operation.
        call::run(&self.0, &O::INFO, request?).await.map(Response::new)
    }

    /// The address of the service.
    #[must_use]
    pub fn base_url(&self) -> &str {
        &self.0.base_url
    }
}

/// The address may hold a secret, and is not shown.
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
            .finish_non_exhaustive()
    }
}
