//! Invalid settings of clients, and blocking clients.

use std::time::Duration;

use bindery_tests::service::Service;
use partner_center_contracts::SERVERS;
use partner_center_contracts::client::{Client, ClientBuilder, RetryPolicy};
use partner_center_contracts::models::Customer;

use super::script::{Script, response};
use super::{builder, chain, operation};

#[test]
fn unusable_settings_fail_to_build() {
    let base = || Client::builder("https://api.partnercenter.microsoft.com");
    let builders: Vec<ClientBuilder> = vec![
        Client::builder("api.partnercenter.microsoft.com"),
        Client::builder("ftp://example.com"),
        Client::builder("https://user:pass@example.com"),
        Client::builder("https://example.com?a=b"),
        Client::builder("http://example.com"),
        Client::builder("http://localhost.example.com"),
        base().header("X Locale", "de"),
        base().header("X-Locale", "de\r\nX-Admin: yes"),
        base().header("Authorization", "Bearer x"),
        base().header("Content-Type", "text/plain"),
        base().header("Accept-Encoding", "gzip"),
        base().token("Bearer token"),
        base().timeout(Duration::ZERO),
        base().attempt_timeout(Duration::ZERO),
        base().connect_timeout(Duration::ZERO),
        Client::builder("https://example.com/a/../b"),
        Client::builder("https://example.com/%2e%2e/b"),
        base().retry(RetryPolicy::new().attempts(0)),
        base().retry(RetryPolicy::new().backoff(Duration::ZERO, Duration::from_secs(1))),
        base().retry(RetryPolicy::new().backoff(Duration::from_secs(2), Duration::from_secs(1))),
        base().http(reqwest::Client::new()).connect_timeout(Duration::from_secs(1)),
    ];
    let said: String = builders.into_iter().map(|builder| chain(&builder.build().unwrap_err()) + "\n").collect();
    insta::assert_snapshot!(said);
}

#[test]
fn services_of_the_description_and_of_this_machine_can_be_used() {
    let own = ["http://localhost:8080", "http://127.0.0.1", "http://[::1]:9/api", "http://127.8.9.10:1/"];
    for base_url in SERVERS.iter().chain(&own) {
        let client = Client::new(base_url, "t").unwrap();
        assert_eq!(client.base_url(), *base_url);
    }
    assert!(SERVERS.contains(&"https://partner.partnercenterapi.microsoftonline.cn"));
    Client::builder("http://example.com").allow_plain_http().build().unwrap();
}

#[tokio::test]
async fn an_idempotency_key_cannot_be_shared() {
    let script = Script::start([response("204 No Content", "", "")]).await;
    let client = Client::builder(&script.base_url()).token("t").header("MS-RequestId", "one for all").build().unwrap();
    let error = operation().send(&client).await.unwrap_err();
    insta::assert_snapshot!(error, @"the header `ms-requestid` cannot be sent: it is an idempotency key, which must differ for every call");
    assert_eq!(script.seen().len(), 0);
}

/// A correlation id, which several calls share, can be a header of the client.
#[tokio::test]
async fn a_correlation_id_can_be_shared() {
    let service = Service::start().await.unwrap();
    let client = builder(&service.base_url()).header("MS-CorrelationId", "deal").build().unwrap();
    let response = operation().send(&client).await.unwrap();
    assert_eq!(response.ids().correlation_id.sent.as_deref(), Some("deal"));
}

#[tokio::test]
async fn a_client_of_the_callers_is_used() {
    let service = Service::start().await.unwrap();
    let http = reqwest::Client::builder().user_agent("theirs").build().unwrap();
    let client = builder(&service.base_url()).http(http).build().unwrap();
    operation().send(&client).await.unwrap();
    assert_eq!(service.seen().len(), 1);
}

#[test]
fn threads_share_a_blocking_client() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let service = runtime.block_on(Service::start()).unwrap();
    let client = builder(&service.base_url()).build_blocking().unwrap();
    let threads: Vec<_> = (0..4)
        .map(|_| {
            let client = client.clone();
            std::thread::spawn(move || operation().send_blocking(&client).unwrap().decode::<Customer>().unwrap())
        })
        .collect();
    for thread in threads {
        assert!(thread.join().unwrap().id.is_some());
    }
    assert_eq!(service.seen().len(), 4);
}

/// Blocking works on threads of any tokio runtime and without one, and dropping the runtime does not panic.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_blocking_client_works_within_a_runtime() {
    let service = Service::start().await.unwrap();
    let client = builder(&service.base_url()).build_blocking().unwrap();
    let other = client.clone();
    let waited =
        tokio::task::spawn_blocking(move || operation().send_blocking(&other).map(|response| response.status()));
    assert_eq!(waited.await.unwrap().unwrap().as_u16(), 200);
    tokio::task::block_in_place(|| operation().send_blocking(&client)).unwrap();
    operation().send_blocking(&client).unwrap();
    assert_eq!(service.seen().len(), 3);
    drop(client);
}
