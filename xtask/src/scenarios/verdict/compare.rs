//! Comparison of a response, as the crate read it, with that of the scenario.

use serde_json::Value;

use super::super::driver::Reply;
use super::super::request::{Body, PLACEHOLDER, Response, from_hex, text};
use crate::compare::{json, xml};

/// The maximum number of characters of a message of the server.
const SHOWN: usize = 400;

/// Compares a response. The error is the first difference.
pub(super) fn response(expected: &Response, reply: &Reply, is_file: bool, url: &str) -> Result<(), String> {
    if reply.status != expected.status {
        let message = message(&reply.body);
        return Err(format!("the response is {}, not {}{message}", reply.status, expected.status));
    }
    for (name, value) in expected.headers.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("content-type")) {
        let (name, value) = (name.to_ascii_lowercase(), with_url(&text(value), url));
        if !reply.headers.lines().any(|line| line == format!("{name}: {value}")) {
            return Err(format!("the response has no header `{name}` with `{value}`"));
        }
    }
    if !reply.typed.is_empty() {
        return Err(format!("the response is not read: {}", reply.typed));
    }
    let Some(expected) = &expected.body else { return Ok(()) };
    match &reply.read {
        None if expected.json.is_none() && expected.text.is_none() && expected.hex.is_none() => Ok(()),
        None => Err(String::from("the response has no type")),
        Some(Err(why)) => Err(format!("the response is not read: {why}")),
        Some(Ok(found)) => body(expected, found, is_file, url),
    }
}

fn body(expected: &Body, found: &[u8], is_file: bool, url: &str) -> Result<(), String> {
    let wanted = match expected {
        Body { json: Some(value), .. } => value.to_string().into_bytes(),
        Body { text: Some(text), .. } => text.clone().into_bytes(),
        Body { hex: Some(hex), .. } => from_hex(hex).ok_or("the bytes of the scenario are not read")?,
        _ => return Ok(()),
    };
    let wanted = if expected.hex.is_some() { wanted } else { with_url(&String::from_utf8_lossy(&wanted), url).into() };
    if expected.json.is_some() {
        return as_json(&wanted, found);
    }
    if expected.content_type.ends_with("xml") && !is_file {
        return as_xml(&wanted, found);
    }
    // A value of text is written as JSON.
    let text = if is_file { None } else { serde_json::from_slice::<Value>(found).ok() };
    let found = text.as_ref().map_or_else(|| found.to_vec(), text_of);
    if found == wanted { Ok(()) } else { Err(String::from("what was read has other bytes")) }
}

fn text_of(value: &Value) -> Vec<u8> {
    text(value).into_bytes()
}

fn as_json(expected: &[u8], found: &[u8]) -> Result<(), String> {
    let parse = |text: &[u8]| serde_json::from_slice::<Value>(text).map_err(|error| format!("it is no JSON: {error}"));
    let compared = json::compare(&parse(expected)?, &parse(found)?, |_| false);
    compared.difference.map_or(Ok(()), |difference| Err(format!("what was read differs: {difference}")))
}

fn as_xml(expected: &[u8], found: &[u8]) -> Result<(), String> {
    let parse = |text: &[u8]| xml::parse(&String::from_utf8_lossy(text));
    let difference = xml::compare(&parse(expected)?, &parse(found)?);
    difference.map_or(Ok(()), |difference| Err(format!("what was read differs: {difference}")))
}

/// Puts the URL of the server in the place of the one that stands for it. The server names itself `localhost`.
fn with_url(text: &str, url: &str) -> String {
    text.replace(PLACEHOLDER, &url.replace("127.0.0.1", "localhost"))
}

/// The message of the server about a wrong request, with what it expected and what it found.
fn message(body: &[u8]) -> String {
    let value: Value = serde_json::from_slice(body).unwrap_or_default();
    let said = |key: &str| value.get(key).map(text);
    let message = said("message").unwrap_or_default();
    let all = match (said("expected"), said("actual")) {
        (Some(expected), Some(actual)) => format!(": {message}; expected {expected}, actual {actual}"),
        _ if message.is_empty() => String::new(),
        _ => format!(": {message}"),
    };
    all.chars().take(SHOWN).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn expected(body: &Value) -> Response {
        let text = json!({ "status": 200, "headers": { "X-Id": "1" }, "body": body });
        serde_json::from_value(text).expect("a response")
    }

    fn reply(read: &str) -> Reply {
        let (headers, read) = (String::from("x-id: 1\n"), Some(Ok(read.as_bytes().to_vec())));
        Reply { status: 200, headers, read, ..Reply::default() }
    }

    fn compared(body: &Value, reply: &Reply, is_file: bool) -> Result<(), String> {
        response(&expected(body), reply, is_file, "http://127.0.0.1:1")
    }

    #[test]
    fn bodies_are_compared_by_their_formats() {
        let json = json!({ "contentType": "application/json", "json": { "a": 1, "b": "http://server.invalid/c" } });
        assert_eq!(compared(&json, &reply(r#"{"b": "http://localhost:1/c", "a": 1.0}"#), false), Ok(()));
        let why = compared(&json, &reply(r#"{"a": 2, "b": ""}"#), false).expect_err("a difference");
        assert_eq!(why, "what was read differs: a: expected 1, found 2");
        let xml = json!({ "contentType": "application/xml", "text": "<a> <b>1</b> </a>" });
        assert_eq!(compared(&xml, &reply("<a><b>1</b></a>"), false), Ok(()));
        let text = json!({ "contentType": "text/plain", "text": "c" });
        assert_eq!(compared(&text, &reply("\"c\""), false), Ok(()));
        let bytes = json!({ "contentType": "image/png", "hex": "63" });
        assert_eq!(compared(&bytes, &reply("c"), true), Ok(()));
        assert!(compared(&bytes, &reply("d"), true).is_err());
    }

    #[test]
    fn statuses_headers_and_types_count() {
        let body = json!({ "contentType": "text/plain", "text": "c" });
        let refused = Reply {
            status: 400,
            body: br#"{"message": "wrong", "expected": "a", "actual": "b"}"#.to_vec(),
            ..Reply::default()
        };
        let why = compared(&body, &refused, false).expect_err("another status");
        assert_eq!(why, "the response is 400, not 200: wrong; expected a, actual b");
        let without = Reply { status: 200, ..Reply::default() };
        assert!(compared(&body, &without, false).expect_err("no header").contains("no header `x-id`"));
        let untyped = Reply { read: None, ..reply("") };
        assert_eq!(compared(&body, &untyped, false), Err(String::from("the response has no type")));
        let wrong = Reply { typed: String::from("no"), ..reply("\"c\"") };
        assert_eq!(compared(&body, &wrong, false), Err(String::from("the response is not read: no")));
    }
}
