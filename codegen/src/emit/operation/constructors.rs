//! The constructors of an operation: one with the required arguments, and one for each named body.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::literals::value;
use super::selection::{accepted, optional_parameters, required_body};
use crate::contract::{Body, Contract, NamedBody, Operation};
use crate::emit::arguments::Constructor;
use crate::emit::names::ident;
use crate::emit::values::{Argument, Values};
use crate::emit::{docs, facts, media_type, stated};

/// The required parameters without those of a single value, as all constructors take them.
pub(super) fn constructor(contract: &Contract, operation: &Operation) -> Constructor {
    let required = operation.arguments().map(|(_, parameter)| (&parameter.field, &parameter.ty));
    Constructor::new(Values::of_operation(contract), &operation.required, required)
}

/// ```ignore
/// /// Creates the operation with its required parameters. Optional parameters are omitted.
/// ///
/// /// - `customer_id`: The customer to change.
/// /// - `body`: The changes.
/// pub fn new(customer_id: impl Into<String>, body: impl Into<models::Customer>) -> Self {
///     Self { customer_id: customer_id.into(), body: body.into(), content_type: MediaType::ApplicationJson, x_locale: None }
/// }
/// ```
pub(super) fn new(contract: &Contract, operation: &Operation, constructor: &Constructor) -> TokenStream {
    let mut lines =
        vec![String::from("Creates the operation with its required parameters. Optional parameters are omitted.")];
    let required = required_body(operation);
    lines.extend(described(operation, constructor, required));
    let docs = docs::attributes(&lines);
    let (parameters, fields) = (constructor.parameters(), constructor.fields());
    let fixed = operation.fixed().map(|(parameter, value)| {
        let (field, value) = (ident(&parameter.field.0), stated::value(contract, value, &quote!(models::)));
        quote!(#field: #value)
    });
    let optional = optional_parameters(operation).map(|(parameter, _)| ident(&parameter.field.0));
    let argument = required.map(|body| body::argument(contract, body, &ident("body")));
    let body_argument = argument.as_ref().map(|Argument { ty, .. }| quote!(body: #ty));
    let of_parameters = constructor.generics();
    let of_body = argument.as_ref().map(|argument| &argument.generics);
    let body_field = operation.body.as_ref().map(|body| {
        let value = argument.as_ref().map_or_else(|| quote!(None), |argument| argument.value.clone());
        let first = body.single().and_then(|content| content.media_types.first()).map(media_type::path);
        let content_type = first.unwrap_or_else(|| quote!(None));
        let field = if value.to_string() == "body" { value } else { quote!(body: #value) };
        quote!(#field, content_type: #content_type,)
    });
    let accept = accepted(operation).into_iter().map(media_type::path).next().map(|first| quote!(accept: #first,));
    let authorization = operation.bearer.as_ref().map(|_| quote!(authorization: None,));
    let basic = operation.basic.as_ref().map(|_| quote!(authorization_basic: None,));
    let keys = operation.keys.iter().map(|key| ident(&key.field.0));
    quote! {
        #docs
        pub fn new #of_parameters #of_body (#parameters #body_argument) -> Self {
            Self {
                #fields
                #(#fixed,)*
                #body_field
                #accept
                #(#optional: None,)*
                #authorization
                #basic
                #(#keys: None,)*
            }
        }
    }
}

/// The constructors with a named body.
pub(super) fn named(contract: &Contract, operation: &Operation, constructor: &Constructor) -> TokenStream {
    let constructors = operation.named_bodies().map(|body| named_constructor(contract, operation, constructor, body));
    quote!(#(#constructors)*)
}

/// ```ignore
/// /// Closes the customer's account.
/// ///
/// /// [`Self::new`] with the body `{"state":"closed"}`.
/// ///
/// /// - `customer_id`: The customer to change.
/// pub fn close_account(customer_id: impl Into<String>) -> Self {
///     Self::new(customer_id, models::Customer::new().with_state(models::CustomerState::Closed))
/// }
/// ```
///
/// In an enum over several contents, the value is that of the preferred one: `UpdateCustomerBody::Json(…)`.
fn named_constructor(
    contract: &Contract,
    operation: &Operation,
    constructor: &Constructor,
    body: &NamedBody,
) -> TokenStream {
    let json = docs::code(&body.json);
    let mut lines =
        docs::lines(&body.docs, &format!("The body {}.", docs::code(&body.name)), &made_of(operation, &json));
    lines.extend(described(operation, constructor, None));
    let docs = docs::attributes(&lines);
    let method = ident(&body.method.0);
    let (parameters, passed) = (constructor.parameters(), constructor.passed());
    let value = operation.body.as_ref().map(|of| body::preferred(of, &value(contract, &body.value)));
    let made = if required_body(operation).is_some() {
        quote!(Self::new(#passed #value))
    } else {
        quote!(Self::new(#passed).body(#value))
    };
    quote! {
        #docs
        pub fn #method(#parameters) -> Self {
            #made
        }
    }
}

fn made_of(operation: &Operation, json: &str) -> String {
    match required_body(operation) {
        Some(_) => format!("[`Self::new`] with the body {json}."),
        None => format!("[`Self::new`] and [`Self::body`] with {json}."),
    }
}

/// A list of the arguments that stand one by one and have docs.
fn described(operation: &Operation, constructor: &Constructor, body: Option<&Body>) -> Vec<String> {
    let one_by_one = operation.arguments().filter(|_| constructor.named.is_none());
    let parameters = one_by_one.map(|(_, parameter)| {
        docs::named_with(&parameter.field.0, &parameter.docs.text, facts::sentences(&parameter.into()))
    });
    let body = body.map(|body| docs::named("body", &body.docs.text));
    let mut lines = docs::list(parameters.chain(body).filter(|item| !docs::is_name_alone(item)).collect());
    if !lines.is_empty() {
        lines.insert(0, String::new());
    }
    lines
}
