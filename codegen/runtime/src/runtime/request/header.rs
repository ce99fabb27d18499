//! Header values, and those that are secret.
//!
//! In: a string. Out: a header value. One that holds a secret is marked as sensitive, and wiped when its last owner
//! drops it.

use http::HeaderValue;

use super::RequestError;
use crate::runtime::secret::Buffer;
use crate::runtime::secret::Secret;

/// Returns the header `Authorization` for a bearer token, marked as sensitive. Services have tokens beyond the alphabet
/// of RFC 6750, so any visible character of ASCII may be in one.
pub(crate) fn bearer(token: &Secret) -> Result<HeaderValue, RequestError> {
    if token.expose().is_empty() || !token.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(RequestError::Token);
    }
    secret_value(&["Bearer ", token.expose()]).ok_or(RequestError::Token)
}

/// Concatenates strings to a header value that is marked as sensitive. It is wiped when its last owner drops it.
pub(crate) fn secret_value(parts: &[&str]) -> Option<HeaderValue> {
    let mut text = Buffer::with_capacity(parts.iter().map(|part| part.len()).sum());
    text.hold_secret();
    for part in parts {
        text.push_str(part);
    }
    buffered_value(text)
}

/// Converts a buffer as [`header_value`] does; one with a secret is marked as sensitive.
pub(super) fn buffered_value(text: Buffer) -> Option<HeaderValue> {
    let is_plain = is_plain(text.as_str());
    let is_secret = text.is_secret();
    let mut value = HeaderValue::from_maybe_shared(text.into_bytes()).ok().filter(|_| is_plain)?;
    value.set_sensitive(is_secret);
    Some(value)
}

/// Converts a string to a header value, if it is visible ASCII: a header has no encoding, so services disagree on
/// anything else.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok().filter(|_| is_plain(text))
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte))
}
