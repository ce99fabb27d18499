//! Operations: path, parameters, body and answers.

use super::types::Types;
use super::unbound::{Unbound, report};
use crate::contract::{
    Answer, Body, Docs, FieldName, MediaType, Operation, Parameter, PathPart, TypeId, TypeName, TypeRef, WireName,
};
use crate::diagnostic::{Code, JsonPointer};
use crate::document::{self, Document, ParameterKind, Security};
use crate::finding::Findings;

/// Headers that are no parameters: the request has other means for them.
/// <https://spec.openapis.org/oas/v3.1.0#fixed-fields-for-use-with-schema>
const NO_PARAMETERS: [&str; 3] = ["accept", "content-type", "authorization"];

/// Lowers all operations, by path and method.
pub(super) fn lower_all<'a>(document: &'a Document, types: &mut Types<'a>, findings: &mut Findings) -> Vec<Operation> {
    let mut operations = Vec::new();
    for operation in &document.operations {
        let what = format!("the operation `{} {}`", operation.method, operation.path);
        match lower(operation, types, findings) {
            Ok(lowered) => operations.push(lowered),
            Err(unbound) => report(
                &unbound,
                &what,
                &operation.at,
                "make its request by hand; the rest of the contract is there",
                findings,
            ),
        }
    }
    operations
}

fn lower<'a>(
    from: &'a document::Operation,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<Operation, Unbound> {
    let (path, path_parameters) = lower_path(from, findings)?;
    warn_of_strays(from, &path_parameters, findings);
    Ok(Operation {
        name: TypeName::default(),
        chosen: from.switches.rust_name.clone(),
        id: from.id.clone().unwrap_or_else(|| format!("{} {}", from.method, from.path)),
        docs: operation_docs(from),
        deprecated: from.deprecated,
        method: from.method.to_ascii_uppercase(),
        template: from.path.clone(),
        path,
        path_parameters,
        headers: lower_headers(from, findings)?,
        body: lower_body(from, types, findings)?,
        answers: from.answers.iter().map(|answer| lower_answer(answer, types, findings)).collect(),
        bearer: lower_security(from, findings),
        at: from.at.clone(),
    })
}

fn operation_docs(from: &document::Operation) -> Docs {
    let parts = [from.summary.trim(), from.description.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Docs { text: parts.join("\n\n"), link: from.external_docs.clone() }
}

/// Takes a path template apart: `/v{version}/customers/{customer_id}`.
fn lower_path(from: &document::Operation, findings: &mut Findings) -> Result<(Vec<PathPart>, Vec<Parameter>), Unbound> {
    let mut parts = Vec::new();
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut rest = without_fragment(from, findings);
    while let Some((literal, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else {
            return Err(Unbound::Because(String::from("a brace in its path is not closed")));
        };
        push_literal(&mut parts, literal);
        parts.push(PathPart::Parameter(parameters.len()));
        parameters.push(path_parameter(from, name)?);
        rest = tail;
    }
    push_literal(&mut parts, rest);
    Ok((parts, parameters))
}

/// The path without its fragment, which no request can send.
fn without_fragment<'a>(from: &'a document::Operation, findings: &mut Findings) -> &'a str {
    let Some((path, fragment)) = from.path.split_once('#') else { return &from.path };
    let message = format!("`#{fragment}` is left out of the path: a fragment is never sent");
    findings.warning(Code::Unsupported, &from.at, message, "say what tells such operations apart in query or body");
    path
}

/// Adds a part of the template as a URL can hold it: what cannot stand in one is percent-encoded.
fn push_literal(parts: &mut Vec<PathPart>, literal: &str) {
    let stands = |byte: u8| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte);
    let encoded: String = literal
        .bytes()
        .map(|byte| if stands(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect();
    if !encoded.is_empty() {
        parts.push(PathPart::Literal(encoded));
    }
}

/// Says which parameters have no place: those of a path that does not have them, and the header `Authorization`.
fn warn_of_strays(from: &document::Operation, bound: &[Parameter], findings: &mut Findings) {
    for parameter in &from.parameters {
        let name = &parameter.name;
        let (message, help) = match parameter.kind {
            ParameterKind::Path if bound.iter().all(|other| other.name.0 != *name) => (
                format!("the parameter `{name}` is left out: the path does not have it"),
                "put it into the path, in braces, or remove it",
            ),
            ParameterKind::Header if name.eq_ignore_ascii_case("authorization") && from.security.is_empty() => (
                format!("the parameter `{name}` is left out: the specification gives this header to security schemes"),
                "state a security scheme of type `http` and scheme `bearer`, and ask for it under `security`",
            ),
            _ => continue,
        };
        findings.warning(Code::Unsupported, &parameter.at, message, help);
    }
}

fn path_parameter(from: &document::Operation, name: &str) -> Result<Parameter, Unbound> {
    let mut all = from.parameters.iter();
    match all.find(|parameter| parameter.kind == ParameterKind::Path && parameter.name == name) {
        Some(parameter) => lower_parameter(parameter).map_err(|unbound| required(parameter, unbound)),
        None => Err(Unbound::Because(format!("its path has `{{{name}}}`, but no path parameter has this name"))),
    }
}

fn lower_headers(from: &document::Operation, findings: &mut Findings) -> Result<Vec<Parameter>, Unbound> {
    let mut headers = Vec::new();
    for parameter in from.parameters.iter().filter(|parameter| parameter.kind != ParameterKind::Path) {
        if parameter.kind == ParameterKind::Header && is_no_parameter(&parameter.name) {
            continue;
        }
        match lower_header(parameter) {
            Ok(header) => headers.push(header),
            Err(unbound) if parameter.required => return Err(required(parameter, unbound)),
            Err(unbound) => {
                let help = "what is sent without it is what the service does by default; add it to the request by hand";
                report(&unbound, &format!("the parameter `{}`", parameter.name), &parameter.at, help, findings);
            }
        }
    }
    headers.sort_by(|left, right| left.name.cmp(&right.name));
    Ok(headers)
}

/// Why an operation is left out that cannot do without a parameter.
fn required(parameter: &document::Parameter, unbound: Unbound) -> Unbound {
    match unbound {
        Unbound::Because(reason) => {
            Unbound::Because(format!("it requires the parameter `{}`, but {reason}", parameter.name))
        }
        Unbound::Reported => Unbound::Reported,
    }
}

fn is_no_parameter(name: &str) -> bool {
    NO_PARAMETERS.iter().any(|header| name.eq_ignore_ascii_case(header))
}

fn lower_header(from: &document::Parameter) -> Result<Parameter, Unbound> {
    match from.kind {
        ParameterKind::Header if !is_token(&from.name) => {
            Err(Unbound::Because(String::from("its name can be no header")))
        }
        ParameterKind::Header => lower_parameter(from),
        ParameterKind::Path | ParameterKind::Query | ParameterKind::Cookie => {
            Err(Unbound::Because(format!("it is in {}, which is not bound yet", place(from.kind))))
        }
    }
}

/// Whether a text is a token of HTTP, as names of headers and the parts of media types are.
/// <https://www.rfc-editor.org/rfc/rfc9110#name-tokens>
fn is_token(text: &str) -> bool {
    let stands = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(stands)
}

/// Whether a text is a media type that a header can hold: a type, a subtype, and parameters in visible ASCII.
fn is_media_type(text: &str) -> bool {
    let (essence, parameters) = text.split_once(';').unwrap_or((text, ""));
    let is_essence = essence.trim().split_once('/').is_some_and(|(left, right)| is_token(left) && is_token(right));
    is_essence && parameters.bytes().all(|byte| (b' '..=b'~').contains(&byte))
}

fn place(kind: ParameterKind) -> &'static str {
    match kind {
        ParameterKind::Path => "the path",
        ParameterKind::Query => "the query",
        ParameterKind::Header => "headers",
        ParameterKind::Cookie => "cookies",
    }
}

/// A parameter whose value is text.
fn lower_parameter(from: &document::Parameter) -> Result<Parameter, Unbound> {
    let is_text = from.schema.as_ref().is_some_and(|schema| {
        schema.reference.is_none() && schema.unsupported.is_empty() && schema.types == [document::SchemaType::String]
    });
    if !is_text {
        return Err(Unbound::Because(String::from("its value is no string, which is not bound yet")));
    }
    Ok(Parameter {
        name: WireName(from.name.clone()),
        field: FieldName::default(),
        docs: Docs { text: from.description.clone(), link: None },
        required: from.required,
        deprecated: from.deprecated,
        at: from.at.clone(),
    })
}

fn lower_body<'a>(
    from: &'a document::Operation,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<Option<Body>, Unbound> {
    let Some(body) = &from.body else { return Ok(None) };
    let mut bound: Option<TypeId> = None;
    let mut media_types = Vec::new();
    for (name, schema) in &body.content {
        let media_type = MediaType(name.clone());
        let at = body.at.child("content").child(name);
        if media_type.wire().is_none() || !is_media_type(name) {
            let unbound = Unbound::Because(String::from("no model speaks it yet"));
            report(&unbound, &format!("the media type `{name}`"), &at, "send the body in another one", findings);
            continue;
        }
        let ty = body_type(schema.as_ref(), types, findings)?;
        if bound.is_some_and(|other| other != ty) {
            return Err(Unbound::Because(String::from(
                "its media types carry different types, which are not bound yet",
            )));
        }
        bound = Some(ty);
        media_types.push(media_type);
    }
    let Some(ty) = bound else {
        return Err(Unbound::Because(String::from("it takes a body in no media type that is bound yet")));
    };
    media_types.sort_by_key(preference);
    let docs = Docs { text: body.description.clone(), link: None };
    Ok(Some(Body { ty, required: body.required, docs, media_types }))
}

fn body_type<'a>(
    schema: Option<&'a document::Schema>,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<TypeId, Unbound> {
    let Some(schema) = schema else {
        return Err(Unbound::Because(String::from("its body has no schema, which is not bound yet")));
    };
    match types.value(schema, findings)?.ty {
        TypeRef::Named(id) if types.is_struct(id) => Ok(id),
        _ => Err(Unbound::Because(String::from("its body is no object of named members, which is not bound yet"))),
    }
}

fn lower_answer<'a>(from: &'a document::Answer, types: &mut Types<'a>, findings: &mut Findings) -> Answer {
    let mut media_types = Vec::new();
    for (name, _) in &from.content {
        if is_media_type(name) {
            media_types.push(MediaType(name.clone()));
        } else {
            let message = format!("the media type `{name}` is left out: no header can hold it");
            findings.warning(Code::Unsupported, &from.at, message, "write it as type and subtype: `application/json`");
        }
    }
    media_types.sort_by_key(preference);
    Answer {
        status: from.status.clone(),
        docs: Docs { text: from.description.clone(), link: None },
        media_types,
        ty: answer_type(from, types, findings),
    }
}

/// The type of an answer, if it is bound.
fn answer_type<'a>(from: &'a document::Answer, types: &mut Types<'a>, findings: &mut Findings) -> Option<TypeRef> {
    let schema = from.content.iter().find_map(|(_, schema)| schema.as_ref())?;
    match types.value(schema, findings) {
        Ok(value) => Some(value.ty),
        Err(unbound) => {
            let what = format!("the type of the answer `{}`", from.status);
            report(&unbound, &what, &from.at, "decode the answer into a type of your own", findings);
            None
        }
    }
}

/// JSON before the rest, and `application/json` before all: it is what a request is made of by default.
fn preference(media_type: &MediaType) -> (u8, MediaType) {
    let rank = match (media_type.0.as_str(), media_type.wire()) {
        ("application/json", _) => 0,
        (_, Some(crate::contract::Wire::Json)) => 1,
        _ => 2,
    };
    (rank, media_type.clone())
}

/// What the description says of the bearer token, if one is asked for.
fn lower_security(from: &document::Operation, findings: &mut Findings) -> Option<Docs> {
    let mut bearer = None;
    for security in &from.security {
        match security {
            Security::Bearer { description } => bearer = Some(Docs { text: description.clone(), link: None }),
            Security::Other { name, at } => warn_security(name, at, findings),
        }
    }
    bearer
}

fn warn_security(name: &str, at: &JsonPointer, findings: &mut Findings) {
    findings.warning(
        Code::Unsupported,
        at,
        format!("the security scheme `{name}` is left out: only bearer tokens are bound yet"),
        "set what it needs on the request, as a header",
    );
}
