//! Rust names for operations and their parameters.
//!
//! An operation is called after its id. One without an id is called after its method and path, and so are those that
//! share theirs, or whose ids get one name in Rust: the specification requires ids to differ, so these say nothing.
//! Of operations that get one name all the same, the second has a number behind it.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::names::Names;
use super::spelling::{avoid, field_name, upper_camel, usable_type};
use crate::contract::{Contract, FieldName, Operation, Parameter, TypeName};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;

/// Type names that mean something else where operations are defined, besides those.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// Methods that a request builder has besides its parameters.
const TAKEN_METHODS: [&str; 9] =
    ["accept", "authorization", "base_url", "body", "content_type", "into_request", "new", "send", "send_blocking"];

/// Names all operations, and what they have.
pub(super) fn resolve(contract: &mut Contract, findings: &mut Findings) {
    contract.operations.retain_mut(|operation| name_parameters(operation, findings));
    name_operations(&mut contract.operations);
    let mut names = Names::new("operations");
    for operation in &mut contract.operations {
        let module = module(&operation.name);
        if operation.chosen.is_some() {
            names.add(&module, &operation.id, &operation.at, findings);
            continue;
        }
        let name = names.add_numbered(&module, &operation.id, &operation.at, findings);
        if let Some(number) = name.strip_prefix(&module).filter(|number| !number.is_empty()) {
            operation.name.0.push_str(number);
        }
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
        let name = field_name(&key.name.0, methods);
        key.field = FieldName(name.clone());
        let help = "set it on the request by hand";
        take(name, &format!("the key `{}`", key.name.0), &key.at, help, &mut taken, findings)
    });
    name_bodies(operation, &mut taken, findings);
    if !complete {
        let message = format!("the operation `{}` is left out: it requires parameters of one name", operation.id);
        findings.warning(Code::DuplicateName, &operation.at, message, "make its request by hand");
    }
    complete
}

/// Names the constructors of named bodies. Each name is somebody's choice, so that a taken one is an error.
fn name_bodies(operation: &mut Operation, taken: &mut BTreeMap<String, String>, findings: &mut Findings) {
    for body in operation.body.iter_mut().flat_map(|body| &mut body.named) {
        let name = field_name(&body.name, &[]);
        let method = TAKEN_METHODS.contains(&name.as_str()).then(|| String::from("a method of operations"));
        if let Some(other) = method.or_else(|| taken.get(&name).cloned()) {
            let message = format!("the body `{}` has the name of {other} in Rust, `{name}`", body.name);
            findings.error(Code::DuplicateName, &body.at, message, "give it another name");
        }
        taken.insert(name.clone(), format!("the body `{}`", body.name));
        body.method = FieldName(name);
    }
}

fn name_parameter(parameter: &mut Parameter, taken: &mut BTreeMap<String, String>, findings: &mut Findings) -> bool {
    let spelled = field_name(&parameter.name.0, &TAKEN_METHODS);
    let name = parameter.chosen.as_ref().map_or(spelled, |chosen| avoid(chosen, &TAKEN_METHODS));
    parameter.field = FieldName(name.clone());
    let help = "give its schema another name by `x-bindery.field`";
    take(name, &format!("the parameter `{}`", parameter.name.0), &parameter.at, help, taken, findings)
}

/// Takes a name for a parameter or a key. `false`, with a finding, if another has it.
fn take(
    rust: String,
    what: &str,
    at: &JsonPointer,
    help: &str,
    taken: &mut BTreeMap<String, String>,
    findings: &mut Findings,
) -> bool {
    if let Some(other) = taken.get(&rust) {
        let message = format!("{what} is left out: {other} has its name in Rust, `{rust}`");
        findings.warning(Code::DuplicateName, at, message, help);
        return false;
    }
    taken.insert(rust, what.to_owned());
    true
}
