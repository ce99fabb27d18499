//! The crate's root, and the lists of its modules.

use std::collections::BTreeMap;

use quote::quote;

use super::{Content, Item, docs, ident, module_name, operation};
use crate::contract::{Contract, FieldName, Operation, Type, TypeKind};

/// The root: what the crate is for, its modules, and what it re-exports.
pub(super) fn lib_rs(contract: &Contract) -> Content {
    let mut lines = docs::lines(&contract.docs, "A contract crate.", "");
    lines.insert(0, String::new());
    lines.insert(0, format!("{}.", docs::prose(&contract.title).join(" ").trim_end_matches('.')));
    lines.extend([
        String::new(),
        String::from("- [`models`]: the types, with their members."),
        String::from("- `operations`: a builder for each operation; feature `http`."),
        String::from("- `client`: what sends operations; feature `client`."),
        String::from("- `json`, `xml`, `form`: the wires, each behind the feature of its name."),
        String::from("- [`runtime`]: what the models are described by, for code that is generic over them."),
    ]);
    let attributes = if has_other_letters(contract) { OTHER_LETTERS } else { ATTRIBUTES };
    Content::Rust { docs: lines, items: vec![Item::Verbatim(attributes), modules(), reexports(), servers(contract)] }
}

const ATTRIBUTES: &str = "#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n";

/// The attributes of a crate whose names have letters that an API chose, and that compilers find odd.
const OTHER_LETTERS: &str = "#![forbid(unsafe_code)]\n#![warn(missing_docs)]\n#![allow(\n    mixed_script_confusables,\n    \
    uncommon_codepoints,\n    reason = \"what things are called is up to the API\"\n)]\n";

/// Whether a name in Rust is not of ASCII alone.
fn has_other_letters(contract: &Contract) -> bool {
    let parts = |ty: &Type| match &ty.kind {
        TypeKind::Struct(object) => object.members.iter().all(|member| member.field.0.is_ascii()),
        TypeKind::Enum(choice) => choice.values.iter().all(|value| value.variant.0.is_ascii()),
        TypeKind::Union(union) => union.variants.iter().all(|variant| variant.name.0.is_ascii()),
    };
    let types = contract.types.iter().all(|ty| ty.name.0.is_ascii() && parts(ty));
    let parameters = |operation: &Operation| operation.parameters().all(|parameter| parameter.field.0.is_ascii());
    let bodies = |operation: &Operation| operation.named_bodies().all(|body| body.method.0.is_ascii());
    let ascii = |operation: &Operation| operation.name.0.is_ascii() && parameters(operation) && bodies(operation);
    let operations = contract.operations.iter().all(ascii);
    !(types && operations)
}

fn modules() -> Item {
    let allow = quote! {
        #[allow(deprecated, reason = "what the description deprecates is still written and read")]
        #[allow(
            clippy::disallowed_names,
            clippy::large_enum_variant,
            clippy::self_named_constructors,
            clippy::should_implement_trait,
            clippy::too_many_arguments,
            clippy::type_complexity,
            reason = "what things are called, and what they require, is up to the API"
        )]
    };
    Item::Tokens(quote! {
        #[rustfmt::skip]
        mod media_type;
        #allow
        #[rustfmt::skip]
        pub mod models;
        #allow
        #[cfg(feature = "http")]
        #[rustfmt::skip]
        pub mod operations;
        #[rustfmt::skip]
        pub mod runtime;
    })
}

fn reexports() -> Item {
    Item::Tokens(quote! {
        pub use media_type::MediaType;
        #[cfg(feature = "client-no-tls")]
        pub use runtime::client;
        #[cfg(feature = "form")]
        pub use runtime::form;
        #[cfg(feature = "json")]
        pub use runtime::json;
        #[cfg(feature = "http")]
        pub use runtime::request::RequestError;
        #[cfg(feature = "xml")]
        pub use runtime::xml;
        pub use runtime::{Any, File, Limits, Nullable, Secret, Unknown, UnrecognizedValue};
        pub use runtime::{Position, ReadError, ReadErrorKind, WriteError, WriteErrorKind};
    })
}

/// ```ignore
/// /// Where the API is offered.
/// ///
/// /// - `https://api.contoso.example`: The worldwide service.
/// pub const SERVERS: &[&str] = &["https://api.contoso.example"];
/// ```
fn servers(contract: &Contract) -> Item {
    let mut lines = vec![String::from("Where the API is offered, as the description says.")];
    if !contract.servers.is_empty() {
        lines.push(String::new());
    }
    for server in &contract.servers {
        lines.push(docs::entry(&server.url, &server.docs.text));
    }
    let docs = docs::attributes(&lines);
    let urls = contract.servers.iter().map(|server| &server.url);
    Item::Tokens(quote! {
        #docs
        #[rustfmt::skip]
        pub const SERVERS: &[&str] = &[#(#urls),*];
    })
}

/// ```ignore
/// mod address;
/// pub use address::Address;
/// ```
pub(super) fn models_rs(modules: &BTreeMap<FieldName, Vec<&Type>>) -> Content {
    let names: Vec<_> = modules.keys().map(|module| ident(&module.0)).collect();
    let uses = modules.iter().map(|(module, types)| {
        let (module, types) = (ident(&module.0), types.iter().map(|ty| ident(&ty.name.0)).collect::<Vec<_>>());
        match types.as_slice() {
            [one] => quote!(pub use #module::#one;),
            _ => quote!(pub use #module::{#(#types),*};),
        }
    });
    Content::Rust {
        docs: vec![String::from("The types of the contract.")],
        items: vec![Item::Tokens(quote!(#(mod #names;)*)), Item::Tokens(quote!(#(#uses)*))],
    }
}

/// ```ignore
/// mod update_customer;
/// pub use update_customer::UpdateCustomer;
/// ```
pub(super) fn operations_rs(contract: &Contract) -> Content {
    let modules: BTreeMap<_, _> =
        contract.operations.iter().map(|operation| (module_name(&operation.name), operation)).collect();
    let names: Vec<_> = modules.keys().map(|module| ident(&module.0)).collect();
    let types = modules.values().map(|operation| {
        let (name, others) = (ident(&operation.name.0), operation::own_types(operation));
        if others.is_empty() { quote!(#name) } else { quote!({#name, #(#others),*}) }
    });
    let answers = modules.iter().filter_map(|(module, operation)| {
        let (module, types) = (ident(&module.0), operation::answer_types(operation));
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
    Content::Rust {
        docs: vec![String::from("The operations of the contract.")],
        items: vec![
            Item::Tokens(quote!(#(mod #names;)*)),
            Item::Tokens(quote!(#(pub use #names::#types;)* #(#answers)*)),
        ],
    }
}
