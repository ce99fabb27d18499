//! All media types of requests and responses, as the service reads and writes them.

use bindery_tests::of_customer;
use bindery_tests::service::Service;
use partner_center_contracts::MediaType;
use partner_center_contracts::models::{Customer, RelationshipToPartner, ResourceAttributes};
use partner_center_contracts::operations::DeletePartnerCustomerRelationship as Operation;

use super::{client, operation};

#[tokio::test]
async fn all_media_types_of_bodies_and_responses_work() {
    let service = Service::start().await.unwrap();
    let client = client(&service.base_url());
    for content_type in Operation::CONTENT_TYPES {
        for accept in Operation::ACCEPTS {
            let customer = Customer::new()
                .with_allow_delegated_access(false)
                .with_relationship_to_partner(RelationshipToPartner::None)
                .with_attributes(ResourceAttributes::new().with_object_type("Customer"));
            let operation = Operation::new(of_customer(bindery_tests::service::CUSTOMER), customer);
            let response = operation.content_type(*content_type).accept(*accept).send(&client).await.unwrap();
            let seen = service.seen().pop().unwrap();
            let change = seen.change.unwrap();
            assert_eq!(change.relationship.as_deref(), Some("none"), "{content_type}");
            assert_eq!(change.delegated_access.as_deref(), Some("false"), "{content_type}");
            assert_eq!(change.object_type.as_deref(), Some("Customer"), "{content_type}");
            let expected = format!("{accept}; charset=utf-8");
            assert_eq!(response.content_type(), Some(expected.as_str()));
            let returned: Customer = response.decode().unwrap();
            assert_eq!(returned.relationship_to_partner, Some(RelationshipToPartner::None), "{accept}");
            assert_eq!(returned.allow_delegated_access, Some(false), "{accept}");
            let attributes = returned.attributes.unwrap();
            assert_eq!(attributes.object_type.as_deref(), Some("Customer"), "{accept}");
        }
    }
    assert_eq!(service.seen().len(), 20);
}

#[tokio::test]
async fn a_media_type_that_is_not_listed_is_not_sent() {
    let service = Service::start().await.unwrap();
    let refused = operation().accept(MediaType::ApplicationXWwwFormUrlencoded).send(&client(&service.base_url())).await;
    insta::assert_snapshot!(
        super::chain(&refused.unwrap_err()),
        @"the request could not be made: the operation does not list `application/x-www-form-urlencoded`; it lists application/json, text/json, application/xml, text/xml"
    );
    assert_eq!(service.seen().len(), 0);
}
