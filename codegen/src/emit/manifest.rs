//! The manifest and the README of the crate.

use std::collections::BTreeSet;

use super::{docs, formats, notice, replaced};
use crate::contract::{Contract, ForeignCrate, Library, VALIDATE};
use crate::shown::{code, is_hidden};

/// The dependencies of a contract crate, each with the lowest version that works: one that compiles with the lowest of
/// all others, passes the tests of the runtime, and has no known vulnerability that concerns the crate.
///
/// The step `minimal` of `cargo xtask ci` compiles a crate with these. The workspace tests newer ones.
const DEPENDENCIES: &str = r#"[dependencies]
# The traits of serde: models implement them without derive macros.
serde_core = { version = "1.0.221", default-features = false, features = ["std"], optional = true }
# The parser of JSON, and unknown members.
serde_json = { version = "1.0.100", default-features = false, features = ["float_roundtrip", "raw_value", "std"], optional = true }
# The encoding of forms, by the URL standard.
form_urlencoded = { version = "1.2.1", default-features = false, features = ["std"], optional = true }
# The decoding of forms, and the encoding of paths and queries.
percent-encoding = { version = "2.3.1", default-features = false, features = ["std"], optional = true }
# The types of requests.
http = { version = "1.1.0", default-features = false, features = ["std"], optional = true }
# Bytes that headers and the client share.
bytes = { version = "1.11.1", optional = true }
# Basic credentials, encoded into memory that is wiped.
base64 = { version = "0.23.0", default-features = false, optional = true }
# Secrets that are wiped on drop.
zeroize = { version = "1.8.1", default-features = false, features = ["alloc"] }
# Secrets that are compared in constant time.
subtle = { version = "2.5.0", default-features = false }
"#;

/// The dependencies of the client, which needs an operating system: elsewhere they are left out, so that the runtime says
/// what to use instead.
const CLIENT_DEPENDENCIES: &str = r#"[target.'cfg(not(target_family = "wasm"))'.dependencies]
# The connections of the client.
reqwest = { version = "0.13.0", default-features = false, features = ["system-proxy"], optional = true }
# The time and the tasks of the client.
tokio = { version = "1.49.0", default-features = false, features = ["rt", "sync", "time"], optional = true }
# One token request for several waiting calls.
futures-util = { version = "0.3.7", default-features = false, features = ["std"], optional = true }
# The text of responses, in any charset of the web.
encoding_rs = { version = "0.8.0", optional = true }
# Waits between attempts, random up to a bound that doubles.
retry-policies = { version = "0.5.0", optional = true }
# The dates of `Retry-After`.
httpdate = { version = "1.0.0", optional = true }
# Idempotency keys and correlation ids.
uuid = { version = "1.0.0", default-features = false, features = ["fast-rng", "std", "v4"], optional = true }
# Events of the client.
tracing = { version = "0.1.35", default-features = false, features = ["std"], optional = true }
"#;

/// The line of a dependency that the types of formats make one of the models.
const BASE64: &str = r#"base64 = { version = "0.23.0", default-features = false, optional = true }"#;

const FEATURES: &str = r#"[features]
# JSON, and the serde traits for other self-describing formats.
json = ["dep:serde_core", "dep:serde_json"]
# XML, without further dependencies.
xml = []
# application/x-www-form-urlencoded.
form = ["dep:form_urlencoded", "dep:percent-encoding"]
# A builder of an `http::Request` for each operation.
http = ["dep:base64", "dep:bytes", "dep:http", "dep:percent-encoding"]
# The client, with TLS by rustls.
client = ["client-no-tls", "reqwest/rustls"]
# The client, with TLS by the library of the operating system.
native-tls = ["client-no-tls", "reqwest/native-tls"]
# The client without TLS, for services on the same machine.
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
# HTTP/2, which sends several calls over one connection.
http2 = ["client-no-tls", "reqwest/http2"]
# The blocking client.
blocking = ["client-no-tls", "tokio/rt-multi-thread"]
# A tracing event for each attempt of a call.
tracing = ["client-no-tls", "dep:tracing"]
"#;

/// The dependency on a library with types of formats. Those that every contract crate knows are completed there.
fn dependency(library: Library) -> &'static str {
    match library {
        Library::Base64 | Library::Std => "",
        Library::Chrono => {
            "# Dates and times.\nchrono = { version = \"0.4.34\", default-features = false, features = [\"alloc\"] }\n"
        }
        Library::Jiff => {
            "# Dates and times.\njiff = { version = \"1.0.0\", default-features = false, features = [\"std\"] }\n"
        }
        Library::RustDecimal => {
            "# Decimal numbers.\n\
             rust_decimal = { version = \"1.22.0\", default-features = false, features = [\"std\"] }\n"
        }
        Library::Time => {
            "# Dates and times.\n\
             time = { version = \"0.3.47\", default-features = false, features = [\"formatting\", \"macros\", \"parsing\"] }\n"
        }
        Library::Url => "# URLs.\nurl = { version = \"2.5.4\" }\n",
        Library::Uuid => "# UUIDs.\nuuid = { version = \"1.0.0\", default-features = false, features = [\"std\"] }\n",
    }
}

/// The feature of a library that parses strings of formats on demand.
///
/// ```toml
/// # `formats::parse`, which makes strings types of jiff.
/// jiff = ["dep:jiff"]
/// ```
fn feature(library: Library) -> String {
    let name = library.name();
    format!("# `formats::parse`, which makes strings types of {name}.\n{name} = {}\n", enables(library))
}

/// The dependencies that the feature of a library enables.
fn enables(library: Library) -> String {
    let name = library.name();
    let more = if library == Library::Base64 { ", \"base64/alloc\"" } else { "" };
    format!("[\"dep:{name}\"{more}]")
}

/// The dependency on a library that parses strings of formats on demand.
fn optional_dependency(library: Library) -> String {
    dependency(library).replace(" }\n", ", optional = true }\n")
}

/// The features and the dependencies of a crate with types of these libraries and with these default features.
fn features_and_dependencies(libraries: &BTreeSet<Library>, default: &[&str]) -> [String; 2] {
    let [features, mut dependencies] = [FEATURES, DEPENDENCIES].map(str::to_owned);
    let default: Vec<_> = default.iter().map(|name| toml_string(name)).collect();
    let mut features = features.replacen('\n', &format!("\ndefault = [{}]\n", default.join(", ")), 1);
    // A dependency of the models is no optional one.
    if libraries.contains(&Library::Base64) {
        features = features.replace("\"dep:base64\", ", "");
        dependencies = dependencies
            .replace(BASE64, "base64 = { version = \"0.23.0\", default-features = false, features = [\"alloc\"] }");
    }
    dependencies.extend(libraries.iter().map(|library| dependency(*library)));
    [features, dependencies]
}
/// The feature of a crate that can check the constraints of values.
const VALIDATE_FEATURE: &str =
    "# Validation of values against the constraints of the description.\nvalidate = [\"dep:regex\"]\n";

/// The dependency of that feature.
const REGEX: &str = "# Patterns of strings, in time in proportion to the string.\n\
    regex = { version = \"1.5.5\", default-features = false, \
    features = [\"std\", \"unicode-bool\", \"unicode-gencat\", \"unicode-script\"], optional = true }\n";

/// The parts of a manifest that are not those of the API.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packaging<'a> {
    /// The version of the crate.
    pub(crate) version: &'a str,
    /// The licence of the crate, as an SPDX expression.
    pub(crate) license: Option<&'a str>,
}

/// The decision of people that a new manifest leaves open.
const PUBLISH: &str = "# Until someone decides to publish the crate, and under which licence.\npublish = false\n";

/// The manifest.
pub(super) fn cargo_toml(contract: &Contract, Packaging { version, license }: Packaging<'_>) -> String {
    let mut libraries = formats::libraries(contract);
    libraries.extend(replaced::libraries(contract));
    let [mut features, mut dependencies] = features_and_dependencies(&libraries, &contract.default_features());
    let optional = formats::optional(contract);
    features.extend(optional.iter().map(|library| feature(*library)));
    dependencies.extend(optional.iter().map(|library| optional_dependency(*library)));
    dependencies.extend(contract.crates.iter().filter_map(|(name, krate)| foreign(name, krate)));
    let license = license.map(|license| format!("license = {}\n", toml_string(license)));
    let (validate, regex) = if contract.rules.validate { (VALIDATE_FEATURE, REGEX) } else { ("", "") };
    format!(
        "[package]\nname = {name}\nversion = \"{version}\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\
         description = {description}\n{license}{PUBLISH}\n{features}{validate}\n{dependencies}{regex}\n\
         {CLIENT_DEPENDENCIES}\n[package.metadata.docs.rs]\nall-features = true\n",
        name = toml_string(&contract.package),
        description = toml_string(&contract.title),
        license = license.unwrap_or_default(),
    )
}

/// The manifest of a runtime crate: each library of formats has a feature.
pub(super) fn runtime_cargo_toml(package: &str) -> String {
    let libraries = Library::ALL.into_iter().filter(|library| *library != Library::Std);
    let features: String = libraries.clone().map(of_library).collect();
    let dependencies: String = libraries.map(optional_dependency).collect();
    format!(
        "[package]\nname = {name}\nversion = \"0.1.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\
         description = \"The runtime that contract crates share\"\n{PUBLISH}\n{FEATURES}{features}\n\
         {DEPENDENCIES}{dependencies}\n{CLIENT_DEPENDENCIES}\n[package.metadata.docs.rs]\nall-features = true\n",
        name = toml_string(package),
    )
}

/// The feature of a library with types of formats, in a runtime crate.
///
/// ```toml
/// # Formats as types of jiff.
/// jiff = ["dep:jiff"]
/// ```
fn of_library(library: Library) -> String {
    let name = library.name();
    format!("# Formats as types of {name}.\n{name} = {}\n", enables(library))
}

/// The dependency on a crate that the description names; `None` for a library of formats.
///
/// ```toml
/// # Types that the API description names.
/// my-ids = { version = "1.2", features = ["serde"] }
/// ```
fn foreign(name: &str, krate: &ForeignCrate) -> Option<String> {
    if Library::of_crate(name).is_some() {
        return None;
    }
    let ForeignCrate { package, version, features, folder } = krate;
    let is_plain = package.replace('-', "_") == name;
    let entry = |key: &str, value: &String| format!("{key} = {}", toml_string(value));
    let version = version.as_ref().map(|version| entry("version", version));
    let folder = folder.as_ref().map(|folder| entry("path", folder));
    let renamed = (!is_plain).then(|| entry("package", package));
    let features = (!features.is_empty()).then(|| {
        let features: Vec<_> = features.iter().map(|feature| toml_string(feature)).collect();
        format!("features = [{}]", features.join(", "))
    });
    let entries: Vec<_> = [version, folder, renamed, features].into_iter().flatten().collect();
    let key = if is_plain { package } else { name };
    Some(format!("# Types that the API description names.\n{key} = {{ {} }}\n", entries.join(", ")))
}

/// A basic string of TOML. Its escapes are those of JSON.
fn toml_string(text: &str) -> String {
    let text: String = text.chars().filter(|other| !is_hidden(*other)).collect();
    serde_json::Value::String(text).to_string()
}

/// The features, as a table of Markdown.
pub(super) fn features_table(contract: &Contract) -> String {
    let parsers: Vec<_> =
        formats::optional(contract).into_iter().map(|library| format!("`{}`", library.name())).collect();
    let parsers = match parsers.join(", ") {
        names if names.is_empty() => names,
        names => format!("| {names} | `formats::parse`, which makes strings with a format types of these crates |\n"),
    };
    let default = contract.default_features();
    let rows: String = ROWS.iter().map(|(names, effect)| row(names, effect, &default)).collect();
    let validate = if contract.rules.validate { row(&[VALIDATE], VALIDATE_EFFECT, &default) } else { String::new() };
    format!("| feature | adds |\n|-|-|\n{rows}{validate}{parsers}")
}

/// The features of every crate, with their effects.
const ROWS: [(&[&str], &str); 9] = [
    (&["json"], "JSON, and the serde traits"),
    (&["xml"], "XML"),
    (&["form"], "`application/x-www-form-urlencoded`"),
    (&["http"], "a builder of an `http::Request` for each operation"),
    (&["client"], "the client (`client-no-tls`), with tokens, timeouts and retries; TLS by rustls"),
    (&["native-tls", "client-no-tls"], "the client with TLS by the library of the operating system, or without TLS"),
    (&["http2"], "HTTP/2, which sends several calls over one connection"),
    (&["blocking"], "the blocking client"),
    (&["tracing"], "a tracing event for each attempt of a call"),
];

/// The effect of the feature that checks constraints.
const VALIDATE_EFFECT: &str = "a check of values against the constraints of the description";

/// A row of the features, which says which are default ones.
fn row(names: &[&str], effect: &str, default: &[&str]) -> String {
    let cell = |name: &&str| format!("`{name}`{}", if default.contains(name) { " (default)" } else { "" });
    format!("| {} | {effect} |\n", names.iter().map(cell).collect::<Vec<_>>().join(", "))
}

/// The README.
pub(super) fn readme(contract: &Contract) -> String {
    let Contract { package, source, types, operations, license, .. } = contract;
    let text = docs::prose(&contract.docs.text).join("\n");
    let title = docs::title(&contract.title);
    let source = code(source);
    let license =
        license.as_ref().map(|license| format!("The API description is licensed under {}.\n\n", code(license)));
    let license = license.unwrap_or_default();
    let features = features_table(contract);
    format!(
        "# {package}\n\n{title}.\n\n{text}\n\n\
         Generated from {source}. Types: {types}. Operations: {operations}.\n\n\
{features}\n\
         Every struct is `#[non_exhaustive]` with public fields, `new()` and chainable setters; every enum keeps\n\
         unlisted values. A field that is set to `None` or `Nullable::Absent` is cleared. Unknown members are kept and\n\
         written back in the same format.\n\n\
         {license}`{notice}` has the licence of Bindery's own code in this crate.\n",
        notice = notice::PATH,
        types = types.len(),
        operations = operations.len(),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::contract;

    /// The name and the version of each dependency.
    fn stated(text: &str) -> impl Iterator<Item = (&str, &str)> {
        text.lines().filter_map(|line| {
            let (name, rest) = line.split_once(" = { version = \"")?;
            Some((name, rest.split('"').next()?))
        })
    }

    #[test]
    fn the_contract_knows_all_dependencies() {
        let (libraries, others): (BTreeSet<_>, BTreeSet<_>) = [DEPENDENCIES, CLIENT_DEPENDENCIES]
            .into_iter()
            .flat_map(stated)
            .map(|(name, _)| name)
            .partition(|name| Library::of_crate(name).is_some());
        assert_eq!(others, contract::DEPENDENCIES.into_iter().collect());
        assert_eq!(libraries, BTreeSet::from(["base64", "uuid"]));
    }

    #[test]
    fn the_contract_and_the_documentation_know_all_features() {
        let names: Vec<_> = FEATURES.lines().filter_map(|line| line.split_once(" = [")).map(|(name, _)| name).collect();
        assert_eq!(names, contract::FEATURES);
        assert_eq!(ROWS.map(|(names, _)| names).concat(), names);
        assert_eq!(VALIDATE_FEATURE.lines().nth(1).and_then(|line| line.split_once(" = ")).unwrap().0, VALIDATE);
    }

    #[test]
    fn the_contract_knows_the_versions_of_libraries() {
        let all =
            Library::ALL.into_iter().map(dependency).chain([DEPENDENCIES, CLIENT_DEPENDENCIES]).collect::<String>();
        let versions = stated(&all).filter_map(|(name, version)| Some((Library::of_crate(name)?, version)));
        let mut stated = BTreeSet::new();
        for (library, version) in versions {
            assert_eq!(library.version(), version, "{}", library.name());
            stated.insert(library);
        }
        assert_eq!(stated.len(), Library::ALL.len() - 1, "all but the standard library");
    }
}
