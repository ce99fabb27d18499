//! The JSON schema of the configuration, which is generated from the types that read it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use bindery::{Configuration, Diagnostic, Options, Setting, Source};
use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::Config;

/// The schema of the types, in a draft that editors of TOML know.
fn schema() -> Value {
    let settings = SchemaSettings::draft07();
    let mut schema = settings.into_generator().into_root_schema_for::<Config>().to_value();
    simplify(&mut schema);
    schema["title"] = json!("bindery.toml");
    schema
}

/// Removes null from values that may be absent, for TOML has none, and the remarks about serialization.
fn simplify(schema: &mut Value) {
    let null = json!("null");
    if let Some(types) = schema.get_mut("type").and_then(Value::as_array_mut) {
        types.retain(|kind| *kind != null);
        if let [only] = types.as_slice() {
            schema["type"] = only.clone();
        }
    }
    if let Some(alternatives) = schema.get_mut("anyOf").and_then(Value::as_array_mut) {
        alternatives.retain(|alternative| alternative["type"] != null);
        if let [only] = alternatives.as_slice() {
            // A `$ref` alone would hide the description beside it.
            schema["allOf"] = json!([only]);
        }
    }
    let Value::Object(entries) = schema else {
        schema.as_array_mut().into_iter().flatten().for_each(simplify);
        return;
    };
    if entries.contains_key("allOf") {
        entries.remove("anyOf");
    }
    entries.retain(|key, value| key != "default" || !value.is_null());
    entries.remove("writeOnly");
    entries.values_mut().for_each(simplify);
}

#[test]
fn the_schema_is_that_of_the_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("bindery.schema.json");
    let expected = format!("{:#}\n", schema());
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        fs::write(&path, &expected).expect("to write it");
    }
    let found = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(found, expected, "UPDATE_SCHEMA=1 cargo test -p bindery-fs --lib schema updates {}", path.display());
}

/// The help of the library about a choice that it does not know: the words after the colon.
fn taken(path: &[&str]) -> BTreeSet<String> {
    let setting = path.iter().skip(1).rev().fold(Setting::from("?"), |inner, key| match *key {
        "0" => Setting::list([inner]),
        key => Setting::of([(key, inner)]),
    });
    let configuration = Configuration::new("bindery.toml").with("validate", true).with(path[0], setting);
    let text =
        "openapi: 3.1.0\ninfo: { title: A, version: '1' }\ncomponents: { schemas: { Cart: { type: object } } }\n";
    let options = Options { configurations: vec![configuration], ..Options::default() };
    let outcome = bindery::generate(Source { name: "shop.yaml", text }, &options);
    let is_here = |it: &&Diagnostic| it.location.pointer.as_ref().is_some_and(|at| at.last() == path[path.len() - 1]);
    let found = outcome.diagnostics.iter().find(is_here).unwrap_or_else(|| panic!("{path:?}: {outcome:?}"));
    let (_, words) = found.help.split_once(": ").unwrap_or_else(|| panic!("{path:?}: {found:?}"));
    words.split(", ").map(str::to_owned).collect()
}

/// The keys and the words are those that the library knows, and no others.
#[test]
fn the_words_are_those_of_the_library() {
    let definitions = schema()["definitions"].take();
    for (path, definition) in [
        (&["types"][..], "NamesOfTypes"),
        (&["names"], "Names"),
        (&["operation-names"], "NamesOfOperations"),
        (&["operation-modules"], "ModulesOfOperations"),
        (&["xml", "profile"], "XmlProfile"),
        (&["xml", "names"], "XmlNames"),
        (&["xml", "enums"], "XmlEnums"),
        (&["xml", "inheritance"], "XmlInheritance"),
        (&["xml", "order"], "XmlOrder"),
        (&["xml", "namespaces"], "XmlNamespaces"),
        (&["form", "profile"], "FormProfile"),
        (&["form", "empty"], "EmptyValue"),
        (&["required"], "Required"),
        (&["formats", "*"], "FormatTypes"),
        (&["formats", "uuid"], "FormatType"),
        (&["features", "0"], "CodeFeature"),
        (&["schemas", "Cart", "secret"], "SecretForm"),
        (&["schemas", "Cart", "role"], "Role"),
        (&["schemas", "Cart", "required"], "Required"),
        (&["schemas", "Cart", "format"], "FormatType"),
    ] {
        let definition = &definitions[definition];
        let words = definition["oneOf"].as_array().or_else(|| definition["enum"].as_array()).expect("words");
        let words =
            words.iter().map(|word| word["const"].as_str().or_else(|| word.as_str()).expect("a word").to_owned());
        assert_eq!(words.collect::<BTreeSet<_>>(), taken(path), "{path:?}");
    }
    let keys = |of: &str| {
        let properties = definitions[of]["properties"].as_object().expect("keys");
        properties.keys().cloned().collect::<BTreeSet<_>>()
    };
    assert_eq!(keys("SchemaChoices"), taken(&["schemas", "Cart", "?"]));
    let stated = "[[crate]]\nspec = 'a'\nout = 'a'\n";
    let crates = super::parse(stated, Path::new("")).expect("a configuration");
    let choices = serde_json::to_value(&crates[0]).expect("the choices");
    let choices: BTreeSet<String> = choices.as_object().expect("by key").keys().cloned().collect();
    let known: BTreeSet<String> = taken(&["?"]);
    // The name of the package is `name`, and the choices for schemas stand at the schemas.
    assert_eq!(choices.difference(&known).collect::<Vec<_>>(), ["schemas"]);
    assert_eq!(known.difference(&choices).collect::<Vec<_>>(), ["package"]);
}

/// An editor shows the description of a key while it is written.
#[test]
fn every_key_has_a_description() {
    let schema = schema();
    let definitions = schema["definitions"].as_object().expect("definitions").values().chain([&schema]);
    let properties = definitions.filter_map(|of| of["properties"].as_object()).flatten();
    let described = |value: &Value| {
        let target = value["$ref"].as_str().or_else(|| value["allOf"][0]["$ref"].as_str());
        let target = target.and_then(|path| schema.pointer(path.trim_start_matches('#')));
        [Some(value), target].into_iter().flatten().any(|of| of["description"].is_string())
    };
    let missing: Vec<_> = properties.filter(|(_, value)| !described(value)).map(|(key, _)| key).collect();
    assert_eq!(missing, [""; 0]);
}
