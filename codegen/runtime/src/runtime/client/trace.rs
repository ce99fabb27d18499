//! Events for `tracing`: operation, route, attempt, ids and status; no token, no body, no URL.

use core::time::Duration;

#[cfg(feature = "tracing")]
use super::attempt::AttemptResponse;
use super::attempt::AttemptResult;
#[cfg(feature = "tracing")]
use super::raw_response::Truncation;
use super::{Ids, OperationInfo};

/// Records the end of an attempt.
#[cfg(feature = "tracing")]
pub(super) fn attempt(info: &OperationInfo, attempt: u32, ids: &Ids, outcome: &AttemptResult, elapsed: Duration) {
    let status = outcome.as_ref().ok().map(|response| response.status.as_u16());
    let kind = |error: &reqwest::Error| match (error.is_connect(), error.is_timeout()) {
        (true, _) => "connect",
        (false, true) => "timeout",
        (false, false) => "broken",
    };
    let error = match outcome {
        Err(error) | Ok(AttemptResponse { truncation: Some(Truncation::Broken(error)), .. }) => Some(kind(error)),
        Ok(AttemptResponse { truncation: Some(Truncation::TooLarge(_)), .. }) => Some("too large"),
        Ok(AttemptResponse { truncation: None, .. }) => None,
    };
    tracing::debug!(
        operation = info.name,
        route = info.route,
        attempt,
        status,
        error,
        elapsed_ms = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        request_id = ids.idempotency_key.sent,
        returned_request_id = ids.idempotency_key.returned,
        correlation_id = ids.correlation_id.sent,
        "attempt"
    );
}

/// Records the wait before another attempt.
#[cfg(feature = "tracing")]
pub(super) fn wait(info: &OperationInfo, attempt: u32, ids: &Ids, time: Duration) {
    tracing::warn!(
        operation = info.name,
        route = info.route,
        attempt,
        wait_ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX),
        request_id = ids.idempotency_key.sent,
        correlation_id = ids.correlation_id.sent,
        "will be tried again"
    );
}

#[cfg(not(feature = "tracing"))]
pub(super) fn attempt(_: &OperationInfo, _: u32, _: &Ids, _: &AttemptResult, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(super) fn wait(_: &OperationInfo, _: u32, _: &Ids, _: Duration) {}
