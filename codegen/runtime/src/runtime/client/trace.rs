//! What `tracing` sees of a call: operation, route, attempt, ids and status; no token, no body, no address.

use core::time::Duration;

#[cfg(feature = "tracing")]
use super::answer::Cut;
#[cfg(feature = "tracing")]
use super::attempt::Answered;
use super::attempt::Outcome;
use super::{About, Ids};

/// An attempt came to an end.
#[cfg(feature = "tracing")]
pub(super) fn attempt(about: &About, attempt: u32, ids: &Ids, outcome: &Outcome, elapsed: Duration) {
    let status = outcome.as_ref().ok().map(|answered| answered.status.as_u16());
    let kind = |error: &reqwest::Error| match (error.is_connect(), error.is_timeout()) {
        (true, _) => "connect",
        (false, true) => "timeout",
        (false, false) => "broken",
    };
    let error = match outcome {
        Err(error) | Ok(Answered { cut: Some(Cut::Broken(error)), .. }) => Some(kind(error)),
        Ok(Answered { cut: Some(Cut::TooLarge(_)), .. }) => Some("too large"),
        Ok(Answered { cut: None, .. }) => None,
    };
    tracing::debug!(
        operation = about.name,
        route = about.route,
        attempt,
        status,
        error,
        elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        request_id = ids.idempotency_key.sent,
        answered_request_id = ids.idempotency_key.answered,
        correlation_id = ids.correlation_id.sent,
        "attempt"
    );
}

/// Another attempt follows after this time.
#[cfg(feature = "tracing")]
pub(super) fn wait(about: &About, attempt: u32, ids: &Ids, time: Duration) {
    tracing::warn!(
        operation = about.name,
        route = about.route,
        attempt,
        wait_ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
        request_id = ids.idempotency_key.sent,
        correlation_id = ids.correlation_id.sent,
        "will be tried again"
    );
}

#[cfg(not(feature = "tracing"))]
pub(super) fn attempt(_: &About, _: u32, _: &Ids, _: &Outcome, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(super) fn wait(_: &About, _: u32, _: &Ids, _: Duration) {}
