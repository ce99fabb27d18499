//! One call: attempts with the same ids, until one succeeds or none can.

use core::time::Duration;

use http::header::AUTHORIZATION;
use http::{HeaderMap, HeaderName, HeaderValue, Request, StatusCode};
use tokio::time::{self, Instant};

use super::attempt::{self, AttemptResponse, AttemptResult, Template};
use super::error::{Failure, StatusError};
use super::raw_response::{RawResponse, Truncation};
use super::sent_secrets::SentSecrets;
use super::service_error::LazyServiceError;
use super::token::{Source, Tokens};
use super::{BoxError, BuildError, Error, Ids, OperationInfo, Settings, TransportError, retry, trace};

/// The state of a call.
struct Call<'a> {
    settings: &'a Settings,
    info: &'a OperationInfo,
    template: Template,
    ids: Ids,
    attempts: u32,
    /// The deadline of the call; `None` if it has none.
    deadline: Option<Instant>,
    /// The token of the client that was sent last.
    token: Option<HeaderValue>,
    /// The token that was refused and replaced, which happens once.
    refused: Option<HeaderValue>,
    /// Tokens that were sent before, and expired.
    expired: Vec<HeaderValue>,
    /// The last response.
    last: Option<AttemptResponse>,
}

/// The next step after an attempt.
enum Next {
    /// Retry after this time.
    Wait(Duration),
    /// Retry at once with another token.
    Refresh,
    /// End the call.
    End,
}

/// Sends a request, with retries.
pub(super) async fn run(
    settings: &Settings,
    info: &OperationInfo,
    request: Request<Vec<u8>>,
) -> Result<RawResponse, Error> {
    let mut template = Template::new(request, &settings.url);
    add_headers(info, settings, &mut template.headers)?;
    let ids = Ids::assign(info, &mut template.headers);
    let deadline = Instant::now().checked_add(settings.call_timeout);
    let mut call = Call {
        settings,
        info,
        template,
        ids,
        attempts: 0,
        deadline,
        token: None,
        refused: None,
        expired: Vec::new(),
        last: None,
    };
    loop {
        call.authorize().await?;
        let outcome = call.attempt().await?;
        match call.next(&outcome) {
            Next::Wait(time) => time::sleep(time).await,
            Next::Refresh => call.refused = call.token.take(),
            Next::End => return call.end(outcome),
        }
        call.last = outcome.ok().or(call.last);
    }
}

/// Adds the headers of the client that the operation does not set.
fn add_headers(info: &OperationInfo, settings: &Settings, headers: &mut HeaderMap) -> Result<(), Error> {
    for (name, value) in &settings.headers {
        if info.idempotency_key.is_some_and(|key| name.as_str().eq_ignore_ascii_case(key)) {
            return Err(Error::Build(shared_key(name)));
        }
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    let has_token = info.takes_token && !matches!(settings.tokens, Tokens::None);
    if let Some((basic, _)) = settings.basic.as_ref().filter(|_| info.takes_basic && !has_token)
        && !headers.contains_key(AUTHORIZATION)
    {
        headers.insert(AUTHORIZATION, basic.clone());
    }
    Ok(())
}

/// Returns the error for an idempotency key that all calls would share, which would make them one call.
fn shared_key(name: &HeaderName) -> BuildError {
    let why = "it is an idempotency key, which must differ for every call";
    BuildError::Header { name: name.to_string(), why }
}

impl Call<'_> {
    /// Gets the token to send, unless the operation accepts none, or has its own.
    async fn authorize(&mut self) -> Result<(), Error> {
        if !self.info.takes_token || self.template.headers.contains_key(AUTHORIZATION) {
            return Ok(());
        }
        let settings = self.settings;
        let token = match &settings.tokens {
            Tokens::None => None,
            Tokens::Fixed(token) => Some(token.clone()),
            Tokens::Source(source) => Some(self.ask(source).await?),
        };
        let before = std::mem::replace(&mut self.token, token);
        self.expired.extend(before.filter(|before| self.token.as_ref() != Some(before)));
        // If the source repeats the refused token, the call ends with the refusal.
        match self.last.take_if(|_| self.refused.is_some() && self.token == self.refused) {
            Some(response) => Err(Error::Status(Box::new(self.status_error(response)))),
            None => Ok(()),
        }
    }

    /// Requests a token, until the deadline.
    async fn ask(&mut self, source: &Source) -> Result<HeaderValue, Error> {
        let token = source.get(self.refused.as_ref(), self.settings.call_timeout);
        let token = match self.remaining() {
            Some(time) => match time::timeout(time, token).await {
                Ok(token) => token,
                Err(_) => return Err(Error::Timeout(self.failure(None))),
            },
            None => token.await,
        };
        token.map_err(|error| Error::Token(self.failure(Some(Box::new(error)))))
    }

    /// Makes an attempt, unless the call timed out.
    async fn attempt(&mut self) -> Result<AttemptResult, Error> {
        let Settings { http, attempt_timeout, max_body, .. } = self.settings;
        let time = self.remaining().map_or(*attempt_timeout, |time| time.min(*attempt_timeout));
        if time.is_zero() {
            return Err(Error::Timeout(self.failure(None)));
        }
        self.attempts += 1;
        let start = Instant::now();
        let outcome = self.template.send(http, self.token.as_ref(), time, *max_body).await;
        if let Ok(response) = &outcome {
            let mut ids = std::mem::take(&mut self.ids);
            ids.record(self.info, &response.headers, || self.sent());
            self.ids = ids;
        }
        trace::attempt(self.info, self.attempts, &self.ids, &outcome, start.elapsed());
        Ok(outcome)
    }

    /// Decides the next step after an attempt.
    fn next(&self, outcome: &AttemptResult) -> Next {
        if let Ok(AttemptResponse { status: StatusCode::UNAUTHORIZED, .. }) = outcome {
            let can_refresh = self.token.is_some() && self.refused.is_none() && self.settings.tokens.can_refresh();
            return if can_refresh { Next::Refresh } else { Next::End };
        }
        if !attempt::is_transient(outcome, self.is_safe()) {
            return Next::End;
        }
        let asked = outcome.as_ref().ok().and_then(|response| retry::retry_after(&response.headers, &self.sent()));
        let attempts = self.attempts - u32::from(self.refused.is_some());
        match self.settings.retry.wait(attempts, asked) {
            // A wait beyond the deadline is not begun.
            Some(time)
                if self.remaining().is_none_or(|remaining| time < remaining) && !self.is_advised_against(outcome) =>
            {
                trace::wait(self.info, self.attempts, &self.ids, time);
                Next::Wait(time)
            }
            _ => Next::End,
        }
    }

    /// Returns `true` if the service says that a retry will not help.
    fn is_advised_against(&self, outcome: &AttemptResult) -> bool {
        outcome.as_ref().is_ok_and(|AttemptResponse { headers, body, service_error, .. }| {
            service_error.get(headers, body, &self.sent()).and_then(|service_error| service_error.is_retryable)
                == Some(false)
        })
    }

    /// Returns the secrets that were sent.
    fn sent(&self) -> SentSecrets {
        let basic = self.settings.basic.as_ref().map(|(_, basic)| basic);
        let tokens = self.token.iter().chain(&self.refused).chain(&self.expired);
        SentSecrets::new(&self.template.headers, tokens, &self.template.secrets, basic)
    }

    /// Returns `true` if the service may receive the request twice.
    fn is_safe(&self) -> bool {
        let key = self.ids.idempotency_key.sent.as_deref();
        self.template.is_idempotent()
            || key.is_some_and(|key| !key.is_empty())
            || self.settings.retry.retries_non_idempotent()
    }

    /// Converts the last attempt to the result of the call.
    fn end(mut self, outcome: AttemptResult) -> Result<RawResponse, Error> {
        match outcome {
            Err(error) => Err(self.broken(&error)),
            Ok(response) if !response.status.is_success() => Err(Error::Status(Box::new(self.status_error(response)))),
            Ok(mut response) => match response.truncation.take() {
                Some(Truncation::TooLarge(limit)) => Err(Error::TooLarge { limit, failure: self.failure(None) }),
                Some(Truncation::Broken(error)) => Err(self.broken(&error)),
                None => {
                    let ids = std::mem::take(&mut self.ids);
                    Ok(self.response(response, ids).0)
                }
            },
        }
    }

    /// Converts the response of an attempt, with the error that its body may have.
    fn response(&self, response: AttemptResponse, ids: Ids) -> (RawResponse, LazyServiceError) {
        let AttemptResponse { status, headers, body, truncation, service_error } = response;
        let limits = self.settings.limits;
        // Only the values of success responses are checked.
        let check = self.settings.checks.response.filter(|_| status.is_success());
        let check = check.map(|check| (check, self.info.rules));
        (
            RawResponse {
                status,
                headers,
                body,
                is_truncated: truncation.is_some(),
                ids,
                attempts: self.attempts,
                limits,
                check,
            },
            service_error,
        )
    }

    fn status_error(&self, response: AttemptResponse) -> StatusError {
        let (response, service_error) = self.response(response, self.ids.clone());
        StatusError::new(response, service_error, self.sent())
    }

    /// Returns the error of an attempt without a complete response.
    fn broken(&mut self, error: &reqwest::Error) -> Error {
        let (is_connect, is_timeout) = (error.is_connect(), error.is_timeout());
        let failure = self.failure(Some(Box::new(TransportError::new(error))));
        match (is_connect, is_timeout) {
            (true, _) => Error::Connect(failure),
            (false, true) => Error::Timeout(failure),
            (false, false) => Error::Broken(failure),
        }
    }

    fn failure(&mut self, source: Option<BoxError>) -> Failure {
        let last = self.last.take().map(|response| self.status_error(response));
        Failure::new(self.ids.clone(), self.attempts, source, last)
    }

    /// Returns the time until the deadline; `None` if there is none.
    fn remaining(&self) -> Option<Duration> {
        self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }
}
