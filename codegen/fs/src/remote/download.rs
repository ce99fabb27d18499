//! Downloads, and digests of bytes.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use sha2::{Digest, Sha256};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Error};

use super::url::Url;
use crate::disk::MAX_SOURCE;
use crate::failure::Failure;

/// The longest time for a connection, and for the whole download.
const CONNECT: Duration = Duration::from_secs(10);
const TOTAL: Duration = Duration::from_secs(120);

/// The most redirects that are followed.
const REDIRECTS: u32 = 5;

/// Downloads the bytes at a URL, up to the maximum size of a source.
pub(super) fn download(url: &Url) -> Result<Vec<u8>, Failure> {
    let bytes = agent(url).get(url.text()).call().and_then(|response| match response.status() {
        status if status.is_success() => response.into_body().into_with_config().limit(MAX_SOURCE).read_to_vec(),
        // A redirect that is not followed.
        status => Err(Error::StatusCode(status.as_u16())),
    });
    bytes.map_err(|error| {
        let message = format!("cannot download `{}`: {}", url.name(), reason(&error));
        Failure::internal(message, "check the URL and the network, then run the command again")
    })
}

/// The client. It follows redirects to `https` alone, and none from an address without TLS.
fn agent(url: &Url) -> Agent {
    // Without TLS, only this machine is addressed.
    let is_local = !url.text().to_ascii_lowercase().starts_with("https:");
    let config = Agent::config_builder()
        .https_only(!is_local)
        .max_redirects(if is_local { 0 } else { REDIRECTS })
        .tls_config(tls())
        .timeout_connect(Some(CONNECT))
        .timeout_global(Some(TOTAL))
        .user_agent(concat!("bindery/", env!("CARGO_PKG_VERSION")));
    let config = if is_local { config.proxy(None) } else { config };
    config.build().into()
}

/// The certificates of the system, and the cryptography of aws-lc.
fn tls() -> TlsConfig {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).unversioned_rustls_crypto_provider(provider).build()
}

/// The reason of a failed download. It repeats no address, whose query may hold a secret.
fn reason(error: &Error) -> String {
    match error {
        Error::StatusCode(status) => format!("the status of the response is {status}"),
        Error::RequireHttpsOnly(_) => String::from("it redirects to an address without `https`"),
        Error::TooManyRedirects | Error::RedirectFailed => String::from("it redirects too often"),
        Error::BadUri(_) | Error::Http(_) => String::from("the URL is invalid"),
        Error::BodyExceedsLimit(_) => format!("it is larger than {} MiB", MAX_SOURCE >> 20),
        Error::HostNotFound => String::from("the host is unknown"),
        Error::Timeout(_) => String::from("it takes too long"),
        Error::Io(error) => error.to_string(),
        Error::Protocol(_) => String::from("the response is not valid HTTP"),
        Error::Tls(reason) => (*reason).to_owned(),
        Error::Rustls(error) => error.to_string(),
        Error::InvalidProxyUrl => String::from("the URL of the proxy is invalid"),
        Error::ConnectProxyFailed(_) => String::from("the proxy refuses the connection"),
        _ => String::from("the connection failed"),
    }
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}
