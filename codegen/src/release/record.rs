//! The contract as data for other tools: the output of `inspect`, the `contract.json` of a crate, and the input of
//! [`diff`](crate::release::diff).
//!
//! A record holds names in place of indices, so that an addition changes one location. Default values are left out.

mod kept;
mod operations;
mod read;
mod types;
mod write;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub(crate) use kept::kept_names;
pub(crate) use operations::{
    ApiKey, Body, BodyContent, Choice, Encoding, NamedBody, Operation, Parameter, Response, TypeSource, Webhook,
};
pub(crate) use read::{Recorded, from_json, is_record};
pub(crate) use types::{
    Collection, Enum, EnumValue, Item, Member, Replaced, Shape, Struct, Type, TypeKind, Union, Variant, XmlKind,
    XmlMember, XmlName, XmlRoot, XmlType,
};
pub(crate) use write::{Packaged, pretty, record, to_json};

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
    /// The name of the API description.
    pub(crate) source: String,
    /// The selectors of its operations and webhooks; `None` if all are selected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) selection: Option<Selection>,
    pub(crate) servers: Vec<String>,
    /// The variables of the server URLs.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) server_variables: Vec<ServerVariable>,
    /// The source location of each server; empty if the record was read from a file, which does not keep it.
    #[serde(skip)]
    pub(crate) server_pointers: Vec<String>,
    pub(crate) rules: Rules,
    /// The default features of the crate; `None` if they are not stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) features: Option<Vec<String>>,
    pub(crate) media_types: Vec<String>,
    /// The version requirements of the crates whose types it uses, by their names in code. A crate in a folder has
    /// none.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) crates: BTreeMap<String, Option<String>>,
    pub(crate) types: Vec<Type>,
    pub(crate) operations: Vec<Operation>,
    /// The requests that the service sends.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) webhooks: Vec<Webhook>,
}

/// The selectors of operations and webhooks, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Selection {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) include: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) exclude: Vec<String>,
}

/// A variable of a server URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct ServerVariable {
    /// The URL template.
    pub(crate) server: String,
    pub(crate) name: String,
    pub(crate) default: String,
    /// The allowed values; empty if all are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) values: Vec<String>,
}

/// The rules for all types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Rules {
    pub(crate) ignore_case: bool,
    pub(crate) empty_is_absent: bool,
    /// `true` if forms have the profile `model-binder`.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) model_binder: bool,
    /// `true` if the crate can check the constraints of values.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) validate: bool,
    /// `true` if the names of operations are their ids without the path and the method.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) short_operations: bool,
}

impl Record {
    /// The types, by name.
    pub(crate) fn types_by_name(&self) -> BTreeMap<&str, &Type> {
        self.types.iter().map(|ty| (ty.name.as_str(), ty)).collect()
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes every field so")]
fn is_false(boolean: &bool) -> bool {
    !boolean
}
