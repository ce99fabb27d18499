//! Security schemes: how a request shows who sends it.

use std::collections::BTreeMap;

use super::references::follow;
use super::{Cursor, Dialect};
use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;

/// How a request shows who sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Security {
    /// A bearer token in the `Authorization` header.
    Bearer {
        /// What the description says of it.
        description: String,
    },
    /// A secret text in a place of its own.
    Key {
        place: KeyPlace,
        /// The name of the header, of the parameter or of the cookie.
        name: String,
        description: String,
        at: JsonPointer,
    },
    /// A scheme that is not bound yet.
    Other {
        /// The name of the scheme.
        name: String,
        /// Where it is asked for.
        at: JsonPointer,
    },
}

/// Where a key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyPlace {
    Header,
    Query,
    Cookie,
}

/// The schemes of a description, by name.
#[derive(Debug)]
pub(super) struct Schemes {
    all: BTreeMap<String, Security>,
    /// Where they are.
    place: &'static str,
}

impl Schemes {
    /// Reads all schemes.
    pub(super) fn read(top: &Cursor<'_>, dialect: Dialect, findings: &mut Findings) -> Self {
        let (entries, place) = match dialect {
            Dialect::Swagger => (top.entries("securityDefinitions", findings), "#/securityDefinitions"),
            Dialect::OpenApi => {
                let components = top.section("components", findings);
                let entries = components.map(|components| components.entries("securitySchemes", findings));
                (entries.unwrap_or_default(), "#/components/securitySchemes")
            }
        };
        let mut all = BTreeMap::new();
        for (name, scheme) in entries {
            let Some(scheme) = follow(top.node, scheme, findings) else { continue };
            all.insert(name.to_owned(), read_scheme(name, &scheme, findings));
        }
        Self { all, place }
    }

    /// The schemes that are asked for at `place`, each once.
    pub(super) fn asked(&self, place: &Cursor<'_>, findings: &mut Findings) -> Vec<Security> {
        let mut security = Vec::new();
        for requirement in place.items("security", findings) {
            for (name, scheme) in requirement.children() {
                let Some(known) = self.all.get(name) else {
                    let message = format!("the security scheme `{name}` is left out: it does not exist");
                    findings.warning(Code::DanglingRef, &scheme.at, message, format!("define it under {}", self.place));
                    continue;
                };
                if !security.contains(known) {
                    security.push(known.clone());
                }
            }
        }
        security
    }
}

fn read_scheme(name: &str, scheme: &Cursor<'_>, findings: &mut Findings) -> Security {
    let kind = scheme.string("type", findings).unwrap_or_default();
    let description = scheme.string("description", findings).unwrap_or_default();
    let http = scheme.string("scheme", findings).unwrap_or_default();
    match kind.as_str() {
        "http" if http.eq_ignore_ascii_case("bearer") => Security::Bearer { description },
        // What these protocols hand out is sent as a bearer token (RFC 6750).
        "oauth2" | "openIdConnect" => Security::Bearer { description },
        "http" | "basic" => authorization(description, &scheme.at),
        "apiKey" => read_key(scheme, &description, findings)
            .unwrap_or_else(|| Security::Other { name: name.to_owned(), at: scheme.at.clone() }),
        _ => Security::Other { name: name.to_owned(), at: scheme.at.clone() },
    }
}

/// The whole of the `Authorization` header.
fn authorization(description: String, at: &JsonPointer) -> Security {
    Security::Key { place: KeyPlace::Header, name: String::from("Authorization"), description, at: at.clone() }
}

fn read_key(scheme: &Cursor<'_>, description: &str, findings: &mut Findings) -> Option<Security> {
    let name = scheme.required_string("name", findings)?;
    let place = match scheme.required_string("in", findings)?.as_str() {
        "header" => KeyPlace::Header,
        "query" => KeyPlace::Query,
        "cookie" => KeyPlace::Cookie,
        _ => return None,
    };
    Some(Security::Key { place, name, description: description.to_owned(), at: scheme.at.clone() })
}
