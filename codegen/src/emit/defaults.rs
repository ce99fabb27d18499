//! The method that sets the absent members of a model to their defaults.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs;
use super::names::{ident, variant};
use crate::contract::{Contract, DefaultValue, Struct};

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
        let (field, value) = (ident(&member.field.0), value(contract, default));
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

/// A default as code, in a module of models.
fn value(contract: &Contract, default: &DefaultValue) -> TokenStream {
    match default {
        DefaultValue::Bool(value) => quote!(#value),
        DefaultValue::Number(text) => text.parse::<Literal>().map(|number| quote!(#number)).unwrap_or_default(),
        DefaultValue::String(text) => quote!(String::from(#text)),
        DefaultValue::Value(id, wire) => variant(contract.ty(*id), wire),
        DefaultValue::Array(items) => {
            let items = items.iter().map(|item| value(contract, item));
            quote!(Vec::from([#(#items),*]))
        }
    }
}
