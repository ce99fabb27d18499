//! The method of an operation that makes the request.

use proc_macro2::TokenStream;
use quote::quote;

use super::{accepted, body, others};
use crate::contract::{Contract, Key, KeyPlace, Manner, Operation, Parameter, PathPart, Place, Style};
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
pub(super) fn into_request(contract: &Contract, operation: &Operation) -> TokenStream {
    let draft = draft(&operation.method);
    let parts = operation.path.iter().map(|part| match part {
        PathPart::Literal(text) => quote!(.literal(#text)),
        PathPart::Parameter(index) => step(contract, Place::Path, &operation.path_parameters[*index]),
    });
    let others = others(operation).map(|(place, parameter)| step(contract, place, parameter));
    let keys = operation.keys.iter().map(key_step);
    let bearer = operation.bearer.as_ref().map(|_| quote!(.bearer(self.authorization.as_ref())?));
    let accept = (!accepted(operation).is_empty()).then(|| quote!(.accept(self.accept, Self::ACCEPTS)?));
    let body = operation.body.as_ref().map(body::step);
    quote! {
        #[doc = " The request to the service at `base_url`."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " [`request::RequestError`] if the base URL, a parameter, a media type or the body cannot be sent as it is."]
        pub fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
            #draft
                #(#parts)*
                #(#others)*
                #bearer
                #(#keys)*
                #accept
                #body
                .into_request(base_url)
        }
    }
}

/// `.header("X-Locale", &self.x_locale)?`, or where a style says more
/// `.query_styled("ids", &self.ids, request::Style::PIPES)?`.
fn step(contract: &Contract, place: Place, parameter: &Parameter) -> TokenStream {
    let (name, field) = (&parameter.name.0, ident(&parameter.field.0));
    let (plain, styled) = match place {
        Place::Path => (quote!(path), quote!(path_styled)),
        Place::Query => (quote!(query), quote!(query_styled)),
        Place::Header => (quote!(header), quote!(header_styled)),
        Place::Cookie => (quote!(cookie), quote!(cookie_styled)),
    };
    if parameter.style.is_like(place.usual(), contract.is_scalar(&parameter.ty)) {
        return quote!(.#plain(#name, &self.#field)?);
    }
    let style = style(parameter.style);
    quote!(.#styled(#name, &self.#field, #style)?)
}

/// `request::Style::LABEL.exploded()`
pub(super) fn style(style: Style) -> TokenStream {
    let Style { manner, explode, reserved, empty } = style;
    let name = match manner {
        Manner::Simple => quote!(SIMPLE),
        Manner::Label => quote!(LABEL),
        Manner::Matrix => quote!(MATRIX),
        Manner::Form => quote!(FORM),
        Manner::Spaces => quote!(SPACES),
        Manner::Tabs => quote!(TABS),
        Manner::Pipes => quote!(PIPES),
        Manner::Deep => quote!(DEEP),
        Manner::Json => quote!(JSON),
    };
    let explode = explode.then(|| quote!(.exploded()));
    let reserved = reserved.then(|| quote!(.reserved()));
    let empty = empty.then(|| quote!(.empty()));
    quote!(request::Style::#name #explode #reserved #empty)
}

/// `.header("X-Api-Key", &self.x_api_key)?`
fn key_step(key: &Key) -> TokenStream {
    let (name, field) = (&key.name.0, ident(&key.field.0));
    match key.place {
        KeyPlace::Header => quote!(.header(#name, &self.#field)?),
        KeyPlace::Query => quote!(.query(#name, &self.#field)?),
        KeyPlace::Cookie => quote!(.cookie(#name, &self.#field)?),
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
