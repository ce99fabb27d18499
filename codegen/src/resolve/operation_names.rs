//! Rust names for operations.
//!
//! An operation is named after its `operationId`. Without an id it is named after method and path, and so are operations
//! that share an id, or whose ids collide in Rust: the specification requires unique ids, so a shared one identifies
//! nothing. On a remaining name collision the later operation gets a numeric suffix.

use std::collections::BTreeMap;

use heck::ToSnakeCase;

use super::collisions::NameScope;
use crate::contract::{Contract, Lowered, Operation, TypeName};
use crate::naming::casing::{avoid, upper_camel, usable_type};
use crate::source::diagnostics::Diagnostics;

/// The type names that are taken in the modules of operations.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// The Rust names of the operations, in order.
pub(super) struct OperationNames(pub(super) Vec<TypeName>);

/// Names all operations.
pub(super) fn resolve(contract: &Contract<Lowered>, diagnostics: &mut Diagnostics) -> OperationNames {
    let mut names = candidates(&contract.operations);
    let mut scope = NameScope::new("operations");
    for (name, operation) in names.iter_mut().zip(&contract.operations) {
        let module = module(name);
        if operation.chosen.is_some() {
            scope.add(&module, &operation.id, &operation.at, diagnostics);
            continue;
        }
        let numbered = scope.add_numbered(&module, &operation.id, &operation.at, diagnostics);
        if let Some(number) = numbered.strip_prefix(&module).filter(|number| !number.is_empty()) {
            name.0.push_str(number);
        }
    }
    OperationNames(names)
}

/// Returns the name that each operation asks for.
fn candidates(operations: &[Operation<Lowered>]) -> Vec<TypeName> {
    let by_id = operations.iter().map(|operation| {
        let name = operation.chosen.clone().unwrap_or_else(|| upper_camel(&operation.id));
        operation_name(&name)
    });
    let by_id: Vec<TypeName> = by_id.collect();
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    for name in &by_id {
        *holders.entry(module(name)).or_default() += 1;
    }
    let is_shared = |name: &TypeName| holders.get(&module(name)).is_some_and(|count| *count > 1);
    let names = by_id.into_iter().zip(operations).map(|(name, operation)| {
        if operation.chosen.is_some() || !is_shared(&name) {
            return name;
        }
        let location = format!("{} {}", operation.method.to_ascii_lowercase(), operation.template);
        operation_name(&upper_camel(&location))
    });
    names.collect()
}

fn operation_name(name: &str) -> TypeName {
    TypeName(avoid(&usable_type(name), &TAKEN_OPERATIONS))
}

/// Returns the module of an operation. Each operation has its own module, so names must differ in more than case.
fn module(name: &TypeName) -> String {
    name.0.to_snake_case()
}
