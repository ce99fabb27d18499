//! Selections of an operation's parts: parameters, body and media types.

use std::collections::BTreeSet;

use crate::contract::{Body, MediaType, Operation, Parameter, ParameterLocation};

/// The parameters that are not in the path, each with its location.
pub(super) fn others(operation: &Operation) -> impl Iterator<Item = (ParameterLocation, &Parameter)> {
    operation.located_parameters().filter(|(location, _)| *location != ParameterLocation::Path)
}

/// The optional parameters, each with its location.
pub(super) fn optional_parameters(operation: &Operation) -> impl Iterator<Item = (&Parameter, ParameterLocation)> {
    others(operation).filter(|(_, parameter)| !parameter.required).map(|(location, parameter)| (parameter, location))
}

/// The required body.
pub(super) fn required_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| body.required)
}

/// Returns `true` if the operation has media types to choose from.
pub(super) fn has_media_types(operation: &Operation) -> bool {
    operation.body.is_some() || !accepted(operation).is_empty()
}

/// The media types of the responses without repetition, the preferred one first.
pub(super) fn accepted(operation: &Operation) -> Vec<&MediaType> {
    let mut seen = BTreeSet::new();
    let all = operation.responses.iter().flat_map(|response| &response.media_types);
    all.filter(|media_type| seen.insert(*media_type)).collect()
}
