//! The files of the crate that are no Rust: its manifest and its readme.

use super::docs;
use crate::contract::Contract;
use crate::shown::{code, is_hidden};

/// The versions of what a contract crate depends on, as the workspace's own manifest has them.
const DEPENDENCIES: &str = r#"[dependencies]
# The serde traits without the derive: the models implement them by their own description.
serde_core = { version = "1.0.229", default-features = false, features = ["std"], optional = true }
serde_json = { version = "1.0.154", default-features = false, features = ["float_roundtrip", "std"], optional = true }
# The URL standard's codec for forms.
form_urlencoded = { version = "1.2.2", default-features = false, features = ["std"], optional = true }
# Requests as the ecosystem has them, what keeps a path parameter in its segment, and bytes that are shared with what
# sends them.
http = { version = "1.5.0", default-features = false, features = ["std"], optional = true }
percent-encoding = { version = "2.3.2", default-features = false, features = ["std"], optional = true }
bytes = { version = "1.12.2", optional = true }
# The client: reqwest sends, tokio waits.
reqwest = { version = "0.13.5", default-features = false, features = ["system-proxy"], optional = true }
tokio = { version = "1.54.1", default-features = false, features = ["rt", "sync", "time"], optional = true }
# Tokens that several calls wait for.
futures-util = { version = "0.3.34", default-features = false, features = ["std"], optional = true }
# The text of a response, in any charset of the web.
encoding_rs = { version = "0.8.44", optional = true }
# Waits between attempts, random up to a bound that doubles, and the dates of `Retry-After`.
retry-policies = { version = "0.5.2", optional = true }
httpdate = { version = "1.0.3", optional = true }
# The ids of calls.
uuid = { version = "1.29.3", default-features = false, features = ["fast-rng", "std", "v4"], optional = true }
# Events of the client.
tracing = { version = "0.1.44", default-features = false, features = ["std"], optional = true }
# Secrets are wiped on drop and compared in constant time.
zeroize = { version = "1.9.1", default-features = false, features = ["alloc"] }
subtle = { version = "2.6.1", default-features = false }
"#;

const FEATURES: &str = r#"[features]
default = ["json"]
# JSON, and the serde traits for any other format.
json = ["dep:serde_core", "dep:serde_json"]
# XML, which needs no other crate.
xml = []
# application/x-www-form-urlencoded.
form = ["dep:form_urlencoded"]
# Builders that make an `http::Request` of each operation.
http = ["dep:bytes", "dep:http", "dep:percent-encoding"]
# A client that sends operations, with TLS by rustls.
client = ["client-no-tls", "reqwest/rustls"]
# The same with TLS by the system's library.
native-tls = ["client-no-tls", "reqwest/native-tls"]
# The same without TLS, for services on the same machine.
client-no-tls = [
    "http",
    "dep:encoding_rs",
    "dep:futures-util",
    "dep:httpdate",
    "dep:reqwest",
    "dep:retry-policies",
    "dep:tokio",
    "dep:uuid",
]
# Many calls on one connection, where the service speaks HTTP/2.
http2 = ["client-no-tls", "reqwest/http2"]
# The client for code that is not asynchronous.
blocking = ["client-no-tls", "tokio/rt-multi-thread"]
# Each attempt of a call as an event.
tracing = ["client-no-tls", "dep:tracing"]
"#;

/// The manifest.
pub(super) fn cargo_toml(contract: &Contract, version: &str) -> String {
    let license = contract.license.as_deref().map(|license| format!("license = {}\n", toml_string(license)));
    format!(
        "[package]\nname = {name}\nversion = \"{version}\"\nedition = \"2024\"\nrust-version = \"1.95\"\n\
         description = {description}\n{license}\n{FEATURES}\n{DEPENDENCIES}\n\
         [package.metadata.docs.rs]\nall-features = true\n",
        name = toml_string(&contract.package),
        description = toml_string(&contract.title),
        license = license.unwrap_or_default(),
    )
}

/// A basic string of TOML: what JSON escapes, it escapes the same way.
fn toml_string(text: &str) -> String {
    let text: String = text.chars().filter(|other| !is_hidden(*other)).collect();
    serde_json::Value::String(text).to_string()
}

/// The readme.
pub(super) fn readme(contract: &Contract) -> String {
    let Contract { package, source, types, operations, .. } = contract;
    let text = docs::prose(&contract.docs.text).join("\n");
    let title = docs::title(&contract.title);
    let source = code(source);
    format!(
        "# {package}\n\n{title}.\n\n{text}\n\n\
         Generated from {source}. Types: {types}. Operations: {operations}.\n\n\
         | feature | what it adds |\n|-|-|\n\
         | `json` (default) | JSON, and the serde traits |\n\
         | `xml` | XML |\n\
         | `form` | `application/x-www-form-urlencoded` |\n\
         | `http` | builders that make an `http::Request` of each operation |\n\
         | `client` | a client that sends operations, with tokens, time-outs and retries; TLS by rustls |\n\
         | `native-tls`, `client-no-tls` | the same with TLS by the system's library, or without TLS |\n\
         | `http2` | many calls on one connection, where the service speaks HTTP/2 |\n\
         | `blocking` | the client for code that is not asynchronous |\n\
         | `tracing` | each attempt of a call as an event |\n\n\
         Every struct is `#[non_exhaustive]` with public fields, `new()` and chainable setters; every enum keeps\n\
         values that it does not know; what the description does not name is kept and written back.\n",
        types = types.len(),
        operations = operations.len(),
    )
}
