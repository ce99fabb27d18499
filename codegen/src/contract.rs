//! What an API is: types, members with their names on each wire, operations, media types.
//!
//! Plain data that knows neither OpenAPI nor Rust tokens. [`lower`](crate::lower) makes it, the passes of
//! [`resolve`](crate::resolve) complete it (until then the Rust names are empty), and [`emit`](crate::emit)
//! cannot fail on it.

mod literal;
mod operation;

use std::collections::BTreeMap;

pub(crate) use self::literal::{AnyLiteral, Literal};
pub(crate) use self::operation::{
    ApiKey, ApiKeyLocation, Body, BodyContent, Encoding, MediaType, NamedBody, Operation, Parameter, ParameterLocation,
    ParameterStyle, PathPart, Response, ResponseClass, ResponseNames, ResponseTypes, Role, Style, TypeSource, Wire,
    XmlRoot, response_types,
};
use crate::source::diagnostic::JsonPointer;

/// An API.
#[derive(Clone, Debug)]
pub(crate) struct Contract {
    /// The name of the crate.
    pub(crate) package: String,
    pub(crate) title: String,
    pub(crate) docs: Docs,
    /// An SPDX expression.
    pub(crate) license: Option<String>,
    /// What the description is called in the crate's files.
    pub(crate) source: String,
    pub(crate) servers: Vec<Server>,
    /// What shows who sends a request, for people.
    pub(crate) schemes: Vec<SecurityScheme>,
    pub(crate) rules: Rules,
    pub(crate) types: Vec<Type>,
    /// The types that are inline and are the same as another that is, with that one.
    pub(crate) duplicates: BTreeMap<TypeId, TypeId>,
    pub(crate) operations: Vec<Operation>,
    /// Every media type of a request or a response, in ordinal order.
    pub(crate) media_types: Vec<MediaType>,
    /// The places where an untyped value stands, and why.
    pub(crate) free: Vec<(JsonPointer, String)>,
}

/// Text for people, from the description: untrusted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Docs {
    pub(crate) text: String,
    /// Where to read on; an address of the web.
    pub(crate) link: Option<String>,
}

/// A place where the API is offered.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// What states it.
    pub(crate) at: JsonPointer,
    /// The address, with the names of variables in braces.
    pub(crate) url: String,
    pub(crate) docs: Docs,
    pub(crate) variables: Vec<Variable>,
}

/// A part of a server's address that can be chosen.
#[derive(Clone, Debug)]
pub(crate) struct Variable {
    pub(crate) name: String,
    pub(crate) default: String,
    /// What it can be; empty: anything.
    pub(crate) values: Vec<String>,
    pub(crate) docs: Docs,
}

impl Server {
    /// The address with the defaults of its variables.
    pub(crate) fn default_url(&self) -> String {
        let fill = |url: String, variable: &Variable| url.replace(&format!("{{{}}}", variable.name), &variable.default);
        self.variables.iter().fold(self.url.clone(), fill)
    }
}

/// What shows who sends a request, for people.
#[derive(Clone, Debug)]
pub(crate) struct SecurityScheme {
    pub(crate) name: String,
    pub(crate) docs: Docs,
    /// What it is: `OAuth 2.0`.
    pub(crate) kind: String,
    /// Addresses, each with what it is.
    pub(crate) addresses: Vec<(String, String)>,
    /// What a token can be good for, with what that is.
    pub(crate) scopes: Vec<(String, String)>,
}

/// What holds for all types.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Rules {
    /// Whether readers match names without regard to ASCII case.
    pub(crate) ignore_case: bool,
    /// Whether an empty value of a form is absent.
    pub(crate) empty_is_absent: bool,
}

/// A type, as its index in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TypeId(pub(crate) usize);

/// The name of a type in Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct TypeName(pub(crate) String);

/// The name of a field, variable or method in Rust, with `r#` where it needs it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FieldName(pub(crate) String);

/// The name of a member in JSON and in forms.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WireName(pub(crate) String);

/// A type.
#[derive(Clone, Debug)]
pub(crate) struct Type {
    pub(crate) name: TypeName,
    /// Where its name comes from.
    pub(crate) naming: Naming,
    /// The name that the description gives to it; `None` if it is written where a member uses it.
    pub(crate) documented: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    pub(crate) at: JsonPointer,
    pub(crate) kind: TypeKind,
}

/// Where the Rust name of a type comes from.
#[derive(Clone, Debug)]
pub(crate) enum Naming {
    /// The description says it outright.
    Chosen(String),
    /// The name that the description gives to the type.
    Documented(String),
    /// The last part of the documented name, and those of its generic arguments.
    DocumentedShort(String),
    /// The type is written where a member of another uses it.
    Inline(TypeId, WireName),
    /// The type stands for any of the family of this one.
    Polymorphic(TypeId),
    /// The type is written in this part of the operation at this place.
    Part(JsonPointer, String),
}

/// What a type is.
#[derive(Clone, Debug)]
pub(crate) enum TypeKind {
    Struct(Struct),
    Enum(Enum),
    Union(Union),
}

/// An object with named members.
#[derive(Clone, Debug)]
pub(crate) struct Struct {
    /// The name of the type in the description.
    pub(crate) documented: String,
    /// The members, in ordinal order of their wire names.
    pub(crate) members: Vec<Member>,
    /// What the members are that the description does not name, if it says so.
    pub(crate) additional: Option<Item>,
    /// Whether a secret string may stand in place of the object, in JSON and in forms.
    pub(crate) secret_string: bool,
    pub(crate) xml: XmlType,
}

/// A type in XML.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct XmlType {
    /// The element of a document whose root is this type.
    pub(crate) root: XmlName,
    /// The namespace of the members that state none.
    pub(crate) namespace: String,
    /// The order of the child elements, as indices of the members; `None`: the order of the members.
    pub(crate) order: Option<Vec<usize>>,
}

/// The name of an XML element. An empty namespace is none, an empty prefix the writer's choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct XmlName {
    pub(crate) namespace: String,
    pub(crate) local: String,
    pub(crate) prefix: String,
}

/// A member of an object. Every one may be left out.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) name: WireName,
    pub(crate) field: FieldName,
    /// The name of the field, if the description says it outright.
    pub(crate) chosen: Option<String>,
    /// What generators call it, if that is something else than its name.
    pub(crate) label: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) ty: TypeRef,
    /// Whether null means something else than leaving the member out.
    pub(crate) nullable: bool,
    /// Whether the description says that it is always there. Readers do without it all the same.
    pub(crate) required: bool,
    pub(crate) access: Access,
    pub(crate) deprecated: bool,
    /// The value that stands for an absent one, as JSON text.
    pub(crate) default: Option<String>,
    /// The format that the description states, whether or not the type shows it.
    pub(crate) format: Option<String>,
    pub(crate) xml: XmlMember,
    pub(crate) at: JsonPointer,
}

/// Who may set a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    ReadWrite,
    /// The service sets it.
    ReadOnly,
    /// The service never sends it.
    WriteOnly,
}

/// A member in XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct XmlMember {
    pub(crate) name: String,
    /// Its namespace, if it is another than that of the type's members.
    pub(crate) namespace: Option<String>,
    pub(crate) prefix: String,
    pub(crate) kind: XmlKind,
    /// Whether it is written, as nil, even when it is absent.
    pub(crate) always: bool,
}

/// What a member is in XML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum XmlKind {
    Element,
    Attribute,
    /// The text of the element that the object is.
    Text,
    /// An element with one element of this name for each item of a list, or entry of a map.
    Wrapped(XmlName),
    /// One element for each item.
    Unwrapped,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TypeRef {
    Scalar(Scalar),
    Array(Box<Item>),
    /// Values by key.
    Map(Box<Item>),
    /// An untyped value.
    Any,
    Named(TypeId),
}

/// The type of a value that has no parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Scalar {
    Bool,
    I32,
    I64,
    U32,
    U64,
    F64,
    String,
    Secret,
    /// Bytes, with a name and a media type.
    File,
}

/// The items of a list, or the values of a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Item {
    pub(crate) ty: TypeRef,
    /// Whether an item can be null.
    pub(crate) nullable: bool,
}

/// A value that is of one of several types.
#[derive(Clone, Debug)]
pub(crate) struct Union {
    /// The name of the type in the description.
    pub(crate) documented: String,
    /// The member whose value says which of the variants it is.
    pub(crate) discriminator: Option<WireName>,
    /// Whether another union has it for a variant, and holds it in a box.
    pub(crate) boxed: bool,
    pub(crate) variants: Vec<Variant>,
}

/// One of the types of a union.
#[derive(Clone, Debug)]
pub(crate) struct Variant {
    pub(crate) name: TypeName,
    /// What it is named after.
    pub(crate) label: String,
    pub(crate) docs: Docs,
    pub(crate) ty: TypeRef,
    /// The values of the discriminator that stand for it.
    pub(crate) tags: Vec<String>,
    /// The members that every such object has.
    pub(crate) required: Vec<WireName>,
    /// The members that have one value alone in every such object.
    pub(crate) fixed: Vec<(WireName, String)>,
    pub(crate) at: JsonPointer,
}

/// A choice of values that stays open.
#[derive(Clone, Debug)]
pub(crate) struct Enum {
    /// The values: those with chosen numbers in order of the numbers, then the others as the description lists them.
    pub(crate) values: Vec<EnumValue>,
    /// Whether the description declares integers. The values may be words all the same.
    pub(crate) integer: bool,
}

impl Enum {
    /// Whether the values are integers on every wire.
    pub(crate) fn is_numeric(&self) -> bool {
        let mut values = self.values.iter();
        self.integer && values.all(|value| value.text.parse::<i64>().is_ok() && value.number.is_some())
    }
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub(crate) struct EnumValue {
    pub(crate) variant: TypeName,
    /// The name of the variant, if the description says it outright.
    pub(crate) chosen: Option<String>,
    /// What the variant is named after, if it is something else than the text.
    pub(crate) label: Option<String>,
    /// The value on every wire.
    pub(crate) text: String,
    /// The number that some writers send in its place.
    pub(crate) number: Option<i64>,
    pub(crate) at: JsonPointer,
}

impl Struct {
    /// The member of this name.
    pub(crate) fn member(&self, name: &WireName) -> Option<&Member> {
        self.members.iter().find(|member| member.name == *name)
    }
}

impl TypeKind {
    /// The types that it is made of.
    pub(crate) fn references(&self) -> impl Iterator<Item = &TypeRef> {
        let (members, additional, variants) = match self {
            Self::Struct(object) => (object.members.as_slice(), object.additional.as_ref(), [].as_slice()),
            Self::Union(union) => ([].as_slice(), None, union.variants.as_slice()),
            Self::Enum(_) => ([].as_slice(), None, [].as_slice()),
        };
        let members = members.iter().map(|member| &member.ty);
        members.chain(additional.map(|item| &item.ty)).chain(variants.iter().map(|variant| &variant.ty))
    }
}

impl TypeRef {
    /// The type of the contract that a value is, or that its items or values are.
    pub(crate) fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Array(item) | Self::Map(item) => item.ty.named(),
            Self::Scalar(_) | Self::Any => None,
        }
    }
}

impl Contract {
    /// Whether a value of this type has no parts.
    pub(crate) fn is_scalar(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(_) => true,
            TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any => false,
            TypeRef::Named(id) => match self.ty(*id).kind {
                TypeKind::Enum(_) => true,
                TypeKind::Struct(_) | TypeKind::Union(_) => false,
            },
        }
    }

    /// Drops the members of the duplicates: their originals have the same.
    pub(crate) fn empty_duplicates(&mut self) {
        for id in self.duplicates.keys() {
            if let Some(Type { kind: TypeKind::Struct(object), .. }) = self.types.get_mut(id.0) {
                object.members = Vec::new();
            }
        }
    }

    /// What a type is another name of, or else itself.
    pub(crate) fn original(&self, id: TypeId) -> TypeId {
        self.duplicates.get(&id).copied().unwrap_or(id)
    }

    /// The same type, with the originals of all that it is made of.
    pub(crate) fn original_of(&self, ty: &TypeRef) -> TypeRef {
        let item = |item: &Item| Box::new(Item { ty: self.original_of(&item.ty), nullable: item.nullable });
        match ty {
            TypeRef::Named(id) => TypeRef::Named(self.original(*id)),
            TypeRef::Array(of) => TypeRef::Array(item(of)),
            TypeRef::Map(of) => TypeRef::Map(item(of)),
            TypeRef::Scalar(_) | TypeRef::Any => ty.clone(),
        }
    }

    /// The type of this id. Ids come from the contract itself, so there always is one.
    pub(crate) fn ty(&self, id: TypeId) -> &Type {
        &self.types[id.0]
    }
}
