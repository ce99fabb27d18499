//! Bearer tokens: where they come from, and how long one is used.
//!
//! In: a [`TokenSource`], which is the caller's code. Out: a token to send, or a [`TokenError`]. One request to the source is
//! on its way at a time, however many calls wait for it. Nothing that a source does keeps later calls from asking it again: a
//! panic is an error, and what belongs to a runtime that ended, or takes too long, is given up.

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

use crate::runtime::{Secret, request};

/// An error of any type.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// How long before it expires another token is asked for, or a tenth of its time if that is shorter.
const MARGIN: Duration = Duration::from_mins(1);

/// How long a source is waited for, or as long as a call may take if that is longer. After that, the next call asks it again.
const PATIENCE: Duration = Duration::from_mins(1);

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
/// refused: once, however many calls of a runtime wait for it, and all of them get what comes of it, be it a token or an error.
/// What one call no longer waits for, the next one goes on with, unless it has taken longer than a minute and than a call may.
///
/// A source may send operations through its own client that take no token, or bring their own. Others are sent with the token
/// that the client has, as long as that is valid, or else end with [`TokenError::OwnClient`]. That is seen within the future
/// that [`TokenSource::token`] returns; a task or a thread that it starts waits for itself, until the time of the call is over.
pub trait TokenSource: Send + Sync + 'static {
    /// A token that the service should take. `refused` is one that it has just answered with 401: a source with a memory
    /// of its own must not give that again.
    ///
    /// # Errors
    /// Whatever keeps it from getting one. A call that has no other token ends with it as the source of its error, in
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

/// A future of any type.
type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A source, whichever it is.
trait AnySource: Send + Sync {
    fn ask(self: Arc<Self>, refused: Option<Secret>) -> Boxed<Result<Kept, BoxError>>;
}

impl<S: TokenSource> AnySource for S {
    fn ask(self: Arc<Self>, refused: Option<Secret>) -> Boxed<Result<Kept, BoxError>> {
        Box::pin(async move { Kept::new(TokenSource::token(&*self, refused.as_ref()).await?) })
    }
}

tokio::task_local! {
    /// The sources whose futures the current code is a part of.
    static ASKED: Asked;
}

/// The sources that wait for what is being done, by their addresses.
#[derive(Clone, Default)]
pub(super) struct Asked(Vec<usize>);

impl Asked {
    /// Those that the current code is a part of.
    pub(super) fn current() -> Self {
        ASKED.try_with(Self::clone).unwrap_or_default()
    }

    /// Runs a future as a part of them.
    #[cfg(feature = "blocking")]
    pub(super) async fn scope<F: Future>(self, future: F) -> F::Output {
        ASKED.scope(self, future).await
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
    /// One for each runtime.
    fetches: Vec<Fetch>,
}

/// A token on its way, which any number of calls wait for.
#[derive(Clone)]
struct Fetch {
    token: Shared<Boxed<Result<Kept, TokenError>>>,
    /// The runtime that it began on: what it waits for ends with that.
    runtime: Option<runtime::Id>,
    since: Instant,
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

/// A source gave no token. All calls that wait for one get the same error.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenError {
    /// The source failed, or gave a token that cannot be sent. The error is shown as it is.
    Source(Arc<dyn std::error::Error + Send + Sync>),
    /// The source panicked. The next call asks it again.
    Panicked,
    /// The source sent an operation through its own client, which waits for the source.
    OwnClient,
}

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
    /// A token to send. It is `refused` again only if the source has no other. `call` is the longest time of a call.
    pub(super) async fn get(&self, refused: Option<&HeaderValue>, call: Duration) -> Result<HeaderValue, TokenError> {
        // What is on its way, or given up, is the caller's code: it is dropped where nothing is locked.
        let (fetch, _given_up) = {
            let mut state = self.state();
            if let Some(fresh) = state.kept(refused, |kept| kept.fresh_until) {
                return Ok(fresh);
            }
            if Asked::current().0.contains(&self.address()) {
                return state.kept(refused, |kept| kept.valid_until).ok_or(TokenError::OwnClient);
            }
            let given_up = state.give_up(call.max(PATIENCE));
            let fetch = state.on_its_way().unwrap_or_else(|| {
                let fetch = self.fetch(state.kept.as_ref(), refused);
                state.fetches.push(fetch.clone());
                fetch
            });
            (fetch, given_up)
        };
        let fetched = fetch.token.clone().await;
        let (token, _done) = {
            let mut state = self.state();
            let done = state.take(&fetch, &fetched);
            // One that can still be used for a while is better than none.
            let old = |error| state.kept(refused, |kept| kept.valid_until).ok_or(error);
            (fetched.map(|kept| kept.header).or_else(old), done)
        };
        token
    }

    /// Asks the source, which is told what was refused.
    fn fetch(&self, kept: Option<&Kept>, refused: Option<&HeaderValue>) -> Fetch {
        let kept = kept.filter(|kept| Some(&kept.header) == refused);
        let asked = Arc::clone(&self.source).ask(kept.map(|kept| kept.secret.clone()));
        let token = AssertUnwindSafe(asked).catch_unwind().map(|result| match result {
            Ok(token) => token.map_err(|error| TokenError::Source(Arc::from(error))),
            // What it panicked with may hold anything.
            Err(_) => Err(TokenError::Panicked),
        });
        let mut sources = Asked::current();
        sources.0.push(self.address());
        let token: Boxed<_> = Box::pin(ASKED.scope(sources, token));
        Fetch { token: token.shared(), runtime: current_runtime(), since: Instant::now() }
    }

    /// What tells this source from others.
    fn address(&self) -> usize {
        Arc::as_ptr(&self.source).cast::<()>().addr()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The token that is kept, up to this end, unless it was refused.
    fn kept(&self, refused: Option<&HeaderValue>, end: impl Fn(&Kept) -> Option<Instant>) -> Option<HeaderValue> {
        let kept = self.kept.as_ref().filter(|kept| Some(&kept.header) != refused);
        kept.filter(|kept| is_before(end(kept))).map(|kept| kept.header.clone())
    }

    /// The token that is on its way on this runtime. On another one it may never come: that may have ended, or stand still.
    fn on_its_way(&self) -> Option<Fetch> {
        let runtime = current_runtime();
        self.fetches.iter().find(|fetch| fetch.runtime == runtime).cloned()
    }

    /// Gives up what takes too long.
    fn give_up(&mut self, patience: Duration) -> Vec<Fetch> {
        self.fetches.extract_if(.., |fetch| fetch.since.elapsed() >= patience).collect()
    }

    /// Keeps what came of a fetch, which the first of those who waited for it does. With a token, no other is needed.
    fn take(&mut self, fetch: &Fetch, fetched: &Result<Kept, TokenError>) -> Vec<Fetch> {
        let is_it = |other: &Fetch| other.token.ptr_eq(&fetch.token);
        if !self.fetches.iter().any(is_it) {
            return Vec::new();
        }
        if let Ok(kept) = fetched {
            self.kept = Some(kept.clone());
        }
        self.fetches.extract_if(.., |other| fetched.is_ok() || is_it(other)).collect()
    }
}

fn current_runtime() -> Option<runtime::Id> {
    Handle::try_current().ok().map(|handle| handle.id())
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
