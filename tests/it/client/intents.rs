//! The two documented uses of the operation.

use bindery_tests::service::{CUSTOMER, Change, Service};
use partner_center_contracts::models::{Customer, RelationshipToPartner, ResourceAttributes};
use partner_center_contracts::operations::DeletePartnerCustomerRelationship as Operation;

use super::client;

fn attributes() -> ResourceAttributes {
    ResourceAttributes::new().with_object_type("Customer")
}

async fn applied(operation: Operation) -> Change {
    let service = Service::start().await.unwrap();
    operation.send(&client(&service.base_url())).await.unwrap();
    service.applied().pop().unwrap()
}

#[tokio::test]
async fn the_reseller_relationship_is_ended() {
    let customer =
        Customer::new().with_relationship_to_partner(RelationshipToPartner::None).with_attributes(attributes());
    let change = applied(Operation::new("1", CUSTOMER, customer)).await;
    let expected = Change {
        relationship: Some(String::from("none")),
        object_type: Some(String::from("Customer")),
        ..Change::default()
    };
    assert_eq!(change, expected);
}

#[tokio::test]
async fn delegated_administration_is_ended() {
    let customer = Customer::new().with_allow_delegated_access(false).with_attributes(attributes());
    let change = applied(Operation::new("1", CUSTOMER, customer)).await;
    let expected = Change {
        delegated_access: Some(String::from("false")),
        object_type: Some(String::from("Customer")),
        ..Change::default()
    };
    assert_eq!(change, expected);
}
