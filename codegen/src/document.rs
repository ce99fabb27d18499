//! The description as one dialect: OpenAPI 3.0 and 3.1, JSON or YAML, in one shape.
//!
//! In comes a [`Node`](crate::syntax::Node), out goes a [`Document`]. References to parameters, bodies and
//! answers are followed here; references to schemas stay, because a schema has an identity of its own. Each part
//! knows the place that it was read from. What is malformed is ignored, with a finding about that place.

mod operation;
mod schema;
mod switches;

pub(crate) use crate::cursor::Cursor;
pub(crate) use operation::{Answer, Operation, Parameter, ParameterKind, Security};
pub(crate) use schema::{Reference, Schema, SchemaType, XmlObject};
pub(crate) use switches::{
    DocumentSwitches, NameRule, OperationSwitches, SchemaSwitches, TypeNames, XmlNames, XmlProfile,
};

use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;
use crate::syntax::Node;

/// A description, as far as a contract needs it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The licence of the API, as an SPDX expression.
    pub(crate) license: Option<String>,
    pub(crate) external_docs: Option<String>,
    pub(crate) servers: Vec<Server>,
    pub(crate) switches: DocumentSwitches,
    /// The schemas of the components, by key.
    pub(crate) schemas: Vec<(String, Schema)>,
    /// The operations, by path and method.
    pub(crate) operations: Vec<Operation>,
}

impl Document {
    /// Every schema, with those within it.
    pub(crate) fn all_schemas(&self) -> Vec<&Schema> {
        let mut all = Vec::new();
        let components = self.schemas.iter().map(|(_, schema)| schema);
        for schema in components.chain(self.operations.iter().flat_map(Operation::schemas)) {
            schema.collect(&mut all);
        }
        all
    }
}

/// A place where the API is offered.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) url: String,
    pub(crate) description: String,
}

/// Reads a description. `None`, with a finding, if it is none.
pub(crate) fn read(root: &Node, findings: &mut Findings) -> Option<Document> {
    let top = Cursor::root(root);
    check_version(&top, findings)?;
    let info = top.section("info", findings);
    let text = |key: &str, findings: &mut Findings| -> String {
        info.as_ref().and_then(|info| info.string(key, findings)).unwrap_or_default()
    };
    let license = info.as_ref().and_then(|info| info.object("license", findings));
    let document = Document {
        title: text("title", findings),
        description: text("description", findings),
        license: license.and_then(|license| license.string("identifier", findings)),
        external_docs: external_docs(&top, findings),
        servers: top.items("servers", findings).iter().filter_map(|server| read_server(server, findings)).collect(),
        switches: DocumentSwitches::read(&top, findings),
        schemas: read_schemas(&top, findings),
        operations: operation::read_all(&top, root, findings),
    };
    switches::check_places(&top, &document, findings);
    Some(document)
}

/// The address of further documentation, if it is one of the web.
pub(crate) fn external_docs(of: &Cursor<'_>, findings: &mut Findings) -> Option<String> {
    let url = of.object("externalDocs", findings)?.string("url", findings)?;
    ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)).then_some(url)
}

fn check_version(top: &Cursor<'_>, findings: &mut Findings) -> Option<()> {
    let version = match top.get("openapi").map(|version| version.node) {
        Some(Node::String(version) | Node::Number(version)) => version.as_str(),
        _ => "",
    };
    if version.starts_with("3.0") || version.starts_with("3.1") {
        return Some(());
    }
    let at = if version.is_empty() { JsonPointer::root() } else { JsonPointer::root().child("openapi") };
    let found = if version.is_empty() { String::from("no `openapi` key") } else { format!("version `{version}`") };
    findings.error(
        Code::NotADescription,
        &at,
        format!("this is no description that can be read: {found}"),
        "give an OpenAPI 3.0 or 3.1 document, which starts with `openapi: 3.1.0`",
    );
    None
}

fn read_server(server: &Cursor<'_>, findings: &mut Findings) -> Option<Server> {
    Some(Server {
        url: server.required_string("url", findings)?,
        description: server.string("description", findings).unwrap_or_default(),
    })
}

fn read_schemas(top: &Cursor<'_>, findings: &mut Findings) -> Vec<(String, Schema)> {
    let components = top.section("components", findings);
    let schemas = components.and_then(|components| components.section("schemas", findings));
    let schemas = schemas.map(|schemas| schemas.children()).unwrap_or_default();
    schemas.iter().map(|(key, schema)| ((*key).to_owned(), Schema::read(schema, findings))).collect()
}
