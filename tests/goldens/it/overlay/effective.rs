//! The amended description as a string, which is equivalent to the description with its overlays.

use std::fs;

use bindery::{Format, Source};
use bindery_goldens::fixtures::fixtures;
use bindery_goldens::project::project;
use proptest::prelude::*;

use super::{NOTHING, SHOP, generate, input};

/// A crate generated from the amended description is the same, except for the names of its sources.
#[test]
fn effective_descriptions_are_equivalent() {
    for (name, overlay) in overlays() {
        let input = input(SHOP, &[&overlay]);
        let files = generate(input.clone()).value.unwrap();
        for (file, format) in [("all.yaml", Format::Yaml), ("all.json", Format::Json)] {
            let text = bindery::effective_spec(input.clone(), format).unwrap();
            let again = generate(Source { name: file, text: &text }.into()).value.unwrap();
            let names = |text: &str| text.replace("shop.yaml + 1.overlay.yaml", file).replace("shop.yaml", file);
            for (path, text) in files.iter() {
                assert_eq!(Some(names(text).as_str()), again.get(path), "{name}: {path}");
            }
            assert_eq!(files.iter().count(), again.iter().count(), "{name}");
        }
    }
}

/// Without overlays it is the description, with every fixture's oddities.
#[test]
fn effective_descriptions_are_equivalent_without_overlays() {
    for fixture in fixtures() {
        let name = fixture.file.as_str();
        let generate = |text: &str| generate(Source { name, text }.into()).value.unwrap();
        let plain = generate(&fixture.text);
        for format in [Format::Yaml, Format::Json] {
            let written = bindery::effective_spec(fixture.source(), format).unwrap();
            let again = generate(&written);
            assert!(plain == again, "{name}: {written}");
        }
    }
}

/// Keys keep the order of the description, and those of an overlay follow. Writing the result again changes nothing.
#[test]
fn effective_descriptions_are_readable() {
    let overlay = fs::read_to_string(project().join("tests/fixtures/overlays/merge_whole_document.overlay.yaml"));
    let overlay = overlay.unwrap();
    let yaml = bindery::effective_spec(input(SHOP, &[&overlay]), Format::Yaml).unwrap();
    insta::assert_snapshot!("effective_yaml", yaml);
    let json = bindery::effective_spec(input(SHOP, &[&overlay]), Format::Json).unwrap();
    insta::assert_snapshot!("effective_json", json);
    let source = Source { name: "shop.yaml + 1.overlay.yaml", text: &yaml };
    assert_eq!(bindery::effective_spec(source, Format::Yaml).unwrap(), yaml);
}

/// A number that JSON cannot represent is an error.
#[test]
fn numbers_keep_their_value() {
    let text = |number: &str| format!("openapi: 3.1.0\nx-number: {number}\n");
    let write = |text: &str| bindery::effective_spec(Source { name: "t.yaml", text }, Format::Json);
    for number in ["18446744073709551615", "-9223372036854775808", "0.1", "1.0", "5e-324"] {
        assert!(write(&text(number)).unwrap().contains(&format!("\"x-number\": {number}\n")), "{number}");
    }
    let diagnostics = write(&text("1e400")).expect_err("beyond a double");
    assert!(diagnostics[0].message.contains("the number 1e400"), "{diagnostics:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// Any string is read back from YAML unchanged, as a value and as a key.
    #[test]
    fn any_text_survives(text in text()) {
        let json = serde_json::json!({ "openapi": "3.1.0", "info": { "title": "T", "description": text },
            "x-a": { text.clone(): [text, { "k": text }] } });
        let source = json.to_string();
        let source = Source { name: "t.json", text: &source };
        let yaml = bindery::effective_spec(source, Format::Yaml).unwrap();
        let back = bindery::effective_spec(Source { name: "t.json", text: &yaml }, Format::Json);
        prop_assert_eq!(back, bindery::effective_spec(source, Format::Json), "{}", yaml);
    }
}

/// Strings that could be read as other values.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[ -~]{0,8}",
        r"\PC{0,4}",
        "[\u{0}-\u{20}\u{7f}-\u{a0}\u{2028}\u{2029}\u{feff}]{1,2}",
        prop::sample::select(vec![
            "\n", "\n\n", " ", "\t", "\r\n", ": ", " #", "- ", "yes", "null", "~", "0x1", "1.0", "'", "\"", "<<",
            "---", "...", "|", ">", "&a", "*a", "!a", "{", "["
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// The name and the source text of every fixture.
fn overlays() -> Vec<(String, String)> {
    let folder = fs::read_dir(project().join("tests/fixtures/overlays")).unwrap();
    let paths = folder.map(|entry| entry.unwrap().path());
    let overlays = paths.filter(|path| path.to_str().unwrap().contains(".overlay."));
    let mut all: Vec<(String, String)> =
        overlays.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect();
    all.push((String::from("nothing"), NOTHING.to_owned()));
    all
}
