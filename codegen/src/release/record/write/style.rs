//! The styles of parameters, in words.

use super::RecordNames;
use crate::contract::{self, ParameterLocation, ParameterStyle, TypeRef};

/// The style of a parameter, if it differs from that of a scalar.
pub(super) fn style(
    parameter: &contract::Parameter,
    location: ParameterLocation,
    of: &RecordNames<'_>,
) -> Option<String> {
    let stated = parameter.serialization;
    let default = contract::Serialization { allow_reserved: stated.allow_reserved, ..location.default_serialization() };
    if stated.is_equivalent(default, true) && of.contract.is_scalar(&parameter.ty) {
        return None;
    }
    Some(style_name(stated, matches!(parameter.ty, TypeRef::Array(_))).to_owned())
}

pub(super) fn style_name(style: contract::Serialization, is_array: bool) -> &'static str {
    match (style.style, style.explode) {
        // An exploded array is joined by its own commas.
        (ParameterStyle::Simple, true) if is_array => "commas",
        (ParameterStyle::Simple | ParameterStyle::Form, false) => "commas",
        (ParameterStyle::Simple, true) => "pairs",
        (ParameterStyle::Form, true) => "repeated",
        (ParameterStyle::Label, false) => "label",
        (ParameterStyle::Label, true) => "label-exploded",
        (ParameterStyle::Matrix, false) => "matrix",
        (ParameterStyle::Matrix, true) => "matrix-exploded",
        (ParameterStyle::SpaceDelimited, _) => "spaces",
        (ParameterStyle::TabDelimited, _) => "tabs",
        (ParameterStyle::PipeDelimited, _) => "pipes",
        (ParameterStyle::DeepObject, _) => "deep",
        (ParameterStyle::Json, false) => "json",
        (ParameterStyle::Json, true) => "json-alone",
    }
}
