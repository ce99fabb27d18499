//! Rust names for the inputs of an operation: parameters, API keys, named bodies.
//!
//! A parameter is named after its own name alone, unless that collides. On a collision the path parameter keeps the
//! name, and the others get their location as a suffix: `id_query`, `id_header`, `id_cookie`, `id_key`. Within one
//! location the closest match keeps the name, and the others get a numeric suffix. A request needs all of its
//! parameters, so none is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::collisions::{Candidate, UsedNames};
use crate::contract::{Contract, FieldName, KeptNames, Lowered, Operation, Parameter, ParameterLocation};
use crate::naming::casing::{avoid, field_name};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The methods that a request builder has besides its parameters.
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

/// The Rust names of the inputs of all operations, in order.
pub(super) struct ParameterNames(pub(super) Vec<InputNames>);

/// The Rust names of the inputs of an operation.
pub(super) struct InputNames {
    /// The parameters, in the order of `Operation::located_parameters`.
    pub(super) parameters: Vec<FieldName>,
    pub(super) keys: Vec<FieldName>,
    /// The constructors of named bodies.
    pub(super) named_bodies: Vec<FieldName>,
}

/// A parameter or an API key that asks for a name.
struct ParameterName {
    name: String,
    /// The name in the API description.
    documented: String,
    /// The location as a suffix; `None` for the path, and for a chosen name.
    suffix: Option<&'static str>,
    chosen: bool,
    /// The name in an earlier version of the crate, if it is still possible.
    kept: Option<String>,
    at: JsonPointer,
}

/// Names the inputs of each operation.
pub(super) fn resolve(
    contract: &mut Contract<Lowered>,
    kept: &KeptNames,
    diagnostics: &mut Diagnostics,
) -> ParameterNames {
    let names = contract.operations.iter_mut().map(|operation| {
        drop_repeated_headers(operation, diagnostics);
        let kept = KeptInputs { kept, method: &operation.method, path: &operation.template };
        name_inputs(operation, kept, diagnostics)
    });
    ParameterNames(names.collect())
}

/// The names of the inputs of an operation in an earlier version of the crate.
#[derive(Clone, Copy)]
struct KeptInputs<'a> {
    kept: &'a KeptNames,
    method: &'a str,
    path: &'a str,
}

impl KeptInputs<'_> {
    /// Returns the name of an input, if it is this one, alone or with a suffix.
    fn of(self, location: &str, wire: &str, name: &str) -> Option<String> {
        let key = [self.method, self.path, location, wire].map(str::to_owned);
        let kept = if self.kept.inputs.is_empty() { None } else { self.kept.inputs.get(&key) };
        let is_possible = |kept: &&String| {
            let stem = name.trim_start_matches("r#").trim_end_matches('_');
            *kept == name || kept.strip_prefix(stem).is_some_and(is_suffix)
        };
        kept.filter(is_possible).cloned()
    }
}

fn name_inputs(operation: &Operation<Lowered>, kept: KeptInputs<'_>, diagnostics: &mut Diagnostics) -> InputNames {
    let keys = operation.keys.iter().map(|key| {
        // The key of this header has no setter but `authorization`.
        let is_authorization = key.name.0.eq_ignore_ascii_case("authorization");
        let methods = if is_authorization { &[][..] } else { &TAKEN_METHODS[..] };
        let name = field_name(&key.name.0, methods);
        let kept = kept.of(&format!("key in {}", key.location.word()), &key.name.0, &name);
        let documented = key.name.0.clone();
        ParameterName { name, documented, suffix: Some("key"), chosen: false, kept, at: key.at.clone() }
    });
    let candidates: Vec<ParameterName> =
        operation.located_parameters().map(|(location, it)| candidate(location, it, kept)).chain(keys).collect();
    let mut parameters = assign(candidates);
    let keys = parameters.split_off(parameters.len() - operation.keys.len());
    let used = used_names(operation, &parameters, &keys);
    let named_bodies = name_bodies(operation, used, diagnostics);
    InputNames { parameters, keys, named_bodies }
}

/// Returns `true` for the suffix of an input: its location, a number, or both.
fn is_suffix(text: &str) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let is_location = |text: &str| ["query", "header", "cookie", "key"].contains(&text);
    let Some(words) = text.strip_prefix('_') else { return false };
    match words.split_once('_') {
        Some((location, number)) => is_location(location) && is_number(number),
        None => is_location(words) || is_number(words),
    }
}

fn candidate(location: ParameterLocation, parameter: &Parameter<Lowered>, kept: KeptInputs<'_>) -> ParameterName {
    let chosen = parameter.chosen.as_ref();
    let documented = parameter.label.as_ref().unwrap_or(&parameter.name.0);
    let name = || field_name(documented, &TAKEN_METHODS);
    let name = chosen.map_or_else(name, |chosen| avoid(chosen, &TAKEN_METHODS));
    ParameterName {
        kept: kept.of(location.word(), &parameter.name.0, &name).filter(|_| chosen.is_none()),
        name,
        documented: documented.clone(),
        suffix: (location != ParameterLocation::Path && chosen.is_none()).then(|| location.word()),
        chosen: chosen.is_some(),
        at: parameter.at.clone(),
    }
}

/// Drops headers whose names differ in case alone: the second one would replace the first.
fn drop_repeated_headers(operation: &mut Operation<Lowered>, diagnostics: &mut Diagnostics) {
    let mut seen = BTreeSet::new();
    operation.headers.retain(|header| {
        let is_new = seen.insert(header.name.0.to_ascii_lowercase());
        if !is_new {
            let message = format!("the header `{}` is repeated: header names are case-insensitive", header.name.0);
            diagnostics.warning(Code::DuplicateName, &header.at, message, "remove one of the two");
        }
        is_new
    });
}

/// Returns the name of each candidate.
fn assign(mut candidates: Vec<ParameterName>) -> Vec<FieldName> {
    let settled = settle(&mut candidates);
    let contested = contested(&candidates);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.kept.is_none()) {
        let locations = contested.get(&candidate.name).map_or(0, BTreeSet::len);
        if let Some(suffix) = candidate.suffix.filter(|_| locations > 1 || settled.contains(&candidate.name)) {
            candidate.name = field_name(&format!("{}_{suffix}", candidate.documented), &TAKEN_METHODS);
        }
    }
    let mut used = UsedNames::new(candidates.iter().map(|candidate| candidate.name.clone()));
    let mut names: Vec<String> = candidates.iter().map(|candidate| candidate.name.clone()).collect();
    let mut by_name = BTreeMap::<&str, Vec<(usize, Candidate<'_>)>>::new();
    for (index, parameter) in candidates.iter().enumerate() {
        let candidate = Candidate {
            rust: &parameter.name,
            wire: &parameter.documented,
            chosen: parameter.chosen,
            other: None,
            kept: parameter.kept.as_deref(),
            at: &parameter.at,
        };
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

/// Gives the candidates the names that they have in an earlier version of the crate, and returns those. A chosen name
/// comes first.
fn settle(candidates: &mut [ParameterName]) -> BTreeSet<String> {
    let chosen: BTreeSet<String> = candidates.iter().filter(|it| it.chosen).map(|it| it.name.clone()).collect();
    let mut settled = BTreeSet::new();
    for candidate in candidates {
        candidate.kept = candidate.kept.take().filter(|kept| !chosen.contains(kept) && settled.insert(kept.clone()));
        if let Some(kept) = &candidate.kept {
            candidate.name.clone_from(kept);
        }
    }
    settled
}

/// Returns the locations of the candidates for each name.
fn contested(candidates: &[ParameterName]) -> BTreeMap<String, BTreeSet<Option<&'static str>>> {
    let mut locations = BTreeMap::<String, BTreeSet<_>>::new();
    for candidate in candidates.iter().filter(|candidate| candidate.kept.is_none()) {
        locations.entry(candidate.name.clone()).or_default().insert(candidate.suffix);
    }
    locations
}

/// Returns the fields of parameters and keys, each with its owner in words.
fn used_names(
    operation: &Operation<Lowered>,
    parameters: &[FieldName],
    keys: &[FieldName],
) -> BTreeMap<String, String> {
    let parameters = operation.parameters().zip(parameters);
    let parameters = parameters.map(|(it, field)| (field.0.clone(), format!("the parameter `{}`", it.name.0)));
    let keys = operation.keys.iter().zip(keys);
    let keys = keys.map(|(key, field)| (field.0.clone(), format!("the key `{}`", key.name.0)));
    parameters.chain(keys).collect()
}

/// Names the constructors of named bodies. Each name is chosen by a person, so a collision is an error.
fn name_bodies(
    operation: &Operation<Lowered>,
    mut used: BTreeMap<String, String>,
    diagnostics: &mut Diagnostics,
) -> Vec<FieldName> {
    let names = operation.named_bodies().map(|body| {
        let name = field_name(&body.name, &[]);
        let method = TAKEN_METHODS.contains(&name.as_str()).then(|| String::from("a method of operations"));
        if let Some(other) = method.or_else(|| used.get(&name).cloned()) {
            let message = format!("the body `{}` has the name of {other} in Rust, `{name}`", body.name);
            diagnostics.error(Code::DuplicateName, &body.at, message, "give it another name");
        }
        used.insert(name.clone(), format!("the body `{}`", body.name));
        FieldName(name)
    });
    names.collect()
}
