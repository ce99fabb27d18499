//! Bodies of answers to values, by their `Content-Type`.

use core::fmt;
use std::borrow::Cow;
use std::error::Error;

use encoding_rs::{Encoding, UTF_8};
use mime::Mime;

use crate::runtime::request::Wire;
use crate::runtime::{Limits, ReadError, Value};

/// The longest media type that an error shows, in characters.
const MAX_SHOWN: usize = 100;

/// The body of an answer could not be read as the type that was asked for. The answer holds its bytes.
#[derive(Debug)]
#[non_exhaustive]
pub enum DecodeError {
    /// There is no body.
    Empty,
    /// The body is not all there.
    Cut,
    /// The answer has no `Content-Type`, so that it is not known what the body is.
    NoMediaType,
    /// The body is in a media type that no model is read from.
    MediaType {
        /// The media type.
        found: String,
    },
    /// The crate was built without the wire of the media type.
    Disabled {
        /// The cargo feature to switch on.
        feature: &'static str,
    },
    /// The type that was asked for has no XML: only a model has.
    NoXml,
    /// The text is in an encoding that is not known, or is not what it says.
    Charset {
        /// The encoding.
        found: String,
    },
    /// The body is not what the description says.
    Read(ReadError),
}

/// Reads a body into a value.
pub(super) fn body(
    value: &mut dyn Value,
    content_type: Option<&str>,
    body: &[u8],
    limits: Limits,
) -> Result<(), DecodeError> {
    if body.is_empty() {
        return Err(DecodeError::Empty);
    }
    let content_type = content_type.ok_or(DecodeError::NoMediaType)?;
    let other = || DecodeError::MediaType { found: shown(content_type) };
    let media_type: Mime = content_type.parse().map_err(|_| other())?;
    let wire = wire(&media_type).ok_or_else(other)?;
    limits.check_bytes(body).map_err(DecodeError::Read)?;
    let charset = media_type.get_param(mime::CHARSET).map(|charset| charset.as_str().to_owned());
    let charset = charset.or_else(|| if wire == Wire::Xml { declared(body) } else { None });
    let text = text(body, charset.as_deref())?;
    read(value, wire, &text, limits)
}

/// The wire that a media type is read on.
fn wire(media_type: &Mime) -> Option<Wire> {
    let is_text = matches!(media_type.type_(), mime::APPLICATION | mime::TEXT);
    match (media_type.subtype(), media_type.suffix()) {
        (mime::JSON, None) if is_text => Some(Wire::Json),
        (mime::XML, None) if is_text => Some(Wire::Xml),
        (_, Some(mime::JSON)) => Some(Wire::Json),
        (_, Some(mime::XML)) => Some(Wire::Xml),
        _ => None,
    }
}

/// The text of a body: by its byte order mark, or else in `charset`, or else in UTF-8.
fn text<'a>(body: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, DecodeError> {
    let named = |label: &str| Encoding::for_label(label.as_bytes());
    let error = || DecodeError::Charset { found: shown(charset.unwrap_or("utf-8")) };
    let (encoding, mark) = match (Encoding::for_bom(body), charset) {
        (Some(found), _) => found,
        (None, Some(label)) => (named(label).ok_or_else(error)?, 0),
        (None, None) => (UTF_8, 0),
    };
    let bytes = body.get(mark..).unwrap_or_default();
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or_else(error)?;
    Ok(text)
}

/// The encoding that the declaration of an XML document names.
fn declared(body: &[u8]) -> Option<String> {
    let (declaration, _) = split_declaration(body)?;
    let text = str::from_utf8(declaration).ok()?;
    let (_, rest) = text.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    rest.split(quote).nth(1).map(str::to_owned)
}

/// The declaration at the start of an XML document, and what follows it.
fn split_declaration(document: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = document.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).position(|pair| pair == b"?>")?;
    document.split_at_checked(b"<?xml".len() + end + 2)
}

fn read(value: &mut dyn Value, wire: Wire, text: &str, limits: Limits) -> Result<(), DecodeError> {
    let _ = (&value, text, limits);
    match wire {
        #[cfg(feature = "json")]
        Wire::Json => crate::runtime::json::read_into(value, text, limits).map_err(DecodeError::Read),
        #[cfg(not(feature = "json"))]
        Wire::Json => Err(DecodeError::Disabled { feature: "json" }),
        #[cfg(feature = "xml")]
        Wire::Xml => match value.open() {
            crate::runtime::Open::Object(object) => {
                let text = without_encoding(text);
                crate::runtime::xml::read_into(object, &text, limits).map_err(DecodeError::Read)
            }
            _ => Err(DecodeError::NoXml),
        },
        #[cfg(not(feature = "xml"))]
        Wire::Xml => Err(DecodeError::Disabled { feature: "xml" }),
        Wire::Form => Err(DecodeError::MediaType { found: String::from("application/x-www-form-urlencoded") }),
    }
}

/// A document without its declaration, whose encoding is no longer that of the text. What follows stays where it was.
#[cfg(feature = "xml")]
fn without_encoding(text: &str) -> Cow<'_, str> {
    match split_declaration(text.as_bytes()) {
        Some((declaration, rest)) if declaration.windows(8).any(|word| word == b"encoding") => {
            let blank = declaration.iter().map(|byte| if *byte == b'\n' { '\n' } else { ' ' });
            blank.chain(String::from_utf8_lossy(rest).chars()).collect::<String>().into()
        }
        _ => Cow::Borrowed(text),
    }
}

/// A text of the service's as an error can hold it.
fn shown(text: &str) -> String {
    text.chars().take(MAX_SHOWN).map(|letter| if letter.is_control() { '\u{fffd}' } else { letter }).collect()
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("the answer has no body"),
            Self::Cut => f.write_str("the body of the answer is not all there"),
            Self::NoMediaType => f.write_str("the answer does not say what its body is: it has no `Content-Type`"),
            Self::MediaType { found } => write!(f, "no model is read from `{found}`"),
            Self::Disabled { feature } => write!(f, "this crate was built without the feature `{feature}`"),
            Self::NoXml => f.write_str("only a model can be read from XML"),
            Self::Charset { found } => write!(f, "the body is no text in the encoding `{found}`"),
            Self::Read(_) => f.write_str("the body is not what the description says"),
        }
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Read(error) => Some(error),
            _ => None,
        }
    }
}
