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
            let encodings = self.encodings(&value, &media_type.name);
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

    /// Reads the encodings of form members.
    fn encodings(&mut self, from: &Cursor<'a>, media_type: &str) -> Vec<Encoding> {
        // OpenAPI 3.0 has styles only in URL-encoded forms.
        let is_part = media_type.trim_start().to_ascii_lowercase().starts_with("multipart/");
        let has_styles = !is_3_0(self.top) || !is_part;
        let read =
            |(name, encoding): (&str, Cursor<'a>)| Encoding { is_part, ..self.encoding(name, &encoding, has_styles) };
        from.entries("encoding").into_iter().map(read).collect()
    }

    fn encoding(&mut self, name: &str, from: &Cursor<'a>, has_styles: bool) -> Encoding {
        let is_styled = has_styles && ["style", "explode", "allowReserved"].iter().any(|key| from.get(key).is_some());
        let headers = from.entries("headers").into_iter();
        Encoding {
            name: WireName(name.to_owned()),
            is_part: false,
            content_type: from.string("contentType"),
            serialization: is_styled.then(|| serialization::style(from, ParameterKind::Query)),
            headers: headers.filter_map(|(header, stated)| self.part_header(name, header, stated)).collect(),
        }
    }

    /// Reads a header of a part, which must have a constant value. `Content-Type` is stated elsewhere, by specification.
    fn part_header(&mut self, part: &str, name: &str, from: Cursor<'a>) -> Option<(String, String)> {
        if name.eq_ignore_ascii_case("content-type") {
            return None;
        }
        let from = self.follow(from)?;
        let schema = from.get("schema").map(|schema| Schema::read(&schema));
        let value = schema.as_ref().and_then(|schema| schema.only_value().or(schema.default.as_ref()));
        let value = match value {
            Some(Node::String(text)) => Some(text.clone()),
            Some(Node::Bool(_) | Node::Number(_)) => value.map(Node::to_json),
            _ => None,
        };
        let is_token = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
        let is_sendable = |value: &String| value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        let found = value.filter(is_sendable).filter(|_| is_token && !name.is_empty());
        if found.is_none() {
            let message = format!("the header `{name}` of the part `{part}` is left out: it has no constant value");
            from.warning(Code::Unsupported, message, "state its value as `const` or `default` of its schema");
        }
        found.map(|value| (name.to_owned(), value))
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

/// Merges the encoding of a member in another media type.
fn add_encoding(encodings: &mut Vec<Encoding>, encoding: Encoding) {
    let is_same = |other: &&mut Encoding| other.name == encoding.name && other.is_part == encoding.is_part;
    match encodings.iter_mut().find(is_same) {
        Some(known) => {
            known.content_type = known.content_type.take().or(encoding.content_type);
            known.serialization = known.serialization.take().or(encoding.serialization);
            if known.headers.is_empty() {
                known.headers = encoding.headers;
            }
        }
        None => encodings.push(encoding),
    }
}

/// Returns `true` for a document of OpenAPI 3.0.
pub(super) fn is_3_0(top: &Cursor<'_>) -> bool {
    top.string("openapi").is_some_and(|version| version.starts_with("3.0"))
}
