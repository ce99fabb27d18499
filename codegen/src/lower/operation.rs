//! Operations: what they are called and their paths.

use std::collections::BTreeMap;

use super::security::Credentials;
use super::types::Types;
use super::unbound::{Unbound, report};
use super::{answers, bodies, parameters, security};
use crate::contract::{AnswerNames, Docs, Operation, Parameter, PathPart, TypeName};
use crate::document::{self, Document};
use crate::source::diagnostic::Code;
use crate::source::finding::Findings;

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
    if from.malformed {
        return Err(Unbound::Reported);
    }
    let method = from.sent_method();
    if !parameters::is_token(&method) {
        return Err(Unbound::Because(format!("`{method}` is no name of a method")));
    }
    let (path, path_parameters) = lower_path(from, types, findings)?;
    parameters::warn_of_strays(from, &path_parameters, findings);
    let Credentials { bearer, basic, keys } = security::lower(from, findings);
    let others = parameters::lower_others(from, &keys, types, findings)?;
    Ok(Operation {
        name: TypeName::default(),
        chosen: from.switches.rust_name.clone(),
        id: from.id.clone().unwrap_or_else(|| format!("{} {}", from.method, from.path)),
        docs: operation_docs(from),
        deprecated: from.deprecated,
        servers: from.servers.iter().map(super::lower_server).collect(),
        method,
        template: from.path.clone(),
        path,
        path_parameters,
        query: others.query,
        headers: others.headers,
        cookies: others.cookies,
        body: bodies::lower(from, types, findings)?,
        answers: answers::lower_all(from, types, findings),
        answer_names: AnswerNames::default(),
        bearer,
        basic,
        keys,
        at: from.at.clone(),
    })
}

fn operation_docs(from: &document::Operation) -> Docs {
    let parts = [from.summary.trim(), from.description.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Docs { text: parts.join("\n\n"), link: from.external_docs.clone() }
}

/// Takes a path template apart: `/v{version}/customers/{customer_id}`.
fn lower_path<'a>(
    from: &'a document::Operation,
    types: &mut Types<'a>,
    findings: &mut Findings,
) -> Result<(Vec<PathPart>, Vec<Parameter>), Unbound> {
    let mut parts = Vec::new();
    let mut bound: Vec<Parameter> = Vec::new();
    let declared = parameters::in_path(from);
    let mut places = BTreeMap::new();
    let mut rest = without_fragment(from, findings);
    while let Some((literal, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else {
            return Err(Unbound::Because(String::from("a brace in its path is not closed")));
        };
        push_literal(&mut parts, literal);
        let place = *places.entry(name).or_insert(bound.len());
        parts.push(PathPart::Parameter(place));
        if place == bound.len() {
            let declared = declared.get(name).copied();
            bound.push(parameters::lower_in_path(from, (name, declared), types, findings)?);
        }
        rest = tail;
    }
    push_literal(&mut parts, rest);
    Ok((parts, bound))
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
