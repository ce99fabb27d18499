//! Operations: a builder for each, which becomes an `http::Request` without any client.

mod body;
mod checking;
mod constructors;
mod example;
mod fields;
mod literals;
mod request;
mod response_types;
mod responses;
mod selection;
mod sending;
mod setters;
mod style;
mod types;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) use self::example::Example;
pub(super) use self::responses::value_in_prose;
use self::selection::{accepted, has_media_types, optional_parameters, required_body};
use self::setters::{authorization_setter, basic_setter, body_setter, key_setter, media_setters, setter};
use self::types::uses;
use super::arguments::Constructor;
use super::content::{Content, Item};
use super::model::deprecated;
use super::names::ident;
use super::{docs, media_type, servers};
use crate::contract::{Contract, MediaType, Operation};

/// The module of an operation.
pub(super) fn operation_rs(contract: &Contract, operation: &Operation) -> Content {
    let constructor = constructors::constructor(contract, operation);
    let mut items = vec![
        imports(operation),
        definition(contract, operation),
        methods(contract, operation, &constructor),
        sending::implementation(contract, operation),
    ];
    let name = &operation.name.0;
    let doc = format!(" The required parameters of [`{name}`](super::{name}), for its constructors.");
    items.extend(constructor.definition(name, &doc, &deprecated(operation.deprecated)));
    items.extend(body::items(contract, operation));
    items.extend(response_types::items(contract, operation));
    items.extend(checking::items(contract, operation));
    Content::Rust { docs: Vec::new(), items: items.into_iter().map(Item::Tokens).collect() }
}

/// The other types of an operation: the enum of its body, and the struct of its required parameters.
pub(super) fn own_types(operation: &Operation) -> Vec<Ident> {
    let body = operation.body.as_ref().and_then(|body| body.names.as_ref()).map(|names| &names.name);
    body.into_iter().chain(&operation.required.named).map(|name| ident(&name.0)).collect()
}

/// The types of an operation's responses, which exist with the feature `client-no-tls`.
pub(super) fn response_types(operation: &Operation) -> Vec<Ident> {
    response_types::own_names(operation).collect()
}

/// ```ignore
/// use crate::MediaType;
/// use crate::models;
/// use crate::runtime::{self, request};
/// #[cfg(feature = "client-no-tls")]
/// use crate::runtime::client;
/// ```
fn imports(operation: &Operation) -> TokenStream {
    let media_type = has_media_types(operation).then(|| {
        quote!(
            use crate::MediaType;
        )
    });
    // Not the model itself: an operation can have the same name.
    let models = uses(operation).models.then(|| {
        quote!(
            use crate::models;
        )
    });
    let runtime = if uses(operation).runtime { quote!({ self, request }) } else { quote!(request) };
    let sending = sending::imports(operation);
    quote! {
        #media_type
        #models
        use crate::runtime::#runtime;
        #sending
    }
}

/// The struct definition.
///
/// ```ignore
/// /// Changes a customer.
/// #[derive(Clone, Debug)]
/// #[must_use = "an operation does nothing until its request is sent"]
/// #[non_exhaustive]
/// pub struct UpdateCustomer {
///     /// The customer to change.
///     ///
///     /// Sent as the path parameter `customer_id`.
///     pub customer_id: String,
/// }
/// ```
fn definition(contract: &Contract, operation: &Operation) -> TokenStream {
    let [before, after] = responses::operation_docs(contract, operation).map(|lines| docs::attributes(&lines));
    let example = Example::of(contract, operation).map(|Example { lines, features }| {
        docs::attributes_if(&features, &[vec![String::new()], lines].concat(), docs::Of::Item)
    });
    let deprecated = deprecated(operation.deprecated);
    let name = ident(&operation.name.0);
    let fields = fields::fields(contract, operation);
    quote! {
        #before
        #example
        #after
        #[derive(Clone, Debug)]
        #[must_use = "an operation does nothing until its request is sent"]
        #[non_exhaustive]
        #deprecated
        pub struct #name {
            #fields
        }
    }
}

fn methods(contract: &Contract, operation: &Operation, constructor: &Constructor) -> TokenStream {
    let name = ident(&operation.name.0);
    let constants = constants(contract, operation);
    let new = constructors::new(contract, operation, constructor);
    let named = constructors::named(contract, operation, constructor);
    let media = media_setters(operation);
    let body = operation.body.as_ref().filter(|body| !body.required).map(|body| body_setter(contract, body));
    let optional = optional_parameters(operation).map(|(parameter, location)| setter(contract, parameter, location));
    let keys = operation.keys.iter().map(key_setter);
    let authorization = operation.bearer.as_ref().map(authorization_setter);
    let basic = operation.basic.as_ref().map(basic_setter);
    let into_request = request::into_request(contract, operation);
    let sending = sending::methods(contract, operation);
    let takes_nothing = constructor.is_empty() && required_body(operation).is_none();
    let default = takes_nothing.then(|| default(&name));
    quote! {
        impl #name {
            #constants
            #new
            #named
            #body
            #media
            #(#optional)*
            #authorization
            #basic
            #(#keys)*
            #into_request
            #sending
        }
        #default
    }
}

/// The `Default` implementation of an operation without required arguments.
///
/// ```ignore
/// impl Default for ListCustomers {
///     fn default() -> Self {
///         Self::new()
///     }
/// }
/// ```
fn default(name: &Ident) -> TokenStream {
    quote! {
        impl Default for #name {
            fn default() -> Self {
                Self::new()
            }
        }
    }
}

/// ```ignore
/// /// The media types of the request, the preferred one first.
/// pub const CONTENT_TYPES: &'static [MediaType] = &[MediaType::ApplicationJson];
/// /// The media types of the responses, the preferred one first.
/// pub const ACCEPTS: &'static [MediaType] = &[MediaType::ApplicationJson];
/// ```
fn constants(contract: &Contract, operation: &Operation) -> TokenStream {
    let array = |media_types: Vec<&MediaType>| {
        let paths = media_types.into_iter().map(media_type::path);
        quote!(&[#(#paths),*])
    };
    let content_types = operation.body.as_ref().map(|body| {
        let array = array(body.media_types().collect());
        quote! {
            #[doc = " The media types of the request, the preferred one first."]
            pub const CONTENT_TYPES: &'static [MediaType] = #array;
        }
    });
    let encodings = operation.body.as_ref().and_then(|body| body::encodings(contract, body));
    let accepts = Some(accepted(operation)).filter(|accepted| !accepted.is_empty()).map(|accepted| {
        let array = array(accepted);
        quote! {
            #[doc = " The media types of the responses, the preferred one first."]
            pub const ACCEPTS: &'static [MediaType] = #array;
        }
    });
    let servers = (!operation.servers.is_empty()).then(|| servers::of_operation(&operation.servers));
    quote!(#content_types #accepts #encodings #servers)
}
