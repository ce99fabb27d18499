//! When a call is tried again, and after what time.

use core::time::Duration;
use std::time::SystemTime;

use http::header::RETRY_AFTER;
use http::{HeaderMap, StatusCode};
use retry_policies::policies::ExponentialBackoff;
use retry_policies::{Jitter, RetryDecision, RetryPolicy as _};

use super::sent_secrets::SentSecrets;

const DAY: Duration = Duration::from_hours(24);

/// How calls that failed are tried again.
///
/// The wait is a random time up to a bound that doubles with each attempt, on top of what the service asks for with
/// `Retry-After`, so that those who were turned away together do not come back together. The time of the whole call bounds
/// all of it: an attempt that could only begin after that is not waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct RetryPolicy {
    attempts: u32,
    first_wait: Duration,
    longest_wait: Duration,
    longest_retry_after: Duration,
    repeats_all: bool,
}

impl RetryPolicy {
    /// Four attempts; waits of up to half a second at first and thirty seconds at most; a `Retry-After` of up to a minute.
    pub const fn new() -> Self {
        Self {
            attempts: 4,
            first_wait: Duration::from_millis(500),
            longest_wait: Duration::from_secs(30),
            longest_retry_after: Duration::from_mins(1),
            repeats_all: false,
        }
    }

    /// No call is tried again, but for the one with a new token.
    pub const fn none() -> Self {
        Self::new().attempts(1)
    }

    /// The most attempts of a call, the first one included.
    pub const fn attempts(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// The bounds of the waits: of the first one, and of the longest, which is a day at most.
    pub const fn waits(mut self, first: Duration, longest: Duration) -> Self {
        self.first_wait = first;
        self.longest_wait = longest;
        self
    }

    /// The longest wait that the service can ask for. If it asks for more, this is waited.
    pub const fn longest_retry_after(mut self, time: Duration) -> Self {
        self.longest_retry_after = time;
        self
    }

    /// Tries operations again as well that the service may then carry out twice.
    pub const fn repeat_all(mut self) -> Self {
        self.repeats_all = true;
        self
    }

    /// What is wrong with the settings.
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

    /// Whether operations are tried again that the service may then carry out twice.
    pub(super) fn repeats_all(&self) -> bool {
        self.repeats_all
    }

    /// How long to wait before the next attempt, after this many, if the service asks for a time; `None` if there is none.
    #[must_use]
    pub fn wait(&self, attempts: u32, asked: Option<Duration>) -> Option<Duration> {
        let asked = asked.unwrap_or_default().min(self.longest_retry_after);
        self.backoff(attempts).map(|backoff| asked.saturating_add(backoff))
    }

    /// A random time up to the bound that is due.
    fn backoff(&self, attempts: u32) -> Option<Duration> {
        let longest = self.longest_wait.min(DAY);
        let policy = ExponentialBackoff::builder()
            .retry_bounds(self.first_wait.min(longest), longest)
            .jitter(Jitter::Full)
            .build_with_max_retries(self.attempts.saturating_sub(1));
        let now = SystemTime::now();
        match policy.should_retry(now, attempts.saturating_sub(1)) {
            // The policy has a look at the clock of its own, which may have gone on, or have been set.
            RetryDecision::Retry { execute_after } => {
                Some(execute_after.duration_since(now).unwrap_or_default().min(longest))
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

/// Whether a response of this status may be another one on the next attempt.
pub(super) fn is_transient(status: StatusCode) -> bool {
    matches!(status.as_u16(), 429 | 500 | 502 | 503 | 504)
}

/// How long the service asks to wait: in seconds, or until a date. `None` if it does not, or for no time at all, or in the
/// digits of a secret: the time is shown.
pub(super) fn retry_after(headers: &HeaderMap, sent: &SentSecrets) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if sent.is_repeated_in(text) {
        return None;
    }
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let time = if is_number {
        // What exceeds 64 bits is long enough as it is.
        Duration::from_secs(text.parse().unwrap_or(u64::MAX))
    } else {
        httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::now()).ok()?
    };
    (!time.is_zero()).then_some(time)
}
