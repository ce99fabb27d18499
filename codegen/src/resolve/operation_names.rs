//! Rust names for operations.
//!
//! An operation is named after its `operationId`. Without an id it is named after method and path, and so are operations
//! that share an id, or whose ids collide in Rust: the specification requires unique ids, so a shared one identifies
//! nothing. On a remaining name collision a chosen name comes first, and the later operation gets a numeric suffix.

use std::collections::BTreeMap;

use super::collisions::{Candidate, NameScope};
use crate::contract::{Contract, FieldName, Lowered, Operation, TypeName};
use crate::naming::casing::{avoid, upper_camel, usable_type};
use crate::naming::module::module_name;
use crate::source::diagnostics::Diagnostics;

/// The type names that are taken in the modules of operations.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// The Rust names of the operations, in order.
pub(super) struct OperationNames(pub(super) Vec<OperationName>);

/// The Rust names of an operation.
pub(super) struct OperationName {
    pub(super) name: TypeName,
    pub(super) module: FieldName,
}

/// Names all operations. Each has its own module, so their names differ in that of the module.
pub(super) fn resolve(contract: &Contract<Lowered>, diagnostics: &mut Diagnostics) -> OperationNames {
    let mut scope = NameScope::new("operations", module_name, diagnostics);
    let candidates = candidates(&contract.operations);
    let mut candidates: Vec<_> = candidates.iter().zip(&contract.operations).enumerate().collect();
    candidates.sort_by_key(|(_, (_, operation))| operation.chosen.is_none());
    let names = candidates.into_iter().map(|(index, (name, Operation { id, chosen, at, .. }))| {
        let name = scope.add(&Candidate { rust: name, wire: id, chosen: chosen.is_some(), at });
        let module = FieldName(module_name(&name));
        (index, OperationName { name: TypeName(name), module })
    });
    let by_index: BTreeMap<usize, OperationName> = names.collect();
    OperationNames(by_index.into_values().collect())
}

/// Returns the name that each operation asks for.
fn candidates(operations: &[Operation<Lowered>]) -> Vec<String> {
    let by_id = operations.iter().map(|operation| {
        let name = operation.chosen.clone().unwrap_or_else(|| upper_camel(&operation.id));
        operation_name(&name)
    });
    let by_id: Vec<String> = by_id.collect();
    let mut holders: BTreeMap<String, usize> = BTreeMap::new();
    for name in &by_id {
        *holders.entry(module_name(name)).or_default() += 1;
    }
    let is_shared = |name: &str| holders.get(&module_name(name)).is_some_and(|count| *count > 1);
    let names = by_id.into_iter().zip(operations).map(|(name, operation)| {
        if operation.chosen.is_some() || !is_shared(&name) {
            return name;
        }
        let location = format!("{} {}", operation.method.to_ascii_lowercase(), operation.template);
        operation_name(&upper_camel(&location))
    });
    names.collect()
}

fn operation_name(name: &str) -> String {
    avoid(&usable_type(name), &TAKEN_OPERATIONS)
}
