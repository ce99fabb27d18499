//! Overlays that are expensive in time, memory or stack, and random ones.

use std::fmt::Write as _;

use bindery::{Code, Format, Options};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{SHOP, generate, input, overlay};

/// Excessive cost is refused, with a message that names the excess.
#[test]
fn bounds() {
    let doubling = (0..30).map(|step| format!("$ -> update: {{ x-{step}: {{}} }}\n$['x-{step}'] -> copy: $\n"));
    let deeper =
        (0..200).map(|step| format!("$..[?@['x-{step}']] -> update: {{ x-{step}: {{ x-{}: {{}} }} }}\n", step + 1));
    let nested = format!("{}1{}", "[".repeat(121), "]".repeat(121));
    let many = format!("$.tags -> update: [{}]\n$..* -> remove: true\n", "1, ".repeat(30_000));
    let cases = [
        ("doubling", doubling.collect::<String>()),
        ("deeper", format!("$.info -> update: {{ x-0: {{}} }}\n{}", deeper.collect::<String>())),
        ("nested", format!("$.paths['/carts/{{id}}'].get.parameters[0].schema -> update: {{ x-a: {nested} }}")),
        ("wide", format!("{many}$ -> update: {{}}")),
        ("descents", String::from("$..*..*..*..*..*..*..*..*..*..*..* -> remove: true")),
        ("alternatives", format!("${} -> update: {{}}", "[*,*,*,*]".repeat(12))),
        ("returns", String::from("$..[?$..* && $..* && $..* && $..*] -> update: {}")),
        ("expressions", format!("$..[?match(@, '{}')] -> update: {{}}", "(a*)*".repeat(100))),
        ("repetitions", format!("$..[?match(@, '{}')] -> update: {{}}", "(a{99}){99}".repeat(170))),
        ("classes", format!("$..[?match(@, '{}')] -> update: {{}}", r"\\w".repeat(600))),
    ];
    let mut said = String::new();
    for (name, actions) in cases {
        let outcome = generate(input(SHOP, &[&overlay(actions.trim_end())]));
        writeln!(said, "==== {name}").unwrap();
        for found in outcome.diagnostics.iter().take(1) {
            writeln!(said, "{found}").unwrap();
        }
    }
    insta::assert_snapshot!("bounds", said);
}

/// Common overlays are far below the limits.
#[test]
fn many_selected_names_are_within_limits() {
    let names: Vec<String> = (0..60).map(|index| format!("'N{index}'")).collect();
    let text = overlay(&format!("$.components.schemas['Cart',{}] -> update: {{ description: D }}", names.join(",")));
    assert!(generate(input(SHOP, &[&text])).value.is_some());
}

/// Many small actions on one large object cost in proportion to what they add.
#[test]
fn many_actions_on_one_object_are_within_limits() {
    let actions: String = (0..3000)
        .map(|index| format!("$.components.schemas -> update: {{ N{index}: {{ type: string }} }}\n"))
        .collect();
    let text = overlay(&format!("{actions}$.components.schemas[?@.type == 'string'] -> update: {{ description: D }}"));
    let written = bindery::effective_spec(input(SHOP, &[&text]), Format::Yaml).expect("a text");
    assert_eq!(written.matches("      description: D\n").count(), 3000);
}

/// An action may be nested as deeply as a description.
#[test]
fn the_deepest_value_can_be_read_again() {
    for (levels, fits) in [(123, true), (124, false)] {
        let nested = format!("{}{}", "[".repeat(levels), "]".repeat(levels));
        let text = overlay(&format!("$.info -> update: {{ x-a: {nested} }}"));
        let written = bindery::effective_spec(input(SHOP, &[&text]), Format::Json);
        assert_eq!(written.is_ok(), fits, "{levels}");
        if let Ok(written) = written {
            assert!(generate(input(&written, &[])).diagnostics.iter().all(|found| found.code != Code::Syntax));
        }
    }
}

/// A truncated or mutated overlay is reported, or is another valid overlay.
#[test]
fn an_overlay_that_is_mutilated_does_not_panic() {
    for text in [
        include_str!("../../../fixtures/overlays/wildcard.overlay.yaml"),
        include_str!("../../../fixtures/overlays/json.overlay.yaml"),
    ] {
        for (at, _) in text.char_indices() {
            let (start, end) = text.split_at(at);
            for text in [start.to_owned(), format!("{start}]{end}"), format!("{start}${end}")] {
                let outcome = bindery::inspect(input(SHOP, &[&text]), &Options::default());
                assert!(outcome.value.is_some() || !outcome.diagnostics.is_empty(), "{text}");
            }
        }
    }
}

/// A truncated or mutated query is a query or an error.
#[test]
fn a_query_that_is_mutilated_does_not_panic() {
    let queries = [
        r"$['\u00e9\ud83d\ude00'].b..*[1:-2:3,'\'']",
        r#"$..[?match(@.a, "\u1100\uD83D\uDE00") && @["\\"] == 'x\'y' || !$.info]"#,
        r"$[?length(@.a) >= -1.5e+3 && (count(@..*) < 2)]",
    ];
    let mut texts: Vec<String> = Vec::new();
    for query in queries {
        for (at, _) in query.char_indices() {
            let (start, end) = query.split_at(at);
            texts.extend(["", "']", "\\u"].map(|last| format!("{start}{last}")));
            texts.extend(["'", "\\", "\\ud800"].map(|piece| format!("{start}{piece}{end}")));
        }
    }
    for target in texts {
        let text = of_actions(&[json!({ "target": target, "remove": true })]);
        let found = bindery::effective_spec(input(SHOP, &[&text]), Format::Json);
        assert!(found.map_or_else(|found| !found.is_empty(), |_| true), "{target}");
    }
}

/// An overlay may remove any number of items of an array.
#[test]
fn every_second_item_is_removed_at_once() {
    let items: Vec<String> = (0..20_000).map(|index| format!("{{\"a\":{}}}", index % 2)).collect();
    let description =
        format!("{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"x\":[{}]}}", items.join(","));
    let text = of_actions(&[json!({ "target": "$.x[?@.a == 0]", "remove": true })]);
    let left = document(&description, &[&text]).expect("a document");
    assert_eq!(left["x"].as_array().map(Vec::len), Some(10_000));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    /// Random actions are applied, or refused with a location that exists in a source text.
    #[test]
    fn random_actions_are_applied_or_refused(first in actions(), second in actions()) {
        let texts = [of_actions(&first), of_actions(&second)];
        let input = input(SHOP, &[&texts[0], &texts[1]]);
        let outcome = generate(input.clone());
        for found in &outcome.diagnostics {
            prop_assert!(found.location.position.is_some(), "{}", found);
            let sources = input.overlays.iter().chain([&input.description]);
            prop_assert!(sources.into_iter().any(|source| source.name == found.location.source), "{}", found);
        }
        if let Ok(written) = bindery::effective_spec(input, Format::Yaml) {
            let again = generate(super::input(&written, &[]));
            prop_assert_eq!(again.value.is_some(), outcome.value.is_some(), "{}", written);
        }
    }

    /// Each action is applied to the result of those before it: applying all at once is the same as one after the
    /// other, each time parsed anew.
    #[test]
    fn all_actions_at_once_equal_one_after_another(actions in actions()) {
        if let Some(at_once) = document(SHOP, &[&of_actions(&actions)]) {
            let mut text = SHOP.to_owned();
            for action in actions {
                text = document(&text, &[&of_actions(&[action])]).expect("no more than before").to_string();
            }
            prop_assert_eq!(document(&text, &[]), Some(at_once));
        }
    }
}

/// An overlay of these actions.
fn of_actions(actions: &[Value]) -> String {
    json!({ "overlay": "1.1.0", "info": { "title": "T", "version": "1" }, "actions": actions }).to_string()
}

/// The document that results from overlays, if they can be applied; without the header, which names the files.
fn document(description: &str, overlays: &[&str]) -> Option<Value> {
    let text = bindery::effective_spec(input(description, overlays), Format::Json).ok()?;
    let mut document: Value = serde_json::from_str(&text).expect("JSON");
    document.as_object_mut().expect("an object").remove("x-generated");
    Some(document)
}

/// One to four actions on parts of the shop.
fn actions() -> impl Strategy<Value = Vec<Value>> {
    let target = || {
        prop::sample::select(vec![
            "$",
            "$.info",
            "$.info.title",
            "$.tags",
            "$.tags[0]",
            "$.paths.*",
            "$.paths.*.get",
            "$..parameters",
            "$..parameters[0]",
            "$..[?@.type]",
            "$.components.schemas.*",
            "$.components",
            "$..*",
            "$..[?@.x]",
            "$.x",
        ])
    };
    let value = prop_oneof![
        Just(json!(null)),
        Just(json!(1)),
        Just(json!("a")),
        Just(json!(["b"])),
        Just(json!({})),
        Just(json!({ "x": 1 })),
        Just(json!({ "x": { "type": "string" } })),
        Just(json!({ "type": "object" })),
        Just(json!({ "properties": { "y": { "type": "integer" } } })),
        Just(json!({ "name": "n", "in": "query" })),
    ];
    let action = prop_oneof![
        3 => (target(), value).prop_map(|(target, value)| json!({ "target": target, "update": value })),
        1 => (target(), target()).prop_map(|(target, copy)| json!({ "target": target, "copy": copy })),
        1 => target().prop_map(|target| json!({ "target": target, "remove": true })),
    ];
    prop::collection::vec(action, 1..5)
}
