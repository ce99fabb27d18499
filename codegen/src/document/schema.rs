//! Schemas: the keywords that shape data, in the dialect of OpenAPI 3.1.

use std::collections::BTreeSet;

use super::{Cursor, SchemaExtension, ValueAnnotations, constraints};
use crate::contract::{Constraints, MediaType, Wire};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::syntax::Node;

/// A schema.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the booleans of the specification")]
pub(crate) struct Schema {
    pub(crate) at: JsonPointer,
    /// The position in the description among the properties of the same object.
    pub(crate) position: usize,
    /// The position among the properties that `x-order` or `propertyOrder` states.
    pub(crate) order: Option<i64>,
    /// `true` if the value is not a schema, which is already reported.
    pub(crate) malformed: bool,
    /// The `$ref`; the other keywords apply beside it.
    pub(crate) reference: Option<Reference>,
    /// The types of values, null aside; empty for any type.
    pub(crate) types: Vec<SchemaType>,
    /// `true` if null is a value as well: by `type` in 3.1, by `nullable` in 3.0.
    pub(crate) nullable: bool,
    /// The format, or the one that the keywords about the content imply.
    pub(crate) format: Option<String>,
    /// The keywords about the content of a string.
    pub(crate) content: Option<Box<ContentKeywords>>,
    pub(crate) values: Option<Vec<Node>>,
    /// The members, by name.
    pub(crate) properties: Vec<(String, Schema)>,
    pub(crate) required: Vec<String>,
    pub(crate) items: Option<Box<Schema>>,
    /// The schemas of the first items of an array, by position.
    pub(crate) first_items: Vec<Schema>,
    /// `true` if no items may follow the first ones.
    pub(crate) is_closed: bool,
    /// The schemas of `allOf`.
    pub(crate) all_of: Vec<Schema>,
    /// The schemas of `oneOf` and `anyOf`.
    pub(crate) alternatives: Vec<Schema>,
    /// `true` if the alternatives are objects that have the members beside them in common: those of `oneOf`.
    pub(crate) shares_members: bool,
    /// The schema that an alternative refers to, if it has common members as well. It is among `all_of` then.
    pub(crate) extends: Option<Reference>,
    /// `true` if the schema has a name and extends another one by `allOf`, although it states nothing but its type.
    pub(crate) is_subtype: bool,
    pub(crate) discriminator: Option<Discriminator>,
    /// The value of a discriminator that selects the schema, from `x-ms-discriminator-value` of `AutoRest`.
    pub(crate) discriminator_value: Option<String>,
    /// The statement about additional members, if there may be any.
    pub(crate) additional: Option<Additional>,
    /// The default for an absent value.
    pub(crate) default: Option<Node>,
    /// The constraints that the schema states itself.
    pub(crate) constraints: Option<Box<Constraints>>,
    /// Examples of its values, as JSON.
    pub(crate) examples: Vec<String>,
    /// The names and descriptions of values.
    pub(crate) value_annotations: ValueAnnotations,
    /// The name for generators.
    pub(crate) client_name: Option<String>,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) external_docs: Option<String>,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) deprecated: bool,
    pub(crate) xml: XmlObject,
    pub(crate) extension: SchemaExtension,
}

/// The keywords about the content of a string.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContentKeywords {
    /// `contentMediaType`.
    pub(crate) media_type: Option<String>,
    /// `contentEncoding`.
    pub(crate) encoding: Option<String>,
}

impl ContentKeywords {
    /// Reads the keywords, with a media type and an encoding that a header can hold.
    fn read(from: &Cursor<'_>) -> Option<Box<Self>> {
        let string = |key: &str| from.string(key).filter(|text| text.bytes().all(|byte| (b' '..=b'~').contains(&byte)));
        let read = Self { media_type: string("contentMediaType"), encoding: string("contentEncoding") };
        (read.media_type.is_some() || read.encoding.is_some()).then(|| Box::new(read))
    }
}

/// The statement about additional members.
#[derive(Debug)]
pub(crate) enum Additional {
    /// Untyped members.
    Any,
    /// Members of this schema.
    Schema(Box<Schema>),
}

/// A `$ref`.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    /// The location of the reference.
    pub(crate) at: JsonPointer,
    /// The URI reference.
    pub(crate) text: String,
}

/// A discriminator.
#[derive(Clone, Debug)]
pub(crate) struct Discriminator {
    pub(crate) at: JsonPointer,
    /// The member whose value selects the schema.
    pub(crate) property: String,
    /// The schemas by value: references, or names of components.
    pub(crate) mapping: Vec<(String, String)>,
}

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SchemaType {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

/// The `xml` object of a schema.
#[derive(Clone, Debug, Default)]
pub(crate) struct XmlObject {
    pub(crate) name: Option<String>,
    pub(crate) namespace: Option<String>,
    pub(crate) prefix: Option<String>,
    pub(crate) attribute: Option<bool>,
    pub(crate) wrapped: Option<bool>,
    /// `true` if the value is the text of the parent element.
    pub(crate) text: Option<bool>,
}

impl XmlObject {
    /// Merges this object over another one.
    pub(crate) fn over(self, other: &Self) -> Self {
        Self {
            name: self.name.or_else(|| other.name.clone()),
            namespace: self.namespace.or_else(|| other.namespace.clone()),
            prefix: self.prefix.or_else(|| other.prefix.clone()),
            attribute: self.attribute.or(other.attribute),
            wrapped: self.wrapped.or(other.wrapped),
            text: self.text.or(other.text),
        }
    }
}

impl Schema {
    pub(super) fn read(from: &Cursor<'_>) -> Self {
        let required = from.items("required");
        let required = required.iter().filter_map(Cursor::as_string).collect();
        Self { required, ..Self::of_parameter(from) }
    }

    /// Reads a schema inside a parameter, whose `required` is that of the parameter.
    pub(super) fn of_parameter(from: &Cursor<'_>) -> Self {
        let malformed = !matches!(from.node, Node::Object(_) | Node::Bool(_));
        if malformed {
            from.ignored("a schema");
        }
        let (types, nullable) = read_types(from);
        let all_of = read_schemas(from, "allOf");
        let values = read_values(from);
        // OpenAPI 3.0 allows no keywords beside a reference: they are in a separate part of `allOf`.
        let parts = all_of.iter().filter(|part| part.reference.is_none());
        let xml = parts.fold(read_xml(from), |xml, part| xml.over(&part.xml));
        let mut schema = Self {
            at: from.at.clone(),
            position: 0,
            order: read_order(from),
            malformed,
            reference: read_reference(from),
            types,
            nullable,
            format: from.string("format").or_else(|| content_format(from).map(str::to_owned)),
            content: ContentKeywords::read(from),
            value_annotations: ValueAnnotations::read(from, values.as_deref().unwrap_or_default()),
            values,
            properties: read_properties(from),
            required: Vec::new(),
            items: read_items(from),
            first_items: read_first_items(from),
            is_closed: rest_of_items(from).is_some_and(|rest| *rest.node == Node::Bool(false)),
            all_of,
            alternatives: read_alternatives(from),
            shares_members: false,
            extends: None,
            is_subtype: false,
            discriminator: read_discriminator(from),
            discriminator_value: from.string("x-ms-discriminator-value"),
            additional: read_additional(from),
            default: from.get("default").map(|default| default.node.clone()),
            constraints: constraints::constraints(from).boxed(),
            examples: constraints::examples(from),
            client_name: from.string("x-ms-client-name"),
            title: from.string("title").unwrap_or_default(),
            description: from.string("description").unwrap_or_default(),
            external_docs: super::external_docs(from),
            read_only: from.boolean("readOnly"),
            write_only: from.boolean("writeOnly"),
            deprecated: from.boolean("deprecated"),
            xml,
            extension: SchemaExtension::read(from),
        };
        if from.get("anyOf").is_none() {
            schema.share_members();
        }
        schema
    }

    /// Reads a component schema.
    pub(super) fn component(from: &Cursor<'_>) -> Self {
        let schema = Self::read(from);
        let is_bare = |part: &Self| part.types == [SchemaType::Object] && part.is_unstated();
        let has_base = schema.all_of.iter().any(|part| part.reference.is_some());
        let is_subtype = has_base && schema.all_of.iter().any(is_bare);
        Self { is_subtype, ..schema }
    }

    /// Returns `true` if the schema states neither members nor parts.
    fn is_unstated(&self) -> bool {
        self.reference.is_none()
            && self.properties.is_empty()
            && self.all_of.is_empty()
            && self.alternatives.is_empty()
            && self.additional.is_none()
            && self.values.is_none()
    }

    /// Lets each alternative of an object include the object, if all of them are objects.
    fn share_members(&mut self) {
        let is_object = |schema: &Self| {
            let is_typed = schema.types.is_empty() || schema.types == [SchemaType::Object];
            is_typed && (schema.reference.is_some() || !schema.properties.is_empty() || !schema.all_of.is_empty())
        };
        let is_null = |schema: &Self| schema.types == [SchemaType::Null];
        let are_objects = self.alternatives.iter().all(|schema| is_object(schema) || is_null(schema));
        let is_open = self.types.is_empty() || self.types == [SchemaType::Object];
        self.shares_members =
            are_objects && is_open && self.alternatives.iter().any(is_object) && !self.properties.is_empty();
        if self.shares_members {
            let alternatives = self.alternatives.iter_mut().filter(|schema| !is_null(schema));
            alternatives.for_each(|schema| schema.include(&self.at));
        }
    }

    /// Includes the schema at a location, and what the schema refers to, by `allOf`.
    fn include(&mut self, shared: &JsonPointer) {
        let part = |reference: Reference, at: JsonPointer| Self { reference: Some(reference), at, ..Self::default() };
        if let Some(reference) = self.reference.take() {
            self.all_of.insert(0, part(reference.clone(), reference.at.clone()));
            self.extends = Some(reference);
        }
        let reference = Reference { at: self.at.clone(), text: shared.to_reference() };
        self.all_of.insert(0, part(reference, self.at.child("allOf")));
    }

    /// Adds this schema and all schemas within it.
    pub(super) fn collect<'a>(&'a self, all: &mut Vec<&'a Self>) {
        all.push(self);
        let properties = self.properties.iter().map(|(_, schema)| schema);
        let additional = self.additional.as_ref().and_then(Additional::schema);
        let parts = self.items.as_deref().into_iter().chain(&self.first_items).chain(&self.all_of);
        for schema in properties.chain(parts).chain(&self.alternatives).chain(additional) {
            schema.collect(all);
        }
    }

    /// Returns `true` if null is a value.
    pub(crate) fn is_nullable(&self) -> bool {
        let values = self.values.as_deref().unwrap_or_default();
        self.nullable || self.types.contains(&SchemaType::Null) || values.contains(&Node::Null)
    }
}

impl Additional {
    /// Returns the schema of the additional members.
    pub(crate) fn schema(&self) -> Option<&Schema> {
        match self {
            Self::Any => None,
            Self::Schema(schema) => Some(schema),
        }
    }
}

/// Reads the statement about additional members: that of `additionalProperties`, or else of `unevaluatedProperties`,
/// since a composition has the members of all its parts. Members that match a pattern are additional ones as well.
fn read_additional(from: &Cursor<'_>) -> Option<Additional> {
    let stated = from.get("additionalProperties").or_else(|| from.get("unevaluatedProperties"));
    let patterns = from.entries("patternProperties");
    let schemas = patterns.into_iter().map(|(_, schema)| schema);
    match stated.as_ref().map(|stated| stated.node) {
        Some(Node::Bool(true)) => Some(Additional::Any),
        None | Some(Node::Bool(_)) => one_of(from, schemas.collect()),
        Some(_) => one_of(from, schemas.chain(stated).collect()),
    }
}

/// The most patterns of members: each is compared with all others.
const MAX_PATTERNS: usize = 64;

/// Returns additional members that are each of one of these schemas: of a union, if the schemas differ.
fn one_of(from: &Cursor<'_>, mut schemas: Vec<Cursor<'_>>) -> Option<Additional> {
    if schemas.len() > MAX_PATTERNS {
        return Some(Additional::Any);
    }
    let mut seen: Vec<&Node> = Vec::new();
    schemas.retain(|schema| {
        let is_new = !seen.contains(&schema.node);
        seen.extend(is_new.then_some(schema.node));
        is_new
    });
    let mut alternatives = schemas.iter().map(Schema::read).collect::<Vec<_>>();
    let schema = match alternatives.len() {
        0 | 1 => alternatives.pop()?,
        _ => Schema { at: from.at.child("patternProperties"), alternatives, ..Schema::default() },
    };
    Some(Additional::Schema(Box::new(schema)))
}

/// Reads the value of `const`, or else those of `enum`.
fn read_values(from: &Cursor<'_>) -> Option<Vec<Node>> {
    let listed = || from.items("enum").iter().map(|item| item.node.clone()).collect();
    let only = from.get("const").map(|value| vec![value.node.clone()]);
    only.or_else(|| from.get("enum").map(|_| listed()))
}

/// Reads the schemas of the array at `key`.
fn read_schemas(from: &Cursor<'_>, key: &str) -> Vec<Schema> {
    from.items(key).iter().map(|schema| Schema::read(schema)).collect()
}

/// Reads `oneOf` and `anyOf`: for both, readers take the best match.
fn read_alternatives(from: &Cursor<'_>) -> Vec<Schema> {
    let mut alternatives = read_schemas(from, "oneOf");
    alternatives.extend(read_schemas(from, "anyOf"));
    alternatives
}

/// Reads the schema of all items, or of those after the first ones.
fn read_items(from: &Cursor<'_>) -> Option<Box<Schema>> {
    let items = rest_of_items(from)?;
    let is_any = matches!(items.node, Node::Bool(_));
    (!is_any).then(|| Box::new(Schema::read(&items)))
}

/// Returns the statement about all items, or about those after the first ones: `items`, formerly `additionalItems`
/// beside an array of `items`, or else `unevaluatedItems`.
fn rest_of_items<'a>(from: &Cursor<'a>) -> Option<Cursor<'a>> {
    let items = from.get("items");
    let is_listed = items.as_ref().is_some_and(|items| matches!(items.node, Node::Array(_)));
    let rest = if is_listed { from.get("additionalItems") } else { items };
    rest.or_else(|| from.get("unevaluatedItems"))
}

/// Reads the schemas of the first items: `prefixItems`, formerly an array of `items`.
fn read_first_items(from: &Cursor<'_>) -> Vec<Schema> {
    let is_listed = from.get("items").is_some_and(|items| matches!(items.node, Node::Array(_)));
    read_schemas(from, if is_listed { "items" } else { "prefixItems" })
}

/// Reads `discriminator`: an object, or the name of a member in Swagger.
fn read_discriminator(from: &Cursor<'_>) -> Option<Discriminator> {
    let stated = from.get("discriminator")?;
    if let Node::String(property) = stated.node {
        return Some(Discriminator { at: stated.at.clone(), property: property.clone(), mapping: Vec::new() });
    }
    let stated = from.object("discriminator")?;
    let mapping = stated.entries("mapping");
    let mapping = mapping.iter().filter_map(|(value, to)| Some(((*value).to_owned(), to.as_string()?)));
    Some(Discriminator {
        at: stated.at.clone(),
        mapping: mapping.collect(),
        property: stated.required_string("propertyName")?,
    })
}

/// Returns the format that the keywords about the content imply: encoded bytes are text, and bytes without an encoding
/// are a file. Text in a media type is a string.
fn content_format(from: &Cursor<'_>) -> Option<&'static str> {
    match (from.string("contentEncoding").as_deref(), from.string("contentMediaType")) {
        (Some("base64"), _) => Some("byte"),
        (Some("base64url"), _) => Some("base64url"),
        (None | Some("binary"), Some(media_type)) if from.get("contentSchema").is_none() => {
            let media_type = MediaType(media_type);
            let is_bytes = media_type.wire() == Wire::Bytes && !TEXT.contains(&media_type.essence().as_str());
            is_bytes.then_some("binary")
        }
        _ => None,
    }
}

/// Media types of text that do not look like it.
const TEXT: [&str; 6] = [
    "application/graphql",
    "application/javascript",
    "application/jose",
    "application/jwt",
    "application/sql",
    "application/yaml",
];

fn read_reference(from: &Cursor<'_>) -> Option<Reference> {
    let reference = from.get("$ref")?;
    Some(Reference { text: reference.as_string()?, at: reference.at.clone() })
}

/// Reads the types, null aside, and `true` if null is a type as well. If null is the only type, it is a type.
fn read_types(from: &Cursor<'_>) -> (Vec<SchemaType>, bool) {
    let mut types = match from.get("type") {
        None => Vec::new(),
        Some(one) if matches!(one.node, Node::String(_)) => read_type(&one).into_iter().collect(),
        Some(_) => from.items("type").iter().filter_map(|one| read_type(one)).collect(),
    };
    // A repeated type means nothing more.
    let mut seen = BTreeSet::new();
    types.retain(|one| seen.insert(*one));
    // Swagger has no keyword for it; this extension is the convention.
    let mut nullable = from.boolean("nullable") | from.boolean("x-nullable");
    if types != [SchemaType::Null] && types.contains(&SchemaType::Null) {
        types.retain(|one| *one != SchemaType::Null);
        nullable = true;
    }
    (types, nullable)
}

fn read_type(from: &Cursor<'_>) -> Option<SchemaType> {
    Some(match from.as_string()?.as_str() {
        "null" => SchemaType::Null,
        "boolean" => SchemaType::Boolean,
        "integer" => SchemaType::Integer,
        "number" => SchemaType::Number,
        "string" => SchemaType::String,
        "array" => SchemaType::Array,
        "object" => SchemaType::Object,
        other => {
            let help = "use null, boolean, integer, number, string, array or object";
            from.warning(Code::Malformed, format!("`{other}` is ignored: it is not a type"), help);
            return None;
        }
    })
}

fn read_properties(from: &Cursor<'_>) -> Vec<(String, Schema)> {
    let Some(properties) = from.object("properties") else { return Vec::new() };
    let positioned = properties.children().into_iter().zip(properties.positions());
    let read = |((name, schema), position): ((&str, Cursor<'_>), _)| {
        (name.to_owned(), Schema { position, ..Schema::read(&schema) })
    };
    positioned.map(read).collect()
}

/// Reads the position that a property states: `x-order` of go-swagger, `propertyOrder` of JSON Editor.
fn read_order(from: &Cursor<'_>) -> Option<i64> {
    ["x-order", "propertyOrder", "x-propertyOrder"].iter().find_map(|key| match &from.get(key)?.node {
        Node::Number(order) => order.parse().ok(),
        _ => None,
    })
}

fn read_xml(from: &Cursor<'_>) -> XmlObject {
    let Some(xml) = from.object("xml") else { return XmlObject::default() };
    let stated = |key: &str| xml.get(key).map(|_| xml.boolean(key));
    let mut object = XmlObject {
        name: xml.string("name"),
        namespace: xml.string("namespace"),
        prefix: xml.string("prefix"),
        attribute: stated("attribute"),
        wrapped: stated("wrapped"),
        text: stated("x-ms-text"),
    };
    // <https://spec.openapis.org/oas/v3.2.0.html#xml-node-types>
    match xml.string("nodeType").as_deref() {
        Some("attribute") => object.attribute = Some(true),
        Some("element") => object.wrapped = Some(true),
        Some("text" | "cdata") => object.text = Some(true),
        Some("none") => object.wrapped = Some(false),
        Some(other) => {
            let help = "use element, attribute, text, cdata or none";
            let message = format!("`{other}` is ignored: it is not a node type");
            xml.diagnostics().warning(Code::Malformed, &xml.at.child("nodeType"), message, help);
        }
        None => {}
    }
    object
}
