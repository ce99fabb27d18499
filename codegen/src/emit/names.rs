//! Identifiers of resolved names.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::contract::{Type, TypeKind};

/// The identifier of a resolved name, which is a valid one.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A variant by its value.
///
/// ```ignore
/// CustomerKind::Large
/// ```
pub(super) fn variant(ty: &Type, wire: &str) -> TokenStream {
    let values = match &ty.kind {
        TypeKind::Enum(enumeration) => enumeration.values.as_slice(),
        TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Union(_) | TypeKind::Collection(_) => &[],
    };
    let name = ident(&ty.name.0);
    let variant = values.iter().filter(|value| value.wire == wire).map(|value| ident(&value.variant.0));
    quote!(#name #(::#variant)*)
}
