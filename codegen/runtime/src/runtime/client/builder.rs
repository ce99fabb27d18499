//! A client in the making.

use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, AUTHORIZATION, CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, EXPECT, HOST, TE,
    TRANSFER_ENCODING, UPGRADE, USER_AGENT,
};
use http::{HeaderMap, HeaderName, HeaderValue};

use super::token::Tokens;
use super::{Client, Error, RetryPolicy, Settings, TokenSource};
use crate::runtime::request::{self, Basic, RequestError};
use crate::runtime::{Limits, Secret};

/// What the services see that a client does not name itself.
const AGENT: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));

/// The headers that are up to each operation, to the connection, or to what reads responses.
const OWN: [HeaderName; 11] = [
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

/// The longest time to connect, unless the caller chooses another.
const CONNECT: Duration = Duration::from_secs(10);

/// The largest response, unless the caller chooses another: 16 MiB.
const MAX_BODY: usize = 16 << 20;

/// A client in the making: see [`Client::builder`].
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
    allows_plain_http: bool,
    /// The first thing that was wrong; [`ClientBuilder::build`] gives it back.
    error: Option<BuildError>,
}

/// A client could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The address of the service cannot be used.
    BaseUrl(RequestError),
    /// The address of the service is no `https` one, and the service is not on this machine: tokens and bodies would go
    /// over the network for everyone to read. [`ClientBuilder::allow_plain_http`] allows it.
    PlainHttp,
    /// The token cannot be sent.
    Token(RequestError),
    /// A header cannot be sent with every operation.
    Header {
        /// Its name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// A setting has no effect, or contradicts another one.
    Setting {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The crate was built without TLS, which an `https` address needs: enable the feature `client` or `native-tls`.
    NoTls,
    /// The HTTP client could not be set up.
    Http(reqwest::Error),
    /// The runtime of a blocking client could not be started.
    Runtime(std::io::Error),
}

impl ClientBuilder {
    pub(super) fn new(base_url: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(USER_AGENT, HeaderValue::from_static(AGENT));
        Self {
            base_url: base_url.to_owned(),
            http: None,
            tokens: Tokens::None,
            basic: None,
            headers,
            connect_timeout: None,
            attempt_timeout: Duration::from_mins(1),
            call_timeout: Duration::from_mins(3),
            retry: RetryPolicy::new(),
            max_body: MAX_BODY,
            limits: Limits::new(),
            allows_plain_http: false,
            error: None,
        }
    }

    /// Sends this bearer token with every operation that takes one and has none of its own. It cannot be refreshed.
    pub fn token(mut self, token: impl Into<Secret>) -> Self {
        match request::bearer(&token.into()) {
            Ok(header) => self.tokens = Tokens::Fixed(header),
            Err(error) => {
                self.error.get_or_insert(BuildError::Token(error));
            }
        }
        self
    }

    /// Asks `source` for bearer tokens: for the first one when it is needed, for another one when a token expires, and for
    /// another one when the service refuses it with 401, after which that call is sent once more.
    pub fn token_source(mut self, source: impl TokenSource) -> Self {
        self.tokens = Tokens::from_source(source);
        self
    }

    /// Sends a user name and a password with every operation that takes them, and that neither has its own nor is sent with
    /// a token.
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

    /// The longest time to connect; ten seconds if it is not set.
    pub fn connect_timeout(mut self, time: Duration) -> Self {
        self.connect_timeout = Some(time);
        self
    }

    /// The longest time of one attempt, from connecting to the end of the response; one minute if it is not set.
    pub fn attempt_timeout(mut self, time: Duration) -> Self {
        self.attempt_timeout = time;
        self
    }

    /// The longest time of a whole call, with tokens, all attempts and the waits between them; three minutes if it is not
    /// set.
    pub fn timeout(mut self, time: Duration) -> Self {
        self.call_timeout = time;
        self
    }

    /// How calls that failed are tried again.
    pub fn retry(mut self, policy: RetryPolicy) -> Self {
        self.retry = policy;
        self
    }

    /// The largest body of a response, in bytes; 16 MiB if it is not set. More is neither kept nor waited for.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// The limits of what reads bodies into values.
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sends a header with every operation that does not set it itself.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.add_header(name, value, false)
    }

    /// Sends a header with a secret, such as a key, with every operation that does not set it itself. It is not shown.
    pub fn secret_header(self, name: &str, value: impl Into<Secret>) -> Self {
        let value = value.into();
        self.add_header(name, value.expose(), true)
    }

    /// What the service sees as the name of the client; by default name and version of this crate.
    pub fn user_agent(self, name: &str) -> Self {
        self.add_header(USER_AGENT.as_str(), name, false)
    }

    /// Sends through a client of the caller's, with its connections, its proxies and its TLS. All who use it must be on one
    /// runtime, as for any `reqwest::Client`.
    ///
    /// Build it with `redirect(Policy::none())`: one that follows redirects sends bodies, and headers with keys, to whatever
    /// host a response names.
    pub fn http(mut self, client: reqwest::Client) -> Self {
        self.http = Some(client);
        self
    }

    /// Allows a service to be called without TLS that is not on this machine.
    pub fn allow_plain_http(mut self) -> Self {
        self.allows_plain_http = true;
        self
    }

    /// Builds a client that waits for the responses.
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
        })))
    }

    /// Checks the settings; the address of the service.
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
            let why = "the time to connect is up to the HTTP client that was given: set it there";
            return Err(BuildError::Setting { why });
        }
        let times = [self.attempt_timeout, self.call_timeout, self.connect_timeout.unwrap_or(CONNECT)];
        if times.contains(&Duration::ZERO) {
            return Err(BuildError::Setting { why: "nothing can be done in a time of zero" });
        }
        self.retry.check().map_err(|why| BuildError::Setting { why })?;
        Ok(url)
    }

    /// The address of the service as it is sent, which must be as it was given.
    fn url(&self) -> Result<reqwest::Url, RequestError> {
        let base = request::base_url(&self.base_url)?;
        let error = |why| RequestError::BaseUrl { why };
        let url: reqwest::Url = self.base_url.parse().map_err(|_| error("it is no address"))?;
        if url.path().trim_end_matches('/') != base.path().trim_end_matches('/') {
            return Err(error("its path is none that is sent as it is: it has dots, or signs to be encoded"));
        }
        Ok(url)
    }

    /// The HTTP client of a client that was given none.
    fn http_client(&self, url: &reqwest::Url) -> reqwest::Result<reqwest::Client> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(self.connect_timeout.unwrap_or(CONNECT));
        // What is for this machine stays on it.
        let builder = if is_on_this_machine(url) { builder.no_proxy() } else { builder };
        // Another crate of the same program may have switched another TLS on.
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

/// A header that every operation can be sent with; what is wrong, if there is none.
fn header(name: &str, value: &str, is_secret: bool) -> Result<(HeaderName, HeaderValue), &'static str> {
    let name = HeaderName::try_from(name).map_err(|_| "the name is no header name")?;
    if name == AUTHORIZATION {
        return Err("give the token with `token` or `token_source`");
    }
    if OWN.contains(&name) {
        return Err("it is up to each operation, or to the connection");
    }
    let is_secret = is_secret || name == COOKIE;
    let value = if is_secret { request::secret_value(&[value]) } else { request::header_value(value) };
    Ok((name, value.ok_or("a header holds visible ASCII, spaces and tabs only")?))
}

/// Whether what is sent to this address stays on this machine.
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
                "the base URL is no `https` one, and the service is not on this machine: \
                 `ClientBuilder::allow_plain_http` allows it",
            ),
            Self::Header { name, why } => write!(f, "the header `{}` cannot be sent: {why}", name.escape_debug()),
            Self::Setting { why } => f.write_str(why),
            Self::NoTls => f.write_str(
                "this crate was built without TLS, which an `https` address needs: \
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
