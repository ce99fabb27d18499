//! Names of a description in output for people: differences, changelogs, messages. A name is a name there, whatever it
//! contains: no heading, no HTML, no separate line, and no control of a terminal.

use bindery::{CompareOptions, Comparison, Difference, Options, Previous, Source, is_hidden};
use bindery_goldens::changes::records;
use proptest::prelude::Strategy;
use proptest::test_runner::{Config, TestRunner};
use pulldown_cmark::{Event, Options as Markdown, Parser, Tag, TagEnd};
use serde_json::Value;

/// The suffix that is appended to every string of a contract.
const HOSTILE: [&str; 8] = [
    "`\n\n## 99.0.0\n\n`",
    "\u{1b}[2K\u{1b}]0;owned\u{7}\u{9b}2J",
    "\u{202e}gnp.\u{2066}\u{200b}\u{e0041}\u{feff}",
    "` <script>alert(1)</script> `",
    "``` [a](https://a.test) ![b](https://b.test) **c** ```",
    "\r\n---\r\n# A\u{2028}## B\u{2029}\u{85}- c",
    "\\` \\| | <!-- \\",
    " `",
];

/// Every kind of difference, with names that no description could have, since a record is an untrusted file.
#[test]
fn a_difference_is_a_line_of_text_and_code() {
    let mut count = 0;
    for (index, (change, old, new)) in records().into_iter().enumerate() {
        // Every kind of difference occurs in several of the changes.
        let hostile = HOSTILE[index % HOSTILE.len()];
        let (old, new) = (hostile_record(&old, hostile), hostile_record(&new, hostile));
        for difference in compare(&old, &new) {
            for text in texts(&difference) {
                assert!(!text.contains(is_hidden), "{change}: {text:?}");
                assert_is_prose(&format!("- {text}\n"), &format!("{change}: {text:?}"));
            }
            count += 1;
        }
    }
    assert!(count > 150, "there is something to read: {count}");
}

/// A changelog is read back as it was written, whatever was added and removed.
#[test]
fn any_name_leaves_the_versions_of_a_changelog_as_they_are() {
    let config = Config { cases: 32, failure_persistence: None, ..Config::default() };
    let pieces = "(`{1,3}|\n{1,2}|## 99\\.0\\.0|# |\r|<b>|\\[a\\]\\(b\\)|\u{1b}|\u{202e}|\u{2028}|\\||\\\\|[a-z ]{1,3}|-|~~~|\t){1,8}";
    let names = proptest::collection::vec(pieces.prop_filter("a name", |name: &String| !name.is_empty()), 1..3);
    let outcome = TestRunner::new(config).run(&names, |names| {
        let (first, second) = (description(&[]), description(&names));
        let mut previous = Previous::default();
        let mut versions = Vec::new();
        for text in [&first, &second, &first] {
            let (version, standing) = generated(text, previous);
            versions.insert(0, version);
            previous = standing;
        }
        let changelog = previous.changelog.unwrap_or_default();
        let entries: Vec<String> = versions.iter().map(|version| format!("2 {version}")).collect();
        let headings = headings(&changelog);
        let read: Vec<&String> = headings.iter().filter(|heading| heading.starts_with("2 ")).collect();
        proptest::prop_assert_eq!(read, entries.iter().collect::<Vec<_>>(), "{}", changelog);
        let others = ["1 Changelog", "3 Breaking", "3 Added", "3 Changed", "3 Documentation"];
        let stranger = headings.iter().find(|it| !others.contains(&it.as_str()) && !entries.contains(it));
        proptest::prop_assert_eq!(stranger, None);
        proptest::prop_assert!(!changelog.contains(|other| is_hidden(other) && other != '\n'), "{:?}", changelog);
        Ok(())
    });
    outcome.unwrap();
}

/// A diagnostic is three lines, and no name adds another one.
#[test]
fn a_message_is_three_lines_whatever_is_named() {
    let mut count = 0;
    for hostile in HOSTILE {
        let name = serde_json::Value::from(hostile).to_string();
        let text = format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": {name}, \"version\": {name}}}, {name}: {name},
             \"servers\": [{{\"url\": {name}, \"variables\": {{{name}: {{}}}}}}],
             \"x-bindery\": {{{name}: {name}, \"package\": {name}}},
             \"paths\": {{{name}: {{{name}: {{}}, \"get\": {{\"operationId\": {name}, \"security\": [{{{name}: []}}],
               \"parameters\": [{{\"name\": {name}, \"in\": {name}}}], \"responses\": {{{name}: {{}}}}}}}}}},
             \"components\": {{\"schemas\": {{{name}: {{\"$ref\": {name}}}, \"A\": {{\"$ref\": \"#/components/schemas/{}\"}},
               \"B\": {{\"type\": {name}, \"required\": {name}, {name}: 1, {name}: 2}}}}}}}}",
            name.trim_matches('"')
        );
        let outcome = bindery::inspect(Source { name: hostile, text: &text }, &Options::default());
        for diagnostic in outcome.diagnostics {
            let shown = diagnostic.to_string();
            assert_eq!(shown.lines().count(), 3, "{shown}");
            assert!(!shown.contains(|other| is_hidden(other) && other != '\n'), "{shown:?}");
            count += 1;
        }
    }
    assert!(count > 50, "there is something to read: {count}");
}

/// The name of a description is in a comment on top of each file, and in the README.
#[test]
fn the_name_of_a_description_stays_in_its_comment() {
    for hostile in HOSTILE {
        let name = format!("a{hostile}\n#![b]--> <c>.yaml");
        let text = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\n";
        let outcome = bindery::generate(Source { name: &name, text }, &Options::default());
        let files = outcome.value.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics));
        for (path, text) in files.iter().filter(|(path, _)| *path != "contract.json") {
            let second = text.lines().nth(1).unwrap_or_default();
            assert_eq!(second, "", "{path} of {hostile:?}");
            assert!(!text.contains(|other| is_hidden(other) && other != '\n'), "{path} of {hostile:?}");
        }
        let readme = files.get("README.md").expect("a readme");
        let comments = readme.lines().filter(|line| line.starts_with("<!--") && line.ends_with("-->")).count();
        let html = Parser::new_ext(readme, Markdown::all())
            .filter(|event| matches!(event, Event::Html(_) | Event::InlineHtml(_)))
            .count();
        assert_eq!((comments, html), (1, 1), "{readme}");
    }
}

/// A record with a hostile suffix on every string, except for the strings that identify a kind, and numbers, which are
/// read strictly.
fn hostile_record(record: &Value, hostile: &str) -> Value {
    match record {
        Value::Array(items) => items.iter().map(|item| hostile_record(item, hostile)).collect(),
        Value::Object(object) => {
            let entries = object.iter().map(|(key, value)| {
                let is_word = value.is_string() && matches!(key.as_str(), "kind" | "type" | "typeSource" | "version");
                let is_number = matches!(key.as_str(), "minimum" | "maximum" | "multipleOf");
                (key.clone(), if is_word || is_number { value.clone() } else { hostile_record(value, hostile) })
            });
            Value::Object(entries.collect())
        }
        Value::String(text) => Value::String(format!("{text}{hostile}")),
        Value::Null | Value::Bool(_) | Value::Number(_) => record.clone(),
    }
}

fn compare(old: &Value, new: &Value) -> Vec<Difference> {
    let (old, new) = (old.to_string(), new.to_string());
    let source = |name, text| Source { name, text };
    let options = CompareOptions::default();
    let Comparison { differences, diagnostics, .. } =
        bindery::compare(source("old", &old), source("new", &new), &options);
    differences.unwrap_or_else(|| panic!("{diagnostics:?}"))
}

/// The sentences of a difference.
fn texts(difference: &Difference) -> [&str; 4] {
    let Difference { text, wire, rust, .. } = difference;
    [text, wire.old_client.reason(), wire.new_client.reason(), rust.reason()]
}

/// An item of a list is text and code, and does not end before its line does.
fn assert_is_prose(markdown: &str, context: &str) {
    for event in Parser::new_ext(markdown, Markdown::all()) {
        let is_prose = matches!(
            event,
            Event::Text(_)
                | Event::Code(_)
                | Event::Start(Tag::List(None) | Tag::Item)
                | Event::End(TagEnd::List(false) | TagEnd::Item)
        );
        assert!(is_prose, "{event:?} of {context}");
    }
}

/// Level and text of each heading.
fn headings(markdown: &str) -> Vec<String> {
    let mut headings = Vec::new();
    let mut open = false;
    for event in Parser::new_ext(markdown, Markdown::all()) {
        match event {
            Event::Start(Tag::Heading { level, .. }) => {
                headings.push(format!("{} ", level as usize));
                open = true;
            }
            Event::End(TagEnd::Heading(_)) => open = false,
            Event::Text(text) | Event::Code(text) if open => {
                if let Some(heading) = headings.last_mut() {
                    heading.push_str(&text);
                }
            }
            _ => {}
        }
    }
    headings
}

/// A description with these names wherever a name can stand.
fn description(names: &[String]) -> String {
    let schema = |name: &String| {
        let values = serde_json::json!({ "enum": [name, "other"], "type": "string" });
        let members = serde_json::json!({ name: { "type": "string", "format": name }, "kind": values });
        (name.clone(), serde_json::json!({ "type": "object", "description": name, "properties": members }))
    };
    let mut schemas: serde_json::Map<String, Value> = names.iter().map(schema).collect();
    let text = names.first().cloned().unwrap_or_default();
    let cart = serde_json::json!({
        "type": "object", "description": text, "xml": { "name": text, "namespace": text },
        "properties": { "id": { "type": "string", "description": text }, "size": { "type": "string", "enum": ["a", text] } },
    });
    schemas.insert(String::from("Cart"), cart);
    let responses = serde_json::json!({ "200": { "description": text } });
    let operation = serde_json::json!({ "operationId": format!("get {text}"), "responses": responses,
        "parameters": [{ "name": format!("q{text}"), "in": "query", "schema": { "type": "string" } }] });
    serde_json::json!({
        "openapi": "3.1.0", "info": { "title": format!("Shop {text}"), "version": "1" },
        "x-bindery": { "package": "shop" }, "servers": [{ "url": format!("https://a.test/{text}") }],
        "paths": { "/carts": { "get": operation } }, "components": { "schemas": schemas },
    })
    .to_string()
}

/// The version that a description makes from the existing crate, and the resulting crate.
fn generated(text: &str, previous: Previous) -> (String, Previous) {
    let options = Options { previous, ..Options::default() };
    let outcome = bindery::generate(Source { name: "shop.json", text }, &options);
    let files = outcome.value.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics));
    let file = |path: &str| files.get(path).map(str::to_owned);
    let contract = file("contract.json");
    let record: Value = serde_json::from_str(contract.as_deref().unwrap_or_default()).expect("JSON");
    let version = record["version"].as_str().expect("a version").to_owned();
    (version, Previous { contract, changelog: file("CHANGELOG.md") })
}
