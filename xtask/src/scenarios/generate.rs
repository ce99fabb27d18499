//! The crates of a suite, which share one runtime.

use std::collections::{BTreeMap, BTreeSet};

use bindery::{Files, Options, Outcome, SharedRuntime, Source};
use bindery_cli::{Failure, read_source};
use serde_json::Value;

use super::Description;
use crate::crates::Progress;
use crate::record::Record;

/// The name of the crate with the runtime.
pub(super) const RUNTIME: &str = "scenarios-runtime";

/// The crate of a description.
#[derive(Debug)]
pub(super) struct Generated {
    pub(super) description: Description,
    pub(super) package: String,
    /// The content of every file, by path.
    pub(super) files: BTreeMap<String, String>,
    /// The record of the contract; the reason if there is none.
    pub(super) record: Result<Record, String>,
    /// Methods and paths of the description: an operation that is not generated is in it nevertheless.
    pub(super) described: BTreeSet<(String, String)>,
    /// The diagnostics of the generator.
    pub(super) diagnostics: Vec<String>,
}

/// Generates the crates of all descriptions.
pub(super) fn all(descriptions: &[Description], progress: &Progress) -> Result<Vec<Generated>, Failure> {
    progress.begin("generate", descriptions.len());
    let crates = descriptions.iter().map(|description| {
        progress.step(&description.spec);
        one(description)
    });
    crates.collect()
}

fn one(description: &Description) -> Result<Generated, Failure> {
    let text = read_source(&description.path, "API description")?;
    let package = package(description);
    let runtime = Some(SharedRuntime { package: RUNTIME.to_owned(), path: format!("../{RUNTIME}") });
    let options = Options { package: Some(package.clone()), runtime, ..Options::default() };
    let name = description.path.file_name().unwrap_or_default().to_string_lossy();
    let Outcome { value, diagnostics, .. } = bindery::generate(Source { name: &name, text: &text }, &options);
    let diagnostics: Vec<String> = diagnostics.iter().map(|it| format!("{}: {}", it.code.name(), it.message)).collect();
    let files = value.as_ref().map(as_map).unwrap_or_default();
    let record = match files.get("contract.json") {
        Some(record) => Record::parse(record),
        None => Err(format!("there is no crate: {}", diagnostics.first().map_or("", String::as_str))),
    };
    let described = described(&text);
    Ok(Generated { description: description.clone(), package, files, record, described, diagnostics })
}

/// The crate with the runtime.
pub(super) fn runtime() -> BTreeMap<String, String> {
    as_map(&bindery::shared_runtime(RUNTIME, "scenarios"))
}

fn as_map(files: &Files) -> BTreeMap<String, String> {
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

/// `type-array`, or `versioning-added-v2`
fn package(description: &Description) -> String {
    let Description { spec, version, .. } = description;
    let name = format!("{spec}-{}", version.as_deref().unwrap_or_default()).to_ascii_lowercase();
    let words = name.split(|other: char| !other.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The operations of a description in JSON.
fn described(text: &str) -> BTreeSet<(String, String)> {
    let document: Value = serde_json::from_str(text).unwrap_or_default();
    let paths = document.get("paths").and_then(Value::as_object).into_iter().flatten();
    let operations = paths.flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten().map(|(method, _)| method.to_ascii_uppercase());
        methods.map(move |method| (method, path.clone()))
    });
    operations.collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn a_package_is_named_after_its_spec() {
        let package = |spec: &str, version: Option<&str>| {
            let version = version.map(str::to_owned);
            package(&Description { spec: spec.to_owned(), version, path: PathBuf::new() })
        };
        assert_eq!(package("type/array", None), "type-array");
        assert_eq!(package("versioning/madeOptional", Some("v1.0")), "versioning-madeoptional-v1-0");
    }

    #[test]
    fn the_operations_of_a_description_are_listed() {
        let described = described(r#"{"paths": {"/carts": {"get": {}, "post": {}}}}"#);
        assert!(described.contains(&(String::from("POST"), String::from("/carts"))), "{described:?}");
        assert_eq!(described.len(), 2);
    }
}
