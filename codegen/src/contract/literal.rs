//! Literals: the constant values of named bodies.

use super::{Item, TypeId, WireName};

/// A literal value that matches its type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    /// Null, of a nullable value.
    Null,
    Bool(bool),
    I32(i32),
    I64(i64),
    U32(u32),
    U64(u64),
    F64(f64),
    String(String),
    /// An untyped value.
    Any(AnyLiteral),
    /// The type of the items, and the items.
    Array(Item, Vec<Literal>),
    /// The type of the values, and the values by key.
    Map(Item, Vec<(String, Literal)>),
    /// A value of an enum, by its wire value.
    Value(TypeId, String),
    /// Members of an object.
    Object(TypeId, Vec<(WireName, Literal)>),
}

/// An untyped literal.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AnyLiteral {
    Null,
    Bool(bool),
    I64(i64),
    /// An integer beyond the range of `I64`.
    U64(u64),
    F64(f64),
    String(String),
    Array(Vec<AnyLiteral>),
    Map(Vec<(String, AnyLiteral)>),
}
