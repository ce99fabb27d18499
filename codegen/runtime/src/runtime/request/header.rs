//! Values of headers: what they can hold, and those that are secret.
//!
//! In: text. Out: a header value, which is marked as sensitive if it holds a secret, and wiped when the last who has it is done
//! with it.

use http::HeaderValue;

use super::RequestError;
use crate::runtime::Secret;
use crate::runtime::secret::Buffer;

/// A bearer token as the header `Authorization` has it, marked as sensitive.
pub(crate) fn bearer(token: &Secret) -> Result<HeaderValue, RequestError> {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
    if token.expose().is_empty() || !token.expose().bytes().all(is_token) {
        return Err(RequestError::Token);
    }
    secret_value(&["Bearer ", token.expose()]).ok_or(RequestError::Token)
}

/// A header value of these parts, marked as sensitive. It is wiped when the last who has it is done with it.
pub(crate) fn secret_value(parts: &[&str]) -> Option<HeaderValue> {
    let mut text = Buffer::with_capacity(parts.iter().map(|part| part.len()).sum());
    text.hold_secret();
    for part in parts {
        text.push_str(part);
    }
    buffered_value(text)
}

/// As [`header_value`]; one with a secret is marked as sensitive.
pub(super) fn buffered_value(text: Buffer) -> Option<HeaderValue> {
    let is_plain = is_plain(text.as_str());
    let is_secret = text.is_secret();
    let mut value = HeaderValue::from_maybe_shared(text.into_bytes()).ok().filter(|_| is_plain)?;
    value.set_sensitive(is_secret);
    Some(value)
}

/// A header value, if it is ASCII: a header has no encoding, so what the service would make of more is open.
pub(crate) fn header_value(text: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(text).ok().filter(|_| is_plain(text))
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte == b'\t' || (b' '..=b'~').contains(&byte))
}
