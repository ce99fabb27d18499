//! Rust names for what the request of an operation has: parameters, keys, named bodies.
//!
//! A parameter is called after its own name alone, as long as no other wants the same. Of those that do, the one in the path
//! keeps it, and the others have their place behind it: `id_query`, `id_header`, `id_cookie`, `id_key`. Of those in one place
//! the one that is spelled most like it keeps it, and the others have a number behind it. A request needs all of them, so
//! that none is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::collisions::{Candidate, UsedNames};
use crate::contract::{Contract, FieldName, Operation, Parameter, ParameterLocation};
use crate::naming::casing::{avoid, field_name};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// Methods that a request builder has besides its parameters.
const TAKEN_METHODS: [&str; 10] = [
    "accept",
    "authorization",
    "authorization_basic",
    "base_url",
    "body",
    "content_type",
    "into_request",
    "new",
    "send",
    "send_blocking",
];

/// What wants a name.
struct ParameterName {
    name: String,
    /// What it is called, in the spelling of the description.
    spelled: String,
    /// The place, as the end of a name; none for the path, and for a name that was chosen.
    suffix: Option<&'static str>,
    chosen: bool,
    at: JsonPointer,
}

/// Names them, for each operation by itself.
pub(super) fn resolve(contract: &mut Contract, diagnostics: &mut Diagnostics) {
    for operation in &mut contract.operations {
        name_inputs(operation, diagnostics);
    }
}

/// Names all of an operation.
fn name_inputs(operation: &mut Operation, diagnostics: &mut Diagnostics) {
    drop_repeated_headers(operation, diagnostics);
    let keys = operation.keys.iter().map(|key| {
        // A key for the whole of this header is set by the method that is called after it.
        let is_authorization = key.name.0.eq_ignore_ascii_case("authorization");
        let methods = if is_authorization { &[][..] } else { &TAKEN_METHODS[..] };
        let name = field_name(&key.name.0, methods);
        ParameterName { name, spelled: key.name.0.clone(), suffix: Some("key"), chosen: false, at: key.at.clone() }
    });
    let candidates: Vec<ParameterName> =
        operation.placed().map(|(location, it)| candidate(location, it)).chain(keys).collect();
    let mut names = assign(candidates).into_iter();
    for ((_, parameter), name) in operation.placed_mut().zip(&mut names) {
        parameter.field = name;
    }
    for (key, name) in operation.keys.iter_mut().zip(&mut names) {
        key.field = name;
    }
    name_bodies(operation, diagnostics);
}

fn candidate(location: ParameterLocation, parameter: &Parameter) -> ParameterName {
    let chosen = parameter.chosen.as_ref();
    let spelled = parameter.label.as_ref().unwrap_or(&parameter.name.0);
    let name = || field_name(spelled, &TAKEN_METHODS);
    ParameterName {
        name: chosen.map_or_else(name, |chosen| avoid(chosen, &TAKEN_METHODS)),
        spelled: spelled.clone(),
        suffix: (location != ParameterLocation::Path && chosen.is_none()).then(|| location.word()),
        chosen: chosen.is_some(),
        at: parameter.at.clone(),
    }
}

/// A header comes once, however it is spelled: the second one would take the place of the first.
fn drop_repeated_headers(operation: &mut Operation, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    operation.headers.retain(|header| {
        let is_new = seen.insert(header.name.0.to_ascii_lowercase());
        if !is_new {
            let message =
                format!("the header `{}` is there twice, for the names of headers have no case", header.name.0);
            diagnostics.warning(Code::DuplicateName, &header.at, message, "remove one of the two");
        }
        is_new
    });
}

/// The name that each gets.
fn assign(mut candidates: Vec<ParameterName>) -> Vec<FieldName> {
    let contested = contested(&candidates);
    for candidate in &mut candidates {
        let locations = contested.get(&candidate.name).map_or(0, BTreeSet::len);
        if let Some(suffix) = candidate.suffix.filter(|_| locations > 1) {
            candidate.name = field_name(&format!("{}_{suffix}", candidate.spelled), &TAKEN_METHODS);
        }
    }
    let mut used = UsedNames::new(candidates.iter().map(|candidate| candidate.name.clone()));
    let mut names: Vec<String> = candidates.iter().map(|candidate| candidate.name.clone()).collect();
    let mut by_name = BTreeMap::<&str, Vec<(usize, Candidate<'_>)>>::new();
    for (index, parameter) in candidates.iter().enumerate() {
        let candidate =
            Candidate { rust: &parameter.name, wire: &parameter.spelled, chosen: parameter.chosen, at: &parameter.at };
        by_name.entry(&parameter.name).or_default().push((index, candidate));
    }
    for (name, mut collisions) in by_name {
        collisions.sort_by(|(_, left), (_, right)| left.rank().cmp(&right.rank()));
        for (index, _) in collisions.into_iter().skip(1) {
            if let Some(slot) = names.get_mut(index) {
                *slot = used.numbered(name, "_");
            }
        }
    }
    names.into_iter().map(FieldName).collect()
}

/// The places that want each name.
fn contested(candidates: &[ParameterName]) -> BTreeMap<String, BTreeSet<Option<&'static str>>> {
    let mut locations = BTreeMap::<String, BTreeSet<_>>::new();
    for candidate in candidates {
        locations.entry(candidate.name.clone()).or_default().insert(candidate.suffix);
    }
    locations
}

/// Names the constructors of named bodies. Each name is somebody's choice, so that a taken one is an error.
fn name_bodies(operation: &mut Operation, diagnostics: &mut Diagnostics) {
    let parameters = operation.parameters().map(|it| (it.field.0.clone(), format!("the parameter `{}`", it.name.0)));
    let keys = operation.keys.iter().map(|key| (key.field.0.clone(), format!("the key `{}`", key.name.0)));
    let mut used: BTreeMap<String, String> = parameters.chain(keys).collect();
    for body in operation.body.iter_mut().flat_map(|body| &mut body.named) {
        let name = field_name(&body.name, &[]);
        let method = TAKEN_METHODS.contains(&name.as_str()).then(|| String::from("a method of operations"));
        if let Some(other) = method.or_else(|| used.get(&name).cloned()) {
            let message = format!("the body `{}` has the name of {other} in Rust, `{name}`", body.name);
            diagnostics.error(Code::DuplicateName, &body.at, message, "give it another name");
        }
        used.insert(name.clone(), format!("the body `{}`", body.name));
        body.method = FieldName(name);
    }
}
