//! Bodies of requests: what each media type carries.
//!
//! JSON, XML, forms and multipart carry a value of the schema; text carries text, and all other media types bytes, whatever
//! the schema says. Media types that carry the same are one content of the body.

use super::carriers::{Carrier, carries, concrete, is_file, is_media_type, lower_items, preference, wire_of};
use super::literals::Literals;
use super::parameters;
use super::types::Types;
use super::unbound::{Unbound, report};
use super::values::Owner;
use crate::contract::{
    Body, BodyContent, Docs, Encoding, FieldName, MediaType, NamedBody, TypeName, TypeRef, Wire, WireName,
};
use crate::document::{self, Content, Cursor};
use crate::finding::Findings;

/// What the request carries.
pub(super) fn lower<'a>(
    from: &'a document::Operation,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<Option<Body>, Unbound> {
    let Some(body) = &from.body else { return Ok(None) };
    lower_items(from, &body.content, "Body", types, findings);
    let mut contents: Vec<BodyContent> = Vec::new();
    let mut last = None;
    for content in &body.content {
        let is_alone = body.content.len() == 1;
        for group in groups(content, findings) {
            match lower_content(from, content, &group, is_alone, types, findings) {
                Ok(content) => add(&mut contents, content),
                Err(unbound) => last = Some((unbound, group)),
            }
        }
    }
    contents.retain(|content| !content.media_types.is_empty());
    match last {
        Some((unbound, _)) if contents.is_empty() => return Err(unbound),
        Some((unbound, group)) => {
            for media_type in group.media_types.iter().filter(|_| matches!(unbound, Unbound::Because(_))) {
                report(&unbound, &what(media_type), &media_type.at, ELSEWHERE, findings);
            }
        }
        None => {}
    }
    if contents.is_empty() {
        return Err(Unbound::Because(String::from("it takes a body in no media type that is bound")));
    }
    for content in &mut contents {
        content.media_types.sort_by_key(preference);
    }
    contents.sort_by_key(preference_of);
    let docs = Docs { text: body.description.clone(), link: None };
    let ty = contents.first().map_or(TypeRef::Any, |content| content.ty.clone());
    let named = from.switches.bodies.iter().filter_map(|body| lower_named(body, &ty, types, findings)).collect();
    let name = TypeName::default();
    Ok(Some(Body { name, required: body.required, docs, contents, named, at: body.at.clone() }))
}

const ELSEWHERE: &str = "send the body in another one";

fn what(from: &document::MediaType) -> String {
    format!("the media type `{}`", from.name)
}

fn preference_of(content: &BodyContent) -> Option<(u8, MediaType)> {
    content.media_types.iter().map(preference).min()
}

/// Media types of one content that carry it in one way.
struct Group<'a> {
    carrier: Carrier,
    media_types: Vec<&'a document::MediaType>,
}

/// The media types of a content, by how they carry it. Those that are stated for bodies of all kinds are only meant if no
/// others suit the schema better.
fn groups<'a>(content: &'a Content, findings: &mut Findings) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for media_type in &content.media_types {
        if !is_media_type(&media_type.name) {
            let unbound = Unbound::Because(String::from("no header can hold it"));
            report(&unbound, &what(media_type), &media_type.at, "write it as type and subtype", findings);
            continue;
        }
        let carrier = Carrier::of(wire_of(&media_type.name, content));
        match groups.iter_mut().find(|group| group.carrier == carrier) {
            Some(group) => group.media_types.push(media_type),
            None => groups.push(Group { carrier, media_types: vec![media_type] }),
        }
    }
    if content.general && groups.len() > 1 {
        let has_values = groups.iter().any(|group| group.carrier == Carrier::Value);
        let wants_values = has_values && !is_file(content);
        groups.retain(|group| (group.carrier == Carrier::Value) == wants_values);
    }
    groups
}

fn lower_content<'a>(
    operation: &'a document::Operation,
    content: &'a Content,
    group: &Group<'_>,
    is_alone: bool,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<BodyContent, Unbound> {
    let named = |from: &&document::MediaType| concrete(&from.name, content);
    let first = group.media_types.iter().map(named).min_by_key(preference);
    // Several contents may each have a type of its own that is written in place.
    let part = match first {
        Some(first) if !is_alone && first.wire() != Wire::Json => format!("{}Body", first.short_name()),
        _ => String::from("Body"),
    };
    let owner = Owner::Operation(&operation.at, &part);
    let ty = group.carrier.ty(content, owner, types, findings)?;
    let mut media_types: Vec<MediaType> = Vec::new();
    for from in &group.media_types {
        let media_type = concrete(&from.name, content);
        if !carries(&media_type, &ty, types) {
            if !content.general {
                let unbound = Unbound::Because(String::from("it is bound for objects of named members alone"));
                report(&unbound, &what(from), &from.at, ELSEWHERE, findings);
            }
        } else if !media_types.contains(&media_type) {
            media_types.push(media_type);
        }
    }
    let encodings = match group.carrier {
        Carrier::Value => {
            content.encodings.iter().map(|encoding| lower_encoding(encoding, content, findings)).collect()
        }
        Carrier::Text | Carrier::Bytes => Vec::new(),
    };
    let xml_root = match &content.schema {
        Some(schema) if media_types.iter().any(|it| it.wire() == Wire::Xml) => types.xml_root(schema, owner, findings),
        _ => None,
    };
    Ok(BodyContent { variant: TypeName::default(), ty, media_types, encodings, xml_root })
}

fn lower_encoding(from: &document::Encoding, content: &Content, findings: &mut Findings) -> Encoding {
    let at = content.media_types.first().map(|media_type| &media_type.at);
    let style = from.style.as_ref().zip(at);
    Encoding {
        name: WireName(from.name.clone()),
        content_type: from.content_type.clone(),
        style: style.map(|(style, at)| parameters::form_style(style, at, findings)),
    }
}

/// Adds a content to those that carry the same.
fn add(contents: &mut Vec<BodyContent>, content: BodyContent) {
    let is_same = |other: &&mut BodyContent| {
        let agree = other.encodings == content.encodings || other.encodings.is_empty() || content.encodings.is_empty();
        other.ty == content.ty && agree
    };
    let Some(same) = contents.iter_mut().find(is_same) else { return contents.push(content) };
    for media_type in content.media_types {
        if !same.media_types.contains(&media_type) {
            same.media_types.push(media_type);
        }
    }
    if same.encodings.is_empty() {
        same.encodings = content.encodings;
    }
}

/// A body that has a name. `None`, with an error, if its value is none of the body's type.
fn lower_named(
    from: &document::NamedBody,
    ty: &TypeRef,
    types: &Types<'_>,
    findings: &mut Findings,
) -> Option<NamedBody> {
    let value = Cursor { node: &from.value, at: from.at.child("value") };
    Some(NamedBody {
        name: from.name.clone(),
        method: FieldName::default(),
        docs: Docs { text: from.description.clone(), link: None },
        value: Literals { types, findings }.whole(ty, &value)?,
        json: from.value.to_json(),
        at: from.at.clone(),
    })
}
