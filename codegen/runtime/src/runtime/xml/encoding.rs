//! Charsets of documents.
//!
//! A byte order mark tells the charset, or else the first character, or else the declaration. A declaration that says
//! UTF-16 and can be read is wrong, and the document is in UTF-8: .NET says so in documents that were strings. Latin-1
//! is Windows-1252, as in browsers and in the client.

use std::borrow::Cow;

use crate::runtime::error::{Position, ReadError, ReadErrorKind};

/// Decodes a document, without its byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ReadError> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => return decode_utf8(rest).map(Cow::Borrowed),
        [0xFF, 0xFE, rest @ ..] => return decode_utf16(rest, u16::from_le_bytes).map(Cow::Owned),
        [0xFE, 0xFF, rest @ ..] => return decode_utf16(rest, u16::from_be_bytes).map(Cow::Owned),
        _ => {}
    }
    let Some(charset) = charset(bytes) else { return decode_utf8(bytes).map(Cow::Borrowed) };
    match charset.to_ascii_lowercase().as_str() {
        LITTLE_ENDIAN => decode_utf16(bytes, u16::from_le_bytes).map(Cow::Owned),
        BIG_ENDIAN => decode_utf16(bytes, u16::from_be_bytes).map(Cow::Owned),
        "utf-8" | "utf8" => decode_utf8(bytes).map(Cow::Borrowed),
        "us-ascii" | "ascii" => match bytes.iter().position(|byte| !byte.is_ascii()) {
            None => decode_utf8(bytes).map(Cow::Borrowed),
            Some(at) => Err(malformed(bytes, at, "a byte that is not US-ASCII")),
        },
        "iso-8859-1" | "iso8859-1" | "latin1" | "windows-1252" | "cp1252" => Ok(Cow::Owned(decode_windows_1252(bytes))),
        _ => Err(ReadError::new(UNSUPPORTED).at(Position::of(bytes, 0))),
    }
}

/// Returns the charset of a document without a byte order mark, if it is not UTF-8.
pub(crate) fn charset(bytes: &[u8]) -> Option<&str> {
    match bytes {
        [b'<', 0, ..] => return Some(LITTLE_ENDIAN),
        [0, b'<', ..] => return Some(BIG_ENDIAN),
        _ => {}
    }
    let rest = bytes.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).position(|pair| pair == b"?>")?;
    let (_, rest) = str::from_utf8(rest.get(..end)?).ok()?.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let stated = rest.split(quote).nth(1)?;
    let is_utf16 = stated.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("utf-16"));
    (!is_utf16).then_some(stated)
}

/// Removes the byte order mark.
pub(super) fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

const LITTLE_ENDIAN: &str = "utf-16le";
const BIG_ENDIAN: &str = "utf-16be";

const UNSUPPORTED: ReadErrorKind =
    ReadErrorKind::Forbidden("an encoding other than UTF-8, UTF-16, US-ASCII, ISO-8859-1 and Windows-1252");

fn decode_utf8(bytes: &[u8]) -> Result<&str, ReadError> {
    str::from_utf8(bytes).map_err(|error| malformed(bytes, error.valid_up_to(), "a byte that is not UTF-8"))
}

fn malformed(bytes: &[u8], at: usize, what: &'static str) -> ReadError {
    ReadError::new(ReadErrorKind::Syntax(what)).at(Position::of(bytes, at))
}

/// The characters of the bytes 80 to 9F; those that have none are control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

fn decode_windows_1252(bytes: &[u8]) -> String {
    let decode = |byte: &u8| match WINDOWS_1252.get(usize::from(byte.wrapping_sub(0x80))) {
        Some(character) => *character,
        None => char::from(*byte),
    };
    bytes.iter().map(decode).collect()
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
