//! The documented service, on a real socket of this machine: it checks and decodes requests, and responds.
//!
//! The service reads bodies with other libraries than the contract crate does, so that neither hides the other's
//! errors.

mod change;
mod response;

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::patch;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use self::change::Change;
use self::response::Accepted;

/// The token that a service accepts at first.
pub const TOKEN: &str = "a.token-of_the~loopback+service/0=";

/// The customer of a service.
pub const CUSTOMER: &str = "b67f0b06-7d3d-4b5b-8e6e-2b1a9f7c0001";

/// A running service; it ends when this is dropped.
#[derive(Debug)]
pub struct Service {
    address: SocketAddr,
    shared: Arc<Mutex<Shared>>,
    task: JoinHandle<()>,
}

/// A request that the service saw.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// The id of the customer, decoded.
    pub customer: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The change that the body requests; `None` if the service did not read it.
    pub change: Option<Change>,
    /// The status that was sent.
    pub status: u16,
}

#[derive(Debug, Default)]
struct Shared {
    token: String,
    seen: Vec<Seen>,
    /// The number of attempts of each call, by its request id.
    attempts: BTreeMap<String, u32>,
    /// The number of attempts of each call that are rejected.
    failures: u32,
    /// `true` if the first response of each call is lost, after its change was carried out.
    loses_responses: bool,
    /// The changes that were carried out, with the request ids of their calls.
    applied: Vec<(String, Change)>,
}

impl Service {
    /// Starts a service.
    ///
    /// # Errors
    /// If there is no free port.
    pub async fn start() -> io::Result<Self> {
        Self::start_failing(0).await
    }

    /// Starts a service that rejects the first attempts of each call: in turns with 503, 429, 500, 502 and 504.
    ///
    /// # Errors
    /// If there is no free port.
    pub async fn start_failing(failures: u32) -> io::Result<Self> {
        Self::run(Shared { failures, ..Shared::default() }).await
    }

    /// Starts a service that responds to the first attempt of each call with 504, although it carried out its change.
    ///
    /// # Errors
    /// If there is no free port.
    pub async fn start_losing_responses() -> io::Result<Self> {
        Self::run(Shared { loses_responses: true, ..Shared::default() }).await
    }

    async fn run(shared: Shared) -> io::Result<Self> {
        let shared = Arc::new(Mutex::new(Shared { token: TOKEN.to_owned(), ..shared }));
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let app =
            Router::new().route("/v1/customers/{customer_id}", patch(change_customer)).with_state(Arc::clone(&shared));
        let task = tokio::spawn(async move {
            // The service runs until it is aborted.
            let _ = axum::serve(listener, app).await;
        });
        Ok(Self { address, shared, task })
    }

    /// The address of the service.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Accepts this token from now on, and no other.
    pub fn set_token(&self, token: &str) {
        token.clone_into(&mut lock(&self.shared).token);
    }

    /// The requests so far.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.shared).seen.clone()
    }

    /// The changes that were carried out: once for each call, identified by its request id.
    #[must_use]
    pub fn applied(&self) -> Vec<Change> {
        lock(&self.shared).applied.iter().map(|(_, change)| change.clone()).collect()
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Seen {
    /// The value of a header, as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// `PATCH /v1/customers/{customer_id}`
async fn change_customer(
    State(shared): State<Arc<Mutex<Shared>>>,
    Path(customer): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let mut shared = lock(&shared);
    let mut seen = Seen { customer, headers, ..Seen::default() };
    let response = shared.response(&mut seen, &body);
    seen.status = response.status().as_u16();
    shared.seen.push(seen);
    response
}

impl Shared {
    fn response(&mut self, seen: &mut Seen, body: &[u8]) -> Response {
        let id = seen.header("ms-requestid").unwrap_or_default().to_owned();
        let attempts = self.attempts.entry(id.clone()).or_default();
        *attempts += 1;
        let attempt = *attempts;
        if attempt <= self.failures {
            return response::turned_away(attempt, &seen.headers);
        }
        if seen.header("authorization") != Some(&format!("Bearer {}", self.token)) {
            return response::service_error(
                StatusCode::UNAUTHORIZED,
                "900401",
                "The token is not valid.",
                &seen.headers,
            );
        }
        if seen.customer != CUSTOMER {
            return response::service_error(StatusCode::NOT_FOUND, "2007", "There is no such customer.", &seen.headers);
        }
        let Some(accepted) = Accepted::of(&seen.headers) else {
            return response::service_error(StatusCode::NOT_ACCEPTABLE, "406", "No such media type.", &seen.headers);
        };
        let content_type = seen.header("content-type").unwrap_or_default();
        match Change::read(content_type, body) {
            Ok(change) => {
                seen.change = Some(change.clone());
                let is_lost = self.loses_responses && attempt == 1;
                let response = if is_lost {
                    response::lost(&seen.headers)
                } else {
                    response::changed(accepted, &change, &seen.headers)
                };
                if id.is_empty() || self.applied.iter().all(|(other, _)| *other != id) {
                    self.applied.push((id, change));
                }
                response
            }
            Err(why) => response::service_error(StatusCode::BAD_REQUEST, "2000", why, &seen.headers),
        }
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
