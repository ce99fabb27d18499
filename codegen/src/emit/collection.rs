//! Arrays and maps that contain themselves: a struct around each.

use proc_macro2::TokenStream;
use quote::quote;

use super::content::Item;
use super::model::deprecated;
use super::names::ident;
use super::values::Values;
use super::{derives, docs, facts, place};
use crate::contract::{Collection, Contract, Type};

/// An array or a map.
pub(super) fn items(contract: &Contract, ty: &Type, collection: &Collection) -> Vec<Item> {
    [definition(contract, ty, collection), implementations(contract, ty, collection)].map(Item::Tokens).into()
}

/// The struct definition.
///
/// ```ignore
/// #[derive(Clone, Default)]
/// pub struct Outline(pub Vec<Outline>);
/// ```
fn definition(contract: &Contract, ty: &Type, collection: &Collection) -> TokenStream {
    let documented = docs::code(&collection.documented);
    let facts = docs::sentence(&facts::constrained(collection.constraints.as_deref()));
    let fallback = format!("The schema {documented}, which contains itself.");
    let docs = place::documentation(contract, ty, &fallback, &facts);
    let derives = derives::attribute(ty, &quote!(Clone, Default));
    let deprecated = deprecated(ty.deprecated);
    let name = ident(&ty.name.0);
    let content = Values::of_models(contract).ty(&collection.ty);
    quote! {
        #docs
        #derives
        #deprecated
        pub struct #name(pub #content);
    }
}

/// The constructor, the conversion from the content, and the `collection!` call.
///
/// ```ignore
/// impl Outline {
///     /// Creates an empty `Outline`.
///     #[must_use]
///     pub fn new() -> Self {
///         Self::default()
///     }
/// }
///
/// impl From<Vec<Outline>> for Outline {
///     fn from(value: Vec<Outline>) -> Self {
///         Self(value)
///     }
/// }
///
/// runtime::collection!(Outline);
/// ```
fn implementations(contract: &Contract, ty: &Type, collection: &Collection) -> TokenStream {
    let name = ident(&ty.name.0);
    let content = Values::of_models(contract).ty(&collection.ty);
    let doc = format!(" Creates an empty `{}`.", ty.name.0);
    quote! {
        impl #name {
            #[doc = #doc]
            #[must_use]
            pub fn new() -> Self {
                Self::default()
            }
        }

        impl From<#content> for #name {
            fn from(value: #content) -> Self {
                Self(value)
            }
        }

        runtime::collection!(#name);
    }
}
