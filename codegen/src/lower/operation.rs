//! Operations: path, parameters, body and answers.

use super::types::{Types, Unbound, report};
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
    let mut rest = from.path.as_str();
    while let Some((literal, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else {
            findings.error(Code::Malformed, &from.at, "a brace in the path is not closed", "close it with `}`");
            return Err(Unbound::Reported);
        };
        push_literal(&mut parts, literal);
        parts.push(PathPart::Parameter(parameters.len()));
        parameters.push(path_parameter(from, name, findings)?);
        rest = tail;
    }
    push_literal(&mut parts, rest);
    Ok((parts, parameters))
}

fn push_literal(parts: &mut Vec<PathPart>, literal: &str) {
    if !literal.is_empty() {
        parts.push(PathPart::Literal(literal.to_owned()));
    }
}

fn path_parameter(from: &document::Operation, name: &str, findings: &mut Findings) -> Result<Parameter, Unbound> {
    let mut all = from.parameters.iter();
    match all.find(|parameter| parameter.kind == ParameterKind::Path && parameter.name == name) {
        Some(parameter) => lower_parameter(parameter).map_err(|unbound| required(parameter, unbound)),
        None => {
            let message = format!("the path has `{{{name}}}`, but no path parameter has this name");
            let help = "declare it under `parameters`, with `in: path` and `required: true`";
            findings.error(Code::Malformed, &from.at, message, help);
            Err(Unbound::Reported)
        }
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
        ParameterKind::Header => lower_parameter(from),
        ParameterKind::Path | ParameterKind::Query | ParameterKind::Cookie => {
            Err(Unbound::Because(format!("it is in {}, which is not bound yet", place(from.kind))))
        }
    }
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
        if media_type.wire().is_none() {
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
    let mut media_types: Vec<MediaType> = from.content.iter().map(|(name, _)| MediaType(name.clone())).collect();
    media_types.sort_by_key(preference);
    let schemas = from.content.iter().find_map(|(_, schema)| schema.as_ref());
    Answer {
        status: from.status.clone(),
        docs: Docs { text: from.description.clone(), link: None },
        media_types,
        ty: schemas.and_then(|schema| types.value(schema, findings).ok()).map(|typed| typed.ty),
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
