//! Each of the ten definitions, filled and empty, in every wire format: the bytes are pinned and read back.

use std::fmt::{Debug, Write};

use bindery_tests::{Wire, read, write};
use partner_center_contracts::models::{
    Address, Customer, CustomerBillingProfile, CustomerCompanyProfile, KeyValuePairOfStringString, Link,
    RelationshipToPartner, ResourceAttributes, ResourceLinks, SecureString, UserCredentials,
};
use partner_center_contracts::runtime::private::ValueRef;
use partner_center_contracts::runtime::{Object, Value};
use partner_center_contracts::{ReadError, WriteError, form, json, xml};

/// A test for a definition: it reads the fixture, compares the snapshot, and reads the output back.
macro_rules! pinned {
    ($($name:ident: $model:ty;)+) => {$(
        #[test]
        fn $name() {
            let filled = include_str!(concat!("../fixtures/partner/", stringify!($model), ".filled.json"));
            let filled: $model = json::from_str(filled).unwrap();
            assert_every_member_is_set(&filled);
            assert!(filled.unknown.is_empty(), "the fixture has members that the contract does not");
            insta::assert_snapshot!(concat!(stringify!($name), "_filled"), on_every_wire(&filled));

            let empty: $model = json::from_str("{}").unwrap();
            assert_eq!(empty, <$model>::new());
            insta::assert_snapshot!(concat!(stringify!($name), "_empty"), on_every_wire(&empty));
        }
    )+};
}

pinned! {
    address: Address;
    customer: Customer;
    customer_billing_profile: CustomerBillingProfile;
    customer_company_profile: CustomerCompanyProfile;
    key_value_pair_of_string_string: KeyValuePairOfStringString;
    link: Link;
    resource_attributes: ResourceAttributes;
    resource_links: ResourceLinks;
    secure_string: SecureString;
    user_credentials: UserCredentials;
}

/// The value in each wire format; each is read back to the same value.
fn on_every_wire<T: Object + Value + Default + PartialEq + Debug>(value: &T) -> String {
    let mut output = String::new();
    for wire in Wire::ALL {
        let bytes = write(wire, value).unwrap();
        let back: T = read(wire, &bytes).unwrap();
        assert_eq!(&back, value, "{} is read back to another value", wire.name());
        let text = String::from_utf8(bytes).unwrap();
        writeln!(output, "{}: {text}", wire.name()).unwrap();
    }
    output
}

fn assert_every_member_is_set(object: &dyn Object) {
    let is_set = object.try_visit(|member, value| match value.value_ref() {
        ValueRef::Absent => Err(member.name),
        _ => Ok(()),
    });
    assert_eq!(is_set.map(|_| ()), Ok(()), "a member is not set");
}

#[test]
fn serde_writes_the_bytes_of_the_json_module() {
    let customer: Customer = json::from_str(include_str!("../fixtures/partner/customer.full.json")).unwrap();
    let text = serde_json::to_string(&customer).unwrap();
    assert_eq!(json::to_string(&customer).unwrap(), text);
    assert_eq!(serde_json::from_str::<Customer>(&text).unwrap(), customer);
}

#[test]
fn a_model_works_within_a_struct_of_serde() {
    #[derive(serde::Serialize, serde::Deserialize, PartialEq, Debug)]
    struct Envelope {
        at: u32,
        customers: Vec<Customer>,
    }
    let envelope = Envelope { at: 1, customers: vec![Customer::new().with_id("a"), Customer::new()] };
    let text = serde_json::to_string(&envelope).unwrap();
    assert_eq!(text, r#"{"at":1,"customers":[{"id":"a"},{}]}"#);
    assert_eq!(serde_json::from_str::<Envelope>(&text).unwrap(), envelope);
}

#[test]
fn xml_is_what_a_net_serializer_wrote() {
    let customer: Customer = json::from_str(include_str!("../fixtures/partner/customer.full.json")).unwrap();
    assert_eq!(xml::to_string(&customer).unwrap(), include_str!("../fixtures/partner/customer.full.xml").trim_end());
}

#[test]
fn setters_make_what_the_wires_read() {
    let customer = Customer::new()
        .with_relationship_to_partner(RelationshipToPartner::None)
        .with_custom_domains(["a.example", "b.example"])
        .with_company_profile(CustomerCompanyProfile::new().with_address(Address::new().with_city("Köln")));
    let text = r#"{"companyProfile":{"address":{"city":"Köln"}},"customDomains":["a.example","b.example"],"relationshipToPartner":"none"}"#;
    assert_eq!(json::to_string(&customer).unwrap(), text);
    assert_eq!(json::from_str::<Customer>(text).unwrap(), customer);
}

#[test]
fn names_are_read_in_any_case() {
    let camel: Customer =
        json::from_str(r#"{"relationshipToPartner":"none","attributes":{"objectType":"C"}}"#).unwrap();
    let pascal: Customer =
        json::from_str(r#"{"RelationshipToPartner":"None","Attributes":{"ObjectType":"C"}}"#).unwrap();
    assert_eq!(camel, pascal);
}

#[test]
fn numbers_of_an_enum_are_read() {
    let customer: Customer = json::from_str(r#"{"relationshipToPartner":4}"#).unwrap();
    assert_eq!(customer.relationship_to_partner, Some(RelationshipToPartner::MicrosoftSupport));
}

#[test]
fn an_unknown_value_of_an_enum_survives_every_wire() {
    let customer: Customer = json::from_str(r#"{"relationshipToPartner":"distributor"}"#).unwrap();
    let relationship = customer.relationship_to_partner.as_ref().unwrap();
    assert!(
        matches!(relationship, RelationshipToPartner::Unrecognized(value) if value.as_str() == Some("distributor"))
    );
    for wire in Wire::ALL {
        let bytes = write(wire, &customer).unwrap();
        assert_eq!(read::<Customer>(wire, &bytes).unwrap(), customer);
    }
}

#[test]
fn unknown_members_survive_their_own_wire() {
    let text = r#"{"id":"a","enableGDAPByDefault":true,"tags":[{"x":1.5}]}"#;
    let customer: Customer = json::from_str(text).unwrap();
    assert_eq!(json::to_string(&customer).unwrap(), text);
    assert_eq!(xml::to_string(&customer).unwrap(), xml::to_string(&Customer::new().with_id("a")).unwrap());

    let text = r#"<Customer xmlns="http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1" xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><Id>a</Id><tags a="1"><x>1</x></tags></Customer>"#;
    let customer: Customer = xml::from_str(text).unwrap();
    assert_eq!(xml::to_string(&customer).unwrap(), text);
}

/// .NET drops an element that is out of order: members that only the service has keep their places.
#[test]
fn members_that_the_service_has_in_addition_keep_their_order() {
    let theirs = include_str!("../fixtures/dotnet/customer_grown.xml");
    let customer: Customer = xml::from_str(theirs).unwrap();
    assert_eq!(xml::to_string(&customer).unwrap(), theirs);
    let changed = customer.with_allow_delegated_access(true).with_commerce_id("c");
    let expected =
        theirs.replace("false</Allow", "true</Allow").replace("<Enable", "<CommerceId>c</CommerceId><Enable");
    assert_eq!(xml::to_string(&changed).unwrap(), expected);
}

/// The string that must appear only in the body.
const CANARY: &str = "canary-7f3a";

fn credentials() -> Customer {
    let password = SecureString::new().with_secret(CANARY);
    Customer::new().with_user_credentials(UserCredentials::new().with_user_name("admin").with_password(password))
}

#[test]
fn a_password_is_a_string_in_json_and_in_a_form() {
    let customer = credentials();
    let text = r#"{"userCredentials":{"password":"canary-7f3a","userName":"admin"}}"#;
    assert_eq!(json::to_string(&customer).unwrap(), text);
    assert_eq!(json::from_str::<Customer>(text).unwrap(), customer);
    let text = "userCredentials.password=canary-7f3a&userCredentials.userName=admin";
    assert_eq!(form::to_string(&customer).unwrap(), text);
    assert_eq!(form::from_str::<Customer>(text).unwrap(), customer);
}

#[test]
fn a_password_cannot_travel_in_xml() {
    let error = xml::to_string(&credentials()).unwrap_err();
    assert_eq!(error.path(), "userCredentials.password");
    let text = "<Customer><userCredentials><password>canary-7f3a</password></userCredentials></Customer>";
    let error = xml::from_str::<Customer>(text).unwrap_err();
    assert_eq!(error.path(), "userCredentials.password");
    assert!(!format!("{error} {error:?}").contains(CANARY));
}

#[test]
fn no_debug_and_no_error_shows_a_password() {
    assert!(!format!("{:?} {:#?}", credentials(), credentials()).contains(CANARY));
    let bad = [
        (Wire::Json, r#"{"userCredentials":{"password":["canary-7f3a"]}}"#),
        (Wire::Json, r#"{"userCredentials":{"password":{"length":"canary-7f3a"}}}"#),
        (Wire::Json, r#"{"userCredentials":"canary-7f3a"}"#),
        (Wire::Json, r#"{"userCredentials":{"password":"canary-7f3a\q"}}"#),
        (Wire::Json, r#"{"userCredentials":{"password":"canary-7f3a"#),
        (Wire::Form, "userCredentials.password.length=canary-7f3a"),
        (Wire::Form, "userCredentials.password=canary-7f3a%zz"),
        (Wire::Form, "userCredentials=canary-7f3a"),
        (Wire::Xml, "<Customer><userCredentials>canary-7f3a</userCredentials></Customer>"),
        (
            Wire::Xml,
            "<Customer><userCredentials><password><length>canary-7f3a</length></password></userCredentials></Customer>",
        ),
        (Wire::Xml, "<Customer><userCredentials><password>&canary-7f3a;</password></userCredentials></Customer>"),
    ];
    for (wire, text) in bad {
        let error = read::<Customer>(wire, text.as_bytes()).unwrap_err();
        let mut shown = format!("{error} {error:?}");
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            write!(shown, " {cause} {cause:?}").unwrap();
            source = cause.source();
        }
        assert!(!shown.contains(CANARY), "{text}: {shown}");
    }
}

#[test]
fn no_snapshot_shows_a_password() {
    insta::assert_snapshot!("debug_of_credentials", format!("{:#?}", credentials()));
    let snapshots = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/it/snapshots")).unwrap();
    for snapshot in snapshots {
        let path = snapshot.unwrap().path();
        assert!(!std::fs::read_to_string(&path).unwrap().contains(CANARY), "{}", path.display());
    }
}

/// A refused body: the wire format, the text, and the error message.
macro_rules! refused {
    ($($name:ident: $wire:ident $text:expr => $message:literal;)+) => {$(
        #[test]
        fn $name() {
            let error: ReadError = read::<Customer>(Wire::$wire, $text.as_bytes()).unwrap_err();
            assert_eq!(error.to_string(), $message);
        }
    )+};
}

refused! {
    json_of_the_wrong_type: Json r#"{"companyProfile":{"address":{"city":7}}}"#
        => "companyProfile.address.city: wrong type: expected a string, found an integer at line 1 column 38";
    json_with_a_wrong_item: Json r#"{"customDomains":["a",true]}"#
        => "customDomains[1]: wrong type: expected a string, found a boolean at line 1 column 26";
    json_that_is_malformed: Json "{\"companyProfile\":\n{\"address\":}}"
        => "companyProfile.address: malformed: expected value at line 2 column 12";
    json_that_ends_early: Json r#"{"id":"a"#
        => "id: malformed: unexpected end at line 1 column 8";
    json_that_is_too_deep: Json deep("{\"links\":{\"next\":{\"x\":", "[", 300) + &"]".repeat(300) + "}}}"
        => "links.next: limit exceeded: levels of nesting at line 1 column 623";
    json_that_is_deep_and_ends_early: Json deep("{\"links\":{\"next\":{\"x\":", "[", 300)
        => "links.next: malformed: unexpected end at line 1 column 322";
    xml_of_the_wrong_type: Xml "<Customer>\n<allowDelegatedAccess>maybe</allowDelegatedAccess></Customer>"
        => "allowDelegatedAccess: wrong type: expected a boolean, found other text at line 2 column 1";
    xml_with_another_root: Xml "<Partner/>"
        => "wrong type: expected Customer, found another root element at line 1 column 1";
    xml_with_text_for_an_object: Xml "<Customer><companyProfile><address>here</address></companyProfile></Customer>"
        => "companyProfile.address: wrong type: expected an object, found text at line 1 column 36";
    xml_that_ends_early: Xml "<Customer><id>a"
        => "id: malformed: unexpected end at line 1 column 16";
    xml_that_is_too_deep: Xml deep("<Customer>", "<links>", 300)
        => "links: limit exceeded: levels of nesting at line 1 column 900";
    xml_with_a_doctype: Xml "<!DOCTYPE Customer><Customer/>"
        => "not accepted: a document type declaration at line 1 column 1";
    form_of_the_wrong_type: Form "id=a&allowDelegatedAccess=maybe"
        => "allowDelegatedAccess: wrong type: expected a boolean, found other text at byte 5";
    form_that_skips_an_index: Form "customDomains[7]=a"
        => "customDomains: malformed: the array skips an index at byte 0";
}

/// A body that opens the same construct many times.
fn deep(start: &str, open: &str, times: usize) -> String {
    format!("{start}{}", open.repeat(times))
}

#[test]
fn a_character_that_xml_forbids_is_an_error_that_names_the_member() {
    let customer = Customer::new().with_links(ResourceLinks::new().with_next(Link::new().with_uri("a\u{1}b")));
    let error: WriteError = xml::to_string(&customer).unwrap_err();
    assert_eq!(error.to_string(), "links.next.uri: cannot be written: the wire format cannot represent U+0001");
}
