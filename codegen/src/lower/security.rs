//! What shows who sends a request: a bearer token, a user name and a password, and keys.
//!
//! Each is a setter that need not be called, whatever the description requires: which of several schemes a request
//! shows is up to the caller.

use std::collections::BTreeSet;

use super::parameters::is_token;
use crate::contract::{ApiKey, ApiKeyLocation, Docs, Lowered, WireName};
use crate::document::{self, ParameterKind, Security};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// What shows who sends the requests of an operation.
pub(super) struct Credentials {
    /// What the description says of the bearer token, if there is one.
    pub(super) bearer: Option<Docs>,
    /// What it says of a user name and a password, if there are some.
    pub(super) basic: Option<Docs>,
    pub(super) keys: Vec<ApiKey<Lowered>>,
}

/// What shows who sends the requests of an operation.
pub(super) fn lower(from: &document::Operation, diagnostics: &mut Diagnostics) -> Credentials {
    let (mut bearer, mut basic) = (None, None);
    let mut keys: Vec<ApiKey<Lowered>> = Vec::new();
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
            Security::ApiKey { location, name, description, at } => {
                keys.extend(key(location, name, description, at, diagnostics));
            }
            Security::Other { name, at } => warn(&name, &at, diagnostics),
        }
    }
    let mut seen = BTreeSet::new();
    keys.retain(|key| {
        let identity = (key.location, key.name.0.to_ascii_lowercase());
        let is_bearer = is_authorization(key) && (bearer.is_some() || basic.is_some());
        seen.insert(identity) && !is_bearer
    });
    Credentials { bearer, basic, keys }
}

/// A header parameter that shows who sends the request, though no scheme says so.
fn of_parameter(parameter: &document::Parameter) -> Option<Security> {
    let is_it = parameter.kind == ParameterKind::Header && parameter.name.eq_ignore_ascii_case("authorization");
    is_it.then(|| Security::ApiKey {
        location: document::ApiKeyLocation::Header,
        name: parameter.name.clone(),
        description: parameter.description.clone(),
        at: parameter.at.clone(),
    })
}

/// A key in the `Authorization` header is a bearer token if the description calls it one.
fn with_bearer(security: Security) -> Security {
    match security {
        Security::ApiKey { location: document::ApiKeyLocation::Header, name, description, .. }
            if name.eq_ignore_ascii_case("authorization") && description.to_ascii_lowercase().contains("bearer") =>
        {
            Security::Bearer { description }
        }
        other => other,
    }
}

fn is_authorization(key: &ApiKey<Lowered>) -> bool {
    key.location == ApiKeyLocation::Header && key.name.0.eq_ignore_ascii_case("authorization")
}

fn key(
    location: document::ApiKeyLocation,
    name: String,
    description: String,
    at: JsonPointer,
    diagnostics: &mut Diagnostics,
) -> Option<ApiKey<Lowered>> {
    let location = match location {
        document::ApiKeyLocation::Header => ApiKeyLocation::Header,
        document::ApiKeyLocation::Query => ApiKeyLocation::Query,
        document::ApiKeyLocation::Cookie => ApiKeyLocation::Cookie,
    };
    if location != ApiKeyLocation::Query && !is_token(&name) {
        let message = format!("the key `{name}` is left out: its name can be neither a header nor a cookie");
        diagnostics.warning(Code::Unsupported, &at, message, "correct the name, or set it on the request by hand");
        return None;
    }
    let docs = Docs { text: description, link: None };
    Some(ApiKey { name: WireName(name), field: (), location, docs, at })
}

fn warn(name: &str, at: &JsonPointer, diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        Code::Unsupported,
        at,
        format!("the security scheme `{name}` is left out: its type is not bound"),
        "set what it needs on the request, as a header",
    );
}
