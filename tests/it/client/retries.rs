//! Retries: which calls, the number of attempts, the waiting time.

use std::time::{Duration, Instant, SystemTime};

use bindery_tests::service::Service;
use partner_center_contracts::client::{Client, Error, RetryPolicy, ServiceErrorCode};

use super::script::{Script, Step, json, response};
use super::{Get, LONG, Post, builder, client, operation, quick};

const FINE: &str = "204 No Content";

fn fine() -> Step {
    response(FINE, "", "")
}

/// The number of times a call is sent whose first response is this one; later ones are fine.
async fn attempts(first: Step) -> usize {
    let script = Script::start([first, fine()]).await;
    let _ = operation().send(&client(&script.base_url())).await;
    script.seen().len()
}

#[tokio::test]
async fn transient_failures_are_tried_again() {
    for status in
        ["429 Too Many Requests", "500 Internal Server Error", "502 Bad Gateway", "503 Unavailable", "504 Timeout"]
    {
        assert_eq!(attempts(response(status, "", "")).await, 2, "{status}");
    }
    let half = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec();
    let garbage = b"\0\x01\x02 no response at all\r\n\r\n".to_vec();
    for broken in [Step::Close, Step::WriteAndClose(half), Step::WriteAndClose(garbage)] {
        assert_eq!(attempts(broken.clone()).await, 2, "{broken:?}");
    }
}

#[tokio::test]
async fn permanent_statuses_are_not_tried_again() {
    for code in
        [300, 301, 302, 307, 308, 400, 401, 402, 403, 404, 405, 406, 408, 409, 410, 412, 413, 415, 422, 501, 505]
    {
        let headers = "Location: http://127.0.0.1:1/\r\nRetry-After: 1\r\n";
        assert_eq!(attempts(response(&format!("{code} X"), headers, "")).await, 1, "{code}");
    }
}

/// The service states whether another attempt helps.
#[tokio::test]
async fn final_errors_of_the_service_are_not_tried_again() {
    assert_eq!(attempts(json("500 X", r#"{"code":7,"isRetryable":false}"#)).await, 1);
    assert_eq!(attempts(json("500 X", r#"{"code":7,"isRetryable":true}"#)).await, 2);
}

#[tokio::test]
async fn all_attempts_are_the_same_request() {
    let script = Script::start([Step::Close, response("503 X", "", ""), response("429 X", "", ""), fine()]).await;
    let response = operation().send(&client(&script.base_url())).await.unwrap();
    assert_eq!(response.attempts(), 4);
    let seen = script.seen();
    assert_eq!(seen.len(), 4);
    assert!(seen.iter().all(|request| *request == seen[0]), "{seen:?}");
    assert_eq!(script.header("ms-requestid")[0], response.ids().idempotency_key.sent.as_deref().unwrap());
}

#[tokio::test]
async fn attempts_have_a_bound() {
    let script = Script::start([response("503 X", "", "")]).await;
    for (policy, expected) in [(quick(), 4), (quick().attempts(2), 2), (RetryPolicy::none(), 1)] {
        let before = script.seen().len();
        let client = Client::builder(&script.base_url()).token("t").retry(policy).build().unwrap();
        let error = operation().send(&client).await.unwrap_err();
        assert_eq!((script.seen().len() - before, error.attempts()), (expected, u32::try_from(expected).unwrap()));
        assert!(error.is_retryable());
    }
}

/// A non-idempotent operation is retried only if the service cannot have started it.
#[tokio::test]
async fn unsafe_operations_are_tried_again_only_if_not_begun() {
    let sent = async |first: Step, policy: RetryPolicy| {
        let script = Script::start([first, fine()]).await;
        let client = Client::builder(&script.base_url()).retry(policy).build().unwrap();
        let _ = client.send(Post).await;
        script.seen().len()
    };
    assert_eq!(sent(response("503 X", "", ""), quick()).await, 1);
    assert_eq!(sent(Step::Close, quick()).await, 1);
    assert_eq!(sent(response("429 X", "", ""), quick()).await, 2);
    assert_eq!(sent(response("503 X", "", ""), quick().retry_non_idempotent()).await, 2);
    let script = Script::start([response("503 X", "", ""), fine()]).await;
    client(&script.base_url()).send(Get).await.unwrap();
    assert_eq!(script.seen().len(), 2, "GET is idempotent");
}

#[tokio::test]
async fn a_connection_that_is_refused_is_tried_again() {
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = Client::builder(&format!("http://{address}")).retry(quick()).build().unwrap();
    let error = client.send(Post).await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error:?}");
    assert_eq!(error.attempts(), 4);
    assert!(error.is_retryable());
}

/// The time that a call takes whose first response has this `Retry-After`.
async fn waited(retry_after: &str, policy: RetryPolicy) -> Duration {
    let script = Script::start([response("429 X", &format!("Retry-After: {retry_after}\r\n"), ""), fine()]).await;
    let client = Client::builder(&script.base_url()).token("t").retry(policy).timeout(LONG).build().unwrap();
    let start = Instant::now();
    operation().send(&client).await.unwrap();
    start.elapsed()
}

#[tokio::test]
async fn retry_after_is_waited_for() {
    let policy = quick().max_retry_after(Duration::from_secs(60));
    assert!(waited("1", policy).await >= Duration::from_secs(1));
    // A date has no fractions of seconds: this one is between two and three seconds away, and the client has yet to be
    // built.
    let date = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(3));
    assert!(waited(&date, policy).await >= Duration::from_secs(1));
}

#[tokio::test]
async fn retry_after_has_a_bound() {
    let policy = quick().max_retry_after(Duration::from_millis(200));
    for far in ["3600", "99999999999999999999999", "Fri, 31 Dec 9999 23:59:59 GMT"] {
        let time = waited(far, policy).await;
        assert!(time >= Duration::from_millis(200) && time < Duration::from_secs(10), "{far}: {time:?}");
    }
}

/// An empty `Retry-After`, or a date in the past, leaves the wait to the policy.
#[tokio::test]
async fn an_unusable_retry_after_is_ignored() {
    let policy = quick().max_retry_after(LONG / 2);
    for nothing in ["0", "-9", "soon", "", "9.5", "0x9", "Thu, 01 Jan 1970 00:00:00 GMT", "é"] {
        assert!(waited(nothing, policy).await < LONG / 4, "{nothing}");
    }
}

/// A wait that would end after the call is not begun: the error comes at once, with the service's `Retry-After`.
#[tokio::test]
async fn a_wait_beyond_the_end_is_not_begun() {
    let script = Script::start([response("429 X", "Retry-After: 57\r\n", "")]).await;
    let policy = RetryPolicy::new();
    let client =
        Client::builder(&script.base_url()).token("t").retry(policy).timeout(Duration::from_secs(30)).build().unwrap();
    let start = Instant::now();
    let error = operation().send(&client).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(20));
    assert!(error.is_throttled() && error.is_retryable());
    assert_eq!(error.retry_after(), Some(Duration::from_secs(57)));
    assert_eq!(script.seen().len(), 1);
}

/// Waits are random, from zero to a bound that doubles with each attempt, up to a maximum.
#[test]
fn waits_have_full_jitter() {
    let (first, longest) = (Duration::from_millis(100), Duration::from_secs(1));
    let policy = RetryPolicy::new().attempts(9).backoff(first, longest);
    for attempts in 1..9 {
        let bound = (first * 2_u32.pow(attempts - 1)).min(longest);
        let waits: Vec<Duration> = (0..400).map(|_| policy.wait(attempts, None).unwrap()).collect();
        let (least, most) = (waits.iter().min().unwrap(), waits.iter().max().unwrap());
        assert!(*most <= bound && *most > bound / 2, "{attempts}: {most:?} of {bound:?}");
        assert!(*least < bound / 4, "{attempts}: {least:?} of {bound:?}");
    }
    assert_eq!(policy.wait(9, None), None);
    assert_eq!(RetryPolicy::none().wait(1, None), None);
}

/// The wait is the service's `Retry-After`, up to a limit, plus the random time.
#[test]
fn a_wait_is_on_top_of_what_the_service_asks_for() {
    let first = Duration::from_millis(100);
    let policy = RetryPolicy::new().backoff(first, first).max_retry_after(Duration::from_secs(5));
    for (asked, waited) in [(Duration::from_secs(3), 3), (Duration::from_secs(3600), 5), (Duration::MAX, 5)] {
        let waits: Vec<Duration> = (0..100).map(|_| policy.wait(1, Some(asked)).unwrap()).collect();
        let least = Duration::from_secs(waited);
        assert!(waits.iter().all(|wait| (least..=least + first).contains(wait)), "{waits:?}");
        assert!(waits.iter().any(|wait| *wait != waits[0]), "they do not come back together");
    }
}

/// No setting makes a number overflow.
#[test]
fn extreme_policies_do_not_overflow() {
    let policy =
        RetryPolicy::new().attempts(u32::MAX).backoff(Duration::MAX, Duration::MAX).max_retry_after(Duration::MAX);
    for attempts in [0, 1, 31, 32, 33, u32::MAX - 1] {
        assert!(policy.wait(attempts, Some(Duration::MAX)).is_some(), "{attempts}");
        assert!(policy.wait(attempts, None).unwrap() <= Duration::from_secs(24 * 3600), "{attempts}");
    }
    let client =
        Client::builder("http://127.0.0.1:1").retry(policy).timeout(Duration::MAX).attempt_timeout(Duration::MAX);
    client.build().unwrap();
}

/// The last response is reported if the timeout ends a later attempt.
#[tokio::test]
async fn the_last_response_before_a_timeout_is_kept() {
    let script = Script::start([json("503 X", r#"{"code":17}"#), Step::Hang]).await;
    let client = Client::builder(&script.base_url()).token("t").retry(quick()).timeout(Duration::from_millis(500));
    let error = operation().send(&client.build().unwrap()).await.unwrap_err();
    assert!(error.is_timeout() && error.attempts() == 2, "{error:?}");
    let last = error.failure().unwrap().last_status().unwrap();
    assert_eq!(
        (last.status().as_u16(), last.service_error().unwrap().code.clone()),
        (503, Some(ServiceErrorCode::Number(17)))
    );
}

/// An empty idempotency key counts as none: the call gets one of its own.
#[tokio::test]
async fn an_empty_key_is_replaced() {
    let script = Script::start([fine()]).await;
    let response = operation().ms_requestid("").send(&client(&script.base_url())).await.unwrap();
    assert_eq!(script.header("ms-requestid")[0], response.ids().idempotency_key.sent.as_deref().unwrap());
    assert_eq!(script.header("ms-requestid")[0].len(), 36);
}

/// The service carried out the operation, and its response was lost: the next attempt has the same idempotency key.
#[tokio::test]
async fn retries_after_lost_responses_change_nothing_twice() {
    let service = Service::start_losing_responses().await.unwrap();
    let client = builder(&service.base_url()).build().unwrap();
    for _ in 0..3 {
        let response = operation().send(&client).await.unwrap();
        assert_eq!(response.attempts(), 2);
    }
    assert_eq!((service.seen().len(), service.applied().len()), (6, 3));
}

/// Some servers refuse a request without `Content-Length`, even if it has no body.
#[tokio::test]
async fn a_request_without_a_body_has_a_content_length() {
    let script = Script::start([fine()]).await;
    let client = client(&script.base_url());
    client.send(Post).await.unwrap();
    client.send(Get).await.unwrap();
    assert_eq!(script.header("content-length"), ["0"]);
}
