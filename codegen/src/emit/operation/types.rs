//! The types of parameters and bodies.

use proc_macro2::TokenStream;
use quote::quote;

use crate::contract::{Body, Contract, Literal, Operation, Scalar, TypeRef};
use crate::emit::values::Values;

/// The modules that an operation imports for its types.
pub(super) struct Uses {
    pub(super) models: bool,
    pub(super) runtime: bool,
}

/// The modules for an operation's fields and named bodies.
pub(super) fn uses(operation: &Operation) -> Uses {
    let parameters = operation.parameters().map(|parameter| &parameter.ty);
    let types = Uses::of(&parameters.chain(operation.body.iter().flat_map(Body::types)).collect::<Vec<_>>());
    let secrets = operation.bearer.is_some() || operation.basic.is_some() || !operation.keys.is_empty();
    let written = operation.named_bodies().any(|body| is_written_with_runtime(&body.value));
    Uses { runtime: secrets || written || types.runtime, ..types }
}

impl Uses {
    /// The modules for these types.
    pub(super) fn of(types: &[&TypeRef]) -> Self {
        Self { models: types.iter().any(|ty| ty.named().is_some()), runtime: types.iter().any(|ty| is_of_runtime(ty)) }
    }
}

/// Returns `true` if the type is the runtime's.
fn is_of_runtime(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Scalar(scalar) => matches!(scalar, Scalar::Secret | Scalar::File),
        TypeRef::Array(item) | TypeRef::Map(item) => is_of_runtime(&item.ty),
        TypeRef::Any => true,
        TypeRef::Named(_) | TypeRef::Replaced(_) => false,
    }
}

/// Returns `true` if the literal is written with a type of the runtime.
fn is_written_with_runtime(literal: &Literal) -> bool {
    match literal {
        Literal::Any(_) => true,
        Literal::Array(item, items) => is_of_runtime(&item.ty) || items.iter().any(is_written_with_runtime),
        Literal::Map(item, entries) => {
            is_of_runtime(&item.ty) || entries.iter().any(|(_, value)| is_written_with_runtime(value))
        }
        Literal::Object(_, members) => members.iter().any(|(_, value)| is_written_with_runtime(value)),
        Literal::Null
        | Literal::Bool(_)
        | Literal::I32(_)
        | Literal::I64(_)
        | Literal::U32(_)
        | Literal::U64(_)
        | Literal::F64(_)
        | Literal::String(_)
        | Literal::Value(..) => false,
    }
}

/// `Vec<models::Color>`
pub(super) fn value_type(contract: &Contract, ty: &TypeRef) -> TokenStream {
    Values::of_operation(contract).ty(ty)
}

/// `Option<Vec<models::Color>>`, or the type itself if it is required.
pub(super) fn field_type(contract: &Contract, ty: &TypeRef, required: bool) -> TokenStream {
    let ty = value_type(contract, ty);
    if required { ty } else { quote!(Option<#ty>) }
}
