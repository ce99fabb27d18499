//! The servers of the crate and of operations, as constants.

use std::iter;

use proc_macro2::TokenStream;
use quote::quote;

use super::content::Item;
use super::docs::{self, Block, Inline};
use crate::contract::{Contract, Server, Variable};

/// ```ignore
/// /// The base URLs of the API.
/// ///
/// /// - `https://api.contoso.example`: The worldwide service.
/// pub const SERVERS: &[&str] = &["https://api.contoso.example"];
/// ```
pub(super) fn of_crate(contract: &Contract) -> Item {
    let mut lines = vec![String::from("The base URLs of the API.")];
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

/// ```ignore
/// /// The base URLs of this operation, which replace [`SERVERS`](crate::SERVERS).
/// pub const SERVERS: &'static [&'static str] = &["https://files.contoso.example"];
/// ```
pub(super) fn of_operation(servers: &[Server]) -> TokenStream {
    let mut lines = vec![String::from("The base URLs of this operation, which replace [`SERVERS`](crate::SERVERS).")];
    lines.extend(described(servers));
    let docs = docs::attributes(&lines);
    let urls = servers.iter().map(Server::default_url);
    quote! {
        #docs
        pub const SERVERS: &'static [&'static str] = &[#(#urls),*];
    }
}

/// A list of servers, with their docs.
fn described(servers: &[Server]) -> Vec<String> {
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
        lines.extend([String::new(), String::from("Variables have their default values.")]);
    }
    lines
}

const RELATIVE: &str = "A URL without a host is relative to the URL of the API description.";

/// ```ignore
/// /// The servers whose URLs have variables.
/// pub const SERVER_TEMPLATES: &[runtime::Server] = &[runtime::Server::new(
///     "https://{region}.contoso.example",
///     &[runtime::Variable::new("region", "eu").values(&["eu", "us"])],
/// )];
/// ```
fn templates(servers: &[Server]) -> Option<TokenStream> {
    let servers: Vec<&Server> = servers.iter().filter(|server| !server.variables.is_empty()).collect();
    if servers.is_empty() {
        return None;
    }
    let mut lines = vec![String::from("The servers whose URLs have variables."), String::new()];
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

/// A server, and a list of its variables: ``- `region`: The region. Default: `eu`. One of: `eu`, `us`.``
fn template(server: &Server) -> Vec<Block> {
    let mut blocks = docs::named(&server.url, &server.docs.text);
    blocks.push(Block::List { start: None, items: server.variables.iter().map(variable).collect() });
    blocks
}

fn variable(variable: &Variable) -> Vec<Block> {
    let Variable { name, default, values, docs } = variable;
    let mut sentence = vec![Inline::text("Default: "), Inline::code(default)];
    for (value, before) in values.iter().zip(iter::once(". One of: ").chain(iter::repeat(", "))) {
        sentence.extend([Inline::text(before), Inline::code(value)]);
    }
    sentence.push(Inline::text("."));
    docs::with_sentence(docs::named(name, &docs.text), sentence)
}
