//! Output on a terminal: the names of descriptions, files and arguments are visible characters, and start no line.

use std::fs;
use std::process::Output;

use super::{bindery, stderr, stdout, text};

/// A name that moves the cursor, reverses text and starts a line.
const HOSTILE: &str = "a\u{1b}[2K\u{9b}2J\u{202e}\nerror: all is well\u{7f}";

/// Asserts that the output of a run has no hidden characters, and that the name starts no line.
fn assert_shown(output: &Output, context: &str) {
    for said in [stdout(output), stderr(output)] {
        let hidden = said.chars().find(|&other| bindery::is_hidden(other) && !matches!(other, '\n' | '\t'));
        assert_eq!(hidden, None, "{context}: {said:?}");
        assert!(!said.lines().any(|line| line.starts_with("error: all is well")), "{context}: {said}");
    }
}

#[test]
fn no_name_reaches_the_terminal_as_it_is() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let name = serde_json::Value::from(HOSTILE);
    let describe = |members: &serde_json::Value| {
        serde_json::json!({
            "openapi": "3.1.0", "info": { "title": name, "version": "1", "description": name }, "x-bindery": { "package": "shop" },
            "servers": [{ "url": format!("https://a.test/{HOSTILE}") }],
            "paths": { format!("/{HOSTILE}"): { "get": { "operationId": name, "responses": { HOSTILE: {}, "200": {} } } } },
            "components": { "schemas": { HOSTILE: { "type": "object", "properties": members }, "B": { "$ref": name } } },
        })
        .to_string()
    };
    let path = |name: &str| text(&folder.path().join(name)).to_owned();
    let (old, new, out) = (path(&format!("{}.yaml", HOSTILE.replace('/', ""))), path("new.yaml"), path(HOSTILE));
    fs::write(&old, describe(&serde_json::json!({ HOSTILE: { "type": "string", "enum": [name] } })))
        .expect("to write it");
    fs::write(&new, describe(&serde_json::json!({ "b": {} }))).expect("to write it");
    let page = path(&format!("{HOSTILE}.txt"));
    fs::write(&page, format!("Loans - Find {HOSTILE}\n\nGET https://a.example/{HOSTILE}\n")).expect("to write it");
    for words in [
        &["generate", &old, "--out", &out, "--report-untyped"][..],
        &["generate", &new, "--out", &out, "--check"],
        &["generate", &new, "--out", &out, "--json"],
        &["generate", &old, "--out", &page],
        &["inspect", &old],
        &["inspect", HOSTILE],
        &["diff", &old, &new],
        &["diff", &new, &old, "--format", "markdown"],
        &["diff", &old, &new, "--format", "json"],
        &["diff", HOSTILE, &new],
        &["import", &page],
        &["import", &page, "--json"],
        &["generate", HOSTILE],
        &[HOSTILE],
        &["generate", "--name", HOSTILE, &old, "--out", &out],
        &["diff", "--format", HOSTILE, "a", "b"],
    ] {
        let output = bindery(words);
        assert_shown(&output, &format!("{words:?}"));
        assert!(!output.stdout.is_empty() || !output.stderr.is_empty(), "{words:?}");
    }
}

/// JSON has the same value for programs: it escapes these characters.
#[test]
fn json_escapes_names_without_loss() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let spec = folder.path().join("shop.json");
    let member = "a\u{9b}\u{202e}\u{e0041}\u{7f}\u{1b}\nb";
    let schemas = serde_json::json!({ "Cart": { "type": "object", "properties": { member: { "type": "string" } } } });
    let description = serde_json::json!({ "openapi": "3.1.0", "info": { "title": "Shop", "version": "1" },
        "components": { "schemas": schemas } });
    fs::write(&spec, description.to_string()).expect("to write it");
    let output = bindery(&["inspect", text(&spec)]);
    assert_shown(&output, "inspect");
    let contract: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(contract["types"][0]["members"][0]["name"], member);
}

/// A description with a wrong type, and hidden characters before and after it.
const HIDDEN: &str = "openapi: 3.1.0\ninfo: { title: Shop, version: '1' }\ncomponents:\n  schemas:\n    \
    Cart: { description: \"\u{202e}\u{7f}\", typo: [a, 'b'], type: objekt } # \u{200b}\n";

#[test]
fn a_diagnostic_shows_its_line_and_underlines_the_key() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("shop.yaml");
    fs::write(&spec, HIDDEN).expect("to write it");
    let said = |color: &str| stderr(&bindery(&["--color", color, "inspect", text(&spec)])).to_owned();
    let plain = said("never");
    let line = "5 |     Cart: { description: \"��\", typo: [a, 'b'], type: objekt } # �\n  \
                |                                                ^^^^\n";
    assert!(plain.contains(" --> shop.yaml:5:48\n"), "{plain}");
    assert!(plain.contains(line), "{plain}");
    assert!(plain.contains("  = at: #/components/schemas/Cart/type\n"), "{plain}");
    let coloured = said("always");
    assert!(coloured.starts_with("\u{1b}["), "{coloured:?}");
    assert_eq!(anstream::adapter::strip_str(&coloured).to_string(), plain);
    assert_eq!(said("auto"), plain, "a pipe has no colours");
}

/// One line of a megabyte, with a thousand diagnostics: no line is shown, and each location is.
#[test]
fn a_document_on_one_line_has_locations_without_excerpts() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = folder.path().join("shop.json");
    let description = "long ".repeat(200);
    let schemas: Vec<_> =
        (0..1000).map(|n| format!(r#""T{n}":{{"description":"{description}","type":"objekt"}}"#)).collect();
    let schemas = schemas.join(",");
    let shop = format!(
        r#"{{"openapi":"3.1.0","info":{{"title":"Shop","version":"1"}},"components":{{"schemas":{{{schemas}}}}}}}"#
    );
    fs::write(&spec, shop).expect("to write it");
    let output = bindery(&["inspect", text(&spec)]);
    assert!(stderr(&output).matches("--> shop.json:1:").count() >= 1000, "{}", stderr(&output));
    assert!(!stderr(&output).contains("long long"));
}
