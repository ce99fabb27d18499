//! The required members that constructors take and readers insist on.
//!
//! A member that its description requires is optional nevertheless where it cannot always be there: a member that the
//! service sets, in a type that requests use; a member that the service never sends, in a type that responses use; a
//! member through which a model would contain itself without an end; and a member that a named body leaves out.

use std::collections::BTreeSet;

use super::duplicates::Duplicates;
use crate::contract::{Access, Body, Contract, Literal, Lowered, Member, Operation, Struct, TypeId, TypeKind, TypeRef};

/// For each type the indices of its required members, in the order of the description.
pub(super) struct RequiredMembers(pub(super) Vec<Vec<usize>>);

/// Finds the required members of all types. A duplicate has those of its original.
pub(super) fn resolve(contract: &Contract<Lowered>, duplicates: &Duplicates) -> RequiredMembers {
    let requests = contract.operations.iter().flat_map(in_requests);
    let responses = contract.operations.iter().flat_map(|operation| &operation.responses);
    let responses = responses.filter_map(|response| response.ty.as_ref());
    let search = Search {
        contract,
        duplicates,
        in_requests: reached(contract, duplicates, requests),
        in_responses: reached(contract, duplicates, responses),
        left_out: left_out(contract, duplicates),
    };
    let mut required: Vec<Vec<usize>> = (0..contract.types.len()).map(|index| search.required(TypeId(index))).collect();
    search.break_cycles(&mut required);
    RequiredMembers(required)
}

/// Returns the types of the parameters and the body of an operation.
fn in_requests(operation: &Operation<Lowered>) -> impl Iterator<Item = &TypeRef> {
    let parameters = operation.parameters().map(|parameter| &parameter.ty);
    parameters.chain(operation.body.iter().flat_map(Body::types))
}

fn original(duplicates: &Duplicates, id: TypeId) -> TypeId {
    duplicates.0.get(&id).copied().unwrap_or(id)
}

/// Returns the types that values of these types contain, each as its original.
fn reached<'a>(
    contract: &Contract<Lowered>,
    duplicates: &Duplicates,
    from: impl Iterator<Item = &'a TypeRef>,
) -> BTreeSet<TypeId> {
    let mut open: Vec<TypeId> = from.filter_map(TypeRef::named).collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        let id = original(duplicates, id);
        if reached.insert(id) {
            open.extend(contract.ty(id).kind.references().filter_map(TypeRef::named));
        }
    }
    reached
}

/// Returns the members that a named body leaves out, as the original of their type and their index.
fn left_out(contract: &Contract<Lowered>, duplicates: &Duplicates) -> BTreeSet<(TypeId, usize)> {
    let bodies = contract.operations.iter().filter_map(|operation| operation.body.as_ref());
    let mut open: Vec<&Literal> = bodies.flat_map(|body| &body.named).map(|named| &named.value).collect();
    let mut left_out = BTreeSet::new();
    while let Some(literal) = open.pop() {
        match literal {
            Literal::Object(id, stated) => {
                if let TypeKind::Struct(object) = &contract.ty(*id).kind {
                    let is_absent = |member: &Member<Lowered>| stated.iter().all(|(name, _)| *name != member.name);
                    let absent = object.members.iter().enumerate().filter(|(_, member)| is_absent(member));
                    left_out.extend(absent.map(|(index, _)| (original(duplicates, *id), index)));
                }
                open.extend(stated.iter().map(|(_, value)| value));
            }
            Literal::Array(_, items) => open.extend(items),
            Literal::Map(_, entries) => open.extend(entries.iter().map(|(_, value)| value)),
            Literal::Null
            | Literal::Bool(_)
            | Literal::I32(_)
            | Literal::I64(_)
            | Literal::U32(_)
            | Literal::U64(_)
            | Literal::F64(_)
            | Literal::String(_)
            | Literal::Any(_)
            | Literal::Value(..) => {}
        }
    }
    left_out
}

struct Search<'a> {
    contract: &'a Contract<Lowered>,
    duplicates: &'a Duplicates,
    /// The types that requests contain, and those that responses contain.
    in_requests: BTreeSet<TypeId>,
    in_responses: BTreeSet<TypeId>,
    /// The members that named bodies leave out.
    left_out: BTreeSet<(TypeId, usize)>,
}

impl Search<'_> {
    fn object(&self, id: TypeId) -> Option<&Struct<Lowered>> {
        match &self.contract.ty(id).kind {
            TypeKind::Struct(object) => Some(object),
            TypeKind::Enum(_) | TypeKind::Union(_) => None,
        }
    }

    /// Returns the required members of a type, without regard to cycles.
    fn required(&self, id: TypeId) -> Vec<usize> {
        let id = original(self.duplicates, id);
        let members = self.object(id).map_or(&[][..], |object| &object.members).iter().enumerate();
        let enforced = members.filter_map(|(index, member)| Some((member.enforced?, index, member)));
        let mut required: Vec<(usize, usize)> = enforced
            .filter(|(_, index, member)| self.is_sent(id, member) && !self.left_out.contains(&(id, *index)))
            .map(|(position, index, _)| (position, index))
            .collect();
        required.sort_unstable();
        required.into_iter().map(|(_, index)| index).collect()
    }

    /// Returns `true` if every object of the type can have the member. A type that no operation uses may be sent in both
    /// directions.
    fn is_sent(&self, id: TypeId, member: &Member<Lowered>) -> bool {
        let (requests, responses) = (self.in_requests.contains(&id), self.in_responses.contains(&id));
        match member.access {
            Access::ReadWrite => true,
            Access::ReadOnly => responses && !requests,
            Access::WriteOnly => requests && !responses,
        }
    }

    /// Returns the model that a required member holds.
    fn held(&self, id: TypeId, index: usize) -> Option<TypeId> {
        let held = self.object(id)?.members.get(index)?.ty.named()?;
        let held = original(self.duplicates, held);
        self.object(held).map(|_| held)
    }

    /// Makes the members optional through which a model would contain itself: those that hold a model from which their own
    /// is reached by required members.
    fn break_cycles(&self, required: &mut [Vec<usize>]) {
        // A model ends if all models that it holds end; what is left over is on a cycle, or leads into one.
        let mut endless: BTreeSet<TypeId> = (0..required.len()).map(TypeId).collect();
        loop {
            let ends = |id: &TypeId| {
                let indices = required.get(id.0).into_iter().flatten();
                indices.filter_map(|index| self.held(*id, *index)).all(|held| !endless.contains(&held))
            };
            let ending: Vec<TypeId> = endless.iter().copied().filter(ends).collect();
            if ending.is_empty() {
                break;
            }
            for id in ending {
                endless.remove(&id);
            }
        }
        for id in &endless {
            if let Some(indices) = required.get_mut(id.0) {
                indices.retain(|index| self.held(*id, *index).is_none_or(|held| !endless.contains(&held)));
            }
        }
    }
}
