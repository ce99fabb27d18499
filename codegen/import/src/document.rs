//! The merged pages as an OpenAPI document. This stage cannot fail.
//!
//! A required string header `Authorization` becomes a security scheme, `http` with `bearer`: OpenAPI ignores a header
//! parameter of this name. Properties that pages do not state, such as `readOnly`, nullability and required members,
//! are not invented. `info.version` is required in OpenAPI, and empty.

use crate::blocks::Table;
use crate::definitions::Definition;
use crate::merge::Api;
use crate::page::Page;
use crate::rows::{Media, Row, status_key};
use crate::types::Type;
use crate::yaml::{Object, Value};

/// The version of OpenAPI.
const VERSION: &str = "3.1.0";

/// The header that becomes a security scheme, whose name it is as well.
const AUTHORIZATION: &str = "Authorization";

/// The media type if none is known.
const ANY: &str = "*/*";

/// The use of the pages' descriptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Descriptions {
    /// The descriptions are kept.
    Kept,
    /// Only the structure is kept.
    LeftOut,
}

/// The document.
pub(crate) fn document(api: &Api<'_>, texts: Descriptions) -> Object {
    let servers = common(api.operations.values().map(|page| page.request.server)).flatten();
    let is_bearer = common(api.operations.values().map(|page| bearer(page).is_some())).unwrap_or_default();
    let shared = Shared { texts, has_server: servers.is_some(), is_bearer };
    Object::default()
        .with("openapi", VERSION)
        .with("info", Object::default().with("title", title(api)).with("version", ""))
        .with_some("servers", servers.map(server))
        .with_some("security", is_bearer.then(security))
        .with("paths", shared.paths(api))
        .with_some("components", some(shared.components(api)))
}

/// The key of a definition: OpenAPI allows ASCII letters and digits, dots, dashes and underscores.
pub(crate) fn component_key(name: &str) -> String {
    let stands = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    name.chars().map(|character| if stands(character) { character } else { '_' }).collect()
}

/// The properties that all operations share, and the emission of each.
#[derive(Clone, Copy)]
struct Shared {
    texts: Descriptions,
    /// `true` if the document states the server of all operations.
    has_server: bool,
    /// `true` if the document requires a bearer token for all operations.
    is_bearer: bool,
}

/// The groups of the operations, without duplicates.
fn title(api: &Api<'_>) -> String {
    let mut groups: Vec<&str> = Vec::new();
    for page in api.operations.values() {
        if !groups.contains(&page.title.group) {
            groups.push(page.title.group);
        }
    }
    groups.join(", ")
}

/// The value, if all operations share it.
fn common<T: PartialEq>(mut values: impl Iterator<Item = T>) -> Option<T> {
    let first = values.next()?;
    values.all(|value| value == first).then_some(first)
}

fn server(url: &str) -> Value {
    Value::from(vec![Object::default().with("url", url).into()])
}

fn security() -> Value {
    Value::from(vec![Object::default().with(AUTHORIZATION, Vec::new()).into()])
}

fn some(object: Object) -> Option<Object> {
    (!object.is_empty()).then_some(object)
}

/// The header of a bearer token, if there is one.
fn bearer<'p, 'a>(page: &'p Page<'a>) -> Option<&'p Row<'a>> {
    let mut headers = page.headers.iter().flat_map(|table| &table.rows);
    headers.find(|row| is_bearer(row))
}

fn is_bearer(row: &Row<'_>) -> bool {
    let is_text = matches!(row.ty, Some(Type::Plain { name: "string", .. }));
    row.location == Some("header") && row.name.eq_ignore_ascii_case(AUTHORIZATION) && row.required && is_text
}

impl Shared {
    /// Paragraphs as one string, if descriptions are kept.
    fn text(self, paragraphs: &[String]) -> Option<String> {
        (self.texts == Descriptions::Kept && !paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
    }

    fn paths(self, api: &Api<'_>) -> Object {
        let mut paths = Object::default();
        let mut item = Object::default();
        let mut pages = api.operations.values().peekable();
        while let Some(page) = pages.next() {
            item = item.with(&page.request.method.to_ascii_lowercase(), self.operation(page));
            if pages.peek().is_none_or(|next| next.request.path != page.request.path) {
                paths = paths.with(page.request.path, std::mem::take(&mut item));
            }
        }
        paths
    }

    fn operation(self, page: &Page<'_>) -> Object {
        let parameters: Vec<Value> = page
            .parameters
            .iter()
            .chain(&page.headers)
            .flat_map(|table| &table.rows)
            .filter(|row| !is_bearer(row))
            .map(|row| self.parameter(row).into())
            .collect();
        let own_server = page.request.server.filter(|_| !self.has_server);
        let own_security = !self.is_bearer && bearer(page).is_some();
        Object::default()
            .with_some("operationId", page.id)
            .with("tags", vec![Value::from(page.title.group)])
            .with_some("summary", self.text(&page.summary))
            .with_some("servers", own_server.map(server))
            .with_some("security", own_security.then(security))
            .with_some("parameters", (!parameters.is_empty()).then_some(parameters))
            .with_some("requestBody", page.body.as_ref().map(|body| self.body(page, body)))
            .with_some(
                "responses",
                page.responses.as_ref().filter(|table| !table.rows.is_empty()).map(|table| self.responses(table)),
            )
    }

    fn parameter(self, row: &Row<'_>) -> Object {
        let location = row.location.unwrap_or_default();
        let is_required = row.required || location == "path";
        Object::default()
            .with("name", row.name)
            .with("in", location)
            .with_some("required", is_required.then_some(true))
            .with_some("description", self.text(&row.description))
            .with("schema", schema(row.ty.as_ref()))
    }

    /// The request body. A single row that names a definition is the body; otherwise the rows are its members.
    fn body(self, page: &Page<'_>, body: &Table<'_>) -> Object {
        let media = body.media.as_ref().or(page.headers.as_ref().and_then(|headers| headers.media.as_ref()));
        let whole = match body.rows.as_slice() {
            [row] if is_whole_body(row.ty.as_ref()) => Some(row),
            _ => None,
        };
        let schema = match whole {
            Some(row) => known(row.ty.as_ref()),
            None => (!body.rows.is_empty()).then(|| self.members(body)),
        };
        Object::default()
            .with_some("required", whole.filter(|row| row.required).map(|_| true))
            .with_some("description", whole.and_then(|row| self.text(&row.description)))
            .with("content", content(media, schema.map(Value::from).as_ref()))
    }

    fn responses(self, table: &Table<'_>) -> Object {
        table.rows.iter().fold(Object::default(), |responses, row| {
            let key = status_key(row.name).unwrap_or(row.name);
            let name = row.name.strip_prefix(key).map(str::trim).filter(|name| !name.is_empty());
            let description = self.text(&row.description).unwrap_or_else(|| name.unwrap_or(row.name).to_owned());
            let schema = known(row.ty.as_ref()).map(Value::from);
            let is_silent = row.media.is_none() && schema.is_none();
            let content = (!is_silent).then(|| content(row.media.as_ref(), schema.as_ref()));
            responses.with(key, Object::default().with("description", description).with_some("content", content))
        })
    }

    fn components(self, api: &Api<'_>) -> Object {
        let bearer = api.operations.values().find_map(bearer);
        let scheme = bearer.map(|row| {
            let scheme = Object::default().with("type", "http").with("scheme", "bearer");
            let scheme = scheme.with_some("description", self.text(&row.description));
            Object::default().with(AUTHORIZATION, scheme)
        });
        let schemas = api.definitions.values().fold(Object::default(), |schemas, definition| {
            schemas.with(&component_key(definition.name), self.definition(definition))
        });
        Object::default().with_some("securitySchemes", scheme).with_some("schemas", some(schemas))
    }

    /// A definition. If its name is no valid key, the extension `name` holds it.
    fn definition(self, definition: &Definition<'_>) -> Object {
        let is_renamed = component_key(definition.name) != definition.name;
        let name = is_renamed.then(|| Object::default().with("name", definition.name));
        let object = Object::default()
            .with("type", "object")
            .with_some("description", self.text(&definition.description))
            .with_some("x-bindery", name);
        match &definition.members {
            Some(table) => self.with_members(object, table),
            None => object,
        }
    }

    fn members(self, table: &Table<'_>) -> Object {
        self.with_members(Object::default().with("type", "object"), table)
    }

    fn with_members(self, object: Object, table: &Table<'_>) -> Object {
        let required: Vec<Value> = table.rows.iter().filter(|row| row.required).map(|row| row.name.into()).collect();
        let members = table.rows.iter().fold(Object::default(), |members, row| {
            let description = self.text(&row.description);
            members.with(row.name, schema(row.ty.as_ref()).with_some("description", description))
        });
        object.with_some("required", (!required.is_empty()).then_some(required)).with_some("properties", some(members))
    }
}

/// Returns `true` if the type of a body's only row is the type of the body.
fn is_whole_body(ty: Option<&Type<'_>>) -> bool {
    match ty {
        Some(Type::Named(_) | Type::Lost(_)) | None => true,
        Some(Type::Array(item)) => is_whole_body(Some(item)),
        Some(Type::Plain { .. } | Type::Enum(_)) => false,
    }
}

/// The schema of a type, unless the type is unknown.
fn known(ty: Option<&Type<'_>>) -> Option<Object> {
    some(schema(ty))
}

/// The schema of a type; an empty one, which allows everything, if the type is unknown.
fn schema(ty: Option<&Type<'_>>) -> Object {
    match ty {
        None | Some(Type::Lost(_)) => Object::default(),
        Some(Type::Plain { name, format }) => Object::default().with("type", *name).with_some("format", *format),
        Some(Type::Named(name)) => {
            Object::default().with("$ref", format!("#/components/schemas/{}", component_key(name)))
        }
        Some(Type::Array(item)) => Object::default().with("type", "array").with("items", schema(Some(item))),
        Some(Type::Enum(values)) => {
            let values: Vec<Value> = values.iter().map(|value| Value::from(*value)).collect();
            Object::default().with("type", "string").with("enum", values)
        }
    }
}

/// The same schema for each media type.
fn content(media: Option<&Media<'_>>, schema: Option<&Value>) -> Object {
    let types = media.map(|media| media.types.as_slice()).filter(|types| !types.is_empty()).unwrap_or(&[ANY]);
    types.iter().fold(Object::default(), |content, media_type| {
        content.with(media_type, Object::default().with_some("schema", schema.cloned()))
    })
}
