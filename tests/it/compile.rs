//! Generated crates compile outside of this project, pass every lint, have docs and work.
//!
//! The fixtures become one crate, whose values are written and read back there. Names with a meaning in Rust become
//! another one.

use std::collections::BTreeSet;

use bindery_goldens::fixtures::{Fixture, fixture, fixtures, odd_wire_names};
use bindery_goldens::project::spec;
use bindery_goldens::{bundle, yaml};
use serde_json::{Map, Value, json};

use crate::crates::{
    Crates, FEATURES, MY_IDS, WIRES, generate, linked, my_ids, own_crate, shared_runtime, target, write,
};

/// Keywords of Rust: strict, reserved, and weak.
const KEYWORDS: &str = "as async await break const continue crate dyn else enum extern false fn for if impl in let loop \
    match mod move mut pub ref return self Self static struct super trait true type unsafe use where while \
    abstract become box do final gen macro override priv try typeof unsized virtual yield \
    macro_rules raw safe union";

/// Names of the prelude, of the runtime, of the generator's own items, and of methods with special lints.
const TAKEN: &str = "Option Some None Result Ok Err Vec String Box Default Into From TryFrom Iterator IntoIterator \
    Clone Copy Debug Display PartialEq Eq PartialOrd Ord Hash Send Sync Sized Drop Fn AsRef ToString ToOwned \
    Unknown Secret Member Shape Value Object Nullable XmlName XmlKind List View Input Open Mismatch OpenEnum \
    EnumValue UnrecognizedValue Unrecognized ReadError WriteError Position MediaType Media Wire Request RequestError \
    Any Map BTreeMap ListStyle Style Content Encoding File Draft Runtime Models Operations Json Xml Form Http Members Serialize Deserialize Serializer Deserializer \
    new body accept content_type authorization into_request base_url token with lib main test build \
    std core alloc str bool u8 i32 i64 f64 usize char con nul aux add not next cmp index deref neg borrow \
    from_str as_str into_iter is_empty to_x quick_xml serde_core serde_json zeroize cfg derive doc must_use";

/// Signs, digits, and letters of other scripts.
const SIGNS: [&str; 8] = ["+1", "-1", "2nd", "$id", "größe", "日本", "🦀", "a.b-c d"];

/// The tests that run inside the crate generated from the fixtures, by module.
const TESTS: &[(&str, &str)] = &[
    ("main", include_str!("../fixtures/descriptions/main.rs")),
    ("arguments", include_str!("../fixtures/descriptions/arguments.rs")),
    ("choices", include_str!("../fixtures/descriptions/choices.rs")),
    ("collections", include_str!("../fixtures/descriptions/collections.rs")),
    ("constants", include_str!("../fixtures/descriptions/constants.rs")),
    ("constructs", include_str!("../fixtures/descriptions/constructs.rs")),
    ("defaults", include_str!("../fixtures/descriptions/defaults.rs")),
    ("exact_numbers", include_str!("../fixtures/descriptions/exact_numbers.rs")),
    ("forms", include_str!("../fixtures/descriptions/forms.rs")),
    ("identifiers", include_str!("../fixtures/descriptions/identifiers.rs")),
    ("derives", include_str!("../fixtures/descriptions/derives.rs")),
    ("loose_bodies", include_str!("../fixtures/descriptions/loose_bodies.rs")),
    ("mixed_enums", include_str!("../fixtures/descriptions/mixed_enums.rs")),
    ("parts", include_str!("../fixtures/descriptions/parts.rs")),
    ("required", include_str!("../fixtures/descriptions/required.rs")),
    ("round_trips", include_str!("../fixtures/descriptions/round_trips.rs")),
    ("setters", include_str!("../fixtures/descriptions/setters.rs")),
    ("sending", include_str!("../fixtures/descriptions/sending.rs")),
    ("traps", include_str!("../fixtures/descriptions/traps.rs")),
    ("tuples", include_str!("../fixtures/descriptions/tuples.rs")),
    ("webhooks", include_str!("../fixtures/descriptions/webhooks.rs")),
    ("xml_traps", include_str!("../fixtures/descriptions/xml_traps.rs")),
];

/// The programs of `docs/programs.md`, by module.
const PROGRAMS: &[(&str, &str)] = &[
    ("main", include_str!("../fixtures/programs/main.rs")),
    ("book", include_str!("../fixtures/programs/book.rs")),
    ("change", include_str!("../fixtures/programs/change.rs")),
];

/// Format types of other libraries than those of the fixture.
const OTHER_LIBRARIES: &str = "'*': chrono, date: time, time: time";

/// The features that parse strings of formats.
const PARSERS: &str = "base64,chrono,jiff,rust_decimal,time,url,uuid";

/// The crates whose examples run.
const EXAMPLES: &str = "--package all-fixtures --package format-types --package operation-modules";

/// The crates whose documentation says nothing new: it is that of another crate, but for the libraries.
const UNDOCUMENTED: &str = "--exclude my-ids --exclude my-macros --exclude other-format-numbers \
    --exclude other-format-types --exclude own-types --exclude shared-runtime";

/// The fixtures of Swagger 2.0.
const SWAGGER: [&str; 5] = [
    "swagger_2_0.yaml",
    "swagger_arrays.yaml",
    "swagger_constraints.yaml",
    "swagger_forms.yaml",
    "swagger_polymorphism.yaml",
];

#[test]
fn fixtures_compile_without_a_warning_and_work() {
    let crates = Crates::at(target().join("crates"));
    crates.workspace("\"*\"");
    let mut fixtures = linked("all-fixtures", &all_fixtures().to_string());
    for (name, text) in TESTS {
        fixtures.insert(format!("tests/it/{name}.rs"), *text);
    }
    crates.add("all-fixtures", &fixtures);
    crates.add("data-contract", &linked("data-contract", &fixture("data_contract.yaml").text));
    let mut types = linked("data-contract-types", &fixture("data_contract_types.yaml").text);
    types.insert("tests/data_contract_types.rs", include_str!("../fixtures/descriptions/data_contract_types.rs"));
    crates.add("data-contract-types", &types);
    let mut swagger = linked("swagger", &merged(&SWAGGER.map(fixture)).to_string());
    swagger.insert("tests/swagger.rs", include_str!("../fixtures/descriptions/swagger.rs"));
    crates.add("swagger", &swagger);
    let description = fixture("constraints.yaml").text + "x-bindery: { validate: true }\n";
    let mut constraints = linked("constraints", &description);
    constraints.insert("tests/constraints.rs", include_str!("../fixtures/descriptions/constraints.rs"));
    crates.add("constraints", &constraints);
    let mut validated = linked("validated", &(fixture("validated.yaml").text + "x-bindery: { validate: true }\n"));
    validated.insert("tests/validated.rs", include_str!("../fixtures/descriptions/validated.rs"));
    crates.add("validated", &validated);
    crates.add("depot-in-parts", &bundle::generated("depot-in-parts", Some(shared_runtime())));
    let mut servers = linked("servers", &fixture("servers.yaml").text);
    servers.insert("tests/servers.rs", include_str!("../fixtures/descriptions/servers.rs"));
    crates.add("servers", &servers);
    let mut format_types = linked("format-types", &fixture("format_types.yaml").text);
    format_types.insert("tests/format_types.rs", include_str!("../fixtures/descriptions/format_types.rs"));
    crates.add("format-types", &format_types);
    let mut sequences = linked("xml-sequences", &fixture("xml_sequences.yaml").text);
    sequences.insert("tests/xml_sequences.rs", include_str!("../fixtures/descriptions/xml_sequences.rs"));
    crates.add("xml-sequences", &sequences);
    crates.add("operation-modules", &linked("operation-modules", &fixture("operation_modules.yaml").text));
    let text = fixture("format_numbers.yaml").text;
    let mut format_numbers = linked("format-numbers", &text);
    format_numbers.insert("tests/format_numbers.rs", include_str!("../fixtures/descriptions/format_numbers.rs"));
    crates.add("format-numbers", &format_numbers);
    let others = text.replace("{ '*': jiff, seconds: time }", "chrono");
    crates.add("other-format-numbers", &linked("other-format-numbers", &others));
    let text = fixture("format_types.yaml").text;
    crates.add("other-format-types", &linked("other-format-types", &text.replace("'*': jiff", OTHER_LIBRARIES)));
    let mut format_strings = linked("format-strings", &fixture("formats.yaml").text);
    format_strings.insert("tests/format_strings.rs", include_str!("../fixtures/descriptions/format_strings.rs"));
    crates.add("format-strings", &format_strings);
    let mut rust_types = linked("rust-types", &fixture("rust_types.yaml").text);
    rust_types.insert("tests/rust_types.rs", include_str!("../fixtures/descriptions/rust_types.rs"));
    crates.add("rust-types", &rust_types);
    crates.add(MY_IDS, &my_ids());
    crates.add("my-macros", &own_crate("my-macros", MACROS, include_str!("../fixtures/rust_types/my_macros.rs")));
    let mut own_types = generate("own-types", include_str!("../fixtures/rust_types/own_types.yaml"));
    own_types.insert("tests/own_types.rs", include_str!("../fixtures/rust_types/own_types.rs"));
    crates.add("own-types", &own_types);
    let mut ferries = linked("ferries", include_str!("../fixtures/programs/ferries.yaml"));
    for (name, text) in PROGRAMS {
        ferries.insert(format!("tests/it/{name}.rs"), *text);
    }
    crates.add("ferries", &ferries);
    crates.add("obstacle-course", &linked("obstacle-course", &obstacle_course().to_string()));
    crates.add("odd-wire-names", &odd_wire_names(Some(shared_runtime())).value.expect("nothing in it is an error"));
    for (package, written, description) in other_choices() {
        let mut files = linked(package, &description);
        files.insert("tests/other_choices.rs", other_choices_test(package, written));
        crates.add(package, &files);
    }
    crates.cargo_with_clippy(&format!("test --workspace --test * --features {FEATURES},validate --quiet"));
    crates.cargo_with_clippy(&format!("test --package format-strings --features {PARSERS} --quiet"));
    // The examples of operations run, with all features that they need. Those of calls are compiled.
    crates.cargo(&format!("test {EXAMPLES} --doc --features {WIRES} --quiet"));
    crates.cargo(&format!("test --package ferries --doc --features {FEATURES} --quiet"));
    crates.cargo("clippy --workspace --no-default-features -- -D warnings");
    // The documentation of the client is that of the project's own crate, which is checked with all features.
    crates.cargo(&format!("doc --workspace {UNDOCUMENTED} --no-deps --features {WIRES}"));
}

/// A crate in a separate folder builds without any files around it. The step `minimal` does so with a client.
#[test]
fn the_contract_crate_stands_alone() {
    let folder = tempfile::tempdir().expect("a folder for the crate");
    let crates = Crates::at(folder.path().to_path_buf());
    let files = generate("stand-alone", &spec());
    files.iter().for_each(|(path, text)| write(&crates.root.join(path), text));
    crates.cargo(&format!("check --features {WIRES} --all-targets"));
    // The folder is new in each run, so the crate is always built.
    crates.cargo("clean --package stand-alone");
}

/// The contract with other choices for XML than its own: the crate, the output of .NET that it equals, its description.
fn other_choices() -> [(&'static str, &'static str, String); 3] {
    let spec = spec();
    let documented = spec.replace("enums: pascal-case", "enums: documented");
    let mut derived = yaml::read(&spec);
    for name in ["Customer", "CustomerBillingProfile", "CustomerCompanyProfile"] {
        let schema = &mut derived["components"]["schemas"][format!("{CONTRACTS}.{name}")];
        let base = json!({ "name": "Microsoft.Partner.Core.Resources.Base", "members": ["attributes", "links"] });
        schema["x-bindery"]["bases"] = json!([base]);
    }
    [
        ("camel-case", "dcs-camel.xml", documented.replace("names: pascal-case", "names: documented")),
        ("pascal-case", "dcs-pascal-values.xml", documented),
        ("base-classes", "dcs-base.xml", derived.to_string()),
    ]
}

/// The namespace of the contract's own types.
const CONTRACTS: &str = "Microsoft.Partner.Service.Customers.Contracts.V1";

/// The test of such a crate: all of them read the output for all choices.
fn other_choices_test(package: &str, written: &str) -> String {
    let (library, test) = (package.replace('-', "_"), include_str!("../fixtures/other_choices.rs"));
    let (docs, code) = test.split_once("\n\n").expect("docs before the code");
    format!(
        "{docs}\n\nuse {library} as contract;\n\nconst WRITTEN: &str = \"{written}\";\nconst READ: [&str; 7] = \
         {READ:?};\n\n{code}"
    )
}

const READ: [&str; 7] = [
    "dcs-camel.xml",
    "dcs-pascal.xml",
    "dcs-pascal-values.xml",
    "dcs-poco.xml",
    "dcs-base.xml",
    "dcs-base-same.xml",
    "dcs-typed.xml",
];

/// The end of the manifest of a crate with macros.
const MACROS: &str = "[lib]\nproc-macro = true\n";

/// All fixtures of the plain profile and of OpenAPI, in one description.
fn all_fixtures() -> Value {
    let others = [
        "data_contract.yaml",
        "data_contract_types.yaml",
        "format_numbers.yaml",
        "format_types.yaml",
        "operation_modules.yaml",
        "rust_types.yaml",
        "servers.yaml",
        "xml_sequences.yaml",
    ];
    let is_other = |file: &str| others.contains(&file) || SWAGGER.contains(&file);
    let fixtures: Vec<_> = fixtures().into_iter().filter(|fixture| !is_other(fixture.file.as_str())).collect();
    let mut all = merged(&fixtures);
    all["openapi"] = json!("3.1.0");
    all
}

/// Merges several fixtures into one description, in any order: no two of them define the same schema or scheme.
fn merged(fixtures: &[Fixture]) -> Value {
    let mut all = json!({});
    let mut names = BTreeSet::new();
    for fixture in fixtures {
        let description = yaml::read(&fixture.text);
        let components = &description["components"];
        let defined = [&components["schemas"], &components["securitySchemes"], &description["definitions"]];
        for name in defined.into_iter().filter_map(Value::as_object).flat_map(Map::keys) {
            assert!(names.insert(name.clone()), "`{}` defines `{name}`, as another fixture does", fixture.file);
        }
        merge(&mut all, description);
    }
    all
}

/// Merges the entries of objects; of other values, the last one counts.
fn merge(into: &mut Value, from: Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                merge(into.entry(key).or_insert(Value::Null), value);
            }
        }
        (into, from) => *into = from,
    }
}

/// Every name with a meaning in Rust or in a contract crate, in every position that takes a name.
fn obstacle_course() -> Value {
    let names = distinct(KEYWORDS.split_whitespace().chain(TAKEN.split_whitespace()).chain(SIGNS));
    let mut schemas = each(&names, |name| {
        if is_enum(name) {
            json!({ "type": "string", "enum": [name, "other"] })
        } else {
            json!({ "type": "object", "properties": { name: reference(name), "text": text() } })
        }
    });
    let members = each(&names, |_| text());
    let links = each(&names, reference);
    schemas.insert(String::from("EveryMember"), json!({ "type": "object", "properties": members }));
    schemas.insert(String::from("EveryType"), json!({ "type": "object", "properties": links }));
    schemas.insert(String::from("EveryValue"), json!({ "type": "string", "enum": names }));
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Obstacle course", "version": "1" },
        "paths": paths(&names),
        "components": { "schemas": schemas },
    })
}

/// An operation of each name, with the model of this name as its body if there is one, an operation with all names in
/// its path, one with all of them in headers, and one with all of them in the query.
fn paths(names: &[&str]) -> Map<String, Value> {
    let carrier = |name: &str| {
        let schema = reference(if is_enum(name) { "EveryType" } else { name });
        let body = json!({ "required": name.len() > 4, "content": { "application/json": { "schema": schema } } });
        json!({ "post": { "operationId": name, "requestBody": body } })
    };
    let parameters = |location: &str| -> Vec<Value> {
        let one = |name| json!({ "name": name, "in": location, "required": location == "path", "schema": text() });
        names.iter().map(one).collect()
    };
    let mut paths: Map<_, _> =
        each(names, carrier).into_iter().map(|(name, item)| (format!("/of/{name}"), item)).collect();
    paths.insert(
        String::from("/bodies"),
        json!({ "post": {
        "operationId": "EveryBody",
        "x-bindery": { "bodies": bodies(names) },
        "requestBody": { "content": { "application/json": { "schema": reference("EveryMember") } } },
    } }),
    );
    let template: String = names.iter().map(|name| format!("/{{{name}}}")).collect();
    paths.insert(template, json!({ "get": { "operationId": "EveryPath", "parameters": parameters("path") } }));
    paths.insert(
        String::from("/"),
        json!({
            "get": { "operationId": "EveryHeader", "parameters": parameters("header") },
            "put": { "operationId": "EveryQuery", "parameters": parameters("query") },
        }),
    );
    paths
}

/// A named body of each name, except for the names of the methods that every operation has.
fn bodies(names: &[&str]) -> Map<String, Value> {
    let taken = ["new", "body", "accept", "content_type", "authorization", "into_request", "base_url", "Send"];
    let names: Vec<_> = names.iter().copied().filter(|name| !taken.contains(name)).collect();
    each(&names, |name| json!({ "value": { name: name } }))
}

/// An entry for each name.
fn each(names: &[&str], make: impl Fn(&str) -> Value) -> Map<String, Value> {
    names.iter().map(|name| ((*name).to_owned(), make(name))).collect()
}

/// Some names become enums, and the others structs.
fn is_enum(name: &str) -> bool {
    name.len() % 4 == 3
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{}", name.replace(' ', "%20")) })
}

/// The names that differ in more than case and separators: others are the same name in Rust.
fn distinct<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let folded = |name: &str| name.replace(['_', ' '], "").to_lowercase();
    let mut seen = BTreeSet::new();
    names.filter(|name| seen.insert(folded(name))).collect()
}
