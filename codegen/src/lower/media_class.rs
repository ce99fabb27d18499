//! Classes of media types: those of values, text and bytes.

use super::inline_schemas::Site;
use super::lowering::Lowering;
use super::parameters::is_token;
use super::unsupported::{LeftOut, Unsupported};
use crate::contract::{Constraints, MediaType, Scalar, TypeRef, Wire};
use crate::document::{self, Content, Operation, Schema, SchemaType, XmlProfile};
use crate::source::diagnostic::Code;

/// The help for a malformed media type.
pub(super) const MALFORMED: &str = "write it as type and subtype: `application/json`";

/// The class of a media type: what it carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaClass {
    Value,
    Text,
    Bytes,
}

impl MediaClass {
    /// Returns the class of media types of this wire.
    pub(super) fn of(wire: Wire) -> Self {
        match wire {
            Wire::Json | Wire::Xml | Wire::Form | Wire::Multipart => Self::Value,
            Wire::Text => Self::Text,
            Wire::Bytes => Self::Bytes,
        }
    }
}

impl<'a> Lowering<'a, '_> {
    /// Lowers the type of a content in media types of this class, with its constraints. Without a schema it is an
    /// untyped value.
    pub(super) fn content_type(
        &mut self,
        class: MediaClass,
        content: &'a Content,
        site: Site<'_>,
    ) -> Result<(TypeRef, Constraints), Unsupported> {
        let free = |ty| Ok((ty, Constraints::default()));
        match (class, &content.schema) {
            (MediaClass::Bytes, _) => free(TypeRef::Scalar(Scalar::File)),
            (MediaClass::Text, None) => free(TypeRef::Scalar(Scalar::STRING)),
            (MediaClass::Value, None) => {
                let locations = content.media_types.iter().map(|media_type| &media_type.at);
                self.untyped.extend(locations.map(|at| (at.clone(), String::from("the media type states no schema"))));
                free(TypeRef::Any)
            }
            (MediaClass::Value, Some(schema)) => self.typed(schema, site).map(|value| (value.ty, value.constraints)),
            (MediaClass::Text, Some(schema)) => {
                // An object, an array or an unsupported schema is text all the same.
                let found = self.typed(schema, site);
                let is_scalar = |ty: &TypeRef| match ty {
                    TypeRef::Scalar(_) => true,
                    TypeRef::Replaced(ty) => ty.is_scalar(),
                    TypeRef::Named(id) => self.types.is_enum(*id),
                    TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any => false,
                };
                let scalar = found.ok().filter(|found| is_scalar(&found.ty));
                scalar.map_or_else(|| free(TypeRef::Scalar(Scalar::STRING)), |found| Ok((found.ty, found.constraints)))
            }
        }
    }

    /// Returns `true` if a media type can carry values of a type: forms need an object, and data contracts an object
    /// with named members.
    pub(super) fn carries(&self, media_type: &MediaType, ty: &TypeRef) -> bool {
        let is_object = matches!(ty, TypeRef::Named(id) if self.types.is_object(*id));
        let is_json_only = matches!(ty, TypeRef::Replaced(ty) if ty.is_json_only());
        match media_type.wire() {
            Wire::Json | Wire::Text | Wire::Bytes => true,
            Wire::Xml | Wire::Form | Wire::Multipart if is_json_only => false,
            Wire::Xml => is_object || self.xml_profile() == XmlProfile::XmlObject,
            Wire::Form | Wire::Multipart => self.types.is_form(ty),
        }
    }

    /// Reports that a malformed media type is left out.
    pub(super) fn report_malformed(&mut self, from: &document::MediaType) {
        self.report_media_type(&Unsupported::new("it is malformed"), from, MALFORMED);
    }

    /// Reports that a media type is left out.
    pub(super) fn report_media_type(&mut self, unsupported: &Unsupported, from: &document::MediaType, help: &str) {
        let what = format!("the media type `{}`", from.name);
        self.report(unsupported, &LeftOut { what: &what, at: &from.at, help });
    }

    /// Lowers the items of streams. The stream itself is text or bytes, and its items are decoded by the caller.
    pub(super) fn lower_stream_items(&mut self, operation: &'a Operation, contents: &'a [Content], part: &str) {
        for content in contents {
            let (Some(item), Some(media_type)) = (&content.item, content.media_types.first()) else { continue };
            // An unsupported schema is already reported.
            drop(self.typed(item, Site::Alias(&format!("{} {part} Item", self.names.id(operation)))));
            let message = format!("`{}` is decoded as a whole: streams of items are unsupported", media_type.name);
            let help = "split it in your own code, and decode each item into the type of `itemSchema`";
            self.diagnostics.warning(Code::Unsupported, &item.at, message, help);
        }
    }
}

/// Returns `true` if the schema of a content is that of a file.
pub(super) fn is_file(content: &Content) -> bool {
    content.schema.as_ref().is_some_and(is_binary)
}

fn is_binary(schema: &Schema) -> bool {
    schema.reference.is_none()
        && (schema.types.is_empty() || schema.types.contains(&SchemaType::String))
        && schema.format.as_deref() == Some("binary")
}

/// Returns the wire of a media type with a content: a range with a schema is JSON.
pub(super) fn wire_of(name: &str, content: &Content) -> Wire {
    concrete(name, content).wire()
}

/// Returns the media type of a request: a range for values becomes a concrete media type; a range for files stays,
/// since the file has its own media type.
pub(super) fn concrete(name: &str, content: &Content) -> MediaType {
    let media_type = MediaType(name.to_owned());
    let json = || MediaType(String::from("application/json"));
    match media_type.essence().as_str() {
        "*/*" | "application/*" if content.schema.is_some() && !is_file(content) => json(),
        "application/*+json" => json(),
        "application/*+xml" => MediaType(String::from("application/xml")),
        _ => media_type,
    }
}

/// Returns `true` if a string is a media type that a header can hold: a type, a subtype, and parameters in visible
/// ASCII.
pub(super) fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_essence = essence.trim().split_once('/').is_some_and(|(left, right)| is_token(left) && is_token(right));
    is_essence && parameters.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// Returns the preference of a media type, as a sort key: `application/json`, which requests have by default, then
/// other JSON, XML and forms, and last text and bytes.
pub(super) fn preference(media_type: &MediaType) -> (u8, MediaType) {
    let rank = match (media_type.0.as_str(), media_type.wire()) {
        ("application/json", _) => 0,
        (_, Wire::Json) => 1,
        (_, Wire::Xml | Wire::Form | Wire::Multipart) => 2,
        (_, Wire::Text | Wire::Bytes) => 3,
    };
    (rank, media_type.clone())
}
