//! Support of constructs by version: `fixtures/constructs.yaml` states it, the fixtures test it, and the documents show
//! it. `UPDATE_SUPPORT=1` writes the documents.

use std::collections::BTreeSet;
use std::env;
use std::fmt::Write as _;
use std::fs;

use bindery::{Options, Source};
use bindery_goldens::fixtures::{fixture, fixtures};
use bindery_goldens::project::project;
use bindery_goldens::yaml;
use serde_json::{Map, Value, json};

const VERSIONS: [&str; 4] = ["2.0", "3.0", "3.1", "3.2"];

/// The most lines that a fixture may have.
const MAX_LINES: usize = 40;

/// The start of the README's table, which ends with an empty line.
const TABLE: &str = "| | 2.0 | ";

/// A construct of API descriptions.
struct Construct {
    group: String,
    what: String,
    /// The versions that have it.
    versions: Vec<&'static str>,
    fixtures: Vec<String>,
    tests: Vec<String>,
    state: State,
}

#[derive(Clone, Debug, PartialEq)]
enum State {
    Full,
    /// Partly supported: what is missing.
    Partly(String),
    /// Unsupported: the reason.
    Not(String),
}

#[test]
fn every_construct_has_fixtures_and_tests() {
    let constructs = constructs();
    for Construct { what, fixtures, tests, state, .. } in &constructs {
        for file in fixtures {
            assert_eq!(fixture(file).file, *file);
        }
        assert!(matches!(state, State::Not(_)) || !tests.is_empty(), "`{what}` has no test");
        for test in tests {
            assert!(is_test(test), "`{what}`: there is no test `{test}`");
        }
    }
    let named: BTreeSet<&str> = constructs.iter().flat_map(|it| &it.fixtures).map(String::as_str).collect();
    for fixture in fixtures() {
        assert!(named.contains(fixture.file.as_str()), "no construct names `{}`", fixture.file);
        let lines = fixture.text.lines().count();
        assert!(lines < MAX_LINES, "`{}` has {lines} lines", fixture.file);
    }
}

/// In each version that has a construct, one of its fixtures becomes the same contract as in its own version.
#[test]
fn every_version_is_proven() {
    let mut unproven = Vec::new();
    for Construct { what, versions, fixtures, .. } in constructs() {
        let is_proven = |version: &&str| fixtures.is_empty() || fixtures.iter().any(|file| is_same(file, version));
        let missing: Vec<_> = versions.into_iter().filter(|version| !is_proven(version)).collect();
        if !missing.is_empty() {
            unproven.push(format!("{what}: {missing:?}"));
        }
    }
    assert!(unproven.is_empty(), "{}", unproven.join("\n"));
}

#[test]
fn documents_are_up_to_date() {
    let constructs = constructs();
    let readme = fs::read_to_string(project().join("README.md")).expect("the README");
    let start = readme.find(TABLE).expect("where the table starts");
    let (before, rest) = readme.split_at(start);
    let (_, after) = rest.split_once("\n\n").expect("where the table ends");
    let documents =
        [("README.md", format!("{before}{}\n{after}", overview(&constructs))), ("docs/support.md", whole(&constructs))];
    for (path, made) in documents {
        let path = project().join(path);
        let found = fs::read_to_string(&path).unwrap_or_default();
        if env::var_os("UPDATE_SUPPORT").is_some() {
            fs::write(&path, &made).expect("to write the document");
            continue;
        }
        let diff = similar::TextDiff::from_lines(&found, &made);
        let diff = diff.unified_diff().header("is", "should be").to_string();
        assert!(found == made, "update the documents with UPDATE_SUPPORT=1\n{diff}");
    }
}

/// The time is linear in the length: for many schemas, and for large ones.
#[test]
fn a_document_of_20_mb() {
    let (text, example) = ("So *to speak*. ".repeat(20), "long ".repeat(2000));
    let schema = |index: usize| {
        let next = json!({ "$ref": format!("#/components/schemas/S{}", index / 2) });
        let properties = json!({ "id": { "type": "string" }, "next": next, "size": { "type": "integer" } });
        let parts = json!({ "type": "object", "description": text, "example": example, "properties": properties });
        (format!("S{index}"), parts)
    };
    let schemas: Map<_, _> = (0..2000).map(schema).collect();
    let info = json!({ "title": "Large", "version": "1" });
    let document = json!({ "openapi": "3.0.3", "info": info, "paths": {}, "components": { "schemas": schemas } });
    let document = document.to_string();
    assert!(document.len() > 20_000_000, "{}", document.len());
    let outcome = bindery::inspect(Source { name: "large.json", text: &document }, &Options::default());
    assert!(outcome.diagnostics.is_empty() && outcome.value.is_some_and(|contract| contract.contains("S1999")));
}

fn constructs() -> Vec<Construct> {
    let groups = yaml::read(include_str!("../../fixtures/constructs.yaml"));
    let groups = groups.as_array().expect("groups").iter();
    groups.flat_map(|group| list(&group["constructs"]).iter().map(|it| Construct::read(&group["group"], it))).collect()
}

impl Construct {
    fn read(group: &Value, from: &Value) -> Self {
        let names = |key: &str| list(&from[key]).iter().map(text).collect();
        let (first, last) = match &from["in"] {
            Value::String(range) => range.split_once('-').unwrap_or((range, range)),
            other => panic!("`{other}` is no range of versions"),
        };
        let versions = VERSIONS.into_iter().filter(|version| (first..=last).contains(version)).collect();
        let state = match (&from["partly"], &from["not"]) {
            (Value::Null, Value::Null) => State::Full,
            (partly, Value::Null) => State::Partly(text(partly)),
            (_, not) => State::Not(text(not)),
        };
        let (fixtures, tests) = (names("fixtures"), names("tests"));
        Self { group: text(group), what: text(&from["what"]), versions, fixtures, tests, state }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

/// Returns `true` if there is a test of this name, within the crates that fixtures become, here, or of contract crates.
fn is_test(name: &str) -> bool {
    let (module, test) = name.split_once("::").expect("a module and a test");
    let read = |folder: &str| fs::read_to_string(project().join(format!("tests/{folder}/{module}.rs"))).ok();
    let source = ["fixtures/descriptions", "goldens/it", "it"].into_iter().find_map(read).unwrap_or_default();
    [format!("fn {test}()"), format!("    {test}: ")].iter().any(|start| source.contains(start))
}

/// Returns `true` if the contract of a fixture in this version equals that in its own version.
fn is_same(file: &str, version: &str) -> bool {
    let description = yaml::read(&fixture(file).text);
    let own = description.get("swagger").or(description.get("openapi")).map(text).expect("a version");
    if own.starts_with(version) {
        return true;
    }
    let other = match version {
        _ if own == "2.0" => None,
        "2.0" => as_swagger(description.clone()),
        _ => Some(with(description.clone(), "openapi", json!(format!("{version}.0")))),
    };
    other.is_some_and(|other| contract(&description) == contract(&other))
}

/// The contract of a description, from which all files come; what has another place in Swagger is said to have the
/// same.
fn contract(description: &Value) -> String {
    let text = description.to_string();
    let outcome = bindery::inspect(Source { name: "description.json", text: &text }, &Options::default());
    let contract = outcome.value.expect("a contract").replace("#/definitions/", "#/components/schemas/");
    let schemas = (0..3).map(|index| format!("/parameters/{index}"));
    schemas.fold(contract, |contract, at| contract.replace(&format!("{at}/schema"), &at))
}

/// A description of OpenAPI 3 in Swagger 2.0, if it has no more than schemas, and parameters that are inline.
fn as_swagger(mut description: Value) -> Option<Value> {
    let mut components = description.as_object_mut()?.remove("components").unwrap_or_else(|| json!({}));
    let schemas = components.as_object_mut()?.remove("schemas").unwrap_or_else(|| json!({}));
    if components != json!({}) {
        return None;
    }
    for item in description["paths"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        for operation in item.as_object_mut()?.values_mut() {
            let operation = operation.as_object_mut()?;
            if operation.contains_key("requestBody") || operation.contains_key("responses") {
                return None;
            }
            for parameter in operation.get_mut("parameters").and_then(Value::as_array_mut).into_iter().flatten() {
                let Value::Object(schema) = parameter["schema"].take() else { return None };
                let parameter = parameter.as_object_mut()?;
                parameter.remove("schema");
                parameter.extend(schema);
            }
        }
    }
    description.as_object_mut()?.remove("openapi");
    let description = with(with(description, "swagger", json!("2.0")), "definitions", schemas);
    let text = description.to_string().replace("#/components/schemas/", "#/definitions/");
    Some(serde_json::from_str(&text).expect("JSON"))
}

fn with(mut description: Value, key: &str, value: Value) -> Value {
    description[key] = value;
    description
}

/// A row for each group: how many constructs of each version are fully supported.
fn overview(constructs: &[Construct]) -> String {
    let mut table = format!("| | {} |\n|-|-|-|-|-|\n", VERSIONS.join(" | "));
    let mut groups: Vec<&str> = constructs.iter().map(|construct| construct.group.as_str()).collect();
    groups.dedup();
    for group in groups {
        let constructs = || constructs.iter().filter(|construct| construct.group == group);
        let count = |version: &str| {
            let all = || constructs().filter(|construct| construct.versions.contains(&version));
            let full = all().filter(|construct| construct.state == State::Full).count();
            if full == all().count() { format!("all {full}") } else { format!("{full} of {}", all().count()) }
        };
        let _ = writeln!(table, "| {group} | {} |", VERSIONS.map(count).join(" | "));
    }
    table
}

/// A table of constructs for each group, and the limits of those that are not fully supported.
fn whole(constructs: &[Construct]) -> String {
    let mut document = String::from(INTRODUCTION);
    for group in constructs.chunk_by(|left, right| left.group == right.group) {
        let title = group.first().map_or("", |construct| construct.group.as_str());
        let _ = writeln!(document, "\n## {title}\n\n| | {} |\n|-|-|-|-|-|", VERSIONS.join(" | "));
        for construct in group {
            let mark = match &construct.state {
                State::Full => "yes",
                State::Partly(_) => "partly",
                State::Not(_) => "no",
            };
            let marks = VERSIONS.map(|version| if construct.versions.contains(&version) { mark } else { "" });
            let _ = writeln!(document, "| {} | {} |", construct.what, marks.join(" | "));
        }
        let limits: Vec<String> = group.iter().filter_map(limit).collect();
        if !limits.is_empty() {
            let _ = writeln!(document, "\nLimits:\n\n{}", limits.join("\n"));
        }
    }
    document
}

/// The item of a construct in the list of limits; `None` if it is fully supported.
fn limit(construct: &Construct) -> Option<String> {
    match &construct.state {
        State::Full => None,
        State::Partly(limit) | State::Not(limit) => Some(wrapped(&format!("- {}: {limit}", construct.what))),
    }
}

/// An item of a list in lines of at most 120 columns.
fn wrapped(item: &str) -> String {
    let mut lines = vec![String::new()];
    for word in item.split(' ') {
        let line = lines.last().map_or(0, |line| line.chars().count());
        if line + word.chars().count() >= 120 {
            lines.push(String::from(" "));
        }
        if let Some(line) = lines.last_mut() {
            let space = if line.is_empty() { "" } else { " " };
            line.extend([space, word]);
        }
    }
    lines.join("\n")
}

const INTRODUCTION: &str = "# Support

The support of each construct by version: `yes` (fully supported), `partly` and `no` (unsupported). A cell is empty
where a version does not have the construct. The lists below the tables state the limits.

This page is generated from [`tests/fixtures/constructs.yaml`](../tests/fixtures/constructs.yaml), which names the
fixtures and the tests of each construct. A fixture has under 40 lines. It becomes the same contract in every version of
its row, or the row has a fixture for that version.
";
