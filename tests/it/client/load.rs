//! Many concurrent calls, and a service that rejects most attempts.

use std::collections::{BTreeMap, BTreeSet};

use bindery_tests::service::{Seen, Service};

use super::{client, operation};

const CALLS: usize = 1_000;

/// The sockets of both sides of two concurrent tests, and the other open files of this process.
const SOCKETS: u64 = 4 * CALLS as u64 + 500;

/// Makes all calls concurrently, and returns the request ids that were sent.
async fn call(service: &Service) -> BTreeSet<String> {
    let limit = rlimit::increase_nofile_limit(SOCKETS).unwrap();
    assert!(limit >= SOCKETS, "a process may have no more than {limit} open files here: raise that");
    let client = client(&service.base_url());
    let calls: Vec<_> = (0..CALLS)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { operation().send(&client).await })
        })
        .collect();
    let mut ids = BTreeSet::new();
    for call in calls {
        let response = call.await.unwrap().unwrap();
        ids.insert(response.ids().idempotency_key.sent.clone().unwrap());
    }
    ids
}

fn by_call(seen: &[Seen]) -> BTreeMap<&str, Vec<&Seen>> {
    let mut calls = BTreeMap::<&str, Vec<&Seen>>::new();
    for request in seen {
        calls.entry(request.header("ms-requestid").unwrap()).or_default().push(request);
    }
    calls
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_thousand_calls_at_once() {
    let service = Service::start().await.unwrap();
    let ids = call(&service).await;
    assert_eq!(ids.len(), CALLS);
    assert_eq!(service.applied().len(), CALLS);
}

/// Calls have different request ids, and the attempts of a call the same one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_storm_of_retries_keeps_calls_apart() {
    let service = Service::start_failing(3).await.unwrap();
    let ids = call(&service).await;
    assert_eq!(ids.len(), CALLS, "no two calls share an id");
    let seen = service.seen();
    let calls = by_call(&seen);
    assert_eq!(calls.len(), CALLS);
    for (id, attempts) in calls {
        let statuses: Vec<u16> = attempts.iter().map(|attempt| attempt.status).collect();
        assert_eq!(statuses, [503, 429, 500, 200], "{id}");
        let correlation: BTreeSet<_> = attempts.iter().map(|attempt| attempt.header("ms-correlationid")).collect();
        assert_eq!(correlation.len(), 1, "{id}");
    }
}
