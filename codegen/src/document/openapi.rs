//! OpenAPI 3: servers, `requestBody`, `content`, `encoding`.

use super::extensions::has_extension;
use super::reader::{Inputs, MAX_PATH, Reader};
use super::{Body, Content, Cursor, MediaType, ParameterKind, Schema, serialization};
use crate::contract::{Docs, Encoding, Serialization, Server, Variable, WireName};
use crate::source::diagnostic::Code;
use crate::source::syntax::Node;

/// Reads the servers.
pub(super) fn servers(top: &Cursor<'_>) -> Vec<Server> {
    top.items("servers").iter().filter_map(|server| read_server(server)).collect()
}

fn read_server(server: &Cursor<'_>) -> Option<Server> {
    let url = server.required_string("url")?;
    if url.len() > MAX_PATH {
        let message = format!("the server is left out: its URL is longer than {MAX_PATH} bytes");
        server.warning(Code::TooLarge, message, "shorten it, or pass the URL to the client");
        return None;
    }
    Some(Server {
        at: server.at.clone(),
        url,
        docs: Docs::text(server.string("description").unwrap_or_default()),
        variables: server
            .entries("variables")
            .into_iter()
            .map(|(name, variable)| read_variable(name, &variable))
            .collect(),
    })
}

/// Reads a variable. The default of a variable without one is its first value.
fn read_variable(name: &str, from: &Cursor<'_>) -> Variable {
    let values = from.items("enum");
    let values: Vec<String> = values.iter().filter_map(Cursor::as_string).collect();
    let default = match from.get("default") {
        Some(_) => from.string("default"),
        None => values.first().cloned(),
    };
    if default.is_none() {
        let message = format!("the variable `{name}` has no default, so it is empty");
        from.warning(Code::Malformed, message, "add `default`");
    }
    Variable {
        name: name.to_owned(),
        default: default.unwrap_or_default(),
        values,
        docs: Docs::text(from.string("description").unwrap_or_default()),
    }
}

impl<'a> Reader<'a> {
    /// Reads the inputs of an operation.
    pub(super) fn openapi_inputs(&mut self, from: &Cursor<'a>, parameters: &[Cursor<'a>]) -> Inputs {
        let body = from.get("requestBody").map(|body| self.request_body(body));
        if matches!(body, Some(None)) {
            let message = "the operation is left out: its request body is malformed";
            let help = "correct `requestBody`, or remove it";
            from.warning(Code::Malformed, message, help);
        }
        Inputs {
            parameters: parameters.iter().filter_map(|parameter| self.parameter(parameter)).collect(),
            malformed: matches!(body, Some(None)),
            body: body.flatten(),
        }
    }

    fn request_body(&mut self, from: Cursor<'a>) -> Option<Body> {
        let from = self.follow(from)?;
        Some(Body {
            at: from.at.clone(),
            required: from.boolean("required"),
            description: from.string("description").unwrap_or_default(),
            content: self.openapi_content(&from),
        })
    }

    /// Reads the contents. Media types with the same schema are one content.
    pub(super) fn openapi_content(&mut self, from: &Cursor<'a>) -> Vec<Content> {
        let mut content: Vec<([Option<&'a Node>; 2], Content)> = Vec::new();
        for (media_type, value) in from.entries("content") {
            let is_reference = value.get("$ref").is_some();
            let value = if is_reference { self.follow(value) } else { Some(value) };
            let Some(value) = value else { continue };
            let schema = value.get("schema");
            let media_type = MediaType { name: media_type.to_owned(), at: value.at.clone() };
            let item = value.get("itemSchema");
            let node = [&schema, &item].map(|schema| schema.as_ref().map(|schema| schema.node));
            // Extensions apply to one location only.
            let is_plain = !node.into_iter().flatten().any(has_extension);
            let encodings = read_encodings(&value);
            if let Some((_, same)) = content.iter_mut().find(|(other, _)| is_plain && *other == node) {
                same.media_types.push(media_type);
                for encoding in encodings {
                    add_encoding(&mut same.encodings, encoding);
                }
                continue;
            }
            let [schema, item] = [schema, item].map(|it| it.map(|schema| Schema::read(&schema)));
            content.push((node, Content { media_types: vec![media_type], general: false, schema, item, encodings }));
        }
        content.into_iter().map(|(_, content)| content).collect()
    }
}

/// Reads the schema and the serialization of a parameter: `schema` and `style`, or the only media type of `content`.
pub(super) fn value(from: &Cursor<'_>, kind: ParameterKind) -> (Option<Schema>, Serialization) {
    let mut contents = from.entries("content").into_iter();
    let content = match kind {
        ParameterKind::Querystring => contents.find(|(media_type, _)| serialization::is_query(media_type)),
        ParameterKind::Path | ParameterKind::Query | ParameterKind::Header | ParameterKind::Cookie => contents.next(),
    };
    let (schema, style) = match content {
        Some((media_type, content)) => (content.get("schema"), serialization::of_media_type(media_type, kind)),
        None => (from.get("schema"), serialization::style(from, kind)),
    };
    (schema.map(|schema| Schema::read(&schema)), style)
}

/// Reads the encodings of form members.
fn read_encodings(from: &Cursor<'_>) -> Vec<Encoding> {
    let entries = from.entries("encoding");
    entries.into_iter().map(|(name, encoding)| read_encoding(name, &encoding)).collect()
}

fn read_encoding(name: &str, from: &Cursor<'_>) -> Encoding {
    if let Some(headers) = from.get("headers") {
        let message = format!("the headers of the part `{name}` are left out");
        let help = "pass their information in another way";
        headers.warning(Code::Unsupported, message, help);
    }
    let is_styled = ["style", "explode", "allowReserved"].iter().any(|key| from.get(key).is_some());
    Encoding {
        name: WireName(name.to_owned()),
        content_type: from.string("contentType"),
        serialization: is_styled.then(|| serialization::style(from, ParameterKind::Query)),
    }
}

/// Merges the encoding of a member in another media type.
fn add_encoding(encodings: &mut Vec<Encoding>, encoding: Encoding) {
    match encodings.iter_mut().find(|other| other.name == encoding.name) {
        Some(known) => {
            known.content_type = known.content_type.take().or(encoding.content_type);
            known.serialization = known.serialization.take().or(encoding.serialization);
        }
        None => encodings.push(encoding),
    }
}
