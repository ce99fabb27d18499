//! Multipart bodies (`multipart/form-data`, RFC 7578): a part for each member of an object.
//!
//! - A file is a part with its name and media type; a scalar is a part of text.
//! - An object, and an untyped value that is not a scalar, is JSON. An array has a part for each item.
//! - If the description declares another media type for a member, its parts have that type. In JSON or XML, an array is
//!   one part.
//! - Absent members, and members that are null, are left out.
//! - The boundary is computed from the parts, so that the same value has the same body, and occurs in none of them.

use std::borrow::Cow;

use super::format::{Encoded, bytes, json, unsupported, xml};
use super::{Encoding, RequestError, Wire, header_value};
use crate::runtime::value::{Map, ValueRef};

/// The media type of a part in JSON.
const JSON: &str = "application/json";

/// The media type of a file without one.
const BYTES: &str = "application/octet-stream";

/// A part.
struct Part {
    /// The header lines, each with its line end.
    head: String,
    content: Vec<u8>,
}

/// Writes the body of an object or a map.
pub(super) fn encode(value_ref: &ValueRef<'_>, encodings: &[Encoding]) -> Result<Encoded, RequestError> {
    let mut parts = Vec::new();
    match *value_ref {
        ValueRef::Object(object) => {
            object.try_visit(|member, value| push(&mut parts, member.name, &value.value_ref(), encodings))?;
            if let Some(additional) = object.additional() {
                push_all(&mut parts, additional, encodings)?;
            }
        }
        ValueRef::Map(map) => push_all(&mut parts, map, encodings)?,
        _ => return Err(unsupported("a multipart body that has no named members")),
    }
    let boundary = boundary(&parts);
    let mut bytes = Vec::new();
    for Part { head, content } in parts {
        bytes.extend_from_slice(format!("--{boundary}\r\n{head}\r\n").as_bytes());
        bytes.extend_from_slice(&content);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    Ok(Encoded { bytes, boundary: Some(boundary) })
}

/// Adds the parts of all entries of a map.
fn push_all(parts: &mut Vec<Part>, map: &dyn Map, encodings: &[Encoding]) -> Result<(), RequestError> {
    map.try_visit(|key, value_ref| push(parts, key, value_ref, encodings)).map_err(|(_, error)| error)
}

/// Adds the parts of a member.
fn push(
    parts: &mut Vec<Part>,
    name: &str,
    value_ref: &ValueRef<'_>,
    encodings: &[Encoding],
) -> Result<(), RequestError> {
    let encoding = Encoding::of(encodings, name);
    let stated = encoding.and_then(|encoding| encoding.content_type);
    match *value_ref {
        ValueRef::Absent | ValueRef::Null => {}
        ValueRef::Array(array) if !matches!(stated.map(Wire::of), Some(Wire::Json | Wire::Xml)) => {
            for index in 0..array.len() {
                let item = array.value_ref(index);
                if matches!(item, ValueRef::Absent | ValueRef::Null) {
                    return Err(unsupported("an item of an array that is null, as a part"));
                }
                parts.push(part(name, &item, stated)?);
            }
        }
        _ => parts.push(part(name, value_ref, stated)?),
    }
    Ok(())
}

fn part(name: &str, value_ref: &ValueRef<'_>, stated: Option<&str>) -> Result<Part, RequestError> {
    let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
    let has_parts = matches!(value_ref, ValueRef::Array(_) | ValueRef::Map(_) | ValueRef::Object(_));
    let (content, content_type) = match (value_ref, stated, stated.map(Wire::of)) {
        (ValueRef::File(file), ..) => {
            head.extend(["; filename=\"", &quoted(file.name().unwrap_or(name)), "\""]);
            let stated = stated.filter(|stated| !stated.contains(['*', ',']));
            (file.bytes().to_vec(), Some(file.content_type().or(stated).unwrap_or(BYTES)))
        }
        (value_ref, stated, Some(Wire::Xml)) if has_parts => (xml(value_ref)?.into_bytes(), stated),
        (value_ref, stated, Some(Wire::Json)) => (json(value_ref)?.into_bytes(), stated),
        (value_ref, ..) if has_parts => (json(value_ref)?.into_bytes(), Some(JSON)),
        (value_ref, stated, _) => (bytes(value_ref)?, stated),
    };
    head.push_str("\r\n");
    if let Some(content_type) = content_type.filter(|content_type| !content_type.contains('*')) {
        if header_value(content_type).is_none() {
            return Err(unsupported("the media type of a file, which no header can hold"));
        }
        head.extend(["Content-Type: ", content_type, "\r\n"]);
    }
    Ok(Part { head, content })
}

/// Escapes a name in quotes, as the HTML standard does for forms.
/// <https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data>
fn quoted(name: &str) -> Cow<'_, str> {
    if name.contains(['"', '\r', '\n']) {
        name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A").into()
    } else {
        Cow::Borrowed(name)
    }
}

/// Returns the boundary: a hash of the parts, incremented until it occurs in none of them.
fn boundary(parts: &[Part]) -> String {
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.head.bytes().chain(part.content.iter().copied())) {
        number = (number ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    loop {
        let boundary = format!("part-{number:016x}");
        let occurs = |content: &[u8]| content.windows(boundary.len()).any(|window| window == boundary.as_bytes());
        if !parts.iter().any(|part| occurs(&part.content) || occurs(part.head.as_bytes())) {
            return boundary;
        }
        number = number.wrapping_add(1);
    }
}
