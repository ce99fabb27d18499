//! Token sources that misbehave: they panic, wait for themselves, never end, or outlive their runtime. Each is an error
//! of the calls that wait for it, and later calls get a token nevertheless.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use partner_center_contracts::Secret;
use partner_center_contracts::client::{BoxError, Client, Error, Token, TokenError, TokenSource, blocking};
use tokio::runtime::{Builder, Runtime};

use super::script::{Script, response};
use super::{Get, LONG, chain, operation, quick};

/// Longer than a call without a deadlock takes, and shorter than the timeout of a call.
const SOON: Duration = Duration::from_secs(10);

/// A source whose reaction depends on the number of requests before.
struct Each<F>(AtomicU32, F);

impl<F, R> TokenSource for Each<F>
where
    F: Fn(u32) -> R + Send + Sync + 'static,
    R: Future<Output = Result<Token, BoxError>> + Send,
{
    async fn token(&self, _: Option<&Secret>) -> Result<Token, BoxError> {
        (self.1)(self.0.fetch_add(1, Ordering::SeqCst)).await
    }
}

fn each<F>(each: F) -> Each<F> {
    Each(AtomicU32::new(0), each)
}

fn client(base_url: &str, source: impl TokenSource) -> Client {
    Client::builder(base_url).token_source(source).retry(quick()).timeout(LONG).build().unwrap()
}

async fn script() -> Script {
    Script::start([response("204 No Content", "", "")]).await
}

fn why(error: &Error) -> &TokenError {
    std::error::Error::source(error).and_then(|source| source.downcast_ref()).unwrap()
}

/// All waiting calls get the error, and later ones get a token.
#[tokio::test]
async fn a_source_may_panic() {
    let script = script().await;
    let source = each(|asked| {
        // The function itself, then the future that it returns.
        assert!(asked != 0, "canary7f3a");
        async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            assert!(asked != 1, "canary7f3a");
            Ok(Token::new("token"))
        }
    });
    let client = client(&script.base_url(), source);
    for count in [1, 5] {
        let calls = (0..count).map(|_| {
            let client = client.clone();
            tokio::spawn(async move { operation().send(&client).await.unwrap_err() })
        });
        for call in calls.collect::<Vec<_>>() {
            let error = call.await.unwrap();
            assert!(matches!(error, Error::Token(_)), "{error:?}");
            assert!(matches!(why(&error), TokenError::Panicked), "{error:?}");
            let text = format!("{error:?} {}", chain(&error));
            assert!(text.ends_with("the source of tokens panicked") && !text.contains("canary7f3a"), "{text}");
        }
    }
    operation().send(&client).await.unwrap();
    assert_eq!(script.header("authorization"), ["Bearer token"]);
}

/// The same without a runtime, and within one.
#[tokio::test]
async fn a_source_of_a_blocking_client_may_panic() {
    let script = script().await;
    let source = each(|asked| async move {
        assert!(asked % 2 == 1, "the first of two");
        Ok(Token::new("token").expires_in(Duration::ZERO))
    });
    let client = Client::builder(&script.base_url()).token_source(source).build_blocking().unwrap();
    let calls = move || {
        let error = operation().send_blocking(&client).unwrap_err();
        assert!(matches!(why(&error), TokenError::Panicked), "{error:?}");
        operation().send_blocking(&client).unwrap();
        client
    };
    // On a thread without a runtime, while this one serves.
    let client = tokio::task::spawn_blocking(|| std::thread::spawn(calls).join().unwrap()).await.unwrap();
    tokio::task::spawn_blocking(move || {
        assert!(matches!(why(&operation().send_blocking(&client).unwrap_err()), TokenError::Panicked));
        operation().send_blocking(&client).unwrap();
    })
    .await
    .unwrap();
}

/// Sends through its own client, which waits for the token, before it returns one.
#[derive(Clone, Default)]
struct Circular {
    client: Arc<OnceLock<Client>>,
    waiting: Arc<OnceLock<blocking::Client>>,
}

impl TokenSource for Circular {
    async fn token(&self, _: Option<&Secret>) -> Result<Token, BoxError> {
        if let Some(client) = self.client.get() {
            operation().send(client).await?;
        }
        if let Some(client) = self.waiting.get() {
            operation().send_blocking(client)?;
        }
        Ok(Token::new("token"))
    }
}

/// The error of the source's own call is the source of the outer call's error.
fn is_circular(error: &Error) -> bool {
    let TokenError::Source(inner) = why(error) else { return false };
    matches!(why(inner.downcast_ref::<Error>().unwrap()), TokenError::OwnClient)
}

#[tokio::test]
async fn a_source_may_not_wait_for_itself() {
    let source = Circular::default();
    let client = client("http://127.0.0.1:1", source.clone());
    source.client.set(client.clone()).unwrap();
    for _ in 0..2 {
        let calls = (0..5).map(|_| {
            let client = client.clone();
            tokio::spawn(async move { operation().send(&client).await.unwrap_err() })
        });
        for call in calls.collect::<Vec<_>>() {
            let error = tokio::time::timeout(SOON, call).await.expect("it does not wait for itself").unwrap();
            assert!(is_circular(&error), "{error:?}");
        }
    }
}

#[tokio::test]
async fn a_source_may_not_wait_for_itself_through_another_client() {
    let (near, far) = (Circular::default(), Circular::default());
    let (nearer, farther) = (client("http://127.0.0.1:1", near.clone()), client("http://127.0.0.1:1", far.clone()));
    near.client.set(farther).unwrap();
    far.client.set(nearer.clone()).unwrap();
    let call = tokio::time::timeout(SOON, operation().send(&nearer)).await;
    let error = call.expect("it does not wait for itself").unwrap_err();
    let TokenError::Source(inner) = why(&error) else { panic!("{error:?}") };
    assert!(is_circular(inner.downcast_ref().unwrap()), "{error:?}");
}

#[test]
fn a_source_may_not_wait_for_itself_in_a_blocking_call() {
    let source = Circular::default();
    let build = || Client::builder("http://127.0.0.1:1").token_source(source.clone()).timeout(LONG);
    let client = build().build_blocking().unwrap();
    source.waiting.set(client.clone()).unwrap();
    let calls = std::thread::spawn(move || {
        let error = operation().send_blocking(&client).unwrap_err();
        let runtime = Builder::new_current_thread().enable_all().build().unwrap();
        (error, runtime.block_on(async { operation().send_blocking(&client).unwrap_err() }))
    });
    let start = std::time::Instant::now();
    let (outer, within) = calls.join().unwrap();
    assert!(is_circular(&outer) && is_circular(&within), "{outer:?} {within:?}");
    assert!(start.elapsed() < LONG, "no call was over by its time");
}

/// An operation that needs no token, or sets its own, does not wait.
#[tokio::test]
async fn a_source_may_send_operations_without_its_token() {
    let script = script().await;
    let own = Arc::new(OnceLock::<Client>::new());
    let held = Arc::clone(&own);
    let source = move || {
        let client = held.get().unwrap().clone();
        async move {
            client.send(Get).await?;
            operation().authorization("own").send(&client).await?;
            Ok(Token::new("token"))
        }
    };
    let client = client(&script.base_url(), source);
    own.set(client.clone()).unwrap_or_else(|_| panic!("it is set once"));
    operation().send(&client).await.unwrap();
    assert_eq!(script.header("authorization"), ["Bearer own", "Bearer token"]);
}

/// The source can request the next token with one that is about to expire.
#[tokio::test]
async fn a_source_may_send_with_the_old_token() {
    let script = script().await;
    let own = Arc::new(OnceLock::<Client>::new());
    let held = Arc::clone(&own);
    let source = each(move |asked| {
        let client = held.get().unwrap().clone();
        async move {
            if asked > 0 {
                operation().send(&client).await?;
            }
            Ok(Token::new(format!("token-{asked}")).expires_in(Duration::from_secs(2)))
        }
    });
    let client = client(&script.base_url(), source);
    own.set(client.clone()).unwrap_or_else(|_| panic!("it is set once"));
    operation().send(&client).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_850)).await;
    operation().send(&client).await.unwrap();
    assert_eq!(script.header("authorization"), ["Bearer token-0", "Bearer token-0", "Bearer token-1"]);
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// A slow source, with the timer of the runtime that polls it.
fn slow() -> (Arc<AtomicU32>, impl TokenSource) {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let source = move || {
        count.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            Ok(Token::new("token"))
        }
    };
    (asked, source)
}

/// A token request on a runtime that ended would wait forever, or panic: the next call makes a new one.
#[test]
fn a_source_may_outlive_its_runtime() {
    let (asked, source) = slow();
    let service = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
    let script = service.block_on(script());
    let client = client(&script.base_url(), source);
    let first = runtime();
    let call = || tokio::time::timeout(Duration::from_millis(50), operation().send(&client));
    assert!(first.block_on(async { call().await }).is_err(), "it is on its way");
    drop(first);
    runtime().block_on(operation().send(&client)).unwrap();
    assert_eq!(asked.load(Ordering::SeqCst), 2);
    drop(script);
}

/// A runtime that is blocked does not delay the calls of another.
#[test]
fn a_source_may_sleep_with_its_runtime() {
    let (asked, source) = slow();
    let client = client("http://127.0.0.1:1", source);
    let first = runtime();
    let call = || tokio::time::timeout(Duration::from_millis(50), operation().send(&client));
    assert!(first.block_on(async { call().await }).is_err(), "it is on its way");
    let error = runtime().block_on(operation().send(&client)).unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "it has a token: {error:?}");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}

/// Several runtimes, as in a server with one for each core: each makes one request, however their calls interleave.
#[test]
fn each_runtime_requests_one_token() {
    let (asked, source) = slow();
    let client = client("http://127.0.0.1:1", source);
    let threads: Vec<_> = (0..3)
        .map(|_| {
            let client = client.clone();
            let calls = async move {
                let calls = (0..10_u64).map(|number| {
                    let client = client.clone();
                    tokio::spawn(async move {
                        tokio::time::sleep(Duration::from_millis(5 * number)).await;
                        operation().send(&client).await.unwrap_err()
                    })
                });
                for call in calls.collect::<Vec<_>>() {
                    let error = call.await.unwrap();
                    assert!(matches!(error, Error::Connect(_)), "it has a token: {error:?}");
                }
            };
            std::thread::spawn(|| runtime().block_on(calls))
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert!(asked.load(Ordering::SeqCst) <= 3, "{asked:?}");
}

/// If a call is dropped while others wait, they continue with its request.
#[tokio::test]
async fn a_call_that_is_dropped_leaves_its_token_to_others() {
    let script = script().await;
    let (asked, source) = slow();
    let client = client(&script.base_url(), source);
    let calls: Vec<_> = (0..5)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { operation().send(&client).await.map(|response| response.status()) })
        })
        .collect();
    tokio::time::sleep(Duration::from_millis(50)).await;
    for call in &calls[..3] {
        call.abort();
    }
    for (number, call) in calls.into_iter().enumerate() {
        assert_eq!(call.await.is_err(), number < 3, "{number}");
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

/// A source that never ends delays the waiting calls until their timeouts, and no later call.
#[tokio::test(start_paused = true)]
async fn a_source_that_never_ends_is_given_up() {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let source = move || {
        let is_first = count.fetch_add(1, Ordering::SeqCst) == 0;
        async move { if is_first { std::future::pending().await } else { Err("asked again".into()) } }
    };
    let client = Client::builder("http://127.0.0.1:1").token_source(source).timeout(Duration::from_secs(20));
    let client = client.build().unwrap();
    for _ in 0..3 {
        assert!(operation().send(&client).await.unwrap_err().is_timeout());
        assert_eq!(asked.load(Ordering::SeqCst), 1, "it may still come");
    }
    let error = operation().send(&client).await.unwrap_err();
    assert!(chain(&error).ends_with("asked again"), "{error:?}");
}

/// The blocking client ends its call as well.
#[test]
fn a_blocking_call_ends_at_its_timeout() {
    let client = Client::builder("http://127.0.0.1:1").token_source(|| async { std::future::pending().await });
    let client = client.timeout(Duration::from_millis(50)).build_blocking().unwrap();
    assert!(operation().send_blocking(&client).unwrap_err().is_timeout());
}
