//! Requests: parameters at their locations, and bodies by media type. This module uses no client.
//!
//! A value cannot leave its location: a path parameter is percent-encoded and cannot change the rest of the path, and a
//! header value cannot add a header. A value that cannot be sent is an error that names the parameter. A [`Style`]
//! serializes arrays and objects.

mod basic;
mod body;
mod encoding;
mod error;
mod format;
mod header;
mod multipart;
mod parameter_value;
mod parameters;
mod secrets;
mod style;

use core::fmt;

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE};
use http::uri::Authority;
use http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Uri};

pub use self::basic::Basic;
pub use self::body::Content;
pub use self::encoding::Encoding;
pub use self::error::RequestError;
use self::header::buffered_value;
pub(crate) use self::header::{bearer, header_value, secret_value};
use self::parameters::Query;
#[cfg(feature = "client-no-tls")]
pub(crate) use self::secrets::RequestSecrets;
use self::secrets::Secrets;
pub use self::style::Style;
use super::secret::Buffer;
use super::secret::Secret;
use super::value::Value;

/// The wire format of a media type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Wire {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
}

impl Wire {
    /// Returns the wire format of a media type, whose parameters are ignored. The generator decides in the same way; a
    /// table that tests of both read pins the formats. Images, audio, video and fonts are bytes, even with a suffix.
    pub(crate) fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match essence.split_once('/').unwrap_or_default() {
            ("image" | "audio" | "video" | "font", _) => Self::Bytes,
            ("application" | "text", "json") => Self::Json,
            ("application" | "text", "xml") => Self::Xml,
            ("application", "x-www-form-urlencoded") => Self::Form,
            ("multipart", _) => Self::Multipart,
            (_, subtype) if subtype.ends_with("+json") => Self::Json,
            (_, subtype) if subtype.ends_with("+xml") => Self::Xml,
            // Lines of JSON are not one JSON value.
            ("text", _) | ("application", "jsonl" | "x-ndjson" | "x-jsonlines" | "json-seq") => Self::Text,
            _ => Self::Bytes,
        }
    }
}

/// The media types of a contract.
pub trait Media: Copy + Eq + 'static {
    /// Returns the media type, as a header has it.
    fn as_str(self) -> &'static str;

    /// Returns the wire format of the media type.
    fn wire(self) -> Wire;
}

/// The initial capacity for headers; few requests of a client have more.
const HEADERS: usize = 12;

/// The schemes of a base URL.
const SCHEMES: [&str; 2] = ["https://", "http://"];

/// A builder of a request. Its secrets are wiped, and its debug output shows no values.
#[must_use]
pub struct RequestBuilder {
    method: Method,
    path: Buffer,
    /// The path parameters, each with the position in `path` where its value starts.
    parameters: Vec<(usize, &'static str)>,
    query: Query,
    headers: HeaderMap,
    body: Vec<u8>,
    secrets: Secrets,
}

impl RequestBuilder {
    /// Creates a request with this method and an empty path.
    pub fn new(method: Method) -> Self {
        Self {
            method,
            path: Buffer::default(),
            parameters: Vec::new(),
            query: Query::default(),
            headers: HeaderMap::with_capacity(HEADERS),
            body: Vec::new(),
            secrets: Secrets::default(),
        }
    }

    /// Creates a request with a method by name, which may be an extension method, and an empty path.
    ///
    /// # Errors
    /// [`RequestError::Parameter`] if the name is not a valid method.
    pub fn of(method: &'static str) -> Result<Self, RequestError> {
        let named = Method::from_bytes(method.as_bytes());
        let named = named.map_err(|_| RequestError::Parameter { name: method, why: "it is not a valid method" })?;
        Ok(Self::new(named))
    }

    /// Appends a literal part of the path template.
    pub fn literal(mut self, text: &str) -> Self {
        self.path.push_str(text);
        self
    }

    /// Appends a path parameter, percent-encoded: a scalar, or the parts of a value, separated by commas.
    ///
    /// # Errors
    /// [`RequestError::Parameter`] if the value is empty, which would change the path, or has no text.
    pub fn path(self, name: &'static str, value: &dyn Value) -> Result<Self, RequestError> {
        self.path_styled(name, value, Style::SIMPLE)
    }

    /// Appends a path parameter in a style, percent-encoded.
    ///
    /// # Errors
    /// As [`RequestBuilder::path`], and if a part of the value holds the separator of the parts.
    pub fn path_styled(mut self, name: &'static str, value: &dyn Value, style: Style) -> Result<Self, RequestError> {
        self.parameters.push((self.path.as_str().len(), name));
        if self.secrets.add(value) {
            self.path.hold_secret();
        }
        parameters::write_path(&mut self.path, name, value, style)?;
        Ok(self)
    }

    /// Adds a query parameter if it has a value, percent-encoded: once for each part of the value.
    ///
    /// # Errors
    /// [`RequestError::Parameter`] if the value has no text.
    pub fn query(self, name: &'static str, value: &dyn Value) -> Result<Self, RequestError> {
        self.query_styled(name, value, Style::FORM.explode())
    }

    /// Adds a query parameter in a style if it has a value, percent-encoded.
    ///
    /// # Errors
    /// As [`RequestBuilder::query`], and if a part of the value holds the separator of the parts.
    pub fn query_styled(mut self, name: &'static str, value: &dyn Value, style: Style) -> Result<Self, RequestError> {
        if self.secrets.add(value) {
            self.query.hold_secret();
        }
        self.query.push(name, &value.value_ref(), style)?;
        Ok(self)
    }

    /// Adds a header if it has a value: a scalar, or the parts of a value, separated by commas. A header with a secret
    /// is marked as sensitive.
    ///
    /// # Errors
    /// [`RequestError::Parameter`] if the name is not a valid header name, the value holds anything but visible
    /// ASCII, spaces and tabs, or a part of it holds a comma.
    pub fn header(self, name: &'static str, value: &dyn Value) -> Result<Self, RequestError> {
        self.header_styled(name, value, Style::SIMPLE)
    }

    /// Adds a header in a style if it has a value.
    ///
    /// # Errors
    /// As [`RequestBuilder::header`].
    pub fn header_styled(mut self, name: &'static str, value: &dyn Value, style: Style) -> Result<Self, RequestError> {
        let is_secret = self.secrets.add(value);
        let Some(text) = parameters::header_text(name, value, style, is_secret)? else { return Ok(self) };
        let key = HeaderName::try_from(name);
        let key = key.map_err(|_| RequestError::Parameter { name, why: "the name is not a valid header name" })?;
        let why = "a header holds visible ASCII, spaces and tabs only";
        let value = buffered_value(text).ok_or(RequestError::Parameter { name, why })?;
        self.headers.insert(key, value);
        Ok(self)
    }

    /// Adds a cookie if it has a value: one for each part of the value. The header is marked as sensitive.
    ///
    /// # Errors
    /// [`RequestError::Parameter`] if a cookie cannot hold the value.
    pub fn cookie(self, name: &'static str, value: &dyn Value) -> Result<Self, RequestError> {
        self.cookie_styled(name, value, Style::FORM.explode())
    }

    /// Adds a cookie in a style if it has a value.
    ///
    /// # Errors
    /// As [`RequestBuilder::cookie`].
    pub fn cookie_styled(mut self, name: &'static str, value: &dyn Value, style: Style) -> Result<Self, RequestError> {
        self.secrets.add(value);
        let Some(text) = parameters::cookie_text(name, value, style)? else { return Ok(self) };
        let others = self.headers.get(COOKIE).and_then(|others| others.to_str().ok());
        let parts = others.map_or(["", "", text.as_str()], |others| [others, "; ", text.as_str()]);
        let why = "a cookie holds visible ASCII only";
        let all = secret_value(&parts).ok_or(RequestError::Parameter { name, why })?;
        self.headers.insert(COOKIE, all);
        Ok(self)
    }

    /// Adds a bearer token, if there is one. The header is marked as sensitive.
    ///
    /// # Errors
    /// [`RequestError::Token`] if the token is empty, or has another character than visible ASCII.
    pub fn bearer(mut self, token: Option<&Secret>) -> Result<Self, RequestError> {
        if let Some(token) = token {
            self.headers.insert(AUTHORIZATION, bearer(token)?);
        }
        Ok(self)
    }

    /// Adds Basic credentials, if there are any. The header is marked as sensitive.
    ///
    /// # Errors
    /// [`RequestError::Parameter`] if the header cannot hold them.
    pub fn basic(mut self, credentials: Option<&Basic>) -> Result<Self, RequestError> {
        if let Some(credentials) = credentials {
            for part in credentials.parts() {
                self.secrets.push(part);
            }
            self.headers.insert(AUTHORIZATION, credentials.header()?);
        }
        Ok(self)
    }

    /// Sets the media type of the response.
    ///
    /// # Errors
    /// [`RequestError::MediaType`] if the operation does not list it.
    pub fn accept<M: Media>(mut self, chosen: M, listed: &[M]) -> Result<Self, RequestError> {
        self.headers.insert(ACCEPT, media_type(chosen, listed)?);
        Ok(self)
    }

    /// Sets the body, in this media type.
    ///
    /// # Errors
    /// [`RequestError::MediaType`] if the operation does not declare it, [`RequestError::Disabled`] if the crate was
    /// built without its format, [`RequestError::Body`] if the format cannot represent the value.
    pub fn body<M: Media>(self, body: &dyn Value, chosen: M, listed: &'static [M]) -> Result<Self, RequestError> {
        self.content(Content::new(body, listed), Some(chosen))
    }

    /// Sets the body, if there is one.
    ///
    /// # Errors
    /// As [`RequestBuilder::body`].
    pub fn optional_body<T: Value, M: Media>(
        self,
        body: Option<&T>,
        chosen: M,
        listed: &'static [M],
    ) -> Result<Self, RequestError> {
        self.optional_content(body.map(|body| Content::new(body, listed)), Some(chosen))
    }

    /// Sets the body, in the chosen media type or else in its first one.
    ///
    /// # Errors
    /// As [`RequestBuilder::body`].
    pub fn content<M: Media>(mut self, content: Content<'_, M>, chosen: Option<M>) -> Result<Self, RequestError> {
        let (content_type, body) = content.encode(chosen)?;
        // Only a client needs the secrets of a body, which is not wiped.
        if cfg!(feature = "client-no-tls") {
            self.secrets.add(content.value);
        }
        self.headers.insert(CONTENT_TYPE, content_type);
        self.body = body;
        Ok(self)
    }

    /// Sets the body, if there is one.
    ///
    /// # Errors
    /// As [`RequestBuilder::body`].
    pub fn optional_content<M: Media>(
        self,
        content: Option<Content<'_, M>>,
        chosen: Option<M>,
    ) -> Result<Self, RequestError> {
        match content {
            Some(content) => self.content(content, chosen),
            None => Ok(self),
        }
    }

    /// Builds the request to the service at `base_url`, which may have a path.
    ///
    /// The result is an ordinary `http::Request`, whose debug output shows the URL and the body.
    ///
    /// # Errors
    /// [`RequestError::BaseUrl`] if `base_url` is not an `http` or `https` URL with a host, [`RequestError::Parameter`]
    /// if a parameter makes a path segment of `.` or `..`.
    pub fn into_request(self, base_url: &str) -> Result<Request<Vec<u8>>, RequestError> {
        self.check_segments()?;
        let uri = join(base_url, &self.path, self.query.buffer())?;
        let mut request = Request::new(self.body);
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        #[cfg(feature = "client-no-tls")]
        if let Some(secrets) = self.secrets.into_extension() {
            request.extensions_mut().insert(secrets);
        }
        Ok(request)
    }

    /// Checks that no parameter makes a segment of dots. A URL parser takes `..` for the parent, however it is encoded.
    fn check_segments(&self) -> Result<(), RequestError> {
        let mut start = 0;
        for segment in self.path.as_str().split('/') {
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

/// Returns a media type as a header value, if the operation declares it.
fn media_type<M: Media>(chosen: M, listed: &[M]) -> Result<HeaderValue, RequestError> {
    let value = HeaderValue::from_str(chosen.as_str()).ok().filter(|_| listed.contains(&chosen));
    value.ok_or_else(|| {
        let listed = listed.iter().map(|media_type| media_type.as_str()).collect();
        RequestError::MediaType { chosen: chosen.as_str(), listed }
    })
}

/// Joins a base URL, a path and a query. The path may have the start of a query.
fn join(base_url: &str, path: &Buffer, query: &Buffer) -> Result<Uri, RequestError> {
    let error = |why| RequestError::BaseUrl { why };
    if base_url.contains(['?', '#']) {
        return Err(error("it must end with the path, without query and fragment"));
    }
    let starts = |scheme: &str| base_url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    if !SCHEMES.into_iter().any(starts) {
        return Err(error("it must start with `https://` or `http://`"));
    }
    let base = base_url.trim_end_matches('/');
    let between = match (query.as_str(), path.as_str().contains('?')) {
        ("", _) => "",
        (_, true) => "&",
        (_, false) => "?",
    };
    let parts = [base, path.as_str(), between, query.as_str()];
    let mut address = Buffer::with_capacity(parts.iter().map(|part| part.len()).sum());
    if path.is_secret() || query.is_secret() {
        address.hold_secret();
    }
    for part in parts {
        address.push_str(part);
    }
    let address = Uri::from_maybe_shared(address.into_bytes()).map_err(|_| error("it is not a URL"))?;
    let authority = address.authority().map(Authority::as_str).unwrap_or_default();
    if authority.contains('@') {
        return Err(error("it must not hold a user name or a password"));
    }
    Ok(address)
}

/// Shows the names of parameters and headers, and the length of the body.
impl fmt::Debug for RequestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { method, path: _, parameters, query: _, headers, body, secrets: _ } = self;
        f.debug_struct("RequestBuilder")
            .field("method", method)
            .field("parameters", &parameters.iter().map(|(_, name)| name).collect::<Vec<_>>())
            .field("headers", &headers.keys().collect::<Vec<_>>())
            .field("bytes", &body.len())
            .finish_non_exhaustive()
    }
}

/// Parses the base URL of a service.
#[cfg(feature = "client-no-tls")]
pub(crate) fn base_url(base_url: &str) -> Result<Uri, RequestError> {
    let mut root = Buffer::default();
    root.push_str("/");
    join(base_url, &root, &Buffer::default())
}
