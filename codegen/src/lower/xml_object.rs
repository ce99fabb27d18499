//! XML as the `xml` objects of a description say: the base profile.
//!
//! <https://spec.openapis.org/oas/v3.1.0#xml-object>. A namespace holds for the element that states it, not for
//! what is inside.

use crate::contract::{XmlKind, XmlMember, XmlName, XmlType};
use crate::document::{Schema, XmlObject};

/// The XML of a type; `name` is its documented name.
pub(super) fn lower_type(name: &str, xml: &XmlObject) -> XmlType {
    let root = XmlName {
        namespace: xml.namespace.clone().unwrap_or_default(),
        local: xml.name.clone().unwrap_or_else(|| name.to_owned()),
        prefix: xml.prefix.clone().unwrap_or_default(),
    };
    XmlType { root, namespace: String::new(), order: None }
}

/// The XML of a member; `items` is the schema of its items if it is a list.
pub(super) fn lower_member(name: &str, schema: &Schema, items: Option<&Schema>) -> XmlMember {
    let xml = &schema.xml;
    let own = xml.name.clone().unwrap_or_else(|| name.to_owned());
    let kind = match items {
        Some(items) if xml.wrapped => XmlKind::Wrapped(XmlName {
            namespace: items.xml.namespace.clone().unwrap_or_default(),
            local: items.xml.name.clone().unwrap_or_else(|| own.clone()),
            prefix: items.xml.prefix.clone().unwrap_or_default(),
        }),
        Some(_) => XmlKind::Unwrapped,
        None if xml.attribute => XmlKind::Attribute,
        None => XmlKind::Element,
    };
    // Without a wrapper, the elements of a list are named by its items; the name of the list has no place.
    let name = match items {
        Some(items) if !xml.wrapped => items.xml.name.clone().unwrap_or_else(|| name.to_owned()),
        _ => own,
    };
    XmlMember {
        name,
        namespace: xml.namespace.clone().filter(|namespace| !namespace.is_empty()),
        prefix: xml.prefix.clone().unwrap_or_default(),
        kind,
        always: false,
    }
}
