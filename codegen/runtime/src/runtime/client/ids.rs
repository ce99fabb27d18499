//! The ids of calls, for the logs of both sides.

use core::fmt;

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::Uuid;

use super::OperationInfo;
use super::sent_secrets::SentSecrets;

/// The ids of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Ids {
    /// The idempotency key, by which the service recognizes the attempts of one call.
    pub idempotency_key: Id,
    /// The correlation id, which connects several calls.
    pub correlation_id: Id,
}

/// An id, as it was sent and as it was returned. The two may differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Id {
    /// The id that was sent; `None` if the operation has no header for it.
    pub sent: Option<String>,
    /// The id that the service returned in the same header of the last response. It is `None` if the value does not
    /// look like an id (at most 64 letters, digits and `-_.:`) or repeats a secret of the request. The headers of the
    /// response have it in any case.
    pub returned: Option<String>,
}

impl Ids {
    /// Adds the missing ids to a request.
    pub(super) fn assign(info: &OperationInfo, headers: &mut HeaderMap) -> Self {
        let mut give =
            |name: Option<&'static str>| Id { sent: name.and_then(|name| sent(name, headers)), returned: None };
        let idempotency_key = give(info.idempotency_key);
        Self { idempotency_key, correlation_id: give(info.correlation_id) }
    }

    /// Records the ids of a response.
    pub(super) fn record(&mut self, info: &OperationInfo, headers: &HeaderMap, sent: impl Fn() -> SentSecrets) {
        for (id, name) in
            [(&mut self.idempotency_key, info.idempotency_key), (&mut self.correlation_id, info.correlation_id)]
        {
            let returned = name.and_then(|name| headers.get(name)?.to_str().ok());
            // Most services return the id that was sent.
            let is_shown = |text: &&str| id.sent.as_deref() == Some(*text) || sent().allows(text);
            id.returned = returned.filter(is_shown).map(str::to_owned);
        }
    }
}

/// Returns the id of a request, or adds one. The names of headers were checked when the operation was generated.
fn sent(name: &'static str, headers: &mut HeaderMap) -> Option<String> {
    if let Some(given) = headers.get(name).filter(|given| !given.is_empty()) {
        // A secret of the description is not shown as an id.
        return if given.is_sensitive() { None } else { given.to_str().ok().map(str::to_owned) };
    }
    let mut buffer = Uuid::encode_buffer();
    let id = Uuid::new_v4().hyphenated();
    let id = id.encode_lower(&mut buffer);
    headers.insert(HeaderName::try_from(name).ok()?, HeaderValue::from_str(id).ok()?);
    Some(id.to_owned())
}

/// `, request 9fef8b23-6e3e-45d2-8678-e9fe89c35af5, correlation …`, with what was sent.
impl fmt::Display for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (what, id) in [("request", &self.idempotency_key), ("correlation", &self.correlation_id)] {
            if let Some(sent) = &id.sent {
                write!(f, ", {what} {sent}")?;
            }
        }
        Ok(())
    }
}
