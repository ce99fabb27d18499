//! Decoding of response bodies, by their `Content-Type`.

use core::fmt;
use std::borrow::Cow;
use std::error::Error;

use encoding_rs::{Encoding, UTF_8};
use http::HeaderMap;
use http::header::{CONTENT_ENCODING, CONTENT_TYPE};

use super::BoxError;
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::limits::Limits;
use crate::runtime::request::Wire;
use crate::runtime::value::{Mismatch, ScalarInput, Value, ValueMut};

/// The media types and content codings that errors name. An unknown one may be anything, such as a secret that the
/// service repeats.
const KNOWN: &[&str] = &[
    "text/html",
    "text/plain",
    "text/csv",
    "text/css",
    "text/javascript",
    "text/event-stream",
    "application/json",
    "application/xml",
    "text/json",
    "text/xml",
    "application/problem+json",
    "application/problem+xml",
    "application/xhtml+xml",
    "application/soap+xml",
    "application/x-www-form-urlencoded",
    "application/octet-stream",
    "application/pdf",
    "application/zip",
    "application/gzip",
    "application/javascript",
    "application/x-ndjson",
    "multipart/form-data",
    "multipart/mixed",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/svg+xml",
    "gzip",
    "x-gzip",
    "deflate",
    "compress",
    "br",
    "zstd",
];

/// An error of decoding the body of a response. The response has the bytes and the headers; the error names only
/// well-known values of them.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecodeError {
    /// The body is empty or blank.
    Empty,
    /// The body is incomplete.
    Truncated,
    /// The response has no `Content-Type`.
    NoMediaType,
    /// The media type is not supported.
    MediaType {
        /// The media type, if it is a common one.
        found: Option<&'static str>,
    },
    /// The crate was built without the wire format of the media type.
    Disabled {
        /// The cargo feature to enable.
        feature: &'static str,
    },
    /// The body is compressed, although the request did not ask for it.
    Compressed {
        /// The `Content-Encoding`, if it is a common one.
        found: Option<&'static str>,
    },
    /// The charset is unknown, or the body is not valid in it.
    Charset {
        /// The charset, if it is known.
        found: Option<&'static str>,
    },
    /// The description does not have the status.
    Undocumented {
        /// The status.
        status: u16,
    },
    /// The body is not of the declared type.
    Read(ReadError),
    /// The check of the client refused the value.
    Invalid(BoxError),
}

/// The content type of a response.
#[derive(Clone, Copy)]
pub(super) struct ContentType<'a> {
    /// The media type, without parameters.
    pub(super) media_type: &'a str,
    pub(super) charset: Option<&'a str>,
}

impl<'a> ContentType<'a> {
    /// Parses `text/xml; charset="utf-8"`. Other parameters are ignored, because servers are careless with them.
    pub(super) fn of(headers: &'a HeaderMap) -> Option<Self> {
        let text = headers.get(CONTENT_TYPE)?.to_str().ok()?;
        let mut parts = text.split(';').map(str::trim);
        let media_type = parts.next().filter(|media_type| !media_type.is_empty())?;
        let charset = |part: &'a str| {
            let (name, value) = part.split_once('=')?;
            let value = value.trim().trim_matches(['"', '\'']);
            (name.trim_end().eq_ignore_ascii_case("charset") && !value.is_empty()).then_some(value)
        };
        Some(Self { media_type, charset: parts.find_map(charset) })
    }
}

/// Reads the body of a response into a value.
pub(super) fn body(value: &mut dyn Value, headers: &HeaderMap, body: &[u8], limits: Limits) -> Result<(), DecodeError> {
    let is_blank = body.trim_ascii().is_empty();
    let encoding = headers.get(CONTENT_ENCODING).filter(|encoding| !encoding.is_empty() && *encoding != "identity");
    if let Some(encoding) = encoding.filter(|_| !is_blank) {
        return Err(DecodeError::Compressed { found: known(encoding.to_str().unwrap_or_default()) });
    }
    let content_type = ContentType::of(headers);
    // A file accepts any body, even an empty one.
    let stated = headers.get(CONTENT_TYPE).and_then(|stated| stated.to_str().ok());
    if value.put(ScalarInput::Bytes { bytes: body, content_type: stated }).is_ok() {
        return Ok(());
    }
    let wire = content_type.map(|content_type| Wire::of(content_type.media_type));
    if is_blank && wire != Some(Wire::Text) {
        return Err(DecodeError::Empty);
    }
    let (Some(wire), Some(content_type)) = (wire, content_type) else { return Err(DecodeError::NoMediaType) };
    let is_supported = match wire {
        Wire::Json | Wire::Xml => true,
        Wire::Text => matches!(value.value_mut(), ValueMut::Scalar | ValueMut::Digits | ValueMut::Any(_)),
        Wire::Form | Wire::Multipart | Wire::Bytes => false,
    };
    if !is_supported {
        return Err(DecodeError::MediaType { found: known(content_type.media_type) });
    }
    limits.check_bytes(body).map_err(DecodeError::Read)?;
    typed(value, wire, content_type.charset, body, limits)
}

/// Reads a body in a wire format into a value.
pub(super) fn typed(
    value: &mut dyn Value,
    wire: Wire,
    charset: Option<&str>,
    body: &[u8],
    limits: Limits,
) -> Result<(), DecodeError> {
    let declared = if charset.is_none() && wire == Wire::Xml { declared(body) } else { None };
    let text = text(body, charset.or(declared))?;
    read(value, wire, &text, limits)
}

/// Decodes a body by its byte order mark, or else in `charset`, or else in UTF-8.
pub(super) fn text<'a>(body: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, DecodeError> {
    let (encoding, mark) = match (Encoding::for_bom(body), charset) {
        (Some(found), _) => found,
        (None, Some(label)) => (Encoding::for_label(label.as_bytes()).ok_or(DecodeError::Charset { found: None })?, 0),
        (None, None) => (UTF_8, 0),
    };
    let bytes = body.get(mark..).unwrap_or_default();
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.ok_or_else(|| DecodeError::Charset { found: Some(encoding.name()) })
}

/// Returns the charset that an XML document states, if it is not UTF-8.
#[cfg(feature = "xml")]
fn declared(body: &[u8]) -> Option<&str> {
    crate::runtime::xml::charset(body)
}

#[cfg(not(feature = "xml"))]
fn declared(_: &[u8]) -> Option<&str> {
    None
}

fn read(value: &mut dyn Value, wire: Wire, text: &str, limits: Limits) -> Result<(), DecodeError> {
    let _ = (&value, text, limits);
    match wire {
        #[cfg(feature = "json")]
        Wire::Json => crate::runtime::json::read_into(value, text, limits).map_err(DecodeError::Read),
        #[cfg(not(feature = "json"))]
        Wire::Json => Err(DecodeError::Disabled { feature: "json" }),
        #[cfg(feature = "xml")]
        Wire::Xml => match value.value_mut() {
            ValueMut::Object(object) => crate::runtime::xml::read_into(object, text, limits),
            _ => crate::runtime::xml::read_value_into(value, text, limits),
        }
        .map_err(DecodeError::Read),
        #[cfg(not(feature = "xml"))]
        Wire::Xml => Err(DecodeError::Disabled { feature: "xml" }),
        Wire::Text => scalar(value, text),
        // No response is read from these formats.
        Wire::Form | Wire::Multipart | Wire::Bytes => Err(DecodeError::MediaType { found: None }),
    }
}

/// Reads a scalar from text.
fn scalar(value: &mut dyn Value, text: &str) -> Result<(), DecodeError> {
    let mismatch = |expected| ReadErrorKind::WrongType { expected, found: ScalarInput::Lexical(text).found(expected) };
    value
        .put(ScalarInput::Lexical(text))
        .map_err(|Mismatch { expected }| DecodeError::Read(ReadError::new(mismatch(expected))))
}

/// Returns a media type or a content coding as a constant, if it is a common one.
fn known(found: &str) -> Option<&'static str> {
    KNOWN.iter().find(|known| known.eq_ignore_ascii_case(found)).copied()
}

impl DecodeError {
    /// Removes strings of the service from the path: it may repeat what it was sent.
    pub(super) fn without_keys(self) -> Self {
        match self {
            Self::Read(error) => Self::Read(error.without_keys()),
            other => other,
        }
    }

    /// Returns the kind of the [`ReadError`], if there is one.
    #[must_use]
    pub fn kind(&self) -> Option<ReadErrorKind> {
        match self {
            Self::Read(error) => Some(error.kind()),
            _ => None,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the response has no body"),
            Self::Truncated => f.write_str("the body of the response is incomplete"),
            Self::NoMediaType => f.write_str("the response has no `Content-Type`"),
            Self::MediaType { found: Some(found) } => write!(f, "unsupported media type `{found}`"),
            Self::MediaType { found: None } => {
                f.write_str("the media type in the `Content-Type` of the response is not supported")
            }
            Self::Disabled { feature } => write!(f, "this crate was built without the feature `{feature}`"),
            Self::Compressed { found } => {
                f.write_str("the body is compressed, although the request did not ask for it")?;
                found.map_or(Ok(()), |found| write!(f, ": `{found}`"))
            }
            Self::Charset { found: Some(found) } => write!(f, "the body is not valid in the charset `{found}`"),
            Self::Charset { found: None } => {
                f.write_str("the charset is unknown: see the `Content-Type` of the response")
            }
            Self::Undocumented { status } => write!(f, "the description has no response `{status}`"),
            Self::Read(_) => f.write_str("the body is not of the declared type"),
            Self::Invalid(_) => f.write_str("the body is not valid"),
        }
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            Self::Invalid(error) => Some(&**error),
            _ => None,
        }
    }
}
