//! What media types carry: values of a schema, text, or bytes.

use super::parameters::is_token;
use super::types::Types;
use super::unsupported::Unsupported;
use super::values::Owner;
use crate::contract::{MediaType, Scalar, TypeRef, Wire};
use crate::document::{Content, Operation, Schema, SchemaType, XmlProfile};
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// How media types carry a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MediaClass {
    Value,
    Text,
    Bytes,
}

impl MediaClass {
    /// How media types of this wire carry a content.
    pub(super) fn of(wire: Wire) -> Self {
        match wire {
            Wire::Json | Wire::Xml | Wire::Form | Wire::Multipart => Self::Value,
            Wire::Text => Self::Text,
            Wire::Bytes => Self::Bytes,
        }
    }

    /// The type of what is carried. Without a schema it is an untyped value.
    pub(super) fn ty<'a>(
        self,
        content: &'a Content,
        owner: Owner<'_>,
        types: &mut Types<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<TypeRef, Unsupported> {
        match (self, &content.schema) {
            (Self::Bytes, _) => Ok(TypeRef::Scalar(Scalar::File)),
            (Self::Text, None) => Ok(TypeRef::Scalar(Scalar::String)),
            (Self::Value, None) => {
                let locations = content.media_types.iter().map(|media_type| &media_type.at);
                types.free.extend(locations.map(|at| (at.clone(), String::from("the media type states no schema"))));
                Ok(TypeRef::Any)
            }
            (Self::Value, Some(schema)) => Ok(types.typed(schema, owner, diagnostics)?.ty),
            (Self::Text, Some(schema)) => {
                // What has parts, or is not bound, is text all the same.
                let found = types.typed(schema, owner, diagnostics);
                let is_scalar = |ty: &TypeRef| match ty {
                    TypeRef::Scalar(_) => true,
                    TypeRef::Named(id) => types.is_enum(*id),
                    TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Any => false,
                };
                let scalar = found.ok().map(|found| found.ty).filter(is_scalar);
                Ok(scalar.unwrap_or(TypeRef::Scalar(Scalar::String)))
            }
        }
    }
}

/// Whether a media type can carry values of a type: forms need an object, and data contracts one of named members.
pub(super) fn carries(media_type: &MediaType, ty: &TypeRef, types: &Types<'_>) -> bool {
    let is_object = matches!(ty, TypeRef::Named(id) if types.is_object(*id));
    match media_type.wire() {
        Wire::Json | Wire::Text | Wire::Bytes => true,
        Wire::Xml => is_object || types.extension.xml_profile == XmlProfile::XmlObject,
        Wire::Form | Wire::Multipart => types.is_form(ty),
    }
}

/// Lowers what the items of streams are, which are read by code of one's own: a stream is bound as text or bytes.
pub(super) fn lower_items<'a>(
    operation: &'a Operation,
    contents: &'a [Content],
    part: &str,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) {
    for content in contents {
        let (Some(item), Some(media_type)) = (&content.item, content.media_types.first()) else { continue };
        let id = operation.id.clone().unwrap_or_else(|| format!("{} {}", operation.method, operation.path));
        // Nothing is said twice of what is not bound.
        drop(types.typed(item, Owner::Alias(&format!("{id} {part} Item")), diagnostics));
        let message =
            format!("`{}` is bound as a whole: the items of a stream are not read one by one", media_type.name);
        let help = "take it apart by code of your own; the type of `itemSchema` is there to read each item into";
        diagnostics.warning(Code::Unsupported, &item.at, message, help);
    }
}

/// Whether a content is a file by its schema.
pub(super) fn is_file(content: &Content) -> bool {
    content.schema.as_ref().is_some_and(is_binary)
}

fn is_binary(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.types.contains(&SchemaType::String)
        && schema.format.as_deref() == Some("binary")
}

/// The wire of a media type, in view of what it carries: anything at all is JSON if there is a schema for it.
pub(super) fn wire_of(name: &str, content: &Content) -> Wire {
    concrete(name, content).wire()
}

/// The media type that a request is sent with: of a range that a value is carried in, the one that is meant. Of a range of
/// files, the file says it.
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

/// Whether a text is a media type that a header can hold: a type, a subtype, and parameters in visible ASCII.
pub(super) fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_essence = essence.trim().split_once('/').is_some_and(|(left, right)| is_token(left) && is_token(right));
    is_essence && parameters.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// JSON before the rest, and `application/json` before all: it is what a request is made of by default. Text and bytes, which
/// say least, are last.
pub(super) fn preference(media_type: &MediaType) -> (u8, MediaType) {
    let rank = match (media_type.0.as_str(), media_type.wire()) {
        ("application/json", _) => 0,
        (_, Wire::Json) => 1,
        (_, Wire::Xml | Wire::Form | Wire::Multipart) => 2,
        (_, Wire::Text | Wire::Bytes) => 3,
    };
    (rank, media_type.clone())
}
