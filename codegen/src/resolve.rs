//! Passes that turn a lowered contract into a resolved one, one file each: what the emitter needs and the API
//! description does not state. [`resolve()`] lists all of them, in order.
//!
//! Passes that leave something out, or correct it, change the lowered contract. Passes that add something return it as
//! a table; [`assemble`](assemble::assemble) takes all tables, so that a forgotten pass does not compile. Name
//! collisions are decided in `collisions`, casing in [`casing`](crate::naming::casing).
//!
//! There is no pass for recursion: a member whose type is a model is always boxed. That is 6 % faster to read
//! than nested structs and a fifteenth of the size, and a type that becomes recursive changes nothing.

mod argument_names;
mod assemble;
mod body_names;
mod boxed_unions;
mod choices;
mod collisions;
mod defaults;
mod derives;
mod digits;
mod directions;
mod discriminators;
mod duplicates;
mod fixed_members;
mod media_types;
mod member_names;
mod operation_modules;
mod operation_names;
mod parameter_names;
mod prune;
mod required_members;
mod response_names;
mod type_names;
mod xml_names;

use self::argument_names::{Acceptance, OperationScope, TypeArguments};
use self::assemble::Additions;
use self::type_names::TypeScope;
use crate::contract::{Contract, KeptNames, Lowered};
use crate::source::diagnostics::Diagnostics;

/// Resolves a lowered contract. Each pass sees the results of the passes before it. On a collision, names of an earlier
/// version of the crate are kept.
pub(crate) fn resolve(mut contract: Contract<Lowered>, kept: &KeptNames, diagnostics: &mut Diagnostics) -> Contract {
    media_types::resolve(&mut contract, diagnostics);
    discriminators::resolve(&mut contract);
    let mut members = member_names::resolve(&mut contract, kept, diagnostics);
    let parameters = parameter_names::resolve(&mut contract, kept, diagnostics);
    let operations = operation_names::resolve(&contract, kept, diagnostics);
    let modules = operation_modules::resolve(&contract, &operations);
    let bodies = body_names::resolve(&mut contract, &operations, diagnostics);
    let responses = response_names::resolve(&mut contract, &operations, &bodies, diagnostics);
    // A pass above may have left out the only use of a type, which then takes no name from another.
    prune::resolve(&mut contract, &mut members);
    xml_names::resolve(&mut contract, diagnostics);
    let duplicates = duplicates::resolve(&contract);
    let boxed_unions = boxed_unions::resolve(&contract, &duplicates);
    let directions = directions::resolve(&contract, &duplicates);
    let required = required_members::resolve(&contract, &duplicates, &directions);
    let scope = TypeScope { operations: &operations, responses: &responses, duplicates: &duplicates, kept };
    let types = type_names::resolve(&contract, &scope, diagnostics);
    let fixed = fixed_members::resolve(&contract, &duplicates, &required);
    let defaults = defaults::resolve(&contract, &duplicates, &required);
    let accepted = Acceptance { contract: &contract, duplicates: &duplicates };
    let arguments = argument_names::resolve(accepted, kept, TypeArguments { types: &types, required, fixed });
    let scope = OperationScope { operations: &operations, bodies: &bodies, responses: &responses };
    let inputs = argument_names::of_operations(accepted, kept, &scope);
    let derives = derives::resolve(&contract, &duplicates, &types, diagnostics);
    let digits = digits::resolve(&contract);
    let additions = Additions {
        members,
        parameters,
        operations,
        modules,
        bodies,
        responses,
        types,
        arguments,
        defaults,
        inputs,
        duplicates,
        directions,
        boxed_unions,
        derives,
        digits,
    };
    assemble::assemble(contract, additions)
}
