//! Rust names for types.
//!
//! A type is called after its own name alone, an inline one after what it is written in. `x-bindery.rust-name` mends the
//! names of those that get one name.

use std::collections::BTreeMap;

use super::collisions::NameScope;
use crate::contract::{Contract, Naming, TypeId, TypeName};
use crate::naming::casing::{upper_camel, usable_type, within};
use crate::naming::dotnet::DotnetName;
use crate::source::diagnostic::JsonPointer;
use crate::source::diagnostics::Diagnostics;

/// Names all types. Of several that get one name it is that of the one it was chosen for, or that has it in the
/// description, or comes first; the others have a number behind it.
pub(super) fn resolve(contract: &mut Contract, diagnostics: &mut Diagnostics) {
    let operations = contract.operations.iter().rev().map(|operation| (&operation.at, operation.name.0.as_str()));
    let operations: BTreeMap<_, _> = operations.collect();
    let rust = (0..contract.types.len()).map(|index| type_name(contract, &operations, TypeId(index)));
    let rust: Vec<String> = rust.collect();
    let rank = |index: &usize| {
        let ty = &contract.types[*index];
        match &ty.naming {
            Naming::Chosen(_) => (0, true),
            Naming::Documented(name) | Naming::DocumentedShort(name) => (1, *name != rust[*index]),
            Naming::Inline(..) | Naming::Polymorphic(_) | Naming::Part(..) => (2, true),
        }
    };
    let mut order: Vec<usize> = (0..contract.types.len()).collect();
    order.sort_by_key(rank);
    let mut names = NameScope::new("types");
    for index in order {
        let ty = &mut contract.types[index];
        let (name, wire) = (&rust[index], ty.at.last());
        ty.name = TypeName(match &ty.naming {
            Naming::Chosen(_) => {
                names.add(name, &wire, &ty.at, diagnostics);
                name.clone()
            }
            Naming::Documented(_)
            | Naming::DocumentedShort(_)
            | Naming::Inline(..)
            | Naming::Polymorphic(_)
            | Naming::Part(..) => names.add_numbered(name, &wire, &ty.at, diagnostics),
        });
    }
}

/// The Rust name of a type. An inline one is called after its owner: a type that comes before it in the contract, or an
/// operation.
fn type_name(contract: &Contract, operations: &BTreeMap<&JsonPointer, &str>, id: TypeId) -> String {
    let name = match &contract.ty(id).naming {
        Naming::Chosen(name) => name.clone(),
        Naming::Documented(name) => upper_camel(name),
        Naming::DocumentedShort(name) => upper_camel(&DotnetName::parse(name).short()),
        Naming::Inline(owner, member) => within(&type_name(contract, operations, *owner), &member.0),
        Naming::Part(operation, part) => within(operations.get(operation).copied().unwrap_or_default(), part),
        Naming::Polymorphic(base) => format!("Any{}", type_name(contract, operations, *base)),
    };
    usable_type(&name)
}
