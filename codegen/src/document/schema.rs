//! Schemas: the keywords that shape data, in the dialect of OpenAPI 3.1.

use super::{Cursor, SchemaSwitches};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;
use crate::syntax::Node;

/// A schema.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags that the specification has")]
pub(crate) struct Schema {
    pub(crate) at: JsonPointer,
    /// Whether it is no schema at all, which is reported already.
    pub(crate) malformed: bool,
    /// The schema that this one stands for; its own keywords stand beside it.
    pub(crate) reference: Option<Reference>,
    /// The types that a value can have; empty: any. Null is among them as 3.1 has it, and for `nullable` of 3.0.
    pub(crate) types: Vec<SchemaType>,
    pub(crate) format: Option<String>,
    pub(crate) values: Option<Vec<Node>>,
    /// The members, by name.
    pub(crate) properties: Vec<(String, Schema)>,
    pub(crate) required: Vec<String>,
    pub(crate) items: Option<Box<Schema>>,
    /// What the members are that `properties` does not name, if the description says that there are any.
    pub(crate) additional: Option<Additional>,
    /// The value that the service takes where none is given.
    pub(crate) default: Option<Node>,
    /// Names for values of `values`, as generators have them, with the value that each is for.
    pub(crate) value_names: Vec<(String, String)>,
    pub(crate) description: String,
    pub(crate) external_docs: Option<String>,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) deprecated: bool,
    pub(crate) xml: XmlObject,
    pub(crate) switches: SchemaSwitches,
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

/// A type of JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
}

impl XmlObject {
    /// This one where it says something, and another where it does not.
    pub(crate) fn over(&self, other: Self) -> Self {
        let this = self.clone();
        Self {
            name: this.name.or(other.name),
            namespace: this.namespace.or(other.namespace),
            prefix: this.prefix.or(other.prefix),
            attribute: this.attribute.or(other.attribute),
            wrapped: this.wrapped.or(other.wrapped),
        }
    }
}

/// Keywords that change what a value can be, and are not bound yet.
const UNSUPPORTED: [&str; 15] = [
    "additionalItems",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "dependentSchemas",
    "else",
    "if",
    "not",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "then",
    "unevaluatedProperties",
];

impl Schema {
    pub(crate) fn read(from: &Cursor<'_>, findings: &mut Findings) -> Self {
        let required = from.items("required", findings);
        let required = required.iter().filter_map(|name| name.as_string(findings)).collect();
        Self { required, ..Self::beside(from, findings) }
    }

    /// Reads a schema whose keywords stand beside those of what it is the schema of, such as its own `required`.
    pub(crate) fn beside(from: &Cursor<'_>, findings: &mut Findings) -> Self {
        let malformed = !matches!(from.node, Node::Object(_) | Node::Bool(_));
        if malformed {
            from.ignored("a schema", findings);
        }
        Self {
            at: from.at.clone(),
            malformed,
            reference: read_reference(from, findings),
            types: read_types(from, findings),
            format: from.string("format", findings),
            values: from
                .get("enum")
                .map(|_| from.items("enum", findings).iter().map(|item| item.node.clone()).collect()),
            properties: read_properties(from, findings),
            required: Vec::new(),
            items: from.get("items").map(|items| Box::new(Self::read(&items, findings))),
            additional: read_additional(from, findings),
            default: from.get("default").map(|default| default.node.clone()),
            value_names: read_value_names(from, findings),
            description: from.string("description", findings).unwrap_or_default(),
            external_docs: super::external_docs(from, findings),
            read_only: from.flag("readOnly", findings),
            write_only: from.flag("writeOnly", findings),
            deprecated: from.flag("deprecated", findings),
            xml: read_xml(from, findings),
            switches: SchemaSwitches::read(from, findings),
            unsupported: read_unsupported(from),
        }
    }

    /// Adds this schema and all within it.
    pub(super) fn collect<'a>(&'a self, all: &mut Vec<&'a Self>) {
        all.push(self);
        let properties = self.properties.iter().map(|(_, schema)| schema);
        let additional = self.additional.as_ref().and_then(Additional::schema);
        for schema in properties.chain(self.items.as_deref()).chain(additional) {
            schema.collect(all);
        }
    }

    /// Whether null is a value.
    pub(crate) fn is_nullable(&self) -> bool {
        let values = self.values.as_deref().unwrap_or_default();
        self.types.contains(&SchemaType::Null) || values.contains(&Node::Null)
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

fn read_additional(from: &Cursor<'_>, findings: &mut Findings) -> Option<Additional> {
    let additional = from.get("additionalProperties")?;
    match additional.node {
        Node::Bool(false) => None,
        Node::Bool(true) => Some(Additional::Any),
        _ => Some(Additional::Schema(Box::new(Schema::read(&additional, findings)))),
    }
}

/// The names that `AutoRest`'s extension `x-ms-enum` has for values. The name that it has for the whole is not that of a
/// type, because several may share it.
fn read_value_names(from: &Cursor<'_>, findings: &mut Findings) -> Vec<(String, String)> {
    let Some(extension) = from.object("x-ms-enum", findings) else { return Vec::new() };
    let values = extension.items("values", findings);
    let pair = |item: &Cursor<'_>| match (item.get("value")?.node, item.get("name")?.node) {
        (Node::String(value), Node::String(name)) => Some((value.clone(), name.clone())),
        _ => None,
    };
    values.iter().filter_map(pair).collect()
}

fn read_reference(from: &Cursor<'_>, findings: &mut Findings) -> Option<Reference> {
    let reference = from.get("$ref")?;
    Some(Reference { text: reference.as_string(findings)?, at: reference.at })
}

fn read_types(from: &Cursor<'_>, findings: &mut Findings) -> Vec<SchemaType> {
    let mut types = match from.get("type") {
        None => Vec::new(),
        Some(one) if matches!(one.node, Node::String(_)) => read_type(&one, findings).into_iter().collect(),
        Some(_) => from.items("type", findings).iter().filter_map(|one| read_type(one, findings)).collect(),
    };
    // Swagger has no word of its own for it, and this extension is what its users agreed on.
    let nullable = from.flag("nullable", findings) | from.flag("x-nullable", findings);
    if nullable && !types.is_empty() {
        types.push(SchemaType::Null);
    }
    types
}

fn read_type(from: &Cursor<'_>, findings: &mut Findings) -> Option<SchemaType> {
    Some(match from.as_string(findings)?.as_str() {
        "null" => SchemaType::Null,
        "boolean" => SchemaType::Boolean,
        "integer" => SchemaType::Integer,
        "number" => SchemaType::Number,
        "string" => SchemaType::String,
        "array" => SchemaType::Array,
        "object" => SchemaType::Object,
        other => {
            let help = "use null, boolean, integer, number, string, array or object";
            findings.warning(Code::Malformed, &from.at, format!("`{other}` is ignored: it is no type"), help);
            return None;
        }
    })
}

fn read_properties(from: &Cursor<'_>, findings: &mut Findings) -> Vec<(String, Schema)> {
    let properties = from.entries("properties", findings);
    properties.iter().map(|(name, schema)| ((*name).to_owned(), Schema::read(schema, findings))).collect()
}

fn read_xml(from: &Cursor<'_>, findings: &mut Findings) -> XmlObject {
    let Some(xml) = from.object("xml", findings) else { return XmlObject::default() };
    XmlObject {
        name: xml.string("name", findings),
        namespace: xml.string("namespace", findings),
        prefix: xml.string("prefix", findings),
        attribute: xml.get("attribute").map(|_| xml.flag("attribute", findings)),
        wrapped: xml.get("wrapped").map(|_| xml.flag("wrapped", findings)),
    }
}

fn read_unsupported(from: &Cursor<'_>) -> Vec<String> {
    let keywords = UNSUPPORTED.iter().filter(|keyword| from.get(keyword).is_some());
    keywords.map(|keyword| (*keyword).to_owned()).collect()
}
