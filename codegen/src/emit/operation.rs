//! Operations: a builder for each, which becomes an `http::Request` without any client.

mod body;
mod constructors;
mod literals;
mod request;
mod response_types;
mod responses;
mod sending;
mod setters;
mod types;

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use self::setters::{authorization_setter, basic_setter, body_setter, key_setter, media_setters, setter};
use self::types::{field_type, uses};
use super::model::deprecated;
use super::{Content, Item, crate_root, docs, ident, media_type};
use crate::contract::{Body, Contract, MediaType, Operation, Parameter, ParameterLocation, Server};

/// The module of an operation.
pub(super) fn operation_rs(contract: &Contract, operation: &Operation) -> Content {
    let mut items = vec![
        imports(operation),
        definition(contract, operation),
        methods(contract, operation),
        sending::implementation(contract, operation),
    ];
    items.extend(body::items(contract, operation));
    items.extend(response_types::items(contract, operation));
    Content::Rust { docs: Vec::new(), items: items.into_iter().map(Item::Tokens).collect() }
}

/// The types that an operation has besides itself.
pub(super) fn own_types(operation: &Operation) -> Vec<Ident> {
    let names = operation.body.as_ref().and_then(|body| body.names.as_ref());
    names.map(|names| ident(&names.name.0)).into_iter().collect()
}

/// The types of an operation's responses, which are there with the client.
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
    let media_type = speaks(operation).then(|| {
        quote!(
            use crate::MediaType;
        )
    });
    // Not the model itself: an operation can have its name.
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

/// Whether the operation has media types to choose from.
fn speaks(operation: &Operation) -> bool {
    operation.body.is_some() || !accepted(operation).is_empty()
}

/// The media types of the responses, each once, the preferred one first.
fn accepted(operation: &Operation) -> Vec<&MediaType> {
    let mut seen = BTreeSet::new();
    let all = operation.responses.iter().flat_map(|response| &response.media_types);
    all.filter(|media_type| seen.insert(*media_type)).collect()
}

/// The struct itself.
///
/// ```ignore
/// /// Changes a customer.
/// #[derive(Clone, Debug)]
/// #[must_use = "an operation does nothing until its request is sent"]
/// pub struct UpdateCustomer {
///     customer_id: String,
///     body: models::Customer,
///     content_type: MediaType,
///     accept: MediaType,
///     x_locale: Option<String>,
///     authorization: Option<runtime::Secret>,
/// }
/// ```
fn definition(contract: &Contract, operation: &Operation) -> TokenStream {
    let docs = docs::attributes(&responses::operation_docs(contract, operation));
    let deprecated = deprecated(operation.deprecated);
    let name = ident(&operation.name.0);
    let field = |parameter: &Parameter| {
        let (field, ty) = (ident(&parameter.field.0), field_type(contract, &parameter.ty, parameter.required));
        quote!(#field: #ty,)
    };
    let parameters = operation.path_parameters.iter().map(field);
    let others = others(operation).map(|(_, parameter)| field(parameter));
    let body = operation.body.as_ref().map(|body| {
        let ty = body::body_type(contract, body);
        let ty = if body.required { ty } else { quote!(Option<#ty>) };
        let content_type = body::content_type(body);
        quote!(body: #ty, content_type: #content_type,)
    });
    let accept = (!accepted(operation).is_empty()).then(|| quote!(accept: MediaType,));
    let authorization = operation.bearer.as_ref().map(|_| quote!(authorization: Option<runtime::Secret>,));
    let basic = operation.basic.as_ref().map(|_| quote!(authorization_basic: Option<request::Basic>,));
    let keys = operation.keys.iter().map(|key| {
        let field = ident(&key.field.0);
        quote!(#field: Option<runtime::Secret>,)
    });
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "an operation does nothing until its request is sent"]
        #deprecated
        pub struct #name {
            #(#parameters)*
            #body
            #accept
            #(#others)*
            #authorization
            #basic
            #(#keys)*
        }
    }
}

fn methods(contract: &Contract, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name.0);
    let constants = constants(operation);
    let new = constructors::new(contract, operation);
    let named = constructors::named(contract, operation);
    let media = media_setters(operation);
    let body = operation.body.as_ref().filter(|body| !body.required).map(|body| body_setter(contract, body));
    let optional = optional_parameters(operation).map(|(parameter, location)| setter(contract, parameter, location));
    let keys = operation.keys.iter().map(key_setter);
    let authorization = operation.bearer.as_ref().map(authorization_setter);
    let basic = operation.basic.as_ref().map(basic_setter);
    let into_request = request::into_request(contract, operation);
    let sending = sending::methods(contract, operation);
    let takes_nothing = required_parameters(operation).next().is_none() && required_body(operation).is_none();
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

/// For an operation that requires nothing.
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

fn required_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| body.required)
}

/// ```ignore
/// /// The media types that a request can have, the preferred one first.
/// pub const CONTENT_TYPES: &'static [MediaType] = &[MediaType::ApplicationJson];
/// /// The media types that a response can have, the preferred one first.
/// pub const ACCEPTS: &'static [MediaType] = &[MediaType::ApplicationJson];
/// ```
fn constants(operation: &Operation) -> TokenStream {
    let list = |media_types: Vec<&MediaType>| {
        let paths = media_types.into_iter().map(media_type::path);
        quote!(&[#(#paths),*])
    };
    let content_types = operation.body.as_ref().map(|body| {
        let list = list(body.media_types().collect());
        quote! {
            #[doc = " The media types that a request can have, the preferred one first."]
            pub const CONTENT_TYPES: &'static [MediaType] = #list;
        }
    });
    let encodings = operation.body.as_ref().and_then(body::encodings);
    let accepts = Some(accepted(operation)).filter(|accepted| !accepted.is_empty()).map(|accepted| {
        let list = list(accepted);
        quote! {
            #[doc = " The media types that a response can have, the preferred one first."]
            pub const ACCEPTS: &'static [MediaType] = #list;
        }
    });
    let servers = (!operation.servers.is_empty()).then(|| servers(&operation.servers));
    quote!(#content_types #accepts #encodings #servers)
}

/// ```ignore
/// /// Where this operation is offered, in place of the crate's `SERVERS`.
/// pub const SERVERS: &'static [&'static str] = &["https://files.contoso.example"];
/// ```
fn servers(servers: &[Server]) -> TokenStream {
    let mut lines = vec![String::from("Where this operation is offered, in place of [`SERVERS`](crate::SERVERS).")];
    lines.extend(crate_root::described(servers));
    let docs = docs::attributes(&lines);
    let urls = servers.iter().map(Server::default_url);
    quote! {
        #docs
        pub const SERVERS: &'static [&'static str] = &[#(#urls),*];
    }
}

/// The parameters that are not in the path, with their places.
fn others(operation: &Operation) -> impl Iterator<Item = (ParameterLocation, &Parameter)> {
    operation.placed().filter(|(location, _)| *location != ParameterLocation::Path)
}

/// The parameters that every call has: those of the path, and the others that are required.
fn required_parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters().filter(|parameter| parameter.required)
}

/// The parameters that a call may have, each with its place.
fn optional_parameters(operation: &Operation) -> impl Iterator<Item = (&Parameter, ParameterLocation)> {
    others(operation).filter(|(_, parameter)| !parameter.required).map(|(location, parameter)| (parameter, location))
}
