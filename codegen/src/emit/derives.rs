//! The traits and derive macros that types have on request.

use proc_macro2::TokenStream;
use quote::quote;

use super::names::ident;
use super::replaced;
use crate::contract::{Derivable, Trait, Type};

/// The attribute of a definition, with the traits that it always has.
///
/// ```ignore
/// #[derive(Clone, ::my_macros::Named)]
/// ```
pub(super) fn attribute(ty: &Type, always: &TokenStream) -> TokenStream {
    let macros = ty.derived.iter().filter_map(|of| match of {
        Derivable::Macro(path) => Some(replaced::path(path)),
        Derivable::Trait(_) | Derivable::Impl(_) => None,
    });
    quote!(#[derive(#always #(, #macros)*)])
}

/// The implementations of traits for a model. They see the members as writers do, so that all models share their code.
///
/// ```ignore
/// impl ::core::cmp::Eq for Address {}
/// ```
pub(super) fn implementations(ty: &Type) -> impl Iterator<Item = TokenStream> {
    let name = ident(&ty.name.0);
    ty.derived.iter().filter_map(move |of| match of {
        Derivable::Trait(Trait::Eq) => Some(quote!(impl ::core::cmp::Eq for #name {})),
        Derivable::Trait(Trait::Hash) => Some(quote! {
            impl ::core::hash::Hash for #name {
                fn hash<H: ::core::hash::Hasher>(&self, state: &mut H) {
                    runtime::private::hash_model(self, state);
                }
            }
        }),
        Derivable::Trait(Trait::PartialOrd) => Some(quote! {
            impl ::core::cmp::PartialOrd for #name {
                fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                    runtime::private::compare_models(self, other)
                }
            }
        }),
        // No model can have them.
        Derivable::Trait(Trait::Copy | Trait::Ord) | Derivable::Macro(_) | Derivable::Impl(_) => None,
    })
}

/// The implementations of traits of other crates, whose items all have a default.
///
/// ```ignore
/// impl ::my_traits::Entity for Address {}
/// ```
pub(super) fn of_other_crates(ty: &Type) -> impl Iterator<Item = TokenStream> {
    let name = ident(&ty.name.0);
    ty.derived.iter().filter_map(move |of| match of {
        Derivable::Impl(path) => {
            let path = replaced::path(path);
            Some(quote!(impl #path for #name {}))
        }
        Derivable::Trait(_) | Derivable::Macro(_) => None,
    })
}
