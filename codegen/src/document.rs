//! The document: Swagger 2.0 and OpenAPI 3.0 to 3.2 in one shape.
//!
//! The input is a [`Node`], the output a [`Document`]. References to parameters, bodies and responses are resolved
//! here; references to schemas stay, because a schema has an identity. Each part has its location. A malformed part is
//! ignored, with a diagnostic.

mod constraints;
mod expansion;
mod extensions;
mod multipart_files;
mod openapi;
mod operation;
mod paths;
mod reader;
mod references;
mod schema;
mod security;
mod serialization;
mod swagger;
mod unselected;
mod value_annotations;
mod webhooks;

pub(crate) use extensions::{
    BaseStatement, DeriveStatement, DocumentExtension, FormatChoice, NameRule, NamedBody, OperationExtension,
    ResponseExtension, RustTypeStatement, SchemaExtension, TypeNames, XmlEnums, XmlInheritance, XmlNames,
    XmlNamespaces, XmlOrder, XmlProfile,
};
pub(crate) use operation::METHODS;
pub(crate) use operation::{Body, Content, MediaType, Operation, Parameter, ParameterKind, Response, Webhook};
pub(crate) use schema::{Additional, Discriminator, Reference, Schema, SchemaType, XmlObject};
pub(crate) use security::Security;
pub(crate) use unselected::Unselected;
pub(crate) use value_annotations::ValueAnnotations;

use std::collections::BTreeSet;
use std::mem;

use crate::contract::{SecurityScheme, Server, Tag};
use crate::source::cursor::Cursor;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;
use expansion::ExpansionBudget;
use paths::Requests;

/// A document, as far as a contract needs it.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The licence of the API description: an SPDX expression, or else a name.
    pub(crate) license: Option<String>,
    pub(crate) external_docs: Option<String>,
    pub(crate) servers: Vec<Server>,
    /// The tags, as declared, then those that only operations state.
    pub(crate) tags: Vec<Tag>,
    /// The documentation of the security schemes.
    pub(crate) schemes: Vec<SecurityScheme>,
    pub(crate) extension: DocumentExtension,
    /// The start of references to component schemas.
    pub(crate) components: &'static str,
    /// The component schemas, by key.
    pub(crate) schemas: Vec<(String, Schema)>,
    /// The schemas that only references lead to, by location.
    pub(crate) referenced: Vec<Schema>,
    /// The operations, by path and method.
    pub(crate) operations: Vec<Operation>,
    /// The requests that the service sends: webhooks, then callbacks by operation.
    pub(crate) webhooks: Vec<Webhook>,
}

impl Document {
    /// Returns every schema, with the schemas within it.
    pub(crate) fn all_schemas(&self) -> Vec<&Schema> {
        let mut all = Vec::new();
        let components = self.schemas.iter().map(|(_, schema)| schema);
        let operations = self.operations.iter().flat_map(Operation::schemas);
        let webhooks = self.webhooks.iter().flat_map(Webhook::schemas);
        for schema in components.chain(operations).chain(webhooks).chain(&self.referenced) {
            schema.collect(&mut all);
        }
        all
    }

    /// Returns the referenced schemas outside the components.
    pub(crate) fn targets(&self) -> Vec<&Schema> {
        let all = self.all_schemas();
        let targets: BTreeSet<JsonPointer> = all.iter().filter_map(|schema| self.target(schema)).collect();
        all.into_iter().filter(|schema| targets.contains(&schema.at)).collect()
    }

    /// Returns the target of the reference of a schema, if it is outside the components.
    fn target(&self, schema: &Schema) -> Option<JsonPointer> {
        let pointer = JsonPointer::from_fragment(schema.reference.as_ref()?.text.strip_prefix('#')?)?;
        let key = pointer.as_str().strip_prefix(self.components.trim_start_matches('#'));
        key.is_none_or(|key| key.contains('/')).then_some(pointer)
    }

    /// Reads the targets of references that are not read yet, recursively.
    fn read_elsewhere(&mut self, top: &Cursor<'_>) {
        let mut expansion = ExpansionBudget::new(top.node);
        let all = self.all_schemas();
        let mut known: BTreeSet<JsonPointer> = all.iter().map(|schema| schema.at.clone()).collect();
        let mut wanted: BTreeSet<JsonPointer> = all.iter().filter_map(|schema| self.target(schema)).collect();
        loop {
            let mut read: Vec<Schema> = Vec::new();
            for at in mem::take(&mut wanted) {
                let is_within = |schema: &Schema| {
                    at.as_str().strip_prefix(schema.at.as_str()).is_some_and(|rest| rest.starts_with('/'))
                };
                let is_new = known.insert(at.clone()) && !read.last().is_some_and(is_within);
                let Some(node) = top.node.find(&at).filter(|_| is_new) else { continue };
                let found = top.to(node, at);
                if expansion.allow(&found) {
                    read.push(Schema::read(&found));
                }
            }
            if read.is_empty() {
                return;
            }
            let mut all = Vec::new();
            for schema in &read {
                schema.collect(&mut all);
            }
            known.extend(all.iter().map(|schema| schema.at.clone()));
            wanted.extend(all.iter().filter_map(|schema| self.target(schema)));
            self.referenced.append(&mut read);
        }
    }
}

/// The dialect of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    /// Swagger 2.0.
    Swagger,
    /// OpenAPI 3.
    OpenApi,
}

impl Dialect {
    /// Returns the dialect of a version.
    fn of(version: &str) -> Option<Self> {
        match version.split('.').next().unwrap_or_default() {
            "2" if matches!(version, "2" | "2.0" | "2.0.0") => Some(Self::Swagger),
            "3" => Some(Self::OpenApi),
            _ => None,
        }
    }

    /// The start of references to component schemas.
    fn components(self) -> &'static str {
        match self {
            Self::Swagger => "#/definitions/",
            Self::OpenApi => "#/components/schemas/",
        }
    }
}

/// Reads a document without the unselected requests. Returns `None`, with a diagnostic, if it is unsupported.
pub(crate) fn read(root: &Node, unselected: &Unselected, diagnostics: &mut Diagnostics) -> Option<Document> {
    Cursor::read(root, diagnostics, |top| read_document(top, unselected))
}

fn read_document(top: &Cursor<'_>, unselected: &Unselected) -> Option<Document> {
    let dialect = read_dialect(top)?;
    let info = top.section("info");
    let text = |key: &str| -> String { info.as_ref().and_then(|info| info.string(key)).unwrap_or_default() };
    let license = info.as_ref().and_then(|info| info.object("license"));
    let Requests { operations, webhooks } = paths::read_all(top, dialect, unselected);
    let mut document = Document {
        title: text("title"),
        description: text("description"),
        license: license.and_then(|license| license.string("identifier").or_else(|| license.string("name"))),
        external_docs: external_docs(top),
        servers: match dialect {
            Dialect::Swagger => swagger::servers(top),
            Dialect::OpenApi => openapi::servers(top),
        },
        tags: Vec::new(),
        schemes: security::docs(top, dialect),
        extension: DocumentExtension::read(top),
        components: dialect.components(),
        schemas: read_schemas(top, dialect),
        referenced: Vec::new(),
        operations,
        webhooks,
    };
    document.tags = read_tags(top, &document.operations);
    document.read_elsewhere(top);
    if dialect == Dialect::OpenApi && !openapi::is_3_0(top) {
        document.read_multipart_files();
    }
    extensions::check_extension_locations(top, &document, unselected);
    Some(document)
}

/// Reads the tags: those that the document declares, then those that operations state, each once.
fn read_tags(top: &Cursor<'_>, operations: &[Operation]) -> Vec<Tag> {
    let declared = top
        .items("tags")
        .into_iter()
        .filter_map(|tag| Some(Tag { name: tag.string("name")?, text: tag.string("description").unwrap_or_default() }));
    let used = operations.iter().filter_map(|operation| operation.tag.clone());
    let used = used.map(|name| Tag { name, text: String::new() });
    let mut seen = BTreeSet::new();
    declared.chain(used).filter(|tag| seen.insert(tag.name.clone())).collect()
}

/// Returns the URL of further documentation, if it is one of the web.
fn external_docs(of: &Cursor<'_>) -> Option<String> {
    let url = of.object("externalDocs")?.string("url")?;
    ["https://", "http://"].iter().any(|scheme| url.starts_with(scheme)).then_some(url)
}

/// Returns the dialect of the stated version; `None`, with a diagnostic, if it is unsupported. The version may be under
/// the key of another dialect.
fn read_dialect(top: &Cursor<'_>) -> Option<Dialect> {
    let version = |key: &str| match top.get(key)?.node {
        Node::String(version) | Node::Number(version) => Some((top.at.child(key), version.as_str())),
        Node::Null | Node::Bool(_) | Node::Array(_) | Node::Object(_) => None,
    };
    let stated: Vec<_> = ["openapi", "swagger", "swaggerVersion"].into_iter().filter_map(version).collect();
    let known = stated.iter().find_map(|(at, version)| Some((at, version, Dialect::of(version)?)));
    let Some((at, version, dialect)) = known else {
        report_unsupported(top, stated.first());
        return None;
    };
    if stated.len() > 1 {
        let message = format!("the document is read as version {version}, but states another version as well");
        top.diagnostics().warning(Code::Malformed, at, message, "remove the other version");
    } else if dialect == Dialect::OpenApi && !VERSIONS.contains(&version.split('.').nth(1).unwrap_or("0")) {
        let message = format!("unknown version {version}: the document is read as version 3.2");
        let help = "check for a newer version of the generator";
        top.diagnostics().warning(Code::Unsupported, at, message, help);
    }
    Some(dialect)
}

/// The supported minor versions of OpenAPI 3.
const VERSIONS: [&str; 3] = ["0", "1", "2"];

/// Reports an unsupported document, with its version if it states one.
fn report_unsupported(top: &Cursor<'_>, stated: Option<&(JsonPointer, &str)>) {
    let (at, found) = match stated {
        Some((at, version)) => (at.clone(), format!("version `{version}`")),
        None => (JsonPointer::root(), String::from("neither `openapi` nor `swagger` is present")),
    };
    let help = if stated.is_some_and(|(_, version)| version.starts_with("1.")) {
        "convert it to a newer version first, for example by `npx api-spec-converter --from=swagger_1 --to=swagger_2`"
    } else {
        "provide an OpenAPI 3 document (`openapi: 3.1.0`) or a Swagger document (`swagger: '2.0'`)"
    };
    let message = format!("unsupported document: {found}");
    top.diagnostics().error(Code::NotADescription, &at, message, help);
}

fn read_schemas(top: &Cursor<'_>, dialect: Dialect) -> Vec<(String, Schema)> {
    let schemas = match dialect {
        Dialect::Swagger => top.section("definitions"),
        Dialect::OpenApi => {
            let components = top.section("components");
            components.and_then(|components| components.section("schemas"))
        }
    };
    let schemas = schemas.map(|schemas| schemas.children()).unwrap_or_default();
    schemas.iter().map(|(key, schema)| ((*key).to_owned(), Schema::component(schema))).collect()
}
