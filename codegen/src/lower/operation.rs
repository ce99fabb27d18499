//! Operations: their names and paths.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::lowering::Lowering;
use super::parameters;
use super::security::Credentials;
use super::unsupported::{LeftOut, Unsupported};
use crate::contract::{Docs, Lowered, Operation, Parameter, PathPart};
use crate::document::{self, ParameterKind};
use crate::source::diagnostic::Code;

impl<'a> Lowering<'a, '_> {
    /// Lowers all operations, by path and method.
    pub(super) fn lower_operations(&mut self) -> Vec<Operation<Lowered>> {
        let mut operations = Vec::new();
        let document = self.document;
        for operation in &document.operations {
            match self.lower_operation(operation) {
                Ok(lowered) => operations.push(lowered),
                Err(unsupported) => {
                    let what = format!("the operation `{} {}`", operation.method, operation.path);
                    let help = "build its request by hand; the rest of the contract is generated";
                    self.report(&unsupported, &LeftOut { what: &what, at: &operation.at, help });
                }
            }
        }
        operations
    }

    fn lower_operation(&mut self, from: &'a document::Operation) -> Result<Operation<Lowered>, Unsupported> {
        if from.malformed {
            return Err(Unsupported::Reported);
        }
        let method = from.sent_method();
        if !parameters::is_token(&method) {
            return Err(Unsupported::Because(format!("`{method}` is not a valid method")));
        }
        let (path, path_parameters) = self.lower_path(from)?;
        self.warn_of_unused(from, &path_parameters);
        let Credentials { bearer, basic, keys } = self.lower_security(from);
        let others = self.lower_others(from, &keys)?;
        Ok(Operation {
            name: (),
            module: (),
            tag_module: (),
            chosen: from.extension.rust_name.clone(),
            id: from.known_id(),
            short_id: self.names.short_id(from),
            docs: operation_docs(from),
            deprecated: from.deprecated,
            servers: from.servers.clone(),
            method,
            template: from.path.clone(),
            path,
            path_parameters,
            query: others.query,
            headers: others.headers,
            cookies: others.cookies,
            required: (),
            body: self.lower_body(from)?,
            responses: self.lower_responses(from),
            response_names: (),
            tag: from.tag.clone(),
            bearer,
            basic,
            keys,
            at: from.at.clone(),
        })
    }

    /// Splits a path template into literals and parameters: `/v{version}/customers/{customer_id}`.
    fn lower_path(
        &mut self,
        from: &'a document::Operation,
    ) -> Result<(Vec<PathPart>, Vec<Parameter<Lowered>>), Unsupported> {
        let mut parts = Vec::new();
        let mut parameters: Vec<Parameter<Lowered>> = Vec::new();
        let declared = parameters::in_path(from);
        let mut indices = BTreeMap::new();
        let path = self.without_fragment(from);
        let path = self.without_repeated_pairs(from, path);
        let mut rest = path.as_ref();
        while let Some((literal, tail)) = rest.split_once('{') {
            let Some((name, tail)) = tail.split_once('}') else {
                return Err(Unsupported::new("a brace in its path is not closed"));
            };
            push_literal(&mut parts, literal);
            let index = *indices.entry(name).or_insert(parameters.len());
            parts.push(PathPart::Parameter(index));
            if index == parameters.len() {
                parameters.push(match declared.get(name) {
                    Some((position, declared)) => self.lower_in_path(from, declared, *position)?,
                    None => self.undeclared(from, name),
                });
            }
            rest = tail;
        }
        push_literal(&mut parts, rest);
        Ok((parts, parameters))
    }

    /// Returns the path without its fragment, which is never sent.
    fn without_fragment(&mut self, from: &'a document::Operation) -> &'a str {
        let Some((path, fragment)) = from.path.split_once('#') else { return &from.path };
        let message = format!("`#{fragment}` is left out of the path: a fragment is never sent");
        let help = "distinguish such operations by query or body";
        self.diagnostics.warning(Code::Unsupported, &from.at, message, help);
        path
    }
}

impl<'a> Lowering<'a, '_> {
    /// Returns the path without the pairs of its query that required parameters send: `/blobs?comp=list` beside a
    /// parameter `comp`.
    fn without_repeated_pairs<'p>(&mut self, from: &'a document::Operation, path: &'p str) -> Cow<'p, str> {
        let Some((before, query)) = path.split_once('?') else { return Cow::Borrowed(path) };
        let mut kept = Vec::new();
        for pair in query.split('&') {
            let name = pair.split('=').next().unwrap_or_default();
            let is_same = |it: &&document::Parameter| it.kind == ParameterKind::Query && it.name == name;
            let parameter = from.parameters.iter().find(is_same);
            if let Some(parameter) = parameter.filter(|parameter| !parameter.required) {
                let message = format!("the path and the parameter `{name}` are both sent if the parameter is set");
                let help = "remove the pair from the path, or make the parameter required";
                self.diagnostics.warning(Code::DuplicateName, &parameter.at, message, help);
            }
            if parameter.is_none_or(|parameter| !parameter.required) {
                kept.push(pair);
            }
        }
        match kept.len() == query.split('&').count() {
            true => Cow::Borrowed(path),
            false if kept.is_empty() => Cow::Borrowed(before),
            false => Cow::Owned(format!("{before}?{}", kept.join("&"))),
        }
    }
}

fn operation_docs(from: &document::Operation) -> Docs {
    let parts = [from.summary.trim(), from.description.trim()];
    let mut parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.dedup();
    Docs { text: parts.join("\n\n"), link: from.external_docs.clone() }
}

/// Adds a literal of the template. Characters that a URL cannot contain are percent-encoded.
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
