//! The body of a request, twice: read from the body of the scenario by the type's own reader, and built by its
//! constructor and its setters.

use serde_json::{Map, Value, json};

use super::super::build::{Build, FILE};
use super::super::request::{Body, File, from_hex, text};
use super::{Matched, Plan, Unplanned};
use crate::record::{self, Content, RustType, Shape};

/// The expressions of a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in super::super) struct BodyCode {
    /// `true` if the constructor takes the body, and no setter.
    pub(in super::super) required: bool,
    pub(in super::super) read: String,
    /// The body by constructor and setters, or the reason that it cannot be said so; `None` for a body that is not JSON.
    pub(in super::super) built: Option<Result<String, String>>,
}

/// Adds the body and the media types to a plan.
pub(super) fn add(plan: &mut Plan, matched: Matched<'_>) -> Result<(), Unplanned> {
    let Matched { request, operation, .. } = matched;
    if let Some(accept) = request.header("accept") {
        plan.set("accept", &media_type(&plan.operation, "ACCEPTS", &accept));
    }
    // The server does not check a body that the scenario does not state.
    let unchecked = Body { json: Some(json!({})), ..Body::default() };
    let (body, sent) = match (&operation.body, &request.body) {
        (None, None) => return Ok(()),
        (Some(body), None) if !body.required => return Ok(()),
        (Some(body), None) => (body, &unchecked),
        (None, Some(_)) => return Err(Unplanned::Unsaid(String::from("the operation takes no body"))),
        (Some(body), Some(sent)) => (body, sent),
    };
    let content = content(plan, matched, body, sent)?;
    let code = code(plan, matched, content, sent)?;
    let built = code.built.filter(|_| request.body.is_some());
    plan.body = Some(BodyCode { required: body.required, read: code.read, built });
    Ok(())
}

/// The content of the operation for a body, and the call that chooses its media type where there are several.
fn content<'a>(
    plan: &mut Plan,
    matched: Matched<'a>,
    body: &'a record::Body,
    sent: &Body,
) -> Result<&'a Content, Unplanned> {
    let contents = body.contents();
    let stated = matched.request.header("content-type").unwrap_or_default();
    let mut media_types = [sent.content_type.as_str(), stated.as_str(), ""].into_iter();
    let content =
        media_types.find_map(|media_type| contents.iter().copied().find(|content| content.is_sent_as(media_type)));
    let content = content.ok_or_else(|| not_attempted("the body has no content"))?;
    if contents.len() == 1 && content.media_types.len() > 1 && content.media_types.contains(&sent.content_type) {
        plan.set("content_type", &media_type(&plan.operation, "CONTENT_TYPES", &sent.content_type));
    }
    Ok(content)
}

fn not_attempted(why: &str) -> Unplanned {
    Unplanned::Untried(why.to_owned())
}

/// The media type of this name among those of an operation.
fn media_type(operation: &str, list: &str, name: &str) -> String {
    format!("media_type!({operation}::{list}, {name:?})")
}

fn code(plan: &mut Plan, matched: Matched<'_>, content: &Content, sent: &Body) -> Result<BodyCode, Unplanned> {
    let ty = content.ty.as_ref().ok_or_else(|| not_attempted("the body has no type"))?;
    let rust = matched.record.rust_type(ty).map_err(Unplanned::Untried)?;
    let builder = Build::new(matched.record);
    if let Some(parts) = &sent.parts {
        let part = |(name, value): (&String, &Value)| {
            // A part that is text has no type.
            let is_text = matched.record.member(ty, name) == Some(&Shape::String);
            (name.clone(), if is_text { Value::from(text(value)) } else { value.clone() })
        };
        let value = multipart(matched, ty, parts.iter().map(part).collect(), &sent.files, plan)?;
        let read = builder.value(ty, &value).map_err(Unplanned::Unsaid)?;
        return Ok(BodyCode { read, ..BodyCode::default() });
    }
    let read = read(plan, ty, &rust, sent)?;
    let built = sent.json.as_ref().filter(|_| *ty != Shape::File).map(|value| builder.value(ty, value));
    Ok(BodyCode { read, built, required: false })
}

/// The body of the scenario, read into the type.
fn read(plan: &mut Plan, ty: &Shape, RustType { path, is_model }: &RustType, sent: &Body) -> Result<String, Unplanned> {
    let (function, value) = match sent {
        Body { hex: Some(hex), .. } if *ty == Shape::File => {
            let bytes = from_hex(hex).ok_or_else(|| not_attempted("the bytes of the scenario are not read"))?;
            let content_type = format!("with_content_type({:?})", sent.content_type);
            return Ok(format!("runtime::File::new(task.bytes({})?).{content_type}", plan.values.add(bytes)));
        }
        Body { hex: Some(hex), .. } => match from_hex(hex).and_then(|bytes| String::from_utf8(bytes).ok()) {
            Some(text) => ("value", json!(text).to_string()),
            None => return Err(Unplanned::Unsaid(format!("a `{path}` does not hold bytes"))),
        },
        Body { json: Some(value), .. } if *ty == Shape::File => {
            return Ok(format!("runtime::File::new(task.bytes({})?)", plan.values.add(value.to_string())));
        }
        Body { json: Some(value), .. } => ("value", value.to_string()),
        Body { text: Some(text), content_type, .. } if content_type.ends_with("xml") => {
            (if *is_model { "model_xml" } else { "value_xml" }, text.clone())
        }
        Body { text: Some(text), .. } => ("value", json!(text).to_string()),
        _ => return Err(not_attempted("the scenario does not state the body")),
    };
    Ok(format!("task.{function}::<{path}>({})?", plan.values.add(value)))
}

/// The parts of a multipart body as one object. A file is an object with the key [`FILE`], which has its expression.
fn multipart(
    matched: Matched<'_>,
    ty: &Shape,
    mut parts: Map<String, Value>,
    files: &[File],
    plan: &mut Plan,
) -> Result<Value, Unplanned> {
    for file in files {
        let bytes = from_hex(&file.hex).ok_or_else(|| not_attempted("the bytes of the scenario are not read"))?;
        let mut code = format!("runtime::File::new(task.bytes({})?)", plan.values.add(bytes));
        if let Some(name) = &file.name {
            code = format!("{code}.with_name({name:?})");
        }
        if let Some(content_type) = &file.content_type {
            code = format!("{code}.with_content_type({content_type:?})");
        }
        let value = json!({ FILE: code });
        let is_array = matches!(matched.record.member(ty, &file.part), Some(Shape::Array(_)));
        match parts.get_mut(&file.part).and_then(Value::as_array_mut) {
            Some(items) => items.push(value),
            None => drop(parts.insert(file.part.clone(), if is_array { json!([value]) } else { value })),
        }
    }
    Ok(Value::from(parts))
}
