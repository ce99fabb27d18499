//! Operations: a builder for each, which becomes an `http::Request` without any client.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::model::deprecated;
use super::{Content, Item, docs, ident, media_type};
use crate::contract::{Answer, Body, Contract, MediaType, Operation, Parameter, PathPart, TypeRef};

/// The module of an operation.
pub(super) fn operation_rs(contract: &Contract, operation: &Operation) -> Content {
    let items = vec![imports(operation), definition(contract, operation), methods(contract, operation)];
    Content::Rust { docs: Vec::new(), items: items.into_iter().map(Item::Tokens).collect() }
}

/// ```ignore
/// use crate::MediaType;
/// use crate::models;
/// use crate::runtime::{self, request};
/// ```
fn imports(operation: &Operation) -> TokenStream {
    let media_type = speaks(operation).then(|| {
        quote!(
            use crate::MediaType;
        )
    });
    // Not the model itself: an operation can have its name.
    let body = operation.body.as_ref().map(|_| {
        quote!(
            use crate::models;
        )
    });
    let runtime = match operation.bearer {
        Some(_) => quote!({ self, request }),
        None => quote!(request),
    };
    quote! {
        #media_type
        #body
        use crate::runtime::#runtime;
    }
}

/// Whether the operation has media types to choose from.
fn speaks(operation: &Operation) -> bool {
    operation.body.is_some() || !accepted(operation).is_empty()
}

/// The media types of the answers, each once, the preferred one first.
fn accepted(operation: &Operation) -> Vec<&MediaType> {
    let mut accepted = Vec::new();
    for media_type in operation.answers.iter().flat_map(|answer| &answer.media_types) {
        if !accepted.contains(&media_type) {
            accepted.push(media_type);
        }
    }
    accepted
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
    let docs = docs::attributes(&operation_docs(contract, operation));
    let deprecated = deprecated(operation.deprecated);
    let name = ident(&operation.name.0);
    let parameters = operation.path_parameters.iter().map(|parameter| {
        let field = ident(&parameter.field.0);
        quote!(#field: String,)
    });
    let headers = operation.headers.iter().map(|parameter| {
        let field = ident(&parameter.field.0);
        if parameter.required { quote!(#field: String,) } else { quote!(#field: Option<String>,) }
    });
    let body = operation.body.as_ref().map(|body| {
        let ty = body_type(contract, body);
        quote!(body: #ty, content_type: MediaType,)
    });
    let accept = (!accepted(operation).is_empty()).then(|| quote!(accept: MediaType,));
    let authorization = operation.bearer.as_ref().map(|_| quote!(authorization: Option<runtime::Secret>,));
    quote! {
        #docs
        #[derive(Clone, Debug)]
        #[must_use = "an operation does nothing until its request is sent"]
        #deprecated
        pub struct #name {
            #(#parameters)*
            #body
            #accept
            #(#headers)*
            #authorization
        }
    }
}

fn operation_docs(contract: &Contract, operation: &Operation) -> Vec<String> {
    let Operation { method, template, id, at, .. } = operation;
    let request = docs::code(&format!("{method} {template}"));
    let place = docs::code(&format!("{}{at}", contract.source));
    let facts = format!("{request}, documented as {}. Source: {place}.", docs::code(id));
    let mut lines = docs::lines(&operation.docs, &format!("{request}."), &facts);
    if !operation.answers.is_empty() {
        lines.extend([String::new(), String::from("Answers:"), String::new()]);
        lines.extend(operation.answers.iter().map(|answer| answer_line(contract, answer)));
    }
    lines
}

/// ``- `200`: The customer. As `application/json`: [`Customer`](crate::models::Customer).``
fn answer_line(contract: &Contract, answer: &Answer) -> String {
    let mut text = docs::entry(&answer.status, answer.docs.text.trim_end_matches('.'));
    text.push('.');
    let media_types: Vec<String> = answer.media_types.iter().map(|media_type| docs::code(&media_type.0)).collect();
    let ty = answer.ty.as_ref().and_then(|ty| answer_type(contract, ty)).unwrap_or_default();
    let with = if media_types.is_empty() { String::new() } else { format!(" As {}{ty}.", media_types.join(", ")) };
    text + &with
}

/// The model that an answer holds, or holds a list of.
fn answer_type(contract: &Contract, ty: &TypeRef) -> Option<String> {
    let (prefix, id) = match ty {
        TypeRef::Named(id) => ("", *id),
        TypeRef::List(item) => match item.ty {
            TypeRef::Named(id) => ("a list of ", id),
            _ => return None,
        },
        TypeRef::Scalar(_) => return None,
    };
    let name = &contract.ty(id).name.0;
    Some(format!(": {prefix}[`{name}`](crate::models::{name})"))
}

fn body_type(contract: &Contract, body: &Body) -> TokenStream {
    let name = ident(&contract.ty(body.ty).name.0);
    if body.required { quote!(models::#name) } else { quote!(Option<models::#name>) }
}

fn methods(contract: &Contract, operation: &Operation) -> TokenStream {
    let name = ident(&operation.name.0);
    let constants = constants(operation);
    let new = constructor(contract, operation);
    let media = media_setters(operation);
    let body = operation.body.as_ref().filter(|body| !body.required).map(|body| body_setter(contract, body));
    let headers = operation.headers.iter().filter(|parameter| !parameter.required).map(header_setter);
    let authorization = operation.bearer.as_ref().map(|docs| {
        let docs = docs::attributes(&docs::lines(docs, "Sets the bearer token.", "The token alone, without `Bearer`."));
        quote! {
            #docs
            pub fn authorization(mut self, token: impl Into<runtime::Secret>) -> Self {
                self.authorization = Some(token.into());
                self
            }
        }
    });
    let into_request = into_request(operation);
    let takes_nothing = required_parameters(operation).next().is_none() && required_body(operation).is_none();
    let default = takes_nothing.then(|| default(&name));
    quote! {
        impl #name {
            #constants
            #new
            #body
            #media
            #(#headers)*
            #authorization
            #into_request
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
/// /// The media types that an answer can have, the preferred one first.
/// pub const ACCEPTS: &'static [MediaType] = &[MediaType::ApplicationJson];
/// ```
fn constants(operation: &Operation) -> TokenStream {
    let list = |media_types: Vec<&MediaType>| {
        let paths = media_types.into_iter().map(media_type::path);
        quote!(&[#(#paths),*])
    };
    let content_types = operation.body.as_ref().map(|body| {
        let list = list(body.media_types.iter().collect());
        quote! {
            #[doc = " The media types that a request can have, the preferred one first."]
            pub const CONTENT_TYPES: &'static [MediaType] = #list;
        }
    });
    let accepts = Some(accepted(operation)).filter(|accepted| !accepted.is_empty()).map(|accepted| {
        let list = list(accepted);
        quote! {
            #[doc = " The media types that an answer can have, the preferred one first."]
            pub const ACCEPTS: &'static [MediaType] = #list;
        }
    });
    quote!(#content_types #accepts)
}

/// ```ignore
/// /// The operation with what it requires.
/// ///
/// /// - `customer_id`: The customer to change.
/// /// - `body`: What to change.
/// pub fn new(customer_id: impl Into<String>, body: models::Customer) -> Self {
///     Self { customer_id: customer_id.into(), body, content_type: MediaType::ApplicationJson, x_locale: None }
/// }
/// ```
fn constructor(contract: &Contract, operation: &Operation) -> TokenStream {
    let mut lines =
        vec![String::from("The operation with what it requires; all else is as the service has it by default.")];
    let required = required_body(operation);
    let described = required_parameters(operation).map(|parameter| (parameter.field.0.as_str(), &parameter.docs));
    let described: Vec<_> = described.chain(required.map(|body| ("body", &body.docs))).collect();
    if !described.is_empty() {
        lines.push(String::new());
    }
    for (name, text) in described {
        lines.push(docs::entry(name, &text.text));
    }
    let docs = docs::attributes(&lines);
    let parameters: Vec<_> = required_parameters(operation).map(|parameter| ident(&parameter.field.0)).collect();
    let optional = operation.headers.iter().filter(|parameter| !parameter.required);
    let headers = optional.map(|parameter| ident(&parameter.field.0));
    let body_argument = required.map(|body| {
        let ty = body_type(contract, body);
        quote!(body: #ty)
    });
    let body_field = operation.body.as_ref().map(|body| {
        let value = if body.required { quote!(body) } else { quote!(body: None) };
        let first = body.media_types.iter().map(media_type::path).next();
        quote!(#value, content_type: #first,)
    });
    let accept = accepted(operation).into_iter().map(media_type::path).next().map(|first| quote!(accept: #first,));
    let authorization = operation.bearer.as_ref().map(|_| quote!(authorization: None,));
    quote! {
        #docs
        pub fn new(#(#parameters: impl Into<String>,)* #body_argument) -> Self {
            Self {
                #(#parameters: #parameters.into(),)*
                #body_field
                #accept
                #(#headers: None,)*
                #authorization
            }
        }
    }
}

/// The parameters that every call has: those of the path, and the headers that are required.
fn required_parameters(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    let headers = operation.headers.iter().filter(|parameter| parameter.required);
    operation.path_parameters.iter().chain(headers)
}

fn body_setter(contract: &Contract, body: &Body) -> TokenStream {
    let docs = docs::attributes(&docs::lines(&body.docs, "Sets the body.", ""));
    let name = ident(&contract.ty(body.ty).name.0);
    quote! {
        #docs
        pub fn body(mut self, value: models::#name) -> Self {
            self.body = Some(value);
            self
        }
    }
}

/// The setters of the media types.
fn media_setters(operation: &Operation) -> TokenStream {
    let content_type = operation.body.as_ref().map(|_| {
        quote! {
            #[doc = " Sets the media type of the request: one of [`Self::CONTENT_TYPES`]."]
            pub fn content_type(mut self, value: MediaType) -> Self {
                self.content_type = value;
                self
            }
        }
    });
    let accept = (!accepted(operation).is_empty()).then(|| {
        quote! {
            #[doc = " Sets the media type that the answer should have: one of [`Self::ACCEPTS`]."]
            pub fn accept(mut self, value: MediaType) -> Self {
                self.accept = value;
                self
            }
        }
    });
    quote!(#content_type #accept)
}

fn header_setter(parameter: &Parameter) -> TokenStream {
    let wire = docs::code(&parameter.name.0);
    let facts = format!("Sent as the header {wire}.");
    let docs = docs::attributes(&docs::lines(&parameter.docs, &format!("Sets {wire}."), &facts));
    let deprecated = deprecated(parameter.deprecated);
    let field = ident(&parameter.field.0);
    quote! {
        #docs
        #deprecated
        pub fn #field(mut self, value: impl Into<String>) -> Self {
            self.#field = Some(value.into());
            self
        }
    }
}

/// ```ignore
/// pub fn into_request(self, base_url: &str) -> Result<http::Request<Vec<u8>>, request::RequestError> {
///     request::Draft::new(http::Method::PATCH)
///         .literal("/customers/")
///         .path("customer_id", &self.customer_id)?
///         .header("X-Locale", self.x_locale.as_deref())?
///         .bearer(self.authorization.as_ref())?
///         .accept(self.accept, Self::ACCEPTS)?
///         .body(&self.body, self.content_type, Self::CONTENT_TYPES)?
///         .into_request(base_url)
/// }
/// ```
fn into_request(operation: &Operation) -> TokenStream {
    let method = method(&operation.method);
    let parts = operation.path.iter().map(|part| match part {
        PathPart::Literal(text) => quote!(.literal(#text)),
        PathPart::Parameter(index) => path_step(&operation.path_parameters[*index]),
    });
    let headers = operation.headers.iter().map(|parameter| {
        let (name, field) = (&parameter.name.0, ident(&parameter.field.0));
        if parameter.required {
            quote!(.header(#name, Some(&self.#field))?)
        } else {
            quote!(.header(#name, self.#field.as_deref())?)
        }
    });
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
            request::Draft::new(#method)
                #(#parts)*
                #(#headers)*
                #bearer
                #accept
                #body
                .into_request(base_url)
        }
    }
}

fn path_step(parameter: &Parameter) -> TokenStream {
    let (name, field) = (&parameter.name.0, ident(&parameter.field.0));
    quote!(.path(#name, &self.#field)?)
}

/// `http::Method::PATCH`; OpenAPI knows no method that this type has no constant for.
fn method(method: &str) -> TokenStream {
    let name = ident(method);
    quote!(http::Method::#name)
}
