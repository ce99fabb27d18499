//! Text of descriptions stays text in the documentation of a crate: no doctest, no HTML, no link to an item, no
//! heading.
//!
//! The judges are rustdoc itself, its Markdown parser, and an HTML parser.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use bindery::{Files, Options, Source};
use bindery_goldens::markdown::{FRAGMENTS, TAGS, any_fragments, docs, objections, objections_to_html, visible};
use bindery_import::ImportOptions;
use fastrand::Rng;
use proptest::collection::vec;
use proptest::prelude::Strategy;
use proptest::sample::select;
use proptest::test_runner::{Config, TestCaseError, TestError, TestRunner};
use serde_json::{Map, Value, json};

/// Many strings in one description: most of the time of a run is that of the crate around them.
const TEXTS: usize = 60;

/// A code span whose lines, once broken, were a code block that ran.
fn attack(fence: &str, code: &str) -> String {
    format!("Text `{} {fence} {code} {fence} {}` text", "a".repeat(101), "b".repeat(101))
}

fn attacks() -> Vec<String> {
    let code = format!("std::fs::write(\"broken\",\"in\").unwrap();//{}", "c".repeat(101));
    let script = format!("<script>alert(1)</script>{}", "c".repeat(101));
    let span = |text: &str| format!("`{} {text} {}`", "a".repeat(101), "b".repeat(101));
    let mut attacks = vec![
        attack("~~~", &code),
        attack("```", &code),
        attack("~~~", "").replace("Text `", "Text ``"),
        format!("``{} ``` {code} ``` {}``", "a".repeat(101), "b".repeat(101)),
        format!("[{} ~~~ {code} ~~~](https://a.example)", "a".repeat(101)),
        format!("| a |\n|-|\n| `{} ~~~ {code} ~~~` |", "a".repeat(101)),
        format!("<code>{} ~~~ {code} ~~~</code>", "a".repeat(101)),
        format!("<!-- {} ~~~ -->\n{code}\n~~~", "a".repeat(101)),
        format!("- `{} ~~~ {code} ~~~`", "a".repeat(101)),
        format!("> `{} ~~~ {code} ~~~`", "a".repeat(101)),
        String::from("```rust\npanic!()\n```\n\n~~~\npanic!()\n~~~\n\n    panic!();\n\n```text\n```\npanic!()"),
        String::from("````\n```\n````rust\npanic!()\n````"),
        String::from("[![`x`](https://x.example)](javascript:alert(1)) <a href=\"javascript:alert(1)\">x</a>"),
    ];
    attacks.extend(["#", "[Foo]:", "|-|", "===", "---", "[^1]:", "- [ ]", "1.", ">", &script].map(span));
    attacks
}

/// A document with each of the strings as the description of a type.
fn described(texts: &[String]) -> String {
    let schema =
        |(index, text): (usize, &String)| (format!("Text{index:03}"), json!({ "type": "object", "description": text }));
    let schemas: Map<String, Value> = texts.iter().enumerate().map(schema).collect();
    let info = json!({ "title": "Texts", "version": "1" });
    json!({ "openapi": "3.1.0", "info": info, "paths": {}, "components": { "schemas": schemas } }).to_string()
}

fn generated(description: &str) -> Files {
    let outcome = bindery::generate(Source { name: "texts.json", text: description }, &Options::default());
    outcome.value.unwrap_or_else(|| panic!("{:?}", outcome.diagnostics))
}

/// The documentation of the types of `described`, without the text of the generator.
fn documented(texts: &[String]) -> Vec<String> {
    let files = generated(&described(texts));
    let of = |index| {
        let source = files.get(&format!("src/models/text{index:03}.rs")).expect("a file for each type");
        let whole = docs(source).into_iter().next().expect("the documentation of the type");
        let (text, facts) =
            whole.rsplit_once("Source: `texts.json#/components/schemas/Text").expect("where it comes from");
        assert_eq!(facts.trim_end(), format!("{index:03}`."), "{whole}");
        // The documentation of a type without a description.
        text.replace(&format!("The schema `Text{index:03}`."), "")
    };
    (0..texts.len()).map(of).collect()
}

/// Texts of fragments in any order.
fn texts(fragments: Vec<&'static str>) -> impl Strategy<Value = Vec<String>> {
    vec(vec(select(fragments), 1..16).prop_map(|fragments| fragments.concat()), TEXTS)
}

/// Checks many texts. Of those that fail, the shortest is shown.
fn each(cases: u32, fragments: Vec<&'static str>, check: fn(&str, &str) -> Result<(), String>) {
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let outcome = TestRunner::new(config).run(&texts(fragments), |texts| {
        let documented = documented(&texts);
        let failures =
            texts.iter().zip(&documented).filter_map(|(text, made)| Some((text, made, check(text, made).err()?)));
        match failures.min_by_key(|(text, ..)| text.len()) {
            Some((text, made, why)) => Err(TestCaseError::fail(format!("{why}\n{text:?} became\n{made}"))),
            None => Ok(()),
        }
    });
    if let Err(TestError::Fail(why, _) | TestError::Abort(why)) = outcome {
        panic!("{why}");
    }
}

fn sound(_: &str, made: &str) -> Result<(), String> {
    let objections = objections(made);
    if objections.is_empty() { Ok(()) } else { Err(format!("{objections:?}")) }
}

fn sound_and_whole(text: &str, made: &str) -> Result<(), String> {
    sound(text, made)?;
    let [before, after] = [visible(text), visible(made)];
    if before == after { Ok(()) } else { Err(format!("what is seen\n{before}\nis now\n{after}")) }
}

#[test]
fn fragments_of_markdown_stay_text_and_none_is_lost() {
    each(25, FRAGMENTS.to_vec(), sound_and_whole);
}

#[test]
fn fragments_of_html_stay_text() {
    each(25, [FRAGMENTS, TAGS].concat(), sound);
}

/// Strings as patterns, defaults, examples and formats, which are in the documentation of members and parameters.
#[test]
fn hostile_values_stay_text() {
    let mut random = Rng::with_seed(11);
    let mut strings = attacks();
    strings.resize_with(200, || any_fragments(&mut random, 4));
    let schema = |text: &String| json!({ "type": "string", "format": text, "pattern": text, "default": text, "examples": [text] });
    let properties: Map<String, Value> =
        strings.iter().enumerate().map(|(at, text)| (format!("a{at}"), schema(text))).collect();
    let parameter = |(at, text): (usize, &String)| json!({ "name": format!("a{at}"), "in": "query", "required": at % 2 == 0, "schema": schema(text) });
    let parameters: Vec<Value> = strings.iter().enumerate().map(parameter).collect();
    let description = json!({
        "openapi": "3.1.0",
        "info": { "title": "Strings", "version": "1" },
        "paths": { "/a": { "get": { "operationId": "get", "parameters": parameters, "responses": { "204": {} } } } },
        "components": { "schemas": { "Strings": { "type": "object", "properties": properties } } },
    });
    let files = generated(&description.to_string());
    for path in ["src/models/strings.rs", "src/operations/get.rs"] {
        for made in docs(files.get(path).expect("the source")) {
            let objections = objections(&made);
            assert!(objections.is_empty(), "{objections:?} to\n{made}");
        }
    }
}

/// The input that once turned a description into code, and variants of it, with fragments in any order; on one page of
/// rustdoc.
#[test]
fn rustdoc_shows_hostile_texts_as_text_and_tests_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the crate");
    let mut random = Rng::with_seed(7);
    let mut texts = attacks();
    texts.resize_with(400, || any_fragments(&mut random, 16));
    let documented: Vec<String> = texts.chunks(TEXTS).flat_map(documented).collect();
    fs::write(folder.path().join("lib.rs"), page(&documented)).expect("a source");
    let tested = rustdoc(folder.path(), &["--test"]);
    assert!(tested.contains("running 0 tests"), "{tested}");
    rustdoc(folder.path(), &["-D", "warnings"]);
    let html = fs::read_to_string(folder.path().join("doc/hostile/enum.All.html")).expect("the page");
    // The text of rustdoc itself about traits follows.
    let ours =
        html.find("<h2 id=\"synthetic-implementations\"").and_then(|end| html.get(..end)).expect("where ours ends");
    let (objections, blocks) = objections_to_html(ours);
    assert!(objections.is_empty(), "{objections:#?}");
    assert!(blocks >= texts.len(), "{blocks} texts on the page");
}

/// An enum with a variant for each text.
fn page(documented: &[String]) -> String {
    let variant = |(index, text): (usize, &String)| {
        let lines: String = text.lines().map(|line| format!("/// {line}\n")).collect();
        format!("{lines}Text{index},\n")
    };
    let variants: String = documented.iter().enumerate().map(variant).collect();
    format!("//! Texts.\n/// All.\npub enum All {{\n{variants}}}\n")
}

/// Runs rustdoc, which must succeed, and returns its output.
fn rustdoc(folder: &Path, arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = Command::new("rustdoc")
        .args(["lib.rs", "--edition=2024", "--crate-name=hostile", "--out-dir=doc"])
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("rustdoc");
    let said = [stdout, stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(status.success(), "{said}");
    said
}

/// A code span stays on its line, so that nothing in it starts one.
#[test]
fn a_code_span_is_never_broken() {
    let [a, b, c] = ["a", "b", "c"].map(|letter| letter.repeat(101));
    let text = format!("Text `{a} ~~~ {c} ~~~ {b}` text");
    assert_eq!(documented(&[text]), [format!("Text\n`{a} ~~~ {c} ~~~ {b}`\ntext\n\n")]);
}

/// A line that begins with signs of Markdown opens nothing in front of an address, so that nothing is inserted between
/// them.
#[test]
fn emphasis_before_an_address() {
    let text = String::from("**)**<https://a.example>\n===\n");
    let [made] = &documented(std::slice::from_ref(&text))[..] else { panic!("one text") };
    sound_and_whole(&text, made).expect("nothing is lost");
}

/// The Markdown that real descriptions have.
const USUAL: &str = "\
# Orders

The [order](https://a.example/orders?a=1&b=2) of a *customer*, see also [the other page](/other) and https://a.example/x_y.
Ids are `snake_case`, e.g. my_id, at most 2 * 3 < 7 & more; `Vec<String>` or List<String>.

| name | what |
|------|:----:|
| `a`  | The **first**, or `b|c` |
| d    | |

1. One
2. Two:
   - inner
   - **more**

   ```json
   { \"a\": 1 }
   ```

> Note: it is *final*.

<p>Some <b>HTML</b>:<br/>a line.<br><br>Another paragraph, with <a href=\"https://a.example\">a link</a> and <code>code</code>.</p>
<ul><li>first</li><li>second &amp; last</li></ul>

GET /orders/<id>, ![a picture](https://a.example/p.png)
";

/// An inline schema has no name in the description: its documentation states its place instead.
#[test]
fn inline_types_are_documented_by_their_place() {
    let responses = "'404': { description: D, content: { application/json: { schema: { type: object, properties: { a: { type: object, properties: { b: {} } } } } } } }";
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths: {{ /a: {{ get: {{ operationId: look, responses: {{ {responses} }} }} }} }}\n"
    );
    let files = generated(&text);
    let model = files.get("src/models/look_not_found.rs").expect("a model");
    assert!(model.contains("/// A value in the response `404` of `Look`.\n"), "{model}");
    assert!(model.contains("/// A value in the member `a` of [`LookNotFound`](super::LookNotFound).\n"), "{model}");
    assert!(!model.contains("The schema"), "{model}");
}

/// Members of one direction alone are named where requests and responses share a type, and nowhere else.
#[test]
fn types_of_both_directions_are_explained() {
    let schema = json!({ "type": "object", "properties": {
        "a": { "type": "string", "readOnly": true }, "b": { "type": "string", "writeOnly": true }, "c": {},
    } });
    let content =
        |name: &str| json!({ "application/json": { "schema": { "$ref": format!("#/components/schemas/{name}") } } });
    let post = json!({
        "operationId": "post",
        "requestBody": { "content": content("Shared") },
        "responses": { "200": { "description": "D", "content": content("Shared") }, "404": { "description": "D", "content": content("Received") } },
    });
    let description = json!({
        "openapi": "3.1.0", "info": { "title": "T", "version": "1" }, "paths": { "/a": { "post": post } },
        "components": { "schemas": { "Shared": schema, "Received": schema, "Unused": schema } },
    });
    let files = generated(&description.to_string());
    let model = |name: &str| files.get(&format!("src/models/{name}.rs")).expect("a model");
    let explained = "/// Requests and responses share this type. Requests have no `a`. Responses have no `b`.\n";
    assert!(model("shared").contains(explained), "{}", model("shared"));
    assert!(!model("received").contains("share this type") && !model("unused").contains("share this type"));
}

#[test]
fn ordinary_descriptions_stay_readable() {
    insta::assert_snapshot!("usual_description", documented(&[USUAL.to_owned()]).concat());
}

/// The judges find the constructs that the other tests forbid.
#[test]
fn forbidden_documentation_is_objected_to() {
    for forbidden in [
        "```\nx\n```",
        "    x",
        "~~~text,rust\n~~~",
        "<b>",
        "<div>",
        "[Foo]",
        "[`Foo`]",
        "[x]: https://a.example\n[x]",
        "# x",
        "x\n---",
        "[^1]\n\n[^1]: x",
        "- [ ] x",
        "~~x~~",
        "![x](https://a.example)",
        "[x](y)",
        "[x](javascript:y)",
        "\u{202e}",
        "---",
    ] {
        assert!(!objections(forbidden).is_empty(), "{forbidden:?}");
    }
    for forbidden in
        ["<script>", "<a href='javascript:x'>", "<a href='https://c.example'>", "<p onclick=x>", "<h2>", "<!-- -->"]
    {
        let (objections, blocks) = objections_to_html(&format!("<div class=\"docblock\"><div></div>{forbidden}</div>"));
        assert!(objections.len() == 1 && blocks == 1, "{forbidden:?}");
    }
    assert_eq!(objections_to_html("<script><div class='docblock'>a</div><h1>"), (Vec::new(), 1));
}

/// Every text and every name of a description.
#[test]
fn every_text_and_name_is_guarded() {
    let mut random = Rng::with_seed(7);
    let mut texts = attacks();
    texts.resize_with(30, || any_fragments(&mut random, 16));
    for text in texts {
        let description = everywhere(&text).to_string();
        let files = generated(&description);
        let sources = files.iter().filter(|(path, _)| is_written(path));
        let found: Vec<_> =
            sources.flat_map(|(path, text)| docs(text).into_iter().map(move |docs| (path, docs))).collect();
        assert!(found.len() > 130, "{}", found.len());
        for (path, docs) in found {
            assert!(objections(&docs).is_empty(), "{path}: {:?}\n{text:?} became\n{docs}", objections(&docs));
        }
        let readme = files.get("README.md").expect("a readme");
        let (_, readme) = readme.split_once("-->\n\n# every-way-in\n").expect("what the generator starts it with");
        assert!(objections(readme).is_empty(), "{:?}\n{text:?} became\n{readme}", objections(readme));
    }
}

/// Pages are untrusted as well, with descriptions that are kept.
#[test]
fn imported_texts_are_guarded() {
    const PAGE: &str = include_str!("../../fixtures/pages/customer.de-de.txt");
    for attack in attacks().into_iter().filter(|attack| !attack.contains('\n')) {
        let page = ["Trennt einen Kunden von seinem Partner.", "Um wen es geht.", "Ein Kunde."]
            .iter()
            .fold(PAGE.to_owned(), |page, text| page.replace(text, &attack));
        let options = ImportOptions { descriptions: true, ..ImportOptions::default() };
        let document =
            bindery_import::import(&[Source { name: "page.txt", text: &page }], &options).document.expect("a document");
        assert!(document.contains("~~~") || !attack.contains("~~~"), "the text is kept: {document}");
        for (path, text) in generated(&document).iter().filter(|(path, _)| is_written(path)) {
            let objections: Vec<_> = docs(text).iter().flat_map(|docs| objections(docs)).collect();
            assert!(objections.is_empty(), "{path}: {objections:?}\n{attack:?} became\n{text}");
        }
    }
}

/// Returns `true` if a file is written by emitting, and not verbatim.
fn is_written(path: &str) -> bool {
    path.starts_with("src/") && !path.starts_with("src/runtime")
}

fn everywhere(text: &str) -> Value {
    let schema = json!({ "type": "string", "description": text, "title": text });
    let content = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/Thing" } } });
    let values = json!({
        "type": "string", "format": text, "pattern": text, "default": text, "example": text, "examples": [text, "b"],
        "x-unit": text, "contentMediaType": text,
    });
    let link = json!({ "url": format!("https://a.example/{text}"), "description": text });
    let parameter = |location: &str, name: &str, required: bool| json!({ "name": name, "in": location, "required": required, "description": text, "schema": schema });
    let required = |name: &str| json!({ "name": name, "in": "query", "required": true, "example": text, "examples": { text: { "summary": text, "value": text } }, "schema": values });
    let titled = |value: &Value| json!({ "const": value, "title": text, "description": text });
    let response = |content: &Value| json!({ "description": text, "content": content });
    json!({
        "openapi": "3.1.0",
        "x-bindery": { "package": "every-way-in" },
        "info": {
            "title": text, "version": "1", "description": text, "summary": text, "termsOfService": text,
            "contact": { "name": text, "url": text, "email": text }, "license": { "name": text, "url": text },
        },
        "externalDocs": link,
        "tags": [{ "name": text, "description": text, "externalDocs": link }],
        "servers": [
            { "url": format!("https://{{zone}}.a.example/{text}"), "description": text,
              "variables": { "zone": { "default": text, "enum": [text, "b"], "description": text } } },
        ],
        "security": [{ "bearer": [] }, { "key": [] }, { "basic": [] }, { "flows": ["read"] }],
        "paths": { "/things/{id}": {
            "summary": text, "description": text,
            "put": {
                "operationId": "putThing", "summary": text, "description": text, "tags": [text], "externalDocs": link,
                "parameters": [
                    parameter("path", "id", true), parameter("query", "q", true), parameter("query", "p", false),
                    parameter("query", text, false), parameter("header", "X-H", false), parameter("cookie", "c", false),
                ],
                "requestBody": { "description": text, "content": content },
                "responses": {
                    "200": response(&content), "201": response(&json!({})), "202": response(&json!({ "text/plain": {} })),
                    "404": response(&content), "default": response(&json!({})),
                },
                "servers": [{ "url": "https://b.example", "description": text }],
            },
            "post": { "operationId": "postThing", "tags": [text, "b"], "parameters": [parameter("path", "id", true), required("r"), required("s")], "requestBody": { "content": { "application/json": { "schema": { "type": "object", "description": text, "required": ["t", text], "properties": { "t": values, text: values }, "example": { "t": text } }, "example": { "t": text } } } }, "responses": { "200": response(&content) } },
            "get": { "operationId": text, "description": text, "parameters": [parameter("path", "id", true)], "responses": { "200": response(&content) } },
        } },
        "webhooks": { text: { "post": {
            "operationId": text, "summary": text, "description": text,
            "requestBody": { "description": text, "content": content }, "responses": { "200": response(&json!({})) },
        } } },
        "components": {
            "securitySchemes": {
                "bearer": { "type": "http", "scheme": "bearer", "description": text },
                "basic": { "type": "http", "scheme": "basic", "description": text },
                "key": { "type": "apiKey", "in": "header", "name": "X-Key", "description": text },
                "flows": { "type": "oauth2", "description": text, "flows": { "clientCredentials": {
                    "tokenUrl": format!("https://a.example/{text}"), "scopes": { "read": text, text: text } } } },
            },
            "schemas": {
                "Thing": {
                    "type": "object", "title": text, "description": text, "externalDocs": link,
                    "properties": {
                        "a": schema, text: { "type": "integer", "description": text }, "other": { "$ref": "#/components/schemas/Silent" },
                        "choice": { "type": "string", "enum": [text, "b"], "description": text },
                    },
                },
                "Silent": { "type": "object", "description": text },
                "Named": { "type": "object", "properties": { "x": { "type": "string" } } },
                "Choice": { "type": "string", "description": text, "enum": ["a", text] },
                "Either": {
                    "description": text, "oneOf": [{ "$ref": "#/components/schemas/Thing" }, { "$ref": "#/components/schemas/Silent" }],
                    "discriminator": { "propertyName": text, "mapping": { text: "#/components/schemas/Thing" } },
                },
                "List": { "type": "array", "description": text, "items": schema },
                "Values": {
                    "type": "object", "minProperties": 1, "required": ["a", text],
                    "properties": { "a": values, text: values, "read": { "type": "string", "readOnly": true } },
                    "additionalProperties": values,
                },
                "Titled": { "oneOf": [titled(&json!("a")), titled(&json!(text))] },
                "Numbers": { "oneOf": [titled(&json!(1)), titled(&json!(2))] },
                "Named values": { "type": "string", "enum": ["a", text], "x-enum-varnames": [text, "B"], "x-enum-descriptions": [text, text] },
                "Listed": { "type": "string", "enum": [text, "b"] },
                "Variants": { "oneOf": [{ "title": text, "type": "string", "pattern": text }, { "title": "B", "type": "integer" }, { "title": text, "type": "object", "properties": { text: values } }] },
                "Tuple": { "type": "array", "title": text, "prefixItems": [values, { "type": "object", "title": text, "properties": { text: values } }], "items": values },
                "Tree": { "type": "array", "description": text, "items": { "$ref": "#/components/schemas/Tree" } },
                "Inline": { "type": "object", "properties": { text: { "type": "object", "properties": { "a": values } } } },
            },
        },
    })
}

/// Nesting is bounded, in reading and in writing, so that neither the generator nor rustdoc nests deeply, whatever a
/// text opens. Recursion, or time that is not linear, would fail here.
#[test]
fn repeated_markers_are_read_and_stay_shallow() {
    const MANY: usize = 25_000;
    let deep = |sign: &str| sign.repeat(MANY / sign.len());
    let steps: String = (0..200).map(|depth| format!("{}- a\n", "  ".repeat(depth))).collect();
    let texts = [
        deep(">"),
        deep("> "),
        deep("- "),
        deep("1. "),
        deep("> - "),
        deep("*a _b "),
        deep("["),
        deep("[a]("),
        deep("![a"),
        deep("`"),
        deep("<b>"),
        deep("<b></b>"),
        deep("<a href='https://a.example'>"),
        deep("<li>"),
        deep("<!--"),
        deep("&#96;"),
        deep("`a` "),
        deep("**a**"),
        deep("|"),
        deep("\\"),
        deep("<br>"),
        format!("{steps}{}", deep("\n")),
        format!("{steps}{}", deep(">\n")),
        deep("- a\n\n"),
        deep("https://a.example "),
        deep("\"https://a.example"),
        format!("{}\n{}\n{}", deep("|a"), deep("|-"), "|a\n".repeat(1_000)),
        format!("|{}\n|{}\n{}", "a|".repeat(60), "-|".repeat(60), deep("|\n")),
    ];
    for text in texts {
        let start: String = text.chars().take(40).collect();
        let made = documented(&[text]).concat();
        assert!(objections(&made).is_empty(), "{start}");
        let depth = |line: &str| line.chars().take_while(|sign| matches!(sign, ' ' | '>' | '-' | '1' | '.')).count();
        assert!(made.lines().map(depth).max() < Some(40), "{start}");
    }
}
