//! Request bodies: the contents, by media type.
//!
//! JSON, XML, forms and multipart carry a value of the schema; text carries a string, and all other media types carry
//! bytes, whatever the schema states. Media types with the same type are one content of the body. If none can carry the
//! type, like a form for an array, the body is bytes that the caller builds.

use std::collections::BTreeSet;

use super::inline_schemas::Site;
use super::literals::Literals;
use super::lowering::Lowering;
use super::media_class::{MALFORMED, MediaClass, concrete, is_file, is_media_type, preference};
use super::unsupported::{LeftOut, Unsupported};
use crate::contract::{
    Body, BodyContent, Docs, Encoding, Lowered, MediaType, NamedBody, Scalar, TypeRef, Wire, WireName,
};
use crate::document::{self, Content};
use crate::source::cursor::NodeAt;
use crate::source::diagnostic::Code;

/// The help for a media type that is left out.
const ELSEWHERE: &str = "send the body in another media type";

/// The reason why a form, or XML of data contracts, cannot carry a type.
const NO_MEMBERS: &str = "it supports only objects with named members";

/// A media type as requests have it, and as the document states it.
type Stated<'a> = (MediaType, &'a document::MediaType);

/// Media types of one content and one class.
struct Group<'a> {
    class: MediaClass,
    media_types: Vec<Stated<'a>>,
}

/// The contents of a body that is being lowered.
#[derive(Default)]
struct Contents<'a> {
    lowered: Vec<BodyContent>,
    /// The media types that cannot carry their type.
    without_members: Vec<Stated<'a>>,
    /// The unsupported groups, each with the reason.
    unsupported: Vec<(Unsupported, Group<'a>)>,
}

impl<'a> Lowering<'a, '_> {
    /// Lowers the body of a request.
    pub(super) fn lower_body(&mut self, from: &'a document::Operation) -> Result<Option<Body<Lowered>>, Unsupported> {
        let Some(body) = &from.body else { return Ok(None) };
        if body.content.is_empty() {
            let help = "add a media type under `content`";
            let unsupported = Unsupported::new("it states no media type");
            self.report(&unsupported, &LeftOut { what: "the body", at: &body.at, help });
            return Ok(None);
        }
        let contents = self.lower_contents(from, body)?;
        let docs = Docs::text(body.description.clone());
        let ty = contents.first().map_or(TypeRef::Any, |content| content.ty.clone());
        let named = from.extension.bodies.iter().filter_map(|body| self.lower_named(body, &ty)).collect();
        Ok(Some(Body { names: (), required: body.required, docs, contents, named, at: body.at.clone() }))
    }

    /// Lowers the contents of a body, the preferred one first: at least one.
    fn lower_contents(
        &mut self,
        from: &'a document::Operation,
        body: &'a document::Body,
    ) -> Result<Vec<BodyContent>, Unsupported> {
        self.lower_stream_items(from, &body.content, "Body");
        let mut contents = Contents::default();
        let is_json_assumed = !has_media_type(body);
        for content in &body.content {
            for group in self.groups(content, is_json_assumed) {
                // Several contents may each have an inline schema.
                let part = if body.content.len() == 1 { String::from("Body") } else { group.part() };
                match self.lower_content(content, &group, Site::Operation(&from.at, &part)) {
                    Ok(lowered) => contents.add(lowered, group),
                    Err(unsupported) => contents.unsupported.push((unsupported, group)),
                }
            }
        }
        let is_specific = body.content.iter().all(|content| !content.general);
        let mut contents = self.complete(contents, is_specific)?;
        for content in &mut contents {
            keep_first(&mut content.media_types);
            content.media_types.sort_by_cached_key(preference);
        }
        contents.sort_by_cached_key(preference_of);
        Ok(contents)
    }

    /// Returns the contents, or bytes if there are none, with a diagnostic for each media type that is left out.
    /// Unsuitable media types are reported if they are specific to the body. Without any supported content the last
    /// reason is returned.
    fn complete(&mut self, contents: Contents<'a>, is_specific: bool) -> Result<Vec<BodyContent>, Unsupported> {
        let Contents { mut lowered, without_members, mut unsupported } = contents;
        lowered.retain(|content| !content.media_types.is_empty());
        if lowered.is_empty()
            && let Some((unsupported, _)) = unsupported.pop()
        {
            return Err(unsupported);
        }
        for (unsupported, group) in unsupported {
            for (_, media_type) in group.media_types {
                self.report_media_type(&unsupported, media_type, ELSEWHERE);
            }
        }
        if lowered.is_empty() {
            lowered.push(self.as_bytes(without_members));
        } else if is_specific {
            for (_, media_type) in without_members {
                self.report_media_type(&Unsupported::new(NO_MEMBERS), media_type, ELSEWHERE);
            }
        }
        Ok(lowered)
    }

    /// Returns a content of bytes that the caller builds: none of its media types can carry the type.
    fn as_bytes(&mut self, media_types: Vec<Stated<'_>>) -> BodyContent {
        for (_, from) in &media_types {
            let message = format!("`{}` is sent as bytes: {NO_MEMBERS}", from.name);
            let help = "build the body in your own code";
            self.diagnostics.warning(Code::Unsupported, &from.at, message, help);
        }
        BodyContent {
            ty: TypeRef::Scalar(Scalar::File),
            constraints: None,
            media_types: media_types.into_iter().map(|(media_type, _)| media_type).collect(),
            encodings: Vec::new(),
            xml_root: None,
        }
    }

    /// Returns the media types of a content, by class. Media types that are stated for all bodies count only if no
    /// other class suits the schema better. A malformed media type is left out, or taken for JSON if `is_json_assumed`.
    fn groups(&mut self, content: &'a Content, is_json_assumed: bool) -> Vec<Group<'a>> {
        let mut groups: Vec<Group<'a>> = Vec::new();
        for from in &content.media_types {
            let Some(media_type) = self.request_media_type(from, content, is_json_assumed) else { continue };
            let class = MediaClass::of(media_type.wire());
            match groups.iter_mut().find(|group| group.class == class) {
                Some(group) => group.media_types.push((media_type, from)),
                None => groups.push(Group { class, media_types: vec![(media_type, from)] }),
            }
        }
        if content.general && groups.len() > 1 {
            let has_values = groups.iter().any(|group| group.class == MediaClass::Value);
            let wants_values = has_values && !is_file(content);
            groups.retain(|group| (group.class == MediaClass::Value) == wants_values);
        }
        groups
    }

    /// Returns a media type as requests have it; `None` if it is malformed, unless `is_json_assumed`.
    fn request_media_type(
        &mut self,
        from: &document::MediaType,
        content: &Content,
        is_json_assumed: bool,
    ) -> Option<MediaType> {
        if is_media_type(&from.name) {
            Some(concrete(&from.name, content))
        } else if is_json_assumed {
            let message = format!("the media type `{}` is read as `application/json`: it is malformed", from.name);
            self.diagnostics.warning(Code::Malformed, &from.at, message, MALFORMED);
            Some(MediaType(String::from("application/json")))
        } else {
            self.report_malformed(from);
            None
        }
    }

    fn lower_content(
        &mut self,
        content: &'a Content,
        group: &Group<'_>,
        site: Site<'_>,
    ) -> Result<BodyContent, Unsupported> {
        let (ty, constraints) = self.content_type(class_of(group.class, content), content, site)?;
        let media_types = group.media_types.iter().map(|(media_type, _)| media_type);
        let mut media_types: Vec<MediaType> = media_types.filter(|it| self.carries(it, &ty)).cloned().collect();
        keep_first(&mut media_types);
        let encodings = match group.class {
            MediaClass::Value if media_types.iter().any(|it| it.wire() == Wire::Multipart) => self.parts(content),
            MediaClass::Value => content.encodings.clone(),
            MediaClass::Text | MediaClass::Bytes => Vec::new(),
        };
        let xml_root = match &content.schema {
            Some(schema) if media_types.iter().any(|it| it.wire() == Wire::Xml) => self.xml_root(schema, site),
            _ => None,
        };
        Ok(BodyContent { ty, constraints: constraints.boxed(), media_types, encodings, xml_root })
    }

    /// Returns the encodings of parts, with what `contentMediaType` and `contentEncoding` of the members state.
    fn parts(&self, content: &'a Content) -> Vec<Encoding> {
        let mut encodings = content.encodings.clone();
        let Some(schema) = &content.schema else { return encodings };
        let composed = self.index.composed(self.index.followed(schema));
        let members = composed.parts().iter().flat_map(|part| &part.schema.properties);
        for (name, member) in members {
            let member = self.index.followed(member);
            let value = member.items.as_deref().map_or(member, |items| self.index.followed(items));
            let Some(stated) = &value.content else { continue };
            let known = encodings.iter_mut().find(|encoding| encoding.is_part && encoding.name.0 == *name);
            let mut encoding = known.as_deref().cloned().unwrap_or_else(|| Encoding::new(WireName(name.clone()), true));
            encoding.content_type = encoding.content_type.or_else(|| stated.media_type.clone());
            if let Some(transfer) = &stated.encoding
                && encoding.headers.iter().all(|(name, _)| !name.eq_ignore_ascii_case(TRANSFER))
            {
                encoding.headers.push((TRANSFER.to_owned(), transfer.clone()));
            }
            match known {
                Some(known) => *known = encoding,
                None => encodings.push(encoding),
            }
        }
        encodings
    }

    /// Lowers a named body; `None`, with an error, if its value does not match the type of the body.
    fn lower_named(&mut self, from: &document::NamedBody, ty: &TypeRef) -> Option<NamedBody<Lowered>> {
        let value = NodeAt { node: &from.value, at: from.at.child("value") };
        let mut literals = Literals { types: &self.types, diagnostics: self.diagnostics };
        Some(NamedBody {
            name: from.name.clone(),
            method: (),
            docs: Docs::text(from.description.clone()),
            value: literals.lower(ty, &value)?,
            json: from.value.to_json(),
            at: from.at.clone(),
        })
    }
}

impl<'a> Contents<'a> {
    /// Adds a content to one with the same type, or as a new one.
    fn add(&mut self, content: BodyContent, group: Group<'a>) {
        let suitable: BTreeSet<&MediaType> = content.media_types.iter().collect();
        let others = group.media_types.into_iter().filter(|(media_type, _)| !suitable.contains(media_type));
        self.without_members.extend(others);
        let is_same = |other: &&mut BodyContent| {
            let agree =
                other.encodings == content.encodings || other.encodings.is_empty() || content.encodings.is_empty();
            other.ty == content.ty && agree
        };
        let Some(same) = self.lowered.iter_mut().find(is_same) else { return self.lowered.push(content) };
        same.media_types.extend(content.media_types);
        // What one of the contents allows is allowed.
        same.constraints = same.constraints.take().filter(|own| content.constraints.as_ref() == Some(own));
        if same.encodings.is_empty() {
            same.encodings = content.encodings;
        }
    }
}

impl Group<'_> {
    /// Returns the part of an operation that inline schemas of this group are named after.
    fn part(&self) -> String {
        let first = self.media_types.iter().map(|(media_type, _)| media_type).min_by_key(|it| preference(it));
        match first {
            Some(first) if first.wire() != Wire::Json => format!("{}Body", first.short_name()),
            Some(_) | None => String::from("Body"),
        }
    }
}

/// Returns the class of the values of a content: bytes that the schema states as encoded are text.
fn class_of(class: MediaClass, content: &Content) -> MediaClass {
    let keywords = content.schema.as_ref().and_then(|schema| schema.content.as_ref());
    let is_encoded = keywords.is_some_and(|keywords| keywords.encoding.as_ref().is_some_and(|it| it != "binary"));
    if class == MediaClass::Bytes && is_encoded { MediaClass::Text } else { class }
}

/// The header of a part that `contentEncoding` stands for.
/// <https://spec.openapis.org/oas/v3.1.1.html#encoding-object>
const TRANSFER: &str = "Content-Transfer-Encoding";

/// Returns `true` if a body has a well-formed media type.
fn has_media_type(body: &document::Body) -> bool {
    body.content.iter().flat_map(|content| &content.media_types).any(|it| is_media_type(&it.name))
}

fn preference_of(content: &BodyContent) -> Option<(u8, MediaType)> {
    content.media_types.iter().map(preference).min()
}

/// Keeps the first of equal media types.
fn keep_first(media_types: &mut Vec<MediaType>) {
    let mut seen = BTreeSet::new();
    media_types.retain(|media_type| seen.insert(media_type.clone()));
}
