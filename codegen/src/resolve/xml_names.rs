//! Valid and unique XML names of elements and attributes.
//!
//! A name that XML does not allow is encoded as .NET does (`XmlConvert.EncodeLocalName`): `first name` becomes
//! `first_x0020_name`. This is reported only if the contract has XML media types.

use std::collections::BTreeMap;

use crate::contract::{Contract, Lowered, Member, Struct, TypeKind, Wire, XmlKind, XmlName};
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

/// Returns `true` if a string is a valid XML name without a colon.
fn is_name(text: &str) -> bool {
    text.starts_with(starts_name) && text.chars().all(continues_name)
}

/// Encodes a string as a name without a colon. An invalid character becomes `_xHHHH_`, and so does an underscore that
/// would start such a sequence.
fn encode(text: &str) -> String {
    let encoded: String = text
        .char_indices()
        .map(|(at, character)| {
            let allowed = if at == 0 { starts_name(character) } else { continues_name(character) };
            let code = u32::from(character);
            match code {
                _ if allowed && !looks_encoded(&text[at..]) => character.to_string(),
                0..=0xFFFF => format!("_x{code:04X}_"),
                _ => format!("_x{code:08X}_"),
            }
        })
        .collect();
    if encoded.is_empty() { String::from("_") } else { encoded }
}

/// Returns `true` if a string starts like `_x0020_`.
fn looks_encoded(text: &str) -> bool {
    let digits = text.strip_prefix("_x").and_then(|rest| rest.get(..4));
    let is_closed = text.as_bytes().get(6) == Some(&b'_');
    is_closed && digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// XML 1.0's `NameStartChar`, without the colon.
fn starts_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}'
        | '\u{370}'..='\u{37D}' | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}' | '\u{FDF0}'..='\u{FFFD}'
        | '\u{10000}'..='\u{EFFFF}')
}

/// XML 1.0's `NameChar`, without the colon.
fn continues_name(character: char) -> bool {
    starts_name(character)
        || matches!(character, '-' | '.' | '0'..='9' | '\u{B7}' | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn names_are_encoded_as_net_does() {
        let names = [
            ("city", "city"),
            ("first name", "first_x0020_name"),
            ("1st", "_x0031_st"),
            ("@odata.type", "_x0040_odata.type"),
            ("a:b", "a_x003A_b"),
            ("a><evil", "a_x003E__x003C_evil"),
            ("_x0020_", "_x005F_x0020_"),
            ("_x002", "_x002"),
            ("größe", "größe"),
            ("a🦀", "a🦀"),
            ("", "_"),
        ];
        for (name, encoded) in names {
            assert_eq!(encode(name), encoded);
        }
    }
}
