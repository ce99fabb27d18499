//! Bodies: a value to bytes, by the wire of the media type, and the `Content-Type` that goes with them.

use http::HeaderValue;

use super::{Encoding, Media, RequestError, Wire, header_value, multipart, parameter_value};
#[cfg(feature = "form")]
use super::{Style, parameters};
#[cfg(feature = "xml")]
use crate::runtime::Object;
use crate::runtime::{Value, ValueRef, WriteError, WriteErrorKind, XmlName};

/// What a request carries: a value, the media types that it can have, and how its members are encoded in a form.
#[derive(Clone, Copy)]
#[must_use]
pub struct Content<'a, M: 'static> {
    pub(super) value: &'a dyn Value,
    pub(super) listed: &'static [M],
    pub(super) encodings: &'static [Encoding],
    /// The names of root and items in XML, if it is no model, or has another root than its own.
    pub(super) root: Option<(XmlName, XmlName)>,
}

impl<'a, M: Media> Content<'a, M> {
    /// A value in one of these media types, the preferred one first.
    pub const fn new(value: &'a dyn Value, listed: &'static [M]) -> Self {
        Self { value, listed, encodings: &[], root: None }
    }

    /// Sets the names of root and items in XML.
    pub const fn xml_root(mut self, name: XmlName, item: XmlName) -> Self {
        self.root = Some((name, item));
        self
    }

    /// Says how members are encoded in a form, URL-encoded or multipart.
    pub const fn encoded(mut self, encodings: &'static [Encoding]) -> Self {
        self.encodings = encodings;
        self
    }

    /// The body in one of the media types, with the `Content-Type`.
    pub(super) fn encode(self, chosen: Option<M>) -> Result<(HeaderValue, Vec<u8>), RequestError> {
        let chosen = chosen.or(self.listed.first().copied());
        let media_type = chosen.filter(|chosen| self.listed.contains(chosen)).ok_or_else(|| {
            let listed = self.listed.iter().map(|media_type| media_type.as_str()).collect();
            RequestError::MediaType { chosen: chosen.map_or("none", Media::as_str), listed }
        })?;
        let name = concrete(media_type.as_str(), self.value)?;
        let body = match (self.root, media_type.wire()) {
            (Some(root), Wire::Xml) => rooted(self.value, root).map(Encoded::from)?,
            (_, wire) => encode(self.value, wire, self.encodings)?,
        };
        let name = match &body.boundary {
            Some(boundary) => format!("{name}; boundary={boundary}"),
            None => name,
        };
        let listed = || vec![media_type.as_str()];
        let header = header_value(&name).ok_or_else(|| RequestError::MediaType { chosen: "none", listed: listed() })?;
        Ok((header, body.bytes))
    }
}

/// A body, and what stands between its parts.
pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    pub(super) boundary: Option<String>,
}

impl From<Vec<u8>> for Encoded {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, boundary: None }
    }
}

impl From<String> for Encoded {
    fn from(text: String) -> Self {
        Self::from(text.into_bytes())
    }
}

/// The media type that is sent: a range is none, and multipart is one with a boundary alone, so that the file that is sent
/// says what is meant.
fn concrete(range: &'static str, value: &dyn Value) -> Result<String, RequestError> {
    let essence = range.split(';').next().unwrap_or_default();
    let is_multipart = essence.starts_with("multipart/") && matches!(value.value_ref(), ValueRef::File(_));
    let start = match essence.split_once('*') {
        Some((start, _)) => start,
        None if is_multipart => essence,
        None => return Ok(range.to_owned()),
    };
    let stated = match value.value_ref() {
        ValueRef::File(file) => file.content_type().filter(|stated| stated.starts_with(start) && !stated.contains('*')),
        _ => None,
    };
    match (stated, start) {
        (Some(stated), _) => Ok(stated.to_owned()),
        (None, "text/") => Ok(String::from("text/plain")),
        (None, "" | "application/") => Ok(String::from("application/octet-stream")),
        (None, _) => Err(RequestError::Range { range }),
    }
}

fn encode(value: &dyn Value, wire: Wire, encodings: &[Encoding]) -> Result<Encoded, RequestError> {
    let value_ref = value.value_ref();
    match wire {
        Wire::Json => json(&value_ref).map(Encoded::from),
        // It is put together already.
        Wire::Xml | Wire::Form | Wire::Multipart if matches!(value_ref, ValueRef::File(_)) => {
            bytes(&value_ref).map(Encoded::from)
        }
        Wire::Xml => xml(&value_ref).map(Encoded::from),
        Wire::Form => form(value, encodings).map(Encoded::from),
        Wire::Multipart => multipart::encode(&value_ref, encodings),
        Wire::Text | Wire::Bytes => bytes(&value_ref).map(Encoded::from),
    }
}

/// A file as it is, and a scalar as text.
pub(super) fn bytes(value_ref: &ValueRef<'_>) -> Result<Vec<u8>, RequestError> {
    match value_ref {
        ValueRef::File(file) => Ok(file.bytes().to_vec()),
        ValueRef::Array(_) | ValueRef::Map(_) | ValueRef::Object(_) => {
            Err(unsupported("a value with parts, as text or bytes"))
        }
        value_ref => parameter_value::text(BODY, value_ref).map(|text| text.into_owned().into_bytes()),
    }
}

/// What errors call the body where they name a parameter.
const BODY: &str = "body";

#[cfg(feature = "json")]
pub(super) fn json(value_ref: &ValueRef<'_>) -> Result<String, RequestError> {
    crate::runtime::json::view_to_string(value_ref).map_err(RequestError::Body)
}

#[cfg(not(feature = "json"))]
pub(super) fn json(_: &ValueRef<'_>) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "json" })
}

#[cfg(feature = "xml")]
pub(super) fn xml(value_ref: &ValueRef<'_>) -> Result<String, RequestError> {
    object(value_ref).and_then(|object| crate::runtime::xml::object_to_string(object).map_err(RequestError::Body))
}

#[cfg(not(feature = "xml"))]
pub(super) fn xml(_: &ValueRef<'_>) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "xml" })
}

/// A document with a root of this name, and items of that.
#[cfg(feature = "xml")]
fn rooted(value: &dyn Value, (name, item): (XmlName, XmlName)) -> Result<String, RequestError> {
    let root = crate::runtime::xml::XmlRoot::new(name).items(item);
    crate::runtime::xml::value_to_string(value, &root).map_err(RequestError::Body)
}

#[cfg(not(feature = "xml"))]
fn rooted(_: &dyn Value, _: (XmlName, XmlName)) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "xml" })
}

/// A form: the members that have a style as it has them, then the others.
#[cfg(feature = "form")]
fn form(value: &dyn Value, encodings: &[Encoding]) -> Result<String, RequestError> {
    let mut query = parameters::Query::default();
    let ValueRef::Object(object) = value.value_ref() else {
        return match value.value_ref() {
            ValueRef::Map(_) => query.push(BODY, value, Style::FORM.explode()).map(|()| query.into_text()),
            _ => Err(unsupported("a body that is no object of named members")),
        };
    };
    let styled = |name: &str| encodings.iter().find(|encoding| encoding.name == name)?.style;
    object.try_visit(|member, value| match styled(member.name) {
        Some(style) => query.push(member.name, value, style),
        None => Ok(()),
    })?;
    let others = crate::runtime::form::object_to_string_without(object, &|name| styled(name).is_some());
    let others = others.map_err(RequestError::Body)?;
    let mut text = query.into_text();
    if !text.is_empty() && !others.is_empty() {
        text.push('&');
    }
    Ok(text + &others)
}

#[cfg(not(feature = "form"))]
fn form(_: &dyn Value, _: &[Encoding]) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "form" })
}

/// The model that a body is: XML has no name for anything else.
#[cfg(feature = "xml")]
fn object<'a>(value_ref: &ValueRef<'a>) -> Result<&'a dyn Object, RequestError> {
    match value_ref {
        ValueRef::Object(object) => Ok(*object),
        _ => Err(unsupported("a body that is no object of named members")),
    }
}

pub(super) fn unsupported(what: &'static str) -> RequestError {
    RequestError::Body(WriteError::new(WriteErrorKind::Unsupported(what)))
}
