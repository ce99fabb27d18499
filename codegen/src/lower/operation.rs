//! Operations: what they are called and their paths.

use std::collections::BTreeMap;

use super::security::Credentials;
use super::types::Types;
use super::unsupported::{Unsupported, report};
use super::{bodies, parameters, responses, security};
use crate::contract::{Docs, Lowered, Operation, Parameter, PathPart};
use crate::document::{self, Document};
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// Lowers all operations, by path and method.
pub(super) fn lower_all<'a>(
    document: &'a Document,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Vec<Operation<Lowered>> {
    let mut operations = Vec::new();
    for operation in &document.operations {
        let what = format!("the operation `{} {}`", operation.method, operation.path);
        match lower(operation, types, diagnostics) {
            Ok(lowered) => operations.push(lowered),
            Err(unsupported) => report(
                &unsupported,
                &what,
                &operation.at,
                "make its request by hand; the rest of the contract is there",
                diagnostics,
            ),
        }
    }
    operations
}

fn lower<'a>(
    from: &'a document::Operation,
    types: &mut Types<'a>,
    diagnostics: &mut Diagnostics,
) -> Result<Operation<Lowered>, Unsupported> {
    if from.malformed {
        return Err(Unsupported::Reported);
    }
    let method = from.sent_method();
    if !parameters::is_token(&method) {
        return Err(Unsupported::Because(format!("`{method}` is no name of a method")));
    }
    let (path, path_parameters) = lower_path(from, types, diagnostics)?;
    parameters::warn_of_strays(from, &path_parameters, diagnostics);
    let Credentials { bearer, basic, keys } = security::lower(from, diagnostics);
    let others = parameters::lower_others(from, &keys, types, diagnostics)?;
    Ok(Operation {
        name: (),
        chosen: from.extension.rust_name.clone(),
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
        body: bodies::lower(from, types, diagnostics)?,
        responses: responses::lower_all(from, types, diagnostics),
        response_names: (),
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
    diagnostics: &mut Diagnostics,
) -> Result<(Vec<PathPart>, Vec<Parameter<Lowered>>), Unsupported> {
    let mut parts = Vec::new();
    let mut bound: Vec<Parameter<Lowered>> = Vec::new();
    let declared = parameters::in_path(from);
    let mut locations = BTreeMap::new();
    let mut rest = without_fragment(from, diagnostics);
    while let Some((literal, tail)) = rest.split_once('{') {
        let Some((name, tail)) = tail.split_once('}') else {
            return Err(Unsupported::Because(String::from("a brace in its path is not closed")));
        };
        push_literal(&mut parts, literal);
        let location = *locations.entry(name).or_insert(bound.len());
        parts.push(PathPart::Parameter(location));
        if location == bound.len() {
            let declared = declared.get(name).copied();
            bound.push(parameters::lower_in_path(from, (name, declared), types, diagnostics)?);
        }
        rest = tail;
    }
    push_literal(&mut parts, rest);
    Ok((parts, bound))
}

/// The path without its fragment, which no request can send.
fn without_fragment<'a>(from: &'a document::Operation, diagnostics: &mut Diagnostics) -> &'a str {
    let Some((path, fragment)) = from.path.split_once('#') else { return &from.path };
    let message = format!("`#{fragment}` is left out of the path: a fragment is never sent");
    diagnostics.warning(Code::Unsupported, &from.at, message, "say what tells such operations apart in query or body");
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
