//! The method that sets the absent members of a model to their defaults.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::ident;
use super::{docs, stated};
use crate::contract::{Contract, Struct};

/// The method that sets absent members to their defaults; `None` if no member has one.
///
/// ```ignore
/// /// Sets the absent members that have a default: `limit`, `order`.
/// #[must_use]
/// pub fn with_defaults(mut self) -> Self {
///     runtime::private::set_absent(&mut self.limit, || 20);
///     runtime::private::set_absent(&mut self.order, || SortOrder::Ascending);
///     self
/// }
/// ```
pub(super) fn method(contract: &Contract, object: &Struct) -> Option<TokenStream> {
    if object.defaults.is_empty() {
        return None;
    }
    let defaults = object.defaults.iter().filter_map(|(index, default)| Some((object.members.get(*index)?, default)));
    let names: Vec<_> = defaults.clone().map(|(member, _)| docs::code(&member.name.0)).collect();
    let doc = format!(" Sets the absent members that have a default: {}.", names.join(", "));
    let statements = defaults.map(|(member, default)| {
        let (field, value) = (ident(&member.field.0), stated::value(contract, default, &quote!()));
        quote!(runtime::private::set_absent(&mut self.#field, || #value);)
    });
    Some(quote! {
        #[doc = #doc]
        #[must_use]
        pub fn with_defaults(mut self) -> Self {
            #(#statements)*
            self
        }
    })
}
