//! The secrets that were sent, to detect a response that repeats them.
//!
//! In: the secrets of a request, its sensitive headers and the token. Out: whether a string of the service may be
//! shown. A service can repeat the request in an id or in an error code.

use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::request::{Basic, RequestSecrets};
use crate::runtime::secret::Secret;

/// The longest string of the service that is shown, in characters.
const MAX_IDENTIFIER: usize = 64;

/// A string with this many characters in a row of a secret repeats a part of it.
const MAX_COMMON: usize = 8;

/// The minimum length for the comparison of runs, because shorter runs occur by chance. A string and a secret of which
/// one is shorter are compared as a whole.
const MIN_COMMON: usize = 4;

/// The secrets that were sent.
pub(super) struct SentSecrets {
    /// The sensitive headers, and those with a token.
    headers: Vec<(HeaderName, HeaderValue)>,
    secrets: Arc<[Secret]>,
}

impl SentSecrets {
    /// Collects the secrets of a request, and those of the client.
    pub(super) fn new<'a>(
        headers: &HeaderMap,
        tokens: impl Iterator<Item = &'a HeaderValue>,
        secrets: &RequestSecrets,
        basic: Option<&Basic>,
    ) -> Self {
        let tokens = tokens.map(|token| (AUTHORIZATION, token.clone()));
        let headers = headers.iter().filter(|(_, value)| value.is_sensitive());
        let headers = headers.map(|(name, value)| (name.clone(), value.clone())).chain(tokens).collect();
        let secrets = match basic {
            Some(basic) => secrets.0.iter().chain(basic.parts()).cloned().collect(),
            None => Arc::clone(&secrets.0),
        };
        Self { headers, secrets }
    }

    /// Returns `true` if a string of the service can be shown: it looks like an id or a code, and repeats no secret.
    pub(super) fn allows(&self, word: &str) -> bool {
        is_identifier(word) && !self.is_repeated_in(word)
    }

    /// Returns `true` if a string repeats a secret or a part of one.
    pub(super) fn is_repeated_in(&self, word: &str) -> bool {
        let headers = self.headers.iter().filter_map(|(name, value)| Some((name, value.to_str().ok()?)));
        headers.flat_map(|(name, value)| secrets_of(name, value)).any(|secret| repeats(word, secret))
            || self.secrets.iter().any(|secret| repeats(word, secret.expose()))
    }
}

/// Returns `true` if a string looks like an id or a code.
pub(super) fn is_identifier(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_IDENTIFIER && text.bytes().all(in_identifier)
}

fn in_identifier(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte)
}

/// Returns the secret parts of a header: the token without its scheme, and the values of cookies.
fn secrets_of<'a>(name: &HeaderName, value: &'a str) -> impl Iterator<Item = &'a str> {
    let separator = match *name {
        AUTHORIZATION => ' ',
        COOKIE => '=',
        // No header holds a line feed.
        _ => '\n',
    };
    value.split(separator).skip(usize::from(value.contains(separator)))
}

/// Returns `true` if the string and the secret share this many characters in a row, ignoring ASCII case:
/// [`MAX_COMMON`], or the whole of the shorter one.
fn repeats(word: &str, secret: &str) -> bool {
    let count = word.len().min(secret.len()).min(MAX_COMMON);
    if count < MIN_COMMON { word.eq_ignore_ascii_case(secret) } else { have_in_common(word, secret, count) }
}

/// Scans the secret once. A run of characters is searched in the string only if all of them occur in it.
fn have_in_common(word: &str, secret: &str, count: usize) -> bool {
    let occurs = |byte: u8| word.bytes().any(|other| other.eq_ignore_ascii_case(&byte));
    let occurs: Vec<bool> = (0..=u8::MAX).map(occurs).collect();
    let occurs = |byte: &u8| occurs.get(usize::from(*byte)) == Some(&true);
    let mut row = 0;
    (1..=secret.len()).any(|end| {
        let before = secret.as_bytes().get(..end).unwrap_or_default();
        row = if before.last().is_some_and(occurs) { row + 1 } else { 0 };
        let common = before.get(end.saturating_sub(count)..).filter(|_| row >= count);
        common.is_some_and(|common| word.as_bytes().windows(count).any(|other| other.eq_ignore_ascii_case(common)))
    })
}
