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

/// Names of any length are those of types and operations. Of files they are not.
#[test]
fn names_of_files_are_of_a_usual_length() {
    let long = "take me home by country roads to the place ".repeat(8);
    let operation =
        |end: &str| format!("operationId: {long}{end}\n      responses: {{ default: {{ description: Yes. }} }}");
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      {}\n    put:\n      {}\n\
         components: {{ schemas: {{ {}: {{ type: object }} }} }}\n",
        operation("b"),
        operation("c"),
        long.replace(' ', "")
    );
    let Outcome { value, diagnostics, operations, .. } =
        bindery::generate(Source { name: "long.yaml", text: &text }, &Options::default());
    assert!(diagnostics.is_empty(), "{diagnostics:?}");
    assert_eq!((operations.bound, operations.all), (2, 2));
    let files = value.unwrap();
    let names = files.iter().map(|(path, _)| path.rsplit('/').next().unwrap_or_default());
    let long: Vec<&str> = names.filter(|name| name.starts_with("take")).collect();
    assert_eq!(long.len(), 3, "{long:?}");
    assert!(long.iter().all(|name| name.len() < 128), "{long:?}");
}

#[test]
fn what_is_generated_fits() {
    let files = generated().value.unwrap();
    let shown = ["src/operations/put_odd.rs", "src/models/odd_names.rs", "src/models/nothing.rs"];
    insta::assert_snapshot!(shown.map(|path| files.get(path).unwrap()).join("\n"));
}
