//! The driver of a crate: a small program, an example of the crate, that reads payloads into its types and writes them
//! again.
//!
//! The driver reads a line of JSON for each task and writes one:
//!
//! ```json
//! {"type": 0, "way": "json | xml | both", "text": "…"}
//! {"text": "…", "unknown": 0} or {"failed": "read | write", "error": "…"}
//! ```
//!
//! `both` reads JSON, writes and reads XML, and writes JSON. `unknown` is the number of objects with unknown members.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use bindery_cli::Failure;
use serde_json::{Value, json};

use crate::crates::UNKNOWN;
use crate::crates::child;
use crate::record::RustType;

/// The time limit of a driver for all its payloads.
const TIME_LIMIT: Duration = Duration::from_secs(120);

/// The formats that a payload is read and written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Json,
    Xml,
    Both,
}

/// A task of a driver.
#[derive(Clone, Debug)]
pub(super) struct Task {
    /// The index of the type.
    pub(super) ty: usize,
    pub(super) way: Way,
    pub(super) text: String,
}

/// The response of a driver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DriverResponse {
    /// The payload as it was written, and the number of its objects with unknown members.
    Written {
        text: String,
        unknown: u64,
    },
    NotRead(String),
    NotWritten(String),
    /// The driver panicked or ended.
    Crashed(String),
}

/// The source text of the driver for these types.
pub(super) fn text(package: &str, types: &[RustType]) -> String {
    let library = package.replace('-', "_");
    let rows: Vec<String> = types
        .iter()
        .map(|RustType { path, is_model }| {
            let of = if *is_model { "model" } else { "value" };
            format!("    [through_json::<{path}>, {of}_through_xml::<{path}>, {of}_through_both::<{path}>],\n")
        })
        .collect();
    format!("use {library} as contracts;\n{PROGRAM}{UNKNOWN}\nconst TYPES: &[[Way; 3]] = &[\n{}];\n", rows.concat())
}

/// Sends the tasks to the driver, and returns a response for each.
pub(super) fn run(driver: &Path, tasks: &[Task]) -> Result<Vec<DriverResponse>, Failure> {
    let lines: String = tasks.iter().map(|task| line(task) + "\n").collect();
    let input = tempfile::tempfile().and_then(|mut file| {
        file.write_all(lines.as_bytes())?;
        std::io::Seek::rewind(&mut file)?;
        Ok(file)
    });
    let input = input.map_err(|error| Failure::disk("write", Path::new("the payloads"), &error))?;
    let mut command = Command::new(driver);
    let ended = child::run(command.stdin(Stdio::from(input)), TIME_LIMIT)?;
    let mut responses: Vec<DriverResponse> = String::from_utf8_lossy(&ended.output).lines().map(response).collect();
    let end = match ended.status {
        None => String::from("it did not end in time"),
        Some(status) => format!("{status}: {}", ended.said()),
    };
    responses.resize(tasks.len(), DriverResponse::Crashed(end));
    Ok(responses)
}

fn line(Task { ty, way, text }: &Task) -> String {
    let way = match way {
        Way::Json => 0,
        Way::Xml => 1,
        Way::Both => 2,
    };
    json!({ "type": ty, "way": way, "text": text }).to_string()
}

fn response(line: &str) -> DriverResponse {
    let response: Value = serde_json::from_str(line).unwrap_or_default();
    let text = |key: &str| response.get(key).and_then(Value::as_str).map(str::to_owned);
    let error = text("error").unwrap_or_default();
    match (text("text"), text("failed").as_deref()) {
        (Some(text), _) => DriverResponse::Written {
            text,
            unknown: response.get("unknown").and_then(Value::as_u64).unwrap_or_default(),
        },
        (None, Some("read")) => DriverResponse::NotRead(error),
        (None, Some("write")) => DriverResponse::NotWritten(error),
        (None, _) => DriverResponse::Crashed(error),
    }
}

/// The driver without its types.
const PROGRAM: &str = r#"#[allow(unused_imports)]
use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::panic::catch_unwind;

#[allow(unused_imports)]
use contracts::{json, models, runtime, xml};
use runtime::private::ValueRef;
use runtime::{Object, ReadError, Value, WriteError};

type Way = fn(&str) -> Result<(String, usize), Failure>;

struct Failure(&'static str, String);

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self("read", error.to_string())
    }
}

impl From<WriteError> for Failure {
    fn from(error: WriteError) -> Self {
        Self("write", error.to_string())
    }
}

fn main() {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let task: serde_json::Value = serde_json::from_str(&line).expect("a task");
        let index = |key: &str| usize::try_from(task[key].as_u64().expect("an index")).expect("an index");
        let text = task["text"].as_str().expect("a text").to_owned();
        let way = TYPES[index("type")][index("way")];
        let done = catch_unwind(move || way(&text));
        let response = match done {
            Ok(Ok((text, unknown))) => serde_json::json!({ "text": text, "unknown": unknown }),
            Ok(Err(Failure(failed, error))) => serde_json::json!({ "failed": failed, "error": error }),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or("it panicked");
                serde_json::json!({ "failed": "panic", "error": text })
            }
        };
        writeln!(output, "{response}").expect("a response is taken");
    }
}

#[allow(dead_code)]
fn through_json<T: Value>(text: &str) -> Result<(String, usize), Failure> {
    let value: T = json::from_str(text)?;
    Ok((json::to_string(&value)?, unknown(&value.value_ref())))
}

#[allow(dead_code)]
fn model_through_xml<T: Object + Value>(text: &str) -> Result<(String, usize), Failure> {
    let value: T = xml::from_str(text)?;
    Ok((xml::to_string(&value)?, unknown(&value.value_ref())))
}

#[allow(dead_code)]
fn model_through_both<T: Object + Value>(text: &str) -> Result<(String, usize), Failure> {
    let value: T = json::from_str(text)?;
    let kept = unknown(&value.value_ref());
    let value: T = xml::from_str(&xml::to_string(&value)?)?;
    Ok((json::to_string(&value)?, kept))
}

#[allow(dead_code)]
fn value_through_xml<T: Value>(text: &str) -> Result<(String, usize), Failure> {
    let value: T = xml::value_from_str(text)?;
    // The XML names of a value that is no model are stated at its use. Here they are those of the payload.
    let mut tags = text.split('<').skip(1).filter(|tag| !tag.starts_with(['?', '!', '/']));
    let mut next = || tags.next().map(|tag| tag.split([' ', '>', '/', '\n']).next().unwrap_or_default());
    let name = |local: Option<&str>| runtime::XmlName::new("", local.unwrap_or("root").to_owned().leak());
    let root = xml::XmlRoot::new(name(next())).items(name(next()));
    Ok((xml::value_to_string(&value, &root)?, unknown(&value.value_ref())))
}

#[allow(dead_code)]
fn value_through_both<T: Value>(text: &str) -> Result<(String, usize), Failure> {
    let value: T = json::from_str(text)?;
    let kept = unknown(&value.value_ref());
    let root = xml::XmlRoot::new(runtime::XmlName::new("", "root"));
    let value: T = xml::value_from_str(&xml::value_to_string(&value, &root)?)?;
    Ok((json::to_string(&value)?, kept))
}
"#;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_a_row() {
        let types = [
            RustType { path: String::from("models::Cart"), is_model: true },
            RustType { path: String::from("Vec<bool>"), is_model: false },
        ];
        let text = text("shop-contracts", &types);
        let xml = "model_through_xml::<models::Cart>, model_through_both::<models::Cart>";
        assert!(text.contains(&format!("[through_json::<models::Cart>, {xml}],\n")), "{text}");
        let xml = "value_through_xml::<Vec<bool>>, value_through_both::<Vec<bool>>";
        assert!(text.contains(&format!("[through_json::<Vec<bool>>, {xml}],\n")), "{text}");
        assert!(text.starts_with("use shop_contracts as contracts;\n"), "{text}");
    }

    #[test]
    fn responses_are_read() {
        let written = DriverResponse::Written { text: String::from("{}"), unknown: 2 };
        assert_eq!(response(r#"{"text": "{}", "unknown": 2}"#), written);
        assert_eq!(response(r#"{"failed": "read", "error": "a"}"#), DriverResponse::NotRead(String::from("a")));
        assert_eq!(response(r#"{"failed": "write", "error": "a"}"#), DriverResponse::NotWritten(String::from("a")));
        assert_eq!(response("thread main"), DriverResponse::Crashed(String::new()));
    }
}
