//! Rust names for operations.
//!
//! An operation is named after its `operationId`, with `operation-names: short` without the path and the method that a
//! framework has added to it. If two operations have the same name, which the specification does not allow, neither
//! keeps it: both are named after the whole id, their tag and id, or method and path, with a warning. Without an id an
//! operation is named after method and path.

use super::choices::{self, Choice, Fixed, Resolved};
use super::collisions::NameScope;
use crate::contract::{Contract, KeptNames, Lowered, Operation, TypeName};
use crate::naming::casing::{avoid, upper_camel, usable_type};
use crate::naming::module::module_name;
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

/// The type names that are taken in the modules of operations.
const TAKEN_OPERATIONS: [&str; 1] = ["MediaType"];

/// The longest tag that names an operation together with its id, in bytes.
const MAX_TAG: usize = 40;

/// The Rust names of the operations, in order.
pub(super) struct OperationNames(pub(super) Vec<OperationName>);

/// The Rust name of an operation.
pub(super) struct OperationName {
    pub(super) name: TypeName,
}

/// Names all operations. Each has a module of its own, so their names differ in that of the module.
pub(super) fn resolve(contract: &Contract<Lowered>, kept: &KeptNames, diagnostics: &mut Diagnostics) -> OperationNames {
    let is_short = contract.rules.operation_names == crate::contract::OperationNames::Short;
    let kept = Some(kept).filter(|kept| kept.short_operations == is_short);
    let choices: Vec<Choice<'_>> =
        contract.operations.iter().enumerate().map(|(index, operation)| choice(operation, index, kept)).collect();
    let arguments = contract
        .operations
        .iter()
        .filter_map(|operation| kept?.parameters.get(&(operation.method.clone(), operation.template.clone())).cloned());
    let scope = NameScope::new("operations", module_name, diagnostics).without(arguments);
    let Resolved { names, colliding } = choices::choose(&choices, scope);
    let given_up = contract.operations.iter().zip(&choices).zip(&colliding).zip(&names);
    for (((operation, choice), other), name) in given_up {
        // A numeric suffix is already reported.
        let is_candidate = choice.names.contains(name);
        let wanted = choice.names.first().filter(|wanted| *wanted != name && is_candidate);
        if let (Some(wanted), Some(other)) = (wanted, other.and_then(|other| contract.operations.get(other))) {
            Collision { operation, name, wanted, other }.report(diagnostics);
        }
    }
    OperationNames(names.into_iter().map(|name| OperationName { name: TypeName(name) }).collect())
}

/// Returns the possible names of an operation.
fn choice<'a>(operation: &'a Operation<Lowered>, index: usize, kept: Option<&'a KeptNames>) -> Choice<'a> {
    let names = names(operation);
    let recorded = kept.and_then(|kept| kept.of_operation(&operation.method, &operation.template, names.iter()));
    let fixed = match &operation.chosen {
        Some(_) => Fixed::Chosen,
        None => recorded.map_or(Fixed::No, Fixed::Kept),
    };
    Choice { names, other: None, fixed, rank: (0, false), group: index, wire: operation.id.clone(), at: &operation.at }
}

/// Returns the names that an operation can have, the best first.
fn names(operation: &Operation<Lowered>) -> Vec<String> {
    if let Some(chosen) = &operation.chosen {
        return vec![operation_name(chosen)];
    }
    let tag = operation.tag.as_ref().filter(|tag| tag.len() <= MAX_TAG && tag.chars().any(char::is_alphanumeric));
    let location = format!("{} {}", operation.method.to_ascii_lowercase(), operation.template);
    let tagged = tag.filter(|_| operation.id != location).map(|tag| format!("{tag} {}", operation.id));
    let wire = operation.short_id.iter().chain([&operation.id]).chain(&tagged).chain([&location]);
    let mut names: Vec<String> = Vec::new();
    for name in wire.map(|wire| operation_name(&upper_camel(wire))) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// An operation that does not have its first name, because another operation asks for that as well.
struct Collision<'a> {
    operation: &'a Operation<Lowered>,
    name: &'a str,
    wanted: &'a str,
    other: &'a Operation<Lowered>,
}

impl Collision<'_> {
    fn report(&self, diagnostics: &mut Diagnostics) {
        let Self { operation, name, wanted, other } = self;
        let message = format!(
            "the operation `{}` has the Rust name `{name}`: `{}` at `{}` would also be `{wanted}`",
            operation.id, other.id, other.at
        );
        let help = "give one of them another `operationId`, or set `x-bindery.rust-name`";
        diagnostics.warning(Code::DuplicateName, &operation.at, message, help);
    }
}

fn operation_name(name: &str) -> String {
    avoid(&usable_type(name), &TAKEN_OPERATIONS)
}
