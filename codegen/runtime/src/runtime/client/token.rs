//! Bearer tokens: where they come from, and how long one is used.

use core::fmt;
use core::pin::Pin;
use core::time::Duration;
use std::time::Instant;

use http::HeaderValue;
use tokio::sync::Mutex;

use crate::runtime::{Secret, request};

/// An error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long before it expires a token is no longer used, or a tenth of its time if that is shorter.
const MARGIN: Duration = Duration::from_mins(1);

/// A bearer token.
#[derive(Clone, Debug)]
#[must_use]
pub struct Token {
    secret: Secret,
    lifetime: Option<Duration>,
}

impl Token {
    /// A token, the word `Bearer` left out, that is used until the service refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// Says how long it lives from now on, as the `expires_in` of OAuth does. Another one is asked for a minute before.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl<T: Into<Secret>> From<T> for Token {
    fn from(secret: T) -> Self {
        Self::new(secret)
    }
}

/// Where bearer tokens come from. A function that returns a future is one as well.
///
/// A client keeps the token and shares it among its calls: it asks for another one when that expires or is refused, and
/// asks once, however many calls wait for it.
pub trait TokenSource: Send + Sync + 'static {
    /// A token that the service should take: another one than before, if there was one.
    ///
    /// # Errors
    /// Whatever keeps it from getting one. The call ends with it as the source of its error.
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send;
}

impl<F, R> TokenSource for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BoxError>> + Send,
{
    fn token(&self) -> impl Future<Output = Result<Token, BoxError>> + Send {
        self()
    }
}

/// A source, whichever it is.
trait AnySource: Send + Sync {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + '_>>;
}

impl<S: TokenSource> AnySource for S {
    fn token(&self) -> Pin<Box<dyn Future<Output = Result<Token, BoxError>> + Send + '_>> {
        Box::pin(TokenSource::token(self))
    }
}

/// The tokens of a client, as the header `Authorization` has them.
pub(super) enum Tokens {
    /// Operations bring their own.
    None,
    /// One that stays as it is.
    Fixed(HeaderValue),
    /// Those of a source.
    Source(Source),
}

/// A source, and the token that it gave last.
pub(super) struct Source {
    source: Box<dyn AnySource>,
    kept: Mutex<Option<Kept>>,
}

/// A token, and the end of its use.
struct Kept {
    header: HeaderValue,
    until: Option<Instant>,
}

impl Tokens {
    pub(super) fn from_source(source: impl TokenSource) -> Self {
        Self::Source(Source { source: Box::new(source), kept: Mutex::new(None) })
    }

    /// Whether a token that was refused can be replaced.
    pub(super) fn can_refresh(&self) -> bool {
        matches!(self, Self::Source(_))
    }
}

impl Source {
    /// A token to send, another one than `refused`.
    ///
    /// The lock is held while a token is on its way, so that other calls wait for the same one.
    pub(super) async fn get(&self, refused: Option<&HeaderValue>) -> Result<HeaderValue, BoxError> {
        let mut kept = self.kept.lock().await;
        if let Some(token) = kept.as_ref().filter(|token| token.is_usable(refused)) {
            return Ok(token.header.clone());
        }
        let token = self.source.token().await?;
        let header = request::bearer(&token.secret)?;
        let until = token
            .lifetime
            .and_then(|lifetime| Instant::now().checked_add(lifetime.saturating_sub(MARGIN.min(lifetime / 10))));
        *kept = Some(Kept { header: header.clone(), until });
        Ok(header)
    }
}

impl Kept {
    fn is_usable(&self, refused: Option<&HeaderValue>) -> bool {
        refused != Some(&self.header) && self.until.is_none_or(|until| Instant::now() < until)
    }
}

impl fmt::Debug for Tokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "none",
            Self::Fixed(_) => "fixed",
            Self::Source(_) => "from a source",
        })
    }
}
