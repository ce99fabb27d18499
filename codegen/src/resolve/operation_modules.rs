//! Rust modules of operations.
//!
//! Each operation has a private module, from which the module around it exports its types. That is `operations`, or with
//! `operation-modules: tags` the public module of its first tag. Tags with the same module share it, so the module of an
//! operation depends on its tag alone.

use std::collections::BTreeSet;

use super::operation_names::OperationNames;
use crate::contract::{Contract, FieldName, Lowered, Operation, OperationModules};
use crate::naming::module::{file_stem, module_name};

/// The modules of all operations, in order.
pub(super) struct AllOperationModules(pub(super) Vec<OperationModule>);

/// The modules of an operation.
pub(super) struct OperationModule {
    /// Its own module.
    pub(super) own: FieldName,
    /// The module of its tag.
    pub(super) of_tag: Option<FieldName>,
}

/// Returns the modules of all operations.
pub(super) fn resolve(contract: &Contract<Lowered>, names: &OperationNames) -> AllOperationModules {
    let is_by_tag = contract.rules.operation_modules == OperationModules::Tags;
    let of_tags: Vec<_> = contract.operations.iter().map(|it| of_tag(it).filter(|_| is_by_tag)).collect();
    let own: Vec<String> = names.0.iter().map(|operation| module_name(&operation.name.0)).collect();
    let groups: BTreeSet<&str> = of_tags.iter().flatten().map(String::as_str).collect();
    let taken: BTreeSet<&str> = own.iter().map(String::as_str).chain(groups.iter().copied()).collect();
    let both = own.iter().zip(&of_tags).map(|(own, of_tag)| {
        let clashes = of_tag.as_ref().map_or_else(|| groups.contains(own.as_str()), |of_tag| of_tag == own);
        let own = if clashes { free(own, &taken) } else { own.clone() };
        OperationModule { own: FieldName(own), of_tag: of_tag.clone().map(FieldName) }
    });
    AllOperationModules(both.collect())
}

/// Returns the module of the tag of an operation; `None` without a tag that has letters or digits.
fn of_tag(operation: &Operation<Lowered>) -> Option<String> {
    let tag = operation.tag.as_ref().filter(|tag| tag.chars().any(char::is_alphanumeric))?;
    Some(module_name(tag))
}

/// Returns another name for the module of an operation that would be named as that of a tag. No caller sees it.
fn free(module: &str, taken: &BTreeSet<&str>) -> String {
    let mut name = module_name(&format!("{}_operation", file_stem(module)));
    while taken.contains(name.as_str()) {
        name.push('_');
    }
    name
}
