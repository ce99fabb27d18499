//! XML as the `xml` objects of a description say: the base profile.
//!
//! <https://spec.openapis.org/oas/v3.1.1.html#xml-object>. A namespace holds for the element that states it, not for
//! what is inside.
//!
//! The items of a list in a wrapper are called as they state it; if they state nothing, after the component that they
//! are, as serializers have it, and else as the list.
//!
//! A schema that refers to another has that one's `xml` object, except for what its own says. The specification does
//! not settle whether that goes for the name of a member, too. Here it does not: what is stated for a component is the
//! name of the root of a document, and of the items of a list, which have no name of their own; a member has one.

use super::values::Items;
use crate::contract::{Lowered, Member, XmlKind, XmlMember, XmlName, XmlRoot, XmlType};
use crate::document::XmlObject;

/// The XML of a type; `name` is its documented name.
pub(super) fn lower_type(name: &str, xml: &XmlObject) -> XmlType {
    XmlType { root: xml_name(name, xml), namespace: String::new(), order: None }
}

/// The XML of a member; `items` is about the items if it is a list.
pub(super) fn lower_member(name: &str, xml: &XmlObject, items: Option<&Items>) -> XmlMember {
    let own = xml_name(name, xml);
    match items {
        Some(items) if xml.wrapped == Some(true) => {
            let inferred = items.component.as_ref().unwrap_or(&own.local);
            let kind = XmlKind::Wrapped(xml_name(inferred, &items.xml));
            member(own, kind)
        }
        // Without a wrapper, the elements of a list are those of its items; what is said of the list has no place.
        Some(items) => member(xml_name(name, &items.xml), XmlKind::Unwrapped),
        None if xml.text == Some(true) => member(own, XmlKind::Text),
        None if xml.attribute == Some(true) => member(own, XmlKind::Attribute),
        None => member(own, XmlKind::Element),
    }
}

/// The root of a document that is no model. Without a name of its own it is called after the component that it is, or as
/// .NET calls lists.
pub(super) fn lower_root(component: Option<&str>, xml: &XmlObject, items: Option<&Items>) -> XmlRoot {
    let of_items = items.and_then(|items| items.xml.name.as_ref().or(items.component.as_ref()));
    let list = || items.map(|_| format!("ArrayOf{}", of_items.map_or("String", String::as_str)));
    let inferred = component.map(str::to_owned).or_else(list).unwrap_or_else(|| String::from("root"));
    let name = xml_name(&inferred, xml);
    let item = items.map(|items| xml_name(items.component.as_ref().unwrap_or(&name.local), &items.xml));
    XmlRoot { item: item.unwrap_or_else(|| name.clone()), name }
}

/// An element has one text: of several members that would be it, the first is, and the others are elements.
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
        always: false,
    }
}

/// The name that an `xml` object states, in place of the one that follows from where it stands. Either may have its prefix
/// before a colon.
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

/// What stands for a namespace without a word.
fn known_namespace(prefix: &str) -> &'static str {
    match prefix {
        "xml" => "http://www.w3.org/XML/1998/namespace",
        "xsi" => "http://www.w3.org/2001/XMLSchema-instance",
        _ => "",
    }
}
