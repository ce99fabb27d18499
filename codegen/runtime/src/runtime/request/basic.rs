//! Basic credentials: a user name and a password in the header `Authorization` (RFC 7617).

use core::fmt;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use http::HeaderValue;
use zeroize::Zeroizing;

use super::{RequestError, secret_value};
use crate::runtime::secret::Secret;

/// A user name and a password. Neither is shown.
#[derive(Clone)]
pub struct Basic {
    user: Secret,
    password: Secret,
}

impl Basic {
    /// Creates the credentials of a user.
    #[must_use]
    pub fn new(user: impl Into<Secret>, password: impl Into<Secret>) -> Self {
        Self { user: user.into(), password: password.into() }
    }

    /// Returns the value of the header `Authorization`, marked as sensitive.
    pub(crate) fn header(&self) -> Result<HeaderValue, RequestError> {
        let [user, password] = [&self.user, &self.password].map(Secret::expose);
        let has_controls = [user, password].iter().any(|text| text.contains(char::is_control));
        if user.contains(':') || has_controls {
            let why = "a user name holds no colon, and neither it nor a password control characters";
            return Err(RequestError::Parameter { name: "Authorization", why });
        }
        let error = RequestError::Parameter { name: "Authorization", why: "a header cannot hold it" };
        encoded(&Secret::concat(&[user, ":", password])).ok_or(error)
    }

    /// Returns the user name and the password.
    pub(crate) fn parts(&self) -> [&Secret; 2] {
        [&self.user, &self.password]
    }
}

/// Encodes credentials by Base64, in memory that is wiped.
fn encoded(credentials: &Secret) -> Option<HeaderValue> {
    let credentials = credentials.expose().as_bytes();
    let mut digits = Zeroizing::new(vec![0; base64::encoded_len(credentials.len(), true)?]);
    BASE64_STANDARD.encode_slice(credentials, &mut digits).ok()?;
    secret_value(&["Basic ", str::from_utf8(&digits).ok()?])
}

impl fmt::Debug for Basic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Basic(not shown)")
    }
}
