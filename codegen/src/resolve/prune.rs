//! Types that are written where a member or an operation uses them go with that.

use std::collections::BTreeMap;

use crate::contract::{Contract, Literal, Naming, Operation, Type, TypeId, TypeKind, TypeRef};

/// Takes out the inline types whose members are left out, and gives the others their new ids.
pub(super) fn prune(contract: &mut Contract) {
    let kept = kept(contract);
    if kept.iter().all(|kept| *kept) {
        return;
    }
    let mut marks = kept.iter();
    contract.types.retain(|_| marks.next() == Some(&true));
    let mut places = Vec::with_capacity(kept.len());
    let mut count = 0;
    for kept in &kept {
        places.push(count);
        count += usize::from(*kept);
    }
    let moved = |id: &mut TypeId| id.0 = places.get(id.0).copied().unwrap_or_default();
    for ty in &mut contract.types {
        move_type(ty, &moved);
    }
    for ty in contract.operations.iter_mut().flat_map(references) {
        move_reference(ty, &moved);
    }
    let bodies = contract.operations.iter_mut().filter_map(|operation| operation.body.as_mut());
    for body in bodies.flat_map(|body| &mut body.named) {
        move_literal(&mut body.value, &moved);
    }
}

/// The references to types that an operation has.
fn references(operation: &mut Operation) -> impl Iterator<Item = &mut TypeRef> {
    let Operation { path_parameters, query, headers, body, answers, .. } = operation;
    let parameters = path_parameters.iter_mut().chain(query).chain(headers).map(|parameter| &mut parameter.ty);
    let bodies = body.iter_mut().map(|body| &mut body.ty);
    parameters.chain(bodies).chain(answers.iter_mut().filter_map(|answer| answer.ty.as_mut()))
}

/// Whether each type is kept. The owner of an inline one comes before it.
fn kept(contract: &Contract) -> Vec<bool> {
    let types = &contract.types;
    let operations: BTreeMap<_, _> =
        contract.operations.iter().rev().map(|operation| (&operation.at, operation)).collect();
    let mut kept = Vec::with_capacity(types.len());
    for (index, ty) in types.iter().enumerate() {
        let is_kept = match &ty.naming {
            Naming::Inline(owner, member) => kept.get(owner.0) == Some(&true) && has_member(&types[owner.0], &member.0),
            Naming::Part(operation, _) => {
                let operation = operations.get(operation);
                operation.is_some_and(|operation| uses(operation, TypeId(index)))
            }
            Naming::Chosen(_) | Naming::Documented(_) | Naming::DocumentedShort(_) => true,
        };
        kept.push(is_kept);
    }
    kept
}

/// Whether an operation refers to a type.
fn uses(operation: &Operation, id: TypeId) -> bool {
    let parameters = operation.parameters().map(|parameter| &parameter.ty);
    let bodies = operation.body.iter().map(|body| &body.ty);
    let answers = operation.answers.iter().filter_map(|answer| answer.ty.as_ref());
    parameters.chain(bodies).chain(answers).any(|ty| ty.named() == Some(id))
}

fn has_member(ty: &Type, name: &str) -> bool {
    matches!(&ty.kind, TypeKind::Struct(object) if object.members.iter().any(|member| member.name.0 == name))
}

fn move_type(ty: &mut Type, moved: &impl Fn(&mut TypeId)) {
    if let Naming::Inline(owner, _) = &mut ty.naming {
        moved(owner);
    }
    if let TypeKind::Struct(object) = &mut ty.kind {
        for member in &mut object.members {
            move_reference(&mut member.ty, moved);
        }
    }
}

fn move_reference(ty: &mut TypeRef, moved: &impl Fn(&mut TypeId)) {
    match ty {
        TypeRef::Scalar(_) | TypeRef::Any => {}
        TypeRef::List(item) | TypeRef::Map(item) => move_reference(&mut item.ty, moved),
        TypeRef::Named(id) => moved(id),
    }
}

fn move_literal(literal: &mut Literal, moved: &impl Fn(&mut TypeId)) {
    match literal {
        Literal::Null
        | Literal::Bool(_)
        | Literal::I32(_)
        | Literal::I64(_)
        | Literal::F64(_)
        | Literal::Text(_)
        | Literal::Any(_) => {}
        Literal::List(item, items) => {
            move_reference(&mut item.ty, moved);
            for item in items {
                move_literal(item, moved);
            }
        }
        Literal::Map(item, entries) => {
            move_reference(&mut item.ty, moved);
            for (_, value) in entries {
                move_literal(value, moved);
            }
        }
        Literal::Value(id, _) => moved(id),
        Literal::Object(id, members) => {
            moved(id);
            for (_, value) in members {
                move_literal(value, moved);
            }
        }
    }
}
