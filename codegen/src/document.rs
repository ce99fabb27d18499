//! The description as one dialect: Swagger 2.0, OpenAPI 3.0 and 3.1, JSON or YAML, in one shape.
//!
//! In comes a [`Node`], out goes a [`Document`]. References to parameters, bodies and
//! answers are followed here; references to schemas stay, because a schema has an identity of its own. Each part
//! knows the place that it was read from. What is malformed is ignored, with a finding about that place.

mod openapi;
mod operation;
mod paths;
mod references;
mod schema;
mod security;
mod swagger;
mod switches;

pub(crate) use crate::cursor::Cursor;
pub(crate) use operation::{
    Answer, Body, Content, Encoding, Manner, MediaType, Operation, Parameter, ParameterKind, Style,
};
pub(crate) use schema::{Additional, Reference, Schema, SchemaType, XmlObject};
pub(crate) use security::{KeyPlace, Security};
pub(crate) use switches::{
    AnswerSwitches, DocumentSwitches, NameRule, NamedBody, OperationSwitches, Role, SchemaSwitches, TypeNames,
    XmlNames, XmlProfile,
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
    /// Where the schemas of the components are, as references start.
    pub(crate) components: &'static str,
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
    /// What states it.
    pub(crate) at: JsonPointer,
    pub(crate) url: String,
    pub(crate) description: String,
}

/// The dialect of a description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    /// Swagger 2.0.
    Swagger,
    /// OpenAPI 3.0 and 3.1.
    OpenApi,
}

impl Dialect {
    /// Where the schemas of the components are, as references start.
    fn components(self) -> &'static str {
        match self {
            Self::Swagger => "#/definitions/",
            Self::OpenApi => "#/components/schemas/",
        }
    }
}

/// Reads a description. `None`, with a finding, if it is none.
pub(crate) fn read(root: &Node, findings: &mut Findings) -> Option<Document> {
    let top = Cursor::root(root);
    let dialect = read_dialect(&top, findings)?;
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
        servers: match dialect {
            Dialect::Swagger => swagger::servers(&top, findings),
            Dialect::OpenApi => openapi::servers(&top, findings),
        },
        switches: DocumentSwitches::read(&top, findings),
        components: dialect.components(),
        schemas: read_schemas(&top, dialect, findings),
        operations: paths::read_all(&top, root, dialect, findings),
    };
    switches::check_places(&top, &document, findings);
    Some(document)
}

/// The address of further documentation, if it is one of the web.
pub(crate) fn external_docs(of: &Cursor<'_>, findings: &mut Findings) -> Option<String> {
    let url = of.object("externalDocs", findings)?.string("url", findings)?;
    ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)).then_some(url)
}

/// The dialect that the version says; `None`, with a finding, if it is none that can be read.
fn read_dialect(top: &Cursor<'_>, findings: &mut Findings) -> Option<Dialect> {
    let version = |key| match top.get(key).map(|version| version.node) {
        Some(Node::String(version) | Node::Number(version)) => version.as_str(),
        _ => "",
    };
    let known = match (version("swagger"), version("openapi")) {
        ("2.0" | "2", "") => Ok(Dialect::Swagger),
        ("", version) if version.starts_with("3.0") || version.starts_with("3.1") => Ok(Dialect::OpenApi),
        ("", "") => Err((JsonPointer::root(), String::from("no `openapi` and no `swagger` key"))),
        ("", version) => Err((JsonPointer::root().child("openapi"), format!("version `{version}`"))),
        (version, "") => Err((JsonPointer::root().child("swagger"), format!("version `{version}`"))),
        _ => Err((JsonPointer::root().child("swagger"), String::from("both a `swagger` and an `openapi` key"))),
    };
    known
        .map_err(|(at, found)| {
            let message = format!("this is no description that can be read: {found}");
            let help = "give an OpenAPI 3.0 or 3.1 document, which starts with `openapi: 3.1.0`, or one of Swagger, \
                which starts with `swagger: '2.0'`";
            findings.error(Code::NotADescription, &at, message, help);
        })
        .ok()
}

fn read_schemas(top: &Cursor<'_>, dialect: Dialect, findings: &mut Findings) -> Vec<(String, Schema)> {
    let schemas = match dialect {
        Dialect::Swagger => top.section("definitions", findings),
        Dialect::OpenApi => {
            let components = top.section("components", findings);
            components.and_then(|components| components.section("schemas", findings))
        }
    };
    let schemas = schemas.map(|schemas| schemas.children()).unwrap_or_default();
    schemas.iter().map(|(key, schema)| ((*key).to_owned(), Schema::read(schema, findings))).collect()
}
