//! Descriptions whose cost could grow faster than their length: each is read in linear time, or refused with a typed
//! diagnostic and a location. Sizes are such that quadratic time would be noticed.

use bindery::{Code, CompareOptions, Diagnostic, Input, Options, Outcome, Source};
use bindery_goldens::growth::{Sample, find};
use bindery_goldens::hostile::{self, Case, MAX_OUTPUT};
use fastrand::Rng;
use serde_json::{Value, json};

fn generate(Sample { description, overlay, newer: _ }: &Sample) -> Outcome<bindery::Files> {
    let source = |text| Source { name: "made-up.yaml", text };
    let overlays = overlay.as_deref().map(source).into_iter().collect();
    bindery::generate(Input { overlays, ..Input::from(source(description)) }, &Options::default())
}

fn sample(name: &str, count: usize) -> Sample {
    (find(name).unwrap().describe)(count)
}

fn found(diagnostics: &[Diagnostic], code: Code) -> Option<String> {
    diagnostics.iter().find(|found| found.code == code).map(ToString::to_string)
}

/// Each level leads to the one below in four ways: 4 to the power of 60 paths in all.
#[test]
fn unions_of_unions_are_followed_once() {
    let Outcome { value, diagnostics, .. } = generate(&sample("levels of unions of unions", 60));
    let files = value.unwrap();
    let last = files.get("src/models/s15.rs").unwrap();
    assert_eq!(last.matches("\"a\"").count(), 1, "{last}");
    insta::assert_snapshot!(found(&diagnostics, Code::Unsupported).unwrap());
}

/// A union is among its own alternatives, by `allOf`, or each level is composed of the one below in four ways.
#[test]
fn unions_that_are_made_of_unions_are_followed_once() {
    let made_of = |key: String| {
        let part =
            json!({"allOf": [reference(&key), {"description": "The same."}, {"required": ["x"]}, reference(&key)]});
        json!({"anyOf": [part.clone(), part.clone(), part.clone(), part]})
    };
    let mut itself = made_of(String::from("Itself"));
    let alternatives = itself["anyOf"].as_array_mut().unwrap();
    alternatives.extend([json!({"type": "object", "properties": {"x": {}}}), json!({"type": "string"})]);
    let level = |index: usize| match index {
        0 => json!({"type": "string", "enum": ["a"]}),
        _ => made_of(format!("S{}", index - 1)),
    };
    let levels = (0..40).map(|index| (format!("S{index}"), level(index)));
    let Outcome { value, .. } = generate(&of_schemas(levels.chain([(String::from("Itself"), itself)])));
    assert!(value.unwrap().get("src/models/itself.rs").is_some());
}

/// A document of these schemas.
fn of_schemas(schemas: impl IntoIterator<Item = (String, Value)>) -> Sample {
    let schemas = Value::Object(schemas.into_iter().collect());
    of_document(json!({"paths": {}, "components": {"schemas": schemas}}))
}

fn of_document(mut document: Value) -> Sample {
    document["openapi"] = json!("3.1.0");
    document["info"] = json!({"title": "T", "version": "1"});
    Sample { description: document.to_string(), ..Sample::default() }
}

fn reference(key: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{key}")})
}

/// Some of the schemas that a type is composed of are left out, but none of its own members.
#[test]
fn parts_of_a_type_are_bounded() {
    let part = |index: usize| (format!("S{index}"), json!({"required": ["own"]}));
    let all_of: Value = (0..300).map(|index| reference(&format!("S{index}"))).collect();
    let thing = json!({"allOf": all_of, "type": "object", "properties": {"own": {"type": "string"}}});
    let schemas = (0..300).map(part).chain([(String::from("Thing"), thing)]);
    let Outcome { value, diagnostics, .. } = generate(&of_schemas(schemas));
    let files = value.unwrap();
    let thing = files.get("src/models/thing.rs").unwrap();
    assert!(thing.contains("pub own: String"), "{thing}");
    insta::assert_snapshot!(found(&diagnostics, Code::Unsupported).unwrap());
}

/// The variants of each of a hundred unions require what one type requires: three thousand members.
#[test]
fn members_from_other_types_are_bounded() {
    let names: Value = (0..3_000).map(|index| format!("x{index}")).collect();
    let base = json!({"type": "object", "properties": {"a": {}}, "required": names});
    let union = |index: usize| (format!("S{index}"), json!({"oneOf": [reference("Base"), {"type": "string"}]}));
    let schemas = (0..110).map(union).chain([(String::from("Base"), base)]);
    let Outcome { value, diagnostics, .. } = generate(&of_schemas(schemas));
    assert!(value.is_none());
    insta::assert_snapshot!(found(&diagnostics, Code::TooLarge).unwrap());
}

/// An array of ten thousand items with schemas of their own is an array of untyped values; one that contains itself
/// ends.
#[test]
fn tuples_are_bounded() {
    let wide = json!({"type": "array", "prefixItems": vec![json!({"type": "string"}); 10_000]});
    let itself = json!({"type": "array", "prefixItems": [reference("Itself"), reference("Itself")], "minItems": 2});
    let holder = json!({"type": "object", "properties": {"wide": reference("Wide"), "itself": reference("Itself")}});
    let schemas = [("Wide", wide), ("Itself", itself), ("Holder", holder)];
    let schemas = schemas.map(|(name, schema)| (String::from(name), schema));
    let options = Options { report_untyped: true, ..Options::default() };
    let description = of_schemas(schemas).description;
    let Outcome { value, untyped, .. } =
        bindery::generate(Source { name: "sample.json", text: &description }, &options);
    let files = value.unwrap();
    let holder = files.get("src/models/holder.rs").unwrap();
    assert!(holder.contains("pub wide: Option<Vec<runtime::Any>>,"), "{holder}");
    let itself = files.get("src/models/itself.rs").unwrap();
    assert!(itself.contains("pub item0: Option<Box<Itself>>,"), "{itself}");
    let why: Vec<&str> = untyped.iter().map(|untyped| untyped.why.as_str()).collect();
    assert_eq!(why, ["too many items of the array have their own schemas"]);
}

/// An array whose items are composed of the array, and arrays that lead to one another in this way: no named type is in
/// between.
#[test]
fn arrays_of_themselves_have_untyped_items() {
    for (keyword, count) in [("items", 1), ("additionalProperties", 1), ("items", 2_000)] {
        let schema = |index: usize| {
            let next = reference(&format!("S{}", (index + 1) % count));
            let (mut schema, next) = (json!({}), json!({"allOf": [next.clone(), next]}));
            schema[keyword] = next;
            (format!("S{index}"), schema)
        };
        let Outcome { value, diagnostics, .. } = generate(&of_schemas((0..count).map(schema)));
        assert!(value.is_some());
        let said = found(&diagnostics, Code::Unsupported).unwrap();
        assert!(said.contains("contains itself") || said.contains("nested more than"), "{said}");
    }
}

/// Many operations share one response with a long description, which is read for each.
#[test]
fn shared_responses_are_bounded() {
    let item = |index: usize| {
        (format!("/a{index}"), json!({"get": {"responses": {"200": {"$ref": "#/components/responses/R"}}}}))
    };
    let paths = Value::Object((0..150).map(item).collect());
    let response = json!({"description": "much ".repeat(64_000)});
    let Outcome { value, diagnostics, .. } =
        generate(&of_document(json!({"paths": paths, "components": {"responses": {"R": response}}})));
    assert!(value.is_none());
    insta::assert_snapshot!(found(&diagnostics, Code::TooLarge).unwrap());
}

#[test]
fn an_address_that_is_too_long_is_left_out() {
    for name in ["segments of a path", "variables of a server"] {
        let Outcome { value, diagnostics, .. } = generate(&sample(name, 5_000));
        assert!(value.is_some(), "{name}: {diagnostics:?}");
        insta::assert_snapshot!(found(&diagnostics, Code::TooLarge).unwrap());
    }
}

/// Each parameter would hold the complete path.
#[test]
fn parameters_behind_a_long_path_are_refused() {
    let Outcome { value, diagnostics, .. } = generate(&sample("parameters in the path", 3_000));
    assert!(value.is_none());
    insta::assert_snapshot!(found(&diagnostics, Code::TooLarge).unwrap());
}

/// Each action of an overlay adds a short string to many targets, or a long one to some.
#[test]
fn copies_of_overlays_are_bounded_in_bytes() {
    let update = json!({"description": "x".repeat(1 << 20)});
    let overlay = json!({"overlay": "1.1.0", "info": {"title": "T", "version": "1"},
        "actions": [{"target": "$.components.schemas.*", "update": update}]});
    let sample = Sample { overlay: Some(overlay.to_string()), ..sample("targets of one action", 100) };
    let Outcome { value, diagnostics, .. } = generate(&sample);
    assert!(value.is_none());
    insta::assert_snapshot!(found(&diagnostics, Code::TooLarge).unwrap());
}

/// Renames are guessed up to a limit, and a diagnostic reports that it is exceeded.
#[test]
fn guesses_are_bounded() {
    for (count, expected) in [(20, None), (2_000, Some("2000 members of `Thing` are removed and 2000 added"))] {
        let Sample { description, newer, .. } = sample("diff: members renamed", count);
        let source = |text| Source { name: "made-up.yaml", text };
        let newer = newer.unwrap();
        let compared = bindery::compare(source(&description), source(&newer), &CompareOptions::default());
        let differences = compared.differences.unwrap();
        let said = differences.iter().find(|it| it.text.contains("too many to guess")).map(|it| it.text.as_str());
        assert_eq!(said.map(|text| text.split(',').next().unwrap()), expected, "{count}");
        let guessed = differences.iter().filter(|difference| difference.guess).count();
        assert_eq!(guessed, if expected.is_none() { count } else { 0 });
    }
}

/// Random expensive cases end, and their output is bounded by their length.
#[test]
fn hostile_cases_end() {
    let mut random = Rng::with_seed(15);
    let mut accepted = 0;
    for _ in 0..24 {
        let Case { description, overlay } = hostile::case(&mut random, 20);
        let length = description.len() + overlay.as_ref().map_or(0, String::len);
        let sample = Sample { description, overlay, newer: None };
        let Outcome { value, diagnostics, .. } = generate(&sample);
        assert!(value.is_some() || !diagnostics.is_empty(), "{}", sample.description);
        accepted += u32::from(value.is_some());
        let made: usize = value.iter().flat_map(bindery::Files::iter).map(|(_, text)| text.len()).sum();
        assert!(made <= MAX_OUTPUT * (length + 1_000), "{made} bytes of {length}: {}", sample.description);
    }
    assert!(accepted > 12, "{accepted} of 24");
}
