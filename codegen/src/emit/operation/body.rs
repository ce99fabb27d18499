//! The body of an operation: its type, which is an enum if media types differ in type, and the step that sends it.

use std::borrow::Cow;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::style::style;
use super::types::{field_type, value_type};
use crate::contract::{Body, BodyContent, Contract, Encoding, Operation, TypeKind, Wire, XmlName, XmlRoot};
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
pub(super) fn step(contract: &Contract, body: &Body) -> TokenStream {
    let is_plain = |content: &BodyContent| listed(contract, content).is_empty() && content.xml_root.is_none();
    match (body.single(), body.required) {
        (Some(content), true) if is_plain(content) => {
            quote!(.body(&self.body, self.content_type, Self::CONTENT_TYPES)?)
        }
        (Some(content), false) if is_plain(content) => {
            quote!(.optional_body(self.body.as_ref(), self.content_type, Self::CONTENT_TYPES)?)
        }
        (Some(content), true) => {
            let options = options(contract, content);
            let content = quote!(request::Content::new(&self.body, Self::CONTENT_TYPES) #options);
            quote!(.content(#content, Some(self.content_type))?)
        }
        (Some(content), false) => {
            let options = options(contract, content);
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
fn options(contract: &Contract, content: &BodyContent) -> TokenStream {
    let encoded = (!listed(contract, content).is_empty()).then(|| quote!(.encoded(Self::ENCODINGS)));
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
pub(super) fn encodings(contract: &Contract, body: &Body) -> Option<TokenStream> {
    let encodings = listed(contract, body.single()?);
    let encodings = (!encodings.is_empty()).then(|| encodings.iter().map(|it| encoding(it)))?;
    Some(quote!(const ENCODINGS: &'static [request::Encoding] = &[#(#encodings),*];))
}

/// Returns the encodings of a content. For a multipart body those of all members, in the order of the description, which
/// is the order of the parts.
fn listed<'a>(contract: &Contract, content: &'a BodyContent) -> Vec<Cow<'a, Encoding>> {
    let stated = || content.encodings.iter().map(Cow::Borrowed);
    let is_multipart = content.media_types.iter().any(|media_type| media_type.wire() == Wire::Multipart);
    let kind = content.ty.named().filter(|_| is_multipart).map(|id| &contract.ty(id).kind);
    let Some(TypeKind::Struct(object)) = kind else { return stated().collect() };
    if object.members.len() < 2 {
        return stated().collect();
    }
    let mut members: Vec<_> = object.members.iter().collect();
    members.sort_by_key(|member| member.position);
    let listed = members.iter().map(|member| {
        let stated = content.encodings.iter().find(|encoding| encoding.is_part && encoding.name == member.name);
        stated.map_or_else(|| Cow::Owned(Encoding::new(member.name.clone(), true)), Cow::Borrowed)
    });
    let is_listed = |encoding: &Encoding| encoding.is_part && members.iter().any(|it| it.name == encoding.name);
    let others = stated().filter(|encoding| !is_listed(encoding));
    listed.chain(others).collect()
}

fn encoding(encoding: &Encoding) -> TokenStream {
    let Encoding { name, is_part, content_type, serialization, headers } = encoding;
    let name = &name.0;
    let content_type = content_type.as_ref().map(|content_type| quote!(.content_type(#content_type)));
    let style = serialization.map(|serialization| {
        let style = style(serialization);
        quote!(.style(#style))
    });
    let (names, values): (Vec<&String>, Vec<&String>) = headers.iter().map(|(name, value)| (name, value)).unzip();
    let headers = (!headers.is_empty()).then(|| quote!(.headers(&[#((#names, #values)),*])));
    let new = if *is_part { quote!(part) } else { quote!(new) };
    quote!(request::Encoding::#new(#name) #content_type #style #headers)
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
    let arms = contents.iter().map(|(variant, content)| arm(contract, variant, content));
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
fn arm(contract: &Contract, variant: &Ident, content: &BodyContent) -> TokenStream {
    let media_types = content.media_types.iter().map(media_type::path);
    let root = content.xml_root.as_ref().map(root);
    let made = quote!(request::Content::new(value, &[#(#media_types),*]) #root);
    let encodings = listed(contract, content);
    if encodings.is_empty() {
        return quote!(Self::#variant(value) => #made,);
    }
    let encodings = encodings.iter().map(|it| encoding(it));
    quote! {
        Self::#variant(value) => {
            const ENCODINGS: &[request::Encoding] = &[#(#encodings),*];
            #made.encoded(ENCODINGS)
        }
    }
}
