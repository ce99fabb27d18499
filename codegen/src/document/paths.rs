//! Operations under `paths`, with resolved references to parameters, bodies and responses.
//!
//! The common part of both dialects is here; the differences are in `openapi` and `swagger`.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::expansion::ExpansionBudget;
use super::operation::METHODS;
use super::reader::{Inputs, MAX_PATH, Reader};
use super::security::SecuritySchemes;
use super::{
    Cursor, Dialect, Operation, OperationExtension, Parameter, ParameterKind, Response, ResponseExtension, Security,
    Unselected, Webhook,
};
use super::{constraints, openapi, serialization, swagger};
use crate::contract::Server;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::syntax::Node;

/// The requests of a document.
pub(super) struct Requests {
    pub(super) operations: Vec<Operation>,
    /// Those that the service sends.
    pub(super) webhooks: Vec<Webhook>,
}

/// Reads all operations, by path and method, and all webhooks and callbacks.
pub(super) fn read_all(top: &Cursor<'_>, dialect: Dialect, unselected: &Unselected) -> Requests {
    let schemes = SecuritySchemes::read(top, dialect);
    let mut reader = Reader { top, dialect, schemes, expansion: ExpansionBudget::new(top.node), unselected };
    let mut operations = Vec::new();
    let mut webhooks = reader.webhooks();
    // The second section is an extension for paths that differ only in their queries.
    let sections = ["paths", "x-ms-paths"].map(|key| top.section(key));
    let sections: Vec<Cursor<'_>> = sections.into_iter().flatten().collect();
    let paths =
        sections.iter().flat_map(|paths| paths.children().into_iter().map(move |(path, item)| (paths, path, item)));
    let paths = paths.filter(|(_, path, item)| !is_extension(path) && !unselected.has_entry(&item.at));
    for (paths, path, item) in paths {
        if path.len() > MAX_PATH {
            let message = format!("a path is left out: it is longer than {MAX_PATH} bytes, which few services accept");
            paths.warning(Code::TooLarge, message, "shorten it, or build its requests by hand");
            continue;
        }
        let path = rooted(path, &item);
        let entry = item.at.clone();
        let Some(item) = reader.follow(item) else { continue };
        for method in METHODS.into_iter().filter(|method| !unselected.has_entry(&entry.child(method))) {
            if let Some(from) = item.object(method) {
                let operation = reader.operation(method, &path, &item, &from);
                webhooks.extend(reader.callbacks(&operation.known_id(), &from));
                operations.push(operation);
            }
        }
        let template = Template { path: &path, entry: entry.child("additionalOperations") };
        reader.read_additional(&template, &item, &mut operations);
    }
    Requests { operations, webhooks }
}

/// A path of additional methods.
struct Template<'a> {
    path: &'a str,
    /// The location of the methods under `paths`.
    entry: JsonPointer,
}

/// Returns `true` if a key is an extension, and not a name.
fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

/// Returns the path with its leading slash: without it, the path would merge with the URL of the server.
fn rooted<'a>(path: &'a str, item: &Cursor<'_>) -> Cow<'a, str> {
    if path.starts_with('/') || !matches!(item.node, Node::Object(_)) {
        return Cow::Borrowed(path);
    }
    let message = format!("`{path}` is read as `/{path}`: a path starts with a slash");
    item.warning(Code::Malformed, message, "add the slash");
    Cow::Owned(format!("/{path}"))
}

impl<'a> Reader<'a> {
    /// Reads the operations of additional methods.
    fn read_additional(&mut self, of: &Template<'_>, item: &Cursor<'a>, operations: &mut Vec<Operation>) {
        let additional = item.entries("additionalOperations").into_iter();
        let unselected = self.unselected;
        for (method, operation) in additional.filter(|(method, _)| !unselected.has_entry(&of.entry.child(method))) {
            let key = method.to_ascii_lowercase();
            if METHODS.contains(&key.as_str()) && item.get(&key).is_some() {
                let message = format!("the operation is left out: `{key}` states it as well");
                operation.warning(Code::Malformed, message, "remove one of the two");
            } else if matches!(operation.node, Node::Object(_)) {
                operations.push(self.operation(method, of.path, item, &operation));
            } else {
                operation.ignored("an object");
            }
        }
    }

    fn operation(&mut self, method: &str, path: &str, item: &Cursor<'a>, from: &Cursor<'a>) -> Operation {
        let parameters = self.parameters(item, from);
        let inputs = match self.dialect {
            Dialect::Swagger => self.swagger_inputs(from, &parameters),
            Dialect::OpenApi => self.openapi_inputs(from, &parameters),
        };
        let Inputs { parameters, body, malformed } = inputs;
        self.check_querystring(&parameters);
        Operation {
            at: from.at.clone(),
            malformed,
            method: method.to_owned(),
            path: path.to_owned(),
            id: from.string("operationId"),
            summary: from.string("summary").unwrap_or_default(),
            description: from.string("description").unwrap_or_default(),
            external_docs: super::external_docs(from),
            deprecated: from.boolean("deprecated"),
            tag: from.items("tags").first().and_then(Cursor::as_string),
            servers: self.servers(item, from),
            parameters,
            extension: OperationExtension::read(from, body.as_ref()),
            body,
            responses: self.responses(from),
            security: self.security(from),
        }
    }

    /// Returns the parameters of the path item that the operation does not override, and then those of the operation.
    fn parameters(&mut self, item: &Cursor<'a>, from: &Cursor<'a>) -> Vec<Cursor<'a>> {
        let mut parameters: [Vec<Cursor<'a>>; 2] = [Vec::new(), Vec::new()];
        let mut seen = BTreeSet::new();
        let of_path = item.get("parameters");
        let is_allowed = of_path.is_none_or(|stated| self.expansion.allow(&stated));
        let [of_item, of_operation] = &mut parameters;
        let locations = [(from, of_operation), (item, of_item)];
        for (location, parameters) in locations.into_iter().take(if is_allowed { 2 } else { 1 }) {
            for parameter in location.items("parameters") {
                let Some(parameter) = self.follow(parameter) else { continue };
                let value = |key: &str| parameter.get(key).map(|it| it.node);
                let (name, kind) = (value("name"), value("in"));
                let is_whole = name.is_some() && kind.is_some();
                if seen.insert((name, kind)) || !is_whole {
                    parameters.push(parameter);
                }
            }
        }
        parameters.into_iter().flatten().collect()
    }

    /// Reads a parameter that is not part of the body.
    pub(super) fn parameter(&mut self, from: &Cursor<'a>) -> Option<Parameter> {
        let kind = match from.required_string("in")?.as_str() {
            "path" => ParameterKind::Path,
            "query" => ParameterKind::Query,
            "header" => ParameterKind::Header,
            "cookie" => ParameterKind::Cookie,
            "querystring" if self.is_query(from) => ParameterKind::Querystring,
            "querystring" => {
                let message = "the parameter is left out: a whole query is supported only as a form or as JSON";
                let help = "add the query to the request by hand";
                from.diagnostics().warning(Code::Unsupported, &from.at.child("in"), message, help);
                return None;
            }
            other => {
                let message = format!("the parameter is left out: `{other}` is not a parameter location");
                let help = "use path, query, querystring, header or cookie";
                from.diagnostics().warning(Code::Malformed, &from.at.child("in"), message, help);
                return None;
            }
        };
        let (schema, style) = match self.dialect {
            Dialect::Swagger => swagger::value(from, kind),
            Dialect::OpenApi => openapi::value(from, kind),
        };
        Some(Parameter {
            at: from.at.clone(),
            name: from.required_string("name")?,
            client_name: from.string("x-ms-client-name"),
            kind,
            required: from.boolean("required"),
            deprecated: from.boolean("deprecated"),
            description: from.string("description").unwrap_or_default(),
            examples: self.examples(from),
            schema,
            style,
        })
    }

    /// Returns the examples of a parameter: `example`, and the values of `examples`.
    fn examples(&mut self, from: &Cursor<'a>) -> Vec<String> {
        if self.dialect == Dialect::Swagger {
            return Vec::new();
        }
        let listed = from.entries("examples");
        let listed = listed.into_iter().filter_map(|(_, example)| Some(self.follow(example)?.get("value")?.node));
        from.get("example")
            .map(|example| example.node)
            .into_iter()
            .chain(listed)
            .filter_map(constraints::example)
            .collect()
    }

    /// Returns `true` if a whole query states a supported media type.
    fn is_query(&self, from: &Cursor<'a>) -> bool {
        if self.dialect == Dialect::Swagger {
            return false;
        }
        let contents = from.entries("content");
        let mut supported = contents.iter().map(|(name, _)| name).filter(|name| serialization::is_query(name));
        let first = supported.next();
        if let (Some(first), Some(second)) = (first, supported.next()) {
            let message = format!("the query is sent as `{first}`: `{second}` is left out");
            let help = "state the preferred media type first";
            from.diagnostics().warning(Code::Unsupported, &from.at.child("content"), message, help);
        }
        first.is_some()
    }

    /// Reports query parameters beside one that is the whole query.
    fn check_querystring(&self, parameters: &[Parameter]) {
        let is_all = |parameter: &&Parameter| parameter.kind == ParameterKind::Querystring;
        let Some(all) = parameters.iter().find(is_all) else { return };
        let is_query = |kind| matches!(kind, ParameterKind::Query | ParameterKind::Querystring);
        let others = parameters.iter().filter(|other| other.at != all.at && is_query(other.kind));
        for other in others {
            let message = format!("`{}` is appended to `{}`, which is the whole query", other.name, all.name);
            self.top.diagnostics().warning(
                Code::Malformed,
                &other.at,
                message,
                "state the whole query in one parameter",
            );
        }
    }

    fn responses(&mut self, from: &Cursor<'a>) -> Vec<Response> {
        let mut responses = Vec::new();
        for (status, response) in from.entries("responses").into_iter().filter(|(status, _)| !is_extension(status)) {
            let Some(response) = self.follow(response) else { continue };
            responses.push(self.response(from, status, &response));
        }
        responses
    }

    fn response(&mut self, operation: &Cursor<'a>, status: &str, from: &Cursor<'a>) -> Response {
        let extension = ResponseExtension::read(from);
        let content = match self.dialect {
            Dialect::Swagger => self.swagger_content(operation, from, &extension),
            Dialect::OpenApi => self.openapi_content(from),
        };
        Response {
            at: from.at.clone(),
            status: status.to_owned(),
            description: from.string("description").unwrap_or_default(),
            extension: extension.checked(from, &content),
            content,
        }
    }

    /// Returns the servers of the operation, or else of its path item.
    fn servers(&mut self, item: &Cursor<'a>, from: &Cursor<'a>) -> Vec<Server> {
        match self.dialect {
            Dialect::Swagger => Vec::new(),
            Dialect::OpenApi => {
                let location = self.own_or_general(from, item, "servers");
                location.map(|location| openapi::servers(location)).unwrap_or_default()
            }
        }
    }

    /// Returns the authentication of the operation, or else of the document.
    fn security(&mut self, from: &Cursor<'a>) -> Vec<Security> {
        let top = self.top;
        let Some(location) = self.own_or_general(from, top, "security") else { return Vec::new() };
        let required = self.schemes.required(location);
        let described = required.iter().map(|security| security.description().len()).sum();
        if self.expansion.allow_text(described, location) { required } else { Vec::new() }
    }
}
