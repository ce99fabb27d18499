//! The request of the project's own operation: pinned completely, and with hostile values.

use bindery_tests::of_customer;
use std::fmt::Write;

use partner_center_contracts::models::{Customer, RelationshipToPartner};
use partner_center_contracts::operations::DeletePartnerCustomerRelationship;
use partner_center_contracts::{MediaType, RequestError, SERVERS, client};

fn customer() -> Customer {
    Customer::new().with_relationship_to_partner(RelationshipToPartner::None)
}

fn operation() -> DeletePartnerCustomerRelationship {
    DeletePartnerCustomerRelationship::new(of_customer("customer-id"), customer())
}

/// The request in the form that is sent.
fn text(request: &http::Request<Vec<u8>>) -> String {
    let mut output = format!("{} {}\n", request.method(), request.uri());
    for (name, value) in request.headers() {
        writeln!(output, "{name}: {}", value.to_str().unwrap()).unwrap();
    }
    write!(output, "\n{}", std::str::from_utf8(request.body()).unwrap()).unwrap();
    output
}

#[test]
fn requests_have_every_option() {
    let request = operation()
        .content_type(MediaType::ApplicationXml)
        .accept(MediaType::TextJson)
        .ms_correlationid("correlation")
        .ms_requestid("request")
        .ms_cv("vector.0")
        .authorization("token-1._~+/=")
        .into_request("https://api.partnercenter.microsoft.com")
        .unwrap();
    insta::assert_snapshot!(text(&request));
    assert!(request.headers()["authorization"].is_sensitive());
}

#[test]
fn requests_without_options_are_json() {
    insta::assert_snapshot!(text(&operation().into_request(SERVERS[0]).unwrap()));
}

/// The two documented uses of the operation.
#[test]
fn the_documented_uses_have_constructors() {
    let body = |operation: DeletePartnerCustomerRelationship| {
        let request = operation.into_request(SERVERS[0]).unwrap();
        assert_eq!(request.uri().path(), "/v1/customers/customer-id");
        serde_json::from_slice::<serde_json::Value>(request.body()).unwrap()
    };
    let ended = DeletePartnerCustomerRelationship::end_reseller_relationship(of_customer("customer-id"));
    let attributes = serde_json::json!({ "objectType": "Customer" });
    assert_eq!(body(ended), serde_json::json!({ "relationshipToPartner": "none", "attributes": attributes }));
    let ended = DeletePartnerCustomerRelationship::end_delegated_administration(of_customer("customer-id"));
    assert_eq!(body(ended), serde_json::json!({ "allowDelegatedAccess": false, "attributes": attributes }));
}

/// The response type is known from practice alone, and responses are read as that type.
#[test]
fn the_response_type_is_a_customer() {
    fn response<O: client::Operation<Response = Customer>>(_: O) {}
    response(operation());
}

#[test]
fn every_listed_media_type_is_sent_as_itself() {
    for media_type in DeletePartnerCustomerRelationship::CONTENT_TYPES {
        let request = operation().content_type(*media_type).into_request(SERVERS[0]).unwrap();
        assert_eq!(request.headers()["content-type"], media_type.as_str());
        let first = request.body()[0];
        let expected = if media_type.as_str().ends_with("json") {
            b'{'
        } else if media_type.as_str().ends_with("xml") {
            b'<'
        } else {
            b'r'
        };
        assert_eq!(first, expected, "{media_type}");
    }
    for media_type in DeletePartnerCustomerRelationship::ACCEPTS {
        let request = operation().accept(*media_type).into_request(SERVERS[0]).unwrap();
        assert_eq!(request.headers()["accept"], media_type.as_str());
    }
}

#[test]
fn a_media_type_that_is_not_listed_is_an_error() {
    let error = operation().accept(MediaType::ApplicationXWwwFormUrlencoded).into_request(SERVERS[0]).unwrap_err();
    let RequestError::MediaType { chosen, listed } = error else { panic!("another error: {error}") };
    assert_eq!(chosen, "application/x-www-form-urlencoded");
    assert_eq!(listed, ["application/json", "text/json", "application/xml", "text/xml"]);
}

#[test]
fn a_path_parameter_stays_in_its_segment() {
    let ids = [
        ("a/b", "a%2Fb"),
        ("../x", "..%2Fx"),
        ("a?b#c", "a%3Fb%23c"),
        ("a b", "a%20b"),
        ("Köln", "K%C3%B6ln"),
        ("%2e%2e", "%252e%252e"),
        ("a\r\nb\0", "a%0D%0Ab%00"),
        ("...", "..."),
        ("a&b=c;d@e:f\\g", "a%26b%3Dc%3Bd%40e%3Af%5Cg"),
    ];
    for (id, encoded) in ids {
        let request =
            DeletePartnerCustomerRelationship::new(of_customer(id), customer()).into_request(SERVERS[0]).unwrap();
        assert_eq!(request.uri().path(), format!("/v1/customers/{encoded}"));
    }
}

#[test]
fn a_path_parameter_that_would_make_another_path_is_an_error() {
    for id in ["", ".", ".."] {
        let error =
            DeletePartnerCustomerRelationship::new(of_customer(id), customer()).into_request(SERVERS[0]).unwrap_err();
        assert!(matches!(error, RequestError::Parameter { name: "customer_id", .. }), "{id:?}: {error}");
    }
}

#[test]
fn a_header_cannot_smuggle_a_line() {
    for value in ["a\r\nX-Evil: 1", "a\nb", "a\0", "ü", "\u{7f}"] {
        let error = operation().ms_cv(value).into_request(SERVERS[0]).unwrap_err();
        assert!(matches!(error, RequestError::Parameter { name: "ms-cv", .. }), "{value:?}: {error}");
        assert!(!error.to_string().contains("Evil"));
    }
}

#[test]
fn a_token_is_a_token_and_stays_secret() {
    for token in ["", "Bearer abc", "a\r\nb", "ü", "a b"] {
        let error = operation().authorization(token).into_request(SERVERS[0]).unwrap_err();
        assert!(matches!(error, RequestError::Token), "{token:?}: {error}");
    }
    // Services have tokens beyond the alphabet of RFC 6750.
    for token in ["abc.DEF-_~+/=", "https://id.example/a:b|{c}"] {
        let request = operation().authorization(token).into_request(SERVERS[0]).unwrap();
        assert_eq!(request.headers()["authorization"], format!("Bearer {token}"));
    }
    let operation = operation().authorization("canary-7f3a");
    assert!(!format!("{operation:?}").contains("canary"));
    let request = operation.into_request(SERVERS[0]).unwrap();
    assert!(!format!("{:?}", request.headers()).contains("canary"));
}

#[test]
fn a_base_url_is_http_and_a_host() {
    for base in [
        "",
        "api.example",
        "/v1",
        "ftp://api.example",
        "https://",
        "https://a.example?x=1",
        "https://a.example#x",
        "https://u:p@a.example",
    ] {
        let error = operation().into_request(base).unwrap_err();
        assert!(matches!(error, RequestError::BaseUrl { .. }), "{base:?}: {error}");
    }
    for (base, uri) in [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/customers/customer-id"),
        ("https://a.example/", "https://a.example/v1/customers/customer-id"),
        ("https://a.example/gateway/", "https://a.example/gateway/v1/customers/customer-id"),
    ] {
        assert_eq!(operation().into_request(base).unwrap().uri().to_string(), uri);
    }
}

#[test]
fn a_body_that_the_media_type_cannot_carry_is_an_error_with_its_cause() {
    let customer = Customer::new().with_id("\u{1}");
    let operation = DeletePartnerCustomerRelationship::new(of_customer("a"), customer).content_type(MediaType::TextXml);
    let error = operation.into_request(SERVERS[0]).unwrap_err();
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert_eq!(cause, "id: cannot be written: the wire format cannot represent U+0001");
}
