//! Values that the description states, as code.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::names::variant;
use crate::contract::{Contract, StatedValue};

/// A stated value as code. `models` is the path of the module of models, `models::`, or nothing within it.
///
/// ```ignore
/// SortOrder::Ascending
/// ```
pub(super) fn value(contract: &Contract, stated: &StatedValue, models: &TokenStream) -> TokenStream {
    match stated {
        StatedValue::Bool(value) => quote!(#value),
        StatedValue::Number(text) => text.parse::<Literal>().map(|number| quote!(#number)).unwrap_or_default(),
        StatedValue::String(text) => quote!(String::from(#text)),
        StatedValue::Value(id, wire) => {
            let variant = variant(contract.ty(*id), wire);
            quote!(#models #variant)
        }
        StatedValue::Array(items) => {
            let items = items.iter().map(|item| value(contract, item, models));
            quote!(Vec::from([#(#items),*]))
        }
    }
}
