//! Bodies of requests: what each media type carries.
//!
//! JSON, XML, forms and multipart carry a value of the schema; text carries text, and all other media types bytes, whatever
//! the schema says. Media types that carry the same are one content of the body. Where none can carry what the schema says,
//! as a form has no place for a list, it is bytes that the caller puts together.

use std::collections::BTreeSet;

use super::literals::Literals;
use super::media_class::{MediaClass, carries, concrete, is_file, is_media_type, lower_items, preference};
use super::parameters;
use super::types::Types;
use super::unsupported::{Unsupported, report};
use super::values::Owner;
use crate::contract::{
    Body, BodyContent, Docs, Encoding, Lowered, MediaType, NamedBody, Scalar, TypeRef, Wire, WireName,
};
use crate::document::{self, Content, Cursor};
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// What the request carries.
pub(super) fn lower<'a>(
    from: &'a document::Operation,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Option<Body<Lowered>>, Unsupported> {
    let Some(body) = &from.body else { return Ok(None) };
    if body.content.is_empty() {
        let unsupported = Unsupported::Because(String::from("it states no media type"));
        report(&unsupported, "the body", &body.at, "state under `content` what it is", diagnostics);
        return Ok(None);
    }
    let contents = lower_contents(from, body, types, diagnostics)?;
    let docs = Docs { text: body.description.clone(), link: None };
    let ty = contents.first().map_or(TypeRef::Any, |content| content.ty.clone());
    let named = from.extension.bodies.iter().filter_map(|body| lower_named(body, &ty, types, diagnostics)).collect();
    Ok(Some(Body { names: (), required: body.required, docs, contents, named, at: body.at.clone() }))
}

/// What it can be, the preferred one first: at least one.
fn lower_contents<'a>(
    from: &'a document::Operation,
    body: &'a document::Body,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<BodyContent>, Unsupported> {
    lower_items(from, &body.content, "Body", types, diagnostics);
    let mut contents: Vec<BodyContent> = Vec::new();
    let mut without_members = Vec::new();
    let mut last = None;
    let is_alone = body.content.len() == 1;
    let meant = !has_media_type(body);
    for content in &body.content {
        for group in groups(content, meant, diagnostics) {
            match lower_content(from, content, &group, is_alone, types, diagnostics) {
                Ok(lowered) => {
                    let bound: BTreeSet<&MediaType> = lowered.media_types.iter().collect();
                    let is_bound = |(media_type, _): &&Said<'_>| bound.contains(media_type);
                    without_members.extend(group.media_types.iter().filter(|it| !is_bound(it)).cloned());
                    add(&mut contents, lowered);
                }
                Err(unsupported) => last = Some((unsupported, group)),
            }
        }
    }
    contents.retain(|content| !content.media_types.is_empty());
    match last {
        Some((unsupported, _)) if contents.is_empty() => return Err(unsupported),
        Some((unsupported, group)) => {
            for (_, media_type) in group.media_types.iter().filter(|_| matches!(unsupported, Unsupported::Because(_))) {
                report(&unsupported, &what(media_type), &media_type.at, ELSEWHERE, diagnostics);
            }
        }
        None => {}
    }
    if contents.is_empty() {
        contents.push(as_bytes(without_members, diagnostics));
    } else if body.content.iter().all(|content| !content.general) {
        for (_, from) in without_members {
            report(&Unsupported::Because(String::from(NO_MEMBERS)), &what(from), &from.at, ELSEWHERE, diagnostics);
        }
    }
    for content in &mut contents {
        keep_first(&mut content.media_types);
        content.media_types.sort_by_cached_key(preference);
    }
    contents.sort_by_cached_key(preference_of);
    Ok(contents)
}

const ELSEWHERE: &str = "send the body in another one";

/// Why a form, and XML of data contracts, cannot carry something.
const NO_MEMBERS: &str = "it is bound for objects of named members alone";

/// A media type as requests have it, and as the description says it.
type Said<'a> = (MediaType, &'a document::MediaType);

/// Whether one of the media types of a body is one.
fn has_media_type(body: &document::Body) -> bool {
    body.content.iter().flat_map(|content| &content.media_types).any(|it| is_media_type(&it.name))
}

/// A body that is left to the caller: none of its media types can carry what the schema says.
fn as_bytes(media_types: Vec<Said<'_>>, diagnostics: &mut Diagnostics) -> BodyContent {
    for (_, from) in &media_types {
        let message = format!("`{}` is bound as bytes: {NO_MEMBERS}", from.name);
        diagnostics.warning(Code::Unsupported, &from.at, message, "put the body together by code of your own");
    }
    BodyContent {
        ty: TypeRef::Scalar(Scalar::File),
        media_types: media_types.into_iter().map(|(media_type, _)| media_type).collect(),
        encodings: Vec::new(),
        xml_root: None,
    }
}

fn what(from: &document::MediaType) -> String {
    format!("the media type `{}`", from.name)
}

fn preference_of(content: &BodyContent) -> Option<(u8, MediaType)> {
    content.media_types.iter().map(preference).min()
}

/// Media types of one content that carry it in one way.
struct Group<'a> {
    media_class: MediaClass,
    media_types: Vec<Said<'a>>,
}

/// The media types of a content, by how they carry it. Those that are stated for bodies of all kinds are only meant if no
/// others suit the schema better. What is no media type is left out, or else `meant` for JSON.
fn groups<'a>(content: &'a Content, meant: bool, diagnostics: &mut Diagnostics) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for from in &content.media_types {
        let help = "write it as type and subtype: `application/json`";
        let media_type = if is_media_type(&from.name) {
            concrete(&from.name, content)
        } else if meant {
            let message = format!("{} is taken for `application/json`: no header can hold it", what(from));
            diagnostics.warning(Code::Malformed, &from.at, message, help);
            MediaType(String::from("application/json"))
        } else {
            report(
                &Unsupported::Because(String::from("no header can hold it")),
                &what(from),
                &from.at,
                help,
                diagnostics,
            );
            continue;
        };
        let media_class = MediaClass::of(media_type.wire());
        match groups.iter_mut().find(|group| group.media_class == media_class) {
            Some(group) => group.media_types.push((media_type, from)),
            None => groups.push(Group { media_class, media_types: vec![(media_type, from)] }),
        }
    }
    if content.general && groups.len() > 1 {
        let has_values = groups.iter().any(|group| group.media_class == MediaClass::Value);
        let wants_values = has_values && !is_file(content);
        groups.retain(|group| (group.media_class == MediaClass::Value) == wants_values);
    }
    groups
}

fn lower_content<'a>(
    operation: &'a document::Operation,
    content: &'a Content,
    group: &Group<'_>,
    is_alone: bool,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<BodyContent, Unsupported> {
    let first = group.media_types.iter().map(|(media_type, _)| media_type).min_by_key(|it| preference(it));
    // Several contents may each have a type of its own that is inline.
    let part = match first {
        Some(first) if !is_alone && first.wire() != Wire::Json => format!("{}Body", first.short_name()),
        _ => String::from("Body"),
    };
    let owner = Owner::Operation(&operation.at, &part);
    let ty = group.media_class.ty(content, owner, types, diagnostics)?;
    let mut media_types: Vec<MediaType> = group.media_types.iter().map(|(media_type, _)| media_type.clone()).collect();
    media_types.retain(|media_type| carries(media_type, &ty, types));
    keep_first(&mut media_types);
    let encodings = match group.media_class {
        MediaClass::Value => {
            content.encodings.iter().map(|encoding| lower_encoding(encoding, content, diagnostics)).collect()
        }
        MediaClass::Text | MediaClass::Bytes => Vec::new(),
    };
    let xml_root = match &content.schema {
        Some(schema) if media_types.iter().any(|it| it.wire() == Wire::Xml) => {
            types.xml_root(schema, owner, diagnostics)
        }
        _ => None,
    };
    Ok(BodyContent { ty, media_types, encodings, xml_root })
}

fn lower_encoding(from: &document::Encoding, content: &Content, diagnostics: &mut Diagnostics) -> Encoding {
    let at = content.media_types.first().map(|media_type| &media_type.at);
    let style = from.style.as_ref().zip(at);
    Encoding {
        name: WireName(from.name.clone()),
        content_type: from.content_type.clone(),
        style: style.map(|(style, at)| parameters::form_style(style, at, diagnostics)),
    }
}

/// Keeps each media type where it stands first.
fn keep_first(media_types: &mut Vec<MediaType>) {
    let mut seen = BTreeSet::new();
    media_types.retain(|media_type| seen.insert(media_type.clone()));
}

/// Adds a content to those that carry the same.
fn add(contents: &mut Vec<BodyContent>, content: BodyContent) {
    let is_same = |other: &&mut BodyContent| {
        let agree = other.encodings == content.encodings || other.encodings.is_empty() || content.encodings.is_empty();
        other.ty == content.ty && agree
    };
    let Some(same) = contents.iter_mut().find(is_same) else { return contents.push(content) };
    same.media_types.extend(content.media_types);
    if same.encodings.is_empty() {
        same.encodings = content.encodings;
    }
}

/// A body that has a name. `None`, with an error, if its value is none of the body's type.
fn lower_named(
    from: &document::NamedBody,
    ty: &TypeRef,
    types: &Types<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<NamedBody<Lowered>> {
    let value = Cursor { node: &from.value, at: from.at.child("value") };
    Some(NamedBody {
        name: from.name.clone(),
        method: (),
        docs: Docs { text: from.description.clone(), link: None },
        value: Literals { types, diagnostics }.composed(ty, &value)?,
        json: from.value.to_json(),
        at: from.at.clone(),
    })
}
