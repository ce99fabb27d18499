//! Rust names for operations.
//!
//! An operation is called after its id. One without an id is called after its method and path, and so are those that
//! share theirs, or whose ids get one name in Rust: the specification requires ids to differ, so these say nothing.
//! Operations that get one name all the same are an error, which `x-bindery.rust-name` mends.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::names::Names;
use super::parameter_names;
use super::spelling::{avoid, upper_camel, usable_type};
use super::{answer_names, body_names};
use crate::contract::{Body, Contract, Operation, Parameter, TypeId, TypeName, TypeRef};
use crate::diagnostic::JsonPointer;
use crate::finding::Findings;

/// Type names that mean something else where operations are defined, besides those.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// Names all operations, and what they have.
pub(super) fn resolve(contract: &mut Contract, findings: &mut Findings) {
    for operation in &mut contract.operations {
        parameter_names::resolve(operation, findings);
    }
    name_operations(&mut contract.operations);
    body_names::resolve(contract, findings);
    answer_names::resolve(contract, findings);
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
        if let Some(body) = operation.body.as_mut().filter(|body| body.contents.len() > 1) {
            body.contents.retain(|content| !names(Some(&content.ty), id));
            what = String::from("one of what the body can be");
        }
        let is_body = operation.body.iter().flat_map(Body::types).any(|ty| names(Some(ty), id));
        if is_body || operation.parameters().any(is_needed) {
            what = format!("the operation `{}`", operation.id);
            return false;
        }
        for parameters in [&mut operation.query, &mut operation.headers, &mut operation.cookies] {
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
