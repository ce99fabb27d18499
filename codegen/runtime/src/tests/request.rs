//! Tests of the module `request`, for the promises that generated builders need.

use http::Method;

use super::models::Note;
use crate::runtime::Secret;
use crate::runtime::request::{Basic, Media, RequestBuilder, RequestError, Style, Wire};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Json,
    Pdf,
    Xml,
}

impl Media for Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Pdf => "application/pdf",
            Self::Xml => "application/xml",
        }
    }

    fn wire(self) -> Wire {
        match self {
            Self::Json => Wire::Json,
            Self::Pdf => Wire::Bytes,
            Self::Xml => Wire::Xml,
        }
    }
}

fn path(parts: &[(&'static str, &str)]) -> Result<String, RequestError> {
    let mut builder = RequestBuilder::new(Method::GET);
    for (literal, value) in parts {
        builder = builder.literal(literal).path("p", &String::from(*value))?;
    }
    Ok(builder.into_request("https://a.example")?.uri().path().to_owned())
}

#[test]
fn values_keep_to_their_segments() {
    assert_eq!(path(&[("/a/", "x/y"), ("/b-", ".."), ("/", "~-_.")]).unwrap(), "/a/x%2Fy/b-../~-_.");
}

#[test]
fn two_values_cannot_form_a_parent_segment() {
    let error = path(&[("/a/", "."), ("", ".")]).unwrap_err();
    assert!(matches!(error, RequestError::Parameter { name: "p", .. }));
    assert_eq!(path(&[("/a/", "."), ("", ".."), ("", "x")]).unwrap(), "/a/...x");
}

#[test]
fn dots_of_the_template_are_kept() {
    let request = RequestBuilder::new(Method::GET).literal("/a/../b").into_request("https://a.example").unwrap();
    assert_eq!(request.uri().path(), "/a/../b");
}

#[test]
fn a_base_url_with_dots_only_is_not_taken_for_a_parameter() {
    let error = path(&[("/", "..")]).unwrap_err();
    assert_eq!(error.to_string(), "the parameter `p` cannot be sent: a segment of dots would make another path");
}

#[test]
fn a_body_needs_a_wire_format() {
    const LISTED: &[Kind] = &[Kind::Json, Kind::Pdf];
    let note = Note { text: Some(String::from("a")), ..Note::default() };
    let request = RequestBuilder::new(Method::POST).literal("/").body(&note, Kind::Json, LISTED).unwrap();
    let request = request.into_request("https://a.example").unwrap();
    assert_eq!(request.body(), br#"{"text":"a"}"#);
    let error = RequestBuilder::new(Method::POST).body(&note, Kind::Xml, LISTED).unwrap_err();
    assert!(matches!(error, RequestError::MediaType { chosen: "application/xml", .. }));
    let error = RequestBuilder::new(Method::POST).body(&note, Kind::Pdf, LISTED).unwrap_err();
    assert!(matches!(error, RequestError::Body(_)), "a model is no bytes");
}

#[test]
fn a_request_without_a_body_has_no_content_type() {
    let builder = RequestBuilder::new(Method::POST)
        .literal("/")
        .optional_body::<Note, _>(None, Kind::Json, &[Kind::Json])
        .unwrap();
    let request = builder.into_request("https://a.example").unwrap();
    assert!(request.body().is_empty());
    assert!(request.headers().is_empty());
}

#[test]
fn a_segment_of_dots_names_its_parameter() {
    let list = String::from("a");
    let builder = || RequestBuilder::new(Method::GET).literal("/lists/").path("list", &list).unwrap();
    let error = builder().literal("/items/").path("item", &String::from("..")).unwrap();
    let error = error.into_request("https://a.example").unwrap_err();
    assert!(matches!(error, RequestError::Parameter { name: "item", .. }), "{error:?}");
    // Dots of the template are accepted.
    let request = builder().literal("/./items").into_request("https://a.example").unwrap();
    assert_eq!(request.uri().path(), "/lists/a/./items");
}

#[test]
fn a_builder_shows_names_alone() {
    let builder = RequestBuilder::new(Method::GET)
        .literal("/lists/")
        .path("list", &String::from("canary"))
        .unwrap()
        .header("x-trace", &String::from("canary"))
        .unwrap();
    let shown = format!("{builder:?}");
    assert!(shown.contains("\"list\"") && shown.contains("\"x-trace\"") && !shown.contains("canary"), "{shown}");
}

#[test]
fn neither_a_builder_nor_an_error_shows_a_token() {
    let builder = RequestBuilder::new(Method::GET).bearer(Some(&Secret::from("canary"))).unwrap();
    assert!(!format!("{builder:?}").contains("canary"));
    let error = RequestBuilder::new(Method::GET).bearer(Some(&Secret::from("canary canary"))).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[test]
fn a_header_is_left_out_without_a_value() {
    let builder =
        RequestBuilder::new(Method::GET).header("x-a", &None::<String>).unwrap().header("x-b", &text("1\t2")).unwrap();
    let request = builder.into_request("http://a.example").unwrap();
    assert_eq!(request.headers().len(), 1);
    assert_eq!(request.headers()["x-b"], "1\t2");
}

fn text(value: &str) -> String {
    value.to_owned()
}

/// The query of a request.
fn query(fill: impl FnOnce(RequestBuilder) -> Result<RequestBuilder, RequestError>) -> Result<String, String> {
    let request = fill(RequestBuilder::new(Method::GET).literal("/a"))
        .and_then(|builder| builder.into_request("https://a.example"));
    let request = request.map_err(|error| error.to_string())?;
    Ok(request.uri().query().unwrap_or("none").to_owned())
}

#[test]
fn scalars_in_a_query() {
    let all = query(|builder| {
        let builder = builder.query("a b", &text("x&y=z #+%\u{e9}"))?.query("none", &None::<String>)?;
        builder.query("flag", &true)?.query("n", &-1_i64)?.query("f", &0.5)?.query("empty", &text(""))
    });
    assert_eq!(all.unwrap(), "a%20b=x%26y%3Dz%20%23%2B%25%C3%A9&flag=true&n=-1&f=0.5&empty=");
    assert_eq!(query(Ok).unwrap(), "none");
    let error = query(|builder| builder.query("f", &f64::NAN)).unwrap_err();
    assert_eq!(error, "the parameter `f` cannot be sent: a number that is not finite has no text");
}

#[test]
fn a_query_that_the_path_starts() {
    let builder = RequestBuilder::new(Method::GET).literal("/a?b=c").query("d", &1).unwrap();
    assert_eq!(builder.into_request("https://a.example").unwrap().uri(), "https://a.example/a?b=c&d=1");
}

#[test]
fn lists_in_a_query() {
    let array = vec![String::from("a,b"), String::from("c|d")];
    let styled = |style| query(|builder| builder.query_styled("l", &array, style));
    assert_eq!(styled(Style::FORM.explode()).unwrap(), "l=a%2Cb&l=c%7Cd");
    assert_eq!(styled(Style::FORM).unwrap(), "l=a%2Cb,c%7Cd");
    assert_eq!(styled(Style::SPACE_DELIMITED).unwrap(), "l=a%2Cb%20c%7Cd");
    assert_eq!(styled(Style::TAB_DELIMITED).unwrap(), "l=a%2Cb%09c%7Cd");
    let error = "the parameter `l` cannot be sent: a part of the value holds what separates the parts";
    assert_eq!(styled(Style::PIPE_DELIMITED).unwrap_err(), error);
    let empty: Vec<String> = Vec::new();
    assert_eq!(query(|builder| builder.query_styled("l", &empty, Style::FORM)).unwrap(), "none");
    let holes = vec![Some(1), None];
    let error = "the parameter `l` cannot be sent: an item of an array is null";
    assert_eq!(query(|builder| builder.query_styled("l", &holes, Style::FORM)).unwrap_err(), error);
}

#[test]
fn lists_in_paths_and_headers() {
    let array = vec![1, 2];
    let builder =
        RequestBuilder::new(Method::GET).literal("/").path("l", &array).unwrap().header("x-l", &array).unwrap();
    let request = builder.into_request("https://a.example").unwrap();
    assert_eq!(request.uri().path(), "/1,2");
    assert_eq!(request.headers()["x-l"], "1,2");
    let array = vec![String::from("a,b")];
    let error = RequestBuilder::new(Method::GET).header("x-l", &array).unwrap_err();
    assert!(matches!(error, RequestError::Parameter { name: "x-l", .. }));
    let empty: Vec<i32> = Vec::new();
    assert!(RequestBuilder::new(Method::GET).path("l", &empty).is_err());
}

#[test]
fn keys_are_not_shown() {
    let key = Some(Secret::from("canary"));
    let builder =
        RequestBuilder::new(Method::GET).literal("/").query("key", &key).unwrap().header("x-key", &key).unwrap();
    let builder = builder.cookie("k", &key).unwrap().cookie("l", &key).unwrap();
    assert!(!format!("{builder:?}").contains("canary"), "{builder:?}");
    let request = builder.into_request("https://a.example").unwrap();
    assert_eq!(request.uri().query(), Some("key=canary"));
    assert_eq!(request.headers()["cookie"], "k=canary; l=canary");
    assert!(request.headers()["x-key"].is_sensitive() && request.headers()["cookie"].is_sensitive());
    let error = RequestBuilder::new(Method::GET).cookie("k", &Secret::from("canary;x")).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("canary"));
}

#[test]
fn a_body_of_any_value() {
    let array = vec![1, 2];
    let builder = RequestBuilder::new(Method::POST).literal("/").body(&array, Kind::Json, &[Kind::Json]).unwrap();
    assert_eq!(builder.into_request("https://a.example").unwrap().body(), b"[1,2]");
}

#[cfg(feature = "xml")]
#[test]
fn an_array_is_no_xml_body() {
    let error = RequestBuilder::new(Method::POST).body(&vec![1], Kind::Xml, &[Kind::Xml]).unwrap_err();
    let RequestError::Body(error) = error else { panic!("{error}") };
    assert_eq!(error.to_string(), "cannot be written: a body that is not an object with named members");
}

#[test]
fn user_names_and_passwords() {
    let header = |user: &str, password: &str| {
        let builder = RequestBuilder::new(Method::GET).literal("/").basic(Some(&Basic::new(user, password)));
        let request =
            builder.and_then(|builder| builder.into_request("https://a.example")).map_err(|error| error.to_string())?;
        let header = &request.headers()["authorization"];
        assert!(header.is_sensitive());
        Ok::<_, String>(header.to_str().unwrap().to_owned())
    };
    // The examples of RFC 7617 and RFC 4648.
    assert_eq!(header("Aladdin", "open sesame").unwrap(), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    assert_eq!(header("test", "123\u{a3}").unwrap(), "Basic dGVzdDoxMjPCow==");
    assert_eq!(header("", "").unwrap(), "Basic Og==");
    assert_eq!(header("fo", "bar").unwrap(), "Basic Zm86YmFy");
    for (user, password) in [("canary:", "canary"), ("canary", "canary\n")] {
        let error = header(user, password).unwrap_err();
        assert!(!error.contains("canary"), "{error}");
    }
}
