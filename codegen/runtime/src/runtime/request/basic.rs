//! Basic credentials: a user name and a password in the header `Authorization` (RFC 7617).

use core::fmt;

use http::HeaderValue;

use super::{RequestError, secret_value};
use crate::runtime::Secret;

/// The digits of Base64: RFC 4648, section 4.
const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// A user name and a password. Neither is shown.
#[derive(Clone)]
pub struct Basic {
    user: Secret,
    password: Secret,
}

impl Basic {
    /// The credentials of a user.
    #[must_use]
    pub fn new(user: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        Self { user: user.into(), password: password.into() }
    }

    /// The value of the header `Authorization`, marked as sensitive.
    pub(crate) fn header(&self) -> Result<HeaderValue, RequestError> {
        let [user, password] = [&self.user, &self.password].map(Secret::expose);
        let has_controls = [user, password].iter().any(|text| text.contains(char::is_control));
        if user.contains(':') || has_controls {
            let why = "a user name holds no colon, and neither it nor a password control characters";
            return Err(RequestError::Parameter { name: "Authorization", why });
        }
        let pair = Secret::concat(&[user, ":", password]);
        let digits = Secret::from(base64(pair.expose().as_bytes()));
        let error = RequestError::Parameter { name: "Authorization", why: "it is no header" };
        secret_value(&["Basic ", digits.expose()]).ok_or(error)
    }

    /// The user name and the password.
    pub(crate) fn parts(&self) -> [&Secret; 2] {
        [&self.user, &self.password]
    }
}

fn base64(bytes: &[u8]) -> String {
    let digit =
        |bits: u32| DIGITS.get(usize::try_from(bits & 63).unwrap_or_default()).map_or('=', |it| char::from(*it));
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |index: usize| u32::from(chunk.get(index).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        let digits = [bits >> 18, bits >> 12, bits >> 6, bits].map(digit);
        text.extend(digits.into_iter().take(chunk.len() + 1));
        text.extend(core::iter::repeat_n('=', 3 - chunk.len()));
    }
    text
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Basic(not shown)")
    }
}
