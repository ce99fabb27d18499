//! Tokens: whose is sent, when another one is asked for, and how often.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use bindery_tests::service::{Service, TOKEN};
use partner_center_contracts::client::{BoxError, Client, Error, Token, TokenSource};

use super::script::{Script, answer};
use super::{Get, LONG, builder, chain, client, operation, quick};

/// Gives `token-1`, `token-2` and so on, and counts.
#[derive(Clone, Default)]
struct Counting {
    given: Arc<AtomicU32>,
    lifetime: Option<Duration>,
}

impl TokenSource for Counting {
    async fn token(&self) -> Result<Token, BoxError> {
        // Others that need a token come to wait in the meantime.
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
    let reply = operation().send(&client).await.unwrap();
    assert_eq!(reply.attempts(), 2);
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

/// The refresh is no retry: it works without any, and leaves those that there are.
#[tokio::test]
async fn a_refresh_is_no_retry() {
    let steps = ["401 Unauthorized", "503 Service Unavailable", "204 No Content"].map(|status| answer(status, "", ""));
    let script = Script::start(steps).await;
    let client = Client::builder(&script.base_url())
        .token_source(Counting::default())
        .retry(quick().attempts(2))
        .build()
        .unwrap();
    let reply = operation().send(&client).await.unwrap();
    assert_eq!(reply.attempts(), 3);
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
        tokio::spawn(async move { operation().send(&client).await.map(|reply| reply.status()) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    assert_eq!(source.given.load(Ordering::SeqCst), 2, "one at first, and one in place of that");
}

/// A token is no longer used for the last tenth of its time.
#[tokio::test]
async fn a_token_that_expires_is_replaced_before() {
    let script = Script::start([answer("204 No Content", "", "")]).await;
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
    let script = Script::start([answer("204 No Content", "", "")]).await;
    let client = with_source(&script.base_url(), || async { Err("the user is signed out".into()) });
    let error = operation().ms_requestid("r").ms_correlationid("c").send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    insta::assert_snapshot!(chain(&error), @"there is no token to send (0 attempts, request r, correlation c): the user is signed out");
    assert_eq!(script.seen().len(), 0);
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
    let script = Script::start([answer("401 Unauthorized", "", "")]).await;
    let source = Counting::default();
    let client = with_source(&script.base_url(), source.clone());
    let error = operation().authorization("my-own").send(&client).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 401);
    assert_eq!(script.header("authorization"), ["Bearer my-own"]);
    assert_eq!(source.given.load(Ordering::SeqCst), 0);
}

/// A token goes to no operation that the description does not ask one for.
#[tokio::test]
async fn an_operation_without_security_gets_no_token() {
    let script = Script::start([answer("204 No Content", "", "")]).await;
    builder(&script.base_url()).build().unwrap().send(Get).await.unwrap();
    assert_eq!(script.header("authorization"), [""; 0]);
}

#[tokio::test]
async fn a_token_cannot_smuggle_a_header() {
    let script = Script::start([answer("204 No Content", "", "")]).await;
    let smuggled = "a\r\nX-Admin: yes";
    assert!(matches!(Client::new(&script.base_url(), smuggled), Err(Error::Build(_))));
    let client = with_source(&script.base_url(), move || async move { Ok(Token::new(smuggled)) });
    let error = operation().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Token(_)), "{error:?}");
    assert_eq!(script.seen().len(), 0);
}
