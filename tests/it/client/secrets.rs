//! What is secret is shown nowhere: neither by what the client gives out, nor in what it traces.

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use partner_center_contracts::client::{Client, RetryPolicy, Token};
use partner_center_contracts::models::{Customer, SecureString, UserCredentials};
use partner_center_contracts::operations::DeletePartnerCustomerRelationship;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::script::{Script, Step, answer};
use super::{chain, quick};

/// Stands in the token, the key, the password and the base URL's path; no output may hold it.
const CANARY: &str = "canary7f3a";

/// Writes down every event with all its fields.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<String>>);

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
        let mut log = self.0.lock().unwrap();
        let _ = write!(log, "{}", event.metadata().level());
        event.record(&mut Fields(&mut log));
        log.push('\n');
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn operation() -> DeletePartnerCustomerRelationship {
    let password = SecureString::new().with_secret(format!("{CANARY}-password"));
    let credentials = UserCredentials::new().with_user_name("u").with_password(password);
    let customer = Customer::new().with_user_credentials(credentials);
    DeletePartnerCustomerRelationship::new("1", format!("{CANARY}-customer"), customer)
        .ms_requestid("r-1")
        .ms_correlationid("c-1")
}

/// A service that repeats what it was sent, in headers and in a fault.
fn echo(status: &str) -> Step {
    // What looks like a code is shown, so this does not.
    let body = format!(r#"{{"code":"{CANARY} in words","description":"{CANARY}","errorName":"{CANARY}"}}"#);
    answer(status, &format!("Content-Type: application/json\r\nX-Echo: {CANARY}\r\n"), body)
}

/// All that a call gives out, as text.
async fn shown(steps: Vec<Step>, log: &Log) -> String {
    let script = Script::start(steps).await;
    let builder = Client::builder(&format!("{}/{CANARY}", script.base_url()))
        .token_source(|| async {
            Ok(Token::new(format!("{CANARY}-token")).expires_in(std::time::Duration::from_mins(1)))
        })
        .secret_header("X-Key", format!("{CANARY}-key"))
        .retry(quick());
    let mut text = format!("{builder:?}\n");
    let guard = tracing::subscriber::set_default(log.clone());
    let client = builder.build().unwrap();
    match operation().send(&client).await {
        Ok(reply) => {
            let decoded = reply.decode::<Customer>();
            let _ = writeln!(text, "{reply:?}\n{:?}\n{:?}", reply.ids(), decoded.map_err(|error| chain(&error)));
        }
        Err(error) => {
            let _ = writeln!(text, "{error:?}\n{}", chain(&error));
            if let Some(status) = error.as_status() {
                let _ = writeln!(text, "{status:?} {:?} {status}", status.fault());
            }
        }
    }
    drop(guard);
    assert!(script.seen().iter().all(|request| request.matches(CANARY).count() >= 4), "it was sent");
    text
}

#[tokio::test]
async fn no_output_shows_a_secret() {
    let garbage = Step::WriteAndClose(format!("{CANARY}\r\n\r\n").into_bytes());
    let login = format!(r#"{{"userCredentials":{{"password":"{CANARY}","userName":1}}}}"#);
    let wrong = answer("200 OK", "Content-Type: application/json\r\n", login);
    for steps in [
        vec![echo("400 Bad")],
        vec![echo("401 Who")],
        vec![echo("503 Not now")],
        vec![echo("200 OK")],
        vec![wrong],
        vec![garbage],
        vec![Step::Close],
    ] {
        let log = Log::default();
        let text = shown(steps.clone(), &log).await;
        let traced = log.0.lock().unwrap().clone();
        assert!(!traced.is_empty(), "{steps:?}");
        assert!(!traced.contains(CANARY), "{traced}");
        assert!(!text.contains(CANARY), "{text}");
    }
}

#[tokio::test]
async fn each_attempt_is_traced() {
    let log = Log::default();
    let mut steps = vec![answer("503 X", "", ""), Step::Close];
    steps.push(answer("204 No Content", "ms-requestid: theirs\r\n", ""));
    shown(steps, &log).await;
    let traced = log.0.lock().unwrap().clone();
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

/// A client that has its own operation's token and a policy shows neither.
#[test]
fn a_client_shows_its_settings() {
    let client = Client::builder("https://api.partnercenter.microsoft.com")
        .token(CANARY)
        .secret_header("X-Key", CANARY)
        .retry(RetryPolicy::none())
        .build()
        .unwrap();
    let text = format!("{client:#?}");
    assert!(!text.contains(CANARY), "{text}");
    assert!(text.contains("x-key") && text.contains("fixed"), "{text}");
}
