//! Schemas: the keywords that shape data, in the dialect of OpenAPI 3.1.

use std::collections::BTreeSet;

use super::{Cursor, SchemaExtension};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// A schema.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags that the specification has")]
pub(crate) struct Schema {
    pub(crate) at: JsonPointer,
    /// Whether it is no schema at all, which is reported already.
    pub(crate) malformed: bool,
    /// The schema that this one stands for; its own keywords stand beside it.
    pub(crate) reference: Option<Reference>,
    /// The types that a value can have beside null; empty: any.
    pub(crate) types: Vec<SchemaType>,
    /// Whether null is a value, too: as a type of 3.1, or as `nullable` of 3.0.
    pub(crate) nullable: bool,
    pub(crate) format: Option<String>,
    pub(crate) values: Option<Vec<Node>>,
    /// The members, by name.
    pub(crate) properties: Vec<(String, Schema)>,
    pub(crate) required: Vec<String>,
    pub(crate) items: Option<Box<Schema>>,
    /// The schemas of the first items of an array, by place.
    pub(crate) first_items: Vec<Schema>,
    /// What a value has to be as well.
    pub(crate) all_of: Vec<Schema>,
    /// What a value is one of, or several at once.
    pub(crate) alternatives: Vec<Schema>,
    pub(crate) discriminator: Option<Discriminator>,
    /// The value of a discriminator that stands for it, as `AutoRest` has it.
    pub(crate) discriminator_value: Option<String>,
    /// What the members are that `properties` does not name, if the description says that there are any.
    pub(crate) additional: Option<Additional>,
    /// The value that the service takes where none is given.
    pub(crate) default: Option<Node>,
    /// Names for values of `values`, as generators have them, with the value that each is for.
    pub(crate) value_names: Vec<(Node, String)>,
    /// What generators call it in code.
    pub(crate) client_name: Option<String>,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) external_docs: Option<String>,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) deprecated: bool,
    pub(crate) xml: XmlObject,
    pub(crate) extension: SchemaExtension,
    /// The keywords that shape data in a way that is not bound yet.
    pub(crate) unsupported: Vec<String>,
}

/// Members that a schema does not name.
#[derive(Debug)]
pub(crate) enum Additional {
    /// Of any kind.
    Any,
    /// Of this schema.
    Schema(Box<Schema>),
}

/// A `$ref`.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    /// Where it stands.
    pub(crate) at: JsonPointer,
    /// What it says.
    pub(crate) text: String,
}

/// What tells the alternatives of a schema apart.
#[derive(Clone, Debug)]
pub(crate) struct Discriminator {
    /// The member whose value says which one it is.
    pub(crate) property: String,
    /// Values, and the schemas that they are for: references, or names of components.
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
    /// Whether it is the text of the element around it.
    pub(crate) text: Option<bool>,
}

impl XmlObject {
    /// This one where it says something, and another where it does not.
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
    pub(crate) fn read(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Self {
        let required = from.items("required", diagnostics);
        let required = required.iter().filter_map(|name| name.as_string(diagnostics)).collect();
        Self { required, ..Self::beside(from, diagnostics) }
    }

    /// Reads a schema whose keywords stand beside those of what it is the schema of, such as its own `required`.
    pub(crate) fn beside(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Self {
        let malformed = !matches!(from.node, Node::Object(_) | Node::Bool(_));
        if malformed {
            from.ignored("a schema", diagnostics);
        }
        let (types, nullable) = read_types(from, diagnostics);
        let all_of = read_schemas(from, "allOf", diagnostics);
        // Beside a reference of OpenAPI 3.0 nothing may stand: what is to, stands in a part of its own.
        let parts = all_of.iter().filter(|part| part.reference.is_none());
        let xml = parts.fold(read_xml(from, diagnostics), |xml, part| xml.over(&part.xml));
        Self {
            at: from.at.clone(),
            malformed,
            reference: read_reference(from, diagnostics),
            types,
            nullable,
            format: from.string("format", diagnostics),
            values: read_values(from, diagnostics),
            properties: read_properties(from, diagnostics),
            required: Vec::new(),
            items: read_items(from, diagnostics),
            first_items: read_first_items(from, diagnostics),
            all_of,
            alternatives: read_alternatives(from, diagnostics),
            discriminator: read_discriminator(from, diagnostics),
            discriminator_value: from.string("x-ms-discriminator-value", diagnostics),
            additional: read_additional(from, diagnostics),
            default: from.get("default").map(|default| default.node.clone()),
            value_names: read_value_names(from, diagnostics),
            client_name: from.string("x-ms-client-name", diagnostics),
            title: from.string("title", diagnostics).unwrap_or_default(),
            description: from.string("description", diagnostics).unwrap_or_default(),
            external_docs: super::external_docs(from, diagnostics),
            read_only: from.flag("readOnly", diagnostics),
            write_only: from.flag("writeOnly", diagnostics),
            deprecated: from.flag("deprecated", diagnostics),
            xml,
            extension: SchemaExtension::read(from, diagnostics),
            unsupported: Vec::new(),
        }
    }

    /// Adds this schema and all within it.
    pub(super) fn collect<'a>(&'a self, all: &mut Vec<&'a Self>) {
        all.push(self);
        let properties = self.properties.iter().map(|(_, schema)| schema);
        let additional = self.additional.as_ref().and_then(Additional::schema);
        let parts = self.items.as_deref().into_iter().chain(&self.first_items).chain(&self.all_of);
        for schema in properties.chain(parts).chain(&self.alternatives).chain(additional) {
            schema.collect(all);
        }
    }

    /// Whether null is a value.
    pub(crate) fn is_nullable(&self) -> bool {
        let values = self.values.as_deref().unwrap_or_default();
        self.nullable || self.types.contains(&SchemaType::Null) || values.contains(&Node::Null)
    }
}

impl Additional {
    /// The schema of the members, if there is one.
    pub(crate) fn schema(&self) -> Option<&Schema> {
        match self {
            Self::Any => None,
            Self::Schema(schema) => Some(schema),
        }
    }
}

/// What other members are. Members whose names follow a pattern are other members of one schema, if there is one
/// pattern alone.
fn read_additional(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Additional> {
    let additional = from.get("additionalProperties");
    let stated = match additional.as_ref().map(|additional| additional.node) {
        None | Some(Node::Bool(false)) => None,
        Some(Node::Bool(true)) => Some(Additional::Any),
        Some(_) => additional.map(|additional| Additional::Schema(Box::new(Schema::read(&additional, diagnostics)))),
    };
    let patterns = from.entries("patternProperties", diagnostics);
    match (stated, patterns.as_slice()) {
        (None, [(_, schema)]) => Some(Additional::Schema(Box::new(Schema::read(schema, diagnostics)))),
        (Some(stated), []) => Some(stated),
        (None, []) => None,
        _ => Some(Additional::Any),
    }
}

/// The values that are listed, or the only one.
fn read_values(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Vec<Node>> {
    let only = || from.get("const").map(|value| vec![value.node.clone()]);
    let listed =
        from.get("enum").map(|_| from.items("enum", diagnostics).iter().map(|item| item.node.clone()).collect());
    listed.or_else(only)
}

/// The schemas of the array at `key`.
fn read_schemas(from: &Cursor<'_>, key: &str, diagnostics: &mut Diagnostics) -> Vec<Schema> {
    from.items(key, diagnostics).iter().map(|schema| Schema::read(schema, diagnostics)).collect()
}

/// `oneOf` and `anyOf`: a reader takes what fits best for both.
fn read_alternatives(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Vec<Schema> {
    let mut alternatives = read_schemas(from, "oneOf", diagnostics);
    alternatives.extend(read_schemas(from, "anyOf", diagnostics));
    alternatives
}

/// The schema of all items, or of those behind the first ones.
fn read_items(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Box<Schema>> {
    let items = from.get("items")?;
    let items = if matches!(items.node, Node::Array(_)) { from.get("additionalItems")? } else { items };
    let is_any = matches!(items.node, Node::Bool(_));
    (!is_any).then(|| Box::new(Schema::read(&items, diagnostics)))
}

/// The schemas of the first items: `prefixItems`, which was an array of `items` before.
fn read_first_items(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Vec<Schema> {
    let is_listed = from.get("items").is_some_and(|items| matches!(items.node, Node::Array(_)));
    read_schemas(from, if is_listed { "items" } else { "prefixItems" }, diagnostics)
}

/// `discriminator`: an object, and the name of a member in Swagger.
fn read_discriminator(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Discriminator> {
    let stated = from.get("discriminator")?;
    if let Node::String(property) = stated.node {
        return Some(Discriminator { property: property.clone(), mapping: Vec::new() });
    }
    let stated = from.object("discriminator", diagnostics)?;
    let mapping = stated.entries("mapping", diagnostics);
    let mapping = mapping.iter().filter_map(|(value, to)| Some(((*value).to_owned(), to.as_string(diagnostics)?)));
    Some(Discriminator { mapping: mapping.collect(), property: stated.required_string("propertyName", diagnostics)? })
}

/// The names that generators have for values: in `x-enum-varnames` and its like in order of the values, in `AutoRest`'s
/// `x-ms-enum` beside them. The name that the latter has for the whole is not that of a type, because several may share it.
fn read_value_names(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Vec<(Node, String)> {
    let name = |node: &Node| match node {
        Node::String(name) => Some(name.clone()),
        _ => None,
    };
    for key in ["x-enum-varnames", "x-enumNames", "x-enum-names"] {
        let (values, names) = (from.get("enum").is_some(), from.get(key).is_some());
        if values && names {
            let (values, names) = (from.items("enum", diagnostics), from.items(key, diagnostics));
            let pairs = values.iter().zip(&names);
            return pairs.filter_map(|(value, of)| Some((value.node.clone(), name(of.node)?))).collect();
        }
    }
    let Some(extension) = from.object("x-ms-enum", diagnostics) else { return Vec::new() };
    let values = extension.items("values", diagnostics);
    let pair = |item: &Cursor<'_>| Some((item.get("value")?.node.clone(), name(item.get("name")?.node)?));
    values.iter().filter_map(pair).collect()
}

fn read_reference(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<Reference> {
    let reference = from.get("$ref")?;
    Some(Reference { text: reference.as_string(diagnostics)?, at: reference.at })
}

/// The types beside null, and whether null is one, too. Null alone is a type.
fn read_types(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> (Vec<SchemaType>, bool) {
    let mut types = match from.get("type") {
        None => Vec::new(),
        Some(one) if matches!(one.node, Node::String(_)) => read_type(&one, diagnostics).into_iter().collect(),
        Some(_) => from.items("type", diagnostics).iter().filter_map(|one| read_type(one, diagnostics)).collect(),
    };
    // A list that repeats itself says nothing more.
    let mut seen = BTreeSet::new();
    types.retain(|one| seen.insert(*one));
    // Swagger has no word of its own for it, and this extension is what its users agreed on.
    let mut nullable = from.flag("nullable", diagnostics) | from.flag("x-nullable", diagnostics);
    if types != [SchemaType::Null] && types.contains(&SchemaType::Null) {
        types.retain(|one| *one != SchemaType::Null);
        nullable = true;
    }
    (types, nullable)
}

fn read_type(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Option<SchemaType> {
    Some(match from.as_string(diagnostics)?.as_str() {
        "null" => SchemaType::Null,
        "boolean" => SchemaType::Boolean,
        "integer" => SchemaType::Integer,
        "number" => SchemaType::Number,
        "string" => SchemaType::String,
        "array" => SchemaType::Array,
        "object" => SchemaType::Object,
        other => {
            let help = "use null, boolean, integer, number, string, array or object";
            diagnostics.warning(Code::Malformed, &from.at, format!("`{other}` is ignored: it is no type"), help);
            return None;
        }
    })
}

fn read_properties(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> Vec<(String, Schema)> {
    let properties = from.entries("properties", diagnostics);
    properties.iter().map(|(name, schema)| ((*name).to_owned(), Schema::read(schema, diagnostics))).collect()
}

fn read_xml(from: &Cursor<'_>, diagnostics: &mut Diagnostics) -> XmlObject {
    let Some(xml) = from.object("xml", diagnostics) else { return XmlObject::default() };
    let stated = |key: &str, diagnostics: &mut Diagnostics| xml.get(key).map(|_| xml.flag(key, diagnostics));
    let mut object = XmlObject {
        name: xml.string("name", diagnostics),
        namespace: xml.string("namespace", diagnostics),
        prefix: xml.string("prefix", diagnostics),
        attribute: stated("attribute", diagnostics),
        wrapped: stated("wrapped", diagnostics),
        text: stated("x-ms-text", diagnostics),
    };
    // <https://spec.openapis.org/oas/v3.2.0.html#xml-node-types>
    match xml.string("nodeType", diagnostics).as_deref() {
        Some("attribute") => object.attribute = Some(true),
        Some("element") => object.wrapped = Some(true),
        Some("text" | "cdata") => object.text = Some(true),
        Some("none") => object.wrapped = Some(false),
        Some(other) => {
            let help = "use element, attribute, text, cdata or none";
            let message = format!("`{other}` is ignored: it is no type of a node");
            diagnostics.warning(Code::Malformed, &xml.at.child("nodeType"), message, help);
        }
        None => {}
    }
    object
}
