//! What went wrong on the way to a service and back, in words of this crate.
//!
//! In: an error of the HTTP client, whose texts and debug outputs may hold addresses, names of certificates and words of the
//! service. Out: [`TransportError`], which says the same in words that are listed here.

use core::fmt;
use std::error::Error;
use std::io;

/// A connection that could not be made, or that broke. It shows no address, and nothing that came over the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    /// From the outside in.
    words: Vec<&'static str>,
    io: Option<io::ErrorKind>,
    /// Whether there are words for what an error of input and output holds.
    is_told: bool,
    is_timeout: bool,
}

impl TransportError {
    pub(super) fn new(error: &reqwest::Error) -> Self {
        let mut known = Self { words: Vec::new(), io: None, is_told: false, is_timeout: error.is_timeout() };
        let mut next: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(error) = next {
            next = known.add(error);
        }
        known
    }

    /// The kind of the error of input and output that it came from, if it did.
    #[must_use]
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        self.io
    }

    /// Whether the time to connect, or that of the attempt, was over.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.is_timeout
    }

    /// Adds what is known of an error. Returns the one that it comes from.
    fn add<'a>(&mut self, error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            self.io = Some(io.kind());
            // It passes over what it holds.
            return io.get_ref().map(|held| held as _);
        }
        let text = error.to_string();
        if let Some(words) = WORDS.iter().find(|words| text.contains(**words)) {
            self.words.push(words);
            self.is_told = self.io.is_some();
        }
        error.source()
    }
}

/// What hyper, rustls and OpenSSL say, as far as it tells what to do. Longer words stand before those that they hold.
const WORDS: &[&str] = &[
    "dns error",
    "failed to lookup address information",
    "tcp open error",
    "tcp bind local error",
    "tcp connect error",
    "operation timed out",
    "deadline has elapsed",
    "tunnel error",
    "proxy authorization required",
    "invalid peer certificate: UnknownIssuer",
    "invalid peer certificate: Expired",
    "invalid peer certificate: certificate expired",
    "invalid peer certificate: NotValidYet",
    "invalid peer certificate: certificate not valid yet",
    "invalid peer certificate: NotValidForName",
    "invalid peer certificate: certificate not valid for name",
    "invalid peer certificate: Revoked",
    "invalid peer certificate: BadSignature",
    "invalid peer certificate: BadEncoding",
    "invalid peer certificate: InvalidPurpose",
    "invalid peer certificate",
    "no server certificate chain resolved",
    "unable to get local issuer certificate",
    "self-signed certificate",
    "certificate has expired",
    "hostname mismatch",
    "certificate verify failed",
    "received fatal alert",
    "received corrupt message",
    "peer is incompatible",
    "peer misbehaved",
    "connection closed before message completed",
    "end of file before message length reached",
    "invalid HTTP version parsed",
    "invalid HTTP header parsed",
    "invalid HTTP status-code parsed",
    "message head is too large",
    "error reading a body from connection",
    "http2 error",
    "connection error",
    "channel closed",
    "dispatch task is gone",
];

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = self.words.join(": ");
        match self.io.filter(|_| !self.is_told) {
            Some(kind) if words.is_empty() => kind.fmt(f),
            Some(kind) => write!(f, "{words}: {kind}"),
            None if words.is_empty() => f.write_str("the HTTP client failed"),
            None => f.write_str(&words),
        }
    }
}

impl Error for TransportError {}
