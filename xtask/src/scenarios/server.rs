//! The server of a suite, which runs until it is dropped.

use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use bindery_cli::Failure;

/// The time until the server accepts connections.
const START: Duration = Duration::from_secs(60);

/// The interval between two attempts to connect.
const PAUSE: Duration = Duration::from_millis(50);

/// A server on this machine.
#[derive(Debug)]
pub(super) struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// Starts a server on a free port, which `command` gets, and waits until it accepts connections.
    pub(super) fn start(command: impl FnOnce(u16) -> Result<Command, Failure>) -> Result<Self, Failure> {
        let port = free_port().map_err(|error| failed(&format!("no free port: {error}")))?;
        let child = command(port)?.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let child = child.map_err(|error| failed(&error.to_string()))?;
        let mut server = Self { child, url: format!("http://127.0.0.1:{port}") };
        server.wait(port)?;
        Ok(server)
    }

    /// The base URL.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    fn wait(&mut self, port: u16) -> Result<(), Failure> {
        let start = Instant::now();
        while start.elapsed() < START {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                return Ok(());
            }
            if let Ok(Some(status)) = self.child.try_wait() {
                return Err(failed(&format!("it ended with {status}")));
            }
            thread::sleep(PAUSE);
        }
        Err(failed("it does not accept connections"))
    }
}

impl Drop for Server {
    /// Stops the server. One that has ended already cannot be stopped, which is no problem.
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A port that no program listens on.
fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

fn failed(why: &str) -> Failure {
    Failure::internal(
        format!("the server of the suite does not run: {why}"),
        "remove the folder of the suite, so that it is installed again",
    )
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_server_that_ends_is_an_error() {
        let failure = Server::start(|_| Ok(Command::new("false"))).expect_err("it ends");
        assert!(failure.message.contains("it ended with exit status: 1"), "{}", failure.message);
    }
}
