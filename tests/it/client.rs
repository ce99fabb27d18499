//! The client against services on loopback: one that behaves as documented, and one that misbehaves on request.

mod building;
mod example;
mod ids;
mod load;
mod named_bodies;
mod responses;
mod retries;
mod script;
mod secrets;
mod service_errors;
mod sources;
mod timeouts;
mod tls;
mod tokens;
mod wires;

use std::time::Duration;

use bindery_tests::of_customer;
use bindery_tests::service::{CUSTOMER, Service, TOKEN};
use partner_center_contracts::client::{Client, ClientBuilder, Error, Operation, OperationInfo, RetryPolicy};
use partner_center_contracts::models::{Customer, RelationshipToPartner};
use partner_center_contracts::operations::DeletePartnerCustomerRelationship;
use partner_center_contracts::{RequestError, runtime::request::RequestBuilder};

/// The longest wait of a test for an event that must happen.
const LONG: Duration = Duration::from_secs(20);

/// A policy with short waits.
fn quick() -> RetryPolicy {
    RetryPolicy::new()
        .backoff(Duration::from_millis(1), Duration::from_millis(5))
        .max_retry_after(Duration::from_millis(50))
}

/// A builder of a client that retries quickly.
fn builder(base_url: &str) -> ClientBuilder {
    Client::builder(base_url).token(TOKEN).retry(quick()).timeout(LONG)
}

fn client(base_url: &str) -> Client {
    builder(base_url).build().unwrap()
}

/// The operation, on the customer that the service has.
fn operation() -> DeletePartnerCustomerRelationship {
    DeletePartnerCustomerRelationship::new(of_customer(CUSTOMER), customer())
}

fn customer() -> Customer {
    Customer::new().with_relationship_to_partner(RelationshipToPartner::None)
}

/// An operation that must not be carried out twice: its method is not idempotent, and it has no idempotency key.
struct Post;

impl Operation for Post {
    type Response = ();
    type Error = ();
    const INFO: OperationInfo = OperationInfo::new("Post", "/post");

    fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, RequestError> {
        RequestBuilder::new(http::Method::POST).literal("/post").into_request(base_url)
    }
}

/// An idempotent operation that takes no token.
struct Get;

impl Operation for Get {
    type Response = Customer;
    type Error = ();
    const INFO: OperationInfo = OperationInfo::new("Get", "/get");

    fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, RequestError> {
        RequestBuilder::new(http::Method::GET).literal("/get").into_request(base_url)
    }
}

/// An error with all of its sources.
fn chain(error: &Error) -> String {
    let mut text = error.to_string();
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        text = format!("{text}: {cause}");
        source = cause.source();
    }
    text
}

/// A client can be shared, sent to other threads and cloned, as the README promises.
#[test]
fn a_client_can_be_shared() {
    fn shared<T: Send + Sync + Clone + 'static>() {}
    fn sent<T: Send>(value: T) -> T {
        value
    }
    shared::<Client>();
    let client = client("http://127.0.0.1:1");
    drop(sent(operation().send(&client)));
}

#[tokio::test]
async fn an_operation_is_carried_out() {
    let service = Service::start().await.unwrap();
    let response = operation().send(&client(&service.base_url())).await.unwrap();
    assert_eq!((response.status().as_u16(), response.attempts()), (200, 1));
    let customer: Customer = response.decode().unwrap();
    assert_eq!(customer.relationship_to_partner, Some(RelationshipToPartner::None));
    assert_eq!(service.applied()[0].relationship.as_deref(), Some("none"));
}
