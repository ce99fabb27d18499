//! What shows who sends a request: a bearer token, a user name and a password, and keys.
//!
//! Each is a setter that need not be called, whatever the description requires: which of several schemes a request
//! shows is up to the caller.

use std::collections::BTreeSet;

use super::parameters::is_token;
use crate::contract::{Docs, FieldName, Key, KeyPlace, WireName};
use crate::document::{self, ParameterKind, Security};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::finding::Findings;

/// What shows who sends the requests of an operation.
pub(super) struct Credentials {
    /// What the description says of the bearer token, if there is one.
    pub(super) bearer: Option<Docs>,
    /// What it says of a user name and a password, if there are some.
    pub(super) basic: Option<Docs>,
    pub(super) keys: Vec<Key>,
}

/// What shows who sends the requests of an operation.
pub(super) fn lower(from: &document::Operation, findings: &mut Findings) -> Credentials {
    let (mut bearer, mut basic) = (None, None);
    let mut keys: Vec<Key> = Vec::new();
    let of_parameters = from.parameters.iter().filter_map(of_parameter);
    for security in from.security.iter().cloned().chain(of_parameters) {
        match with_bearer(security) {
            Security::Bearer { description } => {
                bearer.get_or_insert(Docs { text: description, link: None });
            }
            Security::Basic { description } => {
                basic.get_or_insert(Docs { text: description, link: None });
            }
            Security::Outside => {}
            Security::Key { place, name, description, at } => keys.extend(key(place, name, description, at, findings)),
            Security::Other { name, at } => warn(&name, &at, findings),
        }
    }
    let mut seen = BTreeSet::new();
    keys.retain(|key| {
        let identity = (key.place, key.name.0.to_ascii_lowercase());
        let is_bearer = is_authorization(key) && (bearer.is_some() || basic.is_some());
        seen.insert(identity) && !is_bearer
    });
    Credentials { bearer, basic, keys }
}

/// A header parameter that shows who sends the request, though no scheme says so.
fn of_parameter(parameter: &document::Parameter) -> Option<Security> {
    let is_it = parameter.kind == ParameterKind::Header && parameter.name.eq_ignore_ascii_case("authorization");
    is_it.then(|| Security::Key {
        place: document::KeyPlace::Header,
        name: parameter.name.clone(),
        description: parameter.description.clone(),
        at: parameter.at.clone(),
    })
}

/// A key in the `Authorization` header is a bearer token if the description calls it one.
fn with_bearer(security: Security) -> Security {
    match security {
        Security::Key { place: document::KeyPlace::Header, name, description, .. }
            if name.eq_ignore_ascii_case("authorization") && description.to_ascii_lowercase().contains("bearer") =>
        {
            Security::Bearer { description }
        }
        other => other,
    }
}

fn is_authorization(key: &Key) -> bool {
    key.place == KeyPlace::Header && key.name.0.eq_ignore_ascii_case("authorization")
}

fn key(
    place: document::KeyPlace,
    name: String,
    description: String,
    at: JsonPointer,
    findings: &mut Findings,
) -> Option<Key> {
    let place = match place {
        document::KeyPlace::Header => KeyPlace::Header,
        document::KeyPlace::Query => KeyPlace::Query,
        document::KeyPlace::Cookie => KeyPlace::Cookie,
    };
    if place != KeyPlace::Query && !is_token(&name) {
        let message = format!("the key `{name}` is left out: its name can be neither a header nor a cookie");
        findings.warning(Code::Unsupported, &at, message, "correct the name, or set it on the request by hand");
        return None;
    }
    let docs = Docs { text: description, link: None };
    Some(Key { name: WireName(name), field: FieldName::default(), place, docs, at })
}

fn warn(name: &str, at: &JsonPointer, findings: &mut Findings) {
    findings.warning(
        Code::Unsupported,
        at,
        format!("the security scheme `{name}` is left out: its type is not bound"),
        "set what it needs on the request, as a header",
    );
}
