//! Names that fit Rust and JSON and have no place in a path, a header or XML: encoded or left out, and never silently.

use bindery::{Options, Outcome, Source};

const FIXTURE: Source<'_> =
    Source { name: "odd_wire_names.yaml", text: include_str!("../fixtures/descriptions/odd_wire_names.yaml") };

/// What the fixture becomes.
pub(crate) fn generated() -> Outcome<bindery::Files> {
    bindery::generate(FIXTURE, &Options::default())
}

#[test]
fn what_does_not_fit_is_said() {
    let diagnostics: Vec<String> = generated().diagnostics.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(diagnostics.join("\n\n"));
}

#[test]
fn what_is_generated_fits() {
    let files = generated().value.unwrap();
    let shown = ["src/operations/put_odd.rs", "src/models/odd_names.rs", "src/models/nothing.rs"];
    insta::assert_snapshot!(shown.map(|path| files.get(path).unwrap()).join("\n"));
}
