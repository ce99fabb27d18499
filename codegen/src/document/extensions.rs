//! The `x-bindery` extensions. An unknown key, an invalid value, and a location without an effect are errors.
//!
//! | on | key | values | what it does |
//! |-|-|-|-|
//! | document | `package` | a package name | the name of the contract crate |
//! | document | `names` | `exact`, `ignore-case` | the matching of member names and enum values by readers |
//! | document | `types` | `full`, `short` | Rust names from the whole component key, or from its last segment |
//! | document | `operation-names` | `full`, `short` | Rust names from the whole operation id, or without path and method |
//! | document | `operation-modules` | `flat`, `tags` | operations in one module, or in the modules of their tags |
//! | document | `xml.profile` | `xml-object`, `data-contract` | the XML profile |
//! | document | `xml.names` | `documented`, `pascal-case` | element names in the data-contract profile |
//! | document | `xml.enums` | `documented`, `pascal-case` | enum values in the data-contract profile |
//! | document | `xml.inheritance` | `base-first`, `flat` | members of bases in the data-contract profile |
//! | document | `xml.order` | `name`, `document` | the order of elements in the profile of `xml` objects |
//! | document | `xml.namespaces` | `stated`, `inherited` | the namespaces of elements that state none |
//! | document | `required` | `enforce`, `lenient` | the treatment of required members |
//! | document | `formats` | `string`, `jiff`, `chrono`, `time`, or a library or a type by format | the Rust types of formats |
//! | document | `validate` | `true`, `false` | the crate can check the constraints of values |
//! | document | `features` | names of features | the default features of the crate |
//! | document | `form.profile` | `openapi`, `model-binder` | the form profile |
//! | document | `form.empty` | `string`, `absent` | the meaning of an empty form value for readers |
//! | schema | `name` | any | the documented name, where it cannot be a component key |
//! | schema | `rust-name` | a Rust type name | the name of the type, or of the type within the member |
//! | schema | `secret` | `string` | JSON and forms may have a secret string instead of the object |
//! | schema | `numbers` | integers, by value | the numbers that some writers send for values of `enum`, and their order |
//! | schema | `variants` | Rust type names, by value | the names of values of `enum` |
//! | schema | `required` | `enforce`, `lenient`, or either by member | the treatment of the required members of an object |
//! | schema | `bases` | names and members, the base of all first | base classes in the data-contract profile |
//! | schema | `xml.order` | names of members | the order of the elements in XML |
//! | schema | `format` | `string` or a library | the Rust type of a string with a format |
//! | document | `derive` | traits, and paths of derive macros | traits of all types |
//! | document | `implement` | paths of traits | traits of other crates, of all types |
//! | schema | `derive` | traits, and paths of derive macros | traits of the type |
//! | schema | `implement` | paths of traits | traits of other crates, of the type |
//! | schema | `rust-type` | a path, with its crate and version | the Rust type in place of a generated one |
//! | schema | `field` | a Rust field name | the name of the member or parameter with the schema |
//! | schema | `role` | `idempotency-key`, `correlation-id` | the role of the header with the schema |
//! | operation | `rust-name` | a Rust type name | the name of the operation |
//! | operation | `bodies` | description and value, by name | named bodies: a constructor for each |
//! | response | `schema` | a schema | the schema of the body in practice, if the response states none |

mod derive;
mod formats;
mod required;
mod rust_type;
mod values;
mod xml;

use std::collections::BTreeSet;

use heck::ToSnakeCase;

pub(crate) use self::derive::DeriveStatement;
pub(crate) use self::formats::{FormatChoice, FormatsStatement};
pub(crate) use self::required::RequiredStatement;
pub(crate) use self::rust_type::RustTypeStatement;
pub(crate) use self::xml::{
    BaseStatement, OrderStatement, XmlEnums, XmlExtension, XmlInheritance, XmlNames, XmlNamespaces, XmlOrder,
    XmlProfile,
};

use self::required::REQUIRED;
use self::values::{by_name, by_value, check_keys, choice, nested, open, text};
use super::{Body, Content, Cursor, Document, Response, Schema, Unselected};
use crate::contract::{OperationModules, OperationNames, RequiredMembers, Role};
use crate::naming::ident::{is_ident, normalized};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::reference::DATA;
use crate::source::syntax::Node;

/// The keys of objects whose keys are names.
const MAPS: [&str; 5] = ["definitions", "parameters", "properties", "responses", "schemas"];

/// The extensions of the document.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocumentExtension {
    pub(crate) package: Option<String>,
    pub(crate) names: NameRule,
    pub(crate) types: TypeNames,
    pub(crate) operation_names: OperationNames,
    pub(crate) operation_modules: OperationModules,
    pub(crate) xml: XmlExtension,
    pub(crate) required: RequiredMembers,
    pub(crate) formats: FormatsStatement,
    /// `true` if an empty value of a form is absent.
    pub(crate) empty_is_absent: bool,
    /// `true` if forms have the profile `model-binder`, and not `openapi`.
    pub(crate) model_binder: bool,
    /// `true` if the crate can check the constraints of values.
    pub(crate) validate: bool,
    /// The traits and macros of all types.
    pub(crate) derive: Vec<DeriveStatement>,
    /// The default features of the crate, each with its location.
    pub(crate) features: Option<Vec<(String, JsonPointer)>>,
}

/// The rule by which readers match names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum NameRule {
    #[default]
    Exact,
    IgnoreCase,
}

/// The source of the Rust names of types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TypeNames {
    #[default]
    Full,
    Short,
}

/// The extensions of a schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct SchemaExtension {
    pub(crate) name: Option<String>,
    pub(crate) rust_name: Option<String>,
    /// `true` if a secret string may replace the object.
    pub(crate) secret_string: bool,
    /// The numbers of enum values.
    pub(crate) numbers: Option<Vec<(String, i64)>>,
    /// The Rust names of enum values.
    pub(crate) variants: Option<Vec<(String, String)>>,
    pub(crate) field: Option<String>,
    pub(crate) role: Option<Role>,
    pub(crate) required: RequiredStatement,
    pub(crate) format: Option<FormatChoice>,
    /// The Rust type in place of a generated one.
    pub(crate) rust_type: Option<Box<RustTypeStatement>>,
    /// The traits and macros of the type.
    pub(crate) derive: Vec<DeriveStatement>,
    /// The base classes of the type in XML.
    pub(crate) bases: Vec<BaseStatement>,
    /// The order of the elements in XML.
    pub(crate) order: OrderStatement,
}

/// The extensions of an operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct OperationExtension {
    pub(crate) rust_name: Option<String>,
    pub(crate) bodies: Vec<NamedBody>,
}

/// A named body: a constant request body.
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
    /// The schema of the body in practice, if the response states none.
    pub(crate) schema: Option<Schema>,
}

impl DocumentExtension {
    pub(super) fn read(document: &Cursor<'_>) -> Self {
        let mut extension = Self::default();
        let keys = [
            "package",
            "names",
            "types",
            "operation-names",
            "operation-modules",
            "xml",
            "required",
            "formats",
            "form",
            "validate",
            "derive",
            "implement",
            "features",
        ];
        let Some(all) = open(document, &keys) else {
            return extension;
        };
        extension.package = text(&all, "package");
        let names = [("exact", NameRule::Exact), ("ignore-case", NameRule::IgnoreCase)];
        extension.names = choice(&all, "names", &names);
        let types = [("full", TypeNames::Full), ("short", TypeNames::Short)];
        extension.types = choice(&all, "types", &types);
        let operation_names = [("full", OperationNames::Full), ("short", OperationNames::Short)];
        extension.operation_names = choice(&all, "operation-names", &operation_names);
        let modules = [("flat", OperationModules::Flat), ("tags", OperationModules::Tags)];
        extension.operation_modules = choice(&all, "operation-modules", &modules);
        extension.xml = XmlExtension::read(&all);
        extension.required = choice(&all, "required", &REQUIRED).unwrap_or_default();
        extension.formats = formats::read(&all);
        extension.derive = derive::read(&all);
        if let Some(form) = nested(&all, "form", &["profile", "empty"]) {
            extension.model_binder = choice(&form, "profile", &[("openapi", false), ("model-binder", true)]);
            extension.empty_is_absent = choice(&form, "empty", &[("string", false), ("absent", true)]);
        }
        extension.validate = boolean(&all, "validate");
        extension.features = read_features(&all);
        extension
    }
}

impl SchemaExtension {
    pub(super) fn read(schema: &Cursor<'_>) -> Self {
        let keys = [
            "name",
            "rust-name",
            "rust-type",
            "derive",
            "implement",
            "secret",
            "numbers",
            "variants",
            "field",
            "role",
            "required",
            "format",
            "bases",
            "xml",
        ];
        let roles = [("idempotency-key", Some(Role::IdempotencyKey)), ("correlation-id", Some(Role::CorrelationId))];
        let rust_type = rust_type::of_schema(schema).map(Box::new);
        let Some(all) = open(schema, &keys) else {
            return Self { rust_type, ..Self::default() };
        };
        Self {
            name: text(&all, "name"),
            rust_name: read_rust_name(&all),
            secret_string: choice(&all, "secret", &[("string", true)]),
            numbers: all.get("numbers").map(|_| read_numbers(&all)),
            variants: all.get("variants").map(|_| read_variants(&all)),
            field: read_field(&all),
            role: choice(&all, "role", &roles),
            required: required::read(&all, schema),
            format: formats::choice_of(&all, "format"),
            rust_type,
            derive: derive::read(&all),
            bases: xml::read_bases(&all),
            order: xml::read_order(&all),
        }
    }
}

impl SchemaExtension {
    /// Returns the stated keys.
    pub(crate) fn stated(&self) -> impl Iterator<Item = &'static str> {
        let Self {
            name,
            rust_name,
            secret_string,
            numbers,
            variants,
            field,
            role,
            required,
            format,
            rust_type,
            derive,
            bases,
            order,
        } = self;
        let keys = [
            ("name", name.is_some()),
            ("rust-name", rust_name.is_some()),
            ("secret", *secret_string),
            ("numbers", numbers.is_some()),
            ("variants", variants.is_some()),
            ("field", field.is_some()),
            ("role", role.is_some()),
            ("required", required.is_stated()),
            ("format", format.is_some()),
            ("bases", !bases.is_empty()),
            ("xml", !order.is_empty()),
            ("derive", derive.iter().any(|one| one.key() == "derive")),
            ("implement", derive.iter().any(|one| one.key() == "implement")),
            ("rust-type", rust_type.as_ref().is_some_and(|it| !it.is_foreign)),
        ];
        keys.into_iter().filter(|(_, stated)| *stated).map(|(key, _)| key)
    }
}

impl OperationExtension {
    /// Reads the extensions of an operation with this body.
    pub(super) fn read(operation: &Cursor<'_>, body: Option<&Body>) -> Self {
        let Some(all) = open(operation, &["rust-name", "bodies"]) else { return Self::default() };
        if body.is_none() {
            no_effect(&all, "bodies", "remove it, or state it on an operation whose requests have a body");
        }
        Self { rust_name: read_rust_name(&all), bodies: read_bodies(&all) }
    }
}

impl ResponseExtension {
    pub(super) fn read(response: &Cursor<'_>) -> Self {
        let schema = open(response, &["schema"]).and_then(|all| all.get("schema"));
        Self { schema: schema.and_then(|schema| read_schema(&schema)) }
    }

    /// Returns the extensions that apply to this content, with an error about the others.
    pub(super) fn checked(self, response: &Cursor<'_>, content: &[Content]) -> Self {
        let help = if content.iter().any(|content| content.schema.is_some()) {
            "remove it: the response states a schema itself"
        } else if content.iter().all(|content| content.media_types.is_empty()) {
            "remove it, or state under `content` the media types that the body has"
        } else {
            return self;
        };
        if let (Some(all), Some(_)) = (response.get("x-bindery"), &self.schema) {
            no_effect(&all, "schema", help);
        }
        Self::default()
    }
}

/// Reports the `x-bindery` objects in locations that are not read, but for unselected requests.
pub(super) fn check_extension_locations(top: &Cursor<'_>, document: &Document, unselected: &Unselected) {
    if !has_extension(top.node) {
        return;
    }
    let schemas = document.all_schemas();
    let locations = schemas.iter().map(|schema| &schema.at);
    let operations = document.operations.iter().map(|operation| &operation.at);
    let responses = document.operations.iter().flat_map(|operation| &operation.responses).map(|Response { at, .. }| at);
    let locations = locations.chain(operations).chain(responses).chain([&top.at]);
    check_within(top, "", &ReadLocations { all: locations.collect(), unselected });
}

/// Returns `true` if a value contains an `x-bindery` object: most documents have none, and some are large.
pub(super) fn has_extension(node: &Node) -> bool {
    match node {
        Node::Object(object) => object.iter().any(|(key, value)| key == "x-bindery" || has_extension(value)),
        Node::Array(items) => items.iter().any(has_extension),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

/// The locations whose extensions are read.
struct ReadLocations<'a> {
    all: BTreeSet<&'a JsonPointer>,
    unselected: &'a Unselected,
}

fn check_within(of: &Cursor<'_>, key: &str, locations: &ReadLocations<'_>) {
    if locations.unselected.hides(&of.at) {
        return;
    }
    let is_map = MAPS.contains(&key);
    if !is_map && !locations.all.contains(&of.at) {
        let help =
            "remove it: extensions apply to the document, to operations and their responses, and to schemas in use";
        no_effect(of, "x-bindery", help);
    }
    for (key, child) in of.children() {
        // The schema of a response extension may have extensions as well.
        if let Some(schema) = child.get("schema").filter(|_| !is_map && key == "x-bindery") {
            check_within(&schema, "schema", locations);
        }
        if is_map || (key != "x-bindery" && !DATA.contains(&key)) {
            check_within(&child, key, locations);
        }
    }
    if let Node::Array(items) = of.node {
        for (index, node) in items.iter().enumerate() {
            check_within(&of.to(node, of.at.item(index)), "", locations);
        }
    }
}

/// Reports that a value at `key`, if any, has no effect.
fn no_effect(of: &Cursor<'_>, key: &str, help: &str) {
    if let Some(stated) = of.get(key) {
        stated.error(Code::UnknownExtension, format!("`{key}` has no effect here"), help);
    }
}

/// Returns the boolean at `key`; `false` if it is absent, with an error if it is not a boolean.
fn boolean(all: &Cursor<'_>, key: &str) -> bool {
    match all.get(key).map(|value| (value.node, value)) {
        None => false,
        Some((Node::Bool(boolean), _)) => *boolean,
        Some((_, value)) => {
            value.refused("true or false");
            false
        }
    }
}

/// Reads the default features.
fn read_features(all: &Cursor<'_>) -> Option<Vec<(String, JsonPointer)>> {
    let stated = all.get("features")?;
    if !matches!(stated.node, Node::Array(_)) {
        stated.refused("an array of names of features");
        return None;
    }
    let name = |item: &Cursor<'_>| match item.node {
        Node::String(name) => Some((name.clone(), item.at.clone())),
        _ => {
            item.refused("a string");
            None
        }
    };
    Some(all.items("features").iter().filter_map(name).collect())
}

/// Reads a schema, with an error if the value is not a schema.
fn read_schema(schema: &Cursor<'_>) -> Option<Schema> {
    if matches!(schema.node, Node::Object(_)) {
        return Some(Schema::read(schema));
    }
    schema.refused("a schema");
    None
}

fn read_bodies(all: &Cursor<'_>) -> Vec<NamedBody> {
    let bodies = by_name(all, "bodies");
    bodies.into_iter().filter_map(|(name, body)| read_body(name, &body)).collect()
}

fn read_body(name: &str, body: &Cursor<'_>) -> Option<NamedBody> {
    if !matches!(body.node, Node::Object(_)) {
        body.refused("an object with `description` and `value`");
        return None;
    }
    check_keys(body, &["description", "value"]);
    let description = text(body, "description").unwrap_or_default();
    let Some(value) = body.get("value") else {
        let message = format!("the body `{name}` has no value");
        body.error(Code::Malformed, message, "add `value` with the body of the request");
        return None;
    };
    Some(NamedBody { at: body.at.clone(), name: name.to_owned(), description, value: value.node.clone() })
}

/// Reads the Rust name of a type. A name that would need a change is an error.
fn read_rust_name(all: &Cursor<'_>) -> Option<String> {
    let name = text(all, "rust-name")?;
    checked(&name, "rust-name", &all.get("rust-name")?, &TYPE_NAME)
}

fn read_variants(all: &Cursor<'_>) -> Vec<(String, String)> {
    let mut variants = Vec::new();
    for (value, name) in by_value(all, "variants") {
        match name.node {
            Node::String(text) => {
                let name = checked(text, "variants", &name, &TYPE_NAME);
                variants.extend(name.map(|name| (value.to_owned(), name)));
            }
            _ => name.refused("a string"),
        }
    }
    variants
}

fn read_field(all: &Cursor<'_>) -> Option<String> {
    let name = text(all, "field")?;
    checked(&name, "field", &all.get("field")?, &FIELD_NAME)
}

/// The test of a Rust name, and the help if it fails.
struct NameTest {
    passes: fn(&str) -> bool,
    help: &'static str,
}

const TYPE_NAME: NameTest = NameTest {
    passes: |name| is_ident(name) && name.starts_with(char::is_uppercase),
    help: "it takes the name of a type in Rust, such as `OrderLine`",
};

const FIELD_NAME: NameTest = NameTest {
    passes: |name| is_ident(name) && name.trim_start_matches("r#").to_snake_case() == name.trim_start_matches("r#"),
    help: "it takes the name of a field in Rust, such as `order_line`",
};

/// Returns the name if it passes the test, or else reports an error.
fn checked(name: &str, key: &str, at: &Cursor<'_>, test: &NameTest) -> Option<String> {
    if (test.passes)(name) {
        return Some(normalized(name));
    }
    at.error(Code::UnknownExtension, format!("`{key}` does not take `{name}`"), test.help);
    None
}

fn read_numbers(all: &Cursor<'_>) -> Vec<(String, i64)> {
    let mut numbers = Vec::new();
    for (value, number) in by_value(all, "numbers") {
        match number.node {
            Node::Number(text) if text.parse::<i64>().is_ok() => {
                numbers.extend(text.parse().map(|number| (value.to_owned(), number)));
            }
            _ => number.refused("an integer"),
        }
    }
    numbers
}
