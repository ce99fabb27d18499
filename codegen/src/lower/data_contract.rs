//! XML of .NET's `DataContractSerializer`, derived from the documented names, which are .NET type names.
//!
//! - The namespace of a type is a fixed prefix and its .NET namespace. Members are in the namespace of the class that
//!   declares them.
//! - The items of an array are elements named after their type, inside an element named after the member.
//! - A map of strings to scalars, or to untyped values, is a sequence of entries named `KeyValueOfstringint`, with the
//!   children `Key` and `Value`. For other values the name of the entries contains a digest of namespaces: unsupported.
//! - Child elements are those of the base first, then of the type, each in ordinal order of their names, as XML has
//!   them. The .NET reader drops elements that are out of order.
//! - A value of another type than the declared one states its type: an item of a list of the base, an untyped scalar.
//! - `KeyValuePair` has both children, in lower case, whatever the casing of other names.

use super::inheritance::Inheritance;
use crate::contract::{Library, Lowered, Member, Scalar, TypeRef, WireValues, XmlKind, XmlMember, XmlName, XmlType};
use crate::document::XmlNames;
use crate::naming::dotnet::{DotnetName, pascal_case};
use crate::naming::xml::encode;

const CONTRACTS: &str = "http://schemas.datacontract.org/2004/07/";
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";

const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// The XML Schema name of an untyped value.
const ANY: &str = "anyType";

/// The items of an array, for this serializer.
#[derive(Debug)]
pub(super) enum Items<'a> {
    Scalar(Scalar),
    /// Nested arrays.
    Array(Box<Items<'a>>),
    /// Untyped values.
    Any,
    /// A type with this documented name.
    Named(&'a str),
}

/// In place of a prefix: the element declares its namespace as the default one.
const AS_DEFAULT: &str = "xmlns";

/// The owner of a member.
#[derive(Clone, Copy)]
pub(super) struct Owner<'n> {
    /// The documented name of the type.
    pub(super) documented: &'n str,
    /// The .NET name of the class that declares the member.
    pub(super) class: &'n str,
}

/// Returns the XML of a type with these members.
pub(super) fn lower_type(inheritance: &Inheritance<'_>, members: &[Member<Lowered>]) -> XmlType {
    let root = type_name(inheritance.documented());
    XmlType { namespace: root.namespace.clone(), root, order: order(inheritance, members) }
}

/// Returns the XML of a member.
pub(super) fn lower_member(owner: Owner<'_>, name: &str, names: XmlNames, kind: XmlKind) -> XmlMember {
    let pair = is_pair(owner.documented);
    let inherited = Some(namespace(owner.class)).filter(|namespace| *namespace != self::namespace(owner.documented));
    XmlMember {
        name: if pair || names == XmlNames::Documented { name.to_owned() } else { pascal_case(name) },
        prefix: if inherited.is_some() { AS_DEFAULT.to_owned() } else { String::new() },
        namespace: inherited,
        kind,
        within: Vec::new(),
        always: pair,
        declared: None,
    }
}

/// Returns `true` for the documented name of .NET's key-value pair, which is a struct.
pub(super) fn is_pair(documented: &str) -> bool {
    DotnetName::parse(documented).is_key_value_pair()
}

/// Returns the name of the type of untyped values.
pub(super) fn any_type() -> XmlName {
    XmlName { namespace: XSD.to_owned(), local: ANY.to_owned(), prefix: String::new() }
}

/// Returns the element of the entries of a map; `None` if its name contains a digest of namespaces.
pub(super) fn pair_name(values: &TypeRef) -> Option<XmlName> {
    let value = match values {
        TypeRef::Scalar(scalar) => xsd_name(*scalar),
        TypeRef::Any => ANY,
        TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Named(_) | TypeRef::Replaced(_) => return None,
    };
    let local = format!("KeyValueOf{}{value}", xsd_name(Scalar::STRING));
    Some(XmlName { namespace: ARRAYS.to_owned(), local, prefix: String::new() })
}

/// Returns the element of the items of an array.
pub(super) fn item_name(items: &Items<'_>) -> XmlName {
    match items {
        Items::Scalar(scalar) => {
            XmlName { namespace: ARRAYS.to_owned(), local: xsd_name(*scalar).to_owned(), prefix: String::new() }
        }
        Items::Array(items) => {
            let XmlName { namespace, local, prefix } = item_name(items);
            XmlName { namespace, local: format!("ArrayOf{local}"), prefix }
        }
        Items::Any => XmlName { namespace: ARRAYS.to_owned(), local: ANY.to_owned(), prefix: String::new() },
        Items::Named(documented) => type_name(documented),
    }
}

/// Returns the contract name of a type: `KeyValuePairOfstringstring`, in the namespace of `KeyValuePair`.
pub(super) fn type_name(documented: &str) -> XmlName {
    let local = local_name(&DotnetName::parse(documented));
    XmlName { namespace: namespace(documented), local, prefix: String::new() }
}

fn namespace(documented: &str) -> String {
    format!("{CONTRACTS}{}", DotnetName::parse(documented).namespace)
}

fn local_name(name: &DotnetName<'_>) -> String {
    if let ("System", Some(scalar)) = (name.namespace, scalar(name.name)) {
        return xsd_name(scalar).to_owned();
    }
    let arguments: String = name.arguments.iter().map(local_name).collect();
    let of = if arguments.is_empty() { "" } else { "Of" };
    format!("{}{of}{arguments}", name.name)
}

/// Returns the scalar of a primitive .NET type.
fn scalar(dotnet: &str) -> Option<Scalar> {
    Some(match dotnet {
        "String" => Scalar::STRING,
        "Boolean" => Scalar::Bool,
        "Int32" => Scalar::I32,
        "Int64" => Scalar::I64,
        "UInt32" => Scalar::U32,
        "UInt64" => Scalar::U64,
        "Double" => Scalar::F64,
        _ => return None,
    })
}

/// Returns the XML Schema name of a scalar.
fn xsd_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "boolean",
        Scalar::I32 => "int",
        Scalar::I64 => "long",
        Scalar::U32 => "unsignedInt",
        Scalar::U64 => "unsignedLong",
        Scalar::F64 => "double",
        Scalar::Formatted(ty) => match ty.values {
            WireValues::Integer => "long",
            WireValues::Number if ty.library == Library::RustDecimal => "decimal",
            WireValues::Number => "double",
            WireValues::String | WireValues::Boolean | WireValues::Json(_) => "string",
        },
        Scalar::String(_) | Scalar::Secret | Scalar::File => "string",
    }
}

/// Returns the order of the elements, if it differs from that of the members: bases first, then in ordinal order of the
/// names as XML has them. .NET compares units of UTF-16.
fn order(inheritance: &Inheritance<'_>, members: &[Member<Lowered>]) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by_cached_key(|index| {
        let member = &members[*index];
        let name: Vec<u16> = encode(&member.xml.name).encode_utf16().collect();
        (inheritance.level(&member.name.0), name)
    });
    (!order.is_sorted()).then_some(order)
}
