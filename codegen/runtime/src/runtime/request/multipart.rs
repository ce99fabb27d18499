//! Multipart bodies (`multipart/form-data`, RFC 7578, and `multipart/related`, RFC 2387): a part for each member of an
//! object.
//!
//! - A file is a part with its name and media type; a scalar is a part of text.
//! - An object, and an untyped value that is not a scalar, is JSON. An array has a part for each item.
//! - If the description declares another media type for a member, its parts have that type. In JSON or XML, an array is
//!   one part. With a style, the parts are those that a form has as pairs.
//! - Absent members, and members that are null, are left out.
//! - The parts are in the order of the description. Where that is unknown, as in unions, required members come first,
//!   and files last.
//! - In `multipart/related` the first part in JSON comes first of all. The parts have a `Content-ID`, made of the name of
//!   the member, in place of a disposition. The media type names the first part (`start`) and its type.
//! - The boundary is computed from the parts, so that the same value has the same body, and occurs in none of them.

use std::borrow::Cow;
use std::collections::BTreeMap;

use percent_encoding::{percent_decode_str, utf8_percent_encode};

use super::format::{Encoded, bytes, json, unsupported, xml};
use super::parameter_value::UNRESERVED;
use super::parameters::Query;
use super::{Encoding, RequestError, Wire, header_value};
use crate::runtime::value::{Map, ValueRef};

/// The media type of a part in JSON.
const JSON: &str = "application/json";

/// The media type of a file without one.
const BYTES: &str = "application/octet-stream";

/// The media type of a part without one.
const TEXT: &str = "text/plain";

/// A part.
struct Part<'a> {
    /// The member that it is a part of.
    member: &'a str,
    name: Cow<'a, str>,
    file_name: Option<Cow<'a, str>>,
    is_file: bool,
    content_type: Option<Cow<'a, str>>,
    headers: &'static [(&'static str, &'static str)],
    content: Vec<u8>,
}

/// The parts of a body, while they are added.
struct Parts<'a, 'e> {
    parts: Vec<Part<'a>>,
    encodings: &'e [Encoding],
}

/// Writes the body of an object or a map, in a multipart type of this essence.
pub(super) fn encode(
    value_ref: &ValueRef<'_>,
    encodings: &[Encoding],
    media_type: &str,
) -> Result<Encoded, RequestError> {
    let mut all = Parts { parts: Vec::new(), encodings };
    let mut required: &[&str] = &[];
    let names: Vec<&str>;
    match (*value_ref, value_ref.object()) {
        (_, Some(object)) => {
            let shape = object.shape();
            let index = |index: &u16| shape.members.get(usize::from(*index)).map(|member| member.name);
            names = shape.required.iter().filter_map(index).collect();
            required = &names;
            object.try_visit(|member, value| all.push(member.name, &value.value_ref()))?;
            if let Some(additional) = object.additional() {
                all.push_all(additional)?;
            }
        }
        (ValueRef::Map(map), _) => all.push_all(map)?,
        _ => return Err(unsupported("a multipart body that has no named members")),
    }
    let mut parts = all.parts;
    parts.sort_by_cached_key(|part| {
        let stated = Encoding::of_part(encodings, part.member).map(|(position, _)| position);
        (stated.unwrap_or(encodings.len()), part.is_file, !required.contains(&part.member))
    });
    let is_related = media_type.eq_ignore_ascii_case("multipart/related");
    if is_related && let Some(root) = parts.iter().position(|part| part.content_type.as_deref().is_some_and(is_json)) {
        parts[..=root].rotate_right(1);
    }
    let mut counts = BTreeMap::new();
    let heads = parts.iter().map(|part| {
        let before: &mut usize = counts.entry(&part.name).or_default();
        let id = is_related.then(|| content_id(&part.name, *before));
        *before += 1;
        part.head(id)
    });
    let heads: Vec<String> = heads.collect::<Result<_, _>>()?;
    let boundary =
        boundary(&heads.iter().map(String::as_bytes).chain(parts.iter().map(|part| part.content.as_slice())));
    let mut bytes = Vec::new();
    for (head, part) in heads.iter().zip(&parts) {
        bytes.extend_from_slice(format!("--{boundary}\r\n{head}\r\n").as_bytes());
        bytes.extend_from_slice(&part.content);
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    let root = parts.first().filter(|_| is_related).map(|root| {
        let media_type = root.content_type.as_deref().unwrap_or(TEXT);
        format!("; type=\"{}\"; start=\"{}\"", media_type.replace(['"', '\\'], ""), content_id(&root.name, 0))
    });
    Ok(Encoded { bytes, parameters: Some(format!("boundary={boundary}{}", root.unwrap_or_default())) })
}

fn is_json(content_type: &str) -> bool {
    Wire::of(content_type) == Wire::Json
}

/// Returns the id of a part, after so many of the same name.
fn content_id(name: &str, before: usize) -> String {
    let name = utf8_percent_encode(name, UNRESERVED);
    if before == 0 { format!("<{name}@part>") } else { format!("<{name}+{before}@part>") }
}

impl<'a> Parts<'a, '_> {
    /// Adds the parts of all entries of a map.
    fn push_all(&mut self, map: &'a dyn Map) -> Result<(), RequestError> {
        map.try_visit(|key, value_ref| self.push(key, value_ref)).map_err(|(_, error)| error)
    }

    /// Adds the parts of a member.
    fn push(&mut self, name: &'a str, value_ref: &ValueRef<'a>) -> Result<(), RequestError> {
        let encoding = Encoding::of_part(self.encodings, name).map(|(_, encoding)| encoding);
        let stated = encoding.and_then(|encoding| encoding.content_type);
        let headers = encoding.map_or(&[][..], |encoding| encoding.headers);
        if let Some((encoding, style)) = encoding.and_then(|encoding| Some((encoding, encoding.style?)))
            && !has_files(value_ref)
        {
            let mut form = Query::form();
            form.push(encoding.name, value_ref, style)?;
            let text = form.into_text();
            let pairs = text.split('&').filter_map(|pair| pair.split_once('='));
            self.parts.extend(pairs.map(|(key, value)| Part {
                member: name,
                name: Cow::Owned(decoded(key)),
                file_name: None,
                is_file: false,
                content_type: None,
                headers,
                content: decoded(value).into_bytes(),
            }));
            return Ok(());
        }
        match *value_ref {
            ValueRef::Absent | ValueRef::Null => {}
            ValueRef::Array(array) if !matches!(stated.map(Wire::of), Some(Wire::Json | Wire::Xml)) => {
                for index in 0..array.len() {
                    let item = array.value_ref(index);
                    if matches!(item, ValueRef::Absent | ValueRef::Null) {
                        return Err(unsupported("an item of an array that is null, as a part"));
                    }
                    self.parts.push(part(name, &item, stated, headers)?);
                }
            }
            _ => self.parts.push(part(name, value_ref, stated, headers)?),
        }
        Ok(())
    }
}

/// Returns `true` for a file, and an array of files. Styles have no text for them.
fn has_files(value_ref: &ValueRef<'_>) -> bool {
    match value_ref {
        ValueRef::File(_) => true,
        ValueRef::Array(array) => (0..array.len()).any(|index| matches!(array.value_ref(index), ValueRef::File(_))),
        _ => false,
    }
}

/// Decodes a name or a value of a form.
fn decoded(text: &str) -> String {
    percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned()
}

fn part<'a>(
    name: &'a str,
    value_ref: &ValueRef<'a>,
    stated: Option<&'static str>,
    headers: &'static [(&'static str, &'static str)],
) -> Result<Part<'a>, RequestError> {
    let has_parts = value_ref.has_parts();
    let (mut file_name, mut is_file) = (None, false);
    let (content, content_type) = match (value_ref, stated, stated.map(Wire::of)) {
        (ValueRef::File(file), ..) => {
            (file_name, is_file) = (file.name(), true);
            let stated = stated.filter(|stated| !stated.contains(['*', ',']));
            (file.bytes().to_vec(), Some(file.content_type().or(stated).unwrap_or(BYTES)))
        }
        (value_ref, stated, Some(Wire::Xml)) if has_parts => (xml(value_ref)?.into_bytes(), stated),
        (value_ref, stated, Some(Wire::Json)) => (json(value_ref)?.into_bytes(), stated),
        (value_ref, ..) if has_parts => (json(value_ref)?.into_bytes(), Some(JSON)),
        (value_ref, stated, _) => (bytes(value_ref)?, stated),
    };
    let content_type =
        content_type.filter(|content_type| !content_type.contains('*')).map(|it| Cow::Owned(it.to_owned()));
    let file_name = file_name.map(|name| Cow::Owned(name.to_owned()));
    Ok(Part { member: name, name: Cow::Borrowed(name), file_name, is_file, content_type, headers, content })
}

impl Part<'_> {
    /// Returns the header lines, each with its line end. A part with an id needs no name.
    fn head(&self, id: Option<String>) -> Result<String, RequestError> {
        let Self { member: _, name, file_name, is_file, content_type, headers, content: _ } = self;
        let mut head = String::new();
        match (&id, file_name) {
            (None, _) => head.extend(["Content-Disposition: form-data; name=\"", &quoted(name), "\""]),
            (Some(_), Some(_)) => head.push_str("Content-Disposition: attachment"),
            (Some(_), None) => {}
        }
        let default = name.as_ref();
        let shown = file_name.as_deref().or_else(|| (*is_file && id.is_none()).then_some(default));
        if let Some(file_name) = shown {
            head.extend(["; filename=\"", &quoted(file_name), "\""]);
        }
        if !head.is_empty() {
            head.push_str("\r\n");
        }
        if let Some(content_type) = content_type {
            if header_value(content_type).is_none() {
                return Err(unsupported("the media type of a file, which no header can hold"));
            }
            head.extend(["Content-Type: ", content_type, "\r\n"]);
        }
        if let Some(id) = id {
            head.extend(["Content-ID: ", &id, "\r\n"]);
        }
        for (name, value) in *headers {
            head.extend([name, ": ", value, "\r\n"]);
        }
        Ok(head)
    }
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

/// Returns the boundary: a hash of these bytes, incremented until it occurs in none of them.
fn boundary<'b>(all: &(impl Iterator<Item = &'b [u8]> + Clone)) -> String {
    let mut number = 0xcbf2_9ce4_8422_2325_u64;
    for byte in all.clone().flatten() {
        number = (number ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    loop {
        let boundary = format!("part-{number:016x}");
        let occurs = |bytes: &[u8]| bytes.windows(boundary.len()).any(|window| window == boundary.as_bytes());
        if !all.clone().any(occurs) {
            return boundary;
        }
        number = number.wrapping_add(1);
    }
}
