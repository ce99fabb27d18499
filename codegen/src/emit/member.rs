//! The member of a model in the `object!` call: its names and properties in all formats.

use std::collections::BTreeSet;

use crate::contract::{Contract, FormatType, Member, TypeId, TypeKind, TypeRef, XmlKind, XmlName};

/// The member in the `object!` call.
///
/// ```ignore
/// "city".xml("City")
/// ```
pub(super) fn expression(contract: &Contract, member: &Member) -> String {
    let xml = &member.xml;
    let name = (xml.name != member.name.0).then(|| format!(".xml({:?})", xml.name));
    let namespace = xml.namespace.as_ref().map(|namespace| format!(".namespace({namespace:?}, {:?})", xml.prefix));
    let kind = match &xml.kind {
        XmlKind::Element => None,
        XmlKind::Attribute => Some(String::from(".attribute()")),
        XmlKind::Text => Some(String::from(".text()")),
        XmlKind::Wrapped(item) => Some(format!(".items({})", xml_name(item))),
        XmlKind::Unwrapped => Some(String::from(".unwrapped()")),
    };
    let within: Vec<String> = xml.within.iter().map(xml_name).collect();
    let within = (!within.is_empty()).then(|| format!(".within(const {{ &[{}] }})", within.join(", ")));
    let always = xml.always.then(|| String::from(".always()"));
    let escaped =
        member.name.0.contains(|c: char| c < ' ' || matches!(c, '"' | '\\')).then(|| String::from(".escaped()"));
    let digits = has_digits(contract, &member.ty).then(|| String::from(".digits()"));
    let identifiers = has_identifiers(contract, &member.ty).then(|| String::from(".identifiers()"));
    let declared = xml.declared.as_ref().map(|declared| format!(".declared({})", declared_type(declared)));
    let options = [escaped, name, namespace, kind, within, always, digits, identifiers, declared];
    let options: String = options.into_iter().flatten().collect();
    format!("{:?}{options}", member.name.0)
}

/// Returns `true` if a number in a value keeps its digits, outside of further objects. A union is read at once, with all
/// objects in it.
fn has_digits(contract: &Contract, ty: &TypeRef) -> bool {
    let is_direct = ty.format_type().is_some_and(FormatType::has_digits) || ty.is_untyped();
    let is_object = |id: TypeId| matches!(contract.ty(id).kind, TypeKind::Struct(_));
    is_direct || ty.named().is_some_and(|id| !is_object(id) && contract.digits.contains(&id))
}

pub(super) fn xml_name(name: &XmlName) -> String {
    let XmlName { namespace, local, prefix } = name;
    if prefix.is_empty() {
        format!("runtime::XmlName::new({namespace:?}, {local:?})")
    } else {
        format!("runtime::XmlName::new({namespace:?}, {local:?}).prefix({prefix:?})")
    }
}

/// `runtime::XmlName::ANY_TYPE`, or a reference to the name.
fn declared_type(name: &XmlName) -> String {
    if name.local == "anyType" && name.namespace == XSD {
        return String::from("runtime::XmlName::ANY_TYPE");
    }
    format!("const {{ &{} }}", xml_name(name))
}

const XSD: &str = "http://www.w3.org/2001/XMLSchema";

/// Returns `true` if a value of an enum has an identifier in XML, outside of further objects.
fn has_identifiers(contract: &Contract, ty: &TypeRef) -> bool {
    let mut seen = BTreeSet::new();
    let mut open: Vec<TypeId> = ty.named().into_iter().collect();
    while let Some(id) = open.pop() {
        let kind = &contract.ty(id).kind;
        match kind {
            TypeKind::Enum(of) if of.has_identifiers && of.values.iter().any(|it| it.identifier.is_some()) => {
                return true;
            }
            TypeKind::Union(_) if seen.insert(id) => open.extend(kind.references().filter_map(TypeRef::named)),
            TypeKind::Struct(_)
            | TypeKind::Tuple(_)
            | TypeKind::Enum(_)
            | TypeKind::Union(_)
            | TypeKind::Collection(_) => {}
        }
    }
    false
}
