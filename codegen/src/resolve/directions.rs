//! The directions that values of a type are sent in.

use std::collections::BTreeSet;

use super::duplicates::Duplicates;
use crate::contract::{Body, Contract, Lowered, Operation, TypeId, TypeRef};

/// The types that requests contain, and those that responses contain, each as its original. The payloads of webhooks
/// count as responses, because the service sends them.
pub(super) struct Directions {
    pub(super) requests: BTreeSet<TypeId>,
    pub(super) responses: BTreeSet<TypeId>,
}

impl Directions {
    /// Returns `true` if requests and responses contain a type.
    pub(super) fn are_both(&self, id: TypeId) -> bool {
        self.requests.contains(&id) && self.responses.contains(&id)
    }
}

/// Finds the directions of all types.
pub(super) fn resolve(contract: &Contract<Lowered>, duplicates: &Duplicates) -> Directions {
    let requests = contract.operations.iter().flat_map(in_requests);
    let responses = contract.operations.iter().flat_map(|operation| &operation.responses);
    let responses = responses.filter_map(|response| response.ty.as_ref());
    let responses = responses.chain(contract.webhooks.iter().flat_map(|webhook| &webhook.payloads));
    Directions {
        requests: reached(contract, duplicates, requests),
        responses: reached(contract, duplicates, responses),
    }
}

/// Returns the types of the parameters and the body of an operation.
fn in_requests(operation: &Operation<Lowered>) -> impl Iterator<Item = &TypeRef> {
    let parameters = operation.parameters().map(|parameter| &parameter.ty);
    parameters.chain(operation.body.iter().flat_map(Body::types))
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
        let id = duplicates.original(id);
        if reached.insert(id) {
            open.extend(contract.ty(id).kind.references().filter_map(TypeRef::named));
        }
    }
    reached
}
