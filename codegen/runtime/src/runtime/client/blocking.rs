//! The blocking client.
//!
//! The client has its own runtime, with one thread for connections.

use core::fmt;
use std::sync::Arc;
use std::thread;

use tokio::runtime::{Builder, Handle, Runtime};

use super::token::PendingSources;
use super::{BuildError, Error, Operation, Response};

/// A blocking client for one service. A clone shares connections and token.
///
/// A call blocks its thread. Asynchronous code uses it within `spawn_blocking`, or rather uses
/// [`Client`](super::Client).
///
/// ```text
/// let client = Client::builder(SERVERS[0]).token(token).build_blocking()?;
/// let response = operation.send_blocking(&client)?;
/// ```
#[derive(Clone)]
pub struct Client {
    client: super::Client,
    runtime: Arc<OwnedRuntime>,
}

/// A runtime that can be dropped anywhere.
struct OwnedRuntime(Option<Runtime>);

impl Client {
    pub(super) fn new(client: super::Client) -> Result<Self, Error> {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("contract-client").enable_all().build();
        let runtime = runtime.map_err(|error| Error::Build(BuildError::Runtime(error)))?;
        Ok(Self { client, runtime: Arc::new(OwnedRuntime(Some(runtime))) })
    }

    /// Sends an operation and waits for the response, as its method `send_blocking` does.
    ///
    /// # Errors
    /// As [`Client::send`](super::Client::send).
    pub fn send<O: Operation + Send>(&self, operation: O) -> Result<Response<O::Response>, Error> {
        match &self.runtime.0 {
            Some(runtime) if Handle::try_current().is_err() => runtime.block_on(self.client.send(operation)),
            // A thread of another runtime must not block on this one, so a new thread does.
            Some(runtime) => thread::scope(|scope| {
                // The new thread continues the work of this one.
                let pending = PendingSources::current();
                let send = || runtime.block_on(pending.scope(self.client.send(operation)));
                let thread = thread::Builder::new().spawn_scoped(scope, send);
                let thread = thread.map_err(|error| Error::Build(BuildError::Runtime(error)))?;
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }),
            // The runtime exists until the client is dropped.
            None => Err(Error::Build(BuildError::Setting { why: "the runtime of the blocking client has ended" })),
        }
    }

    /// Returns the base URL of the service.
    #[must_use]
    pub fn base_url(&self) -> &str {
        self.client.base_url()
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.client.fmt(f)
    }
}

impl Drop for OwnedRuntime {
    /// Shuts the runtime down in the background. Waiting for it would panic within asynchronous code.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
