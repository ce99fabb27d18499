//! Types in a record.

use serde::Deserialize;

/// A named type.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Type {
    pub(crate) name: String,
    pub(crate) rust_name: String,
    #[serde(flatten)]
    pub(crate) kind: TypeKind,
}

/// The kind of a type.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", tag = "kind")]
pub(crate) enum TypeKind {
    /// An object, the only kind with an XML root of its own.
    Struct(Struct),
    Enum(Enum),
    Union(Union),
    Tuple,
    Collection,
}

/// An object with named members.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Struct {
    pub(crate) members: Vec<Member>,
    /// The Rust struct of the constructor's arguments, if it does not take them one by one.
    pub(crate) arguments: Option<String>,
    /// The type of additional properties, if the description states one.
    pub(crate) additional: Option<Item>,
}

/// A member of an object.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(default)]
    pub(crate) nullable: bool,
    /// The position among the arguments of the constructor.
    pub(crate) argument: Option<usize>,
    /// The value that the constructor sets by itself, in place of an argument.
    pub(crate) fixed: Option<String>,
}

/// An open enum.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Enum {
    /// `true` if the description declares integers.
    pub(crate) integer: bool,
    pub(crate) values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EnumValue {
    pub(crate) name: String,
    pub(crate) rust_name: String,
    /// The number that stands for the name.
    pub(crate) number: Option<i64>,
    /// `true` if it is a number or a boolean in JSON, among strings.
    #[serde(default)]
    pub(crate) literal: bool,
}

/// A value of one of several types.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Union {
    /// The member whose value selects the variant.
    pub(crate) discriminator: Option<String>,
    pub(crate) variants: Vec<Variant>,
}

/// One of the types of a union.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Variant {
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    /// The values of the discriminator that select it.
    #[serde(default)]
    pub(crate) tags: Vec<String>,
}

/// A type where it is used: `"string"`, `{"named": "Cart"}`, `{"array": {"type": …, "nullable": true}}`.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Shape {
    Boolean,
    Int32,
    Int64,
    Uint32,
    Uint64,
    Double,
    String,
    Secret,
    File,
    Any,
    Formatted(String),
    Replaced(Replaced),
    Named(String),
    Array(Box<Item>),
    Map(Box<Item>),
}

/// A type in place of a scalar, by its path.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Replaced {
    Integer(String),
    Number(String),
    Boolean(String),
    /// Values that only JSON carries.
    Json(String),
}

/// The items of an array, or the values of a map.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Item {
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    #[serde(default)]
    pub(crate) nullable: bool,
}
