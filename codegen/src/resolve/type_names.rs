//! Rust names for types.
//!
//! A type is named after its own name alone, an inline type after its owner. `x-bindery.rust-name` resolves name
//! collisions.

use std::collections::BTreeMap;

use super::collisions::{Candidate, NameScope};
use super::operation_names::OperationNames;
use crate::contract::{Contract, Lowered, Naming, TypeId, TypeName};
use crate::naming::casing::{upper_camel, usable_type, within};
use crate::naming::dotnet::DotnetName;
use crate::source::diagnostic::JsonPointer;
use crate::source::diagnostics::Diagnostics;

/// The Rust names of the types, in order.
pub(super) struct TypeNames(pub(super) Vec<TypeName>);

/// Names all types. On a name collision a chosen name comes first, then a name that the API description has exactly
/// like that, then the first type; the others get a numeric suffix.
pub(super) fn resolve(
    contract: &Contract<Lowered>,
    operations: &OperationNames,
    diagnostics: &mut Diagnostics,
) -> TypeNames {
    let operations = contract.operations.iter().zip(&operations.0).rev();
    let operations: BTreeMap<_, _> =
        operations.map(|(operation, names)| (&operation.at, names.name.0.as_str())).collect();
    let rust = (0..contract.types.len()).map(|index| type_name(contract, &operations, TypeId(index)));
    let rust: Vec<String> = rust.collect();
    let rank = |index: &usize| match &contract.types[*index].naming {
        Naming::Chosen(_) => (0, true),
        Naming::Documented(name) | Naming::DocumentedShort(name) => (1, *name != rust[*index]),
        Naming::Inline(..) | Naming::Polymorphic(_) | Naming::Part(..) => (2, true),
    };
    let mut order: Vec<usize> = (0..contract.types.len()).collect();
    order.sort_by_key(rank);
    let mut scope = NameScope::new("types", str::to_owned, diagnostics);
    let names = order.into_iter().map(|index| {
        let ty = &contract.types[index];
        let chosen = matches!(ty.naming, Naming::Chosen(_));
        let name = scope.add(&Candidate { rust: &rust[index], wire: &ty.at.last(), chosen, at: &ty.at });
        (index, TypeName(name))
    });
    let by_index: BTreeMap<usize, TypeName> = names.collect();
    TypeNames(by_index.into_values().collect())
}

/// Returns the Rust name of a type before collisions. An inline type is named after its owner: a type that comes before
/// it in the contract, or an operation.
fn type_name(contract: &Contract<Lowered>, operations: &BTreeMap<&JsonPointer, &str>, id: TypeId) -> String {
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
