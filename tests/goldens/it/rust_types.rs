//! Types of other crates in place of generated ones: the diagnostics about invalid statements, and the manifest for
//! valid ones. No string of a description becomes code or a dependency unchecked.

use std::fmt::Write as _;

use bindery::{CompareOptions, Files, Options, Outcome, Severity, Source};

/// A description whose schema `Thing` is used by a member.
fn described(thing: &str, document: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\n{document}\ncomponents:\n  schemas:\n    Thing: {{ {thing} }}\n    \
         Box: {{ type: object, properties: {{ thing: {{ $ref: '#/components/schemas/Thing' }} }} }}\n"
    )
}

fn string(rust_type: &str) -> String {
    described(&format!("type: string, x-bindery: {{ rust-type: {rust_type} }}"), "")
}

fn generate(text: &str, crates: &[&str]) -> Outcome<Files> {
    let allow_crates = crates.iter().map(|name| (*name).to_owned()).collect();
    bindery::generate(Source { name: "t.yaml", text }, &Options { allow_crates, ..Options::default() })
}

/// The diagnostics of each case, which all have this severity.
fn said(cases: &[(&str, String)], severity: Severity) -> String {
    let mut output = String::new();
    for (name, text) in cases {
        let Outcome { value, diagnostics, .. } = generate(text, &["*"]);
        assert_eq!(value.is_none(), severity == Severity::Error, "{name}: {diagnostics:?}");
        assert!(diagnostics.iter().any(|found| found.severity == severity), "{name}: {diagnostics:?}");
        let _ = writeln!(output, "# {name}");
        for diagnostic in diagnostics {
            let _ = writeln!(output, "{diagnostic}\n");
        }
    }
    output
}

#[test]
fn refused_statements() {
    let with_crate = |rest: &str| string(&format!("{{ path: 'ids::Id', {rest} }}"));
    let cases = [
        ("neither path nor object", string("5")),
        ("code in a path", string("'ids::Id { fn main() { panic!() } }'")),
        ("macro", string("'ids::id!()'")),
        ("array type", string("'[ids::Id; 4]'")),
        ("lifetime", string("\"ids::Id<'static>\"")),
        ("constant", string("'ids::Id<4>'")),
        ("qualified path", string("'<ids::Id as ids::T>::U'")),
        ("function", string("'ids::Fn(u8) -> u8'")),
        ("trait object", string("'dyn ids::Id'")),
        ("path of one segment", string("String")),
        ("path of this crate", string("'crate::models::Thing'")),
        ("comment", string("'ids::Id /* */'")),
        ("argument of another crate", string("'ids::Id<other::Id>'")),
        ("arguments in the middle", string("'ids::Ids<u8>::Id'")),
        ("long path", string(&format!("'ids::{}'", "a".repeat(300)))),
        ("deep path", string(&format!("'ids::A{}u8{}'", "<ids::A".repeat(20), ">".repeat(20)))),
        ("no crate", string("'ids::Id'")),
        ("type of the runtime", string("std::string::String")),
        ("crate beside the standard library", string("{ path: std::net::IpAddr, crate: ids, version: '1' }")),
        ("unknown key", with_crate("crate: ids, verison: '1'")),
        ("crate with a space", with_crate("crate: 'i ds', version: '1'")),
        ("crate of dots", with_crate("crate: '../ids', version: '1'")),
        ("crate with a line break", with_crate("crate: \"ids\\n[build-dependencies]\", version: '1'")),
        ("crate without a version", with_crate("crate: ids")),
        ("version without a crate", with_crate("version: '1'")),
        ("version that is none", with_crate("crate: ids, version: newest")),
        ("version with TOML", with_crate("crate: ids, version: '1\" , git = \"https://evil.example'")),
        ("feature with TOML", with_crate("crate: ids, version: '1', features: ['a\"]']")),
        ("features that are no array", with_crate("crate: ids, version: '1', features: a")),
        ("absolute folder", with_crate("crate: ids, folder: /etc/ids")),
        ("folder with a colon", with_crate("crate: ids, folder: 'C:/ids'")),
        ("folder with a line break", with_crate("crate: ids, folder: \"ids\\nx\"")),
        ("sample that is an object", with_crate("crate: ids, version: '1', sample: {}")),
        ("own dependency", string("{ path: 'serde_json::Number', crate: serde_json, version: '1' }")),
        ("own dependency by another name", string("{ path: 'http::Id', crate: my-http, version: '1' }")),
        ("library in another version", string("{ path: 'uuid::Uuid', crate: uuid, version: '0.8' }")),
        ("contract crate", string("{ path: 't::Id', crate: t, version: '1' }")),
        ("constant string", described("const: a, x-bindery: { rust-type: std::net::IpAddr }", "")),
        ("password", described("type: string, format: password, x-bindery: { rust-type: std::net::IpAddr }", "")),
        (
            "unused beside a type's name",
            described("type: object, x-bindery: { rust-type: std::time::Duration, rust-name: A }", ""),
        ),
        (
            "map key",
            described(
                "type: object, additionalProperties: { type: string }, propertyNames: { x-bindery: { rust-type: std::net::IpAddr } }",
                "",
            ),
        ),
        (
            "format",
            described(
                "type: string, format: id",
                "x-bindery: { formats: { id: { path: 'ids::Id', crate: ids, version: one } } }",
            ),
        ),
        (
            "two kinds of values",
            described(
                "type: object, properties: { a: { type: string, x-bindery: { rust-type: std::primitive::u16 } }, b: { type: integer, x-bindery: { rust-type: std::primitive::u16 } } }",
                "",
            ),
        ),
        (
            "a type of strings and of a format",
            described(
                "type: object, properties: { a: { type: string, format: decimal }, b: { type: number, x-bindery: { rust-type: { path: rust_decimal::Decimal, crate: rust_decimal, version: '1' } } } }",
                "x-bindery: { formats: jiff }",
            ),
        ),
        (
            "two versions and two samples",
            described(
                "type: object, properties: { a: { type: string, x-bindery: { rust-type: { path: 'ids::A', crate: ids, version: '1', sample: a } } }, b: { type: string, x-bindery: { rust-type: { path: 'ids::B', crate: ids, version: '2' } } }, c: { type: string, x-bindery: { rust-type: { path: 'ids::A', sample: b } } } }",
                "",
            ),
        ),
    ];
    insta::assert_snapshot!(said(&cases, Severity::Error));
}

/// The obstacle to a trait is the member that cannot have it, at any depth.
#[test]
fn refused_derives() {
    let derive = |of: &str, members: &str| {
        described(&format!("type: object, properties: {{ {members} }}, x-bindery: {{ derive: {of} }}"), "")
    };
    let schemas = |of: &str| {
        derive(of, "a: { $ref: '#/components/schemas/A' }").replace(
            "    Box: ",
            "    A: { type: object, properties: { bs: { type: array, items: { $ref: '#/components/schemas/B' } } } }\n    \
             B: { type: object, properties: { up: { $ref: '#/components/schemas/A' } }, additionalProperties: { type: number } }\n    \
             Box: ",
        )
    };
    let cases = [
        ("no array", derive("Eq", "")),
        ("number", derive("[5]", "")),
        ("unknown trait", derive("[Eqq]", "")),
        ("trait that every type has", derive("[Clone, 'serde::Serialize']", "")),
        ("code", derive("['ids::Id)] struct A; #[derive(Eq']", "")),
        ("generic macro", derive("[{ path: 'ids::Id<u8>', crate: ids, version: '1' }]", "")),
        ("sample", derive("[{ path: 'ids::Id', crate: ids, version: '1', sample: a }]", "")),
        ("macro without a crate", derive("['ids::Id']", "")),
        ("double", derive("[Eq, Hash]", "price: { type: number }")),
        ("untyped value", derive("[Eq, Hash, PartialOrd]", "a: { type: array, items: {} }")),
        ("union", derive("['std::cmp::Eq']", "a: { type: [string, integer] }")),
        ("secret", derive("[Hash, PartialOrd]", "a: { type: string, format: password }")),
        ("secret string", derive("[PartialOrd], secret: string", "a: { type: string }")),
        ("file", derive("[Hash]", "a: { type: string, format: binary }")),
        (
            "order of a library",
            derive("[PartialOrd]", "a: { type: string, format: date, x-bindery: { format: jiff } }"),
        ),
        ("type of JSON", derive("[Hash]", "a: { type: object, x-bindery: { rust-type: std::time::Duration } }")),
        ("members of members", schemas("[Eq]")),
        ("Copy and Ord", derive("[Copy, Ord]", "a: { type: string }")),
        ("enum", described("type: string, enum: [a, b], x-bindery: { derive: [Eq, Ord, Copy] }", "")),
        ("string", described("type: string, x-bindery: { derive: [Eq] }", "")),
        ("replaced type", described("type: object, x-bindery: { rust-type: std::time::Duration, derive: [Eq] }", "")),
        ("Copy for all types", described("type: object", "x-bindery: { derive: [Copy] }")),
    ];
    insta::assert_snapshot!(said(&cases, Severity::Error));
}

/// A trait for all types is left out where a type cannot have it, with a note.
#[test]
fn derives_that_are_left_out() {
    let many: String =
        (0..8).map(|index| format!("m{index}: {{ type: object, properties: {{ a: {{}} }} }}, ")).collect();
    let cases = [
        (
            "doubles",
            described("type: object, properties: { a: { type: number } }", "x-bindery: { derive: [Eq, Hash] }"),
        ),
        (
            "Ord",
            described("type: object, properties: { a: { type: string, enum: [a] } }", "x-bindery: { derive: [Ord] }"),
        ),
        ("many", described(&format!("type: object, properties: {{ {many} }}"), "x-bindery: { derive: [Eq] }")),
    ];
    let mut output = String::new();
    for (name, text) in cases {
        let Outcome { value, diagnostics, .. } = generate(&text, &[]);
        assert!(value.is_some(), "{name}");
        let _ = writeln!(output, "# {name}");
        for diagnostic in diagnostics {
            let _ = writeln!(output, "{diagnostic}\n");
        }
    }
    insta::assert_snapshot!(output);
}

/// Notes are no warnings: `deny_warnings` does not turn them into errors.
#[test]
fn notes_are_never_errors() {
    let text = described("type: object, x-bindery: { rust-type: std::time::Duration }", "x-bindery: { derive: [Eq] }");
    let options = Options { deny_warnings: true, ..Options::default() };
    let Outcome { value, diagnostics, .. } = bindery::generate(Source { name: "t.yaml", text: &text }, &options);
    assert!(value.is_some() && diagnostics.len() == 2, "{diagnostics:?}");
}

/// `x-rust-type` is the statement of another generator: it is read if it can be, and ignored with a warning otherwise.
#[test]
fn foreign_statements() {
    let foreign = |stated: &str| described(&format!("type: string, x-rust-type: {stated}"), "");
    let parameters = |of: &str| format!("{{ crate: ids, version: '1', path: 'ids::Id', parameters: {of} }}");
    let cases = [
        ("string", foreign("ids::Id")),
        ("parameter that is a reference", foreign(&parameters("[{ $ref: '#/components/schemas/Box' }]"))),
        ("parameter with a format", foreign(&parameters("[{ type: string }, { type: string, format: date }]"))),
        ("parameter of another crate", foreign(&parameters("[{ x-rust-type: { path: 'other::Id' } }]"))),
        ("parameter that is code", foreign(&parameters("[{ x-rust-type: { path: 'ids::Id; fn f() {}' } }]"))),
        ("object as a parameter", foreign(&parameters("[{ type: object, properties: {} }]"))),
        ("deep parameter", foreign(&parameters(&format!("[{}{}]", "{ type: array, items: ".repeat(9), "}".repeat(9))))),
        (
            "parameters twice",
            foreign("{ crate: ids, version: '1', path: 'ids::Id<u8>', parameters: [{ type: string }] }"),
        ),
        ("unknown key", foreign("{ crate: ids, version: '1', path: 'ids::Id', rename: a }")),
        ("no path", foreign("{ crate: ids, version: '1' }")),
        ("version that is none", foreign("{ crate: ids, version: '?', path: 'ids::Id' }")),
        ("own dependency", foreign("{ crate: http, version: '1', path: 'http::Uri' }")),
    ];
    insta::assert_snapshot!(said(&cases, Severity::Warning));
}

/// The module of the type that holds the other one.
fn holder(files: &Files) -> &str {
    files.iter().map(|(_, text)| text).find(|text| text.contains("pub thing: ")).expect("a model")
}

/// The schemas of parameters are types of Rust: <https://docs.rs/typify/latest/typify/#rust---schema---rust>.
#[test]
fn parameters_of_foreign_statements() {
    let path = |parameters: &str| {
        let stated = format!("{{ crate: ids, version: '1', path: 'ids::Id', parameters: {parameters} }}");
        let files =
            generate(&described(&format!("type: string, x-rust-type: {stated}"), ""), &["*"]).value.expect("no error");
        // The layout is that of the length of a line.
        let model: String = holder(&files).split_whitespace().collect();
        let (_, rest) = model.split_once("pubthing:Option<").expect("a member");
        let (ty, _) = rest.split_once(">,///Unknown").expect("a type");
        ty.trim_end_matches(',').replace(",>", ">")
    };
    assert_eq!(path("[]"), "::ids::Id");
    assert_eq!(path("[{ type: string }, { type: boolean }]"), "::ids::Id<::std::string::String,bool>");
    assert_eq!(
        path("[{ type: integer, format: uint32 }, { type: [number, 'null'] }]"),
        "::ids::Id<u32,::std::option::Option<f64>>"
    );
    assert_eq!(
        path(
            "[{ type: object, additionalProperties: { type: array, items: { x-rust-type: { path: 'ids::A', parameters: [{ type: integer }] } } } }]"
        ),
        "::ids::Id<::std::collections::BTreeMap<::std::string::String,::std::vec::Vec<::ids::A<i64>>>>"
    );
}

/// A trait of another crate is implemented for all types, or one. Its crate has to be permitted, and `diff` compares
/// it.
#[test]
fn traits_of_other_crates() {
    let of_one = |of: &str| described(&format!("type: object, x-bindery: {{ implement: {of} }}"), "");
    let stated = "[{ path: 'my_traits::Entity', crate: my-traits, version: '1' }]";
    let Outcome { value, diagnostics, .. } = generate(&of_one(stated), &["my-traits"]);
    let files = value.unwrap_or_else(|| panic!("{diagnostics:?}"));
    assert!(files.get("src/models/thing.rs").expect("a model").contains("\nimpl ::my_traits::Entity for Thing {}\n"));
    assert!(!holder(&files).contains("my_traits"));
    assert!(files.get("Cargo.toml").expect("a manifest").contains("\nmy-traits = { version = \"1\" }\n"));
    let of_all = described("type: object", &format!("x-bindery: {{ implement: {stated} }}"));
    let all = generate(&of_all, &["*"]).value.expect("no error");
    assert!(holder(&all).contains("\nimpl ::my_traits::Entity for Box_ {}\n"));
    let record = |files: &Files| files.get("contract.json").expect("a record").to_owned();
    let (one, none) = (record(&files), record(&generate(&described("type: object", ""), &[]).value.expect("no error")));
    let mut output = String::new();
    for [old, new] in [[&none, &one], [&one, &none]] {
        let source = |text| Source { name: "contract.json", text };
        let comparison = bindery::compare(source(old), source(new), &CompareOptions::default());
        for difference in comparison.differences.expect("a comparison") {
            let _ = writeln!(output, "{}: {} ({})", difference.code(), difference.text, difference.bump().word());
        }
    }
    let refused = [
        ("no array", of_one("'my_traits::Entity'")),
        ("code", of_one("['ids::Id for X {} fn main() {} impl ids::T']")),
        ("name alone", of_one("[Entity]")),
        ("generic trait", of_one("[{ path: 'ids::Into<u8>', crate: ids, version: '1' }]")),
        ("trait of the standard library", of_one("['std::marker::Send']")),
        ("no crate", of_one("['ids::Entity']")),
        ("string", described(&format!("type: string, x-bindery: {{ implement: {stated} }}"), "")),
    ];
    output += &said(&refused, Severity::Error);
    let Outcome { diagnostics, .. } = generate(&of_one(stated), &[]);
    let _ = writeln!(output, "# crate that is not permitted\n{}", diagnostics[0]);
    insta::assert_snapshot!(output);
}

/// Building a crate runs its code, so the caller permits each.
#[test]
fn a_crate_has_to_be_permitted() {
    let own = string("{ path: 'ids::Id', crate: ids, version: '1' }");
    let foreign = described("type: string, x-rust-type: { path: 'ids::Id', crate: ids, version: '1' }", "");
    for crates in [&[][..], &["other"], &["id"]] {
        let Outcome { value, diagnostics, .. } = generate(&own, crates);
        assert!(value.is_none());
        insta::allow_duplicates! { insta::assert_snapshot!(diagnostics[0]) };
        let Outcome { value, diagnostics, .. } = generate(&foreign, crates);
        let manifest = value.as_ref().and_then(|files| files.get("Cargo.toml")).expect("a manifest");
        assert!(!manifest.contains("\nids = "), "{manifest}");
        insta::allow_duplicates! { insta::assert_snapshot!("a_foreign_crate_has_to_be_permitted", diagnostics[0]) };
    }
    for (text, crates) in [(&own, "ids"), (&own, "*"), (&foreign, "ids"), (&foreign, "*")] {
        let Outcome { value, diagnostics, .. } = generate(text, &[crates]);
        let manifest = value.as_ref().and_then(|files| files.get("Cargo.toml")).expect("a manifest");
        assert!(manifest.contains("\nids = { version = \"1\" }\n"), "{manifest}");
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
    }
}

/// Each crate is one dependency, with all features that any type states, under its name in code.
#[test]
fn dependencies() {
    let member = |name: &str, stated: &str| format!("{name}: {{ type: string, x-bindery: {{ rust-type: {stated} }} }}");
    let members = [
        member("a", "{ path: 'my_ids::A', crate: my-ids, version: '>=1.2, <3', features: [serde, fast] }"),
        member(
            "b",
            "{ path: '::my_ids::B<my_ids::C<u8>, std::net::IpAddr>', crate: my-ids, version: '>=1.2, <3', features: [b] }",
        ),
        member("c", "my_ids::C<my_ids::D>"),
        member("d", "{ path: 'renamed::A', crate: old-name, version: '0.1', folder: ../old-name }"),
        member("e", "{ path: 'local::A', crate: local, folder: ../local }"),
        member(
            "f",
            "{ path: 'chrono::DateTime<chrono::Utc>', crate: chrono, version: '0.4', sample: '1970-01-01T00:00:00Z' }",
        ),
        member("g", "{ path: uuid::Uuid, crate: uuid, version: '1' }"),
    ];
    let text = described(&format!("type: object, properties: {{ {} }}", members.join(", ")), "");
    let Outcome { value, diagnostics, .. } = generate(&text, &["*"]);
    let files = value.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let manifest = files.get("Cargo.toml").expect("a manifest");
    let (_, added) = manifest.split_once("subtle = ").expect("the last dependency of every crate");
    let uuid = manifest.lines().find(|line| line.starts_with("uuid = ")).expect("a dependency");
    let replaced = files.get("src/replaced.rs").expect("a module");
    insta::assert_snapshot!(format!("{uuid}\n{added}\n{replaced}"));
}

/// A type that extends a base by `allOf` is a variant of the base's union, and so is a type that replaces it.
#[test]
fn a_descendant_of_a_base_can_have_another_type() {
    let base = "type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } }";
    let of = "allOf: [{ $ref: '#/components/schemas/Thing' }, { properties: { secs: { type: integer } } }]";
    let text = described(base, "").replace(
        "    Box: ",
        &format!(
            "    Wait: {{ {of}, x-bindery: {{ rust-type: std::time::Duration }} }}\n    Step: {{ {of} }}\n    Box: "
        ),
    );
    let files = generate(&text, &[]).value.expect("no error");
    let union = files.get("src/models/any_thing.rs").expect("a union");
    assert!(union.contains("    Wait(::std::time::Duration),\n"), "{union}");
    let row = "=> Wait(::std::time::Duration): Variant::new(ValueKind::Map).tags(&[\"Wait\"])";
    assert!(union.contains(row) && union.contains("    Step(Box<Step>),\n"), "{union}");
    assert!(files.get("src/models/wait.rs").is_none());
}

/// A type of another major version is another type.
#[test]
fn versions_of_crates_are_compared() {
    let record = |version: &str| {
        let text = string(&format!("{{ path: 'ids::Id', crate: ids, version: '{version}' }}"));
        generate(&text, &["*"]).value.expect("no error").get("contract.json").expect("a record").to_owned()
    };
    let mut output = String::new();
    for [old, new] in [["1.0", "1.4"], ["1", "2"], ["0.3", "0.3.7"], ["0.3", "0.4"], [">=1, <3", "2"]] {
        let (old, new) = (record(old), record(new));
        let source = |text| Source { name: "contract.json", text };
        let comparison = bindery::compare(source(&old), source(&new), &CompareOptions::default());
        for difference in comparison.differences.expect("a comparison") {
            let _ = writeln!(output, "{}: {} ({})", difference.code(), difference.text, difference.bump().word());
        }
    }
    insta::assert_snapshot!(output);
}

/// A description that names no type has neither the module nor a dependency, and the record of a crate has no key for
/// it.
#[test]
fn nothing_is_added_without_a_statement() {
    let files = generate(&described("type: string", ""), &["*"]).value.expect("no error");
    assert!(files.iter().all(|(path, text)| !path.contains("replaced") && !text.contains("mod replaced")));
    assert!(!files.get("contract.json").expect("a record").contains("\"crates\""));
}
