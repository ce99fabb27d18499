//! Names of types and operations: where they come from, and that they stay.

use std::collections::BTreeMap;

use bindery::{Diagnostic, Files, OperationNames, Options, Outcome, Previous, Source};
use serde_json::Value;

/// Generates a crate whose names are to be kept.
fn made(text: &str, before: Option<&Files>) -> Files {
    let outcome = with(text, &Options { previous: previous(before), ..Options::default() });
    outcome.value.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics))
}

fn with(text: &str, options: &Options) -> Outcome<Files> {
    bindery::generate(Source { name: "names.yaml", text }, options)
}

fn previous(files: Option<&Files>) -> Previous {
    let contract = files.and_then(|files| files.get("contract.json")).map(str::to_owned);
    Previous { contract, changelog: None }
}

/// The Rust names of the operations of a crate, by path and method.
fn operations(files: &Files) -> BTreeMap<String, String> {
    let contract: Value = serde_json::from_str(files.get("contract.json").unwrap()).unwrap();
    let operations = contract["contract"]["operations"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let named = operations.map(|it| (format!("{} {}", text(&it["method"]), text(&it["path"])), text(&it["rustName"])));
    named.collect()
}

/// A description with these operations: path and id.
fn paths(operations: &[(&str, &str)]) -> String {
    let paths = operations.iter().map(|(path, id)| format!("  {path}: {{ get: {{ operationId: {id} }} }}\n"));
    format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n{}", paths.collect::<String>())
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|it| it.message.clone()).collect()
}

/// An operation that meets another one by its id keeps its name in a crate that has it, and the new one gets another.
#[test]
fn an_operation_keeps_its_name_when_another_one_meets_it() {
    let before = made(&paths(&[("/b", "getIt")]), None);
    assert_eq!(operations(&before)["GET /b"], "GetIt");
    let text = paths(&[("/a", "get_it"), ("/b", "getIt")]);
    let after = made(&text, Some(&before));
    assert_eq!(operations(&after)["GET /b"], "GetIt");
    assert_eq!(operations(&after)["GET /a"], "GetA");
    let again = made(&text, Some(&after));
    assert_eq!(operations(&again), operations(&after));
    let alone = made(&paths(&[("/a", "get_it")]), Some(&after));
    assert_eq!(operations(&alone)["GET /a"], "GetA", "the choice is kept when the other one is gone");
    let fresh = operations(&made(&text, None));
    assert_eq!((fresh["GET /a"].as_str(), fresh["GET /b"].as_str()), ("GetA", "GetB"));
}

/// Both operations are reported, each with the location of the other.
#[test]
fn operations_that_meet_are_reported_with_both_locations() {
    let outcome = with(&paths(&[("/a", "get_it"), ("/b", "getIt")]), &Options::default());
    assert_eq!(
        messages(&outcome.diagnostics),
        [
            "the operation `get_it` has the Rust name `GetA`: `getIt` at `#/paths/~1b/get` gives `GetIt` as well",
            "the operation `getIt` has the Rust name `GetB`: `get_it` at `#/paths/~1a/get` gives `GetIt` as well",
        ]
    );
    let at: Vec<_> =
        outcome.diagnostics.iter().filter_map(|it| it.location.pointer.as_ref()).map(ToString::to_string).collect();
    assert_eq!(at, ["#/paths/~1a/get", "#/paths/~1b/get"]);
}

/// A change of the option changes names. The choice of the caller overrides that of the description.
#[test]
fn short_names_of_operations_are_an_option() {
    let text = paths(&[("/items", "read_items_items_get")]);
    let full = made(&text, None);
    assert_eq!(operations(&full)["GET /items"], "ReadItemsItemsGet");
    let options = |operation_names, before| Options {
        operation_names: Some(operation_names),
        previous: previous(before),
        ..Options::default()
    };
    let short = with(&text, &options(OperationNames::Short, Some(&full))).value.unwrap();
    assert_eq!(operations(&short)["GET /items"], "ReadItems");
    assert!(short.get("CHANGELOG.md").unwrap().contains("ReadItems"), "{}", short.get("CHANGELOG.md").unwrap());
    let stated = text.replace("paths:", "x-bindery: { operation-names: short }\npaths:");
    assert_eq!(operations(&made(&stated, None))["GET /items"], "ReadItems");
    let overridden = with(&stated, &options(OperationNames::Full, None)).value.unwrap();
    assert_eq!(operations(&overridden)["GET /items"], "ReadItemsItemsGet");
}

/// Thousands of operations with one id are named in no more than linear time.
#[test]
fn thousands_of_equal_ids_are_named() {
    let all: Vec<(String, String)> = (0..3000).map(|index| (format!("/p{index}"), String::from("same"))).collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(path, id)| (path.as_str(), id.as_str())).collect();
    let outcome = bindery::inspect(Source { name: "many.yaml", text: &paths(&all) }, &Options::default());
    assert_eq!(outcome.diagnostics.len(), 3000);
    assert!(outcome.value.unwrap().contains("\"rustName\": \"GetP2999\""));
}
