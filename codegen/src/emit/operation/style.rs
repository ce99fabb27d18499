//! The serialization styles of parameters and form members.

use proc_macro2::TokenStream;
use quote::quote;

use crate::contract::{ParameterStyle, Serialization};

/// `request::Style::LABEL.explode()`
pub(super) fn style(serialization: Serialization) -> TokenStream {
    let Serialization { style, explode, allow_reserved, allow_empty_value } = serialization;
    let name = match style {
        ParameterStyle::Simple => quote!(SIMPLE),
        ParameterStyle::Label => quote!(LABEL),
        ParameterStyle::Matrix => quote!(MATRIX),
        ParameterStyle::Form => quote!(FORM),
        ParameterStyle::SpaceDelimited => quote!(SPACE_DELIMITED),
        ParameterStyle::TabDelimited => quote!(TAB_DELIMITED),
        ParameterStyle::PipeDelimited => quote!(PIPE_DELIMITED),
        ParameterStyle::DeepObject => quote!(DEEP_OBJECT),
        ParameterStyle::Json => quote!(JSON),
    };
    let explode = explode.then(|| quote!(.explode()));
    let allow_reserved = allow_reserved.then(|| quote!(.allow_reserved()));
    let allow_empty_value = allow_empty_value.then(|| quote!(.allow_empty_value()));
    quote!(request::Style::#name #explode #allow_reserved #allow_empty_value)
}
