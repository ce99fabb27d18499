//! The client's view of an operation, and the methods that send it.

use proc_macro2::TokenStream;
use quote::quote;

use super::response_types;
use super::types::{Uses, uses};
use crate::contract::{Contract, Operation, ResponseClass, Role};
use crate::emit::names::ident;

/// The imports that only the client needs, beyond those of the operation.
///
/// ```ignore
/// #[cfg(feature = "client-no-tls")]
/// use crate::models;
/// #[cfg(feature = "client-no-tls")]
/// use crate::runtime::client;
/// ```
pub(super) fn imports(operation: &Operation) -> TokenStream {
    let (always, response) = (uses(operation), Uses::of(&response_types::types(operation)));
    let models = (response.models && !always.models).then(|| {
        quote!(
            #[cfg(feature = "client-no-tls")]
            use crate::models;
        )
    });
    let runtime = if response.runtime && !always.runtime { quote!({ self, client }) } else { quote!(client) };
    quote! {
        #models
        #[cfg(feature = "client-no-tls")]
        use crate::runtime::#runtime;
    }
}

/// ```ignore
/// #[cfg(feature = "client-no-tls")]
/// impl client::Operation for UpdateCustomer {
///     type Response = models::Customer;
///     type Error = models::Problem;
///     const INFO: client::OperationInfo = client::OperationInfo::new("Update customer", "/customers/{customer_id}")
///         .token()
///         .idempotency_key("MS-RequestId");
///     fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
///         self.into_request(base_url)
///     }
/// }
/// ```
pub(super) fn implementation(contract: &Contract, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name.0);
    let response = response_types::ty(contract, operation, ResponseClass::Success);
    let error = response_types::ty(contract, operation, ResponseClass::Error);
    let (id, template) = (&operation.id, &operation.template);
    let token = operation.bearer.as_ref().map(|_| quote!(.token()));
    let basic = operation.basic.as_ref().map(|_| quote!(.basic()));
    let role = |role: Role| operation.headers.iter().find(|header| header.role == Some(role));
    let idempotency_key = role(Role::IdempotencyKey).map(|header| {
        let name = &header.name.0;
        quote!(.idempotency_key(#name))
    });
    let correlation_id = role(Role::CorrelationId).map(|header| {
        let name = &header.name.0;
        quote!(.correlation_id(#name))
    });
    let rules = contract.rules.validate.then(|| {
        let name = &operation.name.0;
        quote!(.rules(#name))
    });
    let parts = parts(contract);
    quote! {
        #[cfg(feature = "client-no-tls")]
        impl client::Operation for #name {
            type Response = #response;
            type Error = #error;
            const INFO: client::OperationInfo =
                client::OperationInfo::new(#id, #template) #token #basic #idempotency_key #correlation_id #rules;
            #parts
            fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
                self.into_request(base_url)
            }
        }
    }
}

/// The parts of a request for a client, in a crate that can check them.
///
/// ```ignore
/// #[cfg(feature = "validate")]
/// fn parts(&self) -> Vec<crate::validate::NamedPart<'_>> {
///     crate::validate::Checked::parts(self)
/// }
/// ```
fn parts(contract: &Contract) -> Option<TokenStream> {
    contract.rules.validate.then(|| {
        quote! {
            #[cfg(feature = "validate")]
            fn parts(&self) -> Vec<crate::validate::NamedPart<'_>> {
                crate::validate::Checked::parts(self)
            }
        }
    })
}

/// ```ignore
/// /// Sends the operation.
/// ///
/// /// # Errors
/// /// [`client::Error`] if the request fails. A non-2xx response is an error.
/// #[cfg(feature = "client-no-tls")]
/// pub async fn send(self, client: &client::Client) -> Result<client::Response<models::Customer>, client::Error> {
///     client.send(self).await
/// }
/// ```
pub(super) fn methods(contract: &Contract, operation: &Operation) -> TokenStream {
    let response = response_types::ty(contract, operation, ResponseClass::Success);
    quote! {
        #[doc = " Sends the operation."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " [`client::Error`] if the request fails. A non-2xx response is an error."]
        #[cfg(feature = "client-no-tls")]
        pub async fn send(self, client: &client::Client) -> Result<client::Response<#response>, client::Error> {
            client.send(self).await
        }
        #[doc = " Sends the operation and blocks until the response is read."]
        #[doc = ""]
        #[doc = " # Errors"]
        #[doc = " [`client::Error`] if the request fails. A non-2xx response is an error."]
        #[cfg(feature = "blocking")]
        pub fn send_blocking(
            self,
            client: &client::blocking::Client,
        ) -> Result<client::Response<#response>, client::Error> {
            client.send(self)
        }
    }
}
