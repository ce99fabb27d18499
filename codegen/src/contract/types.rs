//! Types, their members and values, and the names of all three.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Constraints, Derivable, Derive, Docs, FormatType, Phase, Resolved, RustType, Status, StringName};
use crate::source::diagnostic::JsonPointer;

/// A type, as its index in the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(pub(crate) usize);

/// The name of a type in Rust.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeName(pub(crate) String);

/// The name of a field, variable or method in Rust, with `r#` where it needs it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FieldName(pub(crate) String);

/// The name of a member in JSON and in forms.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct WireName(pub(crate) String);

/// A type.
#[derive(Clone, Debug)]
pub(crate) struct Type<P: Phase = Resolved> {
    pub(crate) name: P::Added<TypeName>,
    /// The origin of its name.
    pub(crate) naming: Naming,
    /// A shorter name that it could have, in the casing of types: the title of an inline schema, or the end of its
    /// location.
    pub(crate) short: Option<String>,
    /// The name in the API description; `None` for an inline type.
    pub(crate) documented: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    pub(crate) at: JsonPointer,
    /// The traits and macros that are requested for the type.
    pub(crate) derive: Vec<Derive>,
    /// The traits and macros that it has on request, in order.
    pub(crate) derived: P::Added<BTreeSet<Derivable>>,
    /// `true` if requests and responses contain it.
    pub(crate) both_ways: P::Added<bool>,
    pub(crate) kind: TypeKind<P>,
}

/// The origin of the Rust name of a type.
#[derive(Clone, Debug)]
pub(crate) enum Naming {
    /// The name that `x-bindery.rust-name` states.
    Chosen(String),
    /// The name in the API description.
    Documented(String),
    /// The last part of the documented name, and those of its generic arguments.
    DocumentedShort(String),
    /// The owner of an inline type, and the member that uses it.
    Inline(TypeId, WireName),
    /// The polymorphic base that the union stands for.
    Polymorphic(TypeId),
    /// The operation of an inline type, and the part that uses it, with its status if it is a response.
    Part(JsonPointer, String, Option<Status>),
}

/// The kind of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum TypeKind<P: Phase = Resolved> {
    Struct(Struct<P>),
    /// An array whose first items each have their own type: members that are called by their indices. Further items are
    /// its additional members; `None` if the description allows none.
    Tuple(Struct<P>),
    Enum(Enum<P>),
    Union(Union<P>),
    Collection(Collection),
}

/// An array or a map that contains itself, and therefore has a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Collection {
    /// The name of the type in the API description.
    pub(crate) documented: String,
    /// The array or the map.
    pub(crate) ty: TypeRef,
    pub(crate) constraints: Option<Box<Constraints>>,
}

/// An object with named members.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Struct<P: Phase = Resolved> {
    /// The name of the type in the API description.
    pub(crate) documented: String,
    /// The members, in ordinal order of their wire names.
    pub(crate) members: Vec<Member<P>>,
    /// The arguments of the constructor.
    pub(crate) required: P::Added<Arguments>,
    /// The defaults of optional members that code can be written of, by index.
    pub(crate) defaults: P::Added<Vec<(usize, StatedValue)>>,
    /// The type of additional members, if it is stated.
    pub(crate) additional: Option<Item>,
    /// The constraints of the number of members, and of each additional member.
    pub(crate) constraints: Option<Box<Constraints>>,
    /// `true` if JSON and forms may have a secret string instead of the object.
    pub(crate) secret_string: bool,
    pub(crate) xml: XmlType,
}

impl Struct {
    /// Returns each member, with its position among the arguments of the constructor if its field has no `Option`.
    pub(crate) fn members_with_arguments(&self) -> impl Iterator<Item = (&Member, Option<usize>)> {
        self.members.iter().zip(self.required.positions(self.members.len()))
    }

    /// Returns the same in the order of the description.
    pub(crate) fn members_as_described(&self) -> impl Iterator<Item = (&Member, Option<usize>)> {
        let mut members: Vec<_> = self.members_with_arguments().collect();
        members.sort_by_key(|(member, _)| member.position);
        members.into_iter()
    }

    /// Returns the members that the constructor takes, in the order of its arguments.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &Member> {
        let taken = self.required.order.iter().filter(|index| !self.required.fixed.contains_key(index));
        taken.filter_map(|index| self.members.get(*index))
    }

    /// Returns `true` if the constructor takes and sets nothing.
    pub(crate) fn is_created_empty(&self) -> bool {
        self.required.order.is_empty() && self.required.fixed.is_empty()
    }

    /// Returns the members that the constructor sets by itself, by index.
    pub(crate) fn fixed(&self) -> impl Iterator<Item = (usize, &Member, &StatedValue)> {
        self.required.fixed.iter().filter_map(|(index, value)| Some((*index, self.members.get(*index)?, value)))
    }
}

/// The required members of a type, or the required parameters of an operation. A constructor takes them, and their
/// fields have no `Option`. Readers refuse an object without one of the members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Arguments {
    /// Their indices, in the order of the description.
    pub(crate) order: Vec<usize>,
    /// The values of members that the constructor sets by itself, and does not take, by index. Optional members can be
    /// among them.
    pub(crate) fixed: BTreeMap<usize, StatedValue>,
    /// The struct that names them, where positions would not tell them apart.
    pub(crate) named: Option<TypeName>,
}

/// A value that the description states: the only one, or the one that absence stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum StatedValue {
    Bool(bool),
    /// A number in the range of its type, as a literal of Rust.
    Number(String),
    String(String),
    /// A value of an enum, by its wire value.
    Value(TypeId, String),
    Array(Vec<StatedValue>),
}

impl StatedValue {
    /// Returns a scalar as the wire formats have it.
    pub(crate) fn wire(&self) -> String {
        match self {
            Self::Bool(value) => value.to_string(),
            Self::Number(text) | Self::String(text) | Self::Value(_, text) => text.clone(),
            Self::Array(_) => String::new(),
        }
    }
}

impl Arguments {
    /// Returns the position among the arguments for each of so many members or parameters.
    pub(super) fn positions(&self, count: usize) -> Vec<Option<usize>> {
        let mut positions = vec![None; count];
        for (position, index) in self.order.iter().enumerate() {
            if let Some(of) = positions.get_mut(*index) {
                *of = Some(position);
            }
        }
        positions
    }
}

/// A type in XML.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct XmlType {
    /// The root element of a document of this type.
    pub(crate) root: XmlName,
    /// The namespace of the members that state none.
    pub(crate) namespace: String,
    /// The order of the child elements, as indices of the members; `None` for the order of the members.
    pub(crate) order: Option<Vec<usize>>,
}

/// The name of an XML element. An empty namespace is no namespace; an empty prefix leaves the prefix to the writer.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct XmlName {
    pub(crate) namespace: String,
    pub(crate) local: String,
    pub(crate) prefix: String,
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Member<P: Phase = Resolved> {
    pub(crate) name: WireName,
    pub(crate) field: P::Added<FieldName>,
    /// The name of the field that `x-bindery.field` states.
    pub(crate) chosen: Option<String>,
    /// The name for generators, if it differs from the wire name.
    pub(crate) label: Option<String>,
    pub(crate) docs: Docs,
    pub(crate) ty: TypeRef,
    /// `true` if null differs from absent.
    pub(crate) nullable: bool,
    /// `true` if the API description requires the member.
    pub(crate) required: bool,
    /// The position among the required members that readers enforce, where the member can be sent at all; `None` if
    /// its absence is accepted.
    pub(crate) enforced: Option<usize>,
    /// Its only value other than null, as JSON.
    pub(crate) constant: Option<String>,
    pub(crate) access: Access,
    pub(crate) deprecated: bool,
    /// The default for an absent member, as JSON.
    pub(crate) default: Option<String>,
    /// The stated format, including one that the type does not show.
    pub(crate) format: Option<String>,
    pub(crate) constraints: Option<Box<Constraints>>,
    /// Examples of the value, as JSON.
    pub(crate) examples: Vec<String>,
    pub(crate) xml: XmlMember,
    /// The position in the description among the members of the type. Definitions and docs list them in this order.
    pub(crate) position: usize,
    pub(crate) at: JsonPointer,
}

/// The direction of a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Access {
    ReadWrite,
    /// Set by the service.
    ReadOnly,
    /// Never sent by the service.
    WriteOnly,
}

/// A member in XML.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct XmlMember {
    pub(crate) name: String,
    /// The namespace, if it differs from that of the type's members.
    pub(crate) namespace: Option<String>,
    /// The prefix; `xmlns` if the element declares the namespace as the default one.
    pub(crate) prefix: String,
    pub(crate) kind: XmlKind,
    /// The names of the items of arrays within an array, the outer first; empty if they have that of the outer items.
    pub(crate) within: Vec<XmlName>,
    /// `true` if an absent member is written as nil.
    pub(crate) always: bool,
    /// The declared type of the value or of its items, if values of other types state theirs.
    pub(crate) declared: Option<XmlName>,
}

/// The XML node of a member.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum XmlKind {
    Element,
    Attribute,
    /// The text of the object's element.
    Text,
    /// A wrapper element with one element of this name for each item of an array or entry of a map.
    Wrapped(XmlName),
    /// One element for each item.
    Unwrapped,
}

/// The type of a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum TypeRef {
    Scalar(Scalar),
    Array(Box<Item>),
    /// Values by key.
    Map(Box<Item>),
    /// An untyped value.
    Any,
    Named(TypeId),
    /// A type of another crate, which the description names.
    Replaced(Arc<RustType>),
}

/// The type of a scalar value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Scalar {
    Bool,
    I32,
    I64,
    U32,
    U64,
    F64,
    /// A string, under the name of its format.
    String(StringName),
    Secret,
    /// A string, as the type of its format.
    Formatted(&'static FormatType),
    /// Bytes, with a name and a media type.
    File,
}

impl Scalar {
    /// A string without a name of its own.
    pub(crate) const STRING: Self = Self::String(StringName::NONE);
}

/// The items of an array, or the values of a map.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Item {
    pub(crate) ty: TypeRef,
    /// `true` if an item can be null.
    pub(crate) nullable: bool,
}

/// A union: a value of one of several types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Union<P: Phase = Resolved> {
    /// The name of the type in the API description.
    pub(crate) documented: String,
    /// The member whose value selects the variant; `None` for an untagged union.
    pub(crate) discriminator: Option<WireName>,
    /// `true` if another union has it as a variant, and holds it in a box.
    pub(crate) boxed: P::Added<bool>,
    pub(crate) variants: Vec<Variant<P>>,
}

/// A variant of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Variant<P: Phase = Resolved> {
    pub(crate) name: P::Added<TypeName>,
    /// The string that its Rust name is derived from.
    pub(crate) label: String,
    pub(crate) docs: Docs,
    pub(crate) ty: TypeRef,
    pub(crate) constraints: Option<Box<Constraints>>,
    /// The values of the discriminator that select it. Writers fill in the first one.
    pub(crate) tags: Vec<String>,
    /// `true` if objects with other values of the discriminator are of it as well: those of a polymorphic base.
    pub(crate) is_open: bool,
    /// The required members.
    pub(crate) required: Vec<WireName>,
    /// The members with a single possible value that are required, or are the discriminator.
    pub(crate) fixed: Vec<FixedMember>,
    /// The required members of members with a single possible value, by the name of the outer one.
    pub(crate) nested: Vec<(WireName, FixedMember)>,
    pub(crate) at: JsonPointer,
}

/// A member with a single possible value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct FixedMember {
    pub(crate) name: WireName,
    /// The value on every wire.
    pub(crate) value: String,
    /// `true` if it is a number or a boolean in JSON, and no string.
    pub(crate) is_literal: bool,
}

/// An open enum: values beyond the listed ones are kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Enum<P: Phase = Resolved> {
    /// The values: first those with stated numbers, in order of the numbers; then the others, in document order.
    pub(crate) values: Vec<EnumValue<P>>,
    /// `true` if the schema declares integers. The values may still be strings.
    pub(crate) integer: bool,
    /// `true` if XML has the identifiers of values in place of the values.
    pub(crate) has_identifiers: bool,
}

impl<P: Phase> Enum<P> {
    /// Returns `true` if the values are integers on every wire.
    pub(crate) fn is_numeric(&self) -> bool {
        let mut values = self.values.iter();
        self.integer && values.all(|value| value.wire.parse::<i64>().is_ok() && value.number.is_some())
    }

    /// Returns `true` if the values are of several types in JSON.
    pub(crate) fn is_mixed(&self) -> bool {
        self.values.iter().any(|value| value.is_literal)
    }
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EnumValue<P: Phase = Resolved> {
    pub(crate) variant: P::Added<TypeName>,
    /// The name of the variant that `x-bindery.variants` states.
    pub(crate) chosen: Option<String>,
    /// The name for generators, if it differs from the value.
    pub(crate) label: Option<String>,
    /// The value on every wire.
    pub(crate) wire: String,
    pub(crate) docs: Docs,
    /// The number that some writers send instead of the value.
    pub(crate) number: Option<i64>,
    /// The name in the code of the service, which XML may have in place of the value, if it differs.
    pub(crate) identifier: Option<String>,
    /// `true` if it is a number or a boolean in JSON, among strings.
    pub(crate) is_literal: bool,
    pub(crate) at: JsonPointer,
}

impl<P: Phase> Struct<P> {
    /// Returns the member of this name.
    pub(crate) fn member(&self, name: &WireName) -> Option<&Member<P>> {
        self.members.iter().find(|member| member.name == *name)
    }
}

impl<P: Phase> TypeKind<P> {
    /// Returns the types of its members, additional members, variants and content.
    pub(crate) fn references(&self) -> impl Iterator<Item = &TypeRef> {
        let (members, other, variants) = match self {
            Self::Struct(object) | Self::Tuple(object) => {
                (object.members.as_slice(), object.additional.as_ref().map(|item| &item.ty), [].as_slice())
            }
            Self::Union(union) => ([].as_slice(), None, union.variants.as_slice()),
            Self::Collection(collection) => ([].as_slice(), Some(&collection.ty), [].as_slice()),
            Self::Enum(_) => ([].as_slice(), None, [].as_slice()),
        };
        let members = members.iter().map(|member| &member.ty);
        members.chain(other).chain(variants.iter().map(|variant| &variant.ty))
    }
}

impl TypeRef {
    /// Returns the named type of the value, or of its items or values.
    pub(crate) fn named(&self) -> Option<TypeId> {
        match self {
            Self::Named(id) => Some(*id),
            Self::Array(item) | Self::Map(item) => item.ty.named(),
            Self::Scalar(_) | Self::Any | Self::Replaced(_) => None,
        }
    }

    /// Returns `true` if the value is untyped, or its items or values are.
    pub(crate) fn is_untyped(&self) -> bool {
        match self {
            Self::Any => true,
            Self::Array(item) | Self::Map(item) => item.ty.is_untyped(),
            Self::Scalar(_) | Self::Named(_) | Self::Replaced(_) => false,
        }
    }

    /// Returns `true` if only JSON carries the value, or its items or values.
    pub(crate) fn is_json_only(&self) -> bool {
        self.replaced().is_some_and(|ty| ty.is_json_only())
    }

    /// Returns the type of another crate that the value has, or its items or values.
    pub(super) fn replaced(&self) -> Option<&Arc<RustType>> {
        match self {
            Self::Replaced(ty) => Some(ty),
            Self::Array(item) | Self::Map(item) => item.ty.replaced(),
            Self::Scalar(_) | Self::Any | Self::Named(_) => None,
        }
    }

    /// Returns the name of the string that the value is, or its items or values are.
    pub(super) fn string_name(&self) -> Option<StringName> {
        match self {
            Self::Scalar(Scalar::String(name)) => Some(*name),
            Self::Array(item) | Self::Map(item) => item.ty.string_name(),
            Self::Scalar(_) | Self::Any | Self::Named(_) | Self::Replaced(_) => None,
        }
    }

    /// Returns the type of the format of the value, or of its items or values.
    pub(crate) fn format_type(&self) -> Option<&'static FormatType> {
        match self {
            Self::Scalar(Scalar::Formatted(ty)) => Some(ty),
            Self::Array(item) | Self::Map(item) => item.ty.format_type(),
            Self::Scalar(_) | Self::Any | Self::Named(_) | Self::Replaced(_) => None,
        }
    }
}
