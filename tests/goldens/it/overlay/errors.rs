//! Diagnostics about overlays that cannot be read or applied: code, location, message and help of each.

use std::fmt::Write as _;

use bindery::{Options, Outcome, Severity, Source};

use super::{NOTHING, SHOP, generate, input, overlay};

/// Pins the diagnostics of overlays on the shop: `cases!(test: severity { "name" => [text, …], … })`.
macro_rules! cases {
    ($($(#[doc = $doc:literal])+ $test:ident: $severity:ident { $($name:literal => [$($text:expr),+],)+ })+) => {
        $(
            $(#[doc = $doc])+
            #[test]
            fn $test() {
                let cases = [$(($name, vec![$(String::from($text)),+])),+];
                insta::assert_snapshot!(stringify!($test), said(&cases, Severity::$severity));
            }
        )+
    };
}

cases! {
    /// Texts that are no overlay.
    texts: Error {
        "empty" => [""],
        "no JSON" => ["{ \"overlay\": \"1.1.0\", }"],
        "key twice" => ["overlay: 1.1.0\noverlay: 1.1.0\n"],
        "second document" => ["overlay: 1.1.0\n---\noverlay: 1.1.0\n"],
        "two that cannot be parsed" => ["overlay: [", "overlay: {"],
        "a description" => ["openapi: 3.1.0\n"],
        "a list" => ["- overlay: 1.1.0\n"],
        "version 1.2" => [NOTHING.replace("1.0.0", "1.2.0")],
        "version 1.0" => [NOTHING.replace("1.0.0", "1.0")],
        "version with words" => [NOTHING.replace("1.0.0", "1.0.x")],
        "version as a list" => [NOTHING.replace("1.0.0", "[1]")],
    }

    /// Overlays with unknown keys or invalid values.
    keys: Error {
        "none but the version" => ["overlay: 1.0.0\n"],
        "unknown" => [format!("{NOTHING}action: []\n")],
        "unknown in info" => [NOTHING.replace("title: T", "titel: T")],
        "description in info of 1.0" => [NOTHING.replace("title: T", "title: T, description: D")],
        "info that is no object" => [NOTHING.replace("{ title: T, version: '1' }", "T")],
        "texts that are none" => [NOTHING.replace("title: T, version: '1'", "title: 1, version: 1") + "extends: 7\n"],
        "actions that are none" => ["overlay: 1.0.0\ninfo: { title: T, version: '1' }\nactions: {}\n"],
        "no action" => ["overlay: 1.0.0\ninfo: { title: T, version: '1' }\nactions: []\n"],
        "action that is none" => ["overlay: 1.0.0\ninfo: { title: T, version: '1' }\nactions: [$.info]\n"],
        "action without target" => ["overlay: 1.0.0\ninfo: { title: T, version: '1' }\nactions: [{ remove: true }]\n"],
        "action with the wrong types" => ["overlay: 1.1.0\ninfo: { title: T, version: '1' }\nactions:\n  - { target: 1, description: 2, remove: 3 }\n  - { target: $, copy: 4 }\n"],
        "unknown in an action" => [overlay("$.info -> updates: {}")],
        "action that does nothing" => [overlay("$.info -> remove: false")],
        "copy in 1.0" => [overlay("$.info -> copy: $.info").replace("1.1.0", "1.0.0")],
        "update and copy" => ["overlay: 1.1.0\ninfo: { title: T, version: '1' }\nactions:\n  - { target: $.info, update: {}, copy: $.info }\n"],
        "action twice" => [overlay("$.tags -> update: a\n$.tags -> update: a")],
    }

    /// Targets that are not a query of RFC 9535, or that are too expensive.
    queries: Error {
        "not from the root" => [overlay("info.title -> update: a")],
        "not closed" => [overlay("$.tags[?@ == 'old' -> update: a")],
        "key that needs quotes" => [overlay("$.paths./carts -> update: {}")],
        "function that does not exist" => [overlay("$.tags[?first(@)] -> update: {}")],
        "something behind it" => [overlay("\"$.info \" -> update: {}")],
        "copy" => [overlay("$.info -> copy: info")],
        "too long" => [overlay(&format!("$.{} -> update: {{}}", "a".repeat(2000)))],
        "too many brackets" => [overlay(&format!("$.tags{}@.a{} -> update: {{}}", "[?@".repeat(9), "]".repeat(9)))],
        "too many parentheses" => [overlay(&format!("$.tags[?{}@.a{}] -> update: {{}}", "(".repeat(9), ")".repeat(9)))],
    }

    /// Targets that select nothing, or values that the action cannot amend.
    targets: Error {
        "nothing" => [overlay("$.components.schemas.Crat -> update: {}")],
        "nothing, of several" => [overlay("$.paths.*.put -> update: {}")],
        "nothing to copy" => [overlay("$.info -> copy: $.infos")],
        "several to copy" => [overlay("$.info -> copy: $.paths.*")],
        "value in 1.0" => [overlay("$.info.title -> update: a").replace("1.1.0", "1.0.0")],
        "value to remove in 1.0" => [overlay("$.info.title -> remove: true").replace("1.1.0", "1.0.0")],
        "different kinds" => [overlay("$['info','tags'] -> update: {}")],
        "the whole description" => [overlay("$ -> remove: true")],
    }

    /// Values that cannot be merged.
    merges: Error {
        "string into object" => [overlay("$.info -> update: Shop")],
        "list into object" => [overlay("$.info -> update: [Shop]")],
        "object into string" => [overlay("$.info.title -> update: { en: Shop }")],
        "null into object" => [overlay("$ -> update: { info: null }")],
        "within" => [overlay("$ -> update: { info: { title: [a] }, tags: { a: b } }")],
        "copy" => [overlay("$.tags[0] -> copy: $.info")],
        "with what an action set" => [overlay("$.info -> update: { x-a: 1 }\n$.info -> update: { x-a: { b: 2 } }")],
    }

    /// Actions that undo each other.
    collisions: Error {
        "two values, in one overlay" => [overlay("$.info -> update: { title: A }\n$.info -> update: { title: B }")],
        "two values, in two overlays" => [overlay("$.info.title -> update: A"), overlay("$ -> update: { info: { title: 7 } }")],
        "a new value" => [overlay("$.info -> update: { x-a: true }"), overlay("$..[?@.title] -> update: { x-a: false }")],
        "a copied value" => [overlay("$.info.title -> update: A\n$.info -> update: { description: A }\n$.info.title -> copy: $.info.version")],
        "target that was removed" => [overlay("$.components.schemas.Item -> remove: true\n$.components.schemas.Item -> update: {}")],
        "target within what was removed" => [overlay("$.components -> remove: true"), overlay("$.components.schemas.Item -> update: {}")],
        "item that was removed" => [overlay("$.paths..parameters[?@.name == 'page'] -> remove: true\n$..[?@.name == 'page'] -> update: {}")],
        "removal of what another overlay set" => [overlay("$.info -> update: { x-a: true }"), overlay("$.info['x-a'] -> remove: true")],
        "return of what another overlay removed" => [overlay("$.components.schemas.Item -> remove: true"), overlay("$ -> update: { components: { schemas: { Item: { type: string } } } }")],
        "removal twice" => [overlay("$.tags -> remove: true"), overlay("$.tags -> remove: true")],
    }

    /// Overlays that are applied with a warning.
    doubts: Warning {
        "for another description" => [NOTHING.replace("info:", "extends: https://example.com/tents.yaml?a=/shop.yaml\ninfo:")],
        "for no description" => [NOTHING.replace("info:", "extends: ''\ninfo:")],
        "update beside remove" => ["overlay: 1.1.0\ninfo: { title: T, version: '1' }\nactions:\n  - { target: $.tags, update: a, copy: $.info, remove: true }\n"],
    }
}

/// The file name identifies the description that an overlay extends, in any folder.
#[test]
fn an_overlay_for_this_description_is_fine() {
    for extends in ["shop.yaml", "./shop.yaml", "https://example.com/v1/shop.yaml?raw#x"] {
        let text = NOTHING.replace("info:", &format!("extends: {extends}\ninfo:"));
        let Outcome { value, diagnostics, .. } = generate(input(SHOP, &[&text]));
        assert!(value.is_some() && diagnostics.is_empty(), "{diagnostics:?}");
    }
}

/// Setting the same value again, or a value beside it, is no conflict.
#[test]
fn agreement_is_no_collision() {
    let first = overlay("$.info -> update: { title: A, x-a: { b: 1 } }\n$.tags -> update: [a]");
    let second = overlay("$.info -> update: { title: A, x-a: { b: 1, c: 2 } }\n$.tags -> update: [b]");
    let Outcome { value, diagnostics, .. } = generate(input(SHOP, &[&first, &second]));
    assert!(value.is_some() && diagnostics.is_empty(), "{diagnostics:?}");
}

/// A warning about an overlay can be treated as an error.
#[test]
fn warnings_about_overlays_can_be_denied() {
    let text = NOTHING.replace("info:", "extends: tents.yaml\ninfo:");
    let options = Options { deny_warnings: true, ..Options::default() };
    let Outcome { value, diagnostics, .. } = bindery::generate(input(SHOP, &[&text]), &options);
    assert!(value.is_none() && diagnostics.len() == 1, "{diagnostics:?}");
}

/// If the description is unreadable, its overlays are not read.
#[test]
fn an_unreadable_description_is_reported_alone() {
    let Outcome { value, diagnostics, .. } = generate(input("openapi: [", &["also: ["]));
    assert!(value.is_none());
    let names: Vec<&str> = diagnostics.iter().map(|found| found.location.source.as_str()).collect();
    assert_eq!(names, ["shop.yaml"]);
    let alone = bindery::generate(Source { name: "o.yaml", text: NOTHING }, &Options::default());
    assert!(alone.value.is_none(), "an overlay is no description");
}

/// The diagnostics of each overlay. Errors keep files from being made, warnings do not.
fn said(cases: &[(&str, Vec<String>)], severity: Severity) -> String {
    let mut output = String::new();
    for (name, overlays) in cases {
        let texts: Vec<&str> = overlays.iter().map(String::as_str).collect();
        let Outcome { value, diagnostics, .. } = generate(input(SHOP, &texts));
        assert_eq!(value.is_none(), severity == Severity::Error, "{name}: {diagnostics:?}");
        let worst = diagnostics.iter().map(|found| found.severity).min();
        assert_eq!(worst, Some(severity), "{name}: {diagnostics:?}");
        let shown = texts.iter().map(|text| text.chars().take(500).collect::<String>());
        let shown: Vec<String> = shown.map(|text| text.trim_end().to_owned()).collect();
        let _ = writeln!(output, "==== {name}\n{}\n----", shown.join("\n--\n"));
        for found in diagnostics {
            let _ = writeln!(output, "{found}");
        }
        output.push('\n');
    }
    output
}
