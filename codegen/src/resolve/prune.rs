//! Types without a use: inline ones are removed, and with a selection of operations named ones as well.

use super::member_names::MemberNames;
use crate::contract::{Body, Contract, Literal, Lowered, Naming, Operation, Type, TypeId, TypeKind, TypeRef};

/// Removes the types that nothing uses, with the names of their members, and gives the others new ids.
pub(super) fn resolve(contract: &mut Contract<Lowered>, members: &mut MemberNames) {
    let kept = kept(contract);
    if kept.iter().all(|kept| *kept) {
        return;
    }
    let mut marks = kept.iter();
    contract.types.retain(|_| marks.next() == Some(&true));
    let mut marks = kept.iter();
    members.0.retain(|_| marks.next() == Some(&true));
    let mut count = 0;
    let ids = kept.iter().map(|kept| {
        count += usize::from(*kept);
        count.saturating_sub(1)
    });
    let ids: Vec<usize> = ids.collect();
    let moved = |id: &mut TypeId| id.0 = ids.get(id.0).copied().unwrap_or_default();
    for ty in &mut contract.types {
        move_type(ty, &moved);
    }
    for ty in contract.operations.iter_mut().flat_map(references) {
        move_reference(ty, &moved);
    }
    for ty in contract.webhooks.iter_mut().flat_map(|webhook| &mut webhook.payloads) {
        move_reference(ty, &moved);
    }
    let bodies = contract.operations.iter_mut().filter_map(|operation| operation.body.as_mut());
    for body in bodies.flat_map(|body| &mut body.named) {
        move_literal(&mut body.value, &moved);
    }
}

/// Returns the types that an operation refers to, to change them.
fn references(operation: &mut Operation<Lowered>) -> impl Iterator<Item = &mut TypeRef> {
    let Operation { path_parameters, query, headers, cookies, body, responses, .. } = operation;
    let parameters = path_parameters.iter_mut().chain(query).chain(headers).chain(cookies);
    let parameters = parameters.map(|parameter| &mut parameter.ty);
    let contents = body.iter_mut().flat_map(|body| &mut body.contents);
    let bodies = contents.map(|content| &mut content.ty);
    parameters.chain(bodies).chain(responses.iter_mut().filter_map(|response| response.ty.as_mut()))
}

/// Returns for each type `true` if it is kept: named types without a selection, the types that they and the operations
/// use, and the owners of those.
fn kept(contract: &Contract<Lowered>) -> Vec<bool> {
    let mut kept = vec![false; contract.types.len()];
    let is_whole = contract.selectors.is_empty();
    let named = contract.types.iter().enumerate().filter(|(_, ty)| match &ty.naming {
        Naming::Inline(..) | Naming::Polymorphic(_) | Naming::Part(..) => false,
        Naming::Chosen(_) | Naming::Documented(_) | Naming::DocumentedShort(_) => is_whole,
    });
    let payloads = contract.webhooks.iter().flat_map(|webhook| &webhook.payloads);
    let used = contract.operations.iter().flat_map(uses).chain(payloads).filter_map(TypeRef::named);
    let mut open: Vec<TypeId> = named.map(|(index, _)| TypeId(index)).chain(used).collect();
    while let Some(id) = open.pop() {
        if let Some(is_kept) = kept.get_mut(id.0).filter(|is_kept| !**is_kept) {
            *is_kept = true;
            let ty = contract.ty(id);
            open.extend(ty.kind.references().filter_map(TypeRef::named));
            if let Naming::Inline(owner, _) | Naming::Polymorphic(owner) = &ty.naming {
                open.push(*owner);
            }
        }
    }
    kept
}

/// Returns the types that an operation refers to.
pub(super) fn uses(operation: &Operation<Lowered>) -> impl Iterator<Item = &TypeRef> {
    let parameters = operation.parameters().map(|parameter| &parameter.ty);
    let bodies = operation.body.iter().flat_map(Body::types);
    parameters.chain(bodies).chain(operation.responses.iter().filter_map(|response| response.ty.as_ref()))
}

fn move_type(ty: &mut Type<Lowered>, moved: &impl Fn(&mut TypeId)) {
    if let Naming::Inline(owner, _) | Naming::Polymorphic(owner) = &mut ty.naming {
        moved(owner);
    }
    match &mut ty.kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => {
            object.members.iter_mut().for_each(|member| move_reference(&mut member.ty, moved));
            object.additional.iter_mut().for_each(|item| move_reference(&mut item.ty, moved));
        }
        TypeKind::Union(union) => union.variants.iter_mut().for_each(|variant| move_reference(&mut variant.ty, moved)),
        TypeKind::Collection(collection) => move_reference(&mut collection.ty, moved),
        TypeKind::Enum(_) => {}
    }
}

fn move_reference(ty: &mut TypeRef, moved: &impl Fn(&mut TypeId)) {
    match ty {
        TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Replaced(_) => {}
        TypeRef::Array(item) | TypeRef::Map(item) => move_reference(&mut item.ty, moved),
        TypeRef::Named(id) => moved(id),
    }
}

fn move_literal(literal: &mut Literal, moved: &impl Fn(&mut TypeId)) {
    match literal {
        Literal::Null
        | Literal::Bool(_)
        | Literal::I32(_)
        | Literal::I64(_)
        | Literal::U32(_)
        | Literal::U64(_)
        | Literal::F64(_)
        | Literal::String(_)
        | Literal::Any(_) => {}
        Literal::Array(item, items) => {
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
