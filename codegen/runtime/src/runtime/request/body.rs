//! Bodies: a value in the wire format of its media type, with the `Content-Type`.

use http::HeaderValue;

#[cfg(feature = "form")]
use super::format::unsupported;
use super::format::{Encoded, bytes, json, xml};
#[cfg(feature = "form")]
use super::parameters;
use super::{Encoding, Media, RequestError, Wire, header_value, multipart};
use crate::runtime::shape::XmlName;
use crate::runtime::value::{Value, ValueRef};

/// The content of a request: a value, the media types that it can have, and the encodings of form members.
#[derive(Clone, Copy)]
#[must_use]
pub struct Content<'a, M: 'static> {
    pub(super) value: &'a dyn Value,
    pub(super) listed: &'static [M],
    pub(super) encodings: &'static [Encoding],
    /// The names of the root and the items in XML, if the value is not a model, or has another root than its own.
    pub(super) root: Option<Root>,
}

/// The names of the root and the items in XML.
#[derive(Clone, Copy)]
#[cfg_attr(not(feature = "xml"), expect(dead_code, reason = "only XML has names"))]
pub(super) struct Root {
    name: XmlName,
    item: XmlName,
    /// `true` if the name is that of the declared type.
    is_declared: bool,
}

impl<'a, M: Media> Content<'a, M> {
    /// Creates the content of a value in one of these media types, the preferred one first.
    pub const fn new(value: &'a dyn Value, listed: &'static [M]) -> Self {
        Self { value, listed, encodings: &[], root: None }
    }

    /// Sets the names of the root and the items in XML.
    pub const fn xml_root(mut self, name: XmlName, item: XmlName) -> Self {
        self.root = Some(Root { name, item, is_declared: false });
        self
    }

    /// Sets the name of the declared type, which is that of the root: values of another type state theirs in XML.
    pub const fn xml_declared(mut self, name: XmlName) -> Self {
        self.root = Some(Root { name, item: name, is_declared: true });
        self
    }

    /// Sets the encodings of members in a form, URL-encoded or multipart.
    pub const fn encoded(mut self, encodings: &'static [Encoding]) -> Self {
        self.encodings = encodings;
        self
    }

    /// Returns the value.
    #[must_use]
    pub const fn value(&self) -> &'a dyn Value {
        self.value
    }

    /// Writes the body in a media type. Returns the `Content-Type` as well.
    pub(super) fn encode(self, chosen: Option<M>) -> Result<(HeaderValue, Vec<u8>), RequestError> {
        let chosen = chosen.or(self.listed.first().copied());
        let media_type = chosen.filter(|chosen| self.listed.contains(chosen)).ok_or_else(|| {
            let listed = self.listed.iter().map(|media_type| media_type.as_str()).collect();
            RequestError::MediaType { chosen: chosen.map_or("none", Media::as_str), listed }
        })?;
        let name = concrete(media_type.as_str(), self.value)?;
        let body = match (self.root, media_type.wire()) {
            (Some(root), Wire::Xml) => rooted(self.value, root).map(Encoded::from)?,
            (_, wire) => encode(self.value, wire, self.encodings, media_type.as_str())?,
        };
        let name = match &body.parameters {
            Some(parameters) => format!("{name}; {parameters}"),
            None => name,
        };
        let listed = || vec![media_type.as_str()];
        let header = header_value(&name).ok_or_else(|| RequestError::MediaType { chosen: "none", listed: listed() })?;
        Ok((header, body.bytes))
    }
}

/// Returns the media type to send. A range is not a media type, and a file in a multipart type has its own boundary, so
/// the media type of the file replaces them.
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

fn encode(value: &dyn Value, wire: Wire, encodings: &[Encoding], media_type: &str) -> Result<Encoded, RequestError> {
    let value_ref = value.value_ref();
    match wire {
        Wire::Json => json(&value_ref).map(Encoded::from),
        // The file is already encoded.
        Wire::Xml | Wire::Form | Wire::Multipart if matches!(value_ref, ValueRef::File(_)) => {
            bytes(&value_ref).map(Encoded::from)
        }
        Wire::Xml => xml(&value_ref).map(Encoded::from),
        Wire::Form => form(value, encodings).map(Encoded::from),
        Wire::Multipart => {
            let essence = media_type.split(';').next().unwrap_or_default().trim();
            multipart::encode(&value_ref, encodings, essence)
        }
        Wire::Text | Wire::Bytes => bytes(&value_ref).map(Encoded::from),
    }
}

/// Writes a document with these names of the root and of items.
#[cfg(feature = "xml")]
fn rooted(value: &dyn Value, Root { name, item, is_declared }: Root) -> Result<String, RequestError> {
    let root = crate::runtime::xml::XmlRoot::new(name).items(item);
    let root = if is_declared { root.declared() } else { root };
    crate::runtime::xml::value_to_string(value, &root).map_err(RequestError::Body)
}

#[cfg(not(feature = "xml"))]
fn rooted(_: &dyn Value, _: Root) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "xml" })
}

/// Writes a form: the members whose encoding the operation states, then the others.
#[cfg(feature = "form")]
fn form(value: &dyn Value, encodings: &[Encoding]) -> Result<String, RequestError> {
    let mut stated = parameters::Query::form();
    let is_stated = |name: &str| Encoding::of(encodings, name).is_some_and(Encoding::is_of_forms);
    let mut push = |name: &str, value_ref: &ValueRef<'_>| match Encoding::of(encodings, name) {
        Some(encoding) if encoding.is_of_forms() => encoding.push(&mut stated, value_ref),
        _ => Ok(()),
    };
    let others = match (value.value_ref(), value.value_ref().object()) {
        (_, Some(object)) => {
            object.try_visit(|member, value| push(member.name, &value.value_ref()))?;
            crate::runtime::form::object_to_string_without(object, &is_stated)
        }
        (ValueRef::Map(map), _) => {
            map.try_visit(|key, value_ref| push(key, value_ref)).map_err(|(_, error)| error)?;
            crate::runtime::form::map_to_string_without(map, &is_stated)
        }
        _ => return Err(unsupported("a body that is not an object with named members")),
    };
    let others = others.map_err(RequestError::Body)?;
    let mut text = stated.into_text();
    if !text.is_empty() && !others.is_empty() {
        text.push('&');
    }
    Ok(text + &others)
}

#[cfg(not(feature = "form"))]
fn form(_: &dyn Value, _: &[Encoding]) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "form" })
}
