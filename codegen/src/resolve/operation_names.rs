//! Rust names for operations.
//!
//! An operation is called after its id. One without an id is called after its method and path, and so are those that
//! share theirs, or whose ids get one name in Rust: the specification requires ids to differ, so these say nothing.
//! Of operations that get one name all the same, the second has a number behind it.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::collisions::NameScope;
use crate::contract::{Contract, Operation, TypeName};
use crate::naming::casing::{avoid, upper_camel, usable_type};
use crate::source::diagnostics::Diagnostics;

/// Type names that mean something else where operations are defined, besides those.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// Names all operations.
pub(super) fn resolve(contract: &mut Contract, diagnostics: &mut Diagnostics) {
    name_operations(&mut contract.operations);
    let mut names = NameScope::new("operations");
    for operation in &mut contract.operations {
        let module = module(&operation.name);
        if operation.chosen.is_some() {
            names.add(&module, &operation.id, &operation.at, diagnostics);
            continue;
        }
        let name = names.add_numbered(&module, &operation.id, &operation.at, diagnostics);
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
        let location = format!("{} {}", operation.method.to_ascii_lowercase(), operation.template);
        operation.name = operation_name(&upper_camel(&location));
    }
}

fn operation_name(name: &str) -> TypeName {
    TypeName(avoid(&usable_type(name), &TAKEN_OPERATIONS))
}

/// Each operation has a module of its own, so names that differ in case alone do not do.
fn module(name: &TypeName) -> String {
    name.0.to_snake_case()
}
