//! What a client needs of an operation, and the methods that send it.

use proc_macro2::TokenStream;
use quote::quote;

use super::outcome;
use super::types::{Uses, uses};
use crate::contract::{Contract, Operation, Role, Success};
use crate::emit::ident;

/// What only sending needs, besides what the operation needs anyway.
///
/// ```ignore
/// #[cfg(feature = "client-no-tls")]
/// use crate::models;
/// #[cfg(feature = "client-no-tls")]
/// use crate::runtime::client;
/// ```
pub(super) fn imports(operation: &Operation) -> TokenStream {
    let (always, answer) = (uses(operation), Uses::of(&outcome::types(operation)));
    let models = (answer.models && !always.models).then(|| {
        quote!(
            #[cfg(feature = "client-no-tls")]
            use crate::models;
        )
    });
    let runtime = if answer.runtime && !always.runtime { quote!({ self, client }) } else { quote!(client) };
    quote! {
        #models
        #[cfg(feature = "client-no-tls")]
        use crate::runtime::#runtime;
    }
}

/// ```ignore
/// #[cfg(feature = "client-no-tls")]
/// impl client::Operation for UpdateCustomer {
///     type Answer = models::Customer;
///     type Fault = models::Problem;
///     const ABOUT: client::About = client::About::new("Update customer", "/customers/{customer_id}")
///         .token()
///         .idempotency_key("MS-RequestId");
///     fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
///         self.into_request(base_url)
///     }
/// }
/// ```
pub(super) fn implementation(contract: &Contract, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name.0);
    let answer = outcome::ty(contract, operation, Success::Yes);
    let fault = outcome::ty(contract, operation, Success::No);
    let (id, template) = (&operation.id, &operation.template);
    let token = operation.bearer.as_ref().map(|_| quote!(.token()));
    let role = |role: Role| operation.headers.iter().find(|header| header.role == Some(role));
    let idempotency_key = role(Role::IdempotencyKey).map(|header| {
        let name = &header.name.0;
        quote!(.idempotency_key(#name))
    });
    let correlation_id = role(Role::CorrelationId).map(|header| {
        let name = &header.name.0;
        quote!(.correlation_id(#name))
    });
    quote! {
        #[cfg(feature = "client-no-tls")]
        impl client::Operation for #name {
            type Answer = #answer;
            type Fault = #fault;
            const ABOUT: client::About =
                client::About::new(#id, #template) #token #idempotency_key #correlation_id;
            fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
                self.into_request(base_url)
            }
        }
    }
}

/// ```ignore
/// /// Sends the operation.
/// ///
/// /// # Errors
/// /// [`client::Error`], which says what was tried.
/// #[cfg(feature = "client-no-tls")]
/// pub async fn send(self, client: &client::Client) -> Result<client::Reply<models::Customer>, client::Error> {
///     client.send(self).await
/// }
/// ```
pub(super) fn methods(contract: &Contract, operation: &Operation) -> TokenStream {
    let answer = outcome::ty(contract, operation, Success::Yes);
    quote! {
        #[doc = " Sends the operation."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " [`client::Error`] if it did not succeed, which says what was tried."]
        #[cfg(feature = "client-no-tls")]
        pub async fn send(self, client: &client::Client) -> Result<client::Reply<#answer>, client::Error> {
            client.send(self).await
        }
        #[doc = " Sends the operation, and waits for the answer."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " [`client::Error`] if it did not succeed, which says what was tried."]
        #[cfg(feature = "blocking")]
        pub fn send_blocking(
            self,
            client: &client::blocking::Client,
        ) -> Result<client::Reply<#answer>, client::Error> {
            client.send(self)
        }
    }
}
