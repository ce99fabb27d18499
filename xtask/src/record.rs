//! Reader of a crate's `contract.json`, and the Rust types of values.
//!
//! Code that depends on the layout of the record is here. A new kind of type is a variant of [`Shape`].

mod operations;
mod types;

use std::collections::BTreeMap;

use serde::Deserialize;

pub(crate) use operations::{Body, Content, Operation, Parameter};
pub(crate) use types::{Enum, EnumValue, Item, Member, Replaced, Shape, Struct, Type, TypeKind, Union, Variant};

/// A contract.
#[derive(Debug)]
pub(crate) struct Record {
    /// The URLs of the servers, with their variables in braces.
    pub(crate) servers: Vec<String>,
    pub(crate) operations: Vec<Operation>,
    /// The types, by their names in the record.
    types: BTreeMap<String, Type>,
}

/// A type in Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct RustType {
    /// The type in the code of a driver: `Vec<models::Cart>`.
    pub(crate) path: String,
    /// `true` if it is a model, which has a root of its own in XML.
    pub(crate) is_model: bool,
}

/// The file of a crate.
#[derive(Deserialize)]
struct File {
    contract: Contract,
}

/// The content of the file.
#[derive(Deserialize)]
struct Contract {
    #[serde(default)]
    servers: Vec<String>,
    types: Vec<Type>,
    operations: Vec<Operation>,
}

impl Record {
    /// Reads a record. The error is the reason of a failure.
    pub(crate) fn parse(record: &str) -> Result<Self, String> {
        let File { contract: Contract { servers, types, operations } } =
            serde_json::from_str(record).map_err(|error| format!("the record of the contract is not read: {error}"))?;
        Ok(Self { servers, operations, types: types.into_iter().map(|ty| (ty.name.clone(), ty)).collect() })
    }

    /// The type of this name in the record.
    pub(crate) fn ty(&self, name: &str) -> Result<&Type, String> {
        self.types.get(name).ok_or_else(|| format!("the record has no type `{name}`"))
    }

    /// The Rust type of a value.
    pub(crate) fn rust_type(&self, ty: &Shape) -> Result<RustType, String> {
        let path = match ty {
            Shape::Boolean => String::from("bool"),
            Shape::Int32 => String::from("i32"),
            Shape::Int64 => String::from("i64"),
            Shape::Uint32 => String::from("u32"),
            Shape::Uint64 => String::from("u64"),
            Shape::Double => String::from("f64"),
            Shape::String => String::from("String"),
            Shape::Secret => String::from("runtime::Secret"),
            Shape::File => String::from("runtime::File"),
            Shape::Any => String::from("runtime::Any"),
            // A driver has no dependency on the library of the type.
            Shape::Formatted(path) => return Err(format!("it is a `{path}` by itself")),
            Shape::Replaced(
                Replaced::Integer(path) | Replaced::Number(path) | Replaced::Boolean(path) | Replaced::Json(path),
            ) => match path.strip_prefix("crate::") {
                Some(path) => format!("contracts::{path}"),
                None => return Err(String::from("it is a type of another crate by itself")),
            },
            Shape::Named(name) => {
                let Type { rust_name, kind, .. } = self.ty(name)?;
                let is_model = matches!(kind, TypeKind::Struct(_));
                return Ok(RustType { path: format!("models::{rust_name}"), is_model });
            }
            Shape::Array(item) => format!("Vec<{}>", self.item(item)?),
            Shape::Map(item) => format!("BTreeMap<String, {}>", self.item(item)?),
        };
        Ok(RustType { path, is_model: false })
    }

    /// The type of a member of a value, if that is a model that has it.
    pub(crate) fn member(&self, ty: &Shape, name: &str) -> Option<&Shape> {
        let Shape::Named(of) = ty else { return None };
        let TypeKind::Struct(object) = &self.types.get(of)?.kind else { return None };
        object.members.iter().find(|member| member.name == name).map(|member| &member.ty)
    }

    fn item(&self, item: &Item) -> Result<String, String> {
        let RustType { path, .. } = self.rust_type(&item.ty)?;
        Ok(if item.nullable { format!("Option<{path}>") } else { path })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_record_is_an_error_with_its_reason() {
        let unknown = r#"{"contract": {"types": [], "operations": [{"method": "GET", "path": "/", "id": "a",
            "rustName": "A", "responses": [{"status": "200", "type": "date", "mediaTypes": []}]}]}}"#;
        for (record, reason) in [("no JSON", "expected"), (unknown, "unknown variant `date`")] {
            let why = Record::parse(record).expect_err("no record");
            assert!(why.starts_with("the record of the contract is not read") && why.contains(reason), "{why}");
        }
    }
}
