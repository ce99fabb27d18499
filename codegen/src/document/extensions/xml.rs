//! The `xml` extensions of the document, and the bases of a schema in XML.

use super::no_effect;
use super::values::{check_keys, choice, nested, text};
use crate::source::cursor::Cursor;
use crate::source::diagnostic::JsonPointer;
use crate::source::syntax::Node;

/// The representation in XML.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct XmlExtension {
    pub(crate) profile: XmlProfile,
    pub(crate) names: XmlNames,
    pub(crate) enums: XmlEnums,
    pub(crate) inheritance: XmlInheritance,
    pub(crate) order: XmlOrder,
    pub(crate) namespaces: XmlNamespaces,
}

/// The XML profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum XmlProfile {
    /// XML by the `xml` objects of OpenAPI.
    #[default]
    XmlObject,
    /// XML of .NET's `DataContractSerializer`.
    DataContract,
}

/// The casing of element names in the data-contract profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum XmlNames {
    #[default]
    Documented,
    PascalCase,
}

/// The spelling of enum values in the data-contract profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum XmlEnums {
    #[default]
    Documented,
    /// The identifiers in the code of the service.
    PascalCase,
}

/// The members of a base by `allOf` in the data-contract profile.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum XmlInheritance {
    /// First, in the namespace of the base.
    #[default]
    BaseFirst,
    /// Among the members of the type.
    Flat,
}

/// The order of child elements in the profile of `xml` objects, where no schema states one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum XmlOrder {
    /// That of the names.
    #[default]
    Name,
    /// That of `properties` in the file.
    Document,
}

/// The namespaces of elements that state none, in the profile of `xml` objects.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum XmlNamespaces {
    /// None.
    #[default]
    Stated,
    /// That of the element around.
    Inherited,
}

/// The names of members in the order of their elements, each with its location.
pub(crate) type OrderStatement = Vec<(String, JsonPointer)>;

/// A base class that declares members of a type, without a schema of its own.
#[derive(Clone, Debug)]
pub(crate) struct BaseStatement {
    /// The .NET name.
    pub(crate) name: String,
    /// The documented names of the members, each with its location.
    pub(crate) members: Vec<(String, JsonPointer)>,
}

impl XmlExtension {
    pub(super) fn read(all: &Cursor<'_>) -> Self {
        let Some(xml) = nested(all, "xml", &["profile", "names", "enums", "inheritance", "order", "namespaces"]) else {
            return Self::default();
        };
        let profiles = [("xml-object", XmlProfile::XmlObject), ("data-contract", XmlProfile::DataContract)];
        let names = [("documented", XmlNames::Documented), ("pascal-case", XmlNames::PascalCase)];
        let enums = [("documented", XmlEnums::Documented), ("pascal-case", XmlEnums::PascalCase)];
        let inheritance = [("base-first", XmlInheritance::BaseFirst), ("flat", XmlInheritance::Flat)];
        let order = [("name", XmlOrder::Name), ("document", XmlOrder::Document)];
        let namespaces = [("stated", XmlNamespaces::Stated), ("inherited", XmlNamespaces::Inherited)];
        let read = Self {
            profile: choice(&xml, "profile", &profiles),
            names: choice(&xml, "names", &names),
            enums: choice(&xml, "enums", &enums),
            inheritance: choice(&xml, "inheritance", &inheritance),
            order: choice(&xml, "order", &order),
            namespaces: choice(&xml, "namespaces", &namespaces),
        };
        let (keys, help): (&[&str], _) = match read.profile {
            XmlProfile::XmlObject => {
                (&["names", "enums", "inheritance"], "remove it, or state `profile: data-contract` beside it")
            }
            XmlProfile::DataContract => {
                (&["order", "namespaces"], "remove it: data contracts have an order and namespaces of their own")
            }
        };
        for key in keys {
            no_effect(&xml, key, help);
        }
        read
    }
}

/// Reads the order of the elements of a schema.
pub(super) fn read_order(all: &Cursor<'_>) -> OrderStatement {
    let Some(xml) = nested(all, "xml", &["order"]) else { return Vec::new() };
    match xml.get("order") {
        Some(stated) if !matches!(stated.node, Node::Array(_)) => {
            stated.refused("an array of names of members");
            Vec::new()
        }
        _ => xml.items("order").iter().filter_map(read_member).collect(),
    }
}

/// Reads the bases of a schema, the base of all others first.
pub(super) fn read_bases(all: &Cursor<'_>) -> Vec<BaseStatement> {
    let Some(stated) = all.get("bases") else { return Vec::new() };
    if !matches!(stated.node, Node::Array(_)) {
        stated.refused("an array of bases, each with `name` and `members`");
        return Vec::new();
    }
    all.items("bases").iter().filter_map(read_base).collect()
}

fn read_base(base: &Cursor<'_>) -> Option<BaseStatement> {
    if !matches!(base.node, Node::Object(_)) {
        base.refused("an object with `name` and `members`");
        return None;
    }
    check_keys(base, &["name", "members"]);
    let name = text(base, "name").filter(|name| !name.is_empty());
    let members: Vec<_> = base.items("members").iter().filter_map(read_member).collect();
    if name.is_none() || members.is_empty() {
        base.refused("an object with a `name` and at least one of `members`");
    }
    Some(BaseStatement { name: name?, members })
}

fn read_member(member: &Cursor<'_>) -> Option<(String, JsonPointer)> {
    match member.node {
        Node::String(name) => Some((name.clone(), member.at.clone())),
        _ => {
            member.refused("the name of a member");
            None
        }
    }
}
