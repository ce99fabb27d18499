//! Rust names for operations and their parameters.
//!
//! An operation is called after its id. One without an id is called after its method and path, and so are those that
//! share theirs, or whose ids get one name in Rust: the specification requires ids to differ, so these say nothing.
//! Operations that get one name all the same are an error, which `x-bindery.rust-name` mends.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::names::Names;
use super::spelling::{avoid, field_name, upper_camel, usable_type};
use crate::contract::{Contract, FieldName, Operation, Parameter, TypeId, TypeName, TypeRef, WireName};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;

/// Type names that mean something else where operations are defined, besides those.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// Methods that a request builder has besides its parameters.
const TAKEN_METHODS: [&str; 8] =
    ["accept", "authorization", "base_url", "body", "content_type", "into_request", "new", "send"];

/// Names all operations, and what they have.
pub(super) fn resolve(contract: &mut Contract, findings: &mut Findings) {
    contract.operations.retain_mut(|operation| name_parameters(operation, findings));
    name_operations(&mut contract.operations);
    let mut names = Names::new("operations");
    for operation in &contract.operations {
        names.add(&module(&operation.name), &operation.id, &operation.at, findings);
    }
}

fn name_operations(operations: &mut [Operation]) {
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    for operation in &mut *operations {
        let name = operation.chosen.clone().unwrap_or_else(|| upper_camel(&operation.id));
        operation.name = operation_name(&name);
        *holders.entry(module(&operation.name)).or_default() += 1;
    }
    let is_shared = |operation: &Operation| holders.get(&module(&operation.name)).is_some_and(|count| *count > 1);
    for operation in operations.iter_mut().filter(|operation| operation.chosen.is_none() && is_shared(operation)) {
        let place = format!("{} {}", operation.method.to_ascii_lowercase(), operation.template);
        operation.name = operation_name(&upper_camel(&place));
    }
}

fn operation_name(name: &str) -> TypeName {
    TypeName(avoid(&usable_type(name), &TAKEN_OPERATIONS))
}

/// Each operation has a module of its own, so names that differ in case alone do not do.
fn module(name: &TypeName) -> String {
    name.0.to_snake_case()
}

/// Leaves out what has this type in the operation at this place: a parameter or the type of an answer, or else the whole
/// operation, which cannot do without. Returns what that was.
pub(super) fn leave_out(contract: &mut Contract, at: &JsonPointer, id: TypeId, part: &str) -> String {
    let mut what = format!("the type of the answer `{}`", part.trim_start_matches("Response"));
    contract.operations.retain_mut(|operation| {
        if operation.at != *at {
            return true;
        }
        for answer in operation.answers.iter_mut().filter(|answer| names(answer.ty.as_ref(), id)) {
            answer.ty = None;
        }
        let is_needed = |parameter: &Parameter| names(Some(&parameter.ty), id) && parameter.required;
        let body = operation.body.as_ref().map(|body| &body.ty);
        if names(body, id) || operation.parameters().any(is_needed) {
            what = format!("the operation `{}`", operation.id);
            return false;
        }
        for parameters in [&mut operation.query, &mut operation.headers] {
            let count = parameters.len();
            parameters.retain(|parameter| !names(Some(&parameter.ty), id));
            if parameters.len() < count {
                what = format!("the parameter `{part}`");
            }
        }
        true
    });
    what
}

fn names(ty: Option<&TypeRef>, id: TypeId) -> bool {
    ty.is_some_and(|ty| ty.named() == Some(id))
}

/// Names the parameters of an operation. `false`, with a finding, if it requires two of one name.
fn name_parameters(operation: &mut Operation, findings: &mut Findings) -> bool {
    let mut taken = BTreeMap::new();
    let mut complete = true;
    for parameter in &mut operation.path_parameters {
        complete &= name_parameter(parameter, &mut taken, findings);
    }
    for parameters in [&mut operation.query, &mut operation.headers] {
        parameters.retain_mut(|parameter| {
            let is_named = name_parameter(parameter, &mut taken, findings);
            complete &= is_named || !parameter.required;
            is_named
        });
    }
    operation.keys.retain_mut(|key| {
        // A key for the whole of this header is set by the method that is called after it.
        let methods = if key.name.0.eq_ignore_ascii_case("authorization") { &[][..] } else { &TAKEN_METHODS[..] };
        let (name, is_named) = name_one(&key.name, "the key", &key.at, methods, &mut taken, findings);
        key.field = name;
        is_named
    });
    if !complete {
        let message = format!("the operation `{}` is left out: it requires parameters of one name", operation.id);
        findings.warning(Code::DuplicateName, &operation.at, message, "make its request by hand");
    }
    complete
}

fn name_parameter(parameter: &mut Parameter, taken: &mut BTreeMap<String, String>, findings: &mut Findings) -> bool {
    let what = "the parameter";
    let (name, is_named) = name_one(&parameter.name, what, &parameter.at, &TAKEN_METHODS, taken, findings);
    parameter.field = name;
    is_named
}

/// The name of a parameter or a key, and whether it gets it; a finding if it does not.
fn name_one(
    wire: &WireName,
    what: &str,
    at: &JsonPointer,
    methods: &[&str],
    taken: &mut BTreeMap<String, String>,
    findings: &mut Findings,
) -> (FieldName, bool) {
    let WireName(wire) = wire;
    let rust = field_name(wire, methods);
    let other = taken.get(&rust).cloned();
    if let Some(other) = &other {
        let message = format!("{what} `{wire}` is left out: `{other}` has its name in Rust, `{rust}`");
        findings.warning(Code::DuplicateName, at, message, "add it to the request by hand");
    } else {
        taken.insert(rust.clone(), wire.clone());
    }
    (FieldName(rust), other.is_none())
}
