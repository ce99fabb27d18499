//! Media types and the types of responses.

use super::*;

/// Shows the types of responses as text.
fn of(class: ResponseClass, responses: &[(&'static str, &'static str, Option<&'static str>)]) -> String {
    let is_read = |media_type: &str| MediaType(String::from(media_type)).is_read();
    let responses = responses
        .iter()
        .map(|(status, media_type, ty)| (Status::parse(status).expect("a status"), is_read(media_type), ty.as_ref()));
    match response_types(responses, class) {
        ResponseTypes::Nothing => String::from("nothing"),
        ResponseTypes::One(ty) => String::from(*ty),
        ResponseTypes::Several(all) => {
            let all: Vec<_> = all.into_iter().map(|(status, ty)| format!("{status} {}", ty.unwrap_or(&"-"))).collect();
            all.join(", ")
        }
    }
}

/// The runtime has a test over the same table.
#[test]
fn formats_of_media_types_are_those_of_the_table() {
    for line in include_str!("../../../../tests/fixtures/media-types.tsv").lines() {
        let (media_type, format) = line.split_once('\t').expect("two columns");
        assert_eq!(format!("{:?}", MediaType(String::from(media_type)).wire()), format, "{media_type}");
    }
}

#[test]
fn statuses_have_a_canonical_form() {
    let canonical = |stated| Status::parse(stated).map(|status| status.to_string());
    for (stated, form) in [("200", "200"), ("2XX", "2XX"), ("2xx", "2XX"), ("2xX", "2XX"), ("default", "default")] {
        assert_eq!(canonical(stated).as_deref(), Some(form));
    }
    for stated in ["", "20", "099", "+99", "1000", "XX", "22XX", "aXX", "Default", "DEFAULT"] {
        assert_eq!(canonical(stated), None, "{stated}");
    }
}

#[test]
fn success_types_come_from_2xx_or_a_lone_default() {
    let of = |responses: &[_]| of(ResponseClass::Success, responses);
    let (json, text) = ("application/json", "text/plain");
    assert_eq!(of(&[("200", json, Some("A"))]), "A");
    assert_eq!(of(&[("200", json, Some("A")), ("201", "a/b+xml", Some("A")), ("404", json, Some("B"))]), "A");
    assert_eq!(of(&[("200", json, Some("A")), ("204", json, None)]), "A");
    assert_eq!(of(&[("200", json, Some("A")), ("201", json, Some("B")), ("204", json, None)]), "200 A, 201 B, 204 -");
    assert_eq!(of(&[("200", text, Some("A"))]), "A");
    assert_eq!(of(&[("200", "multipart/mixed", Some("A")), ("2XX", json, Some("B"))]), "B");
    assert_eq!(of(&[("200", json, None), ("default", json, Some("A"))]), "nothing");
    assert_eq!(of(&[("404", json, Some("B")), ("default", json, Some("A"))]), "A");
}

#[test]
fn error_types_come_from_all_other_responses() {
    let of = |responses: &[_]| of(ResponseClass::Error, responses);
    let json = "application/json";
    assert_eq!(of(&[("200", json, Some("A"))]), "nothing");
    assert_eq!(of(&[("200", json, Some("A")), ("404", json, Some("B")), ("default", json, Some("B"))]), "B");
    assert_eq!(of(&[("200", json, Some("A")), ("404", json, Some("B")), ("5XX", json, Some("C"))]), "404 B, 5XX C");
    assert_eq!(of(&[("404", json, Some("B")), ("default", json, Some("A"))]), "B");
}
