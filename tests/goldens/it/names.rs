//! Names of types and operations: their sources, and their stability.

use std::collections::BTreeMap;

use bindery::{Configuration, Diagnostic, Files, Options, Outcome, Previous, Source};
use serde_json::Value;

/// Generates a crate whose names are to be kept.
fn made(text: &str, before: Option<&Files>) -> Files {
    let outcome = with(text, &Options { previous: previous(before), ..Options::default() });
    outcome.value.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics))
}

fn with(text: &str, options: &Options) -> Outcome<Files> {
    bindery::generate(Source { name: "names.yaml", text }, options)
}

fn previous(files: Option<&Files>) -> Previous {
    let contract = files.and_then(|files| files.get("contract.json")).map(str::to_owned);
    Previous { contract, changelog: None }
}

/// The Rust names of the operations of a crate, by path and method.
fn operations(files: &Files) -> BTreeMap<String, String> {
    let contract: Value = serde_json::from_str(files.get("contract.json").unwrap()).unwrap();
    let operations = contract["contract"]["operations"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let named = operations.map(|it| (format!("{} {}", text(&it["method"]), text(&it["path"])), text(&it["rustName"])));
    named.collect()
}

/// A description with these operations: path and id.
fn paths(operations: &[(&str, &str)]) -> String {
    let paths = operations.iter().map(|(path, id)| format!("  {path}: {{ get: {{ operationId: {id} }} }}\n"));
    format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n{}", paths.collect::<String>())
}

fn messages(diagnostics: &[Diagnostic]) -> Vec<String> {
    diagnostics.iter().map(|it| it.message.clone()).collect()
}

/// An operation whose id collides with another keeps its name in a crate that has it, and the new one gets another.
#[test]
fn an_operation_keeps_its_name_on_a_collision() {
    let before = made(&paths(&[("/b", "getIt")]), None);
    assert_eq!(operations(&before)["GET /b"], "GetIt");
    let text = paths(&[("/a", "get_it"), ("/b", "getIt")]);
    let after = made(&text, Some(&before));
    assert_eq!(operations(&after)["GET /b"], "GetIt");
    assert_eq!(operations(&after)["GET /a"], "GetA");
    let again = made(&text, Some(&after));
    assert_eq!(operations(&again), operations(&after));
    let alone = made(&paths(&[("/a", "get_it")]), Some(&after));
    assert_eq!(operations(&alone)["GET /a"], "GetA", "the choice is kept when the other one is gone");
    let fresh = operations(&made(&text, None));
    assert_eq!((fresh["GET /a"].as_str(), fresh["GET /b"].as_str()), ("GetA", "GetB"));
}

/// Both operations are reported, each with the location of the other.
#[test]
fn colliding_operations_are_reported_with_both_locations() {
    let outcome = with(&paths(&[("/a", "get_it"), ("/b", "getIt")]), &Options::default());
    assert_eq!(
        messages(&outcome.diagnostics),
        [
            "the operation `get_it` has the Rust name `GetA`: `getIt` at `#/paths/~1b/get` would also be `GetIt`",
            "the operation `getIt` has the Rust name `GetB`: `get_it` at `#/paths/~1a/get` would also be `GetIt`",
        ]
    );
    let at: Vec<_> =
        outcome.diagnostics.iter().filter_map(|it| it.location.pointer.as_ref()).map(ToString::to_string).collect();
    assert_eq!(at, ["#/paths/~1a/get", "#/paths/~1b/get"]);
}

/// A change of the option changes names. The choice of the caller overrides that of the description.
#[test]
fn short_names_of_operations_are_an_option() {
    let text = paths(&[("/items", "read_items_items_get")]);
    let full = made(&text, None);
    assert_eq!(operations(&full)["GET /items"], "ReadItemsItemsGet");
    let options = |operation_names, before| Options {
        configurations: vec![Configuration::new("bindery.toml").with("operation-names", operation_names)],
        previous: previous(before),
        ..Options::default()
    };
    let short = with(&text, &options("short", Some(&full))).value.unwrap();
    assert_eq!(operations(&short)["GET /items"], "ReadItems");
    assert!(short.get("CHANGELOG.md").unwrap().contains("ReadItems"), "{}", short.get("CHANGELOG.md").unwrap());
    let stated = text.replace("paths:", "x-bindery: { operation-names: short }\npaths:");
    assert_eq!(operations(&made(&stated, None))["GET /items"], "ReadItems");
    let overridden = with(&stated, &options("full", None)).value.unwrap();
    assert_eq!(operations(&overridden)["GET /items"], "ReadItemsItemsGet");
}

/// A change of the option moves operations, which breaks code. The choice of the caller overrides that of the description.
#[test]
fn operations_may_stand_in_the_modules_of_their_tags() {
    let text =
        paths(&[("/a", "getA"), ("/b", "getB")]).replacen("operationId: getA", "operationId: getA, tags: [pets, b]", 1);
    let options = |operation_modules, before| Options {
        configurations: vec![Configuration::new("bindery.toml").with("operation-modules", operation_modules)],
        previous: previous(before),
        ..Options::default()
    };
    let flat = made(&text, None);
    let tags = with(&text, &options("tags", Some(&flat))).value.unwrap();
    assert!(flat.get("src/operations/get_a.rs").is_some() && tags.get("src/operations/get_a.rs").is_none());
    assert!(tags.get("src/operations/pets/get_a.rs").is_some() && tags.get("src/operations/get_b.rs").is_some());
    let changelog = tags.get("CHANGELOG.md").unwrap();
    assert!(
        changelog.contains("### Breaking\n\n- `GetA` has the Rust name `pets::GetA`, no longer `GetA`.\n"),
        "{changelog}"
    );
    let stated = text.replace("paths:", "x-bindery: { operation-modules: tags }\npaths:");
    assert_eq!(made(&stated, None).get("src/operations/pets.rs"), tags.get("src/operations/pets.rs"));
    let overridden = with(&stated, &options("flat", None)).value.unwrap();
    assert_eq!(overridden.get("src/operations.rs"), flat.get("src/operations.rs"));
    let retagged = made(&stated.replace("tags: [pets, b]", "tags: [cats]"), Some(&tags));
    let changelog = retagged.get("CHANGELOG.md").unwrap();
    assert!(changelog.contains("- `GetA` has the Rust name `cats::GetA`, no longer `pets::GetA`.\n"), "{changelog}");
}

/// Thousands of operations with one id are named in no more than linear time.
#[test]
fn thousands_of_equal_ids_are_named() {
    let all: Vec<(String, String)> = (0..3000).map(|index| (format!("/p{index}"), String::from("same"))).collect();
    let all: Vec<(&str, &str)> = all.iter().map(|(path, id)| (path.as_str(), id.as_str())).collect();
    let outcome = bindery::inspect(Source { name: "many.yaml", text: &paths(&all) }, &Options::default());
    assert_eq!(outcome.diagnostics.len(), 3000);
    assert!(outcome.value.unwrap().contains("\"rustName\": \"GetP2999\""));
}

/// The Rust names of the types of a crate, by location.
fn types(files: &Files) -> BTreeMap<String, String> {
    let contract: Value = serde_json::from_str(files.get("contract.json").unwrap()).unwrap();
    let types = contract["contract"]["types"].as_array().unwrap().iter();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    types.map(|ty| (text(&ty["pointer"]).replace("#/components/schemas/", ""), text(&ty["rustName"]))).collect()
}

/// The Rust names of the members, values or variants of a type, in order.
fn parts(files: &Files, name: &str) -> Vec<String> {
    let contract: Value = serde_json::from_str(files.get("contract.json").unwrap()).unwrap();
    let types = contract["contract"]["types"].as_array().unwrap();
    let ty = types.iter().find(|ty| ty["rustName"] == name).unwrap();
    let parts = ["members", "values", "variants"].into_iter().find_map(|key| ty[key].as_array()).unwrap();
    parts.iter().map(|part| part["rustName"].as_str().unwrap().to_owned()).collect()
}

/// A description with these schemas.
fn schemas(schemas: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\ncomponents:\n  schemas:\n{schemas}")
}

/// A schema with a member that has an inline schema with a title.
fn titled(name: &str, title: &str, member: &str) -> String {
    format!(
        "    {name}: {{ type: object, properties: {{ at: {{ type: object, title: {title}, properties: {{ {member}: {{ type: string \
         }} }} }} }} }}\n"
    )
}

#[test]
fn an_inline_type_keeps_its_title_on_a_collision() {
    let order = titled("Order", "Shipping Address", "street");
    let before = made(&schemas(&order), None);
    assert_eq!(types(&before)["Order/properties/at"], "ShippingAddress");
    let text = schemas(&(order + &titled("Cart", "Shipping Address", "zip")));
    let after = made(&text, Some(&before));
    assert_eq!(types(&after)["Order/properties/at"], "ShippingAddress");
    assert_eq!(types(&after)["Cart/properties/at"], "CartAt");
    assert_eq!(types(&made(&text, Some(&after))), types(&after));
    let fresh = types(&made(&text, None));
    assert_eq!(fresh["Order/properties/at"], "OrderAt");
    assert_eq!(fresh["Cart/properties/at"], "CartAt");
    let turned = schemas(&(titled("Cart", "Shipping Address", "zip") + &titled("Order", "Shipping Address", "street")));
    assert_eq!(types(&made(&turned, None)), fresh);
}

/// Of equal inline types with one title the original has it, and the others are aliases of it.
#[test]
fn equal_inline_types_share_their_title() {
    let text =
        schemas(&(titled("Order", "Shipping Address", "street") + &titled("Cart", "Shipping Address", "street")));
    let files = made(&text, None);
    let names = types(&files);
    assert_eq!(names["Cart/properties/at"], "ShippingAddress");
    assert_eq!(names["Order/properties/at"], "OrderAt");
    assert!(files.get("src/models/aliases.rs").unwrap().contains("pub type OrderAt = super::ShippingAddress;"));
}

/// A component collides with an inline type that has the same name by its location, or by its title.
#[test]
fn a_new_component_renames_no_inline_type() {
    let order = "    Order: { type: object, properties: { line: { type: object, properties: { a: {} } } } }\n";
    let before = made(&schemas(order), None);
    assert_eq!(types(&before)["Order/properties/line"], "OrderLine");
    let text = schemas(&format!("{order}    OrderLine: {{ type: object, properties: {{ b: {{}} }} }}\n"));
    let after = made(&text, Some(&before));
    assert_eq!(types(&after)["Order/properties/line"], "OrderLine");
    assert_eq!(types(&after)["OrderLine"], "OrderLine2");
    assert_eq!(types(&made(&text, Some(&after))), types(&after));
    let fresh = types(&made(&text, None));
    assert_eq!(
        (fresh["OrderLine"].as_str(), fresh["Order/properties/line"].as_str()),
        ("OrderLine", "OrderLineObject")
    );
}

/// An added title, and a generator that would choose other names, rename nothing in an existing crate.
#[test]
fn a_crate_keeps_the_names_that_are_still_possible() {
    let text = schemas(&titled("Order", "Shipping Address", "street"));
    let files = made(&text, None);
    let contract = files.get("contract.json").unwrap().replace("ShippingAddress", "OrderAt");
    let options = Options { previous: Previous { contract: Some(contract), changelog: None }, ..Options::default() };
    let kept = with(&text, &options).value.unwrap();
    assert_eq!(types(&kept)["Order/properties/at"], "OrderAt");
    let contract = files.get("contract.json").unwrap().replace("ShippingAddress", "Whatever");
    let options = Options { previous: Previous { contract: Some(contract), changelog: None }, ..Options::default() };
    let renamed = with(&text, &options).value.unwrap();
    assert_eq!(types(&renamed)["Order/properties/at"], "ShippingAddress", "it is no possible name");
}

#[test]
fn members_values_variants_and_parameters_keep_their_names() {
    let text = |members: &str, values: &str, variants: &str, parameters: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a: {{ get: {{ operationId: a, parameters: \
             [{parameters}] }} }}\ncomponents:\n  schemas:\n    M: {{ type: object, properties: {{ {members} }} }}\n    \
             V: {{ enum: [{values}] }}\n    U: {{ oneOf: [{variants}] }}\n"
        )
    };
    let object = |member: &str| format!("{{ type: object, required: [{member}], properties: {{ {member}: {{}} }} }}");
    let parameter = |place: &str| format!("{{ name: id, in: {place}, schema: {{ type: string }} }}");
    let before = text("a-b: {}", "A-B, c", &format!("{{ type: string }}, {}", object("url")), &parameter("header"));
    let after = text(
        "a-b: {}, a_b: {}",
        "A-B, a-b, c",
        &format!("{{ type: string }}, {}, {}", object("url"), object("data")),
        &format!("{}, {}", parameter("query"), parameter("header")),
    );
    let first = made(&before, None);
    let kept = made(&after, Some(&first));
    assert_eq!((parts(&first, "M"), parts(&kept, "M")), (vec!["a_b".into()], vec!["a_b".into(), "a_b_2".into()]));
    assert_eq!(parts(&first, "V"), ["AB", "C"]);
    assert_eq!(parts(&kept, "V"), ["AB", "AB2", "C"]);
    assert_eq!(parts(&first, "U"), ["String", "Object"]);
    assert_eq!(parts(&kept, "U"), ["String", "Object", "Data"]);
    let source = kept.get("src/operations/a.rs").unwrap();
    assert!(source.contains("pub id: Option<String>") && source.contains("pub id_query: Option<String>"), "{source}");
    let again = made(&after, Some(&kept));
    for name in ["M", "V", "U"] {
        assert_eq!(parts(&again, name), parts(&kept, name));
    }
    assert_eq!(again.get("src/operations/a.rs"), kept.get("src/operations/a.rs"));
    // Without a record the closest match keeps the name of a member.
    assert_eq!(parts(&made(&after, None), "M"), ["a_b_2", "a_b"]);
}

/// The structs of arguments, by the names of their owners.
fn arguments(files: &Files) -> BTreeMap<String, String> {
    let contract: Value = serde_json::from_str(files.get("contract.json").unwrap()).unwrap();
    let all = ["types", "operations"].map(|key| contract["contract"][key].as_array().unwrap().clone()).concat();
    let named =
        all.iter().filter_map(|of| Some((of["rustName"].as_str()?.to_owned(), of["arguments"].as_str()?.to_owned())));
    named.collect()
}

/// A type or an operation that is added does not take the name of a struct of arguments, and neither does another
/// struct.
#[test]
fn structs_of_arguments_keep_their_names() {
    let text = |operations: &str, schemas: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a/{{b}}/{{c}}: {{ parameters: [{{ name: b, in: path, \
             required: true, schema: {{ type: string }} }}, {{ name: c, in: path, required: true, schema: {{ type: string }} }}], \
             get: {{ operationId: find }}{operations} }}\ncomponents:\n  schemas:\n    Berth: {{ type: object, required: [a, b], \
             properties: {{ a: {{ type: string }}, b: {{ type: string }} }} }}\n{schemas}"
        )
    };
    let two = "required: [a, b], properties: { a: { type: string }, b: { type: string } }";
    let schemas = format!("    BerthRequired: {{ type: object, {two} }}\n");
    let after = text(", put: { operationId: findRequired }", &schemas);
    let first = made(&text("", ""), None);
    let kept = made(&after, Some(&first));
    let [berth, find] = ["Berth", "Find"].map(String::from);
    assert_eq!(arguments(&first)[&berth], "BerthRequired");
    assert_eq!(arguments(&first)[&find], "FindRequired");
    let expected = [
        ("Berth", "BerthRequired"),
        ("BerthRequired2", "BerthRequired2Required"),
        ("Find", "FindRequired"),
        ("FindRequired2", "FindRequired2Required"),
    ];
    let expected: BTreeMap<String, String> = expected.map(|(of, name)| (of.to_owned(), name.to_owned())).into();
    assert_eq!(arguments(&kept), expected);
    let again = made(&after, Some(&kept));
    assert_eq!(arguments(&again), expected, "and then on");
    // Without a record the type and the operation have their own names.
    let alone = made(&after, None);
    assert_eq!((&*arguments(&alone)[&berth], &*arguments(&alone)[&find]), ("BerthRequired2", "FindRequired2"));
    let kept = made(&text("", ""), Some(&alone));
    assert_eq!((&*arguments(&kept)[&berth], &*arguments(&kept)[&find]), ("BerthRequired2", "FindRequired2"));
    // A chosen name is not asked for twice.
    let chosen = text("", "    Dock: { type: object, x-bindery: { rust-name: BerthRequired } }\n");
    assert_eq!(arguments(&made(&chosen, Some(&first)))[&berth], "BerthRequired2");
}

/// A comparison of two descriptions uses the names of a crate that is generated again: nothing else is renamed.
#[test]
fn a_comparison_keeps_names() {
    let order = titled("Order", "Shipping Address", "street");
    let (old, new) = (schemas(&order), schemas(&(order + &titled("Cart", "Shipping Address", "zip"))));
    let source = |text| Source { name: "names.yaml", text };
    let differences = |old, new| {
        let comparison = bindery::compare(source(old), source(new), &bindery::CompareOptions::default());
        let differences = comparison.differences.unwrap();
        differences.iter().map(|it| it.text.clone()).collect::<Vec<_>>()
    };
    let files = made(&old, None);
    for found in [differences(&old, &new), differences(files.get("contract.json").unwrap(), &new)] {
        assert!(!found.is_empty() && found.iter().all(|it| !it.contains("ShippingAddress")), "{found:?}");
    }
    let renamed = made(&new, None);
    let found = differences(&old, renamed.get("contract.json").unwrap());
    assert!(found.iter().all(|it| !it.contains("ShippingAddress")), "the record has its names: {found:?}");
}

/// A record becomes no code: a name in it that is not a candidate is not kept.
#[test]
fn hostile_records_name_nothing() {
    let text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a: { get: { operationId: read, parameters: [{ name: \
                id, in: query, schema: { type: string } }], responses: { '200': { description: D, content: { \
                application/json: { schema: { type: object, properties: { a: { enum: [b] } } } } } } } } }\n";
    let files = made(text, None);
    for evil in ["id_; fn evil() {}", "Read2; fn evil() {}", "fn", "", "a_query", "Read_x", "B2 = 1, C"] {
        let record: Value = serde_json::from_str(files.get("contract.json").unwrap()).unwrap();
        let record = replaced(&replaced(&record, "rustName", evil), "arguments", evil);
        let previous = Previous { contract: Some(record.to_string()), changelog: None };
        let made = with(text, &Options { previous, ..Options::default() }).value.unwrap();
        for (path, text) in made.iter().filter(|(path, _)| path.starts_with("src/")) {
            assert_eq!(Some(text), files.get(path), "{evil}: {path}");
        }
    }
}

/// The value with every string at this key replaced.
fn replaced(value: &Value, key: &str, by: &str) -> Value {
    match value {
        Value::Object(object) => {
            let entries = object.iter().map(|(name, value)| {
                let value = if name == key { Value::from(by) } else { replaced(value, key, by) };
                (name.clone(), value)
            });
            Value::Object(entries.collect())
        }
        Value::Array(items) => items.iter().map(|item| replaced(item, key, by)).collect(),
        other => other.clone(),
    }
}

/// The type of a single success response is named after the operation; the types of several after their statuses.
#[test]
fn a_response_keeps_its_name_when_another_one_is_added() {
    let response = |status: &str, member: &str| {
        let schema = format!("{{ type: object, properties: {{ {member}: {{}} }} }}");
        format!("'{status}': {{ description: D, content: {{ application/json: {{ schema: {schema} }} }} }}")
    };
    let text = |responses: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a: {{ get: {{ operationId: read, responses: {{ \
             {responses} }} }} }}\n"
        )
    };
    let names = |files: &Files| types(files).into_values().collect::<Vec<_>>();
    let before = made(&text(&(response("201", "a") + ", " + &response("404", "c"))), None);
    assert_eq!(names(&before), ["ReadResponse", "ReadNotFound"]);
    let more = text(&(response("200", "b") + ", " + &response("201", "a")));
    let after = made(&more, Some(&before));
    assert_eq!(names(&after), ["ReadOk", "ReadResponse"]);
    assert_eq!(names(&made(&more, Some(&after))), names(&after));
    assert_eq!(names(&made(&more, None)), ["ReadOk", "ReadCreated"]);
}

/// Titles are untrusted: whatever they are, the crate is valid Rust, and names are short.
#[test]
fn hostile_titles_are_no_names() {
    let long = "Very Long ".repeat(1000);
    let titles = [
        "",
        " ",
        "Self Type",
        "self",
        "fn main() {}",
        "X; fn evil() {} struct Y",
        "*/ evil",
        "`Code Type`",
        "\u{202e}Right To",
        "Ünï Cödé",
        "顧客 住所",
        "2 Fast",
        "Box",
        "Option",
        "-- --",
        "Vec String",
        "r#type name",
        "A\u{0}B C",
        "😀 Face",
        &long,
    ];
    let members = titles.iter().enumerate().map(|(index, title)| {
        let title = Value::from(*title);
        format!(
            "      m{index}: {{ oneOf: [{{ type: object, title: {title}, properties: {{ a{index}: {{}} }} }}, {{ type: object, title: \
             {title}, properties: {{ b: {{}} }} }}] }}\n      n{index}: {{ type: object, title: {title}, properties: {{ c{index}: \
             {{}} }} }}\n"
        )
    });
    let text = schemas(&format!("    Owner:\n      type: object\n      properties:\n{}", members.collect::<String>()));
    let text = text.replace("\n      m", "\n        m").replace("\n      n", "\n        n");
    let files = made(&text, None);
    for (path, text) in files.iter().filter(|(path, _)| path.starts_with("src/")) {
        assert!(syn::parse_file(text).is_ok(), "{path}");
    }
    let names = types(&files);
    assert_eq!(names["Owner/properties/n2"], "SelfType");
    assert_eq!(names["Owner/properties/n9"], "ÜnïCödé");
    assert_eq!(names["Owner/properties/n4"], "OwnerN4");
    let longest = names.values().max_by_key(|name| name.len()).unwrap();
    assert!(longest.len() <= 120, "{longest}");
}

/// Thousands of equal titles, of colliding components, and of alternatives are named in no more than linear time.
#[test]
fn thousands_of_equal_titles_are_named() {
    let members = |index: usize| titled(&format!("S{index}"), "Shipping Address", &format!("m{index}"));
    let all: String = (0..1000).map(members).collect();
    let meeting: String =
        (0..1000).map(|index| format!("    'A{}': {{ type: object }}\n", "-".repeat(index))).collect();
    let alternative = "{ type: object, properties: { a: {} } }, ".repeat(1000);
    let text = schemas(&format!("{all}{meeting}    U: {{ oneOf: [{alternative}] }}\n"));
    let outcome = bindery::inspect(Source { name: "many.yaml", text: &text }, &Options::default());
    let contract = outcome.value.unwrap();
    assert!(contract.contains("\"S999At\"") && contract.contains("\"A1000\"") && contract.contains("\"UObject1000\""));
}

/// An overlong name is cut, independent of all others.
#[test]
fn a_long_name_ends_with_a_hash() {
    let (name, other) = ("Take".repeat(100), "Take".repeat(101));
    let text = schemas(&format!("    {name}: {{ type: object }}\n    {other}: {{ type: object }}\n"));
    let names: Vec<String> = types(&made(&text, None)).into_values().collect();
    assert!(names.iter().all(|name| name.len() <= 120 && name.starts_with("TakeTake")), "{names:?}");
    assert_ne!(names[0], names[1]);
}

/// Of two values that differ in a sign, the one without it keeps the name, and the sign is spelled out for the other
/// one.
#[test]
fn names_that_differ_in_signs_stay_apart() {
    let text = schemas(
        "    Sort: { enum: [-created_at, created_at, Etc/GMT-1, Etc/GMT+1, a_b, a-b] }\n    Any: { type: object, properties: { \
         '@type': {}, type: {}, $id: {}, id: {}, _id: {} } }\n",
    );
    let files = made(&text, None);
    assert_eq!(parts(&files, "Sort"), ["MinusCreatedAt", "CreatedAt", "EtcGmtMinus1", "EtcGmt1", "AB2", "AB"]);
    assert_eq!(parts(&files, "Any"), ["dollar_id", "at_type", "underscore_id", "id", "r#type"]);
    let before = schemas("    Sort: { enum: [-created_at] }\n");
    let alone = made(&before, None);
    assert_eq!(parts(&alone, "Sort"), ["CreatedAt"]);
    assert_eq!(parts(&made(&text, Some(&alone)), "Sort")[..2], ["CreatedAt", "CreatedAt2"], "it keeps its name");
    assert_eq!(parts(&made(&text, Some(&files)), "Sort"), parts(&files, "Sort"));
    assert_eq!(parts(&made(&before, Some(&files)), "Sort"), ["MinusCreatedAt"]);
}
