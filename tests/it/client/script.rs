//! A server that reacts to each request, in order, as scripted, down to the bytes.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinHandle;

/// The reaction to a request.
#[derive(Clone, Debug)]
pub(super) enum Step {
    /// These bytes are written.
    Write(Vec<u8>),
    /// These bytes are written, and the connection is closed.
    WriteAndClose(Vec<u8>),
    /// The connection is closed.
    Close,
    /// Nothing is written.
    Hang,
    /// These bytes are written, then as many megabytes of spaces.
    Flood(Vec<u8>, usize),
}

/// A running server; it ends when this is dropped. The last step is repeated.
pub(super) struct Script {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
    /// Connections that the other side closed while it waited for a response.
    closed: Arc<Semaphore>,
    task: JoinHandle<()>,
}

/// A complete response: `200 OK`, further headers with line ends, and a body.
pub(super) fn response(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Step {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\n\r\n", body.len());
    Step::Write([head.as_bytes(), body].concat())
}

/// A response with a JSON body.
pub(super) fn json(status: &str, body: &str) -> Step {
    response(status, "Content-Type: application/json\r\n", body)
}

impl Script {
    pub(super) async fn start(steps: impl Into<Vec<Step>>) -> Self {
        let steps = steps.into();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&seen);
        let closed = Arc::new(Semaphore::new(0));
        let ends = Arc::clone(&closed);
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, steps.clone(), Arc::clone(&log), Arc::clone(&ends)));
            }
        });
        Self { address, seen, closed, task }
    }

    pub(super) fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The complete requests so far.
    pub(super) fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }

    /// Returns `true` if a connection that waits for a response is closed in this time.
    pub(super) async fn is_closed_within(&self, time: Duration) -> bool {
        tokio::time::timeout(time, self.closed.acquire()).await.is_ok()
    }

    /// The values of a header, one for each request.
    pub(super) fn header(&self, name: &str) -> Vec<String> {
        let start = format!("{name}: ");
        let value = |request: &String| request.lines().find_map(|line| line.strip_prefix(&start).map(str::to_owned));
        self.seen().iter().filter_map(value).collect()
    }
}

impl Drop for Script {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(mut stream: TcpStream, steps: Vec<Step>, seen: Arc<Mutex<Vec<String>>>, closed: Arc<Semaphore>) {
    while let Some(request) = read(&mut stream).await {
        let index = {
            let mut seen = seen.lock().unwrap();
            seen.push(request);
            seen.len() - 1
        };
        let step = &steps[index.min(steps.len() - 1)];
        match step {
            Step::Write(bytes) => drop(stream.write_all(bytes).await),
            Step::WriteAndClose(bytes) => return drop(stream.write_all(bytes).await),
            Step::Close => return,
            // Until the other side closes the connection.
            Step::Hang => {
                let _ = read(&mut stream).await;
                closed.add_permits(1);
                return;
            }
            Step::Flood(head, megabytes) => {
                let _ = stream.write_all(head).await;
                let megabyte = vec![b' '; 1 << 20];
                for _ in 0..*megabytes {
                    if stream.write_all(&megabyte).await.is_err() {
                        return;
                    }
                }
            }
        }
    }
}

/// A request with its body, by its `Content-Length`; `None` at the end of the connection.
async fn read(stream: &mut TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
            if body.len() >= length.unwrap_or(0) {
                return Some(text);
            }
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    }
}
