//! Text and names in XML: escaping, references, line ends, and the characters that it allows.
//!
//! Most text needs no change; a search for the few special bytes detects it.

#![expect(clippy::inline_always, reason = "the writer takes a sixth longer if the compiler has the choice")]

use super::search;
use crate::runtime::chunk::{Chunk, Mask};

/// Appends text to the content of an element. A carriage return is escaped, because readers would make a line feed of
/// it.
///
/// # Errors
/// The character that XML forbids.
#[inline(always)]
pub(super) fn escape_text(output: &mut String, text: &str) -> Result<(), char> {
    if search::any(text.as_bytes(), in_text) {
        return escape_special(output, text, in_text, text_escape);
    }
    output.push_str(text);
    Ok(())
}

/// Appends text to the value of an attribute in double quotes. A reader makes spaces of tabs and line ends.
///
/// # Errors
/// The character that XML forbids.
pub(super) fn escape_attribute(output: &mut String, text: &str) -> Result<(), char> {
    if search::any(text.as_bytes(), in_attribute) {
        return escape_special(output, text, in_attribute, attribute_escape);
    }
    output.push_str(text);
    Ok(())
}

/// Appends an element with text. Most of a document consists of these.
///
/// # Errors
/// The character that XML forbids.
#[inline(always)]
pub(super) fn push_element(output: &mut String, prefix: &str, local: &str, text: &str) -> Result<(), char> {
    output.push('<');
    push_name(output, prefix, local);
    if text.is_empty() {
        output.push_str("/>");
        return Ok(());
    }
    output.push('>');
    escape_text(output, text)?;
    push_end(output, prefix, local);
    Ok(())
}

/// Appends an end tag.
#[inline(always)]
pub(super) fn push_end(output: &mut String, prefix: &str, local: &str) {
    output.push_str("</");
    push_name(output, prefix, local);
    output.push('>');
}

/// Appends a name, with a colon after the prefix if there is one.
#[inline(always)]
#[expect(
    clippy::if_same_then_else,
    reason = "a length that the compiler knows saves a call, and most prefixes are a letter"
)]
pub(super) fn push_name(output: &mut String, prefix: &str, local: &str) {
    if prefix.len() == 1 {
        output.push_str(prefix);
        output.push(':');
    } else if !prefix.is_empty() {
        output.push_str(prefix);
        output.push(':');
    }
    output.push_str(local);
}

/// Appends text that was read, with normalised line ends.
pub(super) fn push_lines(output: &mut String, raw: &str) {
    let mut lines = raw.split('\r');
    output.push_str(lines.next().unwrap_or_default());
    for line in lines {
        output.push('\n');
        output.push_str(line.strip_prefix('\n').unwrap_or(line));
    }
}

/// Decodes the value of an attribute; `raw` is the text between its quotes.
///
/// # Errors
/// The reason if the value is malformed.
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

/// The error for a character that XML forbids.
pub(super) const FORBIDDEN: &str = "a character that XML forbids";

/// The error for an ampersand that starts no reference.
pub(super) const DANGLING: &str = "an & that starts no reference";

/// Returns the character of a reference; `name` is the text between `&` and `;`.
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
    // Rust accepts a sign before a number, and XML does not.
    let is_number = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let code = u32::from_str_radix(digits, radix).ok().filter(|_| is_number);
    code.and_then(char::from_u32).ok_or("a reference to no character").and_then(allowed)
}

/// Returns `true` if the text is only white space.
pub(super) fn is_blank(text: &str) -> bool {
    text.bytes().all(is_space)
}

/// Returns `true` if the byte is white space in XML.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Returns `true` if the text can be a local name or a prefix: a name without a colon.
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

/// Marks the bytes of text that may need an escape. `<` and `>` differ in one bit.
#[inline(always)]
fn in_text(word: Chunk) -> Mask {
    word.below(b' ') | word.is(b'&') | word.without(b'<' ^ b'>').is(b'<') | word.is(LEAD)
}

/// Marks the bytes of an attribute that may need an escape.
#[inline(always)]
fn in_attribute(word: Chunk) -> Mask {
    in_text(word) | word.is(b'"')
}

/// Appends text with the special characters replaced.
#[inline(never)]
fn escape_special(
    output: &mut String,
    text: &str,
    special: impl Fn(Chunk) -> Mask + Copy,
    escape: impl Fn(char) -> Option<&'static str>,
) -> Result<(), char> {
    let mut run = 0;
    let mut at = 0;
    loop {
        let position = search::find(text.as_bytes(), at, special);
        let Some(character) = text.get(position..).and_then(|rest| rest.chars().next()) else {
            break;
        };
        at = position + character.len_utf8();
        if let Some(escape) = escape(character) {
            output.push_str(text.get(run..position).unwrap_or_default());
            output.push_str(escape);
            run = at;
        } else if !is_allowed(character) {
            return Err(character);
        }
    }
    output.push_str(text.get(run..).unwrap_or_default());
    Ok(())
}

/// Returns the escape of a character in text, if it needs one.
fn text_escape(character: char) -> Option<&'static str> {
    Some(match character {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\r' => "&#xD;",
        _ => return None,
    })
}

/// Returns the escape of a character in an attribute, if it needs one.
fn attribute_escape(character: char) -> Option<&'static str> {
    Some(match character {
        '"' => "&quot;",
        '\t' => "&#x9;",
        '\n' => "&#xA;",
        other => return text_escape(other),
    })
}

fn allowed(character: char) -> Result<char, &'static str> {
    if is_allowed(character) { Ok(character) } else { Err(FORBIDDEN) }
}

/// Returns `true` for XML 1.0's `Char`.
fn is_allowed(character: char) -> bool {
    match character {
        '\t' | '\n' | '\r' => true,
        '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => false,
        _ => true,
    }
}

/// Returns `true` for XML 1.0's `NameStartChar`, without the colon.
fn starts_name(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z'
        | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{2FF}' | '\u{370}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}
