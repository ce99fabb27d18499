//! The setters of an operation: for its body, its media types, its parameters and its authentication.

use proc_macro2::TokenStream;
use quote::quote;

use super::body;
use super::selection::accepted;
use crate::contract::{ApiKey, ApiKeyLocation, Body, Contract, Docs, Operation, Parameter, ParameterLocation, Role};
use crate::emit::model::deprecated;
use crate::emit::names::ident;
use crate::emit::values::{Argument, Values};
use crate::emit::{docs, facts};

/// The documentation of credentials. Of a scheme's docs, which all operations share, the crate has the whole.
fn of_scheme(scheme: &Docs, fallback: &str, facts: &str) -> TokenStream {
    let brief = docs::shortened(scheme);
    let more = if brief == *scheme { "" } else { " See [Authentication](crate#authentication)." };
    docs::attributes(&docs::lines(&brief, fallback, &format!("{facts}{more}")))
}

/// The setter of the bearer token.
pub(super) fn authorization_setter(docs: &Docs) -> TokenStream {
    let docs = of_scheme(docs, "Sets the bearer token.", "The token is given without the prefix `Bearer`.");
    quote! {
        #docs
        pub fn authorization(mut self, token: impl Into<runtime::Secret>) -> Self {
            self.authorization = Some(token.into());
            self
        }
    }
}

/// The setter of a user name and a password.
pub(super) fn basic_setter(docs: &Docs) -> TokenStream {
    let fallback = "Sets the user name and the password of HTTP Basic authentication.";
    let docs = of_scheme(docs, fallback, "Sent in the header `Authorization`, and redacted in `Debug`.");
    quote! {
        #docs
        pub fn authorization_basic(
            mut self,
            user: impl Into<runtime::Secret>,
            password: impl Into<runtime::Secret>,
        ) -> Self {
            self.authorization_basic = Some(request::Basic::new(user, password));
            self
        }
    }
}

/// The setter of an optional body.
pub(super) fn body_setter(contract: &Contract, body: &Body) -> TokenStream {
    let docs = docs::attributes(&docs::lines(&body.docs, "Sets the body.", ""));
    let Argument { generics, ty, value } = body::argument(contract, body, &ident("value"));
    quote! {
        #docs
        pub fn body #generics (mut self, value: #ty) -> Self {
            self.body = Some(#value);
            self
        }
    }
}

/// The setters of the media types.
pub(super) fn media_setters(operation: &Operation) -> TokenStream {
    let content_type = operation.body.as_ref().map(|body| {
        let is_one = body.single().is_some();
        let value = if is_one { quote!(value) } else { quote!(Some(value)) };
        let doc = if is_one {
            " Sets the media type of the request: one of [`Self::CONTENT_TYPES`]."
        } else {
            " Sets the media type of the request: one of those of the body's variant."
        };
        quote! {
            #[doc = #doc]
            pub fn content_type(mut self, value: MediaType) -> Self {
                self.content_type = #value;
                self
            }
        }
    });
    let accept = (!accepted(operation).is_empty()).then(|| {
        quote! {
            #[doc = " Sets the preferred media type of the response: one of [`Self::ACCEPTS`]."]
            pub fn accept(mut self, value: MediaType) -> Self {
                self.accept = value;
                self
            }
        }
    });
    quote!(#content_type #accept)
}

/// ```ignore
/// /// Sets `X-Locale`.
/// ///
/// /// Sent as the header `X-Locale`.
/// pub fn x_locale(mut self, value: impl Into<String>) -> Self {
///     self.x_locale = Some(value.into());
///     self
/// }
/// ```
pub(super) fn setter(contract: &Contract, parameter: &Parameter, location: ParameterLocation) -> TokenStream {
    let fallback = format!("Sets {}.", docs::code(&parameter.name.0));
    let role = match parameter.role {
        Some(Role::IdempotencyKey) => {
            " The idempotency key: the same for every attempt of a call, and unique to the call."
        }
        Some(Role::CorrelationId) => " The correlation id: it relates calls in the logs of client and service.",
        None => "",
    };
    let of_value = facts::line(parameter);
    let space = if of_value.is_empty() { "" } else { " " };
    let facts = format!("{}{role}{space}{of_value}", sent_as(parameter, location));
    let docs = docs::attributes(&docs::lines(&parameter.docs, &fallback, &facts));
    let deprecated = deprecated(parameter.deprecated);
    let field = ident(&parameter.field.0);
    let Argument { generics, ty, value } = Values::of_operation(contract).argument(&parameter.ty, &ident("value"));
    quote! {
        #docs
        #deprecated
        pub fn #field #generics (mut self, value: #ty) -> Self {
            self.#field = Some(#value);
            self
        }
    }
}

/// A sentence about the location of a parameter in requests.
pub(super) fn sent_as(parameter: &Parameter, location: ParameterLocation) -> String {
    let location = match location {
        ParameterLocation::Path => "path parameter",
        ParameterLocation::Query => "query parameter",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    };
    format!("Sent as the {location} {}.", docs::code(&parameter.name.0))
}

/// ```ignore
/// /// Sets `X-Api-ApiKey`.
/// ///
/// /// Sent as the header `X-Api-ApiKey` without a prefix, and redacted in `Debug`.
/// pub fn x_api_key(mut self, value: impl Into<runtime::Secret>) -> Self {
///     self.x_api_key = Some(value.into());
///     self
/// }
/// ```
pub(super) fn key_setter(key: &ApiKey) -> TokenStream {
    let fallback = format!("Sets {}.", docs::code(&key.name.0));
    let docs = of_scheme(&key.docs, &fallback, &key_facts(key));
    let field = ident(&key.field.0);
    quote! {
        #docs
        pub fn #field(mut self, value: impl Into<runtime::Secret>) -> Self {
            self.#field = Some(value.into());
            self
        }
    }
}

/// A sentence about the location of an API key in requests.
pub(super) fn key_facts(key: &ApiKey) -> String {
    let wire = docs::code(&key.name.0);
    match key.location {
        ApiKeyLocation::Header => format!("Sent as the header {wire} without a prefix, and redacted in `Debug`."),
        ApiKeyLocation::Query => format!("Sent as the query parameter {wire}. It is visible wherever the URL is."),
        ApiKeyLocation::Cookie => format!("Sent as the cookie {wire}, and redacted in `Debug`."),
    }
}
