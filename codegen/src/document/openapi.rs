//! What OpenAPI 3 says in a way of its own: servers, `requestBody`, `content`, `style`.

use super::paths::{Inputs, Reader};
use super::switches::has_switches;
use super::{Body, Content, Cursor, MediaType, ParameterKind, Schema, Server, Style};
use crate::diagnostic::Code;
use crate::finding::Findings;
use crate::syntax::Node;

/// Where the API is offered.
pub(super) fn servers(top: &Cursor<'_>, findings: &mut Findings) -> Vec<Server> {
    top.items("servers", findings).iter().filter_map(|server| read_server(server, findings)).collect()
}

fn read_server(server: &Cursor<'_>, findings: &mut Findings) -> Option<Server> {
    Some(Server {
        at: server.at.clone(),
        url: server.required_string("url", findings)?,
        description: server.string("description", findings).unwrap_or_default(),
    })
}

impl<'a> Reader<'a, '_> {
    /// What the request of an operation has.
    pub(super) fn openapi_inputs(&mut self, from: &Cursor<'a>, parameters: &[Cursor<'a>]) -> Inputs {
        let body = from.get("requestBody").map(|body| self.request_body(body));
        if matches!(body, Some(None)) {
            let message = "the operation is left out: what its request carries is not known";
            let help = "correct `requestBody`, or remove it";
            self.findings.warning(Code::Malformed, &from.at, message, help);
        }
        Inputs {
            parameters: parameters.iter().filter_map(|parameter| self.parameter(parameter)).collect(),
            malformed: matches!(body, Some(None)),
            body: body.flatten(),
        }
    }

    /// The value of a parameter.
    pub(super) fn openapi_value(&mut self, from: &Cursor<'a>, kind: ParameterKind) -> (Option<Schema>, Style) {
        let schema = from.get("schema").map(|schema| Schema::read(&schema, self.findings));
        (schema, self.style(from, kind))
    }

    /// <https://spec.openapis.org/oas/v3.1.1.html#style-values>
    fn style(&mut self, from: &Cursor<'a>, kind: ParameterKind) -> Style {
        let is_form = matches!(kind, ParameterKind::Query | ParameterKind::Cookie);
        let usual = if is_form { "form" } else { "simple" };
        let style = from.string("style", self.findings).unwrap_or_else(|| usual.to_owned());
        let explode = from.get("explode").map(|_| from.flag("explode", self.findings));
        match (style.as_str(), explode.unwrap_or(style == "form")) {
            ("form" | "spaceDelimited" | "pipeDelimited", true) if is_form => Style::Repeated,
            ("form", false) if is_form => Style::Commas,
            ("simple", _) if !is_form => Style::Commas,
            ("spaceDelimited", false) if is_form => Style::Spaces,
            ("pipeDelimited", false) if is_form => Style::Pipes,
            _ => Style::Other(style),
        }
    }

    fn request_body(&mut self, from: Cursor<'a>) -> Option<Body> {
        let from = self.follow(from)?;
        Some(Body {
            at: from.at.clone(),
            required: from.flag("required", self.findings),
            description: from.string("description", self.findings).unwrap_or_default(),
            content: self.openapi_content(&from),
        })
    }

    /// What is carried in each media type. Those that state one and the same stand together.
    pub(super) fn openapi_content(&mut self, from: &Cursor<'a>) -> Vec<Content> {
        let mut content: Vec<(Option<&'a Node>, Content)> = Vec::new();
        for (media_type, value) in from.entries("content", self.findings) {
            let is_reference = value.get("$ref").is_some();
            let value = if is_reference { self.follow(value) } else { Some(value) };
            let Some(value) = value else { continue };
            let schema = value.get("schema");
            let media_type = MediaType { name: media_type.to_owned(), at: value.at.clone() };
            let node = schema.as_ref().map(|schema| schema.node);
            // Switches of one place say nothing of another.
            let is_plain = node.is_none_or(|node| !has_switches(node));
            if let Some((_, same)) = content.iter_mut().find(|(other, _)| is_plain && *other == node) {
                same.media_types.push(media_type);
                continue;
            }
            let schema = schema.map(|schema| Schema::read(&schema, self.findings));
            content.push((node, Content { media_types: vec![media_type], general: false, schema }));
        }
        content.into_iter().map(|(_, content)| content).collect()
    }
}
