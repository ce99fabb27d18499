//! The driver of a crate without the code of its requests.
//!
//! The driver reads a line for each task, and writes one. The words of a line are separated by spaces, and those in brackets
//! are hexadecimal digits, so that a driver needs nothing but its crate:
//!
//! ```text
//! index [url] [value]…
//! ok status [headers] [body] [typed] read [text] unknown
//! error [message]
//! ```
//!
//! `typed` is the error of the operation's own type of the response, or empty. `read` is `text`, `error` or `nothing`.

/// The source text.
pub(super) const PROGRAM: &str = r#"#[allow(unused_imports)]
use std::cell::Cell;
use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, Write};
use std::panic::catch_unwind;
use std::time::Duration;

#[allow(unused_imports)]
use contracts::{client, json, models, operations, runtime, xml};
use client::FromResponse;
use runtime::private::ValueRef;
use runtime::{Object, Value};

type Step = fn(&Task) -> Result<Reply, String>;

struct Task {
    url: String,
    values: Vec<Vec<u8>>,
    /// The number of objects with unknown members in what was read so far.
    unknown: Cell<usize>,
}

#[allow(dead_code)]
impl Task {
    fn base(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    fn bytes(&self, index: usize) -> Result<Vec<u8>, String> {
        self.values.get(index).cloned().ok_or_else(|| format!("there is no value {index}"))
    }

    fn text(&self, index: usize) -> Result<String, String> {
        String::from_utf8(self.bytes(index)?).map_err(said)
    }

    fn value<T: Value>(&self, index: usize) -> Result<T, String> {
        self.count(json::from_slice(&self.bytes(index)?).map_err(said)?)
    }

    fn count<T: Value>(&self, value: T) -> Result<T, String> {
        self.unknown.set(self.unknown.get() + unknown(&value.value_ref()));
        Ok(value)
    }

    fn model_xml<T: Object + Value>(&self, index: usize) -> Result<T, String> {
        self.count(xml::from_slice(&self.bytes(index)?).map_err(said)?)
    }

    fn value_xml<T: Value>(&self, index: usize) -> Result<T, String> {
        self.count(xml::value_from_str(&self.text(index)?).map_err(said)?)
    }
}

struct Reply {
    status: u16,
    headers: String,
    body: Vec<u8>,
    typed: String,
    read: Read,
}

type Read = Option<Result<(Vec<u8>, usize), String>>;

fn main() {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let mut words = line.split(' ');
        let index: usize = words.next().and_then(|word| word.parse().ok()).expect("an index");
        let url = String::from_utf8(from_hex(words.next().expect("a URL"))).expect("a URL");
        let task = Task { url, values: words.map(from_hex).collect(), unknown: Cell::new(0) };
        let step = STEPS[index];
        let reply = match catch_unwind(move || (step(&task), task.unknown.get())) {
            Ok((Ok(reply), unknown)) => ok(reply, unknown),
            Ok((Err(error), _)) => format!("error {}", hex(error.as_bytes())),
            Err(panic) => {
                let text = panic.downcast_ref::<String>().map(String::as_str);
                let text = text.or(panic.downcast_ref::<&str>().copied()).unwrap_or_default();
                format!("error {}", hex(format!("it panicked: {text}").as_bytes()))
            }
        };
        writeln!(output, "{reply}").expect("a reply is taken");
    }
}

fn ok(Reply { status, headers, body, typed, read }: Reply, sent: usize) -> String {
    let (read, text, unknown) = match read {
        None => ("nothing", Vec::new(), sent),
        Some(Ok((text, unknown))) => ("text", text, unknown + sent),
        Some(Err(error)) => ("error", error.into_bytes(), 0),
    };
    let (headers, body, typed, text) = (hex(headers.as_bytes()), hex(&body), hex(typed.as_bytes()), hex(&text));
    format!("ok {status} {headers} {body} {typed} {read} {text} {unknown}")
}

/// A word is never empty, so that words can be separated.
fn hex(bytes: &[u8]) -> String {
    let digits: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    if digits.is_empty() { String::from("-") } else { digits }
}

fn from_hex(word: &str) -> Vec<u8> {
    let digits = if word == "-" { "" } else { word };
    let pairs = (0..digits.len()).step_by(2).map(|at| &digits[at..at + 2]);
    pairs.map(|pair| u8::from_str_radix(pair, 16).expect("hexadecimal digits")).collect()
}

#[allow(dead_code)]
fn said(error: impl Error) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text = format!("{text}: {error}");
        source = error.source();
    }
    text
}

/// Sends an operation, and reads the response by a function, or not at all.
macro_rules! send {
    ($operation:expr, $of:ty, $base:expr, $read:expr) => {{
        let url: String = $base;
        let client = client::Client::builder(&url).attempt_timeout(Duration::from_secs(20));
        let client = client.retry(client::RetryPolicy::none()).build_blocking().map_err(said)?;
        match $operation.send_blocking(&client) {
            Ok(response) => Ok(Reply {
                status: response.status().as_u16(),
                headers: headers(response.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()))),
                typed: (&&Typed(&response)).check(),
                read: $read(&response),
                body: response.body().to_vec(),
            }),
            Err(client::Error::Status(error)) => Ok(Reply {
                status: error.status().as_u16(),
                headers: headers(error.headers().iter().map(|(name, value)| (name.as_str(), value.as_bytes()))),
                typed: (&&TypedError::<$of>(&error, std::marker::PhantomData)).check(),
                read: $read(&*error),
                body: error.body().to_vec(),
            }),
            Err(error) => Err(said(error)),
        }
    }};
}

#[allow(unused_macros)]
macro_rules! media_type {
    ($all:expr, $name:literal) => {
        $all.iter().copied().find(|it| it.as_str() == $name).ok_or_else(|| format!("`{}` is not listed", $name))?
    };
}

fn headers<'a>(headers: impl Iterator<Item = (&'a str, &'a [u8])>) -> String {
    headers.map(|(name, value)| format!("{name}: {}\n", String::from_utf8_lossy(value))).collect()
}

/// A response, whose type may be one that is read.
struct Typed<'a, T>(&'a client::Response<T>);

/// An error response, whose type may be one that is read.
struct TypedError<'a, O>(&'a client::StatusError, std::marker::PhantomData<O>);

/// The error of a type that is read.
trait Check {
    fn check(&self) -> String;
}

impl<T: FromResponse> Check for &Typed<'_, T> {
    fn check(&self) -> String {
        self.0.value().err().map(said).unwrap_or_default()
    }
}

impl<O: client::Operation<Error: FromResponse>> Check for &TypedError<'_, O> {
    fn check(&self) -> String {
        self.0.error_of::<O>().err().map(said).unwrap_or_default()
    }
}

/// The absence of a type.
trait Unchecked {
    fn check(&self) -> String {
        String::new()
    }
}

impl<T> Unchecked for Typed<'_, T> {}
impl<O> Unchecked for TypedError<'_, O> {}

/// A response of any status.
trait Decode {
    fn value_of<T: Value>(&self) -> Result<T, client::Error>;
    fn bytes(&self) -> &[u8];
}

impl<R> Decode for client::Response<R> {
    fn value_of<T: Value>(&self) -> Result<T, client::Error> {
        self.decode()
    }

    fn bytes(&self) -> &[u8] {
        self.body()
    }
}

impl Decode for client::StatusError {
    fn value_of<T: Value>(&self) -> Result<T, client::Error> {
        self.decode()
    }

    fn bytes(&self) -> &[u8] {
        self.body()
    }
}

#[allow(dead_code)]
fn nothing_of(_: &impl Decode) -> Read {
    None
}

#[allow(dead_code)]
fn file_of(response: &impl Decode) -> Read {
    Some(response.value_of::<runtime::File>().map(|file| (file.into_bytes(), 0)).map_err(said))
}

#[allow(dead_code)]
fn json_of<T: Value>(response: &impl Decode) -> Read {
    let written = |value: T| -> Result<(Vec<u8>, usize), String> {
        Ok((json::to_string(&value).map_err(said)?.into_bytes(), unknown(&value.value_ref())))
    };
    Some(response.value_of().map_err(said).and_then(written))
}

#[allow(dead_code)]
fn text_of<T: Value>(response: &impl Decode) -> Read {
    json_of::<T>(response)
}

#[allow(dead_code)]
fn model_xml_of<T: Object + Value>(response: &impl Decode) -> Read {
    let written = |value: T| -> Result<(Vec<u8>, usize), String> {
        Ok((xml::to_string(&value).map_err(said)?.into_bytes(), unknown(&value.value_ref())))
    };
    Some(response.value_of().map_err(said).and_then(written))
}

#[allow(dead_code)]
fn value_xml_of<T: Value>(response: &impl Decode) -> Read {
    // The XML names of a value that is no model are stated at its use. Here they are those of the response.
    let text = String::from_utf8_lossy(response.bytes());
    let mut tags = text.split('<').skip(1).filter(|tag| !tag.starts_with(['?', '!', '/']));
    let mut next = || tags.next().map(|tag| tag.split([' ', '>', '/', '\n']).next().unwrap_or_default());
    let name = |local: Option<&str>| runtime::XmlName::new("", local.unwrap_or("root").to_owned().leak());
    let root = xml::XmlRoot::new(name(next())).items(name(next()));
    let written = |value: T| -> Result<(Vec<u8>, usize), String> {
        Ok((xml::value_to_string(&value, &root).map_err(said)?.into_bytes(), unknown(&value.value_ref())))
    };
    Some(response.value_of().map_err(said).and_then(written))
}
"#;
