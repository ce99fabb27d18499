//! Types that are written in several places and are the same: each but the first is another name for that one.

use proc_macro2::TokenStream;
use quote::quote;

use super::model::{deprecated, origin};
use super::{Content, Item, docs, ident};
use crate::contract::{Contract, TypeId};

/// The module of all of them.
pub(super) fn aliases_rs(contract: &Contract) -> Content {
    let lines = [
        "Types that are written where they are used, and are the same as another that is.",
        "",
        "Use each by its own name: should the description make one differ, it becomes a type of its own.",
    ];
    let mut duplicates: Vec<_> = contract.duplicates.iter().map(|(id, original)| (*id, *original)).collect();
    duplicates.sort_by_key(|(id, _)| &contract.ty(*id).name);
    let items = duplicates.into_iter().map(|(id, original)| Item::Tokens(alias(contract, id, original))).collect();
    Content::Rust { docs: lines.map(String::from).to_vec(), items }
}

/// ```ignore
/// /// The order of the list.
/// ///
/// /// The same as [`ListCatsSort`](super::ListCatsSort). Source: `pets.yaml#/paths/~1dogs/get/parameters/0/schema`.
/// pub type ListDogsSort = super::ListCatsSort;
/// ```
fn alias(contract: &Contract, id: TypeId, original: TypeId) -> TokenStream {
    let ty = contract.ty(id);
    let (name, of) = (ident(&ty.name.0), ident(&contract.ty(original).name.0));
    let facts = format!("The same as [`{of}`](super::{of}). Source: {}.", docs::code(&origin(contract, ty)));
    let docs = docs::attributes(&docs::lines(&ty.docs, "A type that is written where it is used.", &facts));
    let deprecated = deprecated(ty.deprecated);
    quote! {
        #docs
        #deprecated
        pub type #name = super::#of;
    }
}
