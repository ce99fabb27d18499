//! XML by the `xml` objects of OpenAPI: the default profile.
//!
//! <https://spec.openapis.org/oas/v3.1.1.html#xml-object>. A namespace applies to the element that states it, not to
//! its content.
//!
//! The items of a wrapped array have the name that they state, or else that of their component, like serializers do, or
//! else that of the array. The items of arrays within it have the name that they state, or else that of its items.
//!
//! A schema with a reference has the `xml` object of its target, merged under its own. The specification leaves open
//! whether this includes the name of a member. Here it does not: the name of a component is that of a document root,
//! and of array items, which have no name otherwise; a member has its own name.

use super::values::Items;
use crate::contract::{Lowered, Member, XmlKind, XmlMember, XmlName, XmlRoot, XmlType};
use crate::document::XmlObject;

/// Returns the XML of a type with this documented name.
pub(super) fn lower_type(name: &str, xml: &XmlObject) -> XmlType {
    XmlType { root: xml_name(name, xml), namespace: String::new(), order: None }
}

/// Returns the XML of a member, with the XML of its items for an array.
pub(super) fn lower_member(name: &str, xml: &XmlObject, items: Option<&Items>) -> XmlMember {
    let own = xml_name(name, xml);
    match items {
        Some(items) if xml.wrapped == Some(true) => {
            let inferred = items.component.as_ref().unwrap_or(&own.local);
            let item = xml_name(inferred, &items.xml);
            XmlMember { within: within(items, &item), ..member(own, XmlKind::Wrapped(item)) }
        }
        // Without a wrapper, the elements of an array are those of its items; the array itself has no element.
        Some(items) => {
            let own = xml_name(name, &items.xml);
            XmlMember { within: within(items, &own), ..member(own, XmlKind::Unwrapped) }
        }
        None if xml.text == Some(true) => member(own, XmlKind::Text),
        None if xml.attribute == Some(true) => member(own, XmlKind::Attribute),
        None => member(own, XmlKind::Element),
    }
}

/// Returns the names of the items of arrays within an array, the outer first; none if all have the name of its items.
/// An item without a name has that of the items around.
fn within(items: &Items, outer: &XmlName) -> Vec<XmlName> {
    let mut names = Vec::new();
    let mut around = outer.clone();
    let mut inner = items.within.as_deref();
    while let Some(items) = inner {
        if items.xml.name.is_some() {
            around = xml_name(&around.local, &items.xml);
        }
        names.push(around.clone());
        inner = items.within.as_deref();
    }
    if names.iter().all(|name| name == outer) { Vec::new() } else { names }
}

/// Returns the root of a document that is not a model. Without a stated name it is named after its component, or like
/// .NET names arrays.
pub(super) fn lower_root(component: Option<&str>, xml: &XmlObject, items: Option<&Items>) -> XmlRoot {
    let of_items = items.and_then(|items| items.xml.name.as_ref().or(items.component.as_ref()));
    let array = || items.map(|_| format!("ArrayOf{}", of_items.map_or("String", String::as_str)));
    let inferred = component.map(str::to_owned).or_else(array).unwrap_or_else(|| String::from("root"));
    let name = xml_name(&inferred, xml);
    let item = items.map(|items| xml_name(items.component.as_ref().unwrap_or(&name.local), &items.xml));
    XmlRoot { item: item.unwrap_or_else(|| name.clone()), name, is_declared: false }
}

/// Keeps the first text member: an element has one text, so the others become elements.
pub(super) fn keep_one_text(members: &mut [Member<Lowered>]) {
    let texts = members.iter_mut().filter(|member| member.xml.kind == XmlKind::Text);
    texts.skip(1).for_each(|member| member.xml.kind = XmlKind::Element);
}

fn member(element: XmlName, kind: XmlKind) -> XmlMember {
    let XmlName { namespace, local, prefix } = element;
    XmlMember {
        name: local,
        namespace: Some(namespace).filter(|namespace| !namespace.is_empty()),
        prefix,
        kind,
        within: Vec::new(),
        always: false,
        declared: None,
    }
}

/// Returns the name that an `xml` object states, or else the inferred one. Either may have a prefix before a colon.
fn xml_name(inferred: &str, xml: &XmlObject) -> XmlName {
    let name = xml.name.as_deref().unwrap_or(inferred);
    let (prefix, local) = match name.split_once(':') {
        Some((prefix, local)) if !prefix.is_empty() && !local.is_empty() && !local.contains(':') => (prefix, local),
        _ => ("", name),
    };
    XmlName {
        namespace: xml.namespace.clone().unwrap_or_else(|| known_namespace(prefix).to_owned()),
        local: local.to_owned(),
        prefix: xml.prefix.clone().unwrap_or_else(|| prefix.to_owned()),
    }
}

/// Returns the namespace of a predefined prefix.
fn known_namespace(prefix: &str) -> &'static str {
    match prefix {
        "xml" => "http://www.w3.org/XML/1998/namespace",
        "xsi" => "http://www.w3.org/2001/XMLSchema-instance",
        _ => "",
    }
}
