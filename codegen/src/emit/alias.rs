//! Aliases for duplicate inline schemas: the first schema is the type, and each duplicate an alias of it.

use proc_macro2::TokenStream;
use quote::quote;

use super::content::{Content, Item};
use super::docs;
use super::model::deprecated;
use super::names::ident;
use super::place::origin;
use crate::contract::{Contract, TypeId};

/// The module of all aliases.
pub(super) fn aliases_rs(contract: &Contract) -> Content {
    let lines = [
        "Aliases of duplicate inline schemas.",
        "",
        "Use each alias by its name. If its schema changes, it becomes a separate type, and the name stays.",
    ];
    let mut duplicates: Vec<_> = contract.duplicates.iter().map(|(id, original)| (*id, *original)).collect();
    duplicates.sort_by_key(|(id, _)| &contract.ty(*id).name);
    let items = duplicates.into_iter().map(|(id, original)| Item::Tokens(alias(contract, id, original))).collect();
    Content::Rust { docs: lines.map(String::from).to_vec(), items }
}

/// ```ignore
/// /// The order of the list.
/// ///
/// /// An alias of [`ListCatsSort`](super::ListCatsSort).
/// ///
/// /// Source: `pets.yaml#/paths/~1dogs/get/parameters/0/schema`.
/// pub type ListDogsSort = super::ListCatsSort;
/// ```
fn alias(contract: &Contract, id: TypeId, original: TypeId) -> TokenStream {
    let ty = contract.ty(id);
    let (name, of) = (ident(&ty.name.0), ident(&contract.ty(original).name.0));
    let lines = docs::lines_or_facts(&ty.docs, "", &format!("An alias of [`{of}`](super::{of})."));
    let docs = docs::attributes(&docs::sourced(lines, &origin(contract, ty)));
    let deprecated = deprecated(ty.deprecated);
    quote! {
        #docs
        #deprecated
        pub type #name = super::#of;
    }
}
