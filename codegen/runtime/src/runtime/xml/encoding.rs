//! Charsets of documents.

use std::borrow::Cow;

use crate::runtime::error::{Position, ReadError, ReadErrorKind};

/// Decodes a document, without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        _ => decode_utf8(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)).map(Cow::Borrowed),
    }
}

/// Removes the byte order mark.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Returns `true` if a decoded document may declare this charset. UTF-16 has been decoded by its byte order mark, or
/// the document was a string.
pub(super) fn is_supported(encoding: &str) -> bool {
    ["utf-8", "utf8", "utf-16", "us-ascii", "ascii"].iter().any(|name| name.eq_ignore_ascii_case(encoding))
}

fn decode_utf8(bytes: &[u8]) -> Result<&str, ReadError> {
    str::from_utf8(bytes).map_err(|error| {
        ReadError::new(ReadErrorKind::Syntax("a byte that is not UTF-8")).at(Position::of(bytes, error.valid_up_to()))
    })
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ReadError> {
    let (units, rest) = bytes.as_chunks();
    let text: Result<String, _> = char::decode_utf16(units.iter().map(|bytes| unit(*bytes))).collect();
    match text {
        Ok(text) if rest.is_empty() => Ok(text),
        Ok(_) => Err(ReadError::new(ReadErrorKind::UnexpectedEnd)),
        Err(_) => Err(ReadError::new(ReadErrorKind::Syntax("a surrogate that has no pair"))),
    }
}
