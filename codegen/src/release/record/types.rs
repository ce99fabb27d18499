//! Types in a record, and values of them.

use serde::{Deserialize, Serialize};

use super::is_false;

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
    pub(crate) kind: TypeKind,
}

/// What a type is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum TypeKind {
    Struct(Struct),
    Enum(Enum),
    Union(Union),
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
    Array(Box<Item>),
    /// Values by key.
    Map(Box<Item>),
    /// An untyped value.
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
            Self::Array(item) | Self::Map(item) => item.ty.named(),
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
