//! The builder of a client.

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, EXPECT, HOST, TE,
    TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::token::Tokens;
use super::{Check, Checks, Client, Error, RetryPolicy, Settings, TokenSource};
use crate::runtime::limits::Limits;
use crate::runtime::request::{self, Basic, RequestError};
use crate::runtime::secret::Secret;

/// The `User-Agent` by default.
const DEFAULT_USER_AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The headers that the operation, the connection or the decoding of responses determines.
const RESERVED_HEADERS: [HeaderName; 11] = [
    ACCEPT,
    ACCEPT_ENCODING,
    AUTHORIZATION,
    CONNECTION,
    CONTENT_LENGTH,
    CONTENT_TYPE,
    EXPECT,
    HOST,
    TE,
    TRANSFER_ENCODING,
    UPGRADE,
];

/// The connect timeout by default.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// The largest response by default: 16 MiB.
const MAX_BODY: usize = 16 << 20;

/// A builder of a client: see [`Client::builder`].
#[must_use]
pub struct ClientBuilder {
    base_url: String,
    http: Option<reqwest::Client>,
    tokens: Tokens,
    basic: Option<(HeaderValue, Basic)>,
    headers: HeaderMap,
    connect_timeout: Option<Duration>,
    attempt_timeout: Duration,
    call_timeout: Duration,
    retry: RetryPolicy,
    max_body: usize,
    limits: Limits,
    checks: Checks,
    allows_plain_http: bool,
    /// The first error; [`ClientBuilder::build`] returns it.
    error: Option<BuildError>,
}

/// An error of building a client.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL cannot be used.
    BaseUrl(RequestError),
    /// The base URL is not `https`, and the service is not on this machine: anyone on the network could read tokens and
    /// bodies. [`ClientBuilder::allow_plain_http`] permits it.
    PlainHttp,
    /// The token cannot be sent.
    Token(RequestError),
    /// A header cannot be sent with every operation.
    Header {
        /// The name.
        name: String,
        /// The reason.
        why: &'static str,
    },
    /// A setting has no effect, or contradicts another one.
    Setting {
        /// The reason.
        why: &'static str,
    },
    /// The crate was built without TLS, which an `https` URL needs: enable the feature `client` or `native-tls`.
    NoTls,
    /// The HTTP client could not be set up.
    Http(reqwest::Error),
    /// The runtime of a blocking client could not be started.
    Runtime(std::io::Error),
}

impl ClientBuilder {
    pub(super) fn new(base_url: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(DEFAULT_USER_AGENT));
        Self {
            base_url: base_url.to_owned(),
            http: None,
            tokens: Tokens::None,
            basic: None,
            headers,
            connect_timeout: None,
            attempt_timeout: Duration::from_secs(60),
            call_timeout: Duration::from_secs(180),
            retry: RetryPolicy::new(),
            max_body: MAX_BODY,
            limits: Limits::new(),
            checks: Checks::default(),
            allows_plain_http: false,
            error: None,
        }
    }

    /// Sends this bearer token with every operation that accepts one and does not set its own. It cannot be refreshed.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        match request::bearer(&token.into()) {
            Ok(header) => self.tokens = Tokens::Fixed(header),
            Err(error) => {
                self.error.get_or_insert(BuildError::Token(error));
            }
        }
        self
    }

    /// Requests bearer tokens from `source`: when the first one is needed, when a token is about to expire, and when
    /// the service refuses one with 401. After a refusal the call is sent once more.
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.tokens = Tokens::from_source(source);
        self
    }

    /// Sends Basic credentials with every operation that accepts them, does not set its own, and is not sent with a
    /// token.
    pub fn basic(mut self, user: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        let basic = Basic::new(user, password);
        match basic.header() {
            Ok(header) => self.basic = Some((header, basic)),
            Err(error) => {
                self.error.get_or_insert(BuildError::Token(error));
            }
        }
        self
    }

    /// Sets the connect timeout. The default is ten seconds.
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.connect_timeout = Some(time);
        self
    }

    /// Sets the timeout of an attempt, from connecting to the end of the response. The default is one minute.
    pub fn attempt_timeout(mut self, time: Duration) -> Self {
        self.attempt_timeout = time;
        self
    }

    /// Sets the timeout of a call, including tokens, all attempts and the waits between them. The default is three
    /// minutes.
    pub fn timeout(mut self, time: Duration) -> Self {
        self.call_timeout = time;
        self
    }

    /// Sets the retry policy.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// Sets the maximum body of a response, in bytes. The default is 16 MiB. The client neither reads nor keeps more.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Sets the limits for reading bodies into values.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Checks the parameters and the body of each request before it is sent. A request that is refused is an
    /// [`Error::Request`], and nothing is sent. By default none is checked.
    ///
    /// A crate with the feature `validate` has the check `validate::values`, and its operations give their values to
    /// it. In other crates no request is checked.
    pub fn check_requests(mut self, check: Check) -> Self {
        self.checks.request = Some(check);
        self
    }

    /// Checks the values that are read from the bodies of success responses. A value that is refused is an
    /// [`Error::Decode`]. By default none is checked.
    pub fn check_responses(mut self, check: Check) -> Self {
        self.checks.response = Some(check);
        self
    }

    /// Sends a header with every operation that does not set it.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.add_header(name, value, false)
    }

    /// Sends a secret header, such as an API key, with every operation that does not set it. Its value is never shown.
    pub fn secret_header(self, name: &str, value: impl Into<Secret>) -> Self {
        let value = value.into();
        self.add_header(name, value.expose(), true)
    }

    /// Sets the `User-Agent`. The default is the name and the version of this crate.
    pub fn user_agent(self, name: &str) -> Self {
        self.add_header(USER_AGENT.as_str(), name, false)
    }

    /// Sends through this HTTP client, with its connections, proxies and TLS. All users of a `reqwest::Client` must
    /// share one runtime.
    ///
    /// Build it with `redirect(Policy::none())`: a client that follows redirects sends bodies, and headers with keys,
    /// to any host that a response names.
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Allows plain HTTP to a service that is not on this machine.
    pub fn allow_plain_http(mut self) -> Self {
        self.allows_plain_http = true;
        self
    }

    /// Builds a blocking client.
    ///
    /// # Errors
    /// As [`ClientBuilder::build`], and if the thread for its connections cannot be started.
    #[cfg(feature = "blocking")]
    pub fn build_blocking(self) -> Result<super::blocking::Client, Error> {
        super::blocking::Client::new(self.build()?)
    }

    /// Builds the client.
    ///
    /// # Errors
    /// [`Error::Build`] with the first setting that cannot be used.
    pub fn build(mut self) -> Result<Client, Error> {
        let url = self.check().map_err(Error::Build)?;
        let http = match self.http.take() {
            Some(http) => http,
            None => self.http_client(&url).map_err(|error| Error::Build(BuildError::Http(error)))?,
        };
        Ok(Client(Arc::new(Settings {
            http,
            base_url: self.base_url,
            url,
            tokens: self.tokens,
            basic: self.basic,
            headers: self.headers,
            attempt_timeout: self.attempt_timeout,
            call_timeout: self.call_timeout,
            retry: self.retry,
            max_body: self.max_body,
            limits: self.limits,
            checks: self.checks,
        })))
    }

    /// Checks the settings. Returns the parsed base URL.
    fn check(&mut self) -> Result<reqwest::Url, BuildError> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let url = self.url().map_err(BuildError::BaseUrl)?;
        let is_plain = url.scheme() == "http";
        if is_plain && !self.allows_plain_http && !is_on_this_machine(&url) {
            return Err(BuildError::PlainHttp);
        }
        let has_tls = cfg!(any(feature = "client", feature = "native-tls")) || self.http.is_some();
        if !is_plain && !has_tls {
            return Err(BuildError::NoTls);
        }
        if self.http.is_some() && self.connect_timeout.is_some() {
            let why = "the HTTP client that was given has its own connect timeout: set it there";
            return Err(BuildError::Setting { why });
        }
        let times = [self.attempt_timeout, self.call_timeout, self.connect_timeout.unwrap_or(CONNECT_TIMEOUT)];
        if times.contains(&Duration::ZERO) {
            return Err(BuildError::Setting { why: "a timeout must not be zero" });
        }
        self.retry.check().map_err(|why| BuildError::Setting { why })?;
        Ok(url)
    }

    /// Parses the base URL. A path that parsing changes is an error.
    fn url(&self) -> Result<reqwest::Url, RequestError> {
        let base = request::base_url(&self.base_url)?;
        let error = |why| RequestError::BaseUrl { why };
        let url: reqwest::Url = self.base_url.parse().map_err(|_| error("it is not a URL"))?;
        if url.path().trim_end_matches('/') != base.path().trim_end_matches('/') {
            return Err(error("its path would change: it has dots, or characters to be encoded"));
        }
        Ok(url)
    }

    /// Builds the default HTTP client.
    fn http_client(&self, url: &reqwest::Url) -> reqwest::Result<reqwest::Client> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.connect_timeout.unwrap_or(CONNECT_TIMEOUT));
        // A proxy would send requests for this machine elsewhere.
        let builder = if is_on_this_machine(url) { builder.no_proxy() } else { builder };
        // Another crate of the same program may have enabled another TLS library.
        #[cfg(feature = "native-tls")]
        let builder = builder.tls_backend_native();
        #[cfg(all(feature = "client", not(feature = "native-tls")))]
        let builder = builder.tls_backend_rustls();
        builder.build()
    }

    fn add_header(mut self, name: &str, value: &str, is_secret: bool) -> Self {
        match header(name, value, is_secret) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(why) => {
                self.error.get_or_insert(BuildError::Header { name: name.to_owned(), why });
            }
        }
        self
    }
}

/// Validates a header for every operation. Returns the reason if it cannot be sent.
fn header(name: &str, value: &str, is_secret: bool) -> Result<(HeaderName, HeaderValue), &'static str> {
    let name = HeaderName::try_from(name).map_err(|_| "the name is not a valid header name")?;
    if name == AUTHORIZATION {
        return Err("give the token with `token` or `token_source`");
    }
    if RESERVED_HEADERS.contains(&name) {
        return Err("each operation or the connection sets it");
    }
    let is_secret = is_secret || name == COOKIE;
    let value = if is_secret { request::secret_value(&[value]) } else { request::header_value(value) };
    Ok((name, value.ok_or("a header holds visible ASCII, spaces and tabs only")?))
}

/// Returns `true` if the URL leads to this machine.
fn is_on_this_machine(url: &reqwest::Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost") || host.parse().is_ok_and(|ip: core::net::IpAddr| ip.is_loopback())
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder").field("tokens", &self.tokens).finish_non_exhaustive()
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl(error) | Self::Token(error) => error.fmt(f),
            Self::PlainHttp => f.write_str(
                "the base URL is not `https`, and the service is not on this machine: \
                 `ClientBuilder::allow_plain_http` allows it",
            ),
            Self::Header { name, why } => write!(f, "the header `{}` cannot be sent: {why}", name.escape_debug()),
            Self::Setting { why } => f.write_str(why),
            Self::NoTls => f.write_str(
                "this crate was built without TLS, which an `https` URL needs: \
                 enable the feature `client` or `native-tls`",
            ),
            Self::Http(_) => f.write_str("the HTTP client could not be set up"),
            Self::Runtime(_) => f.write_str("the runtime of the blocking client could not be started"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Http(error) => Some(error),
            Self::Runtime(error) => Some(error),
            Self::BaseUrl(error) | Self::Token(error) => std::error::Error::source(error),
            Self::PlainHttp | Self::Header { .. } | Self::Setting { .. } | Self::NoTls => None,
        }
    }
}
