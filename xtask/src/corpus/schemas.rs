//! Payloads with an accompanying schema in place of a description. A document is generated around the schema.
//!
//! A schema file is of one of four kinds, which its keys distinguish:
//!
//! - a media type, `application/xml: { schema: … }`, becomes the body of an operation;
//! - `components` or `paths` are sections of a document, which is generated for this file alone;
//! - `Person: { type: object, … }` becomes a component, and the body of an operation;
//! - any other becomes a property of an object. Its payload is wrapped in an element of that name, so that several
//!   roots become one document.
//!
//! Except for the second kind, the files of a folder share one document.

use std::collections::BTreeMap;
use std::path::Path;

use bindery::{Format, Source};
use bindery_cli::{Failure, read_named};
use serde_json::{Map, Value, json};

use super::folder::within;
use super::payload::{Body, Conformity, Operation, Payload, PayloadLocation, location};
use super::tsv::Table;

/// The documents around schema files.
#[derive(Debug, Default)]
pub(super) struct Schemas {
    /// The documents, by name.
    pub(super) documents: BTreeMap<String, Value>,
    pub(super) payloads: Vec<Payload>,
}

/// The suffix of schema files.
const SUFFIX: &str = ".schema.yaml";

/// A schema file as part of a document.
#[derive(Debug)]
struct Part {
    /// The name of the document.
    document: String,
    /// The location of XML in the document.
    locations: Vec<PayloadLocation>,
    /// The element that wraps its payloads.
    root: Option<String>,
}

/// Reads the payloads that name a schema file in place of a description, and generates documents around these files.
pub(super) fn read(folder: &Path, index: &Table) -> Result<Schemas, Failure> {
    let mut schemas = Schemas::default();
    let mut parts = BTreeMap::<&str, Option<Part>>::new();
    for row in index.rows().filter(|row| row.get("description").ends_with(SUFFIX)) {
        let file = row.get("description");
        if !parts.contains_key(file) {
            let text = read_named(&within(folder, file)?).map_err(|why| {
                Failure::bad_input(format!("the schema `{file}` {why}"), "put a text in YAML there, as UTF-8")
            })?;
            let part = object(&text).and_then(|object| schemas.add(file, object));
            parts.insert(file, part);
        }
        let part = parts.get(file).and_then(Option::as_ref);
        let root = part.and_then(|part| part.root.as_deref());
        let body = Body::read_xml(folder, row.get("file"), root)?;
        schemas.payloads.push(payload(row.get("file"), file, body, part));
    }
    Ok(schemas)
}

fn payload(name: &str, file: &str, body: Body, part: Option<&Part>) -> Payload {
    Payload {
        description: part.map_or_else(|| document_name(file), |part| part.document.clone()),
        name: name.to_owned(),
        locations: part.map(|part| part.locations.clone()).unwrap_or_default(),
        body,
        conformity: Conformity::Untold,
    }
}

/// The document that the files of a folder share: `xml/oas-3.0.4`.
fn document_name(file: &str) -> String {
    format!("xml/{}", file.rsplit_once('/').map_or("schemas", |(folder, _)| folder))
}

/// Parses YAML as the library does; `None` if it is invalid, or no object.
fn object(text: &str) -> Option<Map<String, Value>> {
    let source = Source { name: "schema.yaml", text };
    let json = bindery::effective_spec(source, Format::Json).ok()?;
    let mut object: Map<String, Value> = serde_json::from_str(&json).ok()?;
    object.remove("x-generated");
    Some(object)
}

impl Schemas {
    /// Adds a schema file to a document; `None` if it is of none of the four kinds.
    fn add(&mut self, file: &str, object: Map<String, Value>) -> Option<Part> {
        let stem = file.strip_suffix(SUFFIX).unwrap_or(file);
        if object.contains_key("paths") || object.contains_key("components") {
            return Some(self.add_document(file, stem, object));
        }
        let (key, value) = object.into_iter().next()?;
        let document = document_name(file);
        let name = stem.rsplit('/').next().unwrap_or(stem);
        let number: String = name.chars().take_while(char::is_ascii_digit).collect();
        let component = format!("Payload{number}");
        let root = self.documents.entry(document.clone()).or_insert_with(|| empty(file));
        let reference = |name: &str| json!({ "schema": { "$ref": format!("#/components/schemas/{name}") } });
        let is_object = value.get("type").and_then(Value::as_str) == Some("object");
        let (content, wrapper) = if key.contains('/') {
            (json!({ key: { "schema": value.get("schema") } }), None)
        } else if is_object {
            let content = json!({ "application/xml": reference(&key) });
            root["components"]["schemas"][&key] = value;
            (content, None)
        } else {
            let content = json!({ "application/xml": reference(&component) });
            root["components"]["schemas"][&component] = json!({ "type": "object", "properties": { key: value } });
            (content, Some(component))
        };
        let path = format!("/{name}");
        root["paths"][&path] = json!({ "post": { "requestBody": { "content": content }, "responses": no_content() } });
        let locations = vec![location(&format!("POST {path}"), "request", "")];
        Some(Part { document, locations, root: wrapper })
    }

    /// Adds a document that consists of these sections. Without paths, each body and each response of its components
    /// becomes part of an operation.
    fn add_document(&mut self, file: &str, stem: &str, parts: Map<String, Value>) -> Part {
        let document = format!("xml/{stem}");
        let mut root = empty(file);
        for (key, value) in parts {
            root[key] = value;
        }
        let components = |kind: &str| -> Vec<String> {
            let names = root.pointer(&format!("/components/{kind}")).and_then(Value::as_object);
            names.into_iter().flatten().map(|(name, _)| format!("#/components/{kind}/{name}")).collect()
        };
        let (bodies, responses) = (components("requestBodies"), components("responses"));
        for (index, body) in bodies.iter().enumerate() {
            let body = json!({ "requestBody": { "$ref": body }, "responses": no_content() });
            root["paths"][format!("/body/{index}")] = json!({ "post": body });
        }
        for (index, response) in responses.iter().enumerate() {
            let response = json!({ "responses": { "200": { "$ref": response } } });
            root["paths"][format!("/response/{index}")] = json!({ "get": response });
        }
        let locations = locations(&root);
        self.documents.insert(document.clone(), root);
        Part { document, locations, root: None }
    }
}

/// An empty document of the version at the end of the folder's name: `oas-3.0.4`.
fn empty(file: &str) -> Value {
    let folder = file.split('/').next().unwrap_or_default();
    let version = folder.rsplit('-').next().filter(|version| version.starts_with('3')).unwrap_or("3.1.1");
    json!({
        "openapi": version,
        "info": { "title": folder, "version": "1" },
        "paths": {},
        "components": { "schemas": {} },
    })
}

fn no_content() -> Value {
    json!({ "204": { "description": "Done." } })
}

/// All request and response bodies of a document.
fn locations(root: &Value) -> Vec<PayloadLocation> {
    let paths = root.get("paths").and_then(Value::as_object).into_iter().flatten();
    let methods = paths.flat_map(|(path, item)| {
        item.as_object().into_iter().flatten().map(move |(method, operation)| (path, method, operation))
    });
    let mut locations = Vec::new();
    for (path, method, operation) in methods {
        let at = |status: Option<&String>| PayloadLocation {
            operation: Operation::Route(method.to_ascii_uppercase(), path.clone()),
            status: status.cloned(),
            media_type: String::new(),
        };
        if operation.get("requestBody").is_some() {
            locations.push(at(None));
        }
        let responses = operation.get("responses").and_then(Value::as_object).into_iter().flatten();
        let with_content = |response: &Value| response.get("content").is_some() || response.get("$ref").is_some();
        locations.extend(responses.filter(|(_, response)| with_content(response)).map(|(status, _)| at(Some(status))));
    }
    locations
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// The documents around files with these names and contents.
    fn read_all(files: &[(&str, &str, &str)]) -> Schemas {
        let folder = tempfile::tempdir().expect("a folder for the test");
        fs::create_dir(folder.path().join("oas-3.0.4")).expect("to make it");
        let mut index = String::from("file\tdescription\n");
        for (name, schema, payload) in files {
            let base = format!("oas-3.0.4/{name}");
            fs::write(folder.path().join(format!("{base}.schema.yaml")), schema).expect("to write it");
            fs::write(folder.path().join(format!("{base}.xml")), payload).expect("to write it");
            index.push_str(&[&base, ".xml\t", &base, ".schema.yaml\n"].concat());
        }
        read(folder.path(), &Table::parse(&index)).expect("they are read")
    }

    #[test]
    fn the_files_of_a_folder_share_a_document() {
        let schemas = read_all(&[
            ("01-list", "herbs:\n  type: array\n  items: { type: string }\n", "<herbs>a</herbs><herbs>b</herbs>"),
            ("02-model", "Herb:\n  type: object\n", "<Herb/>"),
            ("03-media", "application/xml:\n  schema: { type: object, xml: { name: herb } }\n", "<herb/>"),
        ]);
        let document = schemas.documents.get("xml/oas-3.0.4").expect("a document");
        assert_eq!(document["openapi"], "3.0.4");
        let list = json!({ "type": "array", "items": { "type": "string" } });
        assert_eq!(document["components"]["schemas"]["Payload01"]["properties"]["herbs"], list);
        assert_eq!(document["components"]["schemas"]["Herb"], json!({ "type": "object" }));
        let content = &document["paths"]["/03-media"]["post"]["requestBody"]["content"]["application/xml"];
        assert_eq!(content["schema"]["xml"]["name"], "herb");
        let bodies: Vec<_> = schemas.payloads.iter().map(|payload| payload.body.clone()).collect();
        let wrapped = "<Payload01><herbs>a</herbs><herbs>b</herbs></Payload01>";
        assert_eq!(bodies, [wrapped, "<Herb/>", "<herb/>"].map(|text| Body::Xml(text.to_owned())));
        assert_eq!(schemas.payloads[2].locations, [location("POST /03-media", "request", "")]);
    }

    #[test]
    fn components_without_a_document_become_one() {
        let parts = "components:\n  schemas: { Herb: { type: object } }\n  requestBodies:\n    Herb:\n      \
            content: { application/xml: { schema: { $ref: '#/components/schemas/Herb' } } }\n";
        let schemas = read_all(&[("04-parts", parts, "<Herb>")]);
        let document = schemas.documents.get("xml/oas-3.0.4/04-parts").expect("a document");
        assert_eq!(document["paths"]["/body/0"]["post"]["requestBody"]["$ref"], "#/components/requestBodies/Herb");
        let payload = &schemas.payloads[0];
        assert_eq!(payload.locations, [location("POST /body/0", "request", "")]);
        assert!(matches!(payload.body, Body::NotXml(_)), "{payload:?}");
    }

    #[test]
    fn an_unreadable_schema_has_no_document() {
        let schemas = read_all(&[("05-broken", "a: [", "<a/>")]);
        assert!(schemas.documents.is_empty());
        assert!(schemas.payloads[0].locations.is_empty());
    }
}
