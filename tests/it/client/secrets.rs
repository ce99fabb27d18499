//! Secrets appear nowhere: neither in the client's values and errors, nor in its traces.

mod echoes;

use bindery_tests::of_customer;
use std::fmt::Write;
use std::sync::{Mutex, Once};

use partner_center_contracts::client::{Client, Operation, OperationInfo, RetryPolicy, Token, TransportError};
use partner_center_contracts::models::{Customer, SecureString, UserCredentials};
use partner_center_contracts::operations::DeletePartnerCustomerRelationship;
use partner_center_contracts::runtime::request::RequestBuilder;
use partner_center_contracts::{MediaType, RequestError, Secret};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::script::{Script, Step, response};
use super::{chain, quick};

/// A part of the token, the key, the password and the base URL's path; no output may contain it.
const CANARY: &str = "canary7f3a";

/// The events of all tests of this process, a line each: a subscriber for each test would miss some.
static LOG: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Records every event with all its fields.
struct Log;

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {}={value:?}", field.name());
    }
}

impl Subscriber for Log {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("partner_center_contracts")
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut line = event.metadata().level().to_string();
        event.record(&mut Fields(&mut line));
        LOG.lock().unwrap().push(line);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The events of the call with this request id.
fn traced(request_id: &str) -> Vec<String> {
    let of_call = format!("request_id=\"{request_id}\"");
    LOG.lock().unwrap().iter().filter(|line| line.contains(&of_call)).cloned().collect()
}

fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| tracing::subscriber::set_global_default(Log).unwrap());
}

fn operation(request_id: &str) -> DeletePartnerCustomerRelationship {
    let password = SecureString::new().with_secret(format!("{CANARY}-password"));
    let credentials = UserCredentials::new().with_user_name("u").with_password(password);
    let customer = Customer::new().with_user_credentials(credentials);
    DeletePartnerCustomerRelationship::new(of_customer(format!("{CANARY}-customer")), customer)
        .ms_requestid(request_id)
        .ms_correlationid("c-1")
}

/// A service that repeats the request, in headers and in an error response.
fn echo(status: &str) -> Step {
    // A string that looks like a code would be shown, so this one does not.
    let body = format!(r#"{{"code":"{CANARY} in words","description":"{CANARY}","errorName":"{CANARY}"}}"#);
    response(status, &format!("Content-Type: application/json\r\nX-Echo: {CANARY}\r\n"), body)
}

/// Everything that a call returns, as text.
async fn shown(steps: Vec<Step>, request_id: &str) -> String {
    listen();
    let script = Script::start(steps).await;
    let builder = Client::builder(&format!("{}/{CANARY}", script.base_url()))
        .token_source(|| async {
            Ok(Token::new(format!("{CANARY}-token")).expires_in(std::time::Duration::from_secs(60)))
        })
        .secret_header("X-Key", format!("{CANARY}-key"))
        .retry(quick());
    let mut text = format!("{builder:?}\n");
    let client = builder.build().unwrap();
    match operation(request_id).send(&client).await {
        Ok(response) => {
            let decoded = response.decode::<Customer>();
            let _ = writeln!(text, "{response:?}\n{:?}\n{:?}", response.ids(), decoded.map_err(|error| chain(&error)));
        }
        Err(error) => {
            let _ = writeln!(text, "{error:?}\n{}", chain(&error));
            if let Some(status) = error.as_status() {
                let _ = writeln!(text, "{status:?} {:?} {status}", status.service_error());
            }
        }
    }
    assert!(script.seen().iter().all(|request| request.matches(CANARY).count() >= 4), "it was sent");
    text
}

#[tokio::test]
async fn no_output_shows_a_secret() {
    let garbage = Step::WriteAndClose(format!("{CANARY}\r\n\r\n").into_bytes());
    let login = format!(r#"{{"userCredentials":{{"password":"{CANARY}","userName":1}}}}"#);
    let wrong = response("200 OK", "Content-Type: application/json\r\n", login);
    let calls = [
        vec![echo("400 Bad")],
        vec![echo("401 Who")],
        vec![echo("503 Not now")],
        vec![echo("200 OK")],
        vec![wrong],
        vec![garbage],
        vec![Step::Close],
    ];
    for (number, steps) in calls.into_iter().enumerate() {
        let request_id = format!("secret-{number}");
        let text = shown(steps.clone(), &request_id).await;
        let traced = traced(&request_id).join("\n");
        assert!(traced.contains("message=attempt"), "{steps:?}");
        assert!(!traced.contains(CANARY), "{traced}");
        assert!(!text.contains(CANARY), "{text}");
    }
}

/// Transport failures are described by messages of this crate: those of other crates contain addresses.
#[tokio::test]
async fn a_connection_that_fails_shows_no_address() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder(&format!("http://{address}/{CANARY}")).token("t").retry(RetryPolicy::none()).build();
    let error = operation("r-1").send(&client.unwrap()).await.unwrap_err();
    let source = std::error::Error::source(&error).unwrap().downcast_ref::<TransportError>().unwrap();
    assert_eq!(source.io_kind(), Some(std::io::ErrorKind::ConnectionRefused));
    let said = chain(&error);
    assert_eq!(
        said,
        "no connection to the service (1 attempt, request r-1, correlation c-1): tcp connect error: connection refused"
    );
    let text = format!("{error:?} {error:#?} {source:?}");
    assert!(!text.contains("127.0.0.1") && !text.contains(CANARY), "{text}");
}

/// A header that the description declares as a secret is not shown as an id.
#[tokio::test]
async fn a_secret_is_no_id() {
    struct Secretive;
    impl Operation for Secretive {
        type Response = ();
        type Error = ();
        const INFO: OperationInfo = OperationInfo::new("Secretive", "/").correlation_id("x-secret");

        fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, RequestError> {
            let secret = Some(Secret::from(CANARY));
            RequestBuilder::new(http::Method::GET).literal("/").header("x-secret", &secret)?.into_request(base_url)
        }
    }
    let script = Script::start([response("400 X", "", "")]).await;
    let error = Client::builder(&script.base_url()).build().unwrap().send(Secretive).await.unwrap_err();
    assert_eq!(script.header("x-secret"), [CANARY]);
    assert!(!format!("{error} {error:?}").contains(CANARY), "{error:?}");
}

/// A header with a secret is marked as sensitive.
#[test]
fn secret_headers_are_sensitive() {
    let operation = operation("r").authorization("token");
    let request = operation.into_request("https://example.com").unwrap();
    assert!(request.headers()["authorization"].is_sensitive());
    assert!(!format!("{:?}", request.headers()).contains("token"));
}

#[tokio::test]
async fn each_attempt_is_traced() {
    let half = Step::WriteAndClose(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".to_vec());
    let last = response("204 No Content", "ms-requestid: theirs\r\n", "");
    shown(vec![response("503 X", "", ""), Step::Close, half, last], "r-1").await;
    let traced = traced("r-1").join("\n");
    let steady: String = traced
        .split(' ')
        .map(|word| match word.split_once('=') {
            Some((name @ ("elapsed_ms" | "wait_ms"), _)) => format!("{name}=…"),
            _ => word.to_owned(),
        })
        .collect::<Vec<_>>()
        .join(" ");
    insta::assert_snapshot!(steady);
}

/// Request builders show neither secrets nor parameter values.
#[test]
fn request_builders_show_no_values() {
    let secret = Secret::from(CANARY);
    let builder = RequestBuilder::new(http::Method::POST)
        .literal("/of/")
        .path("key", &secret)
        .and_then(|builder| builder.path("plain", &String::from(CANARY)))
        .and_then(|builder| builder.query("key", &secret)?.query("plain", &String::from(CANARY)))
        .and_then(|builder| builder.header("x-key", &secret)?.header("x-plain", &String::from(CANARY)))
        .and_then(|builder| builder.cookie("c", &secret)?.bearer(Some(&secret)))
        .and_then(|builder| builder.body(&Customer::new().with_id(CANARY), MediaType::TextJson, &[MediaType::TextJson]))
        .unwrap();
    let text = format!("{builder:?} {builder:#?}");
    assert!(!text.contains(CANARY), "{text}");
    assert!(text.contains("x-plain") && text.contains("plain"), "{text}");
}

/// An operation shows its parameters, except for secret ones, and the debug form of its body.
#[test]
fn an_operation_shows_no_secret() {
    let password = SecureString::new().with_secret(CANARY);
    let customer = Customer::new().with_user_credentials(UserCredentials::new().with_password(password));
    let operation = DeletePartnerCustomerRelationship::new(of_customer("customer"), customer).authorization(CANARY);
    let text = format!("{operation:?} {operation:#?}");
    assert!(!text.contains(CANARY), "{text}");
}

/// A client shows neither its own token nor its policy.
#[test]
fn a_client_shows_its_settings() {
    let client = Client::builder(&format!("https://api.partnercenter.microsoft.com/{CANARY}"))
        .token(CANARY)
        .secret_header("X-Key", CANARY)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let text = format!("{client:#?}");
    assert!(!text.contains(CANARY), "{text}");
    assert!(text.contains("x-key") && text.contains("fixed"), "{text}");
}
