//! What was sent as a secret, to tell where a response repeats it.
//!
//! In: the secrets of a request, its sensitive headers and the token. Out: whether a word of the service may be shown. A
//! service can repeat what it was sent wherever it has words of its own: in an id, in the code of an error response.

use std::sync::Arc;

use http::header::{AUTHORIZATION, COOKIE};
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::runtime::Secret;
use crate::runtime::request::{Basic, RequestSecrets};

/// The longest word of the service's that is shown, in characters.
const MAX_WORD: usize = 64;

/// So many characters in a row that occur in a secret as well are a part of it.
const MAX_COMMON: usize = 8;

/// Fewer occur in other words by chance: a secret, or a word, that is shorter counts as a whole only.
const MIN_COMMON: usize = 4;

/// The secrets that were sent.
pub(super) struct SentSecrets {
    /// The sensitive ones, and those with a token.
    headers: Vec<(HeaderName, HeaderValue)>,
    secrets: Arc<[Secret]>,
}

impl SentSecrets {
    /// The secrets of a request, and those that the client has for all of them.
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

    /// Whether a word of the service's can be shown: it looks like an id or a code, and repeats no secret.
    pub(super) fn allows(&self, word: &str) -> bool {
        is_word(word) && !self.is_repeated_in(word)
    }

    /// Whether a word repeats a secret, all of one or a part.
    pub(super) fn is_repeated_in(&self, word: &str) -> bool {
        let headers = self.headers.iter().filter_map(|(name, value)| Some((name, value.to_str().ok()?)));
        headers.flat_map(|(name, value)| secrets_of(name, value)).any(|secret| repeats(word, secret))
            || self.secrets.iter().any(|secret| repeats(word, secret.expose()))
    }
}

/// Whether a text looks like an id or a code.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() <= MAX_WORD && text.bytes().all(in_word)
}

fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-_.:".contains(&byte)
}

/// What is secret of a header: of a token not its scheme, and of cookies not their names.
fn secrets_of<'a>(name: &HeaderName, value: &'a str) -> impl Iterator<Item = &'a str> {
    let separator = match *name {
        AUTHORIZATION => ' ',
        COOKIE => '=',
        // No header has it.
        _ => '\n',
    };
    value.split(separator).skip(usize::from(value.contains(separator)))
}

/// Whether word and secret have so many characters in a row in common, in either case: [`MAX_COMMON`], or all of the shorter.
fn repeats(word: &str, secret: &str) -> bool {
    let count = word.len().min(secret.len()).min(MAX_COMMON);
    if count < MIN_COMMON { word.eq_ignore_ascii_case(secret) } else { have_in_common(word, secret, count) }
}

/// Goes through the secret once: a row of characters is looked for in the word only where all of them occur in it.
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
