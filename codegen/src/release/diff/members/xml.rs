//! Members in XML.

use super::super::compare::{Compare, DifferenceBuilder};
use super::super::describe;
use super::super::difference::{Aspect, Subject};
use super::super::verdict::{Directions, WireCompatibility, incompatible};
use super::MemberPair;
use crate::release::record::{Member, Shape, XmlKind, XmlMember};
use crate::shown::code;

/// Compares the XML form of a member.
pub(super) fn compare(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    if !(compare.old.usages.uses_xml() && compare.new.usages.uses_xml()) {
        return;
    }
    name(compare, of);
    namespace(compare, of);
    kind(compare, of);
    always(compare, of);
}

/// The start of the namespaces of data contracts.
const CONTRACTS: &str = "http://schemas.datacontract.org/";

const OTHER_ELEMENT: &str = "each side reads the other's element as an unknown one";

/// The element name. A changed serialized name is reported elsewhere and has the same severity.
fn name(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (old, new) = (&of.old.xml.name, &of.new.xml.name);
    let follows = *old == of.old.name && *new == of.new.name;
    if old != new && !follows && of.old.name.eq_ignore_ascii_case(&of.new.name) {
        let what = format!("is {} in XML, no longer {}", code(new), code(old));
        let wire = Directions::incompatible(OTHER_ELEMENT).verdict(of.in_xml);
        changed(compare, of, Aspect::XmlName, &what).wire(wire).done();
    }
}

/// The namespace of the element or of its items. Contract crates ignore those of items, and of data contracts, on
/// reading; services may not.
fn namespace(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let own = |xml: &XmlMember| xml.namespace.clone().unwrap_or_default();
    let items = match (&of.old.xml.item, &of.new.xml.item) {
        (Some(old), Some(new)) => (old.namespace.clone(), new.namespace.clone()),
        _ => Default::default(),
    };
    let both = [(own(&of.old.xml), own(&of.new.xml)), items];
    let Some((old, new)) = both.iter().find(|(old, new)| old != new) else { return };
    let expected = || incompatible("a service expects its own namespaces in XML");
    let mut compatibility = Directions { old_request: expected(), new_request: expected(), ..Directions::default() };
    let unknown = |namespace: &str| {
        let is_known = own(&of.old.xml) == own(&of.new.xml) || namespace.is_empty() || namespace.starts_with(CONTRACTS);
        if is_known {
            WireCompatibility::Yes
        } else {
            incompatible("a reader keeps an element of it as an unknown one")
        }
    };
    compatibility.new_response = unknown(new);
    compatibility.old_response = unknown(old);
    let what = format!("has the XML namespace {}, no longer {}", describe::or_empty(new), describe::or_empty(old));
    changed(compare, of, Aspect::XmlNamespace, &what).wire(compatibility.verdict(of.in_xml)).done();
}

/// Element, attribute, or the kind of array. A change to or from an array is reported as a change of type.
fn kind(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let is_array = |member: &Member| matches!(member.ty, Shape::Array(_));
    let item = |member: &Member| member.xml.item.as_ref().map(|item| item.local.clone());
    let (old, new) = (&of.old.xml, &of.new.xml);
    let is_other = item(of.old) != item(of.new) || old.within != new.within;
    let other_item = is_other && compare.same_shape(&of.old.ty, &of.new.ty);
    if is_array(of.old) == is_array(of.new) && (old.kind != new.kind || other_item) {
        let what = format!("is {} in XML, no longer {}", kind_word(new), kind_word(old));
        let wire = Directions::incompatible(OTHER_ELEMENT).verdict(of.in_xml);
        changed(compare, of, Aspect::XmlKind, &what).wire(wire).done();
    }
}

fn always(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    if of.old.xml.always != of.new.xml.always {
        let what = if of.new.xml.always { "is written in XML even if absent" } else { "is omitted from XML if absent" };
        changed(compare, of, Aspect::XmlKind, what).done();
    }
}

fn changed<'c, 'a>(
    compare: &'c mut Compare<'a>,
    of: &MemberPair<'_>,
    aspect: Aspect,
    what: &str,
) -> DifferenceBuilder<'c, 'a> {
    compare.changed(Subject::Member.named(&of.name), aspect, what).at(of.at())
}

fn kind_word(xml: &XmlMember) -> String {
    let within: String = xml.within.iter().map(|name| format!(" of {} elements", code(&name.local))).collect();
    let word = match (xml.kind, &xml.item) {
        (XmlKind::Element, _) => String::from("an element"),
        (XmlKind::Attribute, _) => String::from("an attribute"),
        (XmlKind::Text, _) => String::from("the text"),
        (XmlKind::Unwrapped, _) => String::from("an unwrapped array"),
        (XmlKind::Wrapped, Some(item)) => format!("a wrapped array of {} elements", code(&item.local)),
        (XmlKind::Wrapped, None) => String::from("a wrapped array"),
    };
    word + &within
}
