//! The files are a function of the meaning of a description: not of the run, the order of keys, or the format.

use bindery::{Files, Source};
use bindery_goldens::fixtures::{self, fixtures};
use bindery_goldens::project::{SPEC, spec};
use bindery_goldens::yaml;
use serde_json::Value;

/// The name and the source text of every description here.
fn descriptions() -> impl Iterator<Item = (String, String)> {
    fixtures().into_iter().map(|fixture| (fixture.file, fixture.text)).chain([(SPEC.to_owned(), spec())])
}

/// Two runs make the same files, and so does JSON in place of YAML. The order of keys is that of members, and of the
/// parts of multipart bodies, alone, unless the description makes it that of elements.
#[test]
fn the_same_description_makes_the_same_files() {
    for (name, text) in descriptions() {
        let files = generate(&name, &text);
        assert_same(&name, &files, &generate(&name, &text));
        let value = yaml::read(&text);
        let mut reversed = String::new();
        reverse(&value, &mut reversed);
        assert_eq!(serde_json::from_str::<Value>(&reversed).expect("JSON"), value);
        assert_ne!(reversed, value.to_string(), "the keys come in another order");
        let is_order_of_elements = text.contains("xml: { order: document");
        if is_order_of_elements {
            continue;
        }
        assert_same_but_for_order(&name, &files, &generate(&name, &reversed));
    }
}

/// A merge key adds the entries of other mappings; the mapping's own entries take precedence, then those of the first
/// one.
#[test]
fn merge_keys_make_the_files_of_their_expansion() {
    let description = |first: &str, second: &str| {
        format!(
            "openapi: 3.1.0
info: {{ title: T, version: '1' }}
x-parts:
  - &text {{ type: string, description: Text. }}
  - &more {{ type: integer, readOnly: true }}
components: {{ schemas: {{ Thing: {{ type: object, properties: {{ a: {{ {first} }}, b: {{ {second} }} }} }} }} }}"
        )
    };
    let merged = description("description: Own., <<: *text", "<<: [*text, *more]");
    let plain = description("type: string, description: Own.", "type: string, description: Text., readOnly: true");
    assert_same("merge keys", &generate("t.yaml", &merged), &generate("t.yaml", &plain));
}

/// White space at the start of a line of a quoted string is not part of it, whether or not YAML accepts the
/// indentation.
#[test]
fn indentation_in_quoted_strings_is_ignored() {
    let description = |indent: &str| {
        format!(
            "openapi: 3.1.0\ninfo:\n  title: \"T\n{indent}and \\\n{indent} \\\"so\\\" on\n\n{indent}end\"\n  \
             description: 'It''s\n{indent}this. '\n  license: {{ identifier: \"MIT\" }}\n"
        )
    };
    let read =
        |text: &str| bindery::effective_spec(Source { name: "t.yaml", text }, bindery::Format::Json).expect("text");
    assert_eq!(read(&description("")), read(&description("    ")));
    assert!(read(&description("")).contains(r#""title": "T and \"so\" on\nend""#), "{}", read(&description("")));
}

/// Asserts that the files are the same, but for the order of members in models, and of the parts of bodies.
fn assert_same_but_for_order(name: &str, left: &Files, right: &Files) {
    assert_eq!(left.len(), right.len(), "{name}");
    for ((path, left), (other, right)) in left.iter().zip(right.iter()) {
        assert_eq!((path, lines(path, left)), (other, lines(other, right)), "{name}");
    }
}

/// The lines of a file, in a model without their order. The parts of bodies come last, without their order.
fn lines<'a>(path: &str, text: &'a str) -> Vec<&'a str> {
    let mut lines: Vec<&str> = text.lines().collect();
    if path.starts_with("src/models/") {
        lines.sort_unstable();
    }
    let (mut parts, mut lines): (Vec<_>, Vec<_>) =
        lines.into_iter().partition(|line| line.trim_start().starts_with("request::Encoding::part("));
    parts.sort_unstable();
    lines.append(&mut parts);
    lines
}

fn generate(name: &str, text: &str) -> Files {
    fixtures::generate(Source { name, text })
}

fn assert_same(name: &str, left: &Files, right: &Files) {
    for ((path, left), (other, right)) in left.iter().zip(right.iter()) {
        assert_eq!(path, other, "{name}");
        assert_eq!(left, right, "{name}: {path}");
    }
    assert_eq!(left.len(), right.len(), "{name}");
}

/// Writes JSON with the keys of each object from last to first.
fn reverse(value: &Value, output: &mut String) {
    let parts: Vec<(String, &Value)> = match value {
        Value::Object(entries) => {
            let entry = |(key, value)| (format!("{}:", Value::String(String::clone(key))), value);
            entries.iter().map(entry).rev().collect()
        }
        Value::Array(items) => items.iter().map(|item| (String::new(), item)).collect(),
        scalar => return output.push_str(&scalar.to_string()),
    };
    let (open, close) = if value.is_object() { ('{', '}') } else { ('[', ']') };
    output.push(open);
    for (index, (key, value)) in parts.into_iter().enumerate() {
        output.push_str(if index == 0 { "" } else { "," });
        output.push_str(&key);
        reverse(value, output);
    }
    output.push(close);
}
