//! Time-outs: of connecting, of an attempt, of a call.

use std::time::{Duration, Instant};

use partner_center_contracts::client::{Client, Error, RetryPolicy};

use super::script::{Script, Step, response};
use super::{LONG, Post, builder, client, operation};

const SHORT: Duration = Duration::from_millis(300);

#[tokio::test]
async fn an_attempt_that_hangs_is_given_up_and_made_again() {
    let script = Script::start([Step::Hang, response("204 No Content", "", "")]).await;
    let client = builder(&script.base_url()).attempt_timeout(SHORT).build().unwrap();
    let response = operation().send(&client).await.unwrap();
    assert_eq!(response.attempts(), 2);
    let ids = script.header("ms-requestid");
    assert_eq!(ids[0], ids[1]);
}

/// The timeout includes the body, which never ends here.
#[tokio::test]
async fn a_response_that_never_ends_is_given_up() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n".to_vec();
    let script = Script::start([Step::Write(head)]).await;
    let client = builder(&script.base_url()).retry(RetryPolicy::none()).attempt_timeout(SHORT).build().unwrap();
    let error = operation().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Timeout(_)), "{error:?}");
    assert!(error.is_timeout() && error.is_retryable());
    assert!(error.ids().unwrap().idempotency_key.sent.is_some());
}

#[tokio::test]
async fn the_call_has_an_end() {
    let script = Script::start([Step::Hang]).await;
    let client = Client::builder(&script.base_url()).token("t").timeout(SHORT).build().unwrap();
    let start = Instant::now();
    let error = operation().send(&client).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    assert!(start.elapsed() < LONG);
}

/// After a timeout the service may have started the operation.
#[tokio::test]
async fn a_timeout_does_not_repeat_a_non_idempotent_operation() {
    let script = Script::start([Step::Hang]).await;
    let client = builder(&script.base_url()).attempt_timeout(SHORT).build().unwrap();
    let error = client.send(Post).await.unwrap_err();
    assert_eq!((error.is_timeout(), error.attempts()), (true, 1));
}

#[tokio::test]
async fn connecting_has_an_end() {
    // A documentation address, where nothing responds. A network may also refuse it at once.
    let client = Client::builder("http://192.0.2.1:9")
        .allow_plain_http()
        .token("t")
        .connect_timeout(SHORT)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let start = Instant::now();
    let error = operation().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error:?}");
    assert!(start.elapsed() < Duration::from_secs(9), "{:?}", start.elapsed());
}

/// Dropping the future ends the call: its connection is closed.
#[tokio::test]
async fn a_call_can_be_dropped() {
    let script = Script::start([Step::Hang]).await;
    let client = client(&script.base_url());
    let call = tokio::time::timeout(SHORT, operation().send(&client)).await;
    assert!(call.is_err());
    assert_eq!(script.seen().len(), 1, "it was on its way");
    assert!(script.is_closed_within(LONG).await);
}
