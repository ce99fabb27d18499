//! The choices of `bindery.toml` that override the `x-bindery` objects of the description, with the same words.
//!
//! The types check their shape. The library checks their content, such as the path of a Rust type.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use crate::choices::{FormatTypes, Required};

/// A value in its short form, a string, or as a table.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
pub(crate) enum OneOf<S, T> {
    Short(S),
    Table(T),
}

/// The Rust types of formats: of all, or by format, with `*` for all others.
pub(crate) type Formats = OneOf<FormatTypes, BTreeMap<String, OneOf<FormatType, RustType>>>;

/// The Rust type in place of a generated one: its path alone, or with its crate.
pub(crate) type RustTypeOrPath = OneOf<String, RustType>;

/// A trait, or the path of a derive macro or of a trait, alone or with its crate.
pub(crate) type TraitOrPath = OneOf<String, TraitPath>;

/// The treatment of required members: of all, or by name.
pub(crate) type RequiredByMember = OneOf<Required, BTreeMap<String, Required>>;

/// The Rust names of types.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum NamesOfTypes {
    /// The whole component key.
    Full,
    /// The last dotted part of the component key.
    Short,
}

/// The rule by which readers match member names and enum values.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Names {
    /// Exactly.
    Exact,
    /// Without regard to ASCII case.
    IgnoreCase,
}

/// The mapping of types to XML.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Xml {
    #[serde(default)]
    profile: Option<XmlProfile>,
    /// The element names of the profile `data-contract`.
    #[serde(default)]
    names: Option<XmlNames>,
    /// The enum values of the profile `data-contract`.
    #[serde(default)]
    enums: Option<XmlEnums>,
    /// The members of bases in the profile `data-contract`.
    #[serde(default)]
    inheritance: Option<XmlInheritance>,
    /// The order of elements in the profile `xml-object`.
    #[serde(default)]
    order: Option<XmlOrder>,
    /// The namespaces of elements that state none, in the profile `xml-object`.
    #[serde(default)]
    namespaces: Option<XmlNamespaces>,
}

/// The XML profile.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum XmlProfile {
    /// The `xml` objects of the description.
    XmlObject,
    /// .NET's `DataContractSerializer`.
    DataContract,
}

/// The element names of the profile `data-contract`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum XmlNames {
    /// As documented.
    Documented,
    /// In Pascal case.
    PascalCase,
}

/// The enum values of the profile `data-contract`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum XmlEnums {
    /// As documented.
    Documented,
    /// As identifiers in the code of the service.
    PascalCase,
}

/// The members of bases by `allOf` in the profile `data-contract`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum XmlInheritance {
    /// First, in the namespace of the base.
    BaseFirst,
    /// Among the members of the type.
    Flat,
}

/// The order of elements in the profile `xml-object`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum XmlOrder {
    /// That of the names.
    Name,
    /// That of the properties in the description.
    Document,
}

/// The namespaces of elements that state none, in the profile `xml-object`.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum XmlNamespaces {
    /// None.
    Stated,
    /// That of the element around.
    Inherited,
}

/// A schema in XML.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SchemaXml {
    /// The names of members, in the order of their elements.
    #[serde(default)]
    order: Option<Vec<String>>,
}

/// A base class that declares members of a type in the profile `data-contract`.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Base {
    /// The .NET name.
    name: String,
    /// The documented names of the members.
    members: Vec<String>,
}

/// The writing and reading of forms.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Form {
    /// The form profile.
    #[serde(default)]
    profile: Option<FormProfile>,
    /// The reading of an empty value.
    #[serde(default)]
    empty: Option<EmptyValue>,
}

/// The form profile.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum FormProfile {
    /// The defaults of OpenAPI.
    #[serde(rename = "openapi")]
    OpenApi,
    /// The model binder of ASP.NET Web API.
    ModelBinder,
}

/// The reading of an empty form value.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum EmptyValue {
    /// An empty string.
    String,
    /// Absent, as ASP.NET Web API's form binder reads it.
    Absent,
}

/// The Rust type of a format: `string`, or that of a library.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub(crate) enum FormatType {
    String,
    Base64,
    Chrono,
    Jiff,
    RustDecimal,
    Std,
    Time,
    Url,
    Uuid,
}

/// A type of another crate, or of the standard library.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct RustType {
    /// The path of the type, from the name of the crate in code.
    path: String,
    /// The name of the package; once for all types of the crate.
    #[serde(default, rename = "crate")]
    package: Option<String>,
    /// A version requirement of Cargo.
    #[serde(default)]
    version: Option<String>,
    /// Features of the crate.
    #[serde(default)]
    features: Option<Vec<String>>,
    /// The folder of a local crate, relative to the contract crate.
    #[serde(default)]
    folder: Option<String>,
    /// A string that the type parses, for a type without a `Default`.
    #[serde(default)]
    sample: Option<String>,
}

/// A derive macro, or a trait, of another crate.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct TraitPath {
    /// The path, from the name of the crate in code.
    path: String,
    /// The name of the package; once for all paths of the crate.
    #[serde(default, rename = "crate")]
    package: Option<String>,
    /// A version requirement of Cargo.
    #[serde(default)]
    version: Option<String>,
    /// Features of the crate.
    #[serde(default)]
    features: Option<Vec<String>>,
    /// The folder of a local crate, relative to the contract crate.
    #[serde(default)]
    folder: Option<String>,
}

/// The choices for a component schema.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct SchemaChoices {
    /// The documented name, where it cannot be a component key.
    #[serde(default)]
    name: Option<String>,
    /// The name of the type in Rust.
    #[serde(default)]
    rust_name: Option<String>,
    /// The Rust type in place of a generated one.
    #[serde(default)]
    rust_type: Option<RustTypeOrPath>,
    /// Traits and derive macros of the type.
    #[serde(default)]
    derive: Option<Vec<TraitOrPath>>,
    /// Traits of other crates whose items all have defaults.
    #[serde(default)]
    implement: Option<Vec<TraitOrPath>>,
    /// The secret string that JSON and forms may hold instead of the object.
    #[serde(default)]
    secret: Option<SecretForm>,
    /// The numbers that some writers send, by value of `enum`.
    #[serde(default)]
    numbers: Option<BTreeMap<String, i64>>,
    /// The names of variants in Rust, by value of `enum`.
    #[serde(default)]
    variants: Option<BTreeMap<String, String>>,
    /// The name of the members or parameters with this schema.
    #[serde(default)]
    field: Option<String>,
    /// The purpose of the header with this schema.
    #[serde(default)]
    role: Option<Role>,
    /// The treatment of required members: of all, or by name.
    #[serde(default)]
    required: Option<RequiredByMember>,
    /// The Rust type of a string with a format.
    #[serde(default)]
    format: Option<FormatType>,
    /// Base classes that have no schema, the base of all first.
    #[serde(default)]
    bases: Option<Vec<Base>>,
    /// The order of the elements.
    #[serde(default)]
    xml: Option<SchemaXml>,
}

/// The form of a secret.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum SecretForm {
    String,
}

/// The purpose of a header.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Role {
    IdempotencyKey,
    CorrelationId,
}

/// Reads either form, with the messages of the one that is there.
impl<'de, S: Deserialize<'de>, T: Deserialize<'de>> Deserialize<'de> for OneOf<S, T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(OneOfVisitor(PhantomData))
    }
}

struct OneOfVisitor<S, T>(PhantomData<(S, T)>);

impl<'de, S: Deserialize<'de>, T: Deserialize<'de>> Visitor<'de> for OneOfVisitor<S, T> {
    type Value = OneOf<S, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or a table")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        S::deserialize(StrDeserializer::new(text)).map(OneOf::Short)
    }

    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Self::Value, M::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(OneOf::Table)
    }
}
