//! Responses: the bodies that are read, and those that are refused.

use std::collections::BTreeMap;

use partner_center_contracts::client::{DecodeError, Error, Response};
use partner_center_contracts::models::{Customer, RelationshipToPartner};
use partner_center_contracts::{Limits, ReadErrorKind};

use super::script::{Script, Step, response};
use super::{Get, builder, chain, client, operation};

/// The client's response for a body of this media type.
async fn received(content_type: &str, body: impl AsRef<[u8]>) -> Response<Customer> {
    let header = if content_type.is_empty() { String::new() } else { format!("Content-Type: {content_type}\r\n") };
    let script = Script::start([response("200 OK", &header, body)]).await;
    client(&script.base_url()).send(Get).await.unwrap()
}

/// The name of the company, in letters outside ASCII.
fn company(customer: &Customer) -> Option<&str> {
    customer.company_profile.as_ref()?.company_name.as_deref()
}

const NAME: &str = "Bäckerei Müller";

fn json() -> String {
    format!(r#"{{"companyProfile":{{"companyName":"{NAME}"}},"relationshipToPartner":"none"}}"#)
}

fn xml(encoding: &str) -> String {
    let namespace = "http://schemas.datacontract.org/2004/07/Microsoft.Partner.Service.Customers.Contracts.V1";
    format!(
        "<?xml version=\"1.0\"{encoding}?>\n<Customer xmlns=\"{namespace}\"><companyProfile><companyName>{NAME}\
         </companyName></companyProfile></Customer>"
    )
}

fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark = if mark { Some(0xfeff) } else { None };
    mark.into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect()
}

/// A service may repeat a secret as a key.
#[tokio::test]
async fn keys_that_a_service_chooses_are_not_shown() {
    let body = r#"{"a":{"x":1},"b":{"hun\"ter2]":"two"}}"#;
    let error = received("application/json", body).await.decode::<BTreeMap<String, BTreeMap<String, i64>>>();
    let shown = chain(&error.unwrap_err());
    assert!(shown.contains("[…][…]: wrong type") && !shown.contains("ter2"), "{shown}");
}

#[tokio::test]
async fn bodies_are_read_by_their_media_type() {
    for content_type in [
        "application/json",
        "text/json",
        "application/problem+json",
        "Application/JSON; Charset=UTF-8",
        "application/json;charset=\"utf-8\"",
        "application/json ; charset=utf-8",
        "application/json;; charset='utf-8'; =x",
        "application/json; charset=",
        "application/vnd.contoso.v1+json; odata=minimal",
    ] {
        assert_eq!(company(&received(content_type, json()).await.value().unwrap()), Some(NAME), "{content_type}");
    }
    for content_type in ["application/xml", "text/xml", "application/atom+xml", "text/xml; charset=utf-8"] {
        assert_eq!(company(&received(content_type, xml("")).await.value().unwrap()), Some(NAME), "{content_type}");
    }
}

#[tokio::test]
async fn bodies_are_read_in_their_charset() {
    let cases = [
        ("application/json; charset=iso-8859-1", latin1(&json())),
        ("application/json; charset=windows-1252", latin1(&json())),
        ("application/json; charset=utf-16le", utf16(&json(), false)),
        ("application/json; charset=utf-16", utf16(&json(), true)),
        ("application/json", utf16(&json(), true)),
        ("application/json", [b"\xef\xbb\xbf", json().as_bytes()].concat()),
        ("text/xml; charset=iso-8859-1", latin1(&xml(" encoding='iso-8859-1'"))),
        ("text/xml; charset=utf-16", utf16(&xml(" encoding=\"utf-16\""), true)),
        ("text/xml", latin1(&xml(" encoding = \"ISO-8859-1\""))),
        ("text/xml; charset=utf-8", xml(" encoding=\"windows-1251\"").into_bytes()),
        // The declaration that .NET writes into strings.
        ("text/xml", xml(" encoding=\"utf-16\"").into_bytes()),
        ("application/xml", utf16(&xml(" encoding=\"utf-16\""), true)),
    ];
    for (content_type, body) in cases {
        let customer = received(content_type, body).await.value();
        assert_eq!(company(&customer.unwrap()), Some(NAME), "{content_type}");
    }
}

#[tokio::test]
async fn unreadable_bodies_are_errors_with_a_reason() {
    let cases: [(&str, &[u8]); 11] = [
        ("application/json", b""),
        ("application/json", b" \r\n"),
        ("application/json\r\nContent-Encoding: gzip", b"\x1f\x8b"),
        ("", b"{}"),
        ("text/html", b"<html></html>"),
        ("application/x-www-form-urlencoded", b"id=1"),
        ("no media type", b"{}"),
        ("application/json; charset=klingon", b"{}"),
        ("application/json; charset=utf-8", b"{\"id\":\"\xff\"}"),
        ("application/json", b"{\"companyProfile\":{\"address\":{\"city\":5}}}"),
        ("application/xml", b"<Customer><id>1</id>"),
    ];
    let mut said = String::new();
    for (content_type, body) in cases {
        let error = received(content_type, body).await.value().unwrap_err();
        // The ids are new ones each time.
        said += chain(&error).replace(" (1 attempt)", "").as_str();
        said.push('\n');
    }
    insta::assert_snapshot!(said, @r"
    the response has no body
    the response has no body
    the body is compressed, although the request did not ask for it: `gzip`
    the response has no `Content-Type`
    unsupported media type `text/html`
    unsupported media type `application/x-www-form-urlencoded`
    the media type in the `Content-Type` of the response is not supported
    the charset is unknown: see the `Content-Type` of the response
    the body is not valid in the charset `UTF-8`
    the body is not of the declared type: companyProfile.address.city: wrong type: expected a string, found an integer at line 1 column 38
    the body is not of the declared type: malformed: unexpected end at line 1 column 21
    ");
}

#[tokio::test]
async fn an_absent_body_differs_from_an_unreadable_one() {
    let empty = received("application/json", "").await;
    let error = empty.value().unwrap_err();
    assert!(matches!(error, Error::Decode { error: DecodeError::Empty, .. }), "{error:?}");
    assert_eq!(error.attempts(), 1);
    let wrong = received("application/json", "[]").await;
    let Error::Decode { error: error @ DecodeError::Read(_), .. } = wrong.value().unwrap_err() else {
        panic!("{wrong:?}")
    };
    assert!(matches!(error.kind(), Some(ReadErrorKind::WrongType { .. })));
    assert_eq!(wrong.body().as_ref(), b"[]", "the bytes are there all the same");
}

/// The caller names the type, even one that the operation does not declare.
#[tokio::test]
async fn the_caller_names_the_type() {
    let response = received("application/json", json()).await;
    assert_eq!(response.decode::<Customer>().unwrap().relationship_to_partner, Some(RelationshipToPartner::None));
    let any: partner_center_contracts::Any = response.decode().unwrap();
    assert_eq!(any.as_map().unwrap().len(), 2);
    let array = received("application/json", r#"[{"id":"1"},{"id":"2"}]"#).await;
    assert_eq!(array.decode::<Vec<Customer>>().unwrap().len(), 2);
    let in_xml = received("text/xml", "<all><one><id>1</id></one><one><id>2</id></one></all>").await;
    assert_eq!(in_xml.decode::<Vec<Customer>>().unwrap().len(), 2);
}

/// A gigabyte is neither kept nor waited for, with or without `Content-Length`: the connection is closed.
#[tokio::test]
async fn a_body_has_a_limit() {
    for length in ["Content-Length: 1073741824\r\n", "Connection: close\r\n"] {
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n{length}\r\n").into_bytes();
        let script = Script::start([Step::Flood(head, 1 << 10)]).await;
        let error = operation().send(&client(&script.base_url())).await.unwrap_err();
        assert!(matches!(error, Error::TooLarge { limit: 16_777_216, .. }), "{error:?}");
        assert_eq!(script.seen().len(), 1, "the operation succeeded: it is not tried again");
    }
}

#[tokio::test]
async fn the_limit_can_be_set_and_is_exact() {
    let script = Script::start([response("200 OK", "Content-Type: application/json\r\n", json())]).await;
    for (limit, fits) in [(json().len(), true), (json().len() - 1, false)] {
        let client = builder(&script.base_url()).max_body(limit).build().unwrap();
        assert_eq!(client.send(Get).await.is_ok(), fits, "{limit}");
    }
    let client = builder(&script.base_url()).limits(Limits::new().depth(1)).build().unwrap();
    assert!(client.send(Get).await.unwrap().value().is_err(), "the decoders have these limits as well");
}

/// A chunked body has no length.
#[tokio::test]
async fn a_body_may_come_in_chunks() {
    let body = json();
    let (left, right) = body.split_at(10);
    let chunks = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n\
         {:x}\r\n{left}\r\n{:x}\r\n{right}\r\n0\r\n\r\n",
        left.len(),
        right.len()
    );
    let script = Script::start([Step::Write(chunks.into_bytes())]).await;
    let response = client(&script.base_url()).send(Get).await.unwrap();
    assert_eq!(company(&response.value().unwrap()), Some(NAME));
    assert_eq!(response.into_body().as_ref(), json().as_bytes());
}
