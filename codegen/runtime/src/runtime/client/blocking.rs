//! The client for code that is not asynchronous.
//!
//! It has a runtime of its own, with one thread for its connections, and waits for it.

use std::sync::Arc;

use tokio::runtime::{Builder, Handle, Runtime};

use super::{BuildError, Error, Operation, Reply};

/// Sends operations, and waits for the answers. A clone shares its connections and its token.
#[derive(Clone, Debug)]
pub struct Client {
    client: super::Client,
    runtime: Arc<Owned>,
}

/// A runtime that can be dropped anywhere.
#[derive(Debug)]
struct Owned(Option<Runtime>);

impl Client {
    /// Waits for what `client` sends.
    ///
    /// # Errors
    /// [`Error::Build`] if the thread cannot be started.
    pub fn new(client: super::Client) -> Result<Self, Error> {
        let runtime = Builder::new_multi_thread().worker_threads(1).thread_name("contract-client").enable_all().build();
        let runtime = runtime.map_err(|error| Error::Build(BuildError::Runtime(error)))?;
        Ok(Self { client, runtime: Arc::new(Owned(Some(runtime))) })
    }

    /// Sends an operation: what the operation's own `send_blocking` does.
    ///
    /// # Errors
    /// As [`Client::send`](super::Client::send), and [`Error::Build`] within asynchronous code, which must not wait.
    pub fn send<O: Operation>(&self, operation: O) -> Result<Reply<O::Answer>, Error> {
        match &self.runtime.0 {
            Some(runtime) if Handle::try_current().is_err() => runtime.block_on(self.client.send(operation)),
            _ => {
                let why = "asynchronous code must not wait for an answer: use the asynchronous client there";
                Err(Error::Build(BuildError::Setting { why }))
            }
        }
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
