//! The ids of calls, and the headers that every request has.

use std::collections::BTreeSet;

use bindery_tests::service::Service;

use super::script::{Script, response};
use super::{Get, builder, client, operation};

#[tokio::test]
async fn every_call_has_ids_of_its_own() {
    let service = Service::start().await.unwrap();
    let client = client(&service.base_url());
    let mut ids = BTreeSet::new();
    for _ in 0..5 {
        let response = operation().send(&client).await.unwrap();
        for id in [&response.ids().idempotency_key, &response.ids().correlation_id] {
            let sent = id.sent.clone().unwrap();
            assert!(is_guid(&sent), "{sent}");
            ids.insert(sent);
        }
    }
    assert_eq!(ids.len(), 10);
}

/// Eight, four, four, four and twelve hexadecimal digits, of version 4.
fn is_guid(text: &str) -> bool {
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let digits = text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit());
    lengths == [8, 4, 4, 4, 12] && digits && text.as_bytes()[14] == b'4'
}

#[tokio::test]
async fn sent_and_returned_ids_are_available() {
    let service = Service::start().await.unwrap();
    let operation = operation().ms_requestid("call-1").ms_correlationid("deal-7").ms_cv("cv.1");
    let response = operation.send(&client(&service.base_url())).await.unwrap();
    let ids = response.ids();
    assert_eq!(ids.idempotency_key.sent.as_deref(), Some("call-1"));
    assert_eq!(ids.idempotency_key.returned.as_deref(), Some("call-1.0"));
    assert_eq!(ids.correlation_id.sent.as_deref(), Some("deal-7"));
    assert_eq!(ids.correlation_id.returned.as_deref(), Some("deal-7"));
    let seen = service.seen().pop().unwrap();
    assert_eq!((seen.header("ms-requestid"), seen.header("ms-cv")), (Some("call-1"), Some("cv.1")));
}

#[tokio::test]
async fn an_operation_without_ids_gets_none() {
    let script = Script::start([response("204 No Content", "ms-requestid: theirs\r\n", "")]).await;
    let response = client(&script.base_url()).send(Get).await.unwrap();
    assert_eq!(response.ids().idempotency_key.sent, None);
    assert_eq!(response.ids().idempotency_key.returned, None);
    assert!(!script.seen()[0].contains("ms-requestid"));
}

#[tokio::test]
async fn headers_of_the_client_are_sent_with_every_operation() {
    let script = Script::start([response("204 No Content", "", "")]).await;
    let client = builder(&script.base_url())
        .header("X-Locale", "de-DE")
        .header("ms-cv", "of-the-client")
        .secret_header("X-Key", "a key")
        .user_agent("invoices/2.1")
        .build()
        .unwrap();
    operation().send(&client).await.unwrap();
    operation().ms_cv("of-the-operation").send(&client).await.unwrap();
    assert_eq!(script.header("x-locale"), ["de-DE", "de-DE"]);
    assert_eq!(script.header("x-key"), ["a key", "a key"]);
    assert_eq!(script.header("user-agent"), ["invoices/2.1", "invoices/2.1"]);
    assert_eq!(script.header("ms-cv"), ["of-the-client", "of-the-operation"]);
}

#[tokio::test]
async fn the_crate_names_itself() {
    let script = Script::start([response("204 No Content", "", "")]).await;
    client(&script.base_url()).send(Get).await.unwrap();
    let agent = script.header("user-agent").pop().unwrap();
    assert!(agent.starts_with("partner-center-contracts/"), "{agent}");
}
