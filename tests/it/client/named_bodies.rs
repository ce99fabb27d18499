//! The two documented uses of the operation, each with a constructor of its own.

use bindery_tests::of_customer;
use bindery_tests::service::{CUSTOMER, Change, Service};
use partner_center_contracts::operations::DeletePartnerCustomerRelationship as Operation;

use super::client;

async fn applied(operation: Operation) -> Change {
    let service = Service::start().await.unwrap();
    let response = operation.send(&client(&service.base_url())).await.unwrap();
    // The description states no schema; in practice it is the customer.
    assert_eq!(response.value().unwrap().id.as_deref(), Some(CUSTOMER));
    service.applied().pop().unwrap()
}

#[tokio::test]
async fn the_reseller_relationship_is_ended() {
    let change = applied(Operation::end_reseller_relationship(of_customer(CUSTOMER))).await;
    let expected = Change {
        relationship: Some(String::from("none")),
        object_type: Some(String::from("Customer")),
        ..Change::default()
    };
    assert_eq!(change, expected);
}

#[tokio::test]
async fn delegated_administration_is_ended() {
    let change = applied(Operation::end_delegated_administration(of_customer(CUSTOMER))).await;
    let expected = Change {
        delegated_access: Some(String::from("false")),
        object_type: Some(String::from("Customer")),
        ..Change::default()
    };
    assert_eq!(change, expected);
}
