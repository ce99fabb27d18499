//! The direct writer: from the description of a value to text, without serde's traits in between.
//!
//! It writes what `serde_json::to_string` writes for the same value, byte for byte; a test compares the two.

use std::fmt::Write;

use super::MAX_DEPTH;
use crate::runtime::{Array, Map, Member, Object, Value, ValueRef, WriteError, WriteErrorKind};

/// Appends the value.
pub(super) fn value(output: &mut String, value: &dyn Value) -> Result<(), WriteError> {
    value_ref(output, &value.value_ref(), 0)
}

/// Appends the value that is within `depth` others. A view is passed by reference because it is costly to move: in
/// parts, which the processor cannot load again as one before all are stored.
pub(super) fn value_ref(output: &mut String, value: &ValueRef<'_>, depth: usize) -> Result<(), WriteError> {
    match *value {
        ValueRef::Absent | ValueRef::Null => output.push_str("null"),
        ValueRef::Bool(value) => output.push_str(if value { "true" } else { "false" }),
        ValueRef::I64(value) => {
            if value < 0 {
                output.push('-');
            }
            integer(output, value.unsigned_abs());
        }
        ValueRef::U64(value) => integer(output, value),
        ValueRef::F64(value) => float(output, value),
        ValueRef::Str(value) | ValueRef::Secret(value) => string(output, value),
        ValueRef::File(file) => string(output, file.text()?),
        ValueRef::Array(value) => array(output, value, inner(depth)?)?,
        ValueRef::Map(value) => map(output, value, inner(depth)?)?,
        ValueRef::Object(value) => object(output, value, inner(depth)?)?,
        #[cfg(feature = "xml")]
        ValueRef::Xml(_) => return Err(WriteError::new(WriteErrorKind::Unsupported(super::XML))),
    }
    Ok(())
}

fn inner(depth: usize) -> Result<usize, WriteError> {
    if depth < MAX_DEPTH { Ok(depth + 1) } else { Err(WriteError::new(WriteErrorKind::TooDeep)) }
}

fn array(output: &mut String, array: &dyn Array, depth: usize) -> Result<(), WriteError> {
    output.push('[');
    for index in 0..array.len() {
        if index > 0 {
            output.push(',');
        }
        value_ref(output, &array.value_ref(index), depth).map_err(|error| error.within_item(index))?;
    }
    output.push(']');
    Ok(())
}

fn map(output: &mut String, map: &dyn Map, depth: usize) -> Result<(), WriteError> {
    let mut first = true;
    let written = map.try_visit(|key, value| {
        name(output, key, false, &mut first);
        output.push_str("\":");
        value_ref(output, value, depth)
    });
    written.map_err(|(index, error)| error.within_item(index))?;
    output.push_str(if first { "{}" } else { "}" });
    Ok(())
}

fn object(output: &mut String, object: &dyn Object, depth: usize) -> Result<(), WriteError> {
    if let Some(secret) = object.secret_form().and_then(Option::as_ref) {
        string(output, secret.expose());
        return Ok(());
    }
    let mut first = true;
    let unknown =
        object.try_visit(|described, value| member(output, described, &value.value_ref(), depth, &mut first))?;
    if let Some(additional) = object.additional() {
        let written = additional.try_visit(|key, value| {
            super::check_additional(object, key)?;
            name(output, key, false, &mut first);
            output.push_str("\":");
            value_ref(output, value, depth)
        });
        written.map_err(|(index, error)| error.within_item(index))?;
    }
    for (key, value) in unknown.json().into_iter().flatten() {
        name(output, key, false, &mut first);
        output.push_str("\":");
        display(output, value);
    }
    output.push_str(if first { "{}" } else { "}" });
    Ok(())
}

/// A member, if it is there.
fn member(
    output: &mut String,
    member: &Member,
    value: &ValueRef<'_>,
    depth: usize,
    first: &mut bool,
) -> Result<(), WriteError> {
    if matches!(value, ValueRef::Absent) {
        return Ok(());
    }
    name(output, member.name, member.plain, first);
    // Most members are strings. To ask for them first is a branch that the processor predicts better than the jump
    // to one of many kinds.
    if let ValueRef::Str(text) = *value {
        output.push_str("\":\"");
        content(output, text);
        return Ok(());
    }
    output.push_str("\":");
    value_ref(output, value, depth).map_err(|error| error.within(member.name))
}

/// The name of a member, with what stands before it. The quote that closes it is part of what follows.
#[inline]
fn name(output: &mut String, name: &str, plain: bool, first: &mut bool) {
    output.push_str(if *first { "{\"" } else { ",\"" });
    *first = false;
    debug_assert!(!plain || is_plain(name.as_bytes()), "{name:?} is to be escaped");
    if plain {
        output.push_str(name);
    } else {
        escaped(output, name);
    }
}

/// The digits, from the last to the first.
fn integer(output: &mut String, mut value: u64) {
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    for (at, digit) in digits.iter_mut().enumerate().rev() {
        start = at;
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    output.push_str(str::from_utf8(&digits[start..]).unwrap_or_default());
}

/// As `serde_json` spells it: the shortest text that reads back as the same number.
fn float(output: &mut String, value: f64) {
    match serde_json::Number::from_f64(value) {
        Some(number) => display(output, &number),
        None => output.push_str("null"),
    }
}

/// What `serde_json` knows how to write. A string takes whatever is displayed, so nothing can fail.
fn display(output: &mut String, value: &dyn std::fmt::Display) {
    let _ = write!(output, "{value}");
}

/// A string, with the escapes that `serde_json` uses. Most have none and are copied at once.
fn string(output: &mut String, text: &str) {
    output.push('"');
    content(output, text);
}

/// What stands in a string behind its first quote.
#[inline]
fn content(output: &mut String, text: &str) {
    if is_plain(text.as_bytes()) {
        output.push_str(text);
    } else {
        escaped(output, text);
    }
    output.push('"');
}

/// Whether no byte needs an escape, eight bytes at a time; the last eight may overlap those before.
fn is_plain(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk() else {
        return bytes.iter().all(|byte| ESCAPES[usize::from(*byte)] == PLAIN);
    };
    let (words, _) = bytes.as_chunks();
    words.iter().chain([last]).all(|word| is_plain_word(u64::from_le_bytes(*word)))
}

/// Whether none of eight bytes needs an escape.
///
/// Subtracting a bound from every byte at once sets the high bit of those below it (and, by the borrow, perhaps of
/// bytes above such a one: the response stays true to whether there is any). A byte equal to another is zero after
/// an exclusive or, which is below one. Bytes that have the high bit of their own are left out.
fn is_plain_word(word: u64) -> bool {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let below = |word: u64, bound: u8| word.wrapping_sub(EACH * u64::from(bound)) & !word;
    let equal = |byte: u8| below(word ^ (EACH * u64::from(byte)), 1);
    (below(word, 0x20) | equal(b'"') | equal(b'\\')) & (EACH << 7) == 0
}

/// The text with its escapes; runs without any are copied at once.
#[cold]
fn escaped(output: &mut String, text: &str) {
    let mut run = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = ESCAPES[usize::from(byte)];
        if escape == PLAIN {
            continue;
        }
        output.push_str(&text[run..at]);
        run = at + 1;
        output.push('\\');
        output.push(char::from(escape));
        if escape == HEX {
            hex(output, byte);
        }
    }
    output.push_str(&text[run..]);
}

/// The four digits of a control character.
fn hex(output: &mut String, byte: u8) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    output.push_str("00");
    output.push(DIGITS[usize::from(byte >> 4)]);
    output.push(DIGITS[usize::from(byte & 15)]);
}

/// The byte needs no escape.
const PLAIN: u8 = 0;

/// The byte is escaped by its number.
const HEX: u8 = b'u';

/// What follows the backslash, for every byte.
const ESCAPES: [u8; 256] = {
    let mut escapes = [PLAIN; 256];
    let mut control = 0;
    while control < 0x20 {
        escapes[control] = HEX;
        control += 1;
    }
    escapes[0x08] = b'b';
    escapes[0x09] = b't';
    escapes[0x0a] = b'n';
    escapes[0x0c] = b'f';
    escapes[0x0d] = b'r';
    escapes[b'"' as usize] = b'"';
    escapes[b'\\' as usize] = b'\\';
    escapes
};
