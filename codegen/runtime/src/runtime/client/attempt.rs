//! One attempt of a call: a request, and what came of it.

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

/// A request that can be sent any number of times.
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

/// What came of an attempt.
pub(super) type AttemptResult = Result<AttemptResponse, reqwest::Error>;

impl Template {
    /// `base` is the address of the service, whose host need not be read again.
    pub(super) fn new(request: Request<Vec<u8>>, base: &reqwest::Url) -> Self {
        let (mut parts, body) = request.into_parts();
        let secrets = parts.extensions.remove().unwrap_or_default();
        let mut url = base.clone();
        url.set_path(parts.uri.path());
        url.set_query(parts.uri.query());
        Self { method: parts.method, url, headers: parts.headers, body: body.into(), secrets }
    }

    /// Whether the service does the same, however often it gets this request.
    pub(super) fn is_idempotent(&self) -> bool {
        // What HTTP says of the method: RFC 9110, section 9.2.2.
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
            // RFC 9110, section 8.6: some servers insist on it.
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

/// Whether another attempt may end otherwise. `is_safe` says that the service may get the request twice.
pub(super) fn is_transient(outcome: &AttemptResult, is_safe: bool) -> bool {
    match outcome {
        // A connection that was never made has carried nothing.
        Err(error) if error.is_connect() => !is_no_tls(error),
        Err(error) => is_safe && !error.is_builder() && !error.is_redirect(),
        // The service did not take it on.
        Ok(AttemptResponse { status, .. }) if *status == StatusCode::TOO_MANY_REQUESTS => true,
        Ok(AttemptResponse { status, .. }) if retry::is_transient(*status) => is_safe,
        Ok(AttemptResponse { status, truncation: Some(Truncation::Broken(_)), .. }) if status.is_success() => is_safe,
        Ok(_) => false,
    }
}

/// Whether what answered speaks no TLS that can be trusted: the next attempt would see the same. That is how rustls says it;
/// what the system's library says cannot be told from a connection that broke.
fn is_no_tls(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        let io = error.downcast_ref::<io::Error>();
        if io.is_some_and(|io| io.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        // An error of input and output passes over what it holds.
        let held = io.and_then(io::Error::get_ref).map(|held| held as &dyn Error);
        cause = held.or_else(|| error.source());
    }
    false
}
