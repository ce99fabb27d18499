//! Requests: parameters to their places, bodies by media type. No client is needed, and none is used.
//!
//! A value stays where it belongs: a path parameter is percent-encoded and cannot become another path, a header
//! value cannot become another header. What cannot be sent as it is, is an error that names the parameter.

use core::fmt;
use std::error::Error;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::uri::{Authority, Scheme};
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::{Object, Secret, Value, WriteError};

/// What stands in a path segment as it is: the unreserved characters of RFC 3986.
const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The wire of a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wire {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
}

/// The media types of a contract.
pub trait Media: Copy + Eq + 'static {
    /// The media type, as a header has it.
    fn as_str(self) -> &'static str;

    /// The wire that it is spoken on; `None` for one that no model speaks.
    fn wire(self) -> Option<Wire>;
}

/// A request in the making.
#[derive(Debug)]
#[must_use]
pub struct Draft {
    method: Method,
    path: String,
    /// The path parameters, each with the place in `path` where its value starts.
    parameters: Vec<(usize, &'static str)>,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Draft {
    /// A request of this method, with an empty path.
    pub fn new(method: Method) -> Self {
        Self { method, path: String::new(), parameters: Vec::new(), headers: HeaderMap::new(), body: Vec::new() }
    }

    /// Adds a part of the path template that is no parameter.
    pub fn literal(mut self, text: &str) -> Self {
        self.path.push_str(text);
        self
    }

    /// Adds a path parameter, percent-encoded.
    ///
    /// # Errors
    /// [`RequestError::Parameter`] if the value is empty: the path would be another one.
    pub fn path(mut self, name: &'static str, value: &str) -> Result<Self, RequestError> {
        if value.is_empty() {
            return Err(RequestError::Parameter { name, why: "an empty value would make another path" });
        }
        self.parameters.push((self.path.len(), name));
        self.path.extend(utf8_percent_encode(value, SEGMENT));
        Ok(self)
    }

    /// Adds a header, if it has a value.
    ///
    /// # Errors
    /// [`RequestError::Parameter`] if the name is no header name, or the value holds anything but visible ASCII.
    pub fn header(mut self, name: &'static str, value: Option<&str>) -> Result<Self, RequestError> {
        if let Some(value) = value {
            let key = HeaderName::try_from(name);
            let key = key.map_err(|_| RequestError::Parameter { name, why: "the name is no header name" })?;
            let value = header_value(value);
            let why = "a header holds visible ASCII, spaces and tabs only";
            let value = value.ok_or(RequestError::Parameter { name, why })?;
            self.headers.insert(key, value);
        }
        Ok(self)
    }

    /// Adds a bearer token, if there is one. The header is marked as sensitive.
    ///
    /// # Errors
    /// [`RequestError::Token`] if the token is none, by the grammar of RFC 6750.
    pub fn bearer(mut self, token: Option<&Secret>) -> Result<Self, RequestError> {
        if let Some(token) = token {
            let value = Secret::from(format!("Bearer {}", token.expose()));
            let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
            if token.expose().is_empty() || !token.expose().bytes().all(is_token) {
                return Err(RequestError::Token);
            }
            let mut value = HeaderValue::from_str(value.expose()).map_err(|_| RequestError::Token)?;
            value.set_sensitive(true);
            self.headers.insert(AUTHORIZATION, value);
        }
        Ok(self)
    }

    /// Asks for an answer of this media type.
    ///
    /// # Errors
    /// [`RequestError::MediaType`] if the operation does not list it.
    pub fn accept<M: Media>(mut self, chosen: M, listed: &[M]) -> Result<Self, RequestError> {
        self.headers.insert(ACCEPT, media_type(chosen, listed)?);
        Ok(self)
    }

    /// Sets the body, as this media type has it.
    ///
    /// # Errors
    /// [`RequestError::MediaType`] if the operation does not list it, [`RequestError::Disabled`] if the crate was
    /// built without it, [`RequestError::Body`] if it cannot carry the value.
    pub fn body<T: Object + Value, M: Media>(
        mut self,
        body: &T,
        chosen: M,
        listed: &[M],
    ) -> Result<Self, RequestError> {
        self.headers.insert(CONTENT_TYPE, media_type(chosen, listed)?);
        self.body = encode(body, chosen)?;
        Ok(self)
    }

    /// Sets the body, if there is one.
    ///
    /// # Errors
    /// Those of [`Draft::body`].
    pub fn optional_body<T: Object + Value, M: Media>(
        self,
        body: Option<&T>,
        chosen: M,
        listed: &[M],
    ) -> Result<Self, RequestError> {
        match body {
            Some(body) => self.body(body, chosen, listed),
            None => Ok(self),
        }
    }

    /// Finishes the request for the service at `base_url`, which may have a path of its own.
    ///
    /// # Errors
    /// [`RequestError::BaseUrl`] if `base_url` is no `http` or `https` address of a host,
    /// [`RequestError::Parameter`] if a parameter makes a path segment of `.` or `..`.
    pub fn into_request(self, base_url: &str) -> Result<Request<Vec<u8>>, RequestError> {
        self.check_segments()?;
        let uri = join(base_url, &self.path)?;
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request)
    }

    /// No encoding keeps a URL parser from taking `..` for the parent, so such a segment cannot be sent.
    fn check_segments(&self) -> Result<(), RequestError> {
        let mut start = 0;
        for segment in self.path.split('/') {
            let end = start + segment.len();
            let within = self.parameters.iter().find(|(at, _)| (start..=end).contains(at));
            if let (true, Some((_, name))) = (matches!(segment, "." | ".."), within) {
                return Err(RequestError::Parameter { name, why: "a segment of dots would make another path" });
            }
            start = end + 1;
        }
        Ok(())
    }
}

/// A header value, if it is ASCII: a header has no encoding, so what the service would make of more is open.
fn header_value(text: &str) -> Option<HeaderValue> {
    let is_plain = |byte: u8| byte == b'\t' || (b' '..=b'~').contains(&byte);
    HeaderValue::from_str(text).ok().filter(|_| text.bytes().all(is_plain))
}

/// A media type as a header has it, if the operation lists it.
fn media_type<M: Media>(chosen: M, listed: &[M]) -> Result<HeaderValue, RequestError> {
    let value = HeaderValue::from_str(chosen.as_str()).ok().filter(|_| listed.contains(&chosen));
    value.ok_or_else(|| {
        let listed = listed.iter().map(|media_type| media_type.as_str()).collect();
        RequestError::MediaType { chosen: chosen.as_str(), listed }
    })
}

/// The bytes of a body in a media type.
fn encode<T: Object + Value, M: Media>(body: &T, chosen: M) -> Result<Vec<u8>, RequestError> {
    let _ = body;
    let Some(wire) = chosen.wire() else {
        return Err(RequestError::MediaType { chosen: chosen.as_str(), listed: Vec::new() });
    };
    match wire {
        #[cfg(feature = "json")]
        Wire::Json => super::json::to_vec(body).map_err(RequestError::Body),
        #[cfg(not(feature = "json"))]
        Wire::Json => Err(RequestError::Disabled { feature: "json" }),
        #[cfg(feature = "xml")]
        Wire::Xml => super::xml::to_vec(body).map_err(RequestError::Body),
        #[cfg(not(feature = "xml"))]
        Wire::Xml => Err(RequestError::Disabled { feature: "xml" }),
        #[cfg(feature = "form")]
        Wire::Form => super::form::to_string(body).map(String::into_bytes).map_err(RequestError::Body),
        #[cfg(not(feature = "form"))]
        Wire::Form => Err(RequestError::Disabled { feature: "form" }),
    }
}

/// The address of `path` at `base_url`.
fn join(base_url: &str, path: &str) -> Result<Uri, RequestError> {
    let error = |why| RequestError::BaseUrl { why };
    if base_url.contains(['?', '#']) {
        return Err(error("it must end with the path, without query and fragment"));
    }
    let base: Uri = base_url.parse().map_err(|_| error("it is no address"))?;
    let known = [Scheme::HTTP, Scheme::HTTPS];
    if !base.scheme().is_some_and(|scheme| known.contains(scheme)) {
        return Err(error("it must start with `https://` or `http://`"));
    }
    let authority = base.authority().map(Authority::as_str).unwrap_or_default();
    if authority.contains('@') {
        return Err(error("it must not hold a user name or a password"));
    }
    let joined = format!("{}{path}", base_url.trim_end_matches('/'));
    joined.parse().map_err(|_| error("with the path it is no address"))
}

/// A request could not be made. It holds no value of a parameter, so none that is secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The address of the service cannot be used.
    BaseUrl {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The value of a parameter cannot be sent.
    Parameter {
        /// The name of the parameter on the wire.
        name: &'static str,
        /// What is wrong with the value.
        why: &'static str,
    },
    /// The bearer token holds something that no token has, such as a space: give it without the word `Bearer`.
    Token,
    /// The operation does not list the media type.
    MediaType {
        /// The media type.
        chosen: &'static str,
        /// Those that it lists.
        listed: Vec<&'static str>,
    },
    /// The crate was built without the wire of the media type.
    Disabled {
        /// The cargo feature to switch on.
        feature: &'static str,
    },
    /// The body cannot be written in the media type.
    Body(WriteError),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { why } => write!(f, "the base URL cannot be used: {why}"),
            Self::Parameter { name, why } => write!(f, "the parameter `{name}` cannot be sent: {why}"),
            Self::Token => f.write_str("the bearer token cannot be sent: it must be a token alone, without `Bearer`"),
            Self::MediaType { chosen, listed } => {
                write!(f, "the operation does not list `{chosen}`; it lists {}", listed.join(", "))
            }
            Self::Disabled { feature } => write!(f, "this crate was built without the feature `{feature}`"),
            Self::Body(_) => f.write_str("the body cannot be written"),
        }
    }
}

impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            _ => None,
        }
    }
}
