//! Bearer tokens: their sources, and their reuse.
//!
//! In: a [`TokenSource`], which is code of the caller. Out: a token to send, or a [`TokenError`]. At most one request
//! to the source is pending in each async runtime, however many calls wait for it. No behaviour of a source keeps later
//! calls from requesting a token: a panic is an error, and a request is abandoned if its runtime ended or it takes too
//! long.

use core::fmt;
use core::panic::AssertUnwindSafe;
use core::pin::Pin;
use core::time::Duration;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::FutureExt;
use futures_util::future::Shared;
use http::HeaderValue;
use tokio::runtime::{self, Handle};
use tokio::time::Instant;

use crate::runtime::request;
use crate::runtime::secret::Secret;

/// A boxed error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The time before its expiry at which a token is replaced, or a tenth of its lifetime if that is shorter.
const MARGIN: Duration = Duration::from_secs(60);

/// The timeout of a source, or the timeout of a call if that is longer. After it, the next call makes a new request.
const SOURCE_TIMEOUT: Duration = Duration::from_secs(60);

/// A bearer token.
#[derive(Clone, Debug)]
#[must_use]
pub struct Token {
    secret: Secret,
    lifetime: Option<Duration>,
}

impl Token {
    /// Creates a token, without the word `Bearer`, that is used until the service refuses it.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self { secret: secret.into(), lifetime: None }
    }

    /// Sets the lifetime from now on, such as the `expires_in` of OAuth. The token is replaced a minute before it ends.
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// A source of bearer tokens. A closure without arguments that returns a future is one as well.
///
/// A client keeps the token and shares it among its calls. It requests another one before the token expires, and when
/// the service refuses it: once, however many calls of a runtime wait for it. They share its result. After a failure a
/// call whose token is still valid, and was not refused, uses that one. A call that is dropped does not cancel the
/// request: the next call uses its token. A request that takes longer than a minute, and longer than the timeout of a
/// call, is abandoned.
///
/// A source may use its own client for operations that accept no token, or set their own. Any other operation is sent
/// with the current token if that is still valid, and fails with [`TokenError::OwnClient`] otherwise. This is detected
/// within the future that [`TokenSource::token`] returns. A task or a thread that it starts waits for itself, until the
/// call times out.
pub trait TokenSource: Send + Sync + 'static {
    /// Returns a token. `refused` is a token that the service has just refused with 401: a source with a cache must not
    /// return it again.
    ///
    /// # Errors
    /// Any error of the source. A call without another token fails with it as the source of its error, in
    /// [`TokenError::Source`].
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

/// A boxed future of any type.
type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A source of any type.
trait DynTokenSource: Send + Sync {
    fn ask(self: Arc<Self>, refused: Option<Secret>) -> BoxFuture<Result<CachedToken, BoxError>>;
}

impl<S: TokenSource> DynTokenSource for S {
    fn ask(self: Arc<Self>, refused: Option<Secret>) -> BoxFuture<Result<CachedToken, BoxError>> {
        Box::pin(async move { CachedToken::new(TokenSource::token(&*self, refused.as_ref()).await?) })
    }
}

tokio::task_local! {
    /// The sources whose futures are being polled.
    static PENDING_SOURCES: PendingSources;
}

/// The sources that wait for the current code, by address.
#[derive(Clone, Default)]
pub(super) struct PendingSources(Vec<usize>);

impl PendingSources {
    /// Returns the sources that wait for the current code.
    pub(super) fn current() -> Self {
        PENDING_SOURCES.try_with(Self::clone).unwrap_or_default()
    }

    /// Runs a future on behalf of these sources.
    #[cfg(feature = "blocking")]
    pub(super) async fn scope<F: Future>(self, future: F) -> F::Output {
        PENDING_SOURCES.scope(self, future).await
    }
}

/// The tokens of a client, as the header `Authorization` has them.
pub(super) enum Tokens {
    /// Operations set their own token.
    None,
    /// A fixed token.
    Fixed(HeaderValue),
    /// The tokens of a source.
    Source(Source),
}

/// A source, and the state of its requests.
pub(super) struct Source {
    source: Arc<dyn DynTokenSource>,
    state: Mutex<State>,
}

/// The state that all calls share.
#[derive(Default)]
struct State {
    cached: Option<CachedToken>,
    /// The pending requests, one for each runtime.
    fetches: Vec<Fetch>,
}

/// A pending request for a token, which any number of calls wait for.
#[derive(Clone)]
struct Fetch {
    token: Shared<BoxFuture<Result<CachedToken, TokenError>>>,
    /// The runtime on which the request began, and with which it ends.
    runtime: Option<runtime::Id>,
    since: Instant,
}

/// A token in the cache, with the times at which it is replaced and expires.
#[derive(Clone)]
struct CachedToken {
    secret: Secret,
    header: HeaderValue,
    /// The time at which the token is replaced.
    fresh_until: Option<Instant>,
    /// The time at which the token expires.
    valid_until: Option<Instant>,
}

/// An error of a token source. All calls that wait for a token, and have no valid one, get the same error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The source failed, or returned an invalid token. The error is shown unchanged.
    Source(Arc<dyn std::error::Error + Send + Sync>),
    /// The source panicked. The next call makes a new request.
    Panicked,
    /// The source sent an operation through its own client, which waits for the source.
    OwnClient,
}

impl Tokens {
    pub(super) fn from_source(source: impl TokenSource) -> Self {
        Self::Source(Source { source: Arc::new(source), state: Mutex::default() })
    }

    /// Returns `true` if a refused token can be replaced.
    pub(super) fn can_refresh(&self) -> bool {
        matches!(self, Self::Source(_))
    }
}

impl Source {
    /// Returns a token to send. It is the `refused` one only if the source has no other. `call` is the timeout of a
    /// call.
    pub(super) async fn get(&self, refused: Option<&HeaderValue>, call: Duration) -> Result<HeaderValue, TokenError> {
        // Requests are code of the caller, so they are dropped outside the lock.
        let (fetch, _given_up) = {
            let mut state = self.state();
            if let Some(fresh) = state.cached(refused, |cached| cached.fresh_until) {
                return Ok(fresh);
            }
            if PendingSources::current().0.contains(&self.address()) {
                return state.cached(refused, |cached| cached.valid_until).ok_or(TokenError::OwnClient);
            }
            let overdue = state.take_overdue(call.max(SOURCE_TIMEOUT));
            let fetch = state.pending().unwrap_or_else(|| {
                let fetch = self.fetch(state.cached.as_ref(), refused);
                state.fetches.push(fetch.clone());
                fetch
            });
            (fetch, overdue)
        };
        let fetched = fetch.token.clone().await;
        let (token, _done) = {
            let mut state = self.state();
            let done = state.finish(&fetch, &fetched);
            // An old token that is still valid is better than none.
            let old = |error| state.cached(refused, |cached| cached.valid_until).ok_or(error);
            (fetched.map(|cached| cached.header).or_else(old), done)
        };
        token
    }

    /// Requests a token from the source, and passes the refused one.
    fn fetch(&self, cached: Option<&CachedToken>, refused: Option<&HeaderValue>) -> Fetch {
        let cached = cached.filter(|cached| Some(&cached.header) == refused);
        let asked = Arc::clone(&self.source).ask(cached.map(|cached| cached.secret.clone()));
        let token = AssertUnwindSafe(asked).catch_unwind().map(|result| match result {
            Ok(token) => token.map_err(|error| TokenError::Source(Arc::from(error))),
            // The payload of a panic may hold anything.
            Err(_) => Err(TokenError::Panicked),
        });
        let mut sources = PendingSources::current();
        sources.0.push(self.address());
        let token: BoxFuture<_> = Box::pin(PENDING_SOURCES.scope(sources, token));
        Fetch { token: token.shared(), runtime: current_runtime(), since: Instant::now() }
    }

    /// Returns the identity of the source.
    fn address(&self) -> usize {
        Arc::as_ptr(&self.source).cast::<()>().addr()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Returns the cached token, if it has not reached this end and was not refused.
    fn cached(
        &self,
        refused: Option<&HeaderValue>,
        end: impl Fn(&CachedToken) -> Option<Instant>,
    ) -> Option<HeaderValue> {
        let cached = self.cached.as_ref().filter(|cached| Some(&cached.header) != refused);
        cached.filter(|cached| is_before(end(cached))).map(|cached| cached.header.clone())
    }

    /// Returns the pending request of this runtime. The one of another runtime may never complete, because that runtime
    /// may have ended or be blocked.
    fn pending(&self) -> Option<Fetch> {
        let runtime = current_runtime();
        self.fetches.iter().find(|fetch| fetch.runtime == runtime).cloned()
    }

    /// Removes the requests that exceed the timeout.
    fn take_overdue(&mut self, timeout: Duration) -> Vec<Fetch> {
        self.fetches.extract_if(.., |fetch| fetch.since.elapsed() >= timeout).collect()
    }

    /// Stores the result of a request, which the first waiting call does. After a token, no other request is needed.
    fn finish(&mut self, fetch: &Fetch, fetched: &Result<CachedToken, TokenError>) -> Vec<Fetch> {
        let is_it = |other: &Fetch| other.token.ptr_eq(&fetch.token);
        if !self.fetches.iter().any(is_it) {
            return Vec::new();
        }
        if let Ok(cached) = fetched {
            self.cached = Some(cached.clone());
        }
        self.fetches.extract_if(.., |other| fetched.is_ok() || is_it(other)).collect()
    }
}

fn current_runtime() -> Option<runtime::Id> {
    Handle::try_current().ok().map(|handle| handle.id())
}

impl CachedToken {
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

impl fmt::Display for TokenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Panicked => f.write_str("the source of tokens panicked"),
            Self::OwnClient => f.write_str("the source of tokens waits for its own client, which waits for the source"),
        }
    }
}

impl std::error::Error for TokenError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Source(error) => error.source(),
            Self::Panicked | Self::OwnClient => None,
        }
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
