//! Retries: conditions and waits.

use core::time::Duration;
use std::time::SystemTime;

use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use retry_policies::policies::ExponentialBackoff;
use retry_policies::{Jitter, RetryDecision, RetryPolicy as _};

use super::sent_secrets::SentSecrets;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The policy of retries.
///
/// The wait is a random time up to a bound that doubles with each attempt, plus the time of `Retry-After`, so that
/// clients that failed together do not retry together. A wait beyond the timeout of the call is not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    max_retry_after: Duration,
    retries_non_idempotent: bool,
}

impl RetryPolicy {
    /// Creates the default policy: four attempts; waits of up to half a second at first and thirty seconds at most; a
    /// `Retry-After` of up to a minute.
    pub const fn new() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
            max_retry_after: Duration::from_secs(60),
            retries_non_idempotent: false,
        }
    }

    /// Creates a policy without retries, except for the one with a new token.
    pub const fn none() -> Self {
        Self::new().attempts(1)
    }

    /// Sets the maximum attempts of a call, including the first one.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the bounds of the first and the longest wait, which is at most a day.
    pub const fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    /// Sets the maximum time of `Retry-After`. A longer one is cut to it.
    pub const fn max_retry_after(mut self, time: Duration) -> Self {
        self.max_retry_after = time;
        self
    }

    /// Also retries non-idempotent operations.
    pub const fn retry_non_idempotent(mut self) -> Self {
        self.retries_non_idempotent = true;
        self
    }

    /// Checks the settings. Returns the reason if they are invalid.
    pub(super) fn check(&self) -> Result<(), &'static str> {
        match self {
            Self { attempts: 0, .. } => Err("a call needs at least one attempt"),
            Self { first_wait: Duration::ZERO, .. } => Err("without a wait, a service that is busy gets no rest"),
            Self { first_wait, longest_wait, .. } if first_wait > longest_wait => {
                Err("the first wait between attempts must not be longer than the longest")
            }
            _ => Ok(()),
        }
    }

    /// Returns `true` if non-idempotent operations are retried.
    pub(super) fn retries_non_idempotent(&self) -> bool {
        self.retries_non_idempotent
    }

    /// Returns the wait before the next attempt; `None` if there is none. `attempts` were made, and `asked` is the time
    /// of `Retry-After`.
    #[must_use]
    pub fn wait(&self, attempts: u32, asked: Option<Duration>) -> Option<Duration> {
        let asked = asked.unwrap_or_default().min(self.max_retry_after);
        self.random_wait(attempts).map(|wait| asked.saturating_add(wait))
    }

    /// Returns a random time up to the current bound.
    fn random_wait(&self, attempts: u32) -> Option<Duration> {
        let longest = self.longest_wait.min(DAY);
        let first = self.first_wait.min(longest);
        let doubled = attempts.saturating_sub(1);
        let bound = first.saturating_mul(2_u32.saturating_pow(doubled)).min(longest);
        let policy = ExponentialBackoff::builder()
            .retry_bounds(first, longest)
            .jitter(Jitter::Full)
            .build_with_max_retries(self.attempts.saturating_sub(1));
        let now = SystemTime::now();
        match policy.should_retry(now, doubled) {
            // The policy reads the clock itself, which may have advanced, or have been set.
            RetryDecision::Retry { execute_after } => {
                Some(execute_after.duration_since(now).unwrap_or_default().min(bound))
            }
            RetryDecision::DoNotRetry => None,
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns `true` if another attempt may have another status.
pub(super) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 500 | 502 | 503 | 504)
}

/// Reads `Retry-After`, in seconds or as a date. Returns `None` if it is missing or zero, or repeats a secret, because
/// the time is shown.
pub(super) fn retry_after(headers: &HeaderMap, sent: &SentSecrets) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if sent.is_repeated_in(text) {
        return None;
    }
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let time = if is_number {
        // A number beyond 64 bits is cut to the longest time.
        Duration::from_secs(text.parse().unwrap_or(u64::MAX))
    } else {
        httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).ok()?
    };
    (!time.is_zero()).then_some(time)
}
