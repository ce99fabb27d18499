//! The check of an operation: its parts, in a crate that can check them.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use crate::contract::{Contract, Operation};
use crate::emit::names::ident;

/// ```ignore
/// #[cfg(feature = "validate")]
/// impl crate::validate::Checked for ListCrops {
///     const NAME: &'static str = "ListCrops";
///
///     fn parts(&self) -> Vec<crate::validate::NamedPart<'_>> {
///         let parts: &[crate::validate::NamedPart<'_>] = &[("plot", &self.plot), ("limit", &self.limit)];
///         parts.to_vec()
///     }
/// }
///
/// #[cfg(feature = "validate")]
/// impl crate::validate::Validate for ListCrops {
///     fn validate(&self) -> Result<(), crate::validate::Violations> {
///         crate::validate::operation(self)
///     }
/// }
/// ```
pub(super) fn items(contract: &Contract, operation: &Operation) -> Vec<TokenStream> {
    if !contract.rules.validate {
        return Vec::new();
    }
    let name = ident(&operation.name.0);
    let text = &operation.name.0;
    let parts = parts(operation);
    let checked = quote! {
        #[cfg(feature = "validate")]
        impl crate::validate::Checked for #name {
            const NAME: &'static str = #text;

            fn parts(&self) -> Vec<crate::validate::NamedPart<'_>> {
                #parts
            }
        }
    };
    let validate = quote! {
        #[cfg(feature = "validate")]
        impl crate::validate::Validate for #name {
            fn validate(&self) -> Result<(), crate::validate::Violations> {
                crate::validate::operation(self)
            }
        }
    };
    vec![checked, validate]
}

/// The parameters in the order of their rules, and the body after them.
fn parts(operation: &Operation) -> TokenStream {
    let parameters = operation.parameters().map(|parameter| {
        let (name, field) = (&parameter.name.0, ident(&parameter.field.0));
        quote!((#name, &self.#field))
    });
    let body = operation.body.as_ref().map(body::value);
    match body {
        None => quote! {
            let parts: &[crate::validate::NamedPart<'_>] = &[#(#parameters),*];
            parts.to_vec()
        },
        Some(body) => quote! {
            let parts: &[crate::validate::NamedPart<'_>] = &[#(#parameters),*];
            let body: Option<&dyn crate::runtime::Value> = #body;
            parts.iter().copied().chain(body.map(|body| ("body", body))).collect()
        },
    }
}
