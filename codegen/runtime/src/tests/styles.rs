//! Tests of the styles of parameters: the table in `request/style.rs`, byte for byte.

use std::collections::BTreeMap;

use http::Method;

use super::models::{Order, Party, Password};
use crate::runtime::request::{RequestBuilder, RequestError, Style};
use crate::runtime::{Any, Secret, Value};

fn array() -> Vec<String> {
    vec![String::from("a"), String::from("b")]
}

fn object() -> BTreeMap<String, i32> {
    BTreeMap::from([(String::from("x"), 1), (String::from("y"), 2)])
}

fn path(value: &dyn Value, style: Style) -> Result<String, String> {
    let builder = RequestBuilder::new(Method::GET).literal("/").path_styled("p", value, style);
    let request =
        builder.and_then(|builder| builder.into_request("https://a.example")).map_err(|error| error.to_string())?;
    Ok(request.uri().path()[1..].to_owned())
}

fn query(value: &dyn Value, style: Style) -> Result<String, String> {
    let builder = RequestBuilder::new(Method::GET).literal("/").query_styled("p", value, style);
    let request =
        builder.and_then(|builder| builder.into_request("https://a.example")).map_err(|error| error.to_string())?;
    Ok(request.uri().query().unwrap_or("none").to_owned())
}

fn header(value: &dyn Value, style: Style) -> Result<String, String> {
    of_header("p", RequestBuilder::new(Method::GET).header_styled("p", value, style))
}

fn cookie(value: &dyn Value, style: Style) -> Result<String, String> {
    of_header("cookie", RequestBuilder::new(Method::GET).cookie_styled("p", value, style))
}

fn of_header(name: &str, builder: Result<RequestBuilder, RequestError>) -> Result<String, String> {
    let request = builder.and_then(|builder| builder.literal("/").into_request("https://a.example"));
    let request = request.map_err(|error| error.to_string())?;
    Ok(request.headers().get(name).map_or("none", |value| value.to_str().unwrap()).to_owned())
}

/// The parameters of a string, an array and an object.
fn each(write: impl Fn(&dyn Value, Style) -> Result<String, String>, style: Style) -> [String; 3] {
    [write(&String::from("a"), style), write(&array(), style), write(&object(), style)].map(Result::unwrap)
}

#[test]
fn paths() {
    assert_eq!(each(path, Style::SIMPLE), ["a", "a,b", "x,1,y,2"]);
    assert_eq!(each(path, Style::SIMPLE.explode()), ["a", "a,b", "x=1,y=2"]);
    assert_eq!(each(path, Style::LABEL), [".a", ".a,b", ".x,1,y,2"]);
    assert_eq!(each(path, Style::LABEL.explode()), [".a", ".a.b", ".x=1.y=2"]);
    assert_eq!(each(path, Style::MATRIX), [";p=a", ";p=a,b", ";p=x,1,y,2"]);
    assert_eq!(each(path, Style::MATRIX.explode()), [";p=a", ";p=a;p=b", ";x=1;y=2"]);
    assert_eq!(each(path, Style::PIPE_DELIMITED), ["a", "a%7Cb", "x%7C1%7Cy%7C2"]);
    assert_eq!(path(&String::new(), Style::MATRIX).unwrap(), ";p");
}

#[test]
fn queries() {
    assert_eq!(each(query, Style::FORM), ["p=a", "p=a,b", "p=x,1,y,2"]);
    assert_eq!(each(query, Style::FORM.explode()), ["p=a", "p=a&p=b", "x=1&y=2"]);
    assert_eq!(each(query, Style::SPACE_DELIMITED), ["p=a", "p=a%20b", "p=x%201%20y%202"]);
    assert_eq!(each(query, Style::TAB_DELIMITED), ["p=a", "p=a%09b", "p=x%091%09y%092"]);
    assert_eq!(each(query, Style::PIPE_DELIMITED), ["p=a", "p=a%7Cb", "p=x%7C1%7Cy%7C2"]);
    assert_eq!(each(query, Style::DEEP_OBJECT), ["p=a", "p%5B%5D=a&p%5B%5D=b", "p%5Bx%5D=1&p%5By%5D=2"]);
}

#[test]
fn headers_and_cookies() {
    assert_eq!(each(header, Style::SIMPLE), ["a", "a,b", "x,1,y,2"]);
    assert_eq!(each(header, Style::SIMPLE.explode()), ["a", "a,b", "x=1,y=2"]);
    assert_eq!(each(header, Style::PIPE_DELIMITED), ["a", "a|b", "x|1|y|2"]);
    assert_eq!(each(cookie, Style::FORM), ["p=a", "p=a,b", "p=x,1,y,2"]);
    assert_eq!(each(cookie, Style::FORM.explode()), ["p=a", "p=a; p=b", "x=1; y=2"]);
}

#[cfg(feature = "json")]
#[test]
fn json_in_parameters() {
    assert_eq!(each(path, Style::JSON), ["%22a%22", "%5B%22a%22%2C%22b%22%5D", "%7B%22x%22%3A1%2C%22y%22%3A2%7D"]);
    assert_eq!(query(&object(), Style::JSON).unwrap(), "p=%7B%22x%22%3A1%2C%22y%22%3A2%7D");
    assert_eq!(header(&array(), Style::JSON).unwrap(), r#"["a","b"]"#);
    assert_eq!(cookie(&array(), Style::JSON).unwrap(), "p=%5B%22a%22%2C%22b%22%5D");
    assert_eq!(query(&None::<String>, Style::JSON).unwrap(), "none");
    let xml = Any::from(vec![Any::from(vec![Any::from(1)]), Any::from("t")]);
    assert_eq!(query(&xml, Style::FORM.explode()).unwrap(), "p=%5B1%5D&p=t");
}

#[cfg(not(feature = "json"))]
#[test]
fn json_needs_its_feature() {
    let error = "this crate was built without the feature `json`";
    assert_eq!(query(&array(), Style::JSON).unwrap_err(), error);
    assert_eq!(query(&vec![array()], Style::FORM).unwrap_err(), error);
}

/// The members of a model: some are absent, some are arrays, and some are models.
#[test]
fn models() {
    let party = Party { name: Some(String::from("A&B")), ..Party::default() };
    let order = Order {
        count: Some(2),
        customer: Some(Box::new(Party { parent: Some(Box::new(party.clone())), ..party })),
        tags: Some(vec![Some(String::from("t,u")), Some(String::from("v"))]),
        ..Order::default()
    };
    let deep = "p%5Bcount%5D=2&p%5Bcustomer%5D%5Bname%5D=A%26B&p%5Bcustomer%5D%5Bparent%5D%5Bname%5D=A%26B\
        &p%5Btags%5D%5B%5D=t%2Cu&p%5Btags%5D%5B%5D=v";
    assert_eq!(query(&order, Style::DEEP_OBJECT).unwrap(), deep);
    let flat = Order { customer: None, ..order };
    assert_eq!(query(&flat, Style::FORM.explode()).unwrap(), "count=2&tags=t%2Cu&tags=v");
    let rows = vec![vec![1], vec![2]];
    assert_eq!(query(&rows, Style::DEEP_OBJECT).unwrap(), "p%5B0%5D%5B%5D=1&p%5B1%5D%5B%5D=2");
}

/// A secret in place of an object has the name of the parameter.
#[test]
fn a_secret_in_place_of_an_object() {
    let secret_form = Password { secret: Some(Secret::from("s")), ..Password::default() };
    for style in [Style::DEEP_OBJECT, Style::FORM, Style::FORM.explode()] {
        assert_eq!(query(&secret_form, style).unwrap(), "p=s");
    }
    let builder = RequestBuilder::new(Method::GET).header("p", &secret_form).unwrap();
    assert!(!format!("{builder:?}").contains("\"s\""), "{builder:?}");
}

#[test]
fn empty_arrays_and_objects() {
    let (none, object) = (Vec::<String>::new(), BTreeMap::<String, i32>::new());
    for style in [Style::FORM, Style::FORM.explode(), Style::PIPE_DELIMITED, Style::DEEP_OBJECT] {
        assert_eq!(query(&none, style).unwrap(), "none");
        assert_eq!(query(&object, style).unwrap(), "none");
    }
    assert_eq!(query(&none, Style::FORM.allow_empty_value()).unwrap(), "p=");
    assert_eq!(query(&object, Style::FORM.explode().allow_empty_value()).unwrap(), "p=");
    assert_eq!(query(&None::<String>, Style::FORM.allow_empty_value()).unwrap(), "none");
    assert!(path(&none, Style::LABEL).is_err() && path(&object, Style::MATRIX).is_err());
    assert!(path(&String::new(), Style::LABEL).is_err(), "a dot alone is another path");
    assert_eq!(cookie(&none, Style::FORM).unwrap(), "none");
}

#[test]
fn reserved_characters() {
    let text = String::from("https://a.example/?b=c&d#e+f%41,g");
    let reserved = query(&text, Style::FORM.explode().allow_reserved()).unwrap();
    assert_eq!(reserved, "p=https://a.example/?b%3Dc%26d%23e%2Bf%2541,g");
    // The characters of the table, and others that are encoded.
    let kept = String::from(":/?@!$'()*,;-._~");
    assert_eq!(query(&kept, Style::FORM.explode().allow_reserved()).unwrap(), "p=:/?@!$'()*,;-._~");
    let encoded = String::from("#&+=[]%\"<>\\^`{|} é");
    let expected = "p=%23%26%2B%3D%5B%5D%25%22%3C%3E%5C%5E%60%7B%7C%7D%20%C3%A9";
    assert_eq!(query(&encoded, Style::FORM.explode().allow_reserved()).unwrap(), expected);
    let separated = "the parameter `p` cannot be sent: a part of the value holds what separates the parts";
    assert_eq!(query(&vec![text], Style::FORM.allow_reserved()).unwrap_err(), separated);
}

/// Parts that contain separators, or the delimiters of headers and cookies.
#[test]
fn delimiters_in_values_are_encoded_or_errors() {
    let nasty = |text: &str| vec![text.to_owned()];
    let key = |text: &str| BTreeMap::from([(text.to_owned(), 1)]);
    assert!(path(&nasty("a.b"), Style::LABEL.explode()).is_err());
    assert_eq!(path(&nasty("a.b"), Style::LABEL).unwrap(), ".a.b");
    assert_eq!(path(&nasty("a;p=b/c?d"), Style::MATRIX.explode()).unwrap(), ";p=a%3Bp%3Db%2Fc%3Fd");
    assert_eq!(path(&key("x=/"), Style::SIMPLE.explode()).unwrap(), "x%3D%2F=1");
    assert!(header(&key("a=b"), Style::SIMPLE.explode()).is_err());
    assert!(header(&key("a,b"), Style::SIMPLE).is_err());
    assert!(header(&nasty("a\r\nb"), Style::SIMPLE).is_err());
    for text in ["a;b", "a b", "\"a", "a,b", "\u{e9}"] {
        assert!(cookie(&text.to_owned(), Style::FORM.explode()).is_err(), "{text}");
        assert!(cookie(&key(text), Style::FORM.explode()).is_err(), "{text}");
    }
    assert_eq!(query(&key("a]&b"), Style::DEEP_OBJECT).unwrap(), "p%5Ba%5D%26b%5D=1");
    for style in [Style::DEEP_OBJECT, Style::FORM, Style::FORM.explode()] {
        assert!(query(&vec![None::<i32>], style).is_err());
    }
}

#[test]
fn depth_is_bounded() {
    let mut any = Any::from(1);
    for _ in 0..200 {
        any = Any::from(vec![any]);
    }
    assert!(query(&any, Style::DEEP_OBJECT).unwrap_err().contains("nested too deeply"));
    assert!(query(&any, Style::FORM).is_err());
}
