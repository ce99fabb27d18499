//! Swagger 2.0: the host, `consumes` and `produces`, bodies and forms among the parameters, schemas inside parameters.
//!
//! - `consumes` and `produces` apply to all bodies of an operation, or else of the document. Without a media type, JSON
//!   is assumed.
//! - A form is an object with the `formData` parameters as members. It is URL-encoded unless the document states
//!   `multipart/form-data`, which a file needs.
//!
//! <https://swagger.io/specification/v2/>

use super::reader::{Inputs, Reader};
use super::{Body, Content, Cursor, MediaType, ParameterKind, ResponseExtension, Schema, SchemaType, serialization};
use crate::contract::{Docs, Encoding, Serialization, Server, WireName};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::syntax::Node;

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// Returns the servers: the host with each scheme, or else only the path.
pub(super) fn servers(top: &Cursor<'_>) -> Vec<Server> {
    let path = base_path(top);
    let schemes = strings(top, "schemes").into_iter().map(|(scheme, _)| scheme);
    let schemes: Vec<String> = schemes.collect();
    let schemes = if schemes.is_empty() { vec![String::from("https")] } else { schemes };
    let urls = match host(top) {
        Some(host) => schemes.iter().map(|scheme| format!("{scheme}://{host}{path}")).collect(),
        None if path.is_empty() => Vec::new(),
        None => vec![path],
    };
    let at = ["host", "basePath"].into_iter().find(|key| top.get(key).is_some()).unwrap_or_default();
    let server = |url| Server { at: top.at.child(at), url, docs: Docs::default(), variables: Vec::new() };
    urls.into_iter().map(server).collect()
}

fn host(top: &Cursor<'_>) -> Option<String> {
    let host = top.string("host")?;
    let is_host = !host.is_empty() && !host.contains(['/', '?', '#', '@']) && !host.contains(char::is_whitespace);
    if !is_host {
        let message = format!("the host is ignored: `{host}` is not just a host and a port");
        let help = "move the scheme to `schemes` and the path to `basePath`, and remove the rest";
        top.diagnostics().warning(Code::Malformed, &top.at.child("host"), message, help);
    }
    is_host.then_some(host)
}

/// Returns the base path without a trailing slash.
fn base_path(top: &Cursor<'_>) -> String {
    let path = top.string("basePath").unwrap_or_default();
    if !path.is_empty() && !path.starts_with('/') {
        let message = format!("the base path `{path}` is read as `/{path}`");
        top.diagnostics().warning(Code::Malformed, &top.at.child("basePath"), message, "start it with a slash");
    }
    let path = path.trim_matches('/');
    if path.is_empty() { String::new() } else { format!("/{path}") }
}

/// Returns the strings of the array at `key`, each once, with their locations.
fn strings(of: &Cursor<'_>, key: &str) -> Vec<(String, JsonPointer)> {
    let mut strings: Vec<(String, JsonPointer)> = Vec::new();
    for item in of.items(key) {
        let Some(text) = item.as_string() else { continue };
        if strings.iter().all(|(other, _)| *other != text) {
            strings.push((text, item.at.clone()));
        }
    }
    strings
}

impl<'a> Reader<'a> {
    /// Reads the inputs of an operation.
    pub(super) fn swagger_inputs(&mut self, from: &Cursor<'a>, parameters: &[Cursor<'a>]) -> Inputs {
        let of = |location: &str| {
            parameters.iter().filter(|parameter| has_value(parameter, "in", location)).collect::<Vec<_>>()
        };
        let (bodies, fields) = (of("body"), of("formData"));
        let malformed = has_several_bodies(&bodies, &fields);
        let body = match bodies.first() {
            Some(body) => Some(self.swagger_body(from, body)),
            None if fields.is_empty() => None,
            None => Some(self.form(from, &fields)),
        };
        let is_part = |parameter: &&Cursor<'a>| {
            [&bodies, &fields].iter().any(|parts| parts.iter().any(|part| part.at == parameter.at))
        };
        let others = parameters.iter().filter(|parameter| !is_part(parameter));
        Inputs { parameters: others.filter_map(|parameter| self.parameter(parameter)).collect(), body, malformed }
    }

    fn swagger_body(&mut self, operation: &Cursor<'a>, from: &Cursor<'a>) -> Body {
        let schema = from.get("schema").map(|schema| Schema::read(&schema));
        let media_types = self.media_types(operation, "consumes");
        Body {
            at: from.at.clone(),
            required: from.boolean("required"),
            description: from.string("description").unwrap_or_default(),
            content: vec![Content { media_types, general: true, schema, item: None, encodings: Vec::new() }],
        }
    }

    /// Reads the `formData` parameters as a body.
    fn form(&mut self, operation: &Cursor<'a>, fields: &[&Cursor<'a>]) -> Body {
        let mut schema =
            Schema { at: operation.at.child("parameters"), types: vec![SchemaType::Object], ..Schema::default() };
        let mut encodings = Vec::new();
        for (position, field) in fields.iter().enumerate() {
            let Some(name) = field.required_string("name") else { continue };
            if field.boolean("required") {
                schema.required.push(name.clone());
            }
            let field = if is_file(field) { read_file(field) } else { read_field(&name, field, &mut encodings) };
            schema.properties.push((name, Schema { position, ..field }));
        }
        schema.properties.sort_by(|left, right| left.0.cmp(&right.0));
        let at = schema.at.clone();
        let media_type = MediaType { name: self.form_type(operation, fields).to_owned(), at: schema.at.clone() };
        let is_part = media_type.name == MULTIPART;
        let encodings = encodings.into_iter().map(|encoding| Encoding { is_part, ..encoding }).collect();
        Body {
            at,
            required: !schema.required.is_empty(),
            description: String::new(),
            content: vec![Content {
                media_types: vec![media_type],
                general: false,
                schema: Some(schema),
                item: None,
                encodings,
            }],
        }
    }

    fn form_type(&mut self, operation: &Cursor<'a>, fields: &[&Cursor<'a>]) -> &'static str {
        let consumed = self.stated(operation, "consumes");
        let accepts = |media_type: &str| consumed.iter().any(|other| other.name.eq_ignore_ascii_case(media_type));
        let is_multipart = fields.iter().any(|field| is_file(field)) || (accepts(MULTIPART) && !accepts(FORM));
        if is_multipart { MULTIPART } else { FORM }
    }

    /// Reads the content of a response. A response without a schema is empty, unless an extension states a schema.
    pub(super) fn swagger_content(
        &mut self,
        operation: &Cursor<'a>,
        from: &Cursor<'a>,
        extension: &ResponseExtension,
    ) -> Vec<Content> {
        let schema = from.get("schema");
        if schema.is_none() && extension.schema.is_none() {
            return Vec::new();
        }
        let media_types = self.media_types(operation, "produces");
        let read = |schema: Cursor<'_>| if is_file(&schema) { read_file(&schema) } else { Schema::read(&schema) };
        let schema = schema.map(read);
        vec![Content { media_types, general: true, schema, item: None, encodings: Vec::new() }]
    }

    /// Returns the media types that the operation, or else the document, states under `key`; JSON if there are none.
    fn media_types(&mut self, operation: &Cursor<'a>, key: &str) -> Vec<MediaType> {
        let stated = self.stated(operation, key);
        let json = MediaType { name: JSON.to_owned(), at: operation.at.clone() };
        if stated.is_empty() { vec![json] } else { stated }
    }

    fn stated(&mut self, operation: &Cursor<'a>, key: &str) -> Vec<MediaType> {
        let top = self.top;
        let Some(location) = self.own_or_general(operation, top, key) else { return Vec::new() };
        let stated = strings(location, key);
        stated.into_iter().map(|(name, at)| MediaType { name, at }).collect()
    }
}

/// Reads the schema and the serialization of a parameter.
pub(super) fn value(from: &Cursor<'_>, kind: ParameterKind) -> (Option<Schema>, Serialization) {
    let allow_empty_value = from.boolean("allowEmptyValue") && kind == ParameterKind::Query;
    let style = Serialization { allow_empty_value, ..serialization::collection_format(from, kind) };
    (Some(Schema::of_parameter(from)), style)
}

/// Returns `true`, with a diagnostic, if there is more than one body.
fn has_several_bodies(bodies: &[&Cursor<'_>], fields: &[&Cursor<'_>]) -> bool {
    let (second, message) = match (bodies, fields) {
        ([_, second, ..], _) => (second, "the operation is left out: it has two bodies"),
        ([_], [field, ..]) => (field, "the operation is left out: it has a body and a form"),
        _ => return false,
    };
    let help = "keep one `in: body`, or the parameters `in: formData`";
    second.warning(Code::Malformed, message, help);
    true
}

/// Reads a form member. An array is serialized by its `collectionFormat`.
fn read_field(name: &str, from: &Cursor<'_>, encodings: &mut Vec<Encoding>) -> Schema {
    let schema = Schema::of_parameter(from);
    if schema.types.contains(&SchemaType::Array) {
        let style = Some(serialization::collection_format(from, ParameterKind::Query));
        encodings.push(Encoding { serialization: style, ..Encoding::new(WireName(name.to_owned()), false) });
    }
    schema
}

/// Reads a parameter of type `file`, which schemas express as a binary string.
fn read_file(from: &Cursor<'_>) -> Schema {
    Schema {
        at: from.at.clone(),
        types: vec![SchemaType::String],
        format: Some(String::from("binary")),
        description: from.string("description").unwrap_or_default(),
        ..Schema::default()
    }
}

/// Returns `true` if a schema has type `file`.
fn is_file(schema: &Cursor<'_>) -> bool {
    has_value(schema, "type", "file")
}

/// Returns `true` if the value at `key` is this string.
fn has_value(of: &Cursor<'_>, key: &str, text: &str) -> bool {
    matches!(of.get(key).map(|value| value.node), Some(Node::String(found)) if found == text)
}
