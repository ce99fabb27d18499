//! The types of formats: a module with the wire formats of those that the contract uses.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::content::{Content, Item};
use super::names::ident;
use crate::contract::{Contract, FormatType, Library};

/// The path of a type.
///
/// ```ignore
/// chrono::DateTime<chrono::FixedOffset>
/// ```
pub(super) fn path(ty: &FormatType) -> TokenStream {
    let plain = |path: &str| {
        let segments = path.split("::").map(|segment| match segment {
            "crate" => quote!(crate),
            segment => {
                let segment = ident(segment);
                quote!(#segment)
            }
        });
        quote!(#(#segments)::*)
    };
    match ty.path.trim_end_matches('>').split_once('<') {
        Some((generic, argument)) => {
            let (generic, argument) = (plain(generic), plain(argument));
            quote!(#generic<#argument>)
        }
        None => plain(ty.path),
    }
}

/// The libraries with types that the contract uses.
pub(super) fn libraries(contract: &Contract) -> BTreeSet<Library> {
    contract.format_types().map(|ty| ty.library).collect()
}

/// The files of the libraries, path and content.
pub(super) fn files(libraries: &BTreeSet<Library>) -> impl Iterator<Item = (String, &'static str)> {
    libraries.iter().map(|library| (format!("src/formats/{}.rs", library.name()), source(*library)))
}

/// The root of the module.
///
/// ```ignore
/// //! The types of formats, in each wire format.
///
/// mod base64;
/// mod jiff;
///
/// pub use self::base64::{Base64, Base64Url};
/// ```
pub(super) fn formats_rs(libraries: &BTreeSet<Library>) -> Content {
    let modules = libraries.iter().map(|library| ident(library.name()));
    let bytes = libraries.contains(&Library::Base64).then(|| {
        quote!(
            pub use self::base64::{Base64, Base64Url};
        )
    });
    let dates = libraries.contains(&Library::Jiff).then(|| {
        quote!(
            pub use self::jiff::HttpDate;
        )
    });
    let items = quote! {
        #(mod #modules;)*
        #bytes
        #dates
    };
    Content::Rust {
        docs: vec![String::from("The types of formats, in each wire format.")],
        items: vec![Item::Tokens(items)],
    }
}

/// The source of a library's types, which is tested with the runtime.
fn source(library: Library) -> &'static str {
    match library {
        Library::Base64 => include_str!("../../runtime/src/formats/base64.rs"),
        Library::Chrono => include_str!("../../runtime/src/formats/chrono.rs"),
        Library::Jiff => include_str!("../../runtime/src/formats/jiff.rs"),
        Library::RustDecimal => include_str!("../../runtime/src/formats/rust_decimal.rs"),
        Library::Std => include_str!("../../runtime/src/formats/std.rs"),
        Library::Time => include_str!("../../runtime/src/formats/time.rs"),
        Library::Url => include_str!("../../runtime/src/formats/url.rs"),
        Library::Uuid => include_str!("../../runtime/src/formats/uuid.rs"),
    }
}
