//! Configurations: each choice has the effect of the extension with the same words, overrides it, and is reported where
//! the configuration states it.

use bindery::{CompareOptions, Configuration, Files, Options, Outcome, Selection, Setting, SettingValue, Source};
use bindery_goldens::yaml;
use serde_json::Value;

const OPENAPI: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /carts:
    get:
      operationId: list_carts_carts_get
      tags: [carts]
      responses: { '200': { description: Ok., content: { application/json: { schema: { $ref: '#/components/schemas/Shop.Cart' } } } } }
  /tills: { get: { operationId: tills, responses: { '200': { description: Ok., content: { application/json: { schema: { $ref: '#/components/schemas/Till' } } } } } } }
components:
  schemas:
    Shop.Cart: { type: object, required: [id, at], properties: { id: { $ref: '#/components/schemas/Id' }, at: { type: string, format: date-time }, key: { type: string, format: uuid } } }
    Till: { type: object, properties: { kind: { $ref: '#/components/schemas/Kind' } } }
    Kind: { enum: [a, b] }
    Id: { type: string }
";

/// The same in another dialect, whose schemas stand elsewhere.
const SWAGGER: &str = "\
swagger: '2.0'
info: { title: Shop, version: '1' }
paths: {}
definitions: { Till: { type: object, properties: { a: { type: string } } } }
";

/// A setting of a value of YAML, without positions.
fn setting(value: &Value) -> Setting {
    match value {
        Value::Bool(value) => Setting::from(*value),
        Value::Number(number) => SettingValue::Number(number.to_string()).into(),
        Value::String(text) => Setting::from(text.as_str()),
        Value::Array(items) => Setting::list(items.iter().map(setting)),
        Value::Object(entries) => Setting::of(entries.iter().map(|(key, value)| (key.as_str(), setting(value)))),
        Value::Null => panic!("a configuration has no null"),
    }
}

/// A configuration with these keys, in YAML.
fn configuration(keys: &str) -> Configuration {
    let SettingValue::Object(settings) = setting(&yaml::read(keys)).value else { panic!("{keys}") };
    Configuration { name: String::from("bindery.toml"), settings }
}

fn generate(text: &str, configurations: Vec<Configuration>) -> Outcome<Files> {
    bindery::generate(Source { name: "shop.yaml", text }, &Options { configurations, ..Options::default() })
}

fn files(text: &str, configurations: Vec<Configuration>) -> Files {
    let Outcome { value, diagnostics, .. } = generate(text, configurations);
    value.unwrap_or_else(|| panic!("{diagnostics:#?}"))
}

/// The diagnostics about a description with this configuration.
fn said(text: &str, keys: &str) -> Vec<String> {
    let Outcome { value, diagnostics, .. } = generate(text, vec![configuration(keys)]);
    assert!(value.is_none(), "{keys}");
    diagnostics.iter().map(|it| format!("{}: {}; {}", it.location, it.message, it.help)).collect()
}

/// The document with an `x-bindery` object.
fn stating(extension: &str) -> String {
    OPENAPI.replace("\npaths:", &format!("\nx-bindery: {{ {extension} }}\npaths:"))
}

#[test]
fn a_choice_has_the_effect_of_the_extension() {
    let plain = files(OPENAPI, Vec::new());
    for keys in [
        "package: till-contracts",
        "types: short",
        "names: ignore-case",
        "operation-names: short",
        "operation-modules: tags",
        "xml: { profile: data-contract, names: pascal-case }",
        "form: { empty: absent }",
        "required: lenient",
        "formats: jiff",
        "formats: { uuid: uuid, '*': chrono }",
        "formats: { date-time: { path: std::path::PathBuf } }",
        "validate: true",
        "derive: [Eq]",
        "features: [xml, json, xml]",
    ] {
        let configured = files(OPENAPI, vec![configuration(keys)]);
        assert!(configured.iter().eq(files(&stating(keys), Vec::new()).iter()), "{keys}");
        assert!(!configured.iter().eq(plain.iter()), "{keys} has an effect");
    }
}

#[test]
fn a_choice_for_a_schema_has_the_effect_of_its_extension() {
    for (name, before, keys) in [
        ("Till", "Till: {", "rust-name: CashDesk"),
        ("Till", "Till: {", "derive: [Hash]"),
        ("Shop.Cart", "Shop.Cart: {", "required: { at: lenient }"),
        ("Kind", "Kind: {", "variants: { a: First }, numbers: { b: 1, a: 2 }"),
        ("Id", "Id: {", "rust-type: std::path::PathBuf"),
    ] {
        let stated = OPENAPI.replace(&format!("    {before}"), &format!("    {before} x-bindery: {{ {keys} }},"));
        assert_ne!(stated, OPENAPI);
        let configured = configuration(&format!("schemas: {{ {name}: {{ {keys} }} }}"));
        let (configured, stated) = (generate(OPENAPI, vec![configured]), generate(&stated, Vec::new()));
        let messages =
            |outcome: &Outcome<Files>| outcome.diagnostics.iter().map(|it| it.message.clone()).collect::<Vec<_>>();
        assert_eq!(messages(&configured), messages(&stated), "{name}");
        assert_eq!(configured.value.is_some(), stated.value.is_some(), "{name}");
        if let (Some(configured), Some(stated)) = (configured.value, stated.value) {
            assert!(configured.iter().eq(stated.iter()), "{name}: {keys}");
        }
    }
    let till = configuration("schemas: { Till: { rust-name: CashDesk } }");
    assert!(files(SWAGGER, vec![till]).get("src/models/cash_desk.rs").is_some());
}

/// The value at a key replaces that of the description, and a later configuration an earlier one.
#[test]
fn the_nearer_statement_wins() {
    for (extension, keys, same) in [
        ("required: lenient", "required: enforce", "types: full"),
        ("xml: { profile: data-contract, names: pascal-case }", "xml: { profile: xml-object }", "types: full"),
        ("formats: jiff", "formats: { uuid: string }", "formats: { '*': jiff, uuid: string }"),
        ("formats: { uuid: string }", "formats: jiff", "formats: { '*': jiff, uuid: string }"),
        ("formats: { uuid: string, '*': jiff }", "formats: { uuid: uuid }", "formats: { '*': jiff, uuid: uuid }"),
        ("derive: [Eq]", "derive: []", "types: full"),
        ("validate: true", "validate: false", "types: full"),
        ("features: [xml]", "features: [json]", "features: [json]"),
    ] {
        let configured = files(&stating(extension), vec![configuration(keys)]);
        assert!(configured.iter().eq(files(&stating(same), Vec::new()).iter()), "{extension} and {keys}");
    }
    let (first, last) = (configuration("required: lenient\ntypes: short"), configuration("required: enforce"));
    assert!(files(OPENAPI, vec![first, last]).iter().eq(files(&stating("types: short"), Vec::new()).iter()));
    // Other choices of the description stay.
    let both = files(&stating("types: short"), vec![configuration("required: lenient")]);
    assert!(both.iter().eq(files(&stating("types: short, required: lenient"), Vec::new()).iter()));
    // A null is no statement.
    assert!(
        files(&stating("formats: null"), vec![configuration("formats: jiff")]).get("src/formats/jiff.rs").is_some()
    );
}

/// A mistake is reported where the configuration states it, with its position if it has one.
#[test]
fn mistakes_are_those_of_the_configuration() {
    let found = said(OPENAPI, "xml: { names: pascal-case }\nformats: { uuid: jiff }\nfeatres: []\nfeatures: [jsn]");
    assert_eq!(
        found,
        [
            "bindery.toml:1:1 (#/featres): unknown extension `featres`; the extensions here are: package, names, types, \
             operation-names, operation-modules, xml, required, formats, form, validate, derive, implement, features",
            "bindery.toml:1:1 (#/features/0): the crate has no feature `jsn`; did you mean `json`?",
            "bindery.toml:1:1 (#/formats/uuid): `jiff` has no type for the format `uuid`; write `string` or one of `uuid`",
            "bindery.toml:1:1 (#/xml/names): `names` has no effect here; remove it, or state `profile: data-contract` \
             beside it",
        ]
    );
    let at = |line, setting| Setting { position: Some((line, 5)), ..setting };
    let of_schema = Setting::of([("role", at(9, Setting::from("correlation-id")))]);
    let schemas = Setting::of([("Till", at(8, of_schema))]);
    let positioned = Configuration::new("bindery.toml").with("schemas", at(7, schemas));
    let Outcome { diagnostics, .. } = generate(OPENAPI, vec![positioned]);
    assert_eq!(diagnostics[0].location.to_string(), "bindery.toml:9:5 (#/schemas/Till/role)");
    // What the description states keeps its own location.
    let found = said(&stating("types: long"), "required: lenient");
    assert_eq!(found, ["shop.yaml:3:14 (#/x-bindery/types): `types` does not take `long`; it takes: full, short"]);
}

#[test]
fn a_schema_is_one_of_the_description() {
    for (text, keys, message) in [
        (
            OPENAPI,
            "schemas: { Til: { derive: [Hash] } }",
            "(#/schemas/Til): the description has no schema `Til`; did you mean `Till`?",
        ),
        (
            SWAGGER,
            "schemas: { Warehouse: {} }",
            "(#/schemas/Warehouse): the description has no schema `Warehouse`; write the name of a schema of the \
             description, or remove it",
        ),
        (OPENAPI, "schemas: 5", "(#/schemas): expected an object, found another value; write the choices by the name"),
        (OPENAPI, "schemas: { Till: x }", "(#/schemas/Till): expected an object, found another value; write keys"),
        (OPENAPI, "schemas: { Id: { derive: [Hash] } }", "(#/schemas/Id/derive): `derive` has no effect here; remove"),
    ] {
        let found = said(text, keys);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(&format!("bindery.toml:1:1 {message}")), "{found:?}");
    }
}

#[test]
fn a_schema_that_no_selected_operation_uses_is_an_error() {
    let selection = Selection { include: vec!["tag:carts".parse().unwrap()], exclude: Vec::new() };
    let configurations = vec![configuration("schemas: { Till: { derive: [Hash] } }")];
    let options = Options { configurations, selection, ..Options::default() };
    let Outcome { diagnostics, .. } = bindery::generate(Source { name: "shop.yaml", text: OPENAPI }, &options);
    let found: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        ["error[unknown-extension]: no selected operation uses the schema `Till`\n  \
          --> bindery.toml:1:1 (#/schemas/Till)\n  help: remove it, or select an operation that uses it"]
    );
}

/// The crates that a configuration names are permitted, and no others.
#[test]
fn a_configuration_permits_the_crates_that_it_names() {
    let named = "schemas: { Id: { rust-type: { path: 'ids::Id', crate: ids, version: '1' } } }";
    let manifest = |files: Files| files.get("Cargo.toml").unwrap().to_owned();
    assert!(manifest(files(OPENAPI, vec![configuration(named)])).contains("\nids = { version = \"1\" }\n"));
    let listed = "derive: [Eq, { path: 'macros::Named', crate: macros, version: '1' }]";
    assert!(manifest(files(OPENAPI, vec![configuration(listed)])).contains("\nmacros = { version = \"1\" }\n"));
    let of_format = "formats: { uuid: { path: 'ids::Key', crate: ids, version: '1' } }";
    assert!(manifest(files(OPENAPI, vec![configuration(of_format)])).contains("\nids = { version = \"1\" }\n"));
    let stated = stating("derive: [{ path: 'other::Named', crate: other, version: '1' }]");
    let found = said(&stated, named);
    assert!(found[0].starts_with("shop.yaml:3:") && found[0].contains("`other`"), "{found:?}");
}

#[test]
fn the_default_features_are_those_of_the_manifest_and_the_readme() {
    let made = files(OPENAPI, vec![configuration("features: [xml, client]\nvalidate: true")]);
    let manifest = made.get("Cargo.toml").unwrap();
    assert!(manifest.contains("\n[features]\ndefault = [\"xml\", \"client\"]\n# JSON"), "{manifest}");
    for text in [made.get("README.md").unwrap(), made.get("src/lib.rs").unwrap()] {
        let is_default = |name: &str| text.contains(&format!("| `{name}` (default) |"));
        assert_eq!(["json", "xml", "client", "validate"].map(is_default), [false, true, true, false], "{text}");
    }
    let none = files(OPENAPI, vec![configuration("features: []")]);
    assert!(none.get("Cargo.toml").unwrap().contains("\ndefault = []\n"));
    assert!(none.get("contract.json").unwrap().contains("\"features\": []"));
}

/// The old description may lack a schema that the configuration names, as long as the new one has it.
#[test]
fn comparisons_are_of_configured_descriptions() {
    let compare = |old: &str, new: &str, keys: &str| {
        let configurations = vec![configuration(keys)];
        let options = CompareOptions {
            old_configurations: configurations.clone(),
            new_configurations: configurations,
            ..CompareOptions::default()
        };
        let (old, new) = (Source { name: "old.yaml", text: old }, Source { name: "new.yaml", text: new });
        let comparison = bindery::compare(old, new, &options);
        let messages: Vec<String> = comparison.diagnostics.iter().map(|it| it.message.clone()).collect();
        let found: Option<Vec<String>> =
            comparison.differences.map(|all| all.iter().map(|it| format!("{} {}", it.code(), it.name)).collect());
        (found, messages)
    };
    let keys = "required: lenient\nschemas: { Till: { derive: [Eq] } }";
    let required = OPENAPI.replace("Till: { type: object,", "Till: { type: object, required: [kind],");
    let (found, messages) = compare(OPENAPI, &required, keys);
    assert_eq!((found, messages), (Some(vec![String::from("member-requiredness-changed Till.kind")]), Vec::new()));
    let renamed = OPENAPI.replace("Till", "Desk");
    let (found, messages) = compare(&renamed, OPENAPI, keys);
    assert!(found.is_some() && messages.is_empty(), "{messages:?}");
    let message = String::from("the description has no schema `Tile`");
    let (found, messages) = compare(OPENAPI, OPENAPI, "schemas: { Tile: {} }");
    assert_eq!((found, messages), (None, vec![message.clone(), message]));
}
