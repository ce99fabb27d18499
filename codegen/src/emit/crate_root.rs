//! The root of the crate, and the roots of its modules.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use quote::quote;

use super::content::{Content, Item};
use super::formats::FormatsModule;
use super::names::ident;
use super::{crate_docs, docs, operation, servers};
use crate::contract::{Contract, Docs, FieldName, Operation, Type, TypeKind};
use crate::naming::module::ALIASES;

/// The root: its documentation, its modules, and its re-exports.
pub(super) fn lib_rs(contract: &Contract) -> Content {
    let attributes = if has_other_letters(contract) { OTHER_LETTERS } else { ATTRIBUTES };
    Content::Rust {
        docs: crate_docs::introduction(contract),
        items: vec![
            Item::Tokens(crate_docs::sections(contract)),
            Item::Verbatim(attributes),
            modules(contract),
            reexports(),
            servers::of_crate(contract),
        ],
    }
}

const ATTRIBUTES: &str = "#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n#![cfg_attr(docsrs, feature(doc_cfg))]\n";

/// The attributes of a crate whose names have letters outside ASCII, which compilers warn about.
const OTHER_LETTERS: &str = "#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n#![cfg_attr(docsrs, feature(doc_cfg))]\n#![allow(\n    mixed_script_confusables,\n    \
    uncommon_codepoints,\n    reason = \"the API chooses the names\"\n)]\n";

/// Returns `true` if a name in Rust has letters outside ASCII.
fn has_other_letters(contract: &Contract) -> bool {
    let parts = |ty: &Type| match &ty.kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => {
            object.members.iter().all(|member| member.field.0.is_ascii())
        }
        TypeKind::Enum(enumeration) => enumeration.values.iter().all(|value| value.variant.0.is_ascii()),
        TypeKind::Union(union) => union.variants.iter().all(|variant| variant.name.0.is_ascii()),
        TypeKind::Collection(_) => true,
    };
    let types = contract.types.iter().all(|ty| ty.name.0.is_ascii() && parts(ty));
    let parameters = |operation: &Operation| operation.parameters().all(|parameter| parameter.field.0.is_ascii());
    let bodies = |operation: &Operation| operation.named_bodies().all(|body| body.method.0.is_ascii());
    let ascii = |operation: &Operation| operation.name.0.is_ascii() && parameters(operation) && bodies(operation);
    let operations = contract.operations.iter().all(ascii);
    !(types && operations)
}

fn modules(contract: &Contract) -> Item {
    let formats = (!FormatsModule::of(contract).is_empty()).then(|| {
        quote!(
            pub mod formats;
        )
    });
    let replaced = (!contract.replaced_types().is_empty()).then(|| {
        quote! {
            #[rustfmt::skip]
            mod replaced;
        }
    });
    let validate = contract.rules.validate.then(|| {
        quote! {
            #[cfg(feature = "validate")]
            #[rustfmt::skip]
            pub mod validate;
        }
    });
    let allow = quote! {
        #[allow(deprecated, reason = "deprecated members are still written and read")]
        #[allow(
            clippy::disallowed_names,
            clippy::large_enum_variant,
            clippy::self_named_constructors,
            clippy::should_implement_trait,
            clippy::type_complexity,
            reason = "the API chooses the names and the types"
        )]
    };
    // Without the client on WebAssembly, its error is the only one.
    let operations = quote! {
        #[cfg(all(feature = "http", not(all(feature = "client-no-tls", target_family = "wasm"))))]
        #[cfg_attr(docsrs, doc(cfg(feature = "http")))]
    };
    Item::Tokens(quote! {
        #formats
        #[rustfmt::skip]
        mod media_type;
        #allow
        #[rustfmt::skip]
        pub mod models;
        #allow
        #operations
        #[rustfmt::skip]
        pub mod operations;
        #replaced
        #[rustfmt::skip]
        pub mod runtime;
        #validate
    })
}

fn reexports() -> Item {
    let client = quote! {
        #[cfg(all(feature = "client-no-tls", not(target_family = "wasm")))]
        #[cfg_attr(docsrs, doc(cfg(feature = "client-no-tls")))]
    };
    Item::Tokens(quote! {
        pub use media_type::MediaType;
        #client
        #[doc(inline)]
        pub use runtime::client;
        #[cfg(feature = "form")]
        #[doc(inline)]
        pub use runtime::form;
        #[cfg(feature = "json")]
        #[doc(inline)]
        pub use runtime::json;
        #[cfg(feature = "xml")]
        #[doc(inline)]
        pub use runtime::xml;
        #[doc(inline)]
        pub use runtime::{Any, File, Limits, Nullable, Secret, Unknown, UnrecognizedValue};
        #[cfg(feature = "http")]
        #[doc(inline)]
        pub use runtime::{Basic, RequestError};
        #[doc(inline)]
        pub use runtime::{Position, ReadError, ReadErrorKind, WriteError, WriteErrorKind};
    })
}

/// Returns the names that the module of a type has for it: its own, and that of the arguments of its constructor.
fn names_of(ty: &Type) -> impl Iterator<Item = Ident> {
    let arguments = match &ty.kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => object.required.named.as_ref(),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_) => None,
    };
    [&ty.name].into_iter().chain(arguments).map(|name| ident(&name.0))
}

/// ```ignore
/// mod address;
/// pub use address::Address;
/// ```
pub(super) fn models_rs(contract: &Contract, modules: &BTreeMap<String, Vec<&Type>>) -> Content {
    let names: Vec<_> = modules.keys().map(|module| ident(module)).collect();
    let uses = modules.iter().map(|(module, types)| {
        let (module, types) = (ident(module), types.iter().flat_map(|ty| names_of(ty)).collect::<Vec<_>>());
        match types.as_slice() {
            [one] => quote!(pub use #module::#one;),
            _ => quote!(pub use #module::{#(#types),*};),
        }
    });
    let (module, all) = if contract.duplicates.is_empty() {
        (quote!(), quote!())
    } else {
        let aliases = ident(ALIASES);
        (quote!(mod #aliases;), quote!(pub use #aliases::*;))
    };
    Content::Rust {
        docs: vec![String::from(
            "The types of the API. A member is serialized under the name of its field unless its docs state another name.",
        )],
        items: vec![Item::Tokens(quote!(#module #(mod #names;)*)), Item::Tokens(quote!(#all #(#uses)*))],
    }
}

/// The public modules of tags, each once, in ordinal order.
pub(super) fn tag_modules(contract: &Contract) -> BTreeSet<&FieldName> {
    contract.operations.iter().filter_map(|operation| operation.tag_module.as_ref()).collect()
}

/// ```ignore
/// pub mod customers;
/// mod update_customer;
/// pub use update_customer::UpdateCustomer;
/// ```
pub(super) fn operations_rs(contract: &Contract) -> Content {
    let tags = tag_modules(contract);
    let of_tags = (!tags.is_empty()).then(|| {
        let names = tags.iter().map(|module| ident(&module.0));
        Item::Tokens(quote!(#(pub mod #names;)*))
    });
    let by_tag = if tags.is_empty() { "" } else { " Those with tags are in the module of their first tag." };
    let docs = vec![
        format!("The operations of the API.{by_tag}"),
        String::new(),
        String::from(
            "A constructor takes what is required, and setters what is optional. A field that is set to `None` is cleared.",
        ),
    ];
    Content::Rust { docs, items: of_tags.into_iter().chain(operations_in(contract, None)).collect() }
}

/// The module of a tag, with the descriptions of all tags that share it.
pub(super) fn tag_module_rs(contract: &Contract, module: &FieldName) -> Content {
    let of_module = |operation: &&Operation| operation.tag_module.as_ref() == Some(module);
    let names: BTreeSet<&str> =
        contract.operations.iter().filter(of_module).filter_map(|operation| operation.tag.as_deref()).collect();
    let listed: Vec<&str> = names.iter().copied().collect();
    let tags = contract.tags.iter().filter(|tag| names.contains(tag.name.as_str()));
    let descriptions: Vec<&str> = tags.map(|tag| tag.text.as_str()).filter(|text| !text.is_empty()).collect();
    let fallback = format!("The operations with the tag {}.", docs::enumeration(&listed));
    let docs = docs::lines(&Docs::text(descriptions.join("\n\n")), &fallback, "");
    Content::Rust { docs, items: Vec::from(operations_in(contract, Some(module))) }
}

/// The modules of the operations of a tag, or of those without, and their types.
///
/// ```ignore
/// mod update_customer;
/// pub use update_customer::UpdateCustomer;
/// ```
fn operations_in(contract: &Contract, of_tag: Option<&FieldName>) -> [Item; 2] {
    let operations = contract.operations.iter().filter(|operation| operation.tag_module.as_ref() == of_tag);
    let modules: BTreeMap<_, _> = operations.map(|operation| (&operation.module, operation)).collect();
    let names: Vec<_> = modules.keys().map(|module| ident(&module.0)).collect();
    let types = modules.values().map(|operation| {
        let (name, others) = (ident(&operation.name.0), operation::own_types(operation));
        if others.is_empty() { quote!(#name) } else { quote!({#name, #(#others),*}) }
    });
    let responses = modules.iter().filter_map(|(module, operation)| {
        let (module, types) = (ident(&module.0), operation::response_types(operation));
        let types = match types.as_slice() {
            [] => return None,
            [one] => quote!(#one),
            several => quote!({#(#several),*}),
        };
        Some(quote! {
            #[cfg(feature = "client-no-tls")]
            pub use #module::#types;
        })
    });
    [Item::Tokens(quote!(#(mod #names;)*)), Item::Tokens(quote!(#(pub use #names::#types;)* #(#responses)*))]
}
