//! Names that are valid in Rust and JSON, but not in a path, a header or XML: encoded, or left out with a warning.

use bindery::{Options, Outcome, Source};
use bindery_goldens::fixtures::odd_wire_names;

#[test]
fn unfit_names_are_reported() {
    let diagnostics: Vec<String> = odd_wire_names(None).diagnostics.iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(diagnostics.join("\n\n"));
}

/// Names of types and operations may have any length, names of files may not.
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
    assert_eq!((operations.generated, operations.all), (2, 2));
    let files = value.unwrap();
    let names = files.iter().map(|(path, _)| path.rsplit('/').next().unwrap_or_default());
    let long: Vec<&str> = names.filter(|name| name.starts_with("take")).collect();
    assert_eq!(long.len(), 3, "{long:?}");
    assert!(long.iter().all(|name| name.len() < 128), "{long:?}");
}

/// The modules of operations are in ASCII: other letters become their code points.
#[test]
fn operations_in_other_letters_have_modules_of_their_own() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a: { get: { operationId: Ü } }\n  \
                /b: { get: { operationId: Ufc } }\n";
    let Outcome { value, operations, .. } =
        bindery::generate(Source { name: "letters.yaml", text }, &Options::default());
    let files = value.unwrap();
    let modules = files.iter().filter(|(path, _)| path.starts_with("src/operations/"));
    assert_eq!(operations.generated, modules.count());
}

#[test]
fn generated_names_fit() {
    let files = odd_wire_names(None).value.unwrap();
    let shown = ["src/operations/put_odd.rs", "src/models/odd_names.rs", "src/models/nothing.rs"];
    insta::assert_snapshot!(shown.map(|path| files.get(path).unwrap()).join("\n"));
}

/// Two names that Rust treats as one, since it composes their characters, get different names: types, their modules,
/// members, values, variants, operations and parameters, and names that a person chose.
#[test]
fn canonically_equivalent_names_collide() {
    let (whole, parts) = ("\u{ac00}", "\u{1100}\u{1161}");
    let both = |entry: &dyn Fn(&str) -> String| format!("{}, {}", entry(whole), entry(parts));
    let schemas = both(&|name| format!("{name}: {{ type: object, properties: {{ x{name}: {{ type: string }} }} }}"));
    let members = both(&|name| format!("{name}: {{ type: string }}"));
    let chosen = both(&|name| format!("a{name}: {{ type: string, x-bindery: {{ field: b_{name} }} }}"));
    let titles = both(&|name| format!("{{ title: V{name}, type: object, properties: {{ y{name}: {{}} }} }}"));
    let paths = both(&|name| {
        format!(
            "/{name}: {{ get: {{ operationId: {name}, parameters: [{}], responses: {{ '204': {{}} }} }} }}",
            both(&|name| format!("{{ name: {name}, in: query, schema: {{ type: string }} }}")),
        )
    });
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{ {paths} }}\ncomponents:\n  schemas: {{ {schemas}, \
         Members: {{ type: object, properties: {{ {members} }} }}, Chosen: {{ type: object, properties: {{ {chosen} }} }}, \
         Values: {{ type: string, enum: [{whole}, {parts}] }}, Variants: {{ oneOf: [{titles}] }}, \
         Type: {{ type: object, x-bindery: {{ rust-name: N{parts} }} }} }}\n"
    );
    let Outcome { value, diagnostics, .. } =
        bindery::generate(Source { name: "equivalent.yaml", text: &text }, &Options::default());
    let errors: Vec<_> = diagnostics.iter().filter(|found| found.severity == bindery::Severity::Error).collect();
    assert!(value.is_none() && errors.len() == 1 && errors[0].message.contains("`b_\u{ac00}`"), "{errors:?}");
    let Outcome { value, .. } = bindery::generate(
        Source { name: "equivalent.yaml", text: &text.replace(&format!("b_{parts}"), "c") },
        &Options::default(),
    );
    let files = value.unwrap();
    for (path, text) in files.iter() {
        let file = syn::parse_file(text).map(|file| file.items);
        let idents = file.into_iter().flatten().filter_map(|item| match item {
            syn::Item::Struct(it) => Some((it.ident, it.fields.into_iter().filter_map(|field| field.ident).collect())),
            syn::Item::Enum(it) => Some((it.ident, it.variants.into_iter().map(|variant| variant.ident).collect())),
            syn::Item::Mod(it) => Some((it.ident, Vec::new())),
            _ => None,
        });
        for (ident, parts) in idents {
            let names: Vec<String> = parts.iter().chain([&ident]).map(ToString::to_string).collect();
            assert!(!names.iter().any(|name| name.contains('\u{1100}')), "{path}: {names:?}");
        }
    }
    assert!(files.get("src/models/uac00.rs").is_some() && files.get("src/models/uac002.rs").is_some());
}

/// A chosen name is one identifier, without comments or spaces, which Rust's tokens do not show.
#[test]
fn a_chosen_name_is_one_identifier() {
    for name in
        ["Foo ", " Foo", "Foo /* x */", "Foo\n", "Foo // x", "r#Foo ", "\u{200e}Foo", "Foo\u{0}", "Foo::Bar", "r#self"]
    {
        let name = serde_json::Value::from(name);
        let text = format!(
            "{{\"openapi\": \"3.1.0\", \"info\": {{\"title\": \"T\", \"version\": \"1\"}}, \"components\": {{\"schemas\": {{
                \"A\": {{\"type\": \"object\", \"x-bindery\": {{\"rust-name\": {name}}}}},
                \"B\": {{\"enum\": [\"b\"], \"x-bindery\": {{\"variants\": {{\"b\": {name}}}}}}},
                \"C\": {{\"type\": \"object\", \"properties\": {{\"c\": {{\"x-bindery\": {{\"field\": {name}}}}}}}}}}}}}}}"
        );
        let made = bindery::generate(Source { name: "chosen.json", text: &text }, &Options::default());
        assert!(made.value.is_none(), "{name}");
        assert_eq!(made.diagnostics.len(), 3, "{name}: {:?}", made.diagnostics);
    }
}
