//! The method of an operation that makes the request.

use proc_macro2::TokenStream;
use quote::quote;

use super::accepted;
use crate::contract::{Key, KeyPlace, ListStyle, Operation, Parameter, PathPart, TypeRef};
use crate::emit::ident;

/// ```ignore
/// pub fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
///     request::Draft::new(http::Method::PATCH)
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
pub(super) fn into_request(operation: &Operation) -> TokenStream {
    let draft = draft(&operation.method);
    let parts = operation.path.iter().map(|part| match part {
        PathPart::Literal(text) => quote!(.literal(#text)),
        PathPart::Parameter(index) => step(&quote!(path), &operation.path_parameters[*index]),
    });
    let query = operation.query.iter().map(query_step);
    let headers = operation.headers.iter().map(|parameter| step(&quote!(header), parameter));
    let keys = operation.keys.iter().map(key_step);
    let bearer = operation.bearer.as_ref().map(|_| quote!(.bearer(self.authorization.as_ref())?));
    let accept = (!accepted(operation).is_empty()).then(|| quote!(.accept(self.accept, Self::ACCEPTS)?));
    let body = operation.body.as_ref().map(|body| {
        if body.required {
            quote!(.body(&self.body, self.content_type, Self::CONTENT_TYPES)?)
        } else {
            quote!(.optional_body(self.body.as_ref(), self.content_type, Self::CONTENT_TYPES)?)
        }
    });
    quote! {
        #[doc = " The request to the service at `base_url`."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " [`request::RequestError`] if the base URL, a parameter, a media type or the body cannot be sent as it is."]
        pub fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
            #draft
                #(#parts)*
                #(#query)*
                #(#headers)*
                #bearer
                #(#keys)*
                #accept
                #body
                .into_request(base_url)
        }
    }
}

/// `.header("X-Locale", &self.x_locale)?`
fn step(method: &TokenStream, parameter: &Parameter) -> TokenStream {
    let (name, field) = (&parameter.name.0, ident(&parameter.field.0));
    quote!(.#method(#name, &self.#field)?)
}

/// `.query_list("ids", &self.ids, request::ListStyle::Commas)?`
fn query_step(parameter: &Parameter) -> TokenStream {
    let style = match parameter.style {
        _ if !matches!(parameter.ty, TypeRef::List(_)) => return step(&quote!(query), parameter),
        ListStyle::Commas => quote!(Commas),
        ListStyle::Spaces => quote!(Spaces),
        ListStyle::Tabs => quote!(Tabs),
        ListStyle::Pipes => quote!(Pipes),
        ListStyle::Repeated => quote!(Repeated),
    };
    let (name, field) = (&parameter.name.0, ident(&parameter.field.0));
    quote!(.query_list(#name, &self.#field, request::ListStyle::#style)?)
}

/// `.header("X-Api-Key", &self.x_api_key)?`
fn key_step(key: &Key) -> TokenStream {
    let (name, field) = (&key.name.0, ident(&key.field.0));
    match key.place {
        KeyPlace::Header => quote!(.header(#name, &self.#field)?),
        KeyPlace::Query => quote!(.query(#name, &self.#field)?),
        KeyPlace::Cookie => quote!(.cookie(#name, self.#field.as_ref())?),
    }
}

/// `request::Draft::new(http::Method::PATCH)`, or `request::Draft::of("COPY")?` if the type has no constant for it.
fn draft(method: &str) -> TokenStream {
    const CONSTANTS: [&str; 8] = ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"];
    if CONSTANTS.contains(&method) {
        let name = ident(method);
        quote!(request::Draft::new(http::Method::#name))
    } else {
        quote!(request::Draft::of(#method)?)
    }
}
