//! The crate's root, and the lists of its modules.

use std::collections::BTreeMap;
use std::iter;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Block, Inline};
use super::{Content, Item, ident, module_name, operation};
use crate::contract::{Contract, FieldName, Operation, SecurityScheme, Server, Type, TypeKind, Variable};

/// The root: what the crate is for, its modules, and what it re-exports.
pub(super) fn lib_rs(contract: &Contract) -> Content {
    let mut lines = docs::lines(&contract.docs, "A contract crate.", "");
    lines.insert(0, String::new());
    lines.insert(0, format!("{}.", docs::title(&contract.title).trim_end_matches('.')));
    lines.extend([
        String::new(),
        String::from("- [`models`]: the types, with their members."),
        String::from("- `operations`: a builder for each operation; feature `http`."),
        String::from("- `client`: what sends operations; feature `client`."),
        String::from("- `json`, `xml`, `form`: the wires, each behind the feature of its name."),
        String::from("- [`runtime`]: what the models are described by, for code that is generic over them."),
    ]);
    lines.extend(schemes(contract));
    let attributes = if has_other_letters(contract) { OTHER_LETTERS } else { ATTRIBUTES };
    Content::Rust { docs: lines, items: vec![Item::Verbatim(attributes), modules(), reexports(), servers(contract)] }
}

/// What shows who sends a request.
///
/// ```text
/// How a request shows who sends it:
///
/// - `shop`: OAuth 2.0. `clientCredentials: tokenUrl`: `https://id.contoso.example/token`. Scopes: `read`: To look.
/// ```
fn schemes(contract: &Contract) -> Vec<String> {
    let Some(_) = contract.schemes.first() else { return Vec::new() };
    let mut lines = vec![String::new(), String::from("Authentication:"), String::new()];
    lines.extend(docs::list(contract.schemes.iter().map(scheme).collect()));
    lines
}

fn scheme(scheme: &SecurityScheme) -> Vec<Block> {
    let SecurityScheme { name, docs, kind, addresses, scopes } = scheme;
    let address = |address: &str| vec![Inline::text(" "), Inline::code(address)];
    let scope = |what: &str| vec![Inline::text(" ("), Inline::text(what), Inline::text(")")];
    let sentences = [pairs("Addresses: ", addresses, address), pairs("Scopes: ", scopes, scope)];
    let named = docs::named(name, &format!("{kind}. {}", docs.text));
    sentences.into_iter().filter(|sentence| !sentence.is_empty()).fold(named, docs::with_sentence)
}

/// A sentence of names, and of what belongs to each.
fn pairs(what: &str, pairs: &[(String, String)], second: impl Fn(&str) -> Vec<Inline>) -> Vec<Inline> {
    let mut sentence = Vec::new();
    for (first, other) in pairs {
        let before = if sentence.is_empty() { what } else { ", " };
        sentence.extend([Inline::text(before), Inline::code(first)]);
        sentence.extend(second(other));
    }
    sentence.extend((!pairs.is_empty()).then(|| Inline::text(".")));
    sentence
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
    lines.extend(described(&contract.servers));
    let docs = docs::attributes(&lines);
    let urls = contract.servers.iter().map(Server::default_url);
    let templates = templates(&contract.servers);
    Item::Tokens(quote! {
        #docs
        #[rustfmt::skip]
        pub const SERVERS: &[&str] = &[#(#urls),*];
        #templates
    })
}

/// A list of servers, with what is said of them.
pub(super) fn described(servers: &[Server]) -> Vec<String> {
    let mut lines = Vec::new();
    if !servers.is_empty() {
        lines.push(String::new());
    }
    let items = servers.iter().map(|server| docs::named(&server.url, &server.docs.text));
    lines.extend(docs::list(items.collect()));
    if servers.iter().any(|server| !server.url.contains("://")) {
        lines.extend([String::new(), String::from(RELATIVE)]);
    }
    if servers.iter().any(|server| !server.variables.is_empty()) {
        lines.extend([String::new(), String::from("Variables have their defaults here.")]);
    }
    lines
}

const RELATIVE: &str = "An address without a host is relative to where the description is published.";

/// ```ignore
/// /// The places whose addresses have variables.
/// pub const SERVER_TEMPLATES: &[runtime::Server] = &[runtime::Server::new(
///     "https://{region}.contoso.example",
///     &[runtime::Variable::new("region", "eu").values(&["eu", "us"])],
/// )];
/// ```
fn templates(servers: &[Server]) -> Option<TokenStream> {
    let servers: Vec<&Server> = servers.iter().filter(|server| !server.variables.is_empty()).collect();
    let _ = servers.first()?;
    let mut lines = vec![String::from("The places whose addresses have variables."), String::new()];
    lines.extend(docs::list(servers.iter().map(|server| template(server)).collect()));
    let docs = docs::attributes(&lines);
    let made = servers.into_iter().map(|server| {
        let variables = server.variables.iter().map(|Variable { name, default, values, docs: _ }| {
            let values = (!values.is_empty()).then(|| quote!(.values(&[#(#values),*])));
            quote!(runtime::Variable::new(#name, #default) #values)
        });
        let url = &server.url;
        quote!(runtime::Server::new(#url, &[#(#variables),*]))
    });
    Some(quote! {
        #docs
        #[rustfmt::skip]
        pub const SERVER_TEMPLATES: &[runtime::Server] = &[#(#made),*];
    })
}

/// A server, and a list of its variables: ``- `region`: Where it is. By default `eu`, of `eu`, `us`.``
fn template(server: &Server) -> Vec<Block> {
    let mut blocks = docs::named(&server.url, &server.docs.text);
    blocks.push(Block::List { start: None, items: server.variables.iter().map(variable).collect() });
    blocks
}

fn variable(variable: &Variable) -> Vec<Block> {
    let Variable { name, default, values, docs } = variable;
    let mut sentence = vec![Inline::text("By default "), Inline::code(default)];
    for (value, before) in values.iter().zip(iter::once(", of ").chain(iter::repeat(", "))) {
        sentence.extend([Inline::text(before), Inline::code(value)]);
    }
    sentence.push(Inline::text("."));
    docs::with_sentence(docs::named(name, &docs.text), sentence)
}

/// ```ignore
/// mod address;
/// pub use address::Address;
/// ```
pub(super) fn models_rs(contract: &Contract, modules: &BTreeMap<FieldName, Vec<&Type>>) -> Content {
    let names: Vec<_> = modules.keys().map(|module| ident(&module.0)).collect();
    let uses = modules.iter().map(|(module, types)| {
        let (module, types) = (ident(&module.0), types.iter().map(|ty| ident(&ty.name.0)).collect::<Vec<_>>());
        match types.as_slice() {
            [one] => quote!(pub use #module::#one;),
            _ => quote!(pub use #module::{#(#types),*};),
        }
    });
    let module = (!contract.duplicates.is_empty()).then(|| {
        quote!(
            mod aliases;
        )
    });
    let all = (!contract.duplicates.is_empty()).then(|| {
        quote!(
            pub use aliases::*;
        )
    });
    Content::Rust {
        docs: vec![String::from(
            "The types of the contract. A member has the name of its field on the wires, unless its docs say another.",
        )],
        items: vec![Item::Tokens(quote!(#module #(mod #names;)*)), Item::Tokens(quote!(#all #(#uses)*))],
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
    Content::Rust {
        docs: vec![String::from("The operations of the contract.")],
        items: vec![
            Item::Tokens(quote!(#(mod #names;)*)),
            Item::Tokens(quote!(#(pub use #names::#types;)* #(#responses)*)),
        ],
    }
}
