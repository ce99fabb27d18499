//! Types of other crates in place of generated ones: a module with the wire formats of those that the contract uses.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::content::{Content, Item};
use super::names::ident;
use crate::contract::{Contract, JsonKind, Library, RustPath, RustType, WireValues};

/// The function for samples, which is tested with the runtime.
pub(super) const SAMPLE: &str = include_str!("../../runtime/src/replaced/sample.rs");

/// The path of the function for samples.
pub(super) const SAMPLE_PATH: &str = "src/replaced/sample.rs";

/// A path from the name of a crate, whatever names a module has. A primitive type has no crate.
///
/// ```ignore
/// ::my_ids::Id<::my_ids::User>
/// ```
pub(super) fn path(path: &RustPath) -> TokenStream {
    let segments = path.segments.iter().map(|segment| ident(segment));
    let root = (path.segments.len() > 1).then(|| quote!(::));
    let arguments = path.arguments.iter().map(self::path);
    let arguments = (!path.arguments.is_empty()).then(|| quote!(<#(#arguments),*>));
    quote!(#root #(#segments)::* #arguments)
}

/// The libraries that the contract uses for types that the description names.
pub(super) fn libraries(contract: &Contract) -> BTreeSet<Library> {
    contract.crates.keys().filter_map(|name| Library::of_crate(name)).collect()
}

/// The module with the wire formats of all types, and a test of their samples.
///
/// ```ignore
/// use crate::runtime;
///
/// runtime::formatted! { ::my_ids::UserId, "a `my_ids::UserId`", ::core::default::Default::default() }
/// ```
pub(super) fn replaced_rs(contract: &Contract) -> Content {
    let types = contract.replaced_types();
    let statements = types.iter().map(|ty| Item::Tokens(statement(ty)));
    let samples: Vec<_> = types.iter().filter(|ty| ty.sample.is_some()).map(|ty| path(&ty.path)).collect();
    let test = (!samples.is_empty()).then(|| Item::Tokens(test(&samples)));
    let docs = vec![String::from("Types of other crates, in each wire format.")];
    let module = (!samples.is_empty()).then(|| {
        Item::Tokens(quote!(
            mod sample;
        ))
    });
    let import = Item::Tokens(quote!(
        use crate::runtime;
    ));
    Content::Rust { docs, items: module.into_iter().chain([import]).chain(statements).chain(test).collect() }
}

/// The wire formats of a type.
fn statement(ty: &RustType) -> TokenStream {
    let expected = match ty.values {
        WireValues::String => format!("a string of `{}`", ty.path),
        WireValues::Integer => format!("an integer of `{}`", ty.path),
        WireValues::Number => format!("a number of `{}`", ty.path),
        WireValues::Boolean => format!("a boolean of `{}`", ty.path),
        WireValues::Json(JsonKind::Array) => format!("an array of `{}`", ty.path),
        WireValues::Json(JsonKind::Object) => format!("an object of `{}`", ty.path),
        WireValues::Json(JsonKind::Any) => format!("a value of `{}`", ty.path),
    };
    let (path, vacant) = (path(&ty.path), vacant(ty));
    match ty.values {
        WireValues::String => quote!(runtime::formatted! { #path, #expected, #vacant }),
        WireValues::Integer | WireValues::Number | WireValues::Boolean => {
            quote!(runtime::literal! { #path, #expected, #vacant })
        }
        WireValues::Json(_) => quote!(runtime::json_only! { #path, #expected, #vacant }),
    }
}

/// A value that readers overwrite: the default of the type, or its sample.
fn vacant(ty: &RustType) -> TokenStream {
    match &ty.sample {
        Some(sample) => quote!(sample::sample(#sample)),
        None => quote!(::core::default::Default::default()),
    }
}

/// The test that each sample is a value of its type.
fn test(samples: &[TokenStream]) -> TokenStream {
    quote! {
        #[cfg(test)]
        mod tests {
            #[test]
            fn samples_are_values() {
                #(let _ = <#samples as super::runtime::Value>::vacant();)*
            }
        }
    }
}
