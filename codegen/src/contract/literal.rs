//! Values that are written out, such as named bodies.

use super::{Item, TypeId, WireName};

/// A value that is written out: a sound one of its type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    /// Null, where it is a value beside those of the type.
    Null,
    Bool(bool),
    I32(i32),
    I64(i64),
    U32(u32),
    U64(u64),
    F64(f64),
    Text(String),
    /// An untyped value.
    Any(AnyLiteral),
    /// Items, and what they are.
    Array(Item, Vec<Literal>),
    /// Values by key, and what they are.
    Map(Item, Vec<(String, Literal)>),
    /// A value of an enum, by its text.
    Value(TypeId, String),
    /// Members of an object.
    Object(TypeId, Vec<(WireName, Literal)>),
}

/// An untyped value that is written out.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AnyLiteral {
    Null,
    Bool(bool),
    I64(i64),
    /// More than `I64` holds.
    U64(u64),
    F64(f64),
    Text(String),
    Array(Vec<AnyLiteral>),
    Map(Vec<(String, AnyLiteral)>),
}

impl Literal {
    /// Whether one of the items is null.
    pub(crate) fn has_null(&self) -> bool {
        match self {
            Self::Array(_, items) => items.contains(&Self::Null),
            Self::Map(_, entries) => entries.iter().any(|(_, value)| *value == Self::Null),
            Self::Null
            | Self::Bool(_)
            | Self::I32(_)
            | Self::I64(_)
            | Self::U32(_)
            | Self::U64(_)
            | Self::F64(_)
            | Self::Text(_)
            | Self::Any(_)
            | Self::Value(..)
            | Self::Object(..) => false,
        }
    }
}
