//! Transport errors, without text of the service.
//!
//! In: an error of the HTTP client, whose messages and debug output may hold URLs, names of certificates and text of
//! the service. Out: [`TransportError`], whose messages come from a list.

use core::fmt;
use std::error::Error;
use std::io;

/// An error of making or using a connection. It shows no URL, and nothing that was received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransportError {
    /// The messages, from the outside in.
    messages: Vec<&'static str>,
    io: Option<io::ErrorKind>,
    /// `true` if a message describes the error that an I/O error wraps.
    is_described: bool,
    is_timeout: bool,
}

impl TransportError {
    pub(super) fn new(error: &reqwest::Error) -> Self {
        let mut known = Self { messages: Vec::new(), io: None, is_described: false, is_timeout: error.is_timeout() };
        let mut next: Option<&(dyn Error + 'static)> = Some(error);
        while let Some(error) = next {
            next = known.add(error);
        }
        known
    }

    /// Returns the kind of the I/O error that caused it.
    #[must_use]
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        self.io
    }

    /// Returns `true` if connecting or the attempt timed out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.is_timeout
    }

    /// Adds the known message of an error. Returns its source.
    fn add<'a>(&mut self, error: &'a (dyn Error + 'static)) -> Option<&'a (dyn Error + 'static)> {
        if let Some(io) = error.downcast_ref::<io::Error>() {
            self.io = Some(io.kind());
            // The source of an I/O error skips the error that it wraps.
            return io.get_ref().map(|held| held as _);
        }
        let text = error.to_string();
        if let Some(messages) = KNOWN_MESSAGES.iter().find(|messages| text.contains(**messages)) {
            self.messages.push(messages);
            self.is_described = self.io.is_some();
        }
        error.source()
    }
}

/// The known messages of hyper, rustls and OpenSSL. A longer message comes before those that it contains.
const KNOWN_MESSAGES: &[&str] = &[
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
        let messages = self.messages.join(": ");
        match self.io.filter(|_| !self.is_described) {
            Some(kind) if messages.is_empty() => kind.fmt(f),
            Some(kind) => write!(f, "{messages}: {kind}"),
            None if messages.is_empty() => f.write_str("the HTTP client failed"),
            None => f.write_str(&messages),
        }
    }
}

impl Error for TransportError {}
