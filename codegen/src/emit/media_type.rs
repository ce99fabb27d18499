//! The media types of the contract.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::content::{Content, Item};
use super::docs;
use super::names::ident;
use crate::contract::{Contract, MediaType, Wire};

/// The module.
///
/// ```ignore
/// pub enum MediaType {
///     /// `application/json`
///     ApplicationJson,
/// }
/// ```
pub(super) fn media_type_rs(contract: &Contract) -> Content {
    let docs = vec![String::from("The media types of the API.")];
    let items = vec![definition(contract), methods(contract), media(contract)];
    Content::Rust { docs, items: items.into_iter().map(Item::Tokens).collect() }
}

/// `MediaType::ApplicationJson`
pub(super) fn path(media_type: &MediaType) -> TokenStream {
    let variant = variant(media_type);
    quote!(MediaType::#variant)
}

fn variant(media_type: &MediaType) -> Ident {
    ident(&media_type.rust_name())
}

fn definition(contract: &Contract) -> TokenStream {
    let variants = contract.media_types.iter().map(|media_type| {
        let doc = format!(" {}", docs::code(&media_type.0));
        let variant = variant(media_type);
        quote!(#[doc = #doc] #variant,)
    });
    quote! {
        #[doc = " A media type of the API. Each operation lists those of its requests and responses."]
        #[doc = ""]
        #[doc = " The order and the discriminants of the variants are not stable: they change with every addition."]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum MediaType {
            #(#variants)*
        }
    }
}

fn methods(contract: &Contract) -> TokenStream {
    if contract.media_types.is_empty() {
        return quote! {
            impl MediaType {
                #[doc = " The media type as a header value."]
                #[must_use]
                pub const fn as_str(self) -> &'static str {
                    match self {}
                }
            }
        };
    }
    let arms = contract.media_types.iter().map(|media_type| {
        let (variant, text) = (variant(media_type), &media_type.0);
        quote!(Self::#variant => #text,)
    });
    quote! {
        impl MediaType {
            #[doc = " The media type as a header value."]
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    #(#arms)*
                }
            }
        }
        impl std::fmt::Display for MediaType {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    }
}

/// The `Media` implementation, with the serialization format of each media type.
fn media(contract: &Contract) -> TokenStream {
    let of_wire = |wire: Wire| -> Vec<_> {
        contract.media_types.iter().filter(|media_type| media_type.wire() == wire).map(variant).collect()
    };
    let arms = [
        (Wire::Json, quote!(Json)),
        (Wire::Xml, quote!(Xml)),
        (Wire::Form, quote!(Form)),
        (Wire::Multipart, quote!(Multipart)),
        (Wire::Text, quote!(Text)),
        (Wire::Bytes, quote!(Bytes)),
    ];
    let arms = arms.into_iter().filter_map(|(wire, name)| {
        let variants = of_wire(wire);
        (!variants.is_empty()).then(|| quote!(#(Self::#variants)|* => crate::runtime::request::Wire::#name,))
    });
    quote! {
        #[cfg(feature = "http")]
        impl crate::runtime::request::Media for MediaType {
            fn as_str(self) -> &'static str {
                self.as_str()
            }
            fn wire(self) -> crate::runtime::request::Wire {
                match self {
                    #(#arms)*
                }
            }
        }
    }
}
