//! Text and names as XML has them: escaping, references, line ends, and the characters that it allows.
//!
//! Most text needs nothing done to it: the tests for that look at every byte without a branch, which compilers
//! turn into vector instructions.

use std::borrow::Cow;

/// Appends text to the content of an element. A carriage return would come back as a line feed, so it is escaped.
///
/// # Errors
/// The character that XML forbids.
pub(super) fn escape_text(output: &mut Vec<u8>, text: &str) -> Result<(), char> {
    let special = |byte: u8| byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | LEAD);
    escape(output, text, special, |character| match character {
        '\t' | '\n' => None,
        other => escaped(other),
    })
}

/// Appends text to the value of an attribute in double quotes. A reader makes spaces of tabs and line ends.
///
/// # Errors
/// The character that XML forbids.
pub(super) fn escape_attribute(output: &mut Vec<u8>, text: &str) -> Result<(), char> {
    let special = |byte: u8| byte < b' ' || matches!(byte, b'&' | b'<' | b'>' | b'"' | LEAD);
    escape(output, text, special, escaped)
}

/// Whether raw text stands for itself: it has no line end to normalise and nothing that XML forbids.
pub(super) fn is_plain(raw: &str) -> bool {
    let suspect = |byte: u8| byte < b' ' && !matches!(byte, b'\n' | b'\t') || byte == LEAD;
    !any(raw, suspect)
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
    if !any(raw, |byte| byte < b' ' || matches!(byte, b'&' | b'<' | LEAD)) {
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

/// The first byte of the UTF-8 of U+FFFE and U+FFFF, and of some others.
const LEAD: u8 = 0xEF;

/// Whether any byte is of the kind.
fn any(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | is(byte))
}

/// Appends text with the special characters replaced. `special` tells the bytes that may start one.
fn escape(
    output: &mut Vec<u8>,
    text: &str,
    special: impl Fn(u8) -> bool,
    replace: impl Fn(char) -> Option<&'static str>,
) -> Result<(), char> {
    if !any(text, &special) {
        output.extend_from_slice(text.as_bytes());
        return Ok(());
    }
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&special) {
        let (plain, tail) = rest.split_at(at);
        output.extend_from_slice(plain.as_bytes());
        let mut characters = tail.chars();
        let Some(character) = characters.next() else {
            break;
        };
        if !is_allowed(character) {
            return Err(character);
        }
        match replace(character) {
            Some(escape) => output.extend_from_slice(escape.as_bytes()),
            None => output.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
        rest = characters.as_str();
    }
    output.extend_from_slice(rest.as_bytes());
    Ok(())
}

/// What stands for a character in an attribute, if not itself.
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
