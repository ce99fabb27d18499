//! XML as .NET's `DataContractSerializer` has it, derived from the documented names, which are CLR names.
//!
//! - A type's namespace is a fixed prefix and its CLR namespace. Members are in the namespace of their type.
//! - The items of a list are elements named after their type, inside an element named after the member.
//! - A map of text to scalars, or to untyped values, is a list of pairs called `KeyValueOfstringint`, with the
//!   children `ApiKey` and `Value`. For other values the name of the pairs holds a digest of namespaces, and is not bound.
//! - Child elements come in ordinal order of their names; the reader drops what comes out of order.
//! - A pair of key and value has both children, in lower case, whatever the names elsewhere.

use crate::contract::{Scalar, TypeRef, XmlKind, XmlMember, XmlName, XmlType};
use crate::document::XmlNames;
use crate::naming::dotnet::DotnetName;

const CONTRACTS: &str = "http://schemas.datacontract.org/2004/07/";
const ARRAYS: &str = "http://schemas.microsoft.com/2003/10/Serialization/Arrays";

/// What XML Schema calls a value of any type.
const ANY: &str = "anyType";

/// What the items of a list are, to this serializer.
#[derive(Debug)]
pub(super) enum Items<'a> {
    Scalar(Scalar),
    /// Lists again.
    Array(Box<Items<'a>>),
    /// Anything.
    Any,
    /// A type of this documented name.
    Named(&'a str),
}

/// The XML of a type; `members` are the XML names of its members.
pub(super) fn lower_type(documented: &str, members: &[XmlMember]) -> XmlType {
    let root = type_name(documented);
    XmlType { namespace: root.namespace.clone(), root, order: ordinal(members) }
}

/// The XML of a member of the type of the documented name.
pub(super) fn lower_member(owner: &str, name: &str, names: XmlNames, kind: XmlKind) -> XmlMember {
    let pair = DotnetName::parse(owner).is_key_value_pair();
    XmlMember {
        name: if pair || names == XmlNames::Documented { name.to_owned() } else { pascal_case(name) },
        namespace: None,
        prefix: String::new(),
        kind,
        always: pair,
    }
}

/// The items of a map of text to such values: pairs. `None` where their name has a digest of namespaces in it.
pub(super) fn pair_name(values: &TypeRef) -> Option<XmlName> {
    let value = match values {
        TypeRef::Scalar(scalar) => xsd_name(*scalar),
        TypeRef::Any => ANY,
        TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Named(_) => return None,
    };
    let local = format!("KeyValueOf{}{value}", xsd_name(Scalar::String));
    Some(XmlName { namespace: ARRAYS.to_owned(), local, prefix: String::new() })
}

/// The elements that stand for the items of a list.
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

/// The contract name of a type: `KeyValuePairOfstringstring`, in the namespace of `KeyValuePair`.
fn type_name(documented: &str) -> XmlName {
    let name = DotnetName::parse(documented);
    XmlName { namespace: format!("{CONTRACTS}{}", name.namespace), local: local_name(&name), prefix: String::new() }
}

fn local_name(name: &DotnetName<'_>) -> String {
    if let ("System", Some(scalar)) = (name.namespace, scalar(name.name)) {
        return xsd_name(scalar).to_owned();
    }
    let arguments: String = name.arguments.iter().map(local_name).collect();
    let of = if arguments.is_empty() { "" } else { "Of" };
    format!("{}{of}{arguments}", name.name)
}

/// What a primitive type of the CLR is here.
fn scalar(dotnet: &str) -> Option<Scalar> {
    Some(match dotnet {
        "String" => Scalar::String,
        "Boolean" => Scalar::Bool,
        "Int32" => Scalar::I32,
        "Int64" => Scalar::I64,
        "UInt32" => Scalar::U32,
        "UInt64" => Scalar::U64,
        "Double" => Scalar::F64,
        _ => return None,
    })
}

/// What XML Schema calls a scalar.
fn xsd_name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "boolean",
        Scalar::I32 => "int",
        Scalar::I64 => "long",
        Scalar::U32 => "unsignedInt",
        Scalar::U64 => "unsignedLong",
        Scalar::F64 => "double",
        Scalar::String | Scalar::Secret | Scalar::File => "string",
    }
}

fn pascal_case(name: &str) -> String {
    let mut characters = name.chars();
    characters.next().map(|first| first.to_uppercase().chain(characters).collect()).unwrap_or_default()
}

/// The ordinal order of the elements, if it is another than that of the members.
fn ordinal(members: &[XmlMember]) -> Option<Vec<usize>> {
    let mut order: Vec<usize> = (0..members.len()).collect();
    order.sort_by(|left, right| members[*left].name.cmp(&members[*right].name));
    (!order.is_sorted()).then_some(order)
}
