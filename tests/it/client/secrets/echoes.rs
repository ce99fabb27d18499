//! The matrix: a service repeats a secret in every part of a response, and no output of the client shows it.
//!
//! The rows are the parts, the columns the secrets and their variants, for each status and both clients. The output is
//! the error or the response with all of its sources, and the events.

use std::collections::BTreeMap;
use std::error::Error as _;
use std::fmt::{Debug, Write};

use partner_center_contracts::client::{
    BoxError, Client, ClientBuilder, Error, Operation, OperationInfo, Response, RetryPolicy, StatusError, Token,
};
use partner_center_contracts::models::{Customer, SecureString, UserCredentials};
use partner_center_contracts::runtime::request::{Media, RequestBuilder, Wire};
use partner_center_contracts::{Any, RequestError, Secret};

use super::super::script::{Script, Step, response};
use super::{LOG, listen};
use crate::client::LONG;

/// In every secret, and in every part of one that is repeated. No generated id has it.
const TAG: &str = "q7z3";

/// A secret of digits, which could be a code or a time.
const DIGITS: &str = "73510264";

/// The location of a secret in a request.
const KINDS: [&str; 8] = ["token", "basic", "client", "path", "query", "header", "cookie", "body"];

fn secret(kind: &str) -> String {
    match kind {
        // Longer than any string that is shown.
        "token" => format!("canary-{TAG}-token.{}", "eyJhbGciOi".repeat(12)),
        kind => format!("canary-{TAG}-{kind}"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
struct Json;

impl Media for Json {
    fn as_str(self) -> &'static str {
        "application/json"
    }

    fn wire(self) -> Wire {
        Wire::Json
    }
}

/// An operation that has a secret in each location.
#[derive(Clone, Copy)]
struct Everything;

impl Operation for Everything {
    type Response = Customer;
    type Error = Customer;
    const INFO: OperationInfo = OperationInfo::new("Everything", "/{key}")
        .token()
        .basic()
        .idempotency_key("x-id")
        .correlation_id("x-correlation");

    fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, RequestError> {
        let password = SecureString::new().with_secret(secret("body"));
        let body = Customer::new().with_user_credentials(UserCredentials::new().with_password(password));
        let secret = |kind| Secret::from(secret(kind));
        RequestBuilder::new(http::Method::PUT)
            .literal("/")
            .path("key", &secret("path"))?
            .query("key", &secret("query"))?
            .header("x-key", &secret("header"))?
            .header("x-pin", &Secret::from(DIGITS))?
            .cookie("session", &secret("cookie"))?
            .body(&body, Json, &[Json])?
            .into_request(base_url)
    }
}

fn builder(base_url: &str, kind: &str) -> ClientBuilder {
    let builder = Client::builder(base_url).secret_header("x-client", secret("client")).retry(RetryPolicy::none());
    let builder = builder.attempt_timeout(LONG);
    match kind {
        "basic" => builder.basic("user", secret("basic")),
        _ => builder.token_source(|| async { Ok::<_, BoxError>(Token::new(secret("token"))) }),
    }
}

/// A response that repeats `word` in each part, with this status. The connection is closed after each, so that its
/// length does not matter.
fn responses(status: &str, word: &str) -> Vec<Step> {
    let json = "Content-Type: application/json\r\n";
    let xml = "Content-Type: application/xml\r\n";
    let head = |head: String| Step::WriteAndClose(format!("{head}Content-Length: 2\r\n\r\n{{}}").into_bytes());
    let header = |header: String| response(status, &format!("{json}{header}\r\n"), "{}");
    let typed = |content_type: String| response(status, &format!("Content-Type: {content_type}\r\n"), "{}");
    let document = |body: String| response(status, json, body);
    let element = |body: String| response(status, xml, body);
    let steps = [
        // Headers.
        header(format!("x-id: {word}")),
        header(format!("x-correlation: {word}")),
        header(format!("x-id: {word}\r\nx-correlation: {word}\r\nx-id: {word}")),
        header(format!("Content-Encoding: {word}")),
        header(format!("Location: https://{word}.example/{word}?{word}")),
        header(format!("Retry-After: {word}")),
        header(format!("x-{word}: {word}")),
        header(format!("{word}: 1")),
        header(format!("Set-Cookie: {word}={word}")),
        header(format!("WWW-Authenticate: {word} realm=\"{word}\"")),
        header(format!("Transfer-Encoding: {word}")),
        typed(word.to_owned()),
        typed(format!("{word}/json")),
        typed(format!("application/{word}")),
        typed(format!("application/{word}+json")),
        typed(format!("application/json; charset={word}")),
        typed(format!("text/plain; charset=\"{word}\"")),
        typed(format!("application/json; {word}={word}")),
        // The part before the headers.
        head(format!("HTTP/1.1 {} {word}\r\n", &status[..3])),
        head(format!("HTTP/{word} 200 OK\r\n")),
        head(format!("HTTP/1.1 {word} OK\r\n")),
        head(format!("{word}\r\n\r\n")),
        head(format!("HTTP/1.1 {status}\r\nContent-Length: {word}\r\n")),
        head(format!("HTTP/1.1 {status}\r\n{word}\r\n")),
        head(format!("HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n{word}\r\n{word}\r\n")),
        // Bodies.
        document(format!("{{\"code\":\"{word}\"}}")),
        document(format!("{{\"code\":{word}}}")),
        document(format!("{{\"error\":{{\"code\":\"E-{word}\",\"message\":\"{word}\"}}}}")),
        document(format!(
            "{{\"code\":\"{word}\",\"description\":\"{word}\",\"errorName\":\"{word}\",\"type\":\"{word}\"}}"
        )),
        document(format!("{{\"statusCode\":\"{word}\",\"detail\":\"{word}\",\"isRetryable\":\"{word}\"}}")),
        document(format!("{{\"{word}\":{{\"{word}\":[1,{{\"{word}\":}}]}}}}")),
        document(format!("{{\"{word}\":\"{word}\",\"id\":{{\"{word}\":1}}}}")),
        document(format!("{{\"userCredentials\":{{\"{word}\":1,\"password\":{{\"secret\":[\"{word}\"]}}}}}}")),
        document(format!("{{\"relationshipToPartner\":[\"{word}\"]}}")),
        document(word.to_owned()),
        document(format!("\"{word}\"")),
        element(format!("<?xml version=\"1.0\" encoding=\"{word}\"?><Customer/>")),
        element(format!("<{word} {word}=\"{word}\"><{word}>")),
        element(format!("<Customer><{word}><{word}>{word}</Customer>")),
        element(format!("<Customer xmlns:a=\"{word}\"><{word}:id/></Customer>")),
        element(format!("<Customer><id><{word}/></id></Customer>")),
        element(format!("<Error><Code>{word}</Code><Message>{word}</Message></Error>")),
        response(status, "Content-Type: text/plain\r\n", word),
        response(status, "Content-Type: text/html\r\n", format!("<html>{word}</html>")),
        response(status, "", word),
    ];
    let closing = |step| if let Step::Write(bytes) = step { Step::WriteAndClose(bytes) } else { step };
    steps.map(closing).into()
}

/// The ways in which a value can be printed.
fn print(output: &mut String, value: &(impl Debug + ?Sized)) {
    let _ = writeln!(output, "{value:?}\n{value:#?}");
}

fn print_error(output: &mut String, error: &Error) {
    let _ = writeln!(output, "{error}\n{error:#}");
    print(output, error);
    print(output, &error.ids());
    print(output, &error.retry_after());
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = writeln!(output, "{cause}\n{cause:#}");
        print(output, cause);
        source = cause.source();
    }
    if let Some(failure) = error.failure() {
        let _ = writeln!(output, "{failure}");
        print(output, failure);
        failure.last_status().into_iter().for_each(|status| print_status(output, status));
    }
    error.as_status().into_iter().for_each(|status| print_status(output, status));
}

fn print_status(output: &mut String, status: &StatusError) {
    let _ = writeln!(output, "{status}");
    print(output, status);
    print(output, &status.service_error());
    if let Some(code) = status.service_error().and_then(|service_error| service_error.code.as_ref()) {
        let _ = writeln!(output, "{code}");
        print(output, code);
    }
    let errors = [
        status.error_of::<Everything>().err(),
        status.decode::<BTreeMap<String, i64>>().err(),
        status.decode::<Vec<bool>>().err(),
        status.decode::<Any>().err(),
    ];
    errors.iter().flatten().for_each(|error| print_decode_error(output, error));
}

/// A decoding error leads to no other response.
fn print_decode_error(output: &mut String, error: &Error) {
    let _ = writeln!(output, "{error}");
    print(output, error);
    if let Error::Decode { error, .. } = error {
        let _ = writeln!(output, "{error} {:?}", error.kind());
        print(output, error);
    }
    let mut cause = error.source();
    while let Some(error) = cause {
        let _ = writeln!(output, "{error}");
        print(output, error);
        cause = error.source();
    }
}

fn print_response(output: &mut String, response: &Response<Customer>) {
    print(output, response);
    print(output, response.ids());
    let errors = [
        response.value().err(),
        response.decode::<BTreeMap<String, i64>>().err(),
        response.decode::<Vec<bool>>().err(),
        response.decode::<Any>().err(),
        response.decode::<String>().err(),
    ];
    errors.iter().flatten().for_each(|error| print_decode_error(output, error));
}

fn print_result(result: &Result<Response<Customer>, Error>) -> String {
    let mut output = String::new();
    match result {
        Ok(response) => print_response(&mut output, response),
        Err(error) => print_error(&mut output, error),
    }
    output
}

/// Other encodings of a repeated secret.
fn parts(secret: &str) -> [String; 5] {
    let (before, tagged) = secret.split_at(secret.find(TAG).unwrap());
    [
        secret.chars().take(40).collect(),
        secret.to_uppercase().chars().take(60).collect(),
        format!("x.{before}{TAG}"),
        tagged.chars().take(9).collect(),
        DIGITS.to_owned(),
    ]
}

fn assert_shows_none(printed: &str, what: impl Debug) {
    let lower = printed.to_lowercase();
    assert!(!lower.contains(TAG) && !lower.contains(DIGITS), "{what:?} is shown:\n{printed}");
}

async fn run(kind: &'static str, word: &str) {
    listen();
    for status in ["200 OK", "400 Bad Request", "503 Service Unavailable"] {
        let steps = responses(status, word);
        let script = Script::start(steps.clone()).await;
        let client = builder(&script.base_url(), kind).build().unwrap();
        assert_shows_none(&format!("{client:?} {client:#?}"), "the client");
        for step in &steps {
            let result = client.send(Everything).await;
            assert_shows_none(&print_result(&result), step);
        }
        assert_eq!(script.seen().len(), steps.len());
        assert!(script.seen().iter().all(|request| request.matches(TAG).count() >= 6), "it was sent");
    }
}

#[tokio::test]
async fn a_secret_that_is_repeated_is_not_shown() {
    for kind in KINDS {
        run(kind, &secret(kind)).await;
    }
    for word in parts(&secret("token")) {
        run("token", &word).await;
    }
    let log = LOG.lock().unwrap().join("\n");
    assert!(log.contains("operation=\"Everything\""), "{log}");
    assert_shows_none(&log, "an event");
}

/// The blocking client has the same output.
#[tokio::test]
async fn a_blocking_client_does_not_show_a_repeated_secret() {
    for kind in ["token", "basic"] {
        let steps = [responses("400 Bad Request", &secret(kind)), responses("200 OK", &secret(kind))].concat();
        let script = Script::start(steps.clone()).await;
        let base_url = script.base_url();
        let calls = steps.len();
        let printed = tokio::task::spawn_blocking(move || {
            let client = builder(&base_url, kind).build_blocking().unwrap();
            let calls = (0..calls).map(|_| print_result(&client.send(Everything)));
            format!("{client:?} {client:#?} {}", calls.collect::<String>())
        });
        assert_shows_none(&printed.await.unwrap(), kind);
    }
}

/// An id and a code in the usual form, without a secret, are displayed.
#[tokio::test]
async fn ids_and_codes_are_shown() {
    let headers = "Content-Type: application/json\r\nx-id: 1a2b:c_d.e\r\nx-correlation: {not-an-id}\r\n";
    let script = Script::start([response("400 Bad Request", headers, r#"{"code":"Not.There-1"}"#)]).await;
    let error = builder(&script.base_url(), "token").build().unwrap().send(Everything).await.unwrap_err();
    let ids = error.ids().unwrap();
    assert_eq!(ids.idempotency_key.returned.as_deref(), Some("1a2b:c_d.e"));
    assert_eq!(ids.correlation_id.returned, None);
    assert!(error.to_string().contains("code Not.There-1"), "{error}");
}
