//! Growing texts, names and YAML.

use std::fmt::Write;

use serde_json::json;

use super::{Growth, Sample, document, object, of_schema, of_schemas, string};

pub(super) const ALL: &[Growth] = &[
    Growth { name: "letters of a type's name", count: 50_000, describe: long_type },
    Growth { name: "letters of a member's name", count: 50_000, describe: long_member },
    Growth { name: "letters of a value", count: 50_000, describe: long_value },
    Growth { name: "letters of a description", count: 200_000, describe: long_description },
    Growth { name: "words of a description", count: 200_000, describe: wordy_description },
    Growth { name: "lines of a description", count: 50_000, describe: lines },
    Growth { name: "letters of a path", count: 50_000, describe: long_path },
    Growth { name: "segments of a path", count: 10_000, describe: segments },
    Growth { name: "letters of a title", count: 50_000, describe: long_title },
    Growth { name: "letters of a reference", count: 100_000, describe: long_reference },
    Growth { name: "keys that stand twice", count: 20_000, describe: twice },
    Growth { name: "comments in JSON", count: 50_000, describe: comments },
    Growth { name: "commas too many in JSON", count: 20_000, describe: commas },
    Growth { name: "aliases in YAML", count: 5_000, describe: aliases },
    Growth { name: "anchors within anchors in YAML", count: 60, describe: nested_anchors },
    Growth { name: "merge keys in YAML", count: 2_000, describe: merges },
    Growth { name: "merge keys in a chain in YAML", count: 300, describe: chain_of_merges },
    Growth { name: "lines in quotes that are indented too little", count: 2_000, describe: loose_quotes },
    Growth { name: "brackets that are indented too little", count: 2_000, describe: loose_brackets },
    Growth { name: "keys of YAML", count: 20_000, describe: yaml_keys },
];

fn long_type(count: usize) -> Sample {
    of_schemas(json!({"A".repeat(count): object(json!({"x": string()}))}))
}

fn long_member(count: usize) -> Sample {
    of_schema(object(json!({"aB".repeat(count / 2): string()})))
}

fn long_value(count: usize) -> Sample {
    of_schema(json!({"type": "string", "enum": ["aB".repeat(count / 2), "b"]}))
}

fn long_description(count: usize) -> Sample {
    of_schema(json!({"type": "object", "description": "a".repeat(count), "properties": {"x": string()}}))
}

fn wordy_description(count: usize) -> Sample {
    of_schema(
        json!({"type": "object", "description": "a [b](c) `d` *e* <f>\t".repeat(count / 21), "properties": {"x": string()}}),
    )
}

fn lines(count: usize) -> Sample {
    of_schema(
        json!({"type": "object", "description": "- a\n  * `b`\n".repeat(count / 2), "properties": {"x": string()}}),
    )
}

fn of_path(path: String) -> Sample {
    document(json!({"paths": {path: {"get": {"responses": {"204": {"description": "Done."}}}}}})).into()
}

fn long_path(count: usize) -> Sample {
    of_path(format!("/{}", "a".repeat(count)))
}

fn segments(count: usize) -> Sample {
    of_path("/a".repeat(count))
}

fn long_title(count: usize) -> Sample {
    let mut sample = document(json!({}));
    sample["info"]["title"] = json!("A b".repeat(count / 3));
    sample.into()
}

fn long_reference(count: usize) -> Sample {
    of_schema(object(json!({"x": {"$ref": format!("#{}", "/a".repeat(count / 2))}})))
}

/// A description in JSON with this source text in place of its schemas.
fn with_schemas(schemas: &str) -> Sample {
    let description = document(json!({"components": {"schemas": "HERE"}})).to_string().replace("\"HERE\"", schemas);
    Sample { description, ..Sample::default() }
}

fn twice(count: usize) -> Sample {
    with_schemas(&format!("{{{}\"A\": {{}}}}", "\"A\": {\"type\": \"string\"},\n".repeat(count)))
}

fn comments(count: usize) -> Sample {
    with_schemas(&format!("{{{}\"A\": {{}}}}", "// a comment\n/* another */".repeat(count / 2)))
}

fn commas(count: usize) -> Sample {
    let mut schemas = String::from("{");
    for index in 0..count {
        let _ = writeln!(schemas, "\"A{index}\": {{\"type\": \"string\",}},");
    }
    with_schemas(&format!("{schemas}}}"))
}

/// A description in YAML with these lines under `schemas`, indented by four spaces, and these before everything else.
fn yaml(first: &str, schemas: &str) -> Sample {
    let description = format!(
        "openapi: 3.1.0\ninfo: {{title: Ever more, version: '1'}}\npaths: {{}}\n{first}components:\n  schemas:\n{schemas}"
    );
    Sample { description, ..Sample::default() }
}

fn aliases(count: usize) -> Sample {
    let mut schemas = String::from("    A: &a {type: object, properties: {x: {type: string}}}\n");
    for index in 0..count {
        let _ = writeln!(schemas, "    B{index}: *a");
    }
    yaml("", &schemas)
}

/// Each anchor contains all anchors before it.
fn nested_anchors(count: usize) -> Sample {
    let (open, close): (String, String) =
        ((0..count.min(120)).map(|index| format!("&a{index} [")).collect(), "]".repeat(count.min(120)));
    yaml(&format!("x-deep: {open}{}{close}\n", "text, ".repeat(1_000)), "    A: {type: string}\n")
}

fn merges(count: usize) -> Sample {
    let mut schemas = String::from("    A: &a {type: object, properties: {x: {type: string}}}\n");
    for index in 0..count {
        let _ = writeln!(schemas, "    B{index}: {{<<: *a, description: Another.}}");
    }
    yaml("", &schemas)
}

/// Each mapping has the keys of all before it.
fn chain_of_merges(count: usize) -> Sample {
    let mut lines = String::from("x-chain:\n  - &a0 {k: v}\n");
    for index in 1..count {
        let _ = writeln!(lines, "  - &a{index} {{<<: *a{}, k{index}: v}}", index - 1);
    }
    yaml(&lines, "    A: {type: string}\n")
}

fn loose_quotes(count: usize) -> Sample {
    let mut schemas = String::new();
    for index in 0..count {
        let _ = write!(schemas, "    B{index}:\n      description: \"one\n  two\"\n      type: string\n");
    }
    yaml("", &schemas)
}

fn loose_brackets(count: usize) -> Sample {
    let mut schemas = String::new();
    for index in 0..count {
        let _ = write!(schemas, "    B{index}:\n      type: string\n      enum: [\n    a,\n    b\n    ]\n");
    }
    yaml("", &schemas)
}

fn yaml_keys(count: usize) -> Sample {
    let mut schemas = String::from("    A:\n      type: object\n      properties:\n");
    for index in 0..count {
        let _ = writeln!(schemas, "        m{index}: {{type: string}}");
    }
    yaml("", &schemas)
}
