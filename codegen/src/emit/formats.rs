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
    generic(ty.path)
}

/// A path with at most one argument, which may have one as well.
fn generic(path: &str) -> TokenStream {
    let (plain, argument) = match path.split_once('<') {
        Some((plain, argument)) => (plain, argument.strip_suffix('>').map(generic)),
        None => (path, None),
    };
    let segments = plain.split("::").map(|segment| match segment {
        "crate" => quote!(crate),
        segment => {
            let segment = ident(segment);
            quote!(#segment)
        }
    });
    let argument = argument.map(|argument| quote!(<#argument>));
    quote!(#(#segments)::* #argument)
}

/// The libraries with types that the contract uses.
pub(super) fn libraries(contract: &Contract) -> BTreeSet<Library> {
    contract.format_types().map(|ty| ty.library).collect()
}

/// The names of the files with types that the contract uses, and of those that they share.
pub(super) fn files(contract: &Contract) -> BTreeSet<&'static str> {
    let mut files: BTreeSet<_> = contract.format_types().map(|ty| ty.file).collect();
    if files.iter().any(|file| file.ends_with("_numbers")) {
        files.insert("numbers");
    }
    if files.contains("numbers") || files.contains("decimal_number") {
        files.insert("decimals");
    }
    files
}

/// The files, path and content.
pub(super) fn sources(files: &BTreeSet<&'static str>) -> impl Iterator<Item = (String, &'static str)> {
    let sources = SOURCES.iter().filter(|(name, _)| files.contains(name));
    sources.map(|(name, text)| (format!("src/formats/{name}.rs"), *text))
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
pub(super) fn formats_rs(files: &BTreeSet<&'static str>) -> Content {
    let modules = files.iter().map(|file| ident(file));
    let uses = files.iter().filter_map(|file| {
        let types = match *file {
            "base64" => quote!({Base64, Base64Url}),
            "decimal_number" => quote!(DecimalNumber),
            "jiff" => quote!(HttpDate),
            "numbers" => quote!({FractionalUnixTime, UnixTime, WholeSeconds}),
            "quoted" => quote!(Quoted),
            _ => return None,
        };
        let file = ident(file);
        Some(quote!(pub use self::#file::#types;))
    });
    let items = quote! {
        #(mod #modules;)*
        #(#uses)*
    };
    Content::Rust {
        docs: vec![String::from("The types of formats, in each wire format.")],
        items: vec![Item::Tokens(items)],
    }
}

/// Returns `true` if the contract has numbers that keep their digits.
pub(super) fn has_digits(contract: &Contract) -> bool {
    contract.format_types().any(FormatType::has_digits)
}

/// The sources of the types, which are tested with the runtime.
const SOURCES: [(&str, &str); 15] = [
    ("base64", include_str!("../../runtime/src/formats/base64.rs")),
    ("chrono", include_str!("../../runtime/src/formats/chrono.rs")),
    ("chrono_numbers", include_str!("../../runtime/src/formats/chrono_numbers.rs")),
    ("decimal_number", include_str!("../../runtime/src/formats/decimal_number.rs")),
    ("decimals", include_str!("../../runtime/src/formats/decimals.rs")),
    ("jiff", include_str!("../../runtime/src/formats/jiff.rs")),
    ("jiff_numbers", include_str!("../../runtime/src/formats/jiff_numbers.rs")),
    ("numbers", include_str!("../../runtime/src/formats/numbers.rs")),
    ("quoted", include_str!("../../runtime/src/formats/quoted.rs")),
    ("rust_decimal", include_str!("../../runtime/src/formats/rust_decimal.rs")),
    ("std", include_str!("../../runtime/src/formats/std.rs")),
    ("time", include_str!("../../runtime/src/formats/time.rs")),
    ("time_numbers", include_str!("../../runtime/src/formats/time_numbers.rs")),
    ("url", include_str!("../../runtime/src/formats/url.rs")),
    ("uuid", include_str!("../../runtime/src/formats/uuid.rs")),
];
