//! One attempt of a call: a request and its result.

use core::time::Duration;
use std::error::Error;
use std::io;

use bytes::Bytes;
use http::header::{AUTHORIZATION, CONTENT_LENGTH};
use http::{HeaderMap, HeaderValue, Method, Request, StatusCode};

use super::raw_response::{self, Truncation};
use super::retry;
use super::service_error::LazyServiceError;
use crate::runtime::request::RequestSecrets;

/// A request that can be sent repeatedly.
pub(super) struct Template {
    method: Method,
    url: reqwest::Url,
    pub(super) headers: HeaderMap,
    body: Bytes,
    pub(super) secrets: RequestSecrets,
}

/// The response to an attempt.
pub(super) struct AttemptResponse {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) truncation: Option<Truncation>,
    pub(super) service_error: LazyServiceError,
}

/// The result of an attempt.
pub(super) type AttemptResult = Result<AttemptResponse, reqwest::Error>;

impl Template {
    /// Creates a template. `base` is the parsed base URL, whose host is not parsed again.
    pub(super) fn new(request: Request<Vec<u8>>, base: &reqwest::Url) -> Self {
        let (mut parts, body) = request.into_parts();
        let secrets = parts.extensions.remove().unwrap_or_default();
        let mut url = base.clone();
        url.set_path(parts.uri.path());
        url.set_query(parts.uri.query());
        Self { method: parts.method, url, headers: parts.headers, body: body.into(), secrets }
    }

    /// Returns `true` if repeating the request has no further effect on the service.
    pub(super) fn is_idempotent(&self) -> bool {
        // By method: RFC 9110, section 9.2.2.
        self.method.is_idempotent()
    }

    /// Sends the request, and reads the whole response.
    pub(super) async fn send(
        &self,
        http: &reqwest::Client,
        token: Option<&HeaderValue>,
        timeout: Duration,
        limit: usize,
    ) -> AttemptResult {
        let mut request = reqwest::Request::new(self.method.clone(), self.url.clone());
        *request.headers_mut() = self.headers.clone();
        if let Some(token) = token {
            request.headers_mut().insert(AUTHORIZATION, token.clone());
        }
        if !self.body.is_empty() {
            *request.body_mut() = Some(self.body.clone().into());
        } else if matches!(self.method, Method::PATCH | Method::POST | Method::PUT) {
            // Some servers require it: RFC 9110, section 8.6.
            request.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        *request.timeout_mut() = Some(timeout);
        let mut response = http.execute(request).await.map_err(reqwest::Error::without_url)?;
        let (body, truncation) = raw_response::read(&mut response, limit).await;
        let status = response.status();
        let headers = std::mem::take(response.headers_mut());
        Ok(AttemptResponse { status, headers, body, truncation, service_error: LazyServiceError::default() })
    }
}

/// Returns `true` if another attempt may succeed. `is_safe` is `true` if the service may receive the request twice.
pub(super) fn is_transient(outcome: &AttemptResult, is_safe: bool) -> bool {
    match outcome {
        // Nothing was sent without a connection.
        Err(error) if error.is_connect() => !is_no_tls(error),
        Err(error) => is_safe && !error.is_builder() && !error.is_redirect(),
        // The service rejected the request before it began.
        Ok(AttemptResponse { status, .. }) if *status == StatusCode::TOO_MANY_REQUESTS => true,
        Ok(AttemptResponse { status, .. }) if retry::is_transient(*status) => is_safe,
        Ok(AttemptResponse { status, truncation: Some(Truncation::Broken(_)), .. }) if status.is_success() => is_safe,
        Ok(_) => false,
    }
}

/// Returns `true` if TLS failed for a reason that the next attempt would meet again. rustls reports it as invalid data;
/// errors of the system's library cannot be told from a broken connection.
fn is_no_tls(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|io| io.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        // The source of an I/O error skips the error that it wraps.
        let held = io.and_then(io::Error::get_ref).map(|held| held as &dyn Error);
        cause = held.or_else(|| error.source());
    }
    false
}
