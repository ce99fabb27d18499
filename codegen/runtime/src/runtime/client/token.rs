//! Bearer tokens: where they come from, and how long one is used.

use core::fmt;
use core::pin::Pin;
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::Shared;
use http::HeaderValue;
use tokio::time::Instant;

use crate::runtime::{Secret, request};

/// An error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long before it expires another token is asked for, or a tenth of its time if that is shorter.
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

/// Where bearer tokens come from. A function without arguments that returns a future is one as well.
///
/// A client keeps the token and shares it among its calls. It asks for another one before that expires, and when it is
/// refused: once, however many calls wait for it, and all of them get what comes of it, be it a token or an error. What one
/// call no longer waits for, the next one goes on with.
pub trait TokenSource: Send + Sync + 'static {
    /// A token that the service should take. `refused` is one that it has just answered with 401: a source with a memory
    /// of its own must not give that again.
    ///
    /// # Errors
    /// Whatever keeps it from getting one. A call that has no other token ends with it as the source of its error.
    fn token(&self, refused: Option<&Secret>) -> impl Future<Output = Result<Token, BoxError>> + Send;
}

impl<F, R> TokenSource for F
where
    F: Fn() -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BoxError>> + Send,
{
    fn token(&self, _: Option<&Secret>) -> impl Future<Output = Result<Token, BoxError>> + Send {
        self()
    }
}

/// A future of any type.
type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A token on its way, which any number of calls wait for.
type Fetch = Shared<Boxed<Result<Kept, SharedError>>>;

/// A source, whichever it is.
trait AnySource: Send + Sync {
    fn fetch(self: Arc<Self>, refused: Option<Secret>) -> Boxed<Result<Kept, SharedError>>;
}

impl<S: TokenSource> AnySource for S {
    fn fetch(self: Arc<Self>, refused: Option<Secret>) -> Boxed<Result<Kept, SharedError>> {
        Box::pin(async move {
            let token = TokenSource::token(&*self, refused.as_ref()).await?;
            Ok(Kept::new(token)?)
        })
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

/// A source, and what came of it.
pub(super) struct Source {
    source: Arc<dyn AnySource>,
    state: Mutex<State>,
}

/// What all calls share.
#[derive(Default)]
struct State {
    kept: Option<Kept>,
    fetch: Option<Fetch>,
}

/// A token, and the ends of its use.
#[derive(Clone)]
struct Kept {
    secret: Secret,
    header: HeaderValue,
    /// When another one is asked for.
    fresh_until: Option<Instant>,
    /// When it expires.
    valid_until: Option<Instant>,
}

/// An error that several calls get.
#[derive(Clone, Debug)]
pub(super) struct SharedError(Arc<dyn std::error::Error + Send + Sync>);

impl Tokens {
    pub(super) fn from_source(source: impl TokenSource) -> Self {
        Self::Source(Source { source: Arc::new(source), state: Mutex::default() })
    }

    /// Whether a token that was refused can be replaced.
    pub(super) fn can_refresh(&self) -> bool {
        matches!(self, Self::Source(_))
    }
}

impl Source {
    /// A token to send. It is `refused` again only if the source has no other.
    pub(super) async fn get(&self, refused: Option<&HeaderValue>) -> Result<HeaderValue, SharedError> {
        let fetch = {
            let mut state = self.state();
            let kept = state.kept.as_ref().filter(|kept| Some(&kept.header) != refused);
            match kept.filter(|kept| is_before(kept.fresh_until)) {
                Some(fresh) => return Ok(fresh.header.clone()),
                None => state.fetch(&self.source, refused),
            }
        };
        let fetched = fetch.clone().await;
        let mut state = self.state();
        state.take(&fetch, &fetched);
        match fetched {
            Ok(kept) => Ok(kept.header),
            // One that can still be used for a while is better than none.
            Err(error) => {
                let kept = state.kept.as_ref().filter(|kept| Some(&kept.header) != refused);
                kept.filter(|kept| is_before(kept.valid_until)).map(|kept| kept.header.clone()).ok_or(error)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The token on its way, or else another one on its way from now on.
    fn fetch(&mut self, source: &Arc<dyn AnySource>, refused: Option<&HeaderValue>) -> Fetch {
        let kept = self.kept.as_ref().filter(|kept| Some(&kept.header) == refused);
        let refused = kept.map(|kept| kept.secret.clone());
        self.fetch.get_or_insert_with(|| Arc::clone(source).fetch(refused).shared()).clone()
    }

    /// Keeps what came of a fetch, which the first of those who waited for it does.
    fn take(&mut self, fetch: &Fetch, fetched: &Result<Kept, SharedError>) {
        if self.fetch.as_ref().is_some_and(|current| current.ptr_eq(fetch)) {
            self.fetch = None;
            if let Ok(kept) = fetched {
                self.kept = Some(kept.clone());
            }
        }
    }
}

impl Kept {
    fn new(token: Token) -> Result<Self, BoxError> {
        let header = request::bearer(&token.secret)?;
        let after = |time: Duration| Instant::now().checked_add(time);
        let valid_until = token.lifetime.and_then(after);
        let fresh = |lifetime: Duration| lifetime.saturating_sub(MARGIN.min(lifetime / 10));
        Ok(Self { secret: token.secret, header, fresh_until: token.lifetime.map(fresh).and_then(after), valid_until })
    }
}

fn is_before(end: Option<Instant>) -> bool {
    end.is_none_or(|end| Instant::now() < end)
}

impl From<BoxError> for SharedError {
    fn from(error: BoxError) -> Self {
        Self(Arc::from(error))
    }
}

impl fmt::Display for SharedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SharedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
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
