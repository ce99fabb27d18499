//! Types that are written where a member uses them go with that member.

use crate::contract::{Contract, Naming, Type, TypeId, TypeKind, TypeRef};

/// Takes out the inline types whose members are left out, and gives the others their new ids.
pub(super) fn prune(contract: &mut Contract) {
    let kept = kept(&contract.types);
    if kept.iter().all(|kept| *kept) {
        return;
    }
    let mut marks = kept.iter();
    contract.types.retain(|_| marks.next() == Some(&true));
    let moved = |id: &mut TypeId| id.0 = kept.iter().take(id.0).filter(|kept| **kept).count();
    for ty in &mut contract.types {
        move_type(ty, &moved);
    }
    for operation in &mut contract.operations {
        if let Some(body) = &mut operation.body {
            moved(&mut body.ty);
        }
        for ty in operation.answers.iter_mut().filter_map(|answer| answer.ty.as_mut()) {
            move_reference(ty, &moved);
        }
    }
}

/// Whether each type is kept. The owner of an inline one comes before it.
fn kept(types: &[Type]) -> Vec<bool> {
    let mut kept = Vec::with_capacity(types.len());
    for ty in types {
        let is_kept = match &ty.naming {
            Naming::Inline(owner, member) => kept.get(owner.0) == Some(&true) && has_member(&types[owner.0], &member.0),
            Naming::Chosen(_) | Naming::Documented(_) | Naming::DocumentedShort(_) => true,
        };
        kept.push(is_kept);
    }
    kept
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
        TypeRef::Scalar(_) => {}
        TypeRef::List(item) => move_reference(&mut item.ty, moved),
        TypeRef::Named(id) => moved(id),
    }
}
