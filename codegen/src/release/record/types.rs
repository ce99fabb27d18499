//! Types in a record, and their values.

use serde::{Deserialize, Serialize};

use super::is_false;
use crate::contract::Constraints;

/// A type.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Type {
    /// The unique name, independent of the Rust name: the schema's name, or `owner.member` for an inline schema.
    pub(crate) name: String,
    pub(crate) rust_name: String,
    pub(crate) pointer: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) deprecated: bool,
    /// The traits and derive macros that it has on request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) derived: Vec<String>,
    /// The traits of other crates that it implements on request.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) implemented: Vec<String>,
    #[serde(flatten)]
    pub(crate) kind: TypeKind,
}

/// The kind of a type.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum TypeKind {
    Struct(Struct),
    /// An array whose first items each have their own type. Further items are its additional properties.
    Tuple(Struct),
    Enum(Enum),
    Union(Union),
    Collection(Collection),
}

/// An array or a map that contains itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Collection {
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) constraints: Option<Box<Constraints>>,
}

impl Default for TypeKind {
    fn default() -> Self {
        Self::Struct(Struct::default())
    }
}

/// An object with named members.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Struct {
    /// `true` if a secret string may replace the object.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) secret_string: bool,
    pub(crate) xml: XmlType,
    pub(crate) members: Vec<Member>,
    /// The Rust struct of the constructor's arguments, if it does not take them one by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) arguments: Option<String>,
    /// `true` if a method sets absent members to their defaults.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) with_defaults: bool,
    /// The type of additional properties, if the description states one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) additional: Option<Item>,
    /// The constraints of the number of members, and of each additional property.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) constraints: Option<Box<Constraints>>,
}

/// A value of one of several types.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Union {
    /// The discriminator: the member whose value selects the variant.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) constraints: Option<Box<Constraints>>,
    /// The discriminator values that select it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) tags: Vec<String>,
    pub(crate) pointer: String,
}

/// An object in XML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct XmlType {
    pub(crate) root: XmlName,
    /// The default namespace of members.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) namespace: String,
    /// The order of elements, if it is not that of the members.
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

/// The XML names of a document whose root is no model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct XmlRoot {
    pub(crate) name: XmlName,
    pub(crate) item: XmlName,
}

/// A member of an object.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "they are the booleans of the specification")]
pub(crate) struct Member {
    /// The name in JSON and in forms.
    pub(crate) name: String,
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) format: Option<String>,
    /// The only value, as JSON, if it is not a value of an enum.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) constant: Option<String>,
    /// The default value as JSON.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) constraints: Option<Box<Constraints>>,
    /// Examples of the value, as JSON.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) examples: Vec<String>,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) nullable: bool,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) required: bool,
    /// The position among the required members of the constructor, if the field has no `Option`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) argument: Option<usize>,
    /// The value that the constructor sets by itself, in place of an argument.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fixed: Option<String>,
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
    /// The namespace, if it is not the type's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) namespace: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) prefix: String,
    /// The element of each item of a wrapped array.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) item: Option<XmlName>,
    /// The elements of the items of arrays within an array, the outer first, if they have names of their own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) within: Vec<XmlName>,
    /// `true` if an absent member is written as nil.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) always: bool,
}

/// The form of a member in XML.
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
    /// A string, as the Rust type of its format or of another crate, by its path.
    Formatted(String),
    /// A type of another crate in place of one of the contract crate.
    Replaced(Replaced),
    /// The type of this [`Type::name`].
    Named(String),
    Array(Box<Item>),
    /// A map with string keys.
    Map(Box<Item>),
    /// An untyped value.
    Any,
}

/// A type of another crate by its path, and its values. One of strings is [`Shape::Formatted`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Replaced {
    Integer(String),
    Number(String),
    Boolean(String),
    /// Values that only JSON carries.
    Json(String),
}

impl Replaced {
    /// The path of the type.
    pub(crate) fn path(&self) -> &str {
        let (Self::Integer(path) | Self::Number(path) | Self::Boolean(path) | Self::Json(path)) = self;
        path
    }
}

/// The items of an array, or the values of a map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Item {
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) nullable: bool,
}

/// An open enum.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Enum {
    /// `true` if the description declares integers. The values may be strings nevertheless.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) integer: bool,
    pub(crate) values: Vec<EnumValue>,
}

impl Enum {
    /// Returns `true` if the values are integers in every format.
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
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) docs: String,
    /// The number that some writers send in place of the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) number: Option<i64>,
    /// The value in XML, if it differs from the name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) xml: Option<String>,
    /// `true` if it is a number or a boolean in JSON, among strings.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) literal: bool,
}

impl Struct {
    /// The names of the members, in the order of their elements.
    pub(crate) fn element_order(&self) -> Vec<&str> {
        if self.xml.order.is_empty() {
            self.members.iter().map(|member| member.name.as_str()).collect()
        } else {
            self.xml.order.iter().map(String::as_str).collect()
        }
    }
}

impl Shape {
    /// The name of the type of a value, or of its innermost items.
    pub(crate) fn named(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Array(item) | Self::Map(item) => item.ty.named(),
            Self::Boolean
            | Self::Int32
            | Self::Int64
            | Self::Uint32
            | Self::Uint64
            | Self::Double
            | Self::String
            | Self::Secret
            | Self::Formatted(_)
            | Self::Replaced(_)
            | Self::File
            | Self::Any => None,
        }
    }
}
