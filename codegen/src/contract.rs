//! The model of an API: types, members with their names on each wire, operations, media types.
//!
//! Plain data that knows neither OpenAPI nor Rust tokens. [`lower`](crate::lower) builds it, the passes of
//! [`resolve`](crate::resolve) complete it, and [`emit`](crate::emit) cannot fail on it.

mod constraints;
mod decimal;
mod derive;
mod format_type;
mod kept_names;
mod literal;
mod operation;
pub(crate) mod pattern;
mod phase;
mod rust_type;
mod string_format;
mod types;

use std::collections::{BTreeMap, BTreeSet};

pub(crate) use self::constraints::{Bound, Constraints, Word};
pub(crate) use self::decimal::Decimal;
pub(crate) use self::derive::{Derivable, Derive, Trait};
pub use self::format_type::Formats;
pub(crate) use self::format_type::{FormatType, Library};
pub(crate) use self::kept_names::KeptNames;
pub(crate) use self::literal::{AnyLiteral, Literal};
pub(crate) use self::operation::{
    ApiKey, ApiKeyLocation, Body, BodyContent, BodyNames, Encoding, MediaType, NamedBody, Operation, Parameter,
    ParameterLocation, ParameterStyle, PathPart, Response, ResponseClass, ResponseNames, ResponseTypes, Role,
    Serialization, Status, TypeSource, Wire, XmlRoot, response_types,
};
pub(crate) use self::phase::{Lowered, Phase, Resolved};
#[cfg(test)]
pub(crate) use self::rust_type::DEPENDENCIES;
pub(crate) use self::rust_type::{ForeignCrate, JsonKind, RustPath, RustType, WireValues};
pub(crate) use self::string_format::{StringFormat, StringName};
pub(crate) use self::types::{
    Access, Arguments, Collection, Enum, EnumValue, FieldName, FixedMember, Item, Member, Naming, Scalar, StatedValue,
    Struct, Type, TypeId, TypeKind, TypeName, TypeRef, Union, Variant, WireName, XmlKind, XmlMember, XmlName, XmlType,
};
use crate::source::diagnostic::JsonPointer;

/// An API.
#[derive(Clone, Debug)]
pub(crate) struct Contract<P: Phase = Resolved> {
    /// The name of the crate.
    pub(crate) package: String,
    pub(crate) title: String,
    pub(crate) docs: Docs,
    /// An SPDX expression.
    pub(crate) license: Option<String>,
    /// The name of the API description in the files of the crate.
    pub(crate) source: String,
    /// The selection of its operations.
    pub(crate) selectors: Selectors,
    pub(crate) servers: Vec<Server>,
    /// The tags that operations are listed under, in the order of the description, then of their first use.
    pub(crate) tags: Vec<Tag>,
    /// The security schemes, for documentation.
    pub(crate) schemes: Vec<SecurityScheme>,
    pub(crate) rules: Rules,
    /// The default features of the crate; `None` if they are not stated.
    pub(crate) features: Option<Vec<String>>,
    pub(crate) types: Vec<Type<P>>,
    /// The inline types that equal another inline type, each with that original.
    pub(crate) duplicates: P::Added<BTreeMap<TypeId, TypeId>>,
    /// The types that lead to numbers with digits of their own, at any depth.
    pub(crate) digits: P::Added<BTreeSet<TypeId>>,
    pub(crate) operations: Vec<Operation<P>>,
    /// The names of the operations, by location.
    pub(crate) operation_names: P::Added<BTreeMap<JsonPointer, TypeName>>,
    pub(crate) webhooks: Vec<Webhook>,
    /// Every media type of a request or a response, in ordinal order.
    pub(crate) media_types: Vec<MediaType>,
    /// The locations of all untyped values, each with the reason.
    pub(crate) untyped: Vec<(JsonPointer, String)>,
    /// The crates of the types and macros that the description names, by their names in code.
    pub(crate) crates: BTreeMap<String, ForeignCrate>,
    /// The traits and macros that are requested for all types.
    pub(crate) derive: Vec<Derive>,
}

impl<P: Phase> Contract<P> {
    /// Returns the default features of the crate.
    pub(crate) fn default_features(&self) -> Vec<&str> {
        match &self.features {
            Some(features) => features.iter().map(String::as_str).collect(),
            None => DEFAULT_FEATURES.to_vec(),
        }
    }
}

/// Documentation from the API description: untrusted text.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Docs {
    pub(crate) text: String,
    /// The URL of further documentation.
    pub(crate) link: Option<String>,
}

impl Docs {
    /// Returns documentation without a link.
    pub(crate) fn text(text: String) -> Self {
        Self { text, link: None }
    }
}

/// The selectors of operations and webhooks, as written; both are empty if all are selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selectors {
    pub(crate) include: Vec<String>,
    pub(crate) exclude: Vec<String>,
}

impl Selectors {
    /// Returns `true` if everything is selected.
    pub(crate) fn is_empty(&self) -> bool {
        self.include.is_empty() && self.exclude.is_empty()
    }
}

/// A server that offers the API.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// The location of its statement.
    pub(crate) at: JsonPointer,
    /// The URL, with the names of variables in braces.
    pub(crate) url: String,
    pub(crate) docs: Docs,
    pub(crate) variables: Vec<Variable>,
}

/// A variable in the URL of a server.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) default: String,
    /// The allowed values; any value if empty.
    pub(crate) values: Vec<String>,
    pub(crate) docs: Docs,
}

impl Server {
    /// The URL with the defaults of its variables.
    pub(crate) fn default_url(&self) -> String {
        let fill = |url: String, variable: &Variable| url.replace(&format!("{{{}}}", variable.name), &variable.default);
        self.variables.iter().fold(self.url.clone(), fill)
    }
}

/// A tag, for documentation.
#[derive(Clone, Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    /// The description.
    pub(crate) text: String,
}

/// A security scheme, for documentation.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    /// The kind in words: `OAuth 2.0`.
    pub(crate) kind: String,
    /// The URLs, each after its key: `tokenUrl`.
    pub(crate) addresses: Vec<(String, String)>,
    /// The scopes that a token can have, each with its description.
    pub(crate) scopes: Vec<(String, String)>,
}

/// A request that the service sends: a webhook, or a callback of an operation.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    pub(crate) name: String,
    /// The operation that asks for the callback, by its id; `None` for a webhook.
    pub(crate) operation: Option<String>,
    /// In upper case.
    pub(crate) method: String,
    pub(crate) docs: Docs,
    /// The types of its body.
    pub(crate) payloads: Vec<TypeRef>,
    /// The media types of values that its body can have.
    pub(crate) media_types: Vec<MediaType>,
    pub(crate) at: JsonPointer,
}

/// The treatment of the members that the description requires.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequiredMembers {
    /// They are fields without an `Option`, and arguments of `new`. Readers refuse an object that lacks one.
    #[default]
    Enforce,
    /// They are optional fields, as all others. Readers accept an object that lacks one.
    Lenient,
}

/// The rules that apply to all types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a rule of its own")]
pub(crate) struct Rules {
    /// `true` if readers match names without regard to ASCII case.
    pub(crate) ignore_case: bool,
    /// `true` if an empty value of a form is absent.
    pub(crate) empty_is_absent: bool,
    /// `true` if forms are those of ASP.NET's model binder, and not those of OpenAPI.
    pub(crate) model_binder: bool,
    /// `true` if JSON has names for numbers that are not finite, as .NET does.
    pub(crate) named_floats: bool,
    /// `true` if the crate can check the constraints of values.
    pub(crate) validate: bool,
    /// The source of the names of operations.
    pub(crate) operation_names: OperationNames,
    /// The modules of operations.
    pub(crate) operation_modules: OperationModules,
    /// `true` if the runtime is another crate, which can implement its traits for types of formats alone.
    pub(crate) shares_runtime: bool,
}

/// The features of every contract crate, but for the one that checks constraints.
pub(crate) const FEATURES: [&str; 10] =
    ["json", "xml", "form", "http", "client", "native-tls", "client-no-tls", "http2", "blocking", "tracing"];

/// The feature that checks constraints.
pub(crate) const VALIDATE: &str = "validate";

/// The default features, if none are stated.
pub(crate) const DEFAULT_FEATURES: [&str; 1] = ["json"];

/// The source of the Rust names of operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OperationNames {
    /// The whole operation id.
    #[default]
    Full,
    /// The operation id without the path and the method that a framework has added to it.
    Short,
}

/// The Rust modules of operations.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OperationModules {
    /// All operations are in the module `operations`.
    #[default]
    Flat,
    /// An operation with tags is in a module within `operations`, named after its first tag.
    Tags,
}

impl<P: Phase> Contract<P> {
    /// Returns the type of this id. Ids come from the contract itself, so the type always exists.
    pub(crate) fn ty(&self, id: TypeId) -> &Type<P> {
        &self.types[id.0]
    }
}

impl Contract {
    /// Returns the types of all formats, which may repeat.
    pub(crate) fn format_types(&self) -> impl Iterator<Item = &'static FormatType> {
        self.references().filter_map(TypeRef::format_type)
    }

    /// Returns the formats of strings that have names, each once, by name.
    pub(crate) fn string_formats(&self) -> BTreeMap<&'static str, &'static StringFormat> {
        let formats = self.references().filter_map(|ty| ty.string_name()?.format());
        formats.map(|format| (format.name, format)).collect()
    }

    /// Returns the types of other crates, each once, in the order of their paths.
    pub(crate) fn replaced_types(&self) -> BTreeSet<&RustType> {
        self.references().filter_map(TypeRef::replaced).map(AsRef::as_ref).collect()
    }

    /// Returns the types of all values.
    fn references(&self) -> impl Iterator<Item = &TypeRef> {
        let types = self.types.iter().flat_map(|ty| ty.kind.references());
        let parameters = self.operations.iter().flat_map(Operation::parameters).map(|parameter| &parameter.ty);
        let bodies = self.operations.iter().filter_map(|operation| operation.body.as_ref()).flat_map(Body::types);
        let responses = self.operations.iter().flat_map(|operation| &operation.responses);
        let responses = responses.filter_map(|response| response.ty.as_ref());
        types.chain(parameters).chain(bodies).chain(responses)
    }

    /// Returns `true` if values of this type are scalars.
    pub(crate) fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(_) => true,
            TypeRef::Replaced(ty) => ty.is_scalar(),
            TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any => false,
            TypeRef::Named(id) => match self.ty(*id).kind {
                TypeKind::Enum(_) => true,
                TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Collection(_) => false,
            },
        }
    }

    /// Drops the members of duplicates: the originals have the same members.
    pub(crate) fn empty_duplicates(&mut self) {
        for id in self.duplicates.keys() {
            let kind = self.types.get_mut(id.0).map(|ty| &mut ty.kind);
            if let Some(TypeKind::Struct(object) | TypeKind::Tuple(object)) = kind {
                object.members = Vec::new();
            }
        }
    }

    /// Returns the original of a duplicate, or the type itself.
    pub(crate) fn original(&self, id: TypeId) -> TypeId {
        self.duplicates.get(&id).copied().unwrap_or(id)
    }

    /// Returns for each type `true` if no other one is the same in Rust. A duplicate is the same type as its original.
    pub(crate) fn are_unique<'a>(&self, types: impl Iterator<Item = &'a TypeRef>) -> Vec<bool> {
        let originals: Vec<TypeRef> = types.map(|ty| self.original_of(ty)).collect();
        let mut counts = BTreeMap::<&TypeRef, usize>::new();
        for ty in &originals {
            *counts.entry(ty).or_default() += 1;
        }
        originals.iter().map(|ty| counts.get(ty) == Some(&1)).collect()
    }

    /// Returns the type with every named type replaced by its original.
    pub(crate) fn original_of(&self, ty: &TypeRef) -> TypeRef {
        let item = |item: &Item| Box::new(Item { ty: self.original_of(&item.ty), nullable: item.nullable });
        match ty {
            TypeRef::Named(id) => TypeRef::Named(self.original(*id)),
            TypeRef::Array(of) => TypeRef::Array(item(of)),
            TypeRef::Map(of) => TypeRef::Map(item(of)),
            TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Replaced(_) => ty.clone(),
        }
    }
}
