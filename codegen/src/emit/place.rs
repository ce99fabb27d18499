//! The documentation of types, with the place of an inline type: such a type has no name in the description.

use proc_macro2::TokenStream;

use super::docs;
use crate::contract::{Contract, Naming, Status, Type, TypeId, TypeKind, TypeName, WireName};

/// The documentation of a type: its text or `fallback`, the facts, the place, and the source. Without a fallback the
/// facts and the place stand in its place.
pub(super) fn documentation(contract: &Contract, ty: &Type, fallback: &str, facts: &str) -> TokenStream {
    let place = sentence(contract, ty).unwrap_or_default();
    let facts = [facts, &place].into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join(" ");
    let lines = match fallback {
        "" => docs::lines_or_facts(&ty.docs, fallback, &facts),
        _ => docs::lines(&ty.docs, fallback, &facts),
    };
    docs::attributes(&docs::sourced(lines, &origin(contract, ty)))
}

/// The place of a type that has no name in the description; `None` for all others.
///
/// ```text
/// A value in the member `links` of [`Booking`](super::Booking).
/// A value in the response `404` of `GetBooking`.
/// ```
fn sentence(contract: &Contract, ty: &Type) -> Option<String> {
    match &ty.naming {
        Naming::Inline(owner, name) => Some(within_type(contract, *owner, name)),
        Naming::Part(operation, _, status) => within_operation(contract.operation_names.get(operation), *status),
        Naming::Chosen(_) | Naming::Documented(_) | Naming::DocumentedShort(_) | Naming::Polymorphic(_) => None,
    }
}

/// Returns `true` if the description names a type.
pub(super) fn has_name(ty: &Type) -> bool {
    !matches!(ty.naming, Naming::Inline(..) | Naming::Part(..))
}

fn within_type(contract: &Contract, owner: TypeId, name: &WireName) -> String {
    let owner = contract.ty(contract.original(owner));
    let link = format!("[`{0}`](super::{0})", owner.name.0);
    match &owner.kind {
        TypeKind::Union(_) => format!("A variant of {link}."),
        TypeKind::Struct(object) if object.members.iter().any(|member| member.name == *name) => {
            format!("A value in the member {} of {link}.", docs::code(&name.0))
        }
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Collection(_) => {
            format!("A value in {link}.")
        }
    }
}

/// An operation is named without a link: it exists only with the feature `http`.
fn within_operation(operation: Option<&TypeName>, status: Option<Status>) -> Option<String> {
    let of = operation.map(|name| format!(" of `{}`", name.0));
    match status {
        Some(status) => {
            let of = of.unwrap_or_default();
            Some(format!("A value in the response {}{of}.", docs::code(&status.to_string())))
        }
        None => of.map(|of| format!("A value in the request{of}.")),
    }
}

/// The source location of a type.
pub(super) fn origin(contract: &Contract, ty: &Type) -> String {
    ty.at.in_file(&contract.source)
}
