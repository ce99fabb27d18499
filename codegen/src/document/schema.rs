//! Schemas: the keywords that shape data, in the dialect of OpenAPI 3.1.

use super::{Cursor, SchemaSwitches};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;
use crate::syntax::Node;

/// A schema.
#[derive(Debug)]
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
const UNSUPPORTED: [&str; 16] = [
    "additionalItems",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "dependentSchemas",
    "discriminator",
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
            required: from.items("required", findings).iter().filter_map(|name| name.as_string(findings)).collect(),
            items: from.get("items").map(|items| Box::new(Self::read(&items, findings))),
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
        for schema in properties.chain(self.items.as_deref()) {
            schema.collect(all);
        }
    }

    /// Whether null is a value.
    pub(crate) fn is_nullable(&self) -> bool {
        let values = self.values.as_deref().unwrap_or_default();
        self.types.contains(&SchemaType::Null) || values.contains(&Node::Null)
    }
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
    if from.flag("nullable", findings) && !types.is_empty() {
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
    let mut found: Vec<String> = keywords.map(|keyword| (*keyword).to_owned()).collect();
    if from.get("additionalProperties").is_some_and(|schema| matches!(schema.node, Node::Object(_))) {
        found.push(String::from("additionalProperties"));
    }
    found
}
