//! The type that a member becomes of schemas that say it together.

use bindery::Source;
use bindery_goldens::fixtures::generate;

/// The types of the members `a`, `b` and so on of an object, whose schemas these are.
fn types(schemas: &[&str]) -> Vec<String> {
    let members: String = ('a'..).zip(schemas).map(|(name, schema)| format!("        {name}: {schema}\n")).collect();
    let text = format!(
        "openapi: 3.0.3\ninfo: {{ title: Types, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    Thing:\n      \
         type: object\n      properties:\n{members}"
    );
    let files = generate(Source { name: "types.yaml", text: &text });
    let model = files.get("src/models/thing.rs").expect("a model");
    let field = |name: char| {
        let line = model.lines().find_map(|line| line.trim().strip_prefix(&format!("pub {name}: ")));
        line.expect("a field").trim_end_matches(',').to_owned()
    };
    ('a'..).take(schemas.len()).map(field).collect()
}

/// A double does not hold every integer, in whatever order the alternatives come; text holds neither.
#[test]
fn integer_and_number_alternatives() {
    let found = types(&[
        "{ oneOf: [{ type: integer }, { type: number }] }",
        "{ oneOf: [{ type: number }, { type: integer }] }",
        "{ anyOf: [{ type: integer }, { type: integer }] }",
        "{ anyOf: [{ type: number }, { type: number }] }",
        "{ anyOf: [{ type: integer }, { type: number }, { type: integer }] }",
        "{ allOf: [{ type: integer }, { type: number }] }",
        "{ allOf: [{ type: number }, { type: integer }] }",
        "{ anyOf: [{ type: integer }, { type: string }] }",
        "{ anyOf: [{ type: number }, { type: boolean }] }",
    ]);
    assert_eq!(
        found,
        [
            "Option<ThingA>",
            "Option<ThingB>",
            "Option<i64>",
            "Option<f64>",
            "Option<ThingE>",
            "Option<i64>",
            "Option<i64>",
            "Option<ThingH>",
            "Option<ThingI>"
        ]
    );
}

/// Null is a value of `allOf` if each part that says what a value is allows it, or if the schema says so itself.
#[test]
fn null_of_all_of() {
    let found = types(&[
        "{ allOf: [{ type: string, nullable: true }, { type: string, nullable: true }] }",
        "{ allOf: [{ type: string, nullable: true }, { type: string }] }",
        "{ allOf: [{ type: string }, { type: string, nullable: true }] }",
        "{ allOf: [{ type: string }, { type: string }] }",
        "{ allOf: [{ type: string }, { type: string }], nullable: true }",
        "{ allOf: [{ type: string, nullable: true }, { description: Text. }] }",
    ]);
    assert_eq!(
        found,
        [
            "runtime::Nullable<String>",
            "Option<String>",
            "Option<String>",
            "Option<String>",
            "runtime::Nullable<String>",
            "runtime::Nullable<String>"
        ]
    );
}
