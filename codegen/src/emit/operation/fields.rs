//! The fields of an operation. They are public, so that code can read what is set, and clear what is optional.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::selection::{accepted, optional_parameters};
use super::setters::{key_facts, sent_as};
use super::types::field_type;
use crate::contract::{ApiKey, Body, Contract, Operation, Parameter, ParameterLocation};
use crate::emit::docs;
use crate::emit::model::deprecated;
use crate::emit::names::ident;

/// ```ignore
/// /// The customer to change.
/// ///
/// /// Sent as the path parameter `customer_id`.
/// pub customer_id: String,
/// /// The changes.
/// pub body: models::Customer,
/// /// The media type of the request: one of [`Self::CONTENT_TYPES`].
/// pub content_type: MediaType,
/// ```
pub(super) fn fields(contract: &Contract, operation: &Operation) -> TokenStream {
    let required = operation.required_parameters().map(|(location, it)| parameter(contract, location, it));
    let body = operation.body.as_ref().map(|it| body_fields(contract, it));
    let accept = (!accepted(operation).is_empty()).then(|| {
        quote! {
            #[doc = " The preferred media type of the response: one of [`Self::ACCEPTS`]."]
            pub accept: MediaType,
        }
    });
    let optional = optional_parameters(operation).map(|(it, location)| parameter(contract, location, it));
    let authorization = operation.bearer.as_ref().map(|_| {
        quote! {
            #[doc = " The bearer token."]
            pub authorization: Option<runtime::Secret>,
        }
    });
    let basic = operation.basic.as_ref().map(|_| {
        quote! {
            #[doc = " The user name and the password of HTTP Basic authentication."]
            pub authorization_basic: Option<request::Basic>,
        }
    });
    let keys = operation.keys.iter().map(key);
    quote! {
        #(#required)*
        #body
        #accept
        #(#optional)*
        #authorization
        #basic
        #(#keys)*
    }
}

/// The field of a parameter. The setter of an optional one has its whole docs.
fn parameter(contract: &Contract, location: ParameterLocation, parameter: &Parameter) -> TokenStream {
    let facts = sent_as(parameter, location);
    let (text, brief) = (&parameter.docs, docs::shortened(&parameter.docs));
    let lines = docs::lines_or_facts(if parameter.required { text } else { &brief }, "", &facts);
    let (docs, deprecated) = (docs::attributes(&lines), deprecated(parameter.deprecated));
    let (field, ty) = (ident(&parameter.field.0), field_type(contract, &parameter.ty, parameter.required));
    quote! {
        #docs
        #deprecated
        pub #field: #ty,
    }
}

fn body_fields(contract: &Contract, body: &Body) -> TokenStream {
    let docs = docs::attributes(&docs::lines(&body.docs, "The body.", ""));
    let ty = body::body_type(contract, body);
    let ty = if body.required { ty } else { quote!(Option<#ty>) };
    let (doc, content_type) = match body.single() {
        Some(_) => (" The media type of the request: one of [`Self::CONTENT_TYPES`].", quote!(MediaType)),
        // Each variant of an enum has a default of its own.
        None => (" The media type of the request: one of those of the body's variant.", quote!(Option<MediaType>)),
    };
    quote! {
        #docs
        pub body: #ty,
        #[doc = #doc]
        pub content_type: #content_type,
    }
}

fn key(key: &ApiKey) -> TokenStream {
    let docs = docs::attributes(&[key_facts(key)]);
    let field = ident(&key.field.0);
    quote! {
        #docs
        pub #field: Option<runtime::Secret>,
    }
}
