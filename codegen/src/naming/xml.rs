//! Names that XML allows: others are encoded as .NET does (`XmlConvert.EncodeLocalName`).

/// Returns `true` if a string is a valid XML name without a colon.
pub(crate) fn is_name(text: &str) -> bool {
    text.starts_with(starts_name) && text.chars().all(continues_name)
}

/// Encodes a string as a name without a colon. An invalid character becomes `_xHHHH_`, and so does an underscore that
/// would start such a sequence.
pub(crate) fn encode(text: &str) -> String {
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
