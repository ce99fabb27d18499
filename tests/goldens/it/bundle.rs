//! Descriptions of several files: the resulting document, the diagnostics about unreadable files, and the equality of
//! one file and several.

use std::fmt::Write as _;

use bindery::{Files, Format, Input, Options, Outcome, Severity, Source, UnreadFile};

use bindery_goldens::bundle::{DEPOT, Texts, depot, generated, input};
use bindery_goldens::fixtures::sound;

fn texts(files: &[(&str, &str)]) -> Texts {
    files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

fn generate(input: Input<'_>) -> Outcome<Files> {
    bindery::generate(input, &Options::default())
}

#[test]
fn files_become_one_crate() {
    let files = generated("depot-in-parts", None);
    let paths = [
        "src/models.rs",
        "src/models/box.rs",
        "src/models/fault.rs",
        "src/models/place.rs",
        "src/operations/put_box.rs",
    ];
    let mut shown = String::new();
    for path in paths {
        let _ = writeln!(shown, "==== {path}\n{}", files.get(path).expect("the file"));
    }
    insta::assert_snapshot!("files_become_one_crate", shown);
}

/// The names of files are resolved from the paths in references, each once.
#[test]
fn files_are_found_from_one_to_the_next() {
    let texts = depot();
    let count = input(&texts, DEPOT).files.len();
    assert_eq!(count, texts.len() - 1);
    let source = Source { name: DEPOT, text: &texts[DEPOT] };
    let named = ["common/responses.yaml", "common/types.yaml", "spec/box.json"];
    let paths = ["spec/paths/box.yaml", "spec/paths/boxes.yaml"];
    assert_eq!(bindery::referred(source), [&named[..], &paths[..]].concat());
}

/// Neither the order of files nor unreferenced files affect the result.
#[test]
fn the_order_of_files_does_not_matter() {
    let texts = depot();
    let files = sound(generate(input(&texts, DEPOT)));
    let mut reversed = input(&texts, DEPOT);
    reversed.files.reverse();
    reversed.files.push(Source { name: "spec/other.yaml", text: "type: string" });
    assert!(files.iter().eq(sound(generate(reversed)).iter()));
}

/// A `$id` is not a file. An anchor of another file is found by the file's name or by its `$id`.
#[test]
fn identifiers_of_several_files() {
    let shop = "
openapi: 3.1.0
info: { title: Shop, version: '1' }
components:
  schemas:
    Shop:
      type: object
      properties:
        by_id: { $ref: 'https://a.example/lamp' }
        by_anchor: { $ref: 'parts.yaml#bulb' }
        by_both: { $ref: 'https://a.example/parts#bulb' }
        in_file: { $ref: 'parts.yaml#/$defs/Shade' }
    Lamp: { $id: 'https://a.example/lamp', type: object, properties: { watts: { type: integer } } }
";
    let parts = "
$id: https://a.example/parts
$defs:
  Bulb: { $anchor: bulb, type: object, properties: { shade: { $ref: '#/$defs/Shade' } } }
  Shade: { type: object, properties: { colour: { type: string } } }
";
    let texts = texts(&[("shop.yaml", shop), ("parts.yaml", parts)]);
    assert_eq!(bindery::referred(Source { name: "shop.yaml", text: shop }), ["https://a.example/parts", "parts.yaml"]);
    let files = sound(generate(input(&texts, "shop.yaml")));
    let shop = files.get("src/models/shop.rs").expect("the file");
    for field in ["by_id: Option<Box<Lamp>>", "by_anchor: Option<Box<DefsBulb>>", "by_both: Option<Box<DefsBulb>>"] {
        assert!(shop.contains(field), "{field}: {shop}");
    }
    assert!(shop.contains("in_file: Option<Box<DefsShade>>"), "{shop}");
    assert!(files.get("src/models/defs_bulb.rs").expect("the file").contains("shade: Option<Box<DefsShade>>"));
    // A file that is a URL is not read.
    let mut unread = input(&texts, "shop.yaml");
    unread.unread.push(UnreadFile { name: "https://a.example/parts", why: "is a URL", help: "download it" });
    assert!(sound(generate(unread)).iter().eq(files.iter()));
}

/// References in examples, extensions and schema names are not loaded.
#[test]
fn referenced_files_are_requested() {
    let text = "
paths:
  /a: { get: { $ref: a.yaml, x-ms-examples: { one: { $ref: ./examples/a.json } }, responses: { default: { $ref: b.json } } } }
  /b: { get: { responses: { '200': { content: { text/json: { example: { $ref: c.yaml }, examples: { $ref: d.yaml } } } } } } }
components:
  schemas:
    E: { discriminator: { propertyName: e, mapping: { f: f.yaml, g: G, h: 'h.yaml#/H', i: '#/I' } } }
    J: { properties: { example: { $ref: k.yaml }, $ref: { type: string }, default: { $ref: 'l%20m.yaml' } } }
    N: { $ref: 'https://n.test/o.yaml#/P' }
    Q: { $ref: /etc/q.yaml }
";
    let asked =
        ["../a.yaml", "../b.json", "../f.yaml", "../h.yaml", "../k.yaml", "../l m.yaml", "https://n.test/o.yaml"];
    assert_eq!(bindery::referred(Source { name: "../shop.yaml", text }), asked);
    for text in ["", "{", "- $ref: 7", "a: { $ref: '#/b' }"] {
        assert!(bindery::referred(Source { name: "shop.yaml", text }).is_empty(), "{text}");
    }
}

/// Overlays amend the description. Its references stay the same.
#[test]
fn overlays_apply_to_the_description() {
    let texts = depot();
    let overlay = "overlay: 1.1.0
info: { title: T, version: '1' }
actions:
  - { target: $.components.schemas.Shelf.properties.place, remove: true }
  - { target: $.components.schemas, update: { Rack: { properties: { box: { $ref: box.json } } } } }
";
    let mut input = input(&texts, DEPOT);
    input.overlays.push(Source { name: "spec/depot.overlay.yaml", text: overlay });
    let effective = bindery::effective_spec(input.clone(), Format::Yaml).expect("a text");
    assert!(effective.contains("$ref: box.json") && !effective.contains("x-bindery-files"), "{effective}");
    let files = sound(generate(input));
    assert!(!files.get("src/models/shelf.rs").expect("the type").contains("place"));
    assert!(files.get("src/models/rack.rs").expect("the type").contains("\"box\""));
    assert!(files.get("src/models.rs").expect("the index").contains("depot.overlay.yaml"));
}

/// Alternatives may be files, and so may the targets of a discriminator's mapping.
#[test]
fn a_discriminator_names_files() {
    let texts = texts(&[
        (
            "shop.yaml",
            "openapi: 3.1.0
info: { title: T, version: '1' }
components:
  schemas:
    Pet:
      oneOf: [{ $ref: pets/cat.yaml }, { $ref: 'pets/dog.yaml#/Dog' }, { $ref: pets/fish.yaml }]
      discriminator: { propertyName: kind, mapping: { meow: pets/cat.yaml, woof: 'pets/dog.yaml#/Dog' } }
",
        ),
        ("pets/cat.yaml", "type: object\nproperties: { kind: { type: string }, lives: { type: integer } }\n"),
        ("pets/dog.yaml", "Dog: { type: object, properties: { kind: { type: string } } }\n"),
        ("pets/fish.yaml", "type: object\nproperties: { kind: { type: string }, fins: { type: integer } }\n"),
    ]);
    let contract = bindery::inspect(input(&texts, "shop.yaml"), &Options::default()).value.expect("a contract");
    let contract: serde_json::Value = serde_json::from_str(&contract).expect("JSON");
    let types = contract["types"].as_array().expect("types");
    let pet = types.iter().find(|ty| ty["rustName"] == "Pet").expect("the union");
    let variants = pet["variants"].as_array().expect("its variants").iter();
    let named: Vec<_> = variants.map(|variant| format!("{} {}", variant["rustName"], variant["tags"])).collect();
    assert_eq!(named, [r#""Cat" ["meow"]"#, r#""Dog" ["woof"]"#, r#""Fish" ["fish"]"#]);
}

/// The root of a file is a schema, a path item, or an object with names as keys.
#[test]
fn the_root_of_a_file_is_what_it_says() {
    let texts = texts(&[
        (
            "shop.yaml",
            "openapi: 3.1.0
info: { title: T, version: '1' }
paths:
  /pets: { $ref: pets/path.yaml }
components:
  schemas:
    Pet: { $ref: pets/pet.yaml }
    Settings: { $ref: pets/settings.yaml }
    Sizes: { type: object, properties: { all: { $ref: 'pets/sizes.yaml#/example' } } }
",
        ),
        (
            "pets/path.yaml",
            "get: { operationId: getPet, responses: { '200': { description: A, content: { application/json: { schema: \
             { oneOf: [{ $ref: cat.yaml }, { $ref: dog.yaml }], \
             discriminator: { propertyName: kind, mapping: { meow: cat.yaml } } } } } } } }\n",
        ),
        (
            "pets/pet.yaml",
            "oneOf: [{ $ref: cat.yaml }, { $ref: dog.yaml }]\n\
             discriminator: { propertyName: kind, mapping: { meow: cat.yaml, woof: dog.yaml } }\n",
        ),
        ("pets/cat.yaml", "type: object\nproperties: { kind: { type: string }, lives: { type: integer } }\n"),
        ("pets/dog.yaml", "type: object\nproperties: { kind: { type: string }, barks: { type: boolean } }\n"),
        (
            "pets/settings.yaml",
            "properties:\n  default: { $ref: colour.yaml }\n  enum: { $ref: colour.yaml }\n  \
             const: { type: array, items: { $ref: colour.yaml } }\nexample: { default: { $ref: none.yaml } }\n",
        ),
        ("pets/sizes.yaml", "default: { type: string }\nexample: { $ref: 'colour.yaml' }\n"),
        ("pets/colour.yaml", "type: string\nenum: [red, green]\n"),
    ]);
    let input = input(&texts, "shop.yaml");
    assert!(input.unread.is_empty(), "{:?}", input.unread);
    let outcome = bindery::inspect(input, &Options::default());
    let shown: Vec<_> = outcome.diagnostics.iter().map(ToString::to_string).collect();
    assert_eq!(shown, Vec::<String>::new());
    let contract: serde_json::Value = serde_json::from_str(&outcome.value.expect("a contract")).expect("JSON");
    let types = contract["types"].as_array().expect("types");
    let ty = |name: &str| types.iter().find(|ty| ty["rustName"] == name).unwrap_or_else(|| panic!("{name}"));
    for name in ["Pet", "GetPetResponse"] {
        let tags: Vec<_> = ty(name)["variants"].as_array().expect("variants").iter().map(|it| &it["tags"][0]).collect();
        assert_eq!(tags[0], "meow", "{name}");
    }
    let members = ty("Settings")["members"].as_array().expect("members");
    let colours = members.iter().filter(|member| member.to_string().contains("\"colour\"")).count();
    assert_eq!(colours, 3, "{members:?}");
}

/// A description of several files and one of one file are the same to a comparison.
#[test]
fn a_comparison_reads_all_files() {
    let (old, mut new) = (depot(), depot());
    let service_error = new.get_mut("common/fault.yaml").expect("a file");
    *service_error = service_error.replace("string", "integer");
    let compared = bindery::compare(input(&old, DEPOT), input(&new, DEPOT), &bindery::CompareOptions::default());
    let differences = compared.differences.expect("two sound descriptions");
    let [difference] = differences.as_slice() else { panic!("{differences:?}") };
    let location = difference.new.as_ref().expect("a place").to_string();
    assert_eq!(location, "common/fault.yaml:2:15 (#/properties/code)");
}

/// Files with any line missing, cut off or repeated are generated as far as possible.
#[test]
fn files_with_wrong_lines_do_not_panic() {
    let original = depot();
    for (name, text) in &original {
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            for new in [None, Some(line[..line.len() / 2].to_owned()), Some(format!("{line}\n{line}"))] {
                let (before, behind) = (lines[..at].join("\n"), lines[at + 1..].join("\n"));
                let mut texts = original.clone();
                texts.insert(name.clone(), [before, new.unwrap_or_default(), behind].join("\n"));
                let outcome = bindery::inspect(input(&texts, DEPOT), &Options::default());
                let fails = outcome.diagnostics.iter().any(|found| found.severity == Severity::Error);
                assert_eq!(outcome.value.is_none(), fails, "{name}:{at}: {:?}", outcome.diagnostics);
                assert!(!fails || name == DEPOT, "{name}:{at}: {:?}", outcome.diagnostics);
            }
        }
    }
}

/// Content of missing or unreadable files is left out, and the rest is generated.
#[test]
fn unusable_files_are_reported() {
    let described = |paths: &str, rest: &str| {
        format!("openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n{paths}\n{rest}")
    };
    let cases = [
        (
            "a file that is missing",
            described("  /a: { $ref: a.yaml }\n  /b: { get: { parameters: [{ $ref: 'a.yaml#/b' }] } }", ""),
            "",
        ),
        ("a place that is missing", described("  /a: { $ref: 'b.yaml#/none' }", ""), "a: 1\n"),
        (
            "a schema that is missing",
            described(
                "  /a: { $ref: b.yaml }",
                "components: { schemas: { A: { properties: { b: { $ref: 'b.yaml#/B' }, c: { $ref: c.yaml } } } } }",
            ),
            "get: {}\n",
        ),
        ("a file that is no text for it", described("  /a: { $ref: b.yaml }", ""), "{ \"a\\é\": [\n"),
        ("a file that is empty", described("  /a: { $ref: b.yaml }", ""), ""),
        ("a file of another host", described("  /a: { $ref: 'https://a.test/b.yaml' }", ""), ""),
        ("a path from the root", described("  /a: { $ref: /b.yaml }", ""), "get: {}\n"),
        ("a circle", described("  /a: { $ref: b.yaml }", ""), "$ref: 'shop.yaml#/paths/~1a'\n"),
        ("a circle of sections", described("  $ref: b.yaml", ""), "$ref: 'shop.yaml#/paths'\n"),
        (
            "a circle of components",
            described("", "components: { parameters: { A: { $ref: 'b.yaml#/A' } } }"),
            "A: { $ref: 'shop.yaml#/components/parameters/A' }\n",
        ),
        (
            "a place of the description without its name",
            described("  /a: { $ref: b.yaml }", "components: { responses: { Gone: { description: Gone. } } }"),
            "get: { responses: { default: { $ref: '#/components/responses/Gone' } } }\n",
        ),
        ("a value of the wrong type in a file", described("  /a: { $ref: b.yaml }", ""), "get:\n  summary: 7\n"),
        (
            "a value of the wrong type in a section",
            described("", "components: { parameters: { $ref: b.yaml } }"),
            "A: 7\n",
        ),
        (
            "the key for files",
            described("  /a: { $ref: '#/x-bindery-files/a' }", "x-bindery-files: { a: { get: {} } }"),
            "",
        ),
        (
            "an extension that does nothing",
            described("  /a: { $ref: 'b.yaml#/a' }", ""),
            "a: { get: {} }\nb: { x-bindery: { package: b } }\n",
        ),
    ];
    let mut shown = String::new();
    for (name, text, part) in &cases {
        let texts = texts(&[("shop.yaml", text), ("b.yaml", part)]);
        let Outcome { value, diagnostics, operations, .. } = generate(input(&texts, "shop.yaml"));
        let _ = writeln!(shown, "==== {name}: {} of {} operations", operations.generated, operations.all);
        for found in &diagnostics {
            let _ = writeln!(shown, "{found}");
        }
        let fails = diagnostics.iter().any(|found| found.severity == Severity::Error);
        assert_eq!(value.is_none(), fails, "{name}");
    }
    insta::assert_snapshot!("unusable_files_are_reported", shown);
}

/// A file that the caller does not read is an error at each reference to it, and at nothing else.
#[test]
fn a_file_that_must_not_be_read_is_an_error_at_each_reference() {
    let text = "openapi: 3.1.0
info: { title: T, version: '1' }
paths: { /a: { $ref: ../out.yaml }, /b: { $ref: in.yaml }, /c: { $ref: other.yaml } }
components: { schemas: { A: { discriminator: { propertyName: a, mapping: { a: '../out.yaml#/A' } } } } }
";
    let texts =
        texts(&[("spec/shop.yaml", text), ("spec/in.yaml", "get: { requestBody: { $ref: './../out.yaml' } }\n")]);
    let unread = bindery::UnreadFile { name: "out.yaml", why: "is not ours", help: "leave it" };
    let input = Input { unread: vec![unread], ..input(&texts, "spec/shop.yaml") };
    let Outcome { value, diagnostics, .. } = generate(input);
    assert!(value.is_none());
    let shown: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    let expected = [
        "error[unread-ref]: `$ref` leads to `./../out.yaml`, which is not ours\n  --> spec/in.yaml:1:23 (#/get/requestBody/$ref)\n  help: leave it",
        "error[unread-ref]: `$ref` leads to `../out.yaml`, which is not ours\n  --> spec/shop.yaml:3:16 (#/paths/~1a/$ref)\n  help: leave it",
        "error[unread-ref]: `$ref` leads to `../out.yaml#/A`, which is not ours\n  --> spec/shop.yaml:4:76 (#/components/schemas/A/discriminator/mapping/a)\n  help: leave it",
    ];
    assert_eq!(shown, expected);
}
