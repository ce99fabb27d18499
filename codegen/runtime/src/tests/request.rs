//! Tests of the module `request`: what the generated builders rely on.

use http::Method;

use super::models::Note;
use crate::runtime::Secret;
use crate::runtime::request::{Draft, Media, RequestError, Wire};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Pdf,
}

impl Media for Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Pdf => "application/pdf",
        }
    }

    fn wire(self) -> Option<Wire> {
        matches!(self, Self::Json).then_some(Wire::Json)
    }
}

fn path(parts: &[(&'static str, &str)]) -> Result<String, RequestError> {
    let mut draft = Draft::new(Method::GET);
    for (literal, value) in parts {
        draft = draft.literal(literal).path("p", value)?;
    }
    Ok(draft.into_request("https://a.example")?.uri().path().to_owned())
}

#[test]
fn values_keep_to_their_segments() {
    assert_eq!(path(&[("/a/", "x/y"), ("/b-", ".."), ("/", "~-_.")]).unwrap(), "/a/x%2Fy/b-../~-_.");
}

#[test]
fn two_values_cannot_make_a_parent_together() {
    let error = path(&[("/a/", "."), ("", ".")]).unwrap_err();
    assert!(matches!(error, RequestError::Parameter { name: "p", .. }));
    assert_eq!(path(&[("/a/", "."), ("", ".."), ("", "x")]).unwrap(), "/a/...x");
}

#[test]
fn dots_of_the_template_itself_are_its_own() {
    let request = Draft::new(Method::GET).literal("/a/../b").into_request("https://a.example").unwrap();
    assert_eq!(request.uri().path(), "/a/../b");
}

#[test]
fn a_base_url_with_dots_only_is_not_taken_for_a_parameter() {
    let error = path(&[("/", "..")]).unwrap_err();
    assert_eq!(error.to_string(), "the parameter `p` cannot be sent: a segment of dots would make another path");
}

#[test]
fn a_body_needs_a_wire() {
    let listed = [Kind::Json, Kind::Pdf];
    let note = Note { text: Some(String::from("a")), ..Note::default() };
    let request = Draft::new(Method::POST).literal("/").body(&note, Kind::Json, &listed).unwrap();
    let request = request.into_request("https://a.example").unwrap();
    assert_eq!(request.body(), br#"{"text":"a"}"#);
    let error = Draft::new(Method::POST).body(&note, Kind::Pdf, &listed).unwrap_err();
    assert!(matches!(error, RequestError::MediaType { chosen: "application/pdf", .. }));
}

#[test]
fn no_body_is_no_content_type() {
    let draft =
        Draft::new(Method::POST).literal("/").optional_body::<Note, _>(None, Kind::Json, &[Kind::Json]).unwrap();
    let request = draft.into_request("https://a.example").unwrap();
    assert!(request.body().is_empty());
    assert!(request.headers().is_empty());
}

#[test]
fn neither_the_draft_nor_an_error_shows_a_token() {
    let draft = Draft::new(Method::GET).bearer(Some(&Secret::from("canary"))).unwrap();
    assert!(!format!("{draft:?}").contains("canary"));
    let error = Draft::new(Method::GET).bearer(Some(&Secret::from("canary canary"))).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[test]
fn a_header_is_left_out_without_a_value() {
    let draft = Draft::new(Method::GET).header("x-a", None).unwrap().header("x-b", Some("1\t2")).unwrap();
    let request = draft.into_request("http://a.example").unwrap();
    assert_eq!(request.headers().len(), 1);
    assert_eq!(request.headers()["x-b"], "1\t2");
}
