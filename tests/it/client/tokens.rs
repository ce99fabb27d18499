//! Tokens: the token that is sent, and the times and the number of token requests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bindery_tests::service::{Service, TOKEN};
use partner_center_contracts::Secret;
use partner_center_contracts::client::{BoxError, Client, Error, Token, TokenSource};

use super::script::{Script, response};
use super::{Get, LONG, builder, chain, client, operation, quick};

/// Returns `token-1`, `token-2` and so on, and counts.
#[derive(Clone, Default)]
struct Counting {
    given: Arc<AtomicU32>,
    lifetime: Option<Duration>,
}

impl TokenSource for Counting {
    async fn token(&self, _: Option<&Secret>) -> Result<Token, BoxError> {
        // Other calls that need a token come to wait in the meantime.
        tokio::time::sleep(Duration::from_millis(20)).await;
        let token = Token::new(format!("token-{}", self.given.fetch_add(1, Ordering::SeqCst) + 1));
        Ok(match self.lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }
}

fn with_source(base_url: &str, source: impl TokenSource) -> Client {
    Client::builder(base_url).token_source(source).retry(quick()).timeout(LONG).build().unwrap()
}

#[tokio::test]
async fn a_fixed_token_that_is_refused_ends_the_call() {
    let service = Service::start().await.unwrap();
    service.set_token("another");
    let error = operation().send(&client(&service.base_url())).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (401, 1));
    assert!(!error.is_retryable());
}

#[tokio::test]
async fn a_refused_token_is_replaced_once() {
    let service = Service::start().await.unwrap();
    service.set_token("token-2");
    let source = Counting::default();
    let client = with_source(&service.base_url(), source.clone());
    let response = operation().send(&client).await.unwrap();
    assert_eq!(response.attempts(), 2);
    let seen = service.seen();
    assert_eq!(seen[0].header("ms-requestid"), seen[1].header("ms-requestid"), "it is one call");
    operation().send(&client).await.unwrap();
    assert_eq!(source.given.load(Ordering::SeqCst), 2, "the new one is kept");
    assert_eq!(service.seen().len(), 3);
}

#[tokio::test]
async fn a_token_that_is_refused_again_ends_the_call() {
    let service = Service::start().await.unwrap();
    let source = Counting::default();
    let error = operation().send(&with_source(&service.base_url(), source.clone())).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (401, 2));
    assert_eq!(source.given.load(Ordering::SeqCst), 2);
}

/// The refresh is no retry: it works without retries, and uses none of them up.
#[tokio::test]
async fn a_refresh_is_no_retry() {
    let steps =
        ["401 Unauthorized", "503 Service Unavailable", "204 No Content"].map(|status| response(status, "", ""));
    let script = Script::start(steps).await;
    let client = Client::builder(&script.base_url())
        .token_source(Counting::default())
        .retry(quick().attempts(2))
        .build()
        .unwrap();
    let response = operation().send(&client).await.unwrap();
    assert_eq!(response.attempts(), 3);
    assert_eq!(script.header("authorization"), ["Bearer token-1", "Bearer token-2", "Bearer token-2"]);
}

#[tokio::test]
async fn many_calls_wait_for_one_token() {
    let service = Service::start().await.unwrap();
    service.set_token("token-2");
    let source = Counting::default();
    let client = with_source(&service.base_url(), source.clone());
    let calls = (0..50).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { operation().send(&client).await.map(|response| response.status()) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(source.given.load(Ordering::SeqCst), 2, "one at first, and one in place of that");
}

/// A token is replaced in the last tenth of its lifetime.
#[tokio::test]
async fn a_token_that_expires_is_replaced_before() {
    let script = Script::start([response("204 No Content", "", "")]).await;
    let source = Counting { lifetime: Some(Duration::from_secs(2)), ..Counting::default() };
    let client = with_source(&script.base_url(), source);
    operation().send(&client).await.unwrap();
    operation().send(&client).await.unwrap();
    tokio::time::sleep(Duration::from_millis(1_850)).await;
    operation().send(&client).await.unwrap();
    assert_eq!(script.header("authorization"), ["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
}

#[tokio::test]
async fn a_function_is_a_source() {
    let service = Service::start().await.unwrap();
    let client = with_source(&service.base_url(), || async { Ok(Token::new(TOKEN)) });
    assert_eq!(operation().send(&client).await.unwrap().attempts(), 1);
}

#[tokio::test]
async fn a_source_that_fails_ends_the_call() {
    let script = Script::start([response("204 No Content", "", "")]).await;
    let client = with_source(&script.base_url(), || async { Err("the user is signed out".into()) });
    let error = operation().ms_requestid("r").ms_correlationid("c").send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    insta::assert_snapshot!(chain(&error), @"no token to send (0 attempts, request r, correlation c): the user is signed out");
    assert_eq!(script.seen().len(), 0);
}

/// All waiting calls get the same result: a source that is down is not asked once for each of them.
#[tokio::test]
async fn many_calls_wait_for_one_error() {
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let client = with_source("http://127.0.0.1:1", move || {
        count.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(Duration::from_millis(100)).await;
            Err("down".into())
        }
    });
    let calls = (0..50).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { operation().send(&client).await.is_err() })
    });
    for call in calls.collect::<Vec<_>>() {
        assert!(call.await.unwrap());
    }
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

/// A token that arrives after the timeout of its call is used by a later one.
#[tokio::test]
async fn a_token_on_its_way_outlives_the_call() {
    let service = Service::start().await.unwrap();
    let asked = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&asked);
    let slow = move || {
        count.fetch_add(1, Ordering::SeqCst);
        async {
            tokio::time::sleep(Duration::from_millis(500)).await;
            Ok(Token::new(TOKEN))
        }
    };
    let client = Client::builder(&service.base_url()).token_source(slow).timeout(Duration::from_millis(300));
    let client = client.build().unwrap();
    let mut calls = 1;
    while operation().send(&client).await.is_err() {
        calls += 1;
        assert!(calls < 20, "it is never there");
    }
    assert!(calls > 1);
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

/// Until it expires, an old token is used if there is no new one.
#[tokio::test]
async fn a_token_is_used_while_there_is_no_other() {
    let script = Script::start([response("204 No Content", "", "")]).await;
    let given = AtomicU32::new(0);
    let client = with_source(&script.base_url(), move || {
        let is_first = given.fetch_add(1, Ordering::SeqCst) == 0;
        async move { if is_first { Ok(Token::new("first").expires_in(Duration::from_secs(4))) } else { Err("down".into()) } }
    });
    operation().send(&client).await.unwrap();
    tokio::time::sleep(Duration::from_millis(3_700)).await;
    operation().send(&client).await.unwrap();
    tokio::time::sleep(Duration::from_millis(400)).await;
    let error = operation().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert_eq!(script.header("authorization"), ["Bearer first", "Bearer first"]);
}

/// A source with a cache gets the refused token.
#[tokio::test]
async fn a_source_is_told_what_was_refused() {
    struct Remembering;
    impl TokenSource for Remembering {
        async fn token(&self, refused: Option<&Secret>) -> Result<Token, BoxError> {
            Ok(Token::new(refused.map_or(String::from("old"), |refused| format!("not-{}", refused.expose()))))
        }
    }
    let service = Service::start().await.unwrap();
    service.set_token("not-old");
    let response = operation().send(&with_source(&service.base_url(), Remembering)).await.unwrap();
    assert_eq!(response.attempts(), 2);
}

/// If the source has no other token, the call ends with the response, and nothing is sent twice.
#[tokio::test]
async fn a_refused_token_is_not_sent_again() {
    let script = Script::start([super::script::json("401 X", r#"{"code":9}"#)]).await;
    let client = with_source(&script.base_url(), || async { Ok(Token::new("same")) });
    let error = operation().send(&client).await.unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (401, 1));
    assert!(error.as_status().unwrap().service_error().is_some());
}

/// A refresh that fails does not hide the response that caused it.
#[tokio::test]
async fn a_refresh_that_fails_keeps_the_response() {
    let script = Script::start([response("401 X", "", "")]).await;
    let given = AtomicU32::new(0);
    let client = with_source(&script.base_url(), move || {
        let is_first = given.fetch_add(1, Ordering::SeqCst) == 0;
        async move { if is_first { Ok(Token::new("first")) } else { Err("signed out".into()) } }
    });
    let error = operation().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert_eq!(error.failure().unwrap().last_status().unwrap().status().as_u16(), 401);
}

#[tokio::test]
async fn a_source_has_the_time_of_the_call() {
    let source = || async { std::future::pending().await };
    let client = Client::builder("http://127.0.0.1:1").token_source(source).timeout(Duration::from_millis(50));
    let error = operation().send(&client.build().unwrap()).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
}

#[tokio::test]
async fn an_operation_with_a_token_keeps_it() {
    let script = Script::start([response("401 Unauthorized", "", "")]).await;
    let source = Counting::default();
    let client = with_source(&script.base_url(), source.clone());
    let error = operation().authorization("my-own").send(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(script.header("authorization"), ["Bearer my-own"]);
    assert_eq!(source.given.load(Ordering::SeqCst), 0);
}

/// An operation that accepts no token is sent without one.
#[tokio::test]
async fn an_operation_without_security_gets_no_token() {
    let script = Script::start([response("204 No Content", "", "")]).await;
    builder(&script.base_url()).build().unwrap().send(Get).await.unwrap();
    assert_eq!(script.header("authorization"), [""; 0]);
}

#[tokio::test]
async fn a_token_cannot_smuggle_a_header() {
    let script = Script::start([response("204 No Content", "", "")]).await;
    let smuggled = "a\r\nX-Admin: yes";
    assert!(matches!(Client::new(&script.base_url(), smuggled), Err(Error::Build(_))));
    let client = with_source(&script.base_url(), move || async move { Ok(Token::new(smuggled)) });
    let error = operation().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert_eq!(script.seen().len(), 0);
}
