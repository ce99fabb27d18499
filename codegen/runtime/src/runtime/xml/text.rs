//! Text and names as XML has them: escaping, references, line ends, and the characters that it allows.
//!
//! Most text needs nothing done to it. One look at a table for each byte, without a branch, tells which.

use std::borrow::Cow;

/// Appends text to the content of an element. A carriage return would come back as a line feed, so it is escaped.
///
/// # Errors
/// The character that XML forbids.
pub(super) fn escape_text(output: &mut Vec<u8>, text: &str) -> Result<(), char> {
    escape(output, text, IN_TEXT)
}

/// Appends text to the value of an attribute in double quotes. A reader makes spaces of tabs and line ends.
///
/// # Errors
/// The character that XML forbids.
pub(super) fn escape_attribute(output: &mut Vec<u8>, text: &str) -> Result<(), char> {
    escape(output, text, IN_ATTRIBUTE)
}

/// Whether raw text stands for itself: it has no line end to normalise and nothing that XML forbids.
pub(super) fn is_plain(raw: &str) -> bool {
    !has_special(raw, IN_RAW_TEXT)
}

/// Appends raw text between tags, which has no references, with its line ends normalised.
pub(super) fn push_raw(output: &mut String, raw: &str) -> Result<(), &'static str> {
    if is_plain(raw) {
        output.push_str(raw);
        return Ok(());
    }
    let mut characters = raw.chars().peekable();
    while let Some(character) = characters.next() {
        output.push(match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                '\n'
            }
            other => allowed(other)?,
        });
    }
    Ok(())
}

/// The value of an attribute, of which `raw` is what its quotes hold.
pub(super) fn attribute_value(raw: &str) -> Result<Cow<'_, str>, &'static str> {
    if !has_special(raw, IN_RAW_ATTRIBUTE) {
        return Ok(Cow::Borrowed(raw));
    }
    let mut value = String::with_capacity(raw.len());
    let mut rest = raw.chars();
    while let Some(character) = rest.next() {
        value.push(match character {
            '&' => {
                let (name, after) = rest.as_str().split_once(';').ok_or(DANGLING)?;
                rest = after.chars();
                reference(name)?
            }
            '<' => return Err("a < in an attribute"),
            '\r' => {
                let after = rest.as_str();
                rest = after.strip_prefix('\n').unwrap_or(after).chars();
                ' '
            }
            '\t' | '\n' => ' ',
            other => allowed(other)?,
        });
    }
    Ok(Cow::Owned(value))
}

/// What is wrong with an ampersand that starts no reference.
pub(super) const DANGLING: &str = "an & that starts no reference";

/// The character that a reference stands for; `name` is what `&` and `;` enclose.
pub(super) fn reference(name: &str) -> Result<char, &'static str> {
    let Some(number) = name.strip_prefix('#') else {
        return Ok(match name {
            "lt" => '<',
            "gt" => '>',
            "amp" => '&',
            "apos" => '\'',
            "quot" => '"',
            _ => return Err("a reference to an entity that XML does not define"),
        });
    };
    let (digits, radix) = match number.strip_prefix('x') {
        Some(digits) => (digits, 16),
        None => (number, 10),
    };
    // A number may have a sign to Rust, but not to XML.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, radix).ok().filter(|_| is_number);
    code.and_then(char::from_u32).ok_or("a reference to no character").and_then(allowed)
}

/// Whether the text is white space only.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// Whether the byte is white space to XML.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Whether the text can be a local name or a prefix: a name without a colon.
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(starts_name)
        && text.chars().all(|character| {
            starts_name(character)
                || matches!(character, '-' | '.' | '0'..='9' | '\u{B7}'
                    | '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
        })
}

/// The bytes that need a closer look in the content of an element that is written.
const IN_TEXT: u8 = 1;
/// The same in an attribute that is written.
const IN_ATTRIBUTE: u8 = 2;
/// The same in text that is read.
const IN_RAW_TEXT: u8 = 4;
/// The same in an attribute that is read.
const IN_RAW_ATTRIBUTE: u8 = 8;

/// Where each byte needs a closer look.
const SPECIAL: [u8; 256] = {
    let mut special = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        special[control] = IN_TEXT | IN_ATTRIBUTE | IN_RAW_TEXT | IN_RAW_ATTRIBUTE;
        control += 1;
    }
    special[b'\t' as usize] = IN_ATTRIBUTE | IN_RAW_ATTRIBUTE;
    special[b'\n' as usize] = IN_ATTRIBUTE | IN_RAW_ATTRIBUTE;
    special[b'&' as usize] = IN_TEXT | IN_ATTRIBUTE | IN_RAW_ATTRIBUTE;
    special[b'<' as usize] = IN_TEXT | IN_ATTRIBUTE | IN_RAW_ATTRIBUTE;
    special[b'>' as usize] = IN_TEXT | IN_ATTRIBUTE;
    special[b'"' as usize] = IN_ATTRIBUTE;
    // The first byte of U+FFFE and U+FFFF, and of some others.
    special[0xEF] = IN_TEXT | IN_ATTRIBUTE | IN_RAW_TEXT | IN_RAW_ATTRIBUTE;
    special
};

fn is_special(byte: u8, place: u8) -> bool {
    SPECIAL[usize::from(byte)] & place != 0
}

/// Whether any byte needs a closer look.
fn has_special(text: &str, place: u8) -> bool {
    let places = text.bytes().fold(0, |places, byte| places | SPECIAL[usize::from(byte)]);
    places & place != 0
}

/// Appends text with the special characters replaced.
fn escape(output: &mut Vec<u8>, text: &str, place: u8) -> Result<(), char> {
    if has_special(text, place) {
        return escape_special(output, text, place);
    }
    output.extend_from_slice(text.as_bytes());
    Ok(())
}

fn escape_special(output: &mut Vec<u8>, text: &str, place: u8) -> Result<(), char> {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| is_special(byte, place)) {
        let (plain, tail) = rest.split_at(at);
        output.extend_from_slice(plain.as_bytes());
        let mut characters = tail.chars();
        let Some(character) = characters.next() else {
            break;
        };
        if !is_allowed(character) {
            return Err(character);
        }
        match escaped(character) {
            Some(escape) => output.extend_from_slice(escape.as_bytes()),
            None => output.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        rest = characters.as_str();
    }
    output.extend_from_slice(rest.as_bytes());
    Ok(())
}

/// What stands for a character that is special, if not itself.
fn escaped(character: char) -> Option<&'static str> {
    Some(match character {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\t' => "&#x9;",
        '\n' => "&#xA;",
        '\r' => "&#xD;",
        _ => return None,
    })
}

fn allowed(character: char) -> Result<char, &'static str> {
    if is_allowed(character) { Ok(character) } else { Err("a character that XML forbids") }
}

/// XML 1.0's `Char`.
fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => true,
    }
}

/// XML 1.0's `NameStartChar`, without the colon.
fn starts_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}
