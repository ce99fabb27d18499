//! Bodies and answers: media types, and what is carried in them.

use super::literals::Literals;
use super::parameters::is_token;
use super::types::Types;
use super::unbound::{Unbound, report};
use super::values::Owner;
use crate::contract::{Answer, Basis, Body, Docs, FieldName, MediaType, NamedBody, TypeRef, Wire};
use crate::diagnostic::Code;
use crate::document::{self, Content, Cursor};
use crate::finding::Findings;

/// What the request carries.
pub(super) fn lower<'a>(
    from: &'a document::Operation,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<Option<Body>, Unbound> {
    let Some(body) = &from.body else { return Ok(None) };
    let mut bound: Option<TypeRef> = None;
    let mut media_types = Vec::new();
    for content in &body.content {
        if !content.media_types.iter().any(is_spoken) {
            content.media_types.iter().for_each(|from| left_out(from, "no model speaks it yet", findings));
            continue;
        }
        let ty = body_type(from, content, types, findings)?;
        if bound.as_ref().is_some_and(|other| *other != ty) {
            return Err(Unbound::Because(String::from(
                "its media types carry different types, which are not bound yet",
            )));
        }
        media_types.extend(spoken(content, &ty, types, findings));
        bound = Some(ty);
    }
    let Some(ty) = bound.filter(|_| !media_types.is_empty()) else {
        return Err(Unbound::Because(String::from("it takes a body in no media type that is bound yet")));
    };
    media_types.sort_by_key(preference);
    let docs = Docs { text: body.description.clone(), link: None };
    let named = from.switches.bodies.iter().filter_map(|body| lower_named(body, &ty, types, findings)).collect();
    Ok(Some(Body { ty, required: body.required, docs, media_types, named, at: body.at.clone() }))
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

/// The media types that can carry the type. JSON can carry any; the others need an object of named members.
fn spoken(content: &Content, ty: &TypeRef, types: &Types<'_>, findings: &mut Findings) -> Vec<MediaType> {
    let is_object = matches!(ty, TypeRef::Named(id) if types.is_struct(*id));
    let mut media_types = Vec::new();
    for from in &content.media_types {
        let media_type = MediaType(from.name.clone());
        if !is_spoken(from) {
            left_out(from, "no model speaks it yet", findings);
        } else if is_object || media_type.wire() == Some(Wire::Json) {
            media_types.push(media_type);
        } else if !content.general {
            left_out(from, "it is bound for objects of named members alone", findings);
        }
    }
    media_types
}

fn is_spoken(from: &document::MediaType) -> bool {
    MediaType(from.name.clone()).wire().is_some() && is_media_type(&from.name)
}

fn left_out(from: &document::MediaType, why: &str, findings: &mut Findings) {
    let unbound = Unbound::Because(why.to_owned());
    let what = format!("the media type `{}`", from.name);
    report(&unbound, &what, &from.at, "send the body in another one", findings);
}

fn body_type<'a>(
    operation: &'a document::Operation,
    content: &'a Content,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<TypeRef, Unbound> {
    match &content.schema {
        Some(schema) => Ok(types.typed(schema, Owner::Operation(&operation.at, "Body"), findings)?.ty),
        None => Err(Unbound::Because(String::from("its body has no schema, which is not bound yet"))),
    }
}

/// An answer. What cannot be bound of it is left out of it.
pub(super) fn lower_answer<'a>(
    operation: &'a document::Operation,
    from: &'a document::Answer,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Answer {
    let mut media_types = Vec::new();
    for document::MediaType { name, .. } in from.content.iter().flat_map(|content| &content.media_types) {
        if is_media_type(name) {
            media_types.push(MediaType(name.clone()));
        } else {
            let message = format!("the media type `{name}` is left out: no header can hold it");
            findings.warning(Code::Unsupported, &from.at, message, "write it as type and subtype: `application/json`");
        }
    }
    media_types.sort_by_key(preference);
    let (ty, basis) = answer_type(operation, from, types, findings).unzip();
    Answer {
        status: from.status.clone(),
        docs: Docs { text: from.description.clone(), link: None },
        media_types,
        ty,
        basis: basis.unwrap_or_default(),
        at: from.at.clone(),
    }
}

/// The type of an answer, if it is bound, and what it is known from.
fn answer_type<'a>(
    operation: &'a document::Operation,
    from: &'a document::Answer,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Option<(TypeRef, Basis)> {
    let stated = from.content.iter().find_map(|content| content.schema.as_ref());
    let practice = from.switches.schema.as_ref();
    let (schema, basis) =
        stated.map(|schema| (schema, Basis::Stated)).or(practice.map(|schema| (schema, Basis::Practice)))?;
    let part = format!("Response{}", from.status);
    match types.typed(schema, Owner::Operation(&operation.at, &part), findings) {
        Ok(value) => Some((value.ty, basis)),
        Err(unbound) => {
            let what = format!("the type of the answer `{}`", from.status);
            report(&unbound, &what, &from.at, "decode the answer into a type of your own", findings);
            None
        }
    }
}

/// Whether a text is a media type that a header can hold: a type, a subtype, and parameters in visible ASCII.
fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_essence = essence.trim().split_once('/').is_some_and(|(left, right)| is_token(left) && is_token(right));
    is_essence && parameters.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

/// JSON before the rest, and `application/json` before all: it is what a request is made of by default.
fn preference(media_type: &MediaType) -> (u8, MediaType) {
    let rank = match (media_type.0.as_str(), media_type.wire()) {
        ("application/json", _) => 0,
        (_, Some(Wire::Json)) => 1,
        _ => 2,
    };
    (rank, media_type.clone())
}
