//! Responses: media types, and what is carried in them.

use super::media_class::{MediaClass, is_file, is_media_type, lower_items, preference, wire_of};
use super::schema_kind::SchemaKind;
use super::types::Types;
use super::unsupported::report;
use super::values::Owner;
use crate::contract::{Docs, MediaType, Response, Scalar, TypeRef, TypeSource, Wire};
use crate::document::{self, Content};
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// All responses of an operation, by status.
pub(super) fn lower_all<'a>(
    operation: &'a document::Operation,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Vec<Response> {
    let mut responses: Vec<Response> = Vec::new();
    for from in &operation.responses {
        let status = status(&from.status);
        if status.as_ref().is_none_or(|status| responses.iter().any(|other| other.status == *status)) {
            let message =
                format!("the response `{}` is left out: it is no status, or one that is there already", from.status);
            let help = "use a status such as `200`, a range such as `2XX`, or `default`";
            diagnostics.warning(Code::Malformed, &from.at, message, help);
        } else if let Some(status) = status {
            responses.push(Response { status, ..lower(operation, from, types, diagnostics) });
        }
    }
    responses
}

/// A status as the contract has it: `200`, `2XX`, or `default`.
fn status(stated: &str) -> Option<String> {
    let upper = stated.to_ascii_uppercase();
    let is_exact = stated.parse().is_ok_and(|status: u16| (100..=999).contains(&status)) && stated.len() == 3;
    let is_range = upper.len() == 3 && upper.ends_with("XX") && upper.starts_with(|first: char| first.is_ascii_digit());
    match stated {
        "default" => Some(upper.to_ascii_lowercase()),
        _ => (is_exact || is_range).then_some(upper),
    }
}

/// A response. What cannot be bound of it is left out of it.
fn lower<'a>(
    operation: &'a document::Operation,
    from: &'a document::Response,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Response {
    for document::MediaType { name, .. } in from.content.iter().flat_map(|content| &content.media_types) {
        if !is_media_type(name) {
            let message = format!("the media type `{name}` is left out: no header can hold it");
            diagnostics.warning(
                Code::Unsupported,
                &from.at,
                message,
                "write it as type and subtype: `application/json`",
            );
        }
    }
    let contents = by_media_type(from, types);
    lower_items(operation, &from.content, &format!("Response{}", from.status), types, diagnostics);
    let (ty, type_source) = response_type(operation, from, &contents, types, diagnostics).unzip();
    Response {
        status: from.status.clone(),
        docs: Docs { text: from.description.clone(), link: None },
        media_types: contents.into_iter().map(|(media_type, _)| media_type).collect(),
        ty,
        type_source: type_source.unwrap_or_default(),
        at: from.at.clone(),
    }
}

/// The type of a response, if it is bound, and what it is known from. Of several contents it is that of values, or else of
/// text, or else of bytes: what is carried in which is up to the service.
fn response_type<'a>(
    operation: &'a document::Operation,
    from: &'a document::Response,
    contents: &[(MediaType, &'a Content)],
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Option<(TypeRef, TypeSource)> {
    let part = format!("Response{}", from.status);
    let owner = Owner::Operation(&operation.at, &part);
    let practice = from.extension.schema.as_ref();
    let found = match (best(contents), practice) {
        (Some((MediaClass::Value, content)), _) if is_file(content) => {
            Ok((TypeRef::Scalar(Scalar::File), TypeSource::Stated))
        }
        (Some((MediaClass::Value, content)), None) if content.schema.is_none() && !may_be_anything(from, content) => {
            return None;
        }
        (Some((media_class, content)), practice) if practice.is_none() || content.schema.is_some() => {
            let is_unstated = media_class == MediaClass::Value && content.schema.is_none();
            let type_source = if is_unstated { TypeSource::Unstated } else { TypeSource::Stated };
            media_class.ty(content, owner, types, diagnostics).map(|ty| (ty, type_source))
        }
        (_, practice) => types.typed(practice?, owner, diagnostics).map(|value| (value.ty, TypeSource::Practice)),
    };
    match found {
        Ok(found) => Some(found),
        Err(unsupported) => {
            let what = format!("the type of the response `{}`", from.status);
            report(&unsupported, &what, &from.at, "decode the response into a type of your own", diagnostics);
            None
        }
    }
}

/// Whether a content without a schema is an untyped value: in JSON or XML, and of a status that has a body at all.
fn may_be_anything(from: &document::Response, content: &Content) -> bool {
    let has_body = !matches!(from.status.as_str(), "204" | "205" | "304") && !from.status.starts_with('1');
    has_body && content.media_types.iter().any(|it| matches!(wire_of(&it.name, content), Wire::Json | Wire::Xml))
}

/// The media types, the preferred one first, with what they carry.
fn by_media_type<'a>(from: &'a document::Response, types: &Types<'a>) -> Vec<(MediaType, &'a Content)> {
    let mut contents = Vec::new();
    let mut assumed = None;
    for content in &from.content {
        let known = content.media_types.iter().filter(|media_type| is_media_type(&media_type.name));
        contents.extend(known.map(|media_type| (MediaType(media_type.name.clone()), content)));
        if is_error_of_another_kind(&from.status, content, types) {
            assumed = Some((MediaType(String::from("application/json")), content));
        }
    }
    contents.sort_by_cached_key(|(media_type, _)| preference(media_type));
    // It is not asked for before what is stated.
    contents.extend(assumed);
    contents
}

/// Whether an error response is in no media type that is stated: Swagger states them for the whole operation, which is meant for what
/// succeeds. A picture that is not found is no picture.
fn is_error_of_another_kind<'a>(status: &str, content: &'a Content, types: &Types<'a>) -> bool {
    let is_value = |media_type: &document::MediaType| media_class(&media_type.name, content) == MediaClass::Value;
    let kind = content.schema.as_ref().and_then(|schema| types.components.kind(schema).ok());
    let has_parts = matches!(kind, Some(SchemaKind::Array | SchemaKind::Map | SchemaKind::Object | SchemaKind::Union));
    content.general && !status.starts_with('2') && has_parts && !content.media_types.iter().any(is_value)
}

/// The content that says most, and how it is carried.
fn best<'a>(contents: &[(MediaType, &'a Content)]) -> Option<(MediaClass, &'a Content)> {
    let found = contents.iter().map(|(media_type, content)| (media_class(&media_type.0, content), *content));
    found.min_by_key(|found| rank(*found))
}

fn media_class(media_type: &str, content: &Content) -> MediaClass {
    MediaClass::of(wire_of(media_type, content))
}

/// The lower, the more it says.
fn rank((media_class, content): (MediaClass, &Content)) -> u8 {
    match media_class {
        MediaClass::Value if content.schema.is_some() => 0,
        MediaClass::Value => 1,
        MediaClass::Text => 2,
        MediaClass::Bytes => 3,
    }
}
