//! The client for code that is not asynchronous.
//!
//! It has a runtime of its own, with one thread for its connections, and waits for it.

use core::fmt;
use std::sync::Arc;
use std::thread;

use tokio::runtime::{Builder, Handle, Runtime};

use super::token::Asked;
use super::{BuildError, Error, Operation, Response};

/// Sends operations, and waits for the responses. A clone shares its connections and its token.
///
/// It blocks its thread wherever it is called. Asynchronous code uses it within `spawn_blocking`, or better
/// [`Client`](super::Client) itself.
///
/// ```text
/// let client = Client::builder(SERVERS[0]).token(token).build_blocking()?;
/// let response = operation.send_blocking(&client)?;
/// ```
#[derive(Clone)]
pub struct Client {
    client: super::Client,
    runtime: Arc<Owned>,
}

/// A runtime that can be dropped anywhere.
struct Owned(Option<Runtime>);

impl Client {
    pub(super) fn new(client: super::Client) -> Result<Self, Error> {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("contract-client").enable_all().build();
        let runtime = runtime.map_err(|error| Error::Build(BuildError::Runtime(error)))?;
        Ok(Self { client, runtime: Arc::new(Owned(Some(runtime))) })
    }

    /// Sends an operation, and waits for the response: what the operation's own `send_blocking` does.
    ///
    /// # Errors
    /// As [`Client::send`](super::Client::send).
    pub fn send<O: Operation + Send>(&self, operation: O) -> Result<Response<O::Response>, Error> {
        match &self.runtime.0 {
            Some(runtime) if Handle::try_current().is_err() => runtime.block_on(self.client.send(operation)),
            // A thread of another runtime must not drive this one; one without a runtime can.
            Some(runtime) => thread::scope(|scope| {
                // What is sent is a part of what the thread that waits for it does.
                let asked = Asked::current();
                let send = || runtime.block_on(asked.scope(self.client.send(operation)));
                let thread = thread::Builder::new().spawn_scoped(scope, send);
                let thread = thread.map_err(|error| Error::Build(BuildError::Runtime(error)))?;
                thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
            }),
            // It is there until it is dropped.
            None => Err(Error::Build(BuildError::Setting { why: "the runtime of the blocking client has ended" })),
        }
    }

    /// The address of the service.
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

impl Drop for Owned {
    /// Waiting for the runtime to end would panic within asynchronous code.
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
