//! The documentation of the crate: the API, an example, the operations by tag, the features, the authentication.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{self, Block, Inline};
use super::manifest;
use super::operation::{Example, value_in_prose};
use crate::contract::{Contract, Operation, SecurityScheme};
use crate::naming::module::file_stem;

/// The longest text of the API, in lines, that stands before the examples and the operations. Of a longer one the start
/// does, up to so many lines.
const MAX_INTRODUCTION: usize = 40;
const MAX_START: usize = 12;

/// The first lines: the API in the words of its description.
pub(super) fn introduction(contract: &Contract) -> Vec<String> {
    let [start, _] = introduction_and_rest(contract);
    let mut lines = vec![format!("{}.", docs::title(&contract.title).trim_end_matches('.')), String::new()];
    lines.extend(if start.is_empty() { vec![String::from("A contract crate.")] } else { start });
    docs::linked(lines, &contract.docs)
}

fn introduction_and_rest(contract: &Contract) -> [Vec<String>; 2] {
    let text = &contract.docs.text;
    let whole = docs::prose(text);
    if whole.len() <= MAX_INTRODUCTION { [whole, Vec::new()] } else { docs::divided(text, MAX_START) }
}

/// The rest of a long text of the API, as the last section.
fn description(contract: &Contract) -> Vec<String> {
    let [_, rest] = introduction_and_rest(contract);
    let heading = ["", "# Description", ""].map(String::from);
    if rest.is_empty() { rest } else { [heading.as_slice(), &rest].concat() }
}

/// The sections, as attributes of the crate. Those that link to operations need the feature `http`.
pub(super) fn sections(contract: &Contract) -> TokenStream {
    let examples = examples(contract);
    let operations = (!contract.operations.is_empty()).then(|| {
        let heading = ["", "# Operations", ""].map(String::from);
        let lines = [heading.as_slice(), &operations(contract)].concat();
        docs::attributes_if(&BTreeSet::from(["http"]), &lines, docs::Of::Crate)
    });
    let mut lines = ["", "# Features", ""].map(String::from).to_vec();
    lines.extend(manifest::features_table(contract).lines().map(String::from));
    lines.extend(schemes(contract));
    lines.extend(description(contract));
    lines.extend(["", HIDDEN].map(String::from));
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    let webhooks = webhooks(contract);
    quote! {
        #examples
        #operations
        #webhooks
        #(#![doc = #lines])*
    }
}

const HIDDEN: &str =
    "Items that are hidden from this documentation serve the generated code. They may change in any version.";

/// The section of examples: a request, and the call that sends it.
fn examples(contract: &Contract) -> Option<TokenStream> {
    let (operation, request) = example(contract)?;
    let section = |lead: &[&str], Example { lines, features }| {
        let lead = lead.iter().map(|line| String::from(*line)).collect();
        docs::attributes_if(&features, &[lead, lines].concat(), docs::Of::Crate)
    };
    let request = section(&["", "# Example", ""], request);
    let sending = Example::of_sending(contract, operation).map(|example| section(&["", SENDING, ""], example));
    Some(quote!(#request #sending))
}

const SENDING: &str = "A [`Client`](crate::client::Client) sends it, with tokens, timeouts and retries:";

/// The shortest example of an operation that takes a parameter, or else of any.
fn example(contract: &Contract) -> Option<(&Operation, Example)> {
    let operations = contract.operations.iter().filter(|operation| !operation.deprecated);
    let examples = operations.filter_map(|operation| {
        let takes_none = operation.required_parameters().next().is_none();
        Some((takes_none, operation, Example::of(contract, operation)?))
    });
    let shortest = examples.min_by_key(|(takes_none, _, example)| (*takes_none, example.lines.len()));
    shortest.map(|(_, operation, example)| (operation, example))
}

/// The operations, those of a tag in a list of their own.
///
/// ```text
/// - Customers: To find and change customers.
///   - [`GetCustomer`](crate::operations::GetCustomer): `GET /customers/{id}`. Reads a customer.
/// ```
fn operations(contract: &Contract) -> Vec<String> {
    let with = |tag: Option<&str>| {
        let operations = contract.operations.iter().filter(|operation| operation.tag.as_deref() == tag);
        operations.map(operation).collect::<Vec<_>>()
    };
    let tagged = contract.tags.iter().filter_map(|tag| {
        let items = with(Some(&tag.name));
        (!items.is_empty()).then(|| {
            let mut blocks = docs::brief(vec![Inline::text(&tag.name)], ": ", &tag.text);
            blocks.push(Block::List { start: None, items });
            blocks
        })
    });
    docs::list(tagged.chain(with(None)).collect())
}

fn operation(operation: &Operation) -> Vec<Block> {
    let name = operation.name.0.clone();
    let request = Inline::code(&format!("{} {}", operation.method, operation.template));
    let of_tag = operation.tag_module.as_ref().map(|module| format!("{}::", file_stem(&module.0))).unwrap_or_default();
    // A link to an item has no `r#`, which would start a fragment.
    let link = Inline::Item { path: format!("crate::operations::{of_tag}{name}"), name };
    docs::brief(vec![link, Inline::text(": "), request], ". ", &operation.docs.text)
}

/// The requests that the service sends, as a section, with the types to decode them into.
///
/// ```text
/// # Webhooks
///
/// - `POST` `orderPaid`: [`OrderPaidBody`](crate::models::OrderPaidBody). An order is paid.
/// ```
fn webhooks(contract: &Contract) -> Option<TokenStream> {
    if contract.webhooks.is_empty() {
        return None;
    }
    let heading = ["", "# Webhooks", "", WEBHOOKS, ""].map(String::from);
    let items = contract.webhooks.iter().map(|webhook| {
        let mut lead = vec![Inline::code(&webhook.method), Inline::text(" "), Inline::code(&webhook.name)];
        if let Some(operation) = &webhook.operation {
            lead.extend([Inline::text(" of "), Inline::code(operation)]);
        }
        for (index, ty) in webhook.payloads.iter().enumerate() {
            lead.push(Inline::text(if index == 0 { ": " } else { ", " }));
            lead.extend(value_in_prose(contract, ty));
        }
        docs::brief(lead, ". ", &webhook.docs.text)
    });
    let lines = [heading.as_slice(), &docs::list(items.collect())].concat();
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    Some(quote!(#(#![doc = #lines])*))
}

const WEBHOOKS: &str = "Requests that the service sends, with the types of their bodies:";

/// The security schemes, as a section.
///
/// ```text
/// # Authentication
///
/// - `flows`: OAuth 2.0. URLs: `clientCredentials: tokenUrl` `https://id.example/token`. Scopes: `read` (To look.).
/// ```
fn schemes(contract: &Contract) -> Vec<String> {
    if contract.schemes.is_empty() {
        return Vec::new();
    }
    let mut lines = ["", "# Authentication", ""].map(String::from).to_vec();
    lines.extend(docs::list(contract.schemes.iter().map(scheme).collect()));
    lines
}
fn scheme(scheme: &SecurityScheme) -> Vec<Block> {
    let SecurityScheme { name, docs, kind, addresses, scopes } = scheme;
    let address = |address: &str| vec![Inline::text(" "), Inline::code(address)];
    let scope = |what: &str| vec![Inline::text(" ("), Inline::text(what), Inline::text(")")];
    let sentences = [pairs("URLs: ", addresses, address), pairs("Scopes: ", scopes, scope)];
    let named = docs::named(name, &format!("{kind}. {}", docs.text));
    sentences.into_iter().filter(|sentence| !sentence.is_empty()).fold(named, docs::with_sentence)
}

/// A sentence of names, each with its value.
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
