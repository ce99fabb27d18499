//! Text and names as XML has them: escaping, references, line ends, and the characters that it allows.
//!
//! Most text needs nothing done to it. The tests for that look at every byte without a branch, which compilers turn
//! into vector instructions: hence the bitwise operators.

use core::ops::Range;

/// Appends text to the content of an element. A carriage return would come back as a line feed, so it is escaped.
///
/// # Errors
/// The character that XML forbids.
#[inline]
pub(super) fn escape_text(output: &mut Vec<u8>, text: &str) -> Result<(), char> {
    if any(text, in_text) {
        return escape_special(output, text, in_text);
    }
    output.extend_from_slice(text.as_bytes());
    Ok(())
}

/// Appends an element that holds text.
///
/// # Errors
/// The character that XML forbids.
pub(super) fn push_element(output: &mut Vec<u8>, prefix: &str, local: &str, text: &str) -> Result<(), char> {
    output.push(b'<');
    let start = output.len();
    push_name(output, prefix, local);
    let end = output.len();
    output.push(b'>');
    escape_text(output, text)?;
    push_end(output, start..end, end + 1);
    Ok(())
}

/// Appends a name, with a colon after the prefix if there is one.
#[inline]
pub(super) fn push_name(output: &mut Vec<u8>, prefix: &str, local: &str) {
    match prefix.as_bytes() {
        [] => {}
        [letter] => output.extend_from_slice(&[*letter, b':']),
        prefix => {
            output.extend_from_slice(prefix);
            output.push(b':');
        }
    }
    output.extend_from_slice(local.as_bytes());
}

/// Appends the end tag of the element whose name and content are there; one without content becomes an empty one.
#[inline]
pub(super) fn push_end(output: &mut Vec<u8>, name: Range<usize>, content: usize) {
    if output.len() == content {
        output.pop();
        output.extend_from_slice(b"/>");
    } else {
        output.extend_from_slice(b"</");
        output.extend_from_within(name);
        output.push(b'>');
    }
}

/// Appends text to the value of an attribute in double quotes. A reader makes spaces of tabs and line ends.
///
/// # Errors
/// The character that XML forbids.
pub(super) fn escape_attribute(output: &mut Vec<u8>, text: &str) -> Result<(), char> {
    if any(text, in_attribute) {
        return escape_special(output, text, in_attribute);
    }
    output.extend_from_slice(text.as_bytes());
    Ok(())
}

/// Appends text that was read, with its line ends normalised.
pub(super) fn push_lines(output: &mut String, raw: &str) {
    let mut lines = raw.split('\r');
    output.push_str(lines.next().unwrap_or_default());
    for line in lines {
        output.push('\n');
        output.push_str(line.strip_prefix('\n').unwrap_or(line));
    }
}

/// The value of an attribute, of which `raw` is what its quotes hold.
///
/// # Errors
/// What is wrong with it.
pub(super) fn attribute_value(raw: &str) -> Result<String, &'static str> {
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
    Ok(value)
}

/// What is wrong with a character that XML has no place for.
pub(super) const FORBIDDEN: &str = "a character that XML forbids";

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
pub(super) const LEAD: u8 = 0xEF;

// The bytes that need a closer look: in text that is read or written, in text that is written, in attributes.

#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from using vectors")]
fn in_raw_text(byte: u8) -> bool {
    (byte < b' ') & (byte != b'\t') & (byte != b'\n') | (byte == LEAD)
}

#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from using vectors")]
fn in_text(byte: u8) -> bool {
    in_raw_text(byte) | (byte == b'&') | (byte == b'<') | (byte == b'>')
}

#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the compiler from using vectors")]
fn in_attribute(byte: u8) -> bool {
    in_text(byte) | (byte == b'"') | (byte == b'\t') | (byte == b'\n')
}

/// Whether any byte is special. Short texts are two pieces that may overlap, so that nothing depends on their exact
/// length.
#[inline]
fn any(text: &str, is_special: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    if let (Some(first), Some(last)) = (bytes.first_chunk::<16>(), bytes.last_chunk::<16>()) {
        let between = bytes.as_chunks::<16>().0.iter().skip(1);
        return found(first, &is_special) | found(last, &is_special)
            || bytes.len() > 32 && between.fold(false, |any, chunk| any | found(chunk, &is_special));
    }
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => found(first, &is_special) | found(last, &is_special),
        _ => bytes.iter().fold(false, |any, byte| any | is_special(*byte)),
    }
}

/// Whether any byte of a piece is special: a length that is known makes one vector of it.
#[inline]
fn found<const N: usize>(bytes: &[u8; N], is_special: impl Fn(u8) -> bool) -> bool {
    bytes.iter().fold(0, |any, byte| any | u8::from(is_special(*byte))) != 0
}

/// Appends text with the special characters replaced.
#[cold]
fn escape_special(output: &mut Vec<u8>, text: &str, is_special: impl Fn(u8) -> bool) -> Result<(), char> {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(&is_special) {
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
    if is_allowed(character) { Ok(character) } else { Err(FORBIDDEN) }
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
