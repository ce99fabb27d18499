//! Hostile bodies: each is read in linear time and memory, or refused with a typed error.

use bindery_tests::{Wire, read};
use partner_center_contracts::models::Customer;
use partner_center_contracts::{Limits, ReadError, ReadErrorKind, form, json, xml};

/// 100 MB.
const LARGE: usize = 100_000_000;

/// A body with one string of 100 MB.
fn large(before: &str, after: &str) -> Vec<u8> {
    let mut body = Vec::with_capacity(LARGE + before.len() + after.len());
    body.extend_from_slice(before.as_bytes());
    body.resize(before.len() + LARGE, b'a');
    body.extend_from_slice(after.as_bytes());
    body
}

#[test]
fn one_text_of_100_mb_is_read_or_refused_as_the_limits_say() {
    let limits = Limits::new().bytes(1_000_000);
    let refused = ReadErrorKind::Limit("bytes of a body");
    let check = |read: Result<Customer, ReadError>, limited: Result<Customer, ReadError>| {
        assert_eq!(read.unwrap().id.unwrap().len(), LARGE);
        assert_eq!(limited.unwrap_err().kind(), refused);
    };
    let body = large("{\"id\":\"", "\"}");
    check(json::from_slice(&body), json::from_slice_with(&body, limits));
    let body = large("<Customer><id>", "</id></Customer>");
    check(xml::from_slice(&body), xml::from_slice_with(&body, limits));
    let body = large("id=", "");
    check(form::from_slice(&body), form::from_slice_with(&body, limits));
}

/// A refused body: the wire format, the bytes, and the error message.
macro_rules! refused {
    ($($name:ident: $wire:ident $body:expr => $message:literal;)+) => {$(
        #[test]
        fn $name() {
            let body: Vec<u8> = Vec::from($body);
            let error = read::<Customer>(Wire::$wire, &body).unwrap_err();
            assert_eq!(error.to_string(), $message);
        }
    )+};
}

refused! {
    entity_bomb: Xml "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;&b;'>]><Customer><id>&c;</id></Customer>"
        => "not accepted: a document type declaration at line 1 column 1";
    entity_that_is_not_defined: Xml "<Customer><id>&lol;</id></Customer>"
        => "id: malformed: a reference to an entity that XML does not define at line 1 column 15";
    mismatched_tags: Xml "<Customer><id>a</Id></Customer>"
        => "id: malformed: an end tag that does not match its start tag at line 1 column 16";
    invalid_utf8_in_json: Json b"{\"id\":\"\xff\"}"
        => "malformed: not UTF-8 at line 1 column 8";
    invalid_utf8_in_xml: Xml b"<Customer><id>\xff</id></Customer>"
        => "malformed: a byte that is not UTF-8 at line 1 column 15";
    invalid_utf8_in_a_form: Form "id=%ff"
        => "malformed: not UTF-8 at byte 0";
    huge_number: Json "{\"userCredentials\":{\"password\":{\"length\":1e400}}}"
        => "userCredentials.password.length: malformed: number out of range at line 1 column 46";
    number_that_is_no_int32: Json "{\"userCredentials\":{\"password\":{\"length\":2147483648}}}"
        => "userCredentials.password.length: wrong type: expected an integer of 32 bits, found an integer out of range at line 1 column 51";
    lone_surrogate: Json "{\"id\":\"\\ud800\"}"
        => "id: malformed: unexpected end of hex escape at line 1 column 14";
    index_gap: Form "links.self.headers[999999999].key=a"
        => "links.self.headers: malformed: the array skips an index at byte 0";
    more_pairs_than_the_limit: Form "id=a&".repeat(10_001)
        => "limit exceeded: pairs of a form at byte 50000";
    more_attributes_than_the_limit: Xml format!("<Customer {}/>", (0..300).map(|i| format!("a{i}='' ")).collect::<String>())
        => "limit exceeded: attributes of an element at line 1 column 1";
}
