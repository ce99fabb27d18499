//! The features of generated code.

/// A feature. The users of a crate choose, and have its default features otherwise. In a module the person who generates
/// it chooses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Feature {
    /// JSON, and the serde traits.
    Json,
    /// XML.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// A builder of an `http::Request` for each operation.
    Http,
    /// The client, with TLS by rustls.
    Client,
    /// The client, with TLS by the library of the operating system.
    NativeTls,
    /// The client without TLS.
    ClientNoTls,
    /// HTTP/2.
    Http2,
    /// The blocking client.
    Blocking,
    /// A tracing event for each attempt of a call.
    Tracing,
    /// The check of constraints.
    Validate,
}

impl Feature {
    /// The name, as in the manifest of a crate.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
            Self::Form => "form",
            Self::Http => "http",
            Self::Client => "client",
            Self::NativeTls => "native-tls",
            Self::ClientNoTls => "client-no-tls",
            Self::Http2 => "http2",
            Self::Blocking => "blocking",
            Self::Tracing => "tracing",
            Self::Validate => "validate",
        }
    }
}
