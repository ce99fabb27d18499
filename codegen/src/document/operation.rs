//! Operations: what is under `paths`, with parameters, bodies and answers followed to where they stand.

use std::collections::BTreeMap;

use super::{Cursor, OperationSwitches, Schema};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;
use crate::syntax::Node;

/// The methods of a path item, in the order in which the specification lists them.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The most references that one value may lead through.
const MAX_HOPS: usize = 32;

/// An operation.
#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) at: JsonPointer,
    /// The method in lower case.
    pub(crate) method: &'static str,
    /// The path template.
    pub(crate) path: String,
    pub(crate) id: Option<String>,
    pub(crate) summary: String,
    pub(crate) description: String,
    pub(crate) external_docs: Option<String>,
    pub(crate) deprecated: bool,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) body: Option<Body>,
    pub(crate) answers: Vec<Answer>,
    pub(crate) security: Vec<Security>,
    pub(crate) switches: OperationSwitches,
}

impl Operation {
    /// The schemas of parameters, body and answers.
    pub(super) fn schemas(&self) -> impl Iterator<Item = &Schema> {
        let parameters = self.parameters.iter().filter_map(|parameter| parameter.schema.as_ref());
        let bodies = self.body.iter().map(|body| &body.content);
        let contents = bodies.chain(self.answers.iter().map(|answer| &answer.content));
        parameters.chain(contents.flatten().filter_map(|(_, schema)| schema.as_ref()))
    }
}

/// A parameter.
#[derive(Debug)]
pub(crate) struct Parameter {
    pub(crate) at: JsonPointer,
    pub(crate) name: String,
    pub(crate) kind: ParameterKind,
    pub(crate) required: bool,
    pub(crate) deprecated: bool,
    pub(crate) description: String,
    pub(crate) schema: Option<Schema>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParameterKind {
    Path,
    Query,
    Header,
    Cookie,
}

/// What a request carries: a schema for each media type, by media type.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) at: JsonPointer,
    pub(crate) required: bool,
    pub(crate) description: String,
    pub(crate) content: Vec<(String, Option<Schema>)>,
}

/// What comes back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) at: JsonPointer,
    /// `200`, `2XX` or `default`.
    pub(crate) status: String,
    pub(crate) description: String,
    pub(crate) content: Vec<(String, Option<Schema>)>,
}

/// How a request shows who sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Security {
    /// A bearer token in the `Authorization` header.
    Bearer {
        /// What the description says of it.
        description: String,
    },
    /// A scheme that is not bound yet.
    Other {
        /// The name of the scheme.
        name: String,
        /// Where it is asked for.
        at: JsonPointer,
    },
}

/// Reads all operations, by path and method.
pub(super) fn read_all(top: &Cursor<'_>, root: &Node, findings: &mut Findings) -> Vec<Operation> {
    let schemes = read_schemes(top, findings);
    let mut reader = Reader { top, root, schemes, findings };
    let mut operations = Vec::new();
    let paths = top.section("paths", reader.findings).map(|paths| paths.children()).unwrap_or_default();
    for (path, item) in paths.into_iter().filter(|(path, _)| !is_extension(path)) {
        let Some(item) = reader.follow(item) else { continue };
        for method in METHODS {
            if let Some(operation) = item.object(method, reader.findings) {
                operations.push(reader.operation(method, path, &item, &operation));
            }
        }
    }
    operations
}

/// Whether a key is no name, but one that the specification leaves to tools.
fn is_extension(key: &str) -> bool {
    key.starts_with("x-")
}

fn read_schemes(top: &Cursor<'_>, findings: &mut Findings) -> BTreeMap<String, Security> {
    let Some(components) = top.section("components", findings) else { return BTreeMap::new() };
    let mut schemes = BTreeMap::new();
    for (name, scheme) in components.entries("securitySchemes", findings) {
        let kind = scheme.string("type", findings).unwrap_or_default();
        let http = scheme.string("scheme", findings).unwrap_or_default();
        let security = if kind == "http" && http.eq_ignore_ascii_case("bearer") {
            Security::Bearer { description: scheme.string("description", findings).unwrap_or_default() }
        } else {
            Security::Other { name: name.to_owned(), at: scheme.at.clone() }
        };
        schemes.insert(name.to_owned(), security);
    }
    schemes
}

struct Reader<'a, 'f> {
    top: &'a Cursor<'a>,
    root: &'a Node,
    schemes: BTreeMap<String, Security>,
    findings: &'f mut Findings,
}

impl<'a> Reader<'a, '_> {
    fn operation(&mut self, method: &'static str, path: &str, item: &Cursor<'a>, from: &Cursor<'a>) -> Operation {
        Operation {
            at: from.at.clone(),
            method,
            path: path.to_owned(),
            id: from.string("operationId", self.findings),
            summary: from.string("summary", self.findings).unwrap_or_default(),
            description: from.string("description", self.findings).unwrap_or_default(),
            external_docs: super::external_docs(from, self.findings),
            deprecated: from.flag("deprecated", self.findings),
            parameters: self.parameters(item, from),
            body: from.get("requestBody").and_then(|body| self.body(body)),
            answers: self.answers(from),
            security: self.security(from),
            switches: OperationSwitches::read(from, self.findings),
        }
    }

    /// The parameters of the operation, and those of the path that it does not replace.
    fn parameters(&mut self, item: &Cursor<'a>, from: &Cursor<'a>) -> Vec<Parameter> {
        let mut parameters: Vec<Parameter> = Vec::new();
        for place in [from, item] {
            for parameter in place.items("parameters", self.findings) {
                let read = self.follow(parameter).and_then(|parameter| self.parameter(&parameter));
                let Some(read) = read else { continue };
                let replaced = |other: &Parameter| other.name == read.name && other.kind == read.kind;
                if !parameters.iter().any(replaced) {
                    parameters.push(read);
                }
            }
        }
        parameters
    }

    fn parameter(&mut self, from: &Cursor<'a>) -> Option<Parameter> {
        let kind = match from.required_string("in", self.findings)?.as_str() {
            "path" => ParameterKind::Path,
            "query" => ParameterKind::Query,
            "header" => ParameterKind::Header,
            "cookie" => ParameterKind::Cookie,
            other => {
                let message = format!("the parameter is left out: `{other}` is no place for one");
                let help = "use path, query, header or cookie";
                self.findings.warning(Code::Malformed, &from.at.child("in"), message, help);
                return None;
            }
        };
        Some(Parameter {
            at: from.at.clone(),
            name: from.required_string("name", self.findings)?,
            kind,
            required: from.flag("required", self.findings),
            deprecated: from.flag("deprecated", self.findings),
            description: from.string("description", self.findings).unwrap_or_default(),
            schema: from.get("schema").map(|schema| Schema::read(&schema, self.findings)),
        })
    }

    fn body(&mut self, from: Cursor<'a>) -> Option<Body> {
        let from = self.follow(from)?;
        Some(Body {
            at: from.at.clone(),
            required: from.flag("required", self.findings),
            description: from.string("description", self.findings).unwrap_or_default(),
            content: self.content(&from),
        })
    }

    fn answers(&mut self, from: &Cursor<'a>) -> Vec<Answer> {
        let mut answers = Vec::new();
        let answered = from.entries("responses", self.findings);
        for (status, answer) in answered.into_iter().filter(|(status, _)| !is_extension(status)) {
            let Some(answer) = self.follow(answer) else { continue };
            answers.push(Answer {
                at: answer.at.clone(),
                status: status.to_owned(),
                description: answer.string("description", self.findings).unwrap_or_default(),
                content: self.content(&answer),
            });
        }
        answers
    }

    fn content(&mut self, from: &Cursor<'a>) -> Vec<(String, Option<Schema>)> {
        let mut content = Vec::new();
        for (media_type, value) in from.entries("content", self.findings) {
            let schema = value.get("schema").map(|schema| Schema::read(&schema, self.findings));
            content.push((media_type.to_owned(), schema));
        }
        content
    }

    /// The schemes that the operation asks for: its own, or those of the whole description.
    fn security(&mut self, from: &Cursor<'a>) -> Vec<Security> {
        let place = if from.get("security").is_some() { from } else { self.top };
        let mut security = Vec::new();
        for requirement in place.items("security", self.findings) {
            for (name, scheme) in requirement.children() {
                let Some(known) = self.schemes.get(name) else {
                    let message = format!("the security scheme `{name}` does not exist");
                    self.findings.error(
                        Code::DanglingRef,
                        &scheme.at,
                        message,
                        "define it under #/components/securitySchemes",
                    );
                    continue;
                };
                if !security.contains(known) {
                    security.push(known.clone());
                }
            }
        }
        security
    }

    /// Follows `$ref` to the object itself. `None`, with a finding, if there is none, or it only leads back to itself.
    fn follow(&mut self, from: Cursor<'a>) -> Option<Cursor<'a>> {
        let mut to = from;
        for _ in 0..MAX_HOPS {
            if !matches!(to.node, Node::Object(_)) {
                to.ignored("an object", self.findings);
                return None;
            }
            let Some(reference) = to.get("$ref") else { return Some(to) };
            let text = reference.as_string(self.findings)?;
            let Some(fragment) = text.strip_prefix('#') else {
                let message = format!("`$ref` leads to another document: `{text}`");
                self.findings.warning(Code::Unsupported, &reference.at, message, "move what it leads to into this one");
                return None;
            };
            let target = JsonPointer::from_fragment(fragment)
                .and_then(|pointer| Some(Cursor { node: self.root.find(&pointer)?, at: pointer }));
            let Some(target) = target else {
                let message = format!("`$ref` leads to `{text}`, which does not exist");
                self.findings.error(
                    Code::DanglingRef,
                    &reference.at,
                    message,
                    "correct it, or define what it leads to",
                );
                return None;
            };
            to = target;
        }
        let message = "`$ref` only leads back to itself";
        self.findings.error(Code::CircularRef, &to.at, message, "replace one of the references by what it stands for");
        None
    }
}
