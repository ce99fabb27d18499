//! The contract as data for the outside: what `inspect` prints, what a crate keeps of the contract that it was made
//! from, and what [`diff`](crate::diff) compares.
//!
//! It holds names in place of indices, so that an addition changes one place of it; what is as usual is left out.

mod read;
mod write;

use std::collections::BTreeMap;
use std::iter;

use serde::{Deserialize, Serialize};

use crate::contract::{Held, MediaType, Success, held};

pub(crate) use read::{Recorded, from_json, is_record};
pub(crate) use write::{pretty, record, to_json};

/// The file of a crate that holds its record.
pub(crate) const PATH: &str = "contract.json";

/// An API.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Record {
    /// The name of the crate.
    pub(crate) package: String,
    pub(crate) title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) license: Option<String>,
    /// What the description is called.
    pub(crate) source: String,
    pub(crate) servers: Vec<String>,
    /// The variables of their addresses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) server_variables: Vec<ServerVariable>,
    /// What states each of the servers; empty if the record was read from a file, which does not keep it.
    #[serde(skip)]
    pub(crate) server_pointers: Vec<String>,
    pub(crate) rules: Rules,
    pub(crate) media_types: Vec<String>,
    pub(crate) types: Vec<Type>,
    pub(crate) operations: Vec<Operation>,
}

/// A part of a server's address that can be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ServerVariable {
    /// The address, with the name in braces.
    pub(crate) server: String,
    pub(crate) name: String,
    pub(crate) default: String,
    /// What it can be; empty: anything.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) values: Vec<String>,
}

/// What holds for all types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Rules {
    pub(crate) ignore_case: bool,
    pub(crate) empty_is_absent: bool,
}

/// A type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Type {
    /// What tells it from the others, whatever it is called in Rust: the name that the description gives to it, or
    /// for a type written where it is used, `owner.member`.
    pub(crate) name: String,
    pub(crate) rust_name: String,
    pub(crate) pointer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    #[serde(flatten)]
    pub(crate) kind: Kind,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum Kind {
    Struct(Struct),
    Enum(Enum),
    Union(Union),
}

impl Default for Kind {
    fn default() -> Self {
        Self::Struct(Struct::default())
    }
}

/// An object with named members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Struct {
    /// Whether a secret string may stand in place of the object.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) secret_string: bool,
    pub(crate) xml: XmlType,
    pub(crate) members: Vec<Member>,
    /// What the members are that the description does not name, if it says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) additional: Option<Item>,
}

/// A value that is of one of several types.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Union {
    /// The member whose value says which of the variants it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) discriminator: Option<String>,
    pub(crate) variants: Vec<Variant>,
}

/// One of the types of a union.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Variant {
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    /// The values of the discriminator that stand for it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tags: Vec<String>,
    pub(crate) pointer: String,
}

/// An object in XML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct XmlType {
    pub(crate) root: XmlName,
    /// The namespace of the members that state none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) namespace: String,
    /// The members' names in the order of their elements, where that is another than the members' own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) order: Vec<String>,
}

/// The name of an XML element.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct XmlName {
    pub(crate) local: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) namespace: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) prefix: String,
}

/// The names in an XML document whose root is no model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct XmlRoot {
    pub(crate) name: XmlName,
    pub(crate) item: XmlName,
}

/// A member of an object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags that a description has")]
pub(crate) struct Member {
    /// Its name in JSON and in forms.
    pub(crate) name: String,
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<String>,
    /// The default value, as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) nullable: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) required: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) read_only: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) write_only: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    pub(crate) xml: XmlMember,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// A member in XML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct XmlMember {
    pub(crate) name: String,
    pub(crate) kind: XmlKind,
    /// Its namespace, if it is another than that of the type's members.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) namespace: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) prefix: String,
    /// The element of each item of a wrapped list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) item: Option<XmlName>,
    /// Whether it is written, as nil, even when it is absent.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) always: bool,
}

/// What a member is in XML.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum XmlKind {
    #[default]
    Element,
    Attribute,
    Text,
    Wrapped,
    Unwrapped,
}

/// The type of a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Shape {
    /// Bytes, with a name and a media type.
    File,
    Boolean,
    Int32,
    Int64,
    Uint32,
    Uint64,
    Double,
    #[default]
    String,
    Secret,
    /// The type of this [`Type::name`].
    Named(String),
    List(Box<Item>),
    /// Values by key.
    Map(Box<Item>),
    /// A value of any kind.
    Any,
}

/// The items of a list, or the values of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Item {
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) nullable: bool,
}

/// A choice of values that stays open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Enum {
    /// Whether the description declares integers. The values may be words all the same.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) integer: bool,
    pub(crate) values: Vec<EnumValue>,
}

impl Enum {
    /// Whether the values are integers on every wire.
    pub(crate) fn is_numeric(&self) -> bool {
        let mut values = self.values.iter();
        self.integer && values.all(|value| value.name.parse::<i64>().is_ok() && value.number.is_some())
    }
}

/// A value of an enum.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct EnumValue {
    pub(crate) name: String,
    pub(crate) rust_name: String,
    /// The number that some writers send in its place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<i64>,
}

/// An operation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Operation {
    /// In upper case.
    pub(crate) method: String,
    /// The path template.
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) rust_name: String,
    pub(crate) pointer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    /// Where it is offered, if that is somewhere else than the others are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) servers: Vec<String>,
    /// Those of the path in the order of the template, then those of query and headers by name.
    pub(crate) parameters: Vec<Parameter>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<Body>,
    pub(crate) answers: Vec<Answer>,
    /// Whether it takes a bearer token.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) bearer: bool,
    /// Whether it takes a user name and a password.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) basic: bool,
    /// The other secrets that show who sends a request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) keys: Vec<Key>,
}

/// A secret text that shows who sends a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Key {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) place: String,
    pub(crate) rust_name: String,
}

/// A parameter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the flags that a description has")]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) place: String,
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    /// How the parts of its value are sent: `commas`, `pairs`, `label`, `label-exploded`, `matrix`, `matrix-exploded`,
    /// `repeated`, `spaces`, `tabs`, `pipes`, `deep`, or `json`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) style: Option<String>,
    /// Whether reserved characters stay as they are.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) reserved: bool,
    /// Whether a list or an object with nothing in it is sent all the same.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) sent_empty: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<String>,
    /// What a header is for: `idempotency-key` or `correlation-id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role: Option<String>,
    /// The default value, as JSON text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) required: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// What a request carries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Body {
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) required: bool,
    /// The preferred one first.
    pub(crate) media_types: Vec<String>,
    /// The name of the variant that it is, if there are others.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) variant: String,
    /// How members are encoded in forms, where that is not as usual.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) encodings: Vec<Encoding>,
    /// The root in XML, if it is no model, or has another root than its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml_root: Option<XmlRoot>,
    /// What else it can be.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) others: Vec<BodyContent>,
    /// The bodies that have a name.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) named: Vec<NamedBody>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// What a body can be, in other media types.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct BodyContent {
    pub(crate) variant: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    pub(crate) media_types: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) encodings: Vec<Encoding>,
    /// The root in XML, if it is no model, or has another root than its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml_root: Option<XmlRoot>,
}

/// One of the things that a body can be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice<'a> {
    pub(crate) variant: &'a str,
    pub(crate) ty: &'a Shape,
    pub(crate) media_types: &'a [String],
}

/// How a member of a form is encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Encoding {
    pub(crate) name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_type: Option<String>,
    /// As that of a parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) style: Option<String>,
}

impl Body {
    /// What it can be, the preferred one first.
    pub(crate) fn contents(&self) -> impl Iterator<Item = Choice<'_>> {
        let Self { variant, ty, media_types, .. } = self;
        let others = self.others.iter().map(|it| (&it.variant, &it.ty, &it.media_types));
        let all = iter::once((variant, ty, media_types)).chain(others);
        all.map(|(variant, ty, media_types)| Choice { variant, ty, media_types })
    }

    /// All media types, the preferred one first.
    pub(crate) fn all_media_types(&self) -> Vec<String> {
        self.contents().flat_map(|content| content.media_types).cloned().collect()
    }

    /// How members are encoded, in each of what it can be.
    pub(crate) fn all_encodings(&self) -> impl Iterator<Item = &Encoding> {
        self.encodings.iter().chain(self.others.iter().flat_map(|it| &it.encodings))
    }
}

/// A body that is written out under a name.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct NamedBody {
    pub(crate) name: String,
    pub(crate) rust_name: String,
    /// The value, as JSON text.
    pub(crate) value: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// What comes back.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Answer {
    /// `200`, `2XX` or `default`.
    pub(crate) status: String,
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub(crate) ty: Option<Shape>,
    #[serde(skip_serializing_if = "Basis::is_stated")]
    pub(crate) basis: Basis,
    pub(crate) media_types: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    pub(crate) pointer: String,
}

/// What the type of an answer is known from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Basis {
    /// The description states it.
    #[default]
    Stated,
    /// It is what services answer in practice.
    Practice,
}

impl Record {
    /// The types, by name.
    pub(crate) fn types_by_name(&self) -> BTreeMap<&str, &Type> {
        self.types.iter().map(|ty| (ty.name.as_str(), ty)).collect()
    }
}

impl Operation {
    /// What it replies with when it succeeds, or when it does not.
    pub(crate) fn held(&self, success: Success) -> Held<'_, Shape> {
        let is_read = |answer: &Answer| answer.media_types.iter().cloned().map(MediaType).any(|it| it.is_read());
        let answers = self.answers.iter();
        held(answers.map(|answer| (answer.status.as_str(), is_read(answer), answer.ty.as_ref())), success)
    }

    /// The bodies that have a name.
    pub(crate) fn named_bodies(&self) -> &[NamedBody] {
        self.body.as_ref().map(|body| body.named.as_slice()).unwrap_or_default()
    }
}

impl Struct {
    /// The members' names, in the order of their elements.
    pub(crate) fn element_order(&self) -> Vec<&str> {
        if self.xml.order.is_empty() {
            self.members.iter().map(|member| member.name.as_str()).collect()
        } else {
            self.xml.order.iter().map(String::as_str).collect()
        }
    }
}

impl Shape {
    /// The name of the type that a value, or each of its items, is of.
    pub(crate) fn named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::List(item) | Self::Map(item) => item.ty.named(),
            Self::Boolean
            | Self::Int32
            | Self::Int64
            | Self::Uint32
            | Self::Uint64
            | Self::Double
            | Self::String
            | Self::Secret
            | Self::File
            | Self::Any => None,
        }
    }
}

impl Basis {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes every field so")]
    fn is_stated(&self) -> bool {
        *self == Self::Stated
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes every field so")]
fn is_false(flag: &bool) -> bool {
    !flag
}
