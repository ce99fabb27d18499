//! Bindery's own extensions: `x-bindery` objects. An unknown key, a value that a key does not take, or a place where it
//! has no effect is an error.
//!
//! | on | key | values | what it does |
//! |-|-|-|-|
//! | document | `package` | a package name | the name of the contract crate |
//! | document | `names` | `exact`, `ignore-case` | how readers match member names and enum values |
//! | document | `types` | `full`, `short` | Rust names from the whole component key, or from behind its last dot |
//! | document | `xml.profile` | `xml-object`, `data-contract` | what XML looks like |
//! | document | `xml.names` | `documented`, `pascal-case` | element names in the data-contract profile |
//! | document | `form.empty` | `text`, `absent` | what an empty value of a form is to a reader |
//! | schema | `name` | any | the documented name, where it cannot be a component key |
//! | schema | `rust-name` | a Rust type name | the name of the type, or of the type within the member |
//! | schema | `secret` | `string` | JSON and forms may have a secret string in place of the object |
//! | schema | `numbers` | integers, by value | the numbers that some writers send for values of `enum`, and their order |
//! | schema | `variants` | Rust type names, by value | the names of values of `enum` |
//! | schema | `field` | a Rust field name | the name of the member, or of the parameter, that it is the schema of |
//! | schema | `role` | `idempotency-key`, `correlation-id` | what the header is for that it is the schema of |
//! | operation | `rust-name` | a Rust type name | the name of the operation |
//! | operation | `bodies` | description and value, by name | requests that say the same each time: a constructor for each |
//! | response | `schema` | a schema | what the body holds in practice, where the description states no schema |

use std::collections::BTreeSet;

use heck::ToSnakeCase;

use super::{Body, Content, Cursor, Document, Response, Schema};
use crate::contract::Role;
use crate::naming::ident::{is_ident, normalized};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// Keys of values that are data and no part of the description.
const DATA: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// Keys of objects whose keys are names: there, no key has a meaning.
const MAPS: [&str; 5] = ["definitions", "parameters", "properties", "responses", "schemas"];

/// The extensions of a whole description.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocumentExtension {
    pub(crate) package: Option<String>,
    pub(crate) names: NameRule,
    pub(crate) types: TypeNames,
    pub(crate) xml_profile: XmlProfile,
    pub(crate) xml_names: XmlNames,
    /// Whether an empty value of a form is absent.
    pub(crate) empty_is_absent: bool,
}

/// How readers match names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameRule {
    #[default]
    Exact,
    IgnoreCase,
}

/// What a type's Rust name is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TypeNames {
    #[default]
    Full,
    Short,
}

/// What XML looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum XmlProfile {
    /// As the `xml` objects of the description say.
    #[default]
    XmlObject,
    /// As .NET's `DataContractSerializer` has it.
    DataContract,
}

/// How elements are named in the data-contract profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum XmlNames {
    #[default]
    Documented,
    PascalCase,
}

/// The extensions of a schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct SchemaExtension {
    pub(crate) name: Option<String>,
    pub(crate) rust_name: Option<String>,
    /// Whether a secret string may stand in place of the object.
    pub(crate) secret_string: bool,
    /// The numbers of values of the enum.
    pub(crate) numbers: Option<Vec<(String, i64)>>,
    /// The names in Rust of values of the enum.
    pub(crate) variants: Option<Vec<(String, String)>>,
    pub(crate) field: Option<String>,
    pub(crate) role: Option<Role>,
}

/// The extensions of an operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct OperationExtension {
    pub(crate) rust_name: Option<String>,
    pub(crate) bodies: Vec<NamedBody>,
}

/// A body that is written out under a name.
#[derive(Clone, Debug)]
pub(crate) struct NamedBody {
    pub(crate) at: JsonPointer,
    pub(crate) name: String,
    pub(crate) description: String,
    pub(crate) value: Node,
}

/// The extensions of a response.
#[derive(Debug, Default)]
pub(crate) struct ResponseExtension {
    /// What the body holds in practice, where the description states no schema.
    pub(crate) schema: Option<Schema>,
}

impl DocumentExtension {
    pub(crate) fn read(document: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Self {
        let mut extension = Self::default();
        let Some(all) = open(document, &["package", "names", "types", "xml", "form"], diagnostics) else {
            return extension;
        };
        extension.package = text(&all, "package", diagnostics);
        let names = [("exact", NameRule::Exact), ("ignore-case", NameRule::IgnoreCase)];
        extension.names = choice(&all, "names", &names, diagnostics);
        let types = [("full", TypeNames::Full), ("short", TypeNames::Short)];
        extension.types = choice(&all, "types", &types, diagnostics);
        if let Some(xml) = nested(&all, "xml", &["profile", "names"], diagnostics) {
            let profiles = [("xml-object", XmlProfile::XmlObject), ("data-contract", XmlProfile::DataContract)];
            extension.xml_profile = choice(&xml, "profile", &profiles, diagnostics);
            let names = [("documented", XmlNames::Documented), ("pascal-case", XmlNames::PascalCase)];
            extension.xml_names = choice(&xml, "names", &names, diagnostics);
            if extension.xml_profile != XmlProfile::DataContract {
                no_effect(&xml, "names", "remove it, or state `profile: data-contract` beside it", diagnostics);
            }
        }
        if let Some(form) = nested(&all, "form", &["empty"], diagnostics) {
            extension.empty_is_absent = choice(&form, "empty", &[("text", false), ("absent", true)], diagnostics);
        }
        extension
    }
}

impl SchemaExtension {
    pub(crate) fn read(schema: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Self {
        let keys = ["name", "rust-name", "secret", "numbers", "variants", "field", "role"];
        let roles = [("idempotency-key", Some(Role::IdempotencyKey)), ("correlation-id", Some(Role::CorrelationId))];
        let Some(all) = open(schema, &keys, diagnostics) else {
            return Self::default();
        };
        Self {
            name: text(&all, "name", diagnostics),
            rust_name: read_rust_name(&all, diagnostics),
            secret_string: choice(&all, "secret", &[("string", true)], diagnostics),
            numbers: all.get("numbers").map(|_| read_numbers(&all, diagnostics)),
            variants: all.get("variants").map(|_| read_variants(&all, diagnostics)),
            field: read_field(&all, diagnostics),
            role: choice(&all, "role", &roles, diagnostics),
        }
    }
}

impl SchemaExtension {
    /// The keys that are stated.
    pub(crate) fn stated(&self) -> impl Iterator<Item = &'static str> {
        let Self { name, rust_name, secret_string, numbers, variants, field, role } = self;
        let keys = [
            ("name", name.is_some()),
            ("rust-name", rust_name.is_some()),
            ("secret", *secret_string),
            ("numbers", numbers.is_some()),
            ("variants", variants.is_some()),
            ("field", field.is_some()),
            ("role", role.is_some()),
        ];
        keys.into_iter().filter(|(_, stated)| *stated).map(|(key, _)| key)
    }
}

impl OperationExtension {
    /// Reads the extensions of an operation that has this body.
    pub(crate) fn read(operation: &Cursor<'_>, body: Option<&Body>, diagnostics: &mut Diagnostics) -> Self {
        let Some(all) = open(operation, &["rust-name", "bodies"], diagnostics) else { return Self::default() };
        if body.is_none() {
            no_effect(&all, "bodies", "remove it, or state it on an operation whose requests have a body", diagnostics);
        }
        Self { rust_name: read_rust_name(&all, diagnostics), bodies: read_bodies(&all, diagnostics) }
    }
}

impl ResponseExtension {
    pub(crate) fn read(response: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Self {
        let schema = open(response, &["schema"], diagnostics).and_then(|all| all.get("schema"));
        Self { schema: schema.and_then(|schema| read_schema(&schema, diagnostics)) }
    }

    /// The extensions that have an effect beside what the response holds, with an error about the others.
    pub(super) fn checked(self, response: &Cursor<'_>, content: &[Content], diagnostics: &mut Diagnostics) -> Self {
        let help = if content.iter().any(|content| content.schema.is_some()) {
            "remove it: the response states a schema itself"
        } else if content.iter().all(|content| content.media_types.is_empty()) {
            "remove it, or state under `content` the media types that the body has"
        } else {
            return self;
        };
        if let (Some(all), Some(_)) = (response.get("x-bindery"), &self.schema) {
            no_effect(&all, "schema", help, diagnostics);
        }
        Self::default()
    }
}

/// Reports the `x-bindery` objects of a description in places that nothing was read from.
pub(super) fn check_locations(top: &Cursor<'_>, document: &Document, diagnostics: &mut Diagnostics) {
    if !has_extension(top.node) {
        return;
    }
    let schemas = document.all_schemas();
    let locations = schemas.iter().map(|schema| &schema.at);
    let operations = document.operations.iter().map(|operation| &operation.at);
    let responses = document.operations.iter().flat_map(|operation| &operation.responses).map(|Response { at, .. }| at);
    let locations = locations.chain(operations).chain(responses).chain([&top.at]);
    check_within(top, "", &locations.collect(), diagnostics);
}

/// Whether there is an `x-bindery` object in a value: most descriptions have none, and some are large.
pub(super) fn has_extension(node: &Node) -> bool {
    match node {
        Node::Object(object) => object.iter().any(|(key, value)| key == "x-bindery" || has_extension(value)),
        Node::Array(items) => items.iter().any(has_extension),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

fn check_within(of: &Cursor<'_>, key: &str, locations: &BTreeSet<&JsonPointer>, diagnostics: &mut Diagnostics) {
    let is_map = MAPS.contains(&key);
    if !is_map && !locations.contains(&of.at) {
        let help =
            "remove it: extensions are for the description, operations and their responses, and schemas that are read";
        no_effect(of, "x-bindery", help, diagnostics);
    }
    for (key, child) in of.children() {
        // What a response holds in practice is a schema as any other.
        if let Some(schema) = child.get("schema").filter(|_| !is_map && key == "x-bindery") {
            check_within(&schema, "schema", locations, diagnostics);
        }
        if is_map || (key != "x-bindery" && !DATA.contains(&key)) {
            check_within(&child, key, locations, diagnostics);
        }
    }
    if let Node::Array(items) = of.node {
        for (index, node) in items.iter().enumerate() {
            check_within(&Cursor { node, at: of.at.item(index) }, "", locations, diagnostics);
        }
    }
}

/// Says that what stands at `key`, if anything, has no effect.
fn no_effect(of: &Cursor<'_>, key: &str, help: &str, diagnostics: &mut Diagnostics) {
    if let Some(stated) = of.get(key) {
        diagnostics.error(Code::UnknownExtension, &stated.at, format!("`{key}` has no effect here"), help);
    }
}

/// A schema, with an error if it is none.
fn read_schema(schema: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Schema> {
    if matches!(schema.node, Node::Object(_)) {
        return Some(Schema::read(schema, diagnostics));
    }
    schema.refused("a schema", diagnostics);
    None
}

fn read_bodies(all: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Vec<NamedBody> {
    let bodies = by_name(all, "bodies", diagnostics);
    bodies.into_iter().filter_map(|(name, body)| read_body(name, &body, diagnostics)).collect()
}

fn read_body(name: &str, body: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<NamedBody> {
    if !matches!(body.node, Node::Object(_)) {
        body.refused("an object with `description` and `value`", diagnostics);
        return None;
    }
    check_keys(body, &["description", "value"], diagnostics);
    let description = text(body, "description", diagnostics).unwrap_or_default();
    let Some(value) = body.get("value") else {
        let message = format!("the body `{name}` has no value");
        diagnostics.error(Code::Malformed, &body.at, message, "add `value` with what the request carries");
        return None;
    };
    Some(NamedBody { at: body.at.clone(), name: name.to_owned(), description, value: value.node.clone() })
}

/// The name of a type in Rust: a name that the generator had to change would not be the chosen one.
fn read_rust_name(all: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let name = text(all, "rust-name", diagnostics)?;
    checked(&name, "rust-name", &all.get("rust-name")?, TYPE_NAME, diagnostics)
}

fn read_variants(all: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Vec<(String, String)> {
    let mut variants = Vec::new();
    for (value, name) in by_value(all, "variants", diagnostics) {
        match name.node {
            Node::String(text) => {
                let name = checked(text, "variants", &name, TYPE_NAME, diagnostics);
                variants.extend(name.map(|name| (value.to_owned(), name)));
            }
            _ => name.refused("a string", diagnostics),
        }
    }
    variants
}

fn read_field(all: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<String> {
    let name = text(all, "field", diagnostics)?;
    checked(&name, "field", &all.get("field")?, FIELD_NAME, diagnostics)
}

/// What a Rust name must be, and what to say if it is not.
type NameTest = (fn(&str) -> bool, &'static str);

const TYPE_NAME: NameTest = (
    |name| is_ident(name) && name.starts_with(char::is_uppercase),
    "it takes the name of a type in Rust, such as `OrderLine`",
);

const FIELD_NAME: NameTest = (
    |name| is_ident(name) && name.trim_start_matches("r#").to_snake_case() == name.trim_start_matches("r#"),
    "it takes the name of a field in Rust, such as `order_line`",
);

/// The name, if it passes the test; an error if it does not.
fn checked(
    name: &str,
    key: &str,
    at: &Cursor<'_>,
    (test, help): NameTest,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    if test(name) {
        return Some(normalized(name));
    }
    diagnostics.error(Code::UnknownExtension, &at.at, format!("`{key}` does not take `{name}`"), help);
    None
}

fn read_numbers(all: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Vec<(String, i64)> {
    let mut numbers = Vec::new();
    for (value, number) in by_value(all, "numbers", diagnostics) {
        match number.node {
            Node::Number(text) if text.parse::<i64>().is_ok() => {
                numbers.extend(text.parse().map(|number| (value.to_owned(), number)));
            }
            _ => number.refused("an integer", diagnostics),
        }
    }
    numbers
}

/// The `x-bindery` object of a part of the description, with its keys checked.
fn open<'a>(part: &Cursor<'a>, keys: &[&str], diagnostics: &mut Diagnostics) -> Option<Cursor<'a>> {
    nested(part, "x-bindery", keys, diagnostics)
}

/// The object at `key`, with its keys checked.
fn nested<'a>(within: &Cursor<'a>, key: &str, keys: &[&str], diagnostics: &mut Diagnostics) -> Option<Cursor<'a>> {
    let object = within.get(key).filter(|object| !matches!(object.node, Node::Null))?;
    if !matches!(object.node, Node::Object(_)) {
        object.refused("an object", diagnostics);
        return None;
    }
    check_keys(&object, keys, diagnostics);
    Some(object)
}

fn check_keys(object: &Cursor<'_>, keys: &[&str], diagnostics: &mut Diagnostics) {
    for (key, value) in object.children() {
        if !keys.contains(&key) {
            diagnostics.error(
                Code::UnknownExtension,
                &value.at,
                format!("`{key}` is no extension here"),
                format!("the extensions here are: {}", keys.join(", ")),
            );
        }
    }
}

/// The entries of the object at `key`; none if it is absent, with an error if it is no object.
fn by_value<'a>(of: &Cursor<'a>, key: &str, diagnostics: &mut Diagnostics) -> Vec<(&'a str, Cursor<'a>)> {
    entries(of, key, "an object with values for keys", diagnostics)
}

/// As [`by_value`], where the keys are names.
fn by_name<'a>(of: &Cursor<'a>, key: &str, diagnostics: &mut Diagnostics) -> Vec<(&'a str, Cursor<'a>)> {
    entries(of, key, "an object with names for keys", diagnostics)
}

fn entries<'a>(
    of: &Cursor<'a>,
    key: &str,
    expected: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<(&'a str, Cursor<'a>)> {
    match of.get(key) {
        Some(value) if matches!(value.node, Node::Object(_)) => value.children(),
        Some(value) => {
            value.refused(expected, diagnostics);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// The string at `key`; `None` if it is absent, with an error if it is no string.
fn text(of: &Cursor<'_>, key: &str, diagnostics: &mut Diagnostics) -> Option<String> {
    let value = of.get(key)?;
    if matches!(value.node, Node::String(_)) {
        return value.as_string(diagnostics);
    }
    value.refused("a string", diagnostics);
    None
}

/// The value at `key` as one of the choices; the default if it is absent or none of them.
fn choice<T: Copy + Default>(of: &Cursor<'_>, key: &str, choices: &[(&str, T)], diagnostics: &mut Diagnostics) -> T {
    let Some(found) = text(of, key, diagnostics) else { return T::default() };
    if let Some((_, chosen)) = choices.iter().find(|(name, _)| *name == found) {
        return *chosen;
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    diagnostics.error(
        Code::UnknownExtension,
        &of.at.child(key),
        format!("`{key}` does not take `{found}`"),
        format!("it takes: {}", names.join(", ")),
    );
    T::default()
}
