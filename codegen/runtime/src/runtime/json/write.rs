//! The direct writer: from the description of a value to a string, without the traits of serde.
//!
//! The writer produces the same bytes as `serde_json::to_string`; a test compares the two.

use std::fmt::Write;

use super::{Context, Undescribed, exact};
use crate::runtime::chunk::Chunk;
use crate::runtime::error::WriteError;
#[cfg(feature = "xml")]
use crate::runtime::error::WriteErrorKind;
use crate::runtime::shape::Member;
use crate::runtime::value::{Array, Map, MemberSlot, ObjectRef, Unknown, Value, ValueRef};

/// Appends a value.
pub(super) fn value(output: &mut String, value: &dyn Value) -> Result<(), WriteError> {
    value_ref(output, &value.value_ref(), Context::TOP)
}

/// Appends a value. The value is passed by reference because a move is costly: it is
/// stored in parts, which the processor cannot load at once before all are stored.
pub(super) fn value_ref(output: &mut String, value: &ValueRef<'_>, context: Context) -> Result<(), WriteError> {
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
        ValueRef::F64(value) => float(output, value, context)?,
        ValueRef::Str(value) | ValueRef::Secret(value) => string(output, value),
        ValueRef::Formatted(value) => match value.json_only() {
            Some(value) => display(output, &value.tree()?),
            None if value.is_number() => output.push_str(&value.json_text()?),
            None => string(output, &value.text()?),
        },
        ValueRef::File(file) => string(output, file.text()?),
        ValueRef::Array(value) => array(output, value, context.inner()?)?,
        ValueRef::Map(value) => map(output, value, context.inner()?)?,
        ValueRef::Object(value) => object(output, ObjectRef::Model(value), context.inner()?)?,
        ValueRef::Variant(value) => object(output, ObjectRef::Variant(value), context.inner()?)?,
        #[cfg(feature = "xml")]
        ValueRef::Xml(_) => return Err(WriteError::new(WriteErrorKind::Unsupported(super::XML))),
    }
    Ok(())
}

fn array(output: &mut String, array: &dyn Array, context: Context) -> Result<(), WriteError> {
    output.push('[');
    for index in 0..array.len() {
        if index > 0 {
            output.push(',');
        }
        value_ref(output, &array.value_ref(index), context).map_err(|error| error.within_item(index))?;
    }
    output.push(']');
    Ok(())
}

fn map(output: &mut String, map: &dyn Map, context: Context) -> Result<(), WriteError> {
    let mut first = true;
    let written = map.try_visit(|key, value| {
        name(output, key, false, &mut first);
        output.push_str("\":");
        value_ref(output, value, context)
    });
    written.map_err(|(key, error)| error.within_key(key))?;
    output.push_str(if first { "{}" } else { "}" });
    Ok(())
}

fn object(output: &mut String, object: ObjectRef<'_>, context: Context) -> Result<(), WriteError> {
    if let Some(secret) = object.secret_form().and_then(Option::as_ref) {
        string(output, secret.expose());
        return Ok(());
    }
    let context = context.within(object.shape());
    let mut written = Ok(());
    object.visit_members(|values, unknown| written = content_of(output, object, values, unknown, context));
    written
}

/// Appends the members of an object, in one visit.
fn content_of(
    output: &mut String,
    object: ObjectRef<'_>,
    values: &[&dyn MemberSlot],
    unknown: &Unknown,
    context: Context,
) -> Result<(), WriteError> {
    let mut first = true;
    let more = Undescribed::of(object, unknown, context);
    if let Some(more) = &more {
        more.append(output, true, &mut first)?;
    }
    for (described, value) in object.shape().members.iter().zip(values) {
        member(output, described, &value.value_ref(), context, &mut first)?;
    }
    if let Some(more) = &more {
        more.append(output, false, &mut first)?;
    }
    output.push_str(if first { "{}" } else { "}" });
    Ok(())
}

impl Undescribed<'_> {
    /// Appends those that are metadata, or the others.
    fn append(&self, output: &mut String, is_metadata: bool, first: &mut bool) -> Result<(), WriteError> {
        let is_next = |key: &str| super::is_metadata(key) == is_metadata;
        if let Some(additional) = self.additional {
            let written = additional.try_visit(|key, value| {
                if !is_next(key) {
                    return Ok(());
                }
                super::check_additional(self.object, key)?;
                name(output, key, false, first);
                output.push_str("\":");
                value_ref(output, value, self.context)
            });
            written.map_err(|(key, error)| error.within_key(key))?;
        }
        for (key, value) in self.unknown.json().into_iter().flatten().filter(|(key, _)| is_next(key)) {
            name(output, key, false, first);
            output.push_str("\":");
            match self.unknown.exact(key).filter(|text| exact::is_of(value, text)) {
                Some(text) => output.push_str(text),
                None => display(output, value),
            }
        }
        Ok(())
    }
}

/// Appends a member, if it is present.
fn member(
    output: &mut String,
    member: &Member,
    value: &ValueRef<'_>,
    context: Context,
    first: &mut bool,
) -> Result<(), WriteError> {
    if matches!(value, ValueRef::Absent) {
        return Ok(());
    }
    name(output, member.name, member.plain, first);
    // Most members are strings. The processor predicts a branch for them better than a jump to one of many variants.
    if let ValueRef::Str(text) = *value {
        output.push_str("\":\"");
        content(output, text);
        return Ok(());
    }
    output.push_str("\":");
    value_ref(output, value, context).map_err(|error| error.within(member.name))
}

/// Appends the name of a member, with the characters before it. The caller appends the closing quote.
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

/// Appends an integer.
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

/// Appends a number as `serde_json` does: in the shortest form that reads back as the same number.
fn float(output: &mut String, value: f64, context: Context) -> Result<(), WriteError> {
    match serde_json::Number::from_f64(value) {
        Some(number) => display(output, &number),
        None => string(output, context.name_of(value)?),
    }
    Ok(())
}

/// Appends a value that `serde_json` formats. Writing to a string cannot fail.
fn display(output: &mut String, value: &dyn std::fmt::Display) {
    let _ = write!(output, "{value}");
}

/// Appends a string, with the escapes of `serde_json`.
fn string(output: &mut String, text: &str) {
    output.push('"');
    content(output, text);
}

/// Appends the content of a string, and the closing quote. Strings without escapes are copied at once.
#[inline]
fn content(output: &mut String, text: &str) {
    if is_plain(text.as_bytes()) {
        output.push_str(text);
    } else {
        escaped(output, text);
    }
    output.push('"');
}

/// Returns `true` if no byte needs an escape. It tests eight bytes at a time; the last eight may overlap those before.
fn is_plain(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk() else {
        return bytes.iter().all(|byte| ESCAPES[usize::from(*byte)] == PLAIN);
    };
    let (words, _) = bytes.as_chunks();
    words.iter().chain([last]).all(|word| {
        let word = Chunk::new(*word);
        word.below(0x20) | word.is(b'"') | word.is(b'\\') == 0
    })
}

/// Appends a string with its escapes; runs without escapes are copied at once.
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

/// Appends the four digits of a control character.
fn hex(output: &mut String, byte: u8) {
    const DIGITS: [char; 16] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    output.push_str("00");
    output.push(DIGITS[usize::from(byte >> 4)]);
    output.push(DIGITS[usize::from(byte & 15)]);
}

/// The entry of a byte without an escape.
const PLAIN: u8 = 0;

/// The entry of a byte that is escaped by its number.
const HEX: u8 = b'u';

/// The character after the backslash, for every byte.
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
