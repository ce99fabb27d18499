//! Valid and unique XML names of elements and attributes.
//!
//! A name that XML does not allow is encoded as .NET does (`XmlConvert.EncodeLocalName`): `first name` becomes
//! `first_x0020_name`. This is reported only if the contract has XML media types.

use std::collections::BTreeMap;

use crate::contract::{Contract, Lowered, Member, Struct, TypeKind, Wire, XmlKind, XmlName};
use crate::naming::xml::{encode, is_name};
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// Makes every XML name valid.
pub(super) fn resolve(contract: &mut Contract<Lowered>, diagnostics: &mut Diagnostics) {
    let has_xml = contract.media_types.iter().any(|media_type| media_type.wire() == Wire::Xml);
    let bodies = contract.operations.iter_mut().filter_map(|operation| operation.body.as_mut());
    for root in bodies.flat_map(|body| &mut body.contents).filter_map(|content| content.xml_root.as_mut()) {
        allow(&mut root.name);
        allow(&mut root.item);
    }
    for ty in &mut contract.types {
        if let TypeKind::Struct(object) = &mut ty.kind {
            allow(&mut object.xml.root);
            for member in &mut object.members {
                resolve_member(member, has_xml, diagnostics);
            }
            if has_xml {
                warn_of_duplicates(object, diagnostics);
            }
        }
    }
}

fn resolve_member(member: &mut Member<Lowered>, has_xml: bool, diagnostics: &mut Diagnostics) {
    let encoded = encode(&member.xml.name);
    if encoded != member.xml.name && has_xml {
        let message = format!("invalid XML name `{}`: it is encoded as `{encoded}`", member.xml.name);
        diagnostics.warning(Code::Malformed, &member.at, message, "set `xml.name` to the name that the service uses");
    }
    member.xml.name = encoded;
    if !is_name(&member.xml.prefix) {
        member.xml.prefix.clear();
    }
    if let XmlKind::Wrapped(item) = &mut member.xml.kind {
        allow(item);
    }
    member.xml.within.iter_mut().for_each(allow);
    member.xml.declared.as_mut().into_iter().for_each(allow);
}

fn allow(name: &mut XmlName) {
    name.local = encode(&name.local);
    if !is_name(&name.prefix) {
        name.prefix.clear();
    }
}

/// Reports members with the same XML name: a reader assigns the element to the first of them.
fn warn_of_duplicates(object: &Struct<Lowered>, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeMap::new();
    for member in &object.members {
        if member.xml.kind == XmlKind::Text {
            continue;
        }
        let is_attribute = member.xml.kind == XmlKind::Attribute;
        let key = (is_attribute, &member.xml.namespace, &member.xml.name);
        if let Some(other) = seen.insert(key, &member.name.0) {
            let message = format!("`{other}` and `{}` have the same name in XML: `{}`", member.name.0, member.xml.name);
            diagnostics.warning(Code::DuplicateName, &member.at, message, "give one of them another `xml.name`");
        }
    }
}
