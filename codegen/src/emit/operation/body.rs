//! The body of an operation: its type, which is an enum if media types differ in type, and the step that sends it.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::style::style;
use super::types::{field_type, value_type};
use crate::contract::{Body, BodyContent, Contract, Encoding, Operation, XmlName, XmlRoot};
use crate::emit::names::ident;
use crate::emit::values::{Argument, Values};
use crate::emit::{docs, media_type};

/// `models::Customer`, or `UpdateCustomerBody`.
pub(super) fn body_type(contract: &Contract, body: &Body) -> TokenStream {
    match body.single() {
        Some(content) => value_type(contract, &content.ty),
        None => name(body),
    }
}

/// The argument for the body: `impl Into<models::Customer>`, or `impl Into<UpdateCustomerBody>`.
pub(super) fn argument(contract: &Contract, body: &Body, argument: &Ident) -> Argument {
    match body.single() {
        Some(content) => Values::of_operation(contract).argument(&content.ty, argument),
        None => Argument::into(&body_type(contract, body), argument),
    }
}

/// A value of the preferred content as the body: itself, or `UpdateCustomerBody::Json(value)`.
pub(super) fn preferred(body: &Body, value: &TokenStream) -> TokenStream {
    match body.names.as_ref().and_then(|names| Some((&names.name, names.variants.first()?))) {
        Some((name, variant)) => {
            let (name, variant) = (ident(&name.0), ident(&variant.0));
            quote!(#name::#variant(#value))
        }
        None => value.clone(),
    }
}

fn name(body: &Body) -> TokenStream {
    let name = body.names.as_ref().map(|names| ident(&names.name.0));
    quote!(#name)
}

/// The builder step that sets the body.
///
/// ```ignore
/// .body(&self.body, self.content_type, Self::CONTENT_TYPES)?
/// .content(self.body.content(), self.content_type)?
/// ```
pub(super) fn step(body: &Body) -> TokenStream {
    let is_plain = |content: &BodyContent| content.encodings.is_empty() && content.xml_root.is_none();
    match (body.single(), body.required) {
        (Some(content), true) if is_plain(content) => {
            quote!(.body(&self.body, self.content_type, Self::CONTENT_TYPES)?)
        }
        (Some(content), false) if is_plain(content) => {
            quote!(.optional_body(self.body.as_ref(), self.content_type, Self::CONTENT_TYPES)?)
        }
        (Some(content), true) => {
            let options = options(content);
            let content = quote!(request::Content::new(&self.body, Self::CONTENT_TYPES) #options);
            quote!(.content(#content, Some(self.content_type))?)
        }
        (Some(content), false) => {
            let options = options(content);
            let content = quote!(request::Content::new(body, Self::CONTENT_TYPES) #options);
            quote!(.optional_content(self.body.as_ref().map(|body| #content), Some(self.content_type))?)
        }
        (None, true) => quote!(.content(self.body.content(), self.content_type)?),
        (None, false) => {
            let name = name(body);
            quote!(.optional_content(self.body.as_ref().map(#name::content), self.content_type)?)
        }
    }
}

/// The value of the body, if it has one: `Some(&self.body)`.
pub(super) fn value(body: &Body) -> TokenStream {
    match (body.single(), body.required) {
        (Some(_), true) => quote!(Some(&self.body)),
        (Some(_), false) => quote!(self.body.as_ref().map(|body| body as _)),
        (None, true) => quote!(Some(self.body.content().value())),
        (None, false) => quote!(self.body.as_ref().map(|body| body.content().value())),
    }
}

/// `.encoded(Self::ENCODINGS)`, and the XML names.
fn options(content: &BodyContent) -> TokenStream {
    let encoded = (!content.encodings.is_empty()).then(|| quote!(.encoded(Self::ENCODINGS)));
    let root = content.xml_root.as_ref().map(root);
    quote!(#encoded #root)
}

/// `.xml_root(runtime::XmlName::new("", "boats"), runtime::XmlName::new("", "boat"))`
fn root(XmlRoot { name, item, is_declared }: &XmlRoot) -> TokenStream {
    let of = |XmlName { namespace, local, prefix }: &XmlName| {
        let prefix = (!prefix.is_empty()).then(|| quote!(.prefix(#prefix)));
        quote!(crate::runtime::XmlName::new(#namespace, #local) #prefix)
    };
    let (name, item) = (of(name), of(item));
    if *is_declared { quote!(.xml_declared(#name)) } else { quote!(.xml_root(#name, #item)) }
}

/// ```ignore
/// const ENCODINGS: &'static [request::Encoding] = &[request::Encoding::new("tags").style(request::Style::FORM)];
/// ```
pub(super) fn encodings(body: &Body) -> Option<TokenStream> {
    let content = body.single().filter(|content| !content.encodings.is_empty())?;
    let encodings = content.encodings.iter().map(encoding);
    Some(quote!(const ENCODINGS: &'static [request::Encoding] = &[#(#encodings),*];))
}

fn encoding(encoding: &Encoding) -> TokenStream {
    let Encoding { name, content_type, serialization } = encoding;
    let name = &name.0;
    let content_type = content_type.as_ref().map(|content_type| quote!(.content_type(#content_type)));
    let style = serialization.map(|serialization| {
        let style = style(serialization);
        quote!(.style(#style))
    });
    quote!(request::Encoding::new(#name) #content_type #style)
}

/// The enum of a body whose media types differ in type.
///
/// ```ignore
/// /// The body of [`UpdateCustomer`](super::UpdateCustomer).
/// #[derive(Clone, Debug)]
/// #[non_exhaustive]
/// pub enum UpdateCustomerBody {
///     /// Sent as `application/json`.
///     Json(models::Customer),
///     /// Sent as `text/plain`.
///     Text(String),
/// }
/// ```
pub(super) fn items(contract: &Contract, operation: &Operation) -> Vec<TokenStream> {
    let body = operation.body.as_ref();
    let Some((body, names)) = body.and_then(|body| Some((body, body.names.as_ref()?))) else { return Vec::new() };
    let name = ident(&names.name.0);
    let doc = format!(" The body of [`{0}`](super::{0}).", operation.name.0);
    let contents: Vec<(Ident, &BodyContent)> =
        names.variants.iter().map(|variant| ident(&variant.0)).zip(&body.contents).collect();
    let variants = contents.iter().map(|(variant, content)| {
        let media_types: Vec<String> = content.media_types.iter().map(|it| docs::code(&it.0)).collect();
        let doc = format!(" Sent as {}.", media_types.join(", "));
        let ty = field_type(contract, &content.ty, true);
        quote!(#[doc = #doc] #variant(#ty),)
    });
    let definition = quote! {
        #[doc = #doc]
        #[derive(Clone, Debug)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
        }
    };
    let unique = contents.iter().zip(contract.are_unique(body.types())).filter(|(_, is_unique)| *is_unique);
    let conversions = unique.map(|((variant, content), _)| conversion(contract, &name, variant, content));
    let arms = contents.iter().map(|(variant, content)| arm(variant, content));
    let content = quote! {
        impl #name {
            fn content(&self) -> request::Content<'_, MediaType> {
                match self {
                    #(#arms)*
                }
            }
        }
    };
    [definition, content].into_iter().chain(conversions).collect()
}

fn conversion(contract: &Contract, name: &Ident, variant: &Ident, content: &BodyContent) -> TokenStream {
    let ty = field_type(contract, &content.ty, true);
    quote! {
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self {
                Self::#variant(value)
            }
        }
    }
}

/// `Self::Json(value) => request::Content::new(value, &[MediaType::ApplicationJson]),`
fn arm(variant: &Ident, content: &BodyContent) -> TokenStream {
    let media_types = content.media_types.iter().map(media_type::path);
    let root = content.xml_root.as_ref().map(root);
    let made = quote!(request::Content::new(value, &[#(#media_types),*]) #root);
    if content.encodings.is_empty() {
        return quote!(Self::#variant(value) => #made,);
    }
    let encodings = content.encodings.iter().map(encoding);
    quote! {
        Self::#variant(value) => {
            const ENCODINGS: &[request::Encoding] = &[#(#encodings),*];
            #made.encoded(ENCODINGS)
        }
    }
}
