//! Bindery's own switches: `x-bindery` objects. An unknown key, a value that a key does not take, or a place where it
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
//! | answer | `schema` | a schema | what the body holds in practice, where the description states no schema |

use std::collections::BTreeSet;

use heck::ToSnakeCase;

use super::{Answer, Body, Content, Cursor, Document, Schema};
use crate::naming::ident::{is_ident, normalized};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::finding::Findings;
use crate::source::syntax::Node;

/// Keys of values that are data and no part of the description.
const DATA: [&str; 5] = ["example", "examples", "default", "enum", "const"];

/// Keys of objects whose keys are names: there, no key has a meaning.
const MAPS: [&str; 5] = ["definitions", "parameters", "properties", "responses", "schemas"];

/// The switches of a whole description.
#[derive(Clone, Debug, Default)]
pub(crate) struct DocumentSwitches {
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

/// The switches of a schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct SchemaSwitches {
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

/// What a header is for, where the client has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The same value in every attempt of a call, and another in every call.
    IdempotencyKey,
    /// Ties calls together in the logs of both sides.
    CorrelationId,
}

/// The switches of an operation.
#[derive(Clone, Debug, Default)]
pub(crate) struct OperationSwitches {
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

/// The switches of an answer.
#[derive(Debug, Default)]
pub(crate) struct AnswerSwitches {
    /// What the body holds in practice, where the description states no schema.
    pub(crate) schema: Option<Schema>,
}

impl DocumentSwitches {
    pub(crate) fn read(document: &Cursor<'_>, findings: &mut Findings) -> Self {
        let mut switches = Self::default();
        let Some(all) = open(document, &["package", "names", "types", "xml", "form"], findings) else {
            return switches;
        };
        switches.package = text(&all, "package", findings);
        let names = [("exact", NameRule::Exact), ("ignore-case", NameRule::IgnoreCase)];
        switches.names = choice(&all, "names", &names, findings);
        let types = [("full", TypeNames::Full), ("short", TypeNames::Short)];
        switches.types = choice(&all, "types", &types, findings);
        if let Some(xml) = nested(&all, "xml", &["profile", "names"], findings) {
            let profiles = [("xml-object", XmlProfile::XmlObject), ("data-contract", XmlProfile::DataContract)];
            switches.xml_profile = choice(&xml, "profile", &profiles, findings);
            let names = [("documented", XmlNames::Documented), ("pascal-case", XmlNames::PascalCase)];
            switches.xml_names = choice(&xml, "names", &names, findings);
            if switches.xml_profile != XmlProfile::DataContract {
                no_effect(&xml, "names", "remove it, or state `profile: data-contract` beside it", findings);
            }
        }
        if let Some(form) = nested(&all, "form", &["empty"], findings) {
            switches.empty_is_absent = choice(&form, "empty", &[("text", false), ("absent", true)], findings);
        }
        switches
    }
}

impl SchemaSwitches {
    pub(crate) fn read(schema: &Cursor<'_>, findings: &mut Findings) -> Self {
        let keys = ["name", "rust-name", "secret", "numbers", "variants", "field", "role"];
        let roles = [("idempotency-key", Some(Role::IdempotencyKey)), ("correlation-id", Some(Role::CorrelationId))];
        let Some(all) = open(schema, &keys, findings) else {
            return Self::default();
        };
        Self {
            name: text(&all, "name", findings),
            rust_name: read_rust_name(&all, findings),
            secret_string: choice(&all, "secret", &[("string", true)], findings),
            numbers: all.get("numbers").map(|_| read_numbers(&all, findings)),
            variants: all.get("variants").map(|_| read_variants(&all, findings)),
            field: read_field(&all, findings),
            role: choice(&all, "role", &roles, findings),
        }
    }
}

impl SchemaSwitches {
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

impl OperationSwitches {
    /// Reads the switches of an operation that has this body.
    pub(crate) fn read(operation: &Cursor<'_>, body: Option<&Body>, findings: &mut Findings) -> Self {
        let Some(all) = open(operation, &["rust-name", "bodies"], findings) else { return Self::default() };
        if body.is_none() {
            no_effect(&all, "bodies", "remove it, or state it on an operation whose requests have a body", findings);
        }
        Self { rust_name: read_rust_name(&all, findings), bodies: read_bodies(&all, findings) }
    }
}

impl AnswerSwitches {
    pub(crate) fn read(answer: &Cursor<'_>, findings: &mut Findings) -> Self {
        let schema = open(answer, &["schema"], findings).and_then(|all| all.get("schema"));
        Self { schema: schema.and_then(|schema| read_schema(&schema, findings)) }
    }

    /// The switches that have an effect beside what the answer holds, with an error about the others.
    pub(super) fn checked(self, answer: &Cursor<'_>, content: &[Content], findings: &mut Findings) -> Self {
        let help = if content.iter().any(|content| content.schema.is_some()) {
            "remove it: the answer states a schema itself"
        } else if content.iter().all(|content| content.media_types.is_empty()) {
            "remove it, or state under `content` the media types that the body has"
        } else {
            return self;
        };
        if let (Some(all), Some(_)) = (answer.get("x-bindery"), &self.schema) {
            no_effect(&all, "schema", help, findings);
        }
        Self::default()
    }
}

/// Reports the `x-bindery` objects of a description in places that nothing was read from.
pub(super) fn check_places(top: &Cursor<'_>, document: &Document, findings: &mut Findings) {
    if !has_switches(top.node) {
        return;
    }
    let schemas = document.all_schemas();
    let places = schemas.iter().map(|schema| &schema.at);
    let operations = document.operations.iter().map(|operation| &operation.at);
    let answers = document.operations.iter().flat_map(|operation| &operation.answers).map(|Answer { at, .. }| at);
    let places = places.chain(operations).chain(answers).chain([&top.at]);
    check_within(top, "", &places.collect(), findings);
}

/// Whether there is an `x-bindery` object in a value: most descriptions have none, and some are large.
pub(super) fn has_switches(node: &Node) -> bool {
    match node {
        Node::Object(object) => object.iter().any(|(key, value)| key == "x-bindery" || has_switches(value)),
        Node::Array(items) => items.iter().any(has_switches),
        Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => false,
    }
}

fn check_within(of: &Cursor<'_>, key: &str, places: &BTreeSet<&JsonPointer>, findings: &mut Findings) {
    let is_map = MAPS.contains(&key);
    if !is_map && !places.contains(&of.at) {
        let help =
            "remove it: switches are for the description, operations and their answers, and schemas that are read";
        no_effect(of, "x-bindery", help, findings);
    }
    for (key, child) in of.children() {
        // What an answer holds in practice is a schema as any other.
        if let Some(schema) = child.get("schema").filter(|_| !is_map && key == "x-bindery") {
            check_within(&schema, "schema", places, findings);
        }
        if is_map || (key != "x-bindery" && !DATA.contains(&key)) {
            check_within(&child, key, places, findings);
        }
    }
    if let Node::Array(items) = of.node {
        for (index, node) in items.iter().enumerate() {
            check_within(&Cursor { node, at: of.at.item(index) }, "", places, findings);
        }
    }
}

/// Says that what stands at `key`, if anything, has no effect.
fn no_effect(of: &Cursor<'_>, key: &str, help: &str, findings: &mut Findings) {
    if let Some(stated) = of.get(key) {
        findings.error(Code::UnknownSwitch, &stated.at, format!("`{key}` has no effect here"), help);
    }
}

/// A schema, with an error if it is none.
fn read_schema(schema: &Cursor<'_>, findings: &mut Findings) -> Option<Schema> {
    if matches!(schema.node, Node::Object(_)) {
        return Some(Schema::read(schema, findings));
    }
    schema.refused("a schema", findings);
    None
}

fn read_bodies(all: &Cursor<'_>, findings: &mut Findings) -> Vec<NamedBody> {
    let bodies = by_name(all, "bodies", findings);
    bodies.into_iter().filter_map(|(name, body)| read_body(name, &body, findings)).collect()
}

fn read_body(name: &str, body: &Cursor<'_>, findings: &mut Findings) -> Option<NamedBody> {
    if !matches!(body.node, Node::Object(_)) {
        body.refused("an object with `description` and `value`", findings);
        return None;
    }
    check_keys(body, &["description", "value"], findings);
    let description = text(body, "description", findings).unwrap_or_default();
    let Some(value) = body.get("value") else {
        let message = format!("the body `{name}` has no value");
        findings.error(Code::Malformed, &body.at, message, "add `value` with what the request carries");
        return None;
    };
    Some(NamedBody { at: body.at.clone(), name: name.to_owned(), description, value: value.node.clone() })
}

/// The name of a type in Rust: a name that the generator had to change would not be the chosen one.
fn read_rust_name(all: &Cursor<'_>, findings: &mut Findings) -> Option<String> {
    let name = text(all, "rust-name", findings)?;
    checked(&name, "rust-name", &all.get("rust-name")?, TYPE_NAME, findings)
}

fn read_variants(all: &Cursor<'_>, findings: &mut Findings) -> Vec<(String, String)> {
    let mut variants = Vec::new();
    for (value, name) in by_value(all, "variants", findings) {
        match name.node {
            Node::String(text) => {
                let name = checked(text, "variants", &name, TYPE_NAME, findings);
                variants.extend(name.map(|name| (value.to_owned(), name)));
            }
            _ => name.refused("a string", findings),
        }
    }
    variants
}

fn read_field(all: &Cursor<'_>, findings: &mut Findings) -> Option<String> {
    let name = text(all, "field", findings)?;
    checked(&name, "field", &all.get("field")?, FIELD_NAME, findings)
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
fn checked(name: &str, key: &str, at: &Cursor<'_>, (test, help): NameTest, findings: &mut Findings) -> Option<String> {
    if test(name) {
        return Some(normalized(name));
    }
    findings.error(Code::UnknownSwitch, &at.at, format!("`{key}` does not take `{name}`"), help);
    None
}

fn read_numbers(all: &Cursor<'_>, findings: &mut Findings) -> Vec<(String, i64)> {
    let mut numbers = Vec::new();
    for (value, number) in by_value(all, "numbers", findings) {
        match number.node {
            Node::Number(text) if text.parse::<i64>().is_ok() => {
                numbers.extend(text.parse().map(|number| (value.to_owned(), number)));
            }
            _ => number.refused("an integer", findings),
        }
    }
    numbers
}

/// The `x-bindery` object of a part of the description, with its keys checked.
fn open<'a>(part: &Cursor<'a>, keys: &[&str], findings: &mut Findings) -> Option<Cursor<'a>> {
    nested(part, "x-bindery", keys, findings)
}

/// The object at `key`, with its keys checked.
fn nested<'a>(within: &Cursor<'a>, key: &str, keys: &[&str], findings: &mut Findings) -> Option<Cursor<'a>> {
    let object = within.get(key).filter(|object| !matches!(object.node, Node::Null))?;
    if !matches!(object.node, Node::Object(_)) {
        object.refused("an object", findings);
        return None;
    }
    check_keys(&object, keys, findings);
    Some(object)
}

fn check_keys(object: &Cursor<'_>, keys: &[&str], findings: &mut Findings) {
    for (key, value) in object.children() {
        if !keys.contains(&key) {
            findings.error(
                Code::UnknownSwitch,
                &value.at,
                format!("`{key}` is no switch here"),
                format!("the switches here are: {}", keys.join(", ")),
            );
        }
    }
}

/// The entries of the object at `key`; none if it is absent, with an error if it is no object.
fn by_value<'a>(of: &Cursor<'a>, key: &str, findings: &mut Findings) -> Vec<(&'a str, Cursor<'a>)> {
    entries(of, key, "an object with values for keys", findings)
}

/// As [`by_value`], where the keys are names.
fn by_name<'a>(of: &Cursor<'a>, key: &str, findings: &mut Findings) -> Vec<(&'a str, Cursor<'a>)> {
    entries(of, key, "an object with names for keys", findings)
}

fn entries<'a>(of: &Cursor<'a>, key: &str, expected: &str, findings: &mut Findings) -> Vec<(&'a str, Cursor<'a>)> {
    match of.get(key) {
        Some(value) if matches!(value.node, Node::Object(_)) => value.children(),
        Some(value) => {
            value.refused(expected, findings);
            Vec::new()
        }
        None => Vec::new(),
    }
}

/// The string at `key`; `None` if it is absent, with an error if it is no string.
fn text(of: &Cursor<'_>, key: &str, findings: &mut Findings) -> Option<String> {
    let value = of.get(key)?;
    if matches!(value.node, Node::String(_)) {
        return value.as_string(findings);
    }
    value.refused("a string", findings);
    None
}

/// The value at `key` as one of the choices; the default if it is absent or none of them.
fn choice<T: Copy + Default>(of: &Cursor<'_>, key: &str, choices: &[(&str, T)], findings: &mut Findings) -> T {
    let Some(found) = text(of, key, findings) else { return T::default() };
    if let Some((_, chosen)) = choices.iter().find(|(name, _)| *name == found) {
        return *chosen;
    }
    let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
    findings.error(
        Code::UnknownSwitch,
        &of.at.child(key),
        format!("`{key}` does not take `{found}`"),
        format!("it takes: {}", names.join(", ")),
    );
    T::default()
}
