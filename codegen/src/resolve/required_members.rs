//! The required members that constructors take and readers enforce.
//!
//! A member that its description requires is optional nevertheless where it cannot always be there: a member that the
//! service sets, in a type that requests use; a member that the service never sends, in a type that responses use; a
//! member through which a model would contain itself without an end, or too many models; a member that a named body
//! leaves out; and any member of an object that a secret string may replace.

use std::collections::BTreeSet;

use super::directions::Directions;
use super::duplicates::Duplicates;
use crate::contract::{Access, Contract, Literal, Lowered, Member, Struct, TypeId, TypeKind};

/// The required members of all types.
pub(super) struct RequiredMembers {
    /// For each type the indices of its required members, in the order of the description.
    pub(super) members: Vec<Vec<usize>>,
    /// The members that named bodies leave out, by the original of their type and their index.
    pub(super) left_out: BTreeSet<(TypeId, usize)>,
}

/// Finds the required members of all types. A duplicate has those of its original.
pub(super) fn resolve(
    contract: &Contract<Lowered>,
    duplicates: &Duplicates,
    directions: &Directions,
) -> RequiredMembers {
    let search = Search { contract, duplicates, directions, left_out: left_out(contract, duplicates) };
    let mut required: Vec<Vec<usize>> = (0..contract.types.len()).map(|index| search.required(TypeId(index))).collect();
    search.limit(&mut required);
    RequiredMembers { members: required, left_out: search.left_out }
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
                    left_out.extend(absent.map(|(index, _)| (duplicates.original(*id), index)));
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
    directions: &'a Directions,
    /// The members that named bodies leave out.
    left_out: BTreeSet<(TypeId, usize)>,
}

impl Search<'_> {
    fn object(&self, id: TypeId) -> Option<&Struct<Lowered>> {
        match &self.contract.ty(id).kind {
            TypeKind::Struct(object) | TypeKind::Tuple(object) => Some(object),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => None,
        }
    }

    /// Returns the required members of a type, without regard to cycles.
    fn required(&self, id: TypeId) -> Vec<usize> {
        let id = self.duplicates.original(id);
        let object = self.object(id).filter(|object| !object.secret_string);
        let members = object.map_or(&[][..], |object| &object.members).iter().enumerate();
        let enforced = members.filter_map(|(index, member)| Some((member.enforced?, index, member)));
        let mut required: Vec<(usize, usize)> = enforced
            .filter(|(_, index, member)| self.is_sent(id, member) && !self.left_out.contains(&(id, *index)))
            .map(|(position, index, _)| (position, index))
            .collect();
        required.sort_unstable();
        required.into_iter().map(|(_, index)| index).collect()
    }

    /// Returns `true` if every object of the type can have the member. A type that no operation uses may be sent in
    /// both directions.
    fn is_sent(&self, id: TypeId, member: &Member<Lowered>) -> bool {
        let (requests, responses) = (self.directions.requests.contains(&id), self.directions.responses.contains(&id));
        match member.access {
            Access::ReadWrite => true,
            Access::ReadOnly => responses && !requests,
            Access::WriteOnly => requests && !responses,
        }
    }

    /// Returns the model that a required member holds.
    fn held(&self, id: TypeId, index: usize) -> Option<TypeId> {
        let held = self.object(id)?.members.get(index)?.ty.named()?;
        let held = self.duplicates.original(held);
        self.object(held).map(|_| held)
    }

    /// Makes members optional that hold a model on a cycle of required members, or too many models.
    fn limit(&self, required: &mut [Vec<usize>]) {
        let held = |id: usize, index: &usize| Some(self.held(TypeId(id), *index)?.0);
        let edges = required.iter().enumerate();
        let edges: Vec<Vec<usize>> =
            edges.map(|(id, members)| members.iter().filter_map(|index| held(id, index)).collect()).collect();
        // The number of models that each model holds, itself included; `None` until it is known.
        let mut sizes: Vec<Option<usize>> = vec![None; required.len()];
        for component in components(&edges) {
            let mut found = Vec::new();
            for id in component {
                let mut size = 1;
                let is_kept = |index: &usize| match held(id, index) {
                    None => true,
                    Some(held) => match sizes.get(held).copied().flatten() {
                        Some(models) if size + models <= MAX_MODELS => {
                            size += models;
                            true
                        }
                        Some(_) | None => false,
                    },
                };
                if let Some(members) = required.get_mut(id) {
                    members.retain(is_kept);
                }
                found.push((id, size));
            }
            // Members that lead to the same component are on a cycle: its sizes are not known before.
            for (id, size) in found {
                if let Some(known) = sizes.get_mut(id) {
                    *known = Some(size);
                }
            }
        }
    }
}

/// The most models that a model holds by required members, itself included: a reader creates all of them before it
/// reads the first one.
const MAX_MODELS: usize = 64;

/// Returns the strongly connected components of a graph, each after those that its edges lead to (Tarjan's algorithm,
/// without recursion).
fn components(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut search = Tarjan { nodes: vec![Node::default(); edges.len()], ..Tarjan::default() };
    for root in 0..edges.len() {
        search.visit(root, edges);
    }
    search.components
}

/// The state of the search for components.
#[derive(Default)]
struct Tarjan {
    nodes: Vec<Node>,
    count: usize,
    /// The nodes whose component is not complete.
    stack: Vec<usize>,
    components: Vec<Vec<usize>>,
}

#[derive(Clone, Default)]
struct Node {
    /// The position in the order of visits, from 1; 0 if it was not visited.
    visited: usize,
    /// The smallest position that is reached from here, within the component.
    lowest: usize,
    is_complete: bool,
    /// The number of edges that were followed.
    followed: usize,
}

impl Tarjan {
    fn visit(&mut self, root: usize, edges: &[Vec<usize>]) {
        let mut path = Vec::new();
        self.enter(root, &mut path);
        while let Some(id) = path.last().copied() {
            let Some(node) = self.nodes.get_mut(id) else { break };
            let next = edges.get(id).and_then(|edges| edges.get(node.followed)).copied();
            node.followed += 1;
            match next {
                Some(next) => {
                    let seen = self.nodes.get(next).cloned().unwrap_or_default();
                    if seen.visited == 0 {
                        self.enter(next, &mut path);
                    } else if !seen.is_complete {
                        self.lower(id, seen.visited);
                    }
                }
                None => {
                    path.pop();
                    self.leave(id, path.last().copied());
                }
            }
        }
    }

    fn enter(&mut self, id: usize, path: &mut Vec<usize>) {
        if let Some(node) = self.nodes.get_mut(id).filter(|node| node.visited == 0) {
            self.count += 1;
            (node.visited, node.lowest) = (self.count, self.count);
            self.stack.push(id);
            path.push(id);
        }
    }

    fn lower(&mut self, id: usize, to: usize) {
        if let Some(node) = self.nodes.get_mut(id) {
            node.lowest = node.lowest.min(to);
        }
    }

    /// Completes a component if the node is its first one.
    fn leave(&mut self, id: usize, outer: Option<usize>) {
        let node = self.nodes.get(id).cloned().unwrap_or_default();
        if let Some(outer) = outer {
            self.lower(outer, node.lowest);
        }
        if node.lowest == node.visited {
            let start = self.stack.iter().rposition(|other| *other == id).unwrap_or_default();
            let component = self.stack.split_off(start);
            for id in &component {
                if let Some(node) = self.nodes.get_mut(*id) {
                    node.is_complete = true;
                }
            }
            self.components.push(component);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::components;

    #[test]
    fn a_component_comes_after_those_that_it_leads_to() {
        // 0 leads into the cycle of 1 and 2, which leads to 3; 4 leads to itself.
        let edges = [vec![1], vec![2], vec![1, 3], vec![], vec![4]];
        let mut found = components(&edges);
        for component in &mut found {
            component.sort_unstable();
        }
        assert_eq!(found, [vec![3], vec![1, 2], vec![0], vec![4]]);
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let edges: Vec<Vec<usize>> = (0..100_000).map(|id| vec![(id + 1) % 100_000]).collect();
        assert_eq!(components(&edges).len(), 1);
    }
}
