//! Bodies in the documented shapes of the service, with values of our own: each is written back unchanged, except for
//! the case of names and for nulls of absent members.

use partner_center_contracts::json;
use partner_center_contracts::models::{Customer, CustomerBillingProfile};
use partner_center_contracts::runtime::Value as WireValue;
use serde_json::{Map, Value};

/// The response to a GET: documented names, and undocumented members.
const GET: &str = r#"{
    "id": "8c1e", "commerceId": "5f0a", "relationshipToPartner": "reseller", "allowDelegatedAccess": true,
    "companyProfile": {
        "tenantId": "8c1e", "domain": "fabrikam.example", "companyName": "Fabrikam",
        "address": { "country": "FR", "city": "Lyon", "addressLine1": "1 rue Exemple", "phoneNumber": "" },
        "links": { "self": { "uri": "/customers/8c1e/profiles/company", "method": "GET", "headers": [] } },
        "attributes": { "objectType": "CustomerCompanyProfile" }
    },
    "billingProfile": {
        "id": "77", "email": "billing@fabrikam.example", "culture": "fr-FR", "language": "fr",
        "defaultAddress": { "country": "FR", "postalCode": "69001" },
        "attributes": { "etag": "-4611686018427387904", "objectType": "CustomerBillingProfile" }
    },
    "enableGDAPByDefault": false, "tags": ["a", { "b": [1, 2.5, null] }],
    "attributes": { "objectType": "Customer" }
}"#;

/// The response to the creation of a customer: the password is a string.
const CREATED: &str = r#"{
    "id": "8c1e", "relationshipToPartner": "none",
    "userCredentials": { "userName": "admin", "password": "?a=;b'/\\\"" },
    "attributes": { "objectType": "Customer" }
}"#;

/// The response to the PATCH: `PascalCase` names and nulls.
const PATCHED: &str = r#"{
    "Id": null, "CommerceId": null, "CompanyProfile": null, "BillingProfile": null, "RelationshipToPartner": "none",
    "AllowDelegatedAccess": null, "UserCredentials": null, "CustomDomains": null, "AssociatedPartnerId": null,
    "Attributes": { "ObjectType": "Customer" }
}"#;

/// A request in both spellings.
const MIXED: &str = r#"{ "AllowDelegatedAccess": false, "attributes": { "objectType": "Customer" } }"#;

/// A billing profile with an undocumented member, at its own level.
const BILLING: &str = r#"{
    "id": "77", "firstName": "Ada", "lastName": "Lovelace", "organizationRegistrationId": "RCS 1",
    "defaultAddress": { "country": "FR", "unknownPart": { "deep": [[]] } }
}"#;

#[test]
fn documented_bodies_round_trip_exactly() {
    for body in [GET, CREATED] {
        assert_eq!(round_trip::<Customer>(body), parse(body));
    }
    assert_eq!(round_trip::<CustomerBillingProfile>(BILLING), parse(BILLING));
}

#[test]
fn undocumented_bodies_are_written_as_documented_without_nulls() {
    for body in [PATCHED, MIXED] {
        assert_eq!(round_trip::<Customer>(body), documented(parse(body)));
    }
}

#[test]
fn large_numbers_of_unknown_members_stay() {
    let body = r#"{"id":"a","big":18446744073709551615,"small":-9223372036854775808,"exact":0.1}"#;
    let customer: Customer = json::from_str(body).unwrap();
    let unknown = customer.unknown.json().unwrap();
    assert_eq!(unknown["big"], 18_446_744_073_709_551_615_u64);
    assert_eq!(
        json::to_string(&customer).unwrap(),
        r#"{"id":"a","big":18446744073709551615,"exact":0.1,"small":-9223372036854775808}"#
    );
}

#[test]
fn unknown_members_can_be_set() {
    let mut customer = Customer::new().with_id("a");
    customer.unknown.json_mut().insert(String::from("enableGDAPByDefault"), Value::Bool(true));
    assert_eq!(json::to_string(&customer).unwrap(), r#"{"id":"a","enableGDAPByDefault":true}"#);
}

fn round_trip<T: WireValue + Default>(body: &str) -> Value {
    parse(&json::to_string(&json::from_str::<T>(body).unwrap()).unwrap())
}

fn parse(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// The value with documented names, and without nulls.
fn documented(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(members.map(|(name, value)| (camel_case(&name), documented(value))).collect::<Map<_, _>>())
        }
        other => other,
    }
}

fn camel_case(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    first.to_ascii_lowercase() + rest
}
