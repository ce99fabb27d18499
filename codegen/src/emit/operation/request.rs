//! The method of an operation that builds the request.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::selection::{accepted, others};
use super::style::style;
use crate::contract::{ApiKey, ApiKeyLocation, Contract, Operation, Parameter, ParameterLocation, PathPart};
use crate::emit::names::ident;

/// ```ignore
/// pub fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
///     request::RequestBuilder::new(http::Method::PATCH)
///         .literal("/customers/")
///         .path("customer_id", &self.customer_id)?
///         .query("size", &self.size)?
///         .header("X-Locale", &self.x_locale)?
///         .bearer(self.authorization.as_ref())?
///         .accept(self.accept, Self::ACCEPTS)?
///         .body(&self.body, self.content_type, Self::CONTENT_TYPES)?
///         .into_request(base_url)
/// }
/// ```
pub(super) fn into_request(contract: &Contract, operation: &Operation) -> TokenStream {
    let builder = builder(&operation.method);
    let parts = operation.path.iter().map(|part| match part {
        PathPart::Literal(text) => quote!(.literal(#text)),
        PathPart::Parameter(index) => step(contract, ParameterLocation::Path, &operation.path_parameters[*index]),
    });
    let others = others(operation).map(|(location, parameter)| step(contract, location, parameter));
    let keys = operation.keys.iter().map(key_step);
    let bearer = operation.bearer.as_ref().map(|_| quote!(.bearer(self.authorization.as_ref())?));
    let basic = operation.basic.as_ref().map(|_| quote!(.basic(self.authorization_basic.as_ref())?));
    let accept = (!accepted(operation).is_empty()).then(|| quote!(.accept(self.accept, Self::ACCEPTS)?));
    let body = operation.body.as_ref().map(|body| body::step(contract, body));
    quote! {
        #[doc = " Builds the request to the service at `base_url`."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " [`request::RequestError`] if the base URL, a parameter, the media type or the body is invalid."]
        pub fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
            #builder
                #(#parts)*
                #(#others)*
                #bearer
                #basic
                #(#keys)*
                #accept
                #body
                .into_request(base_url)
        }
    }
}

/// `.header("X-Locale", &self.x_locale)?`, or with a style
/// `.query_styled("ids", &self.ids, request::Style::PIPE_DELIMITED)?`.
fn step(contract: &Contract, location: ParameterLocation, parameter: &Parameter) -> TokenStream {
    let (name, field) = (&parameter.name.0, ident(&parameter.field.0));
    let (plain, styled) = match location {
        ParameterLocation::Path => (quote!(path), quote!(path_styled)),
        ParameterLocation::Query => (quote!(query), quote!(query_styled)),
        ParameterLocation::Header => (quote!(header), quote!(header_styled)),
        ParameterLocation::Cookie => (quote!(cookie), quote!(cookie_styled)),
    };
    if parameter.serialization.is_equivalent(location.default_serialization(), contract.is_scalar(&parameter.ty)) {
        return quote!(.#plain(#name, &self.#field)?);
    }
    let style = style(parameter.serialization);
    quote!(.#styled(#name, &self.#field, #style)?)
}

/// `.header("X-Api-ApiKey", &self.x_api_key)?`
fn key_step(key: &ApiKey) -> TokenStream {
    let (name, field) = (&key.name.0, ident(&key.field.0));
    match key.location {
        ApiKeyLocation::Header => quote!(.header(#name, &self.#field)?),
        ApiKeyLocation::Query => quote!(.query(#name, &self.#field)?),
        ApiKeyLocation::Cookie => quote!(.cookie(#name, &self.#field)?),
    }
}

/// `request::RequestBuilder::new(http::Method::PATCH)`, or `request::RequestBuilder::of("COPY")?` if the type has no
/// constant for it.
fn builder(method: &str) -> TokenStream {
    const CONSTANTS: [&str; 8] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];
    if CONSTANTS.contains(&method) {
        let name = ident(method);
        quote!(request::RequestBuilder::new(http::Method::#name))
    } else {
        quote!(request::RequestBuilder::of(#method)?)
    }
}
