//! Responses: media types, and the types of their contents.

use super::inline_schemas::Site;
use super::lowering::Lowering;
use super::media_class::{MediaClass, is_file, is_media_type, preference, wire_of};
use super::schema_kind::SchemaKind;
use super::unsupported::LeftOut;
use crate::contract::{Constraints, Docs, MediaType, Response, Scalar, Status, TypeRef, TypeSource, Wire};
use crate::document::{self, Content};
use crate::source::diagnostic::Code;

/// The contents of a response: each media type with its content.
type Contents<'a> = Vec<(MediaType, &'a Content)>;

/// A response that is being lowered.
struct StatedResponse<'a, 'c> {
    from: &'a document::Response,
    status: Status,
    contents: &'c Contents<'a>,
}

impl<'a> Lowering<'a, '_> {
    /// Lowers all responses of an operation, by status.
    pub(super) fn lower_responses(&mut self, operation: &'a document::Operation) -> Vec<Response> {
        let mut responses: Vec<Response> = Vec::new();
        for from in &operation.responses {
            let status = Status::parse(&from.status);
            match status.filter(|status| responses.iter().all(|other| other.status != *status)) {
                Some(status) => responses.push(self.lower_response(operation, from, status)),
                None => {
                    let message =
                        format!("the response `{}` is left out: it is not a status, or repeats one", from.status);
                    let help = "use a status such as `200`, a range such as `2XX`, or `default`";
                    self.diagnostics.warning(Code::Malformed, &from.at, message, help);
                }
            }
        }
        responses
    }

    /// Lowers a response. Unsupported parts are left out of it.
    fn lower_response(
        &mut self,
        operation: &'a document::Operation,
        from: &'a document::Response,
        status: Status,
    ) -> Response {
        for media_type in from.content.iter().flat_map(|content| &content.media_types) {
            if !is_media_type(&media_type.name) {
                self.report_malformed(media_type);
            }
        }
        let contents = self.by_media_type(from, status);
        let part = format!("Response{}", from.status);
        self.lower_stream_items(operation, &from.content, &part);
        let stated = StatedResponse { from, status, contents: &contents };
        let (typed, type_source) = self.response_type(&stated, Site::Response(&operation.at, &part, status)).unzip();
        let (ty, constraints) = typed.unzip();
        Response {
            status,
            docs: Docs::text(from.description.clone()),
            media_types: contents.into_iter().map(|(media_type, _)| media_type).collect(),
            ty,
            constraints: constraints.and_then(Constraints::boxed),
            type_source: type_source.unwrap_or_default(),
            at: from.at.clone(),
        }
    }

    /// Lowers the type of a response, with its constraints and its source; `None` if it is unsupported. Of several
    /// contents that of values is preferred, then text, then bytes: the service chooses the media type.
    fn response_type(
        &mut self,
        stated: &StatedResponse<'a, '_>,
        site: Site<'_>,
    ) -> Option<((TypeRef, Constraints), TypeSource)> {
        let StatedResponse { from, status, contents } = *stated;
        let practice = from.extension.schema.as_ref();
        let found = match (best(contents), practice) {
            (Some((MediaClass::Value, content)), _) if is_file(content) => {
                Ok(((TypeRef::Scalar(Scalar::File), Constraints::default()), TypeSource::Stated))
            }
            (Some((MediaClass::Value, content)), None)
                if content.schema.is_none() && !may_be_anything(status, content) =>
            {
                return None;
            }
            (Some((class, content)), practice) if practice.is_none() || content.schema.is_some() => {
                let is_unstated = class == MediaClass::Value && content.schema.is_none();
                let type_source = if is_unstated { TypeSource::Unstated } else { TypeSource::Stated };
                self.content_type(class, content, site).map(|typed| (typed, type_source))
            }
            (_, practice) => {
                self.typed(practice?, site).map(|value| ((value.ty, value.constraints), TypeSource::Practice))
            }
        };
        match found {
            Ok(found) => Some(found),
            Err(unsupported) => {
                let what = format!("the type of the response `{}`", from.status);
                let help = "decode the response into your own type";
                self.report(&unsupported, &LeftOut { what: &what, at: &from.at, help });
                None
            }
        }
    }

    /// Returns the media types of a response with their contents, the preferred one first.
    fn by_media_type(&self, from: &'a document::Response, status: Status) -> Contents<'a> {
        let mut contents = Vec::new();
        let mut assumed = None;
        for content in &from.content {
            let known = content.media_types.iter().filter(|media_type| is_media_type(&media_type.name));
            contents.extend(known.map(|media_type| (MediaType(media_type.name.clone()), content)));
            if self.is_error_in_json(status, content) {
                assumed = Some((MediaType(String::from("application/json")), content));
            }
        }
        contents.sort_by_cached_key(|(media_type, _)| preference(media_type));
        // The type of the response is read from media types of the best class.
        let best = best(&contents).map(|(class, _)| class);
        contents.sort_by_key(|(media_type, content)| Some(media_class(&media_type.0, content)) != best);
        // Stated media types are preferred.
        contents.extend(assumed);
        contents
    }

    /// Returns `true` if an error response is JSON in spite of its stated media types: Swagger states those for the
    /// whole operation, and means success responses. The error for a missing image is no image.
    fn is_error_in_json(&self, status: Status, content: &'a Content) -> bool {
        let is_value = |media_type: &document::MediaType| media_class(&media_type.name, content) == MediaClass::Value;
        let kind = content.schema.as_ref().and_then(|schema| self.index.kind(schema).ok());
        let has_parts = matches!(
            kind,
            Some(SchemaKind::Array | SchemaKind::Tuple | SchemaKind::Map | SchemaKind::Object | SchemaKind::Union)
        );
        content.general && !status.is_success() && has_parts && !content.media_types.iter().any(is_value)
    }
}

/// Returns `true` if a content without a schema is an untyped value: in JSON or XML, and with a status that has a body.
fn may_be_anything(status: Status, content: &Content) -> bool {
    let has_body = !matches!(status, Status::Exact(100..200 | 204 | 205 | 304) | Status::Range(1));
    has_body && content.media_types.iter().any(|it| matches!(wire_of(&it.name, content), Wire::Json | Wire::Xml))
}

/// Returns the most specific content, with the class of its media type.
fn best<'a>(contents: &Contents<'a>) -> Option<(MediaClass, &'a Content)> {
    let found = contents.iter().map(|(media_type, content)| (media_class(&media_type.0, content), *content));
    found.min_by_key(|found| rank(*found))
}

fn media_class(media_type: &str, content: &Content) -> MediaClass {
    MediaClass::of(wire_of(media_type, content))
}

/// Returns the rank of a content: lower is more specific.
fn rank((media_class, content): (MediaClass, &Content)) -> u8 {
    match media_class {
        MediaClass::Value if content.schema.is_some() => 0,
        MediaClass::Value => 1,
        MediaClass::Text => 2,
        MediaClass::Bytes => 3,
    }
}
