//! Authentication: a bearer token, a user name and a password, and API keys.
//!
//! Each is an optional setter, whatever the API description requires: the caller chooses among several security
//! schemes.

use std::collections::BTreeSet;

use super::lowering::Lowering;
use super::parameters::is_token;
use crate::contract::{ApiKey, ApiKeyLocation, Docs, Lowered, WireName};
use crate::document::{self, ParameterKind, Security};
use crate::source::diagnostic::Code;

/// The authentication of the requests of an operation.
pub(super) struct Credentials {
    /// The documentation of the bearer token; `None` if the operation takes none.
    pub(super) bearer: Option<Docs>,
    /// The documentation of user name and password; `None` if the operation takes none.
    pub(super) basic: Option<Docs>,
    pub(super) keys: Vec<ApiKey<Lowered>>,
}

impl Lowering<'_, '_> {
    /// Lowers the authentication of an operation.
    pub(super) fn lower_security(&mut self, from: &document::Operation) -> Credentials {
        let (mut bearer, mut basic) = (None, None);
        let mut keys: Vec<ApiKey<Lowered>> = Vec::new();
        let of_parameters = from.parameters.iter().filter_map(of_parameter);
        for security in from.security.iter().cloned().chain(of_parameters) {
            match with_bearer(security) {
                Security::Bearer { description } => {
                    bearer.get_or_insert(Docs::text(description));
                }
                Security::Basic { description } => {
                    basic.get_or_insert(Docs::text(description));
                }
                Security::Outside => {}
                Security::ApiKey(key) => keys.extend(self.check_key(&key).then_some(key)),
                Security::Other { name, at } => {
                    let message = format!("the security scheme `{name}` is left out: its type is unsupported");
                    let help = "set the header that it needs on the request";
                    self.diagnostics.warning(Code::Unsupported, &at, message, help);
                }
            }
        }
        let mut seen = BTreeSet::new();
        keys.retain(|key| {
            let identity = (key.location, key.name.0.to_ascii_lowercase());
            let is_covered = is_authorization(key) && (bearer.is_some() || basic.is_some());
            seen.insert(identity) && !is_covered
        });
        Credentials { bearer, basic, keys }
    }

    /// Reports a key whose name is unsupported. Returns `true` if it is supported.
    fn check_key(&mut self, key: &ApiKey<Lowered>) -> bool {
        let ApiKey { name, location, at, .. } = key;
        let is_supported = *location == ApiKeyLocation::Query || is_token(&name.0);
        if !is_supported {
            let message =
                format!("the API key `{}` is left out: its name is neither a valid header nor a valid cookie", name.0);
            let help = "correct the name, or set it on the request by hand";
            self.diagnostics.warning(Code::Unsupported, at, message, help);
        }
        is_supported
    }
}

/// Returns the API key of an `Authorization` header parameter that no security scheme states.
fn of_parameter(parameter: &document::Parameter) -> Option<Security> {
    let is_it = parameter.kind == ParameterKind::Header && parameter.name.eq_ignore_ascii_case("authorization");
    is_it.then(|| {
        Security::ApiKey(ApiKey {
            name: WireName(parameter.name.clone()),
            field: (),
            location: ApiKeyLocation::Header,
            docs: Docs::text(parameter.description.clone()),
            at: parameter.at.clone(),
        })
    })
}

/// Returns an API key in the `Authorization` header as a bearer token, if its description calls it one.
fn with_bearer(security: Security) -> Security {
    match security {
        Security::ApiKey(key) if is_authorization(&key) && key.docs.text.to_ascii_lowercase().contains("bearer") => {
            Security::Bearer { description: key.docs.text }
        }
        other => other,
    }
}

fn is_authorization(key: &ApiKey<Lowered>) -> bool {
    key.location == ApiKeyLocation::Header && key.name.0.eq_ignore_ascii_case("authorization")
}
