//! Security schemes: the authentication of requests.

use std::collections::{BTreeMap, BTreeSet};

use super::references::follow;
use super::{Cursor, Dialect};
use crate::contract::{ApiKey, ApiKeyLocation, Docs, Lowered, SecurityScheme, WireName};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::syntax::Node;

/// The authentication of a request by one security scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Security {
    /// A bearer token in the `Authorization` header.
    Bearer {
        /// The description of the scheme.
        description: String,
    },
    /// A user name and a password in the `Authorization` header.
    Basic {
        /// The description of the scheme.
        description: String,
    },
    /// Authentication outside the request, such as a client certificate.
    Outside,
    /// An API key.
    ApiKey(ApiKey<Lowered>),
    /// An unsupported scheme.
    Other {
        /// The name of the scheme.
        name: String,
        /// The location of the scheme.
        at: JsonPointer,
    },
}

impl Security {
    /// Returns the description of the scheme.
    pub(super) fn description(&self) -> &str {
        match self {
            Self::Bearer { description } | Self::Basic { description } => description,
            Self::ApiKey(key) => &key.docs.text,
            Self::Outside | Self::Other { .. } => "",
        }
    }
}

/// Returns the documentation of all security schemes. A malformed value that requests need as well is reported once,
/// since equal diagnostics are merged.
pub(super) fn docs(top: &Cursor<'_>, dialect: Dialect) -> Vec<SecurityScheme> {
    let (entries, _) = entries(top, dialect);
    let schemes = entries.into_iter().filter_map(|(name, scheme)| Some((name, follow(top.node, scheme)?)));
    schemes.map(|(name, scheme)| scheme_docs(name, &scheme)).collect()
}

fn scheme_docs(name: &str, scheme: &Cursor<'_>) -> SecurityScheme {
    let text = |key: &str| scheme.string(key).unwrap_or_default();
    let [kind, http, location, key, description] = ["type", "scheme", "in", "name", "description"].map(text);
    let kind = match kind.as_str() {
        "oauth2" => String::from("OAuth 2.0"),
        "openIdConnect" => String::from("OpenID Connect"),
        "mutualTLS" => String::from("mutual TLS: configure the HTTP client with a certificate"),
        "basic" => String::from("HTTP Basic authentication"),
        "http" if http.eq_ignore_ascii_case("basic") => String::from("HTTP Basic authentication"),
        "http" if http.eq_ignore_ascii_case("bearer") => String::from("HTTP bearer token"),
        "http" => format!("HTTP authentication scheme {http}"),
        "apiKey" => format!("API key {key} in the {location}"),
        other => other.to_owned(),
    };
    let mut known = BTreeSet::new();
    let mut docs = SecurityScheme {
        name: name.to_owned(),
        docs: Docs::text(description),
        kind,
        addresses: Vec::new(),
        scopes: Vec::new(),
    };
    let flows = scheme.entries("flows");
    let is_malformed = |name: &str, flow: &Cursor<'_>| !matches!(flow.node, Node::Object(_)) && !name.starts_with("x-");
    flows.iter().filter(|(name, flow)| is_malformed(name, flow)).for_each(|(_, flow)| flow.ignored("an object"));
    let flows = flows.iter().map(|(name, flow)| (format!("{name}: "), flow));
    let flows = flows.chain(scheme.get("flow").is_some().then_some((String::new(), scheme)));
    for (prefix, flow) in flows {
        let keys = ["authorizationUrl", "deviceAuthorizationUrl", "tokenUrl", "refreshUrl"];
        for key in keys {
            if let Some(address) = flow.string(key) {
                docs.addresses.push((format!("{prefix}{key}"), address));
            }
        }
        for (scope, what) in flow.entries("scopes") {
            if known.insert(scope.to_owned()) {
                docs.scopes.push((scope.to_owned(), what.as_string().unwrap_or_default()));
            }
        }
    }
    if let Some(address) = scheme.string("openIdConnectUrl") {
        docs.addresses.push((String::from("openIdConnectUrl"), address));
    }
    docs
}

/// Returns the security schemes, and their location.
fn entries<'a>(top: &Cursor<'a>, dialect: Dialect) -> (Vec<(&'a str, Cursor<'a>)>, &'static str) {
    match dialect {
        Dialect::Swagger => (top.entries("securityDefinitions"), "#/securityDefinitions"),
        Dialect::OpenApi => {
            let components = top.section("components");
            let entries = components.map(|components| components.entries("securitySchemes"));
            (entries.unwrap_or_default(), "#/components/securitySchemes")
        }
    }
}

/// The security schemes of a document, by name.
#[derive(Debug)]
pub(super) struct SecuritySchemes {
    all: BTreeMap<String, Security>,
    /// The location of the schemes.
    location: &'static str,
}

impl SecuritySchemes {
    /// Reads all schemes.
    pub(super) fn read(top: &Cursor<'_>, dialect: Dialect) -> Self {
        let (entries, location) = entries(top, dialect);
        let mut all = BTreeMap::new();
        for (name, scheme) in entries {
            let Some(scheme) = follow(top.node, scheme) else { continue };
            all.insert(name.to_owned(), read_scheme(name, &scheme));
        }
        Self { all, location }
    }

    /// Returns the schemes that `security` at a location requires, each once.
    pub(super) fn required(&self, location: &Cursor<'_>) -> Vec<Security> {
        let (mut security, mut seen) = (Vec::new(), BTreeSet::new());
        for requirement in location.items("security") {
            for (name, scheme) in requirement.children() {
                let Some(known) = self.all.get(name) else {
                    let message = format!("the security scheme `{name}` is left out: it does not exist");
                    scheme.warning(Code::DanglingRef, message, format!("define it under {}", self.location));
                    continue;
                };
                if seen.insert(known) {
                    security.push(known.clone());
                }
            }
        }
        security
    }
}

fn read_scheme(name: &str, scheme: &Cursor<'_>) -> Security {
    let kind = scheme.string("type").unwrap_or_default();
    let description = scheme.string("description").unwrap_or_default();
    let http = scheme.string("scheme").unwrap_or_default();
    match kind.as_str() {
        "http" if http.eq_ignore_ascii_case("bearer") => Security::Bearer { description },
        // The access tokens of these protocols are bearer tokens (RFC 6750).
        "oauth2" | "openIdConnect" => Security::Bearer { description },
        "http" if http.eq_ignore_ascii_case("basic") => Security::Basic { description },
        "basic" => Security::Basic { description },
        "mutualTLS" => Security::Outside,
        "http" if !EXCHANGES.iter().any(|known| http.to_ascii_lowercase().starts_with(known)) => {
            authorization(description, &scheme.at)
        }
        "apiKey" => read_key(scheme, &description)
            .unwrap_or_else(|| Security::Other { name: name.to_owned(), at: scheme.at.clone() }),
        _ => Security::Other { name: name.to_owned(), at: scheme.at.clone() },
    }
}

/// HTTP schemes whose credentials depend on the request or on a challenge of the service; scram has several.
const EXCHANGES: [&str; 9] =
    ["digest", "dpop", "gnap", "hoba", "mutual", "negotiate", "privatetoken", "scram-", "vapid"];

/// Returns an API key for the whole `Authorization` header.
fn authorization(description: String, at: &JsonPointer) -> Security {
    Security::ApiKey(ApiKey {
        name: WireName(String::from("Authorization")),
        field: (),
        location: ApiKeyLocation::Header,
        docs: Docs::text(description),
        at: at.clone(),
    })
}

fn read_key(scheme: &Cursor<'_>, description: &str) -> Option<Security> {
    let name = scheme.required_string("name")?;
    let location = match scheme.required_string("in")?.as_str() {
        "header" => ApiKeyLocation::Header,
        "query" => ApiKeyLocation::Query,
        "cookie" => ApiKeyLocation::Cookie,
        _ => return None,
    };
    let docs = Docs::text(description.to_owned());
    Some(Security::ApiKey(ApiKey { name: WireName(name), field: (), location, docs, at: scheme.at.clone() }))
}
