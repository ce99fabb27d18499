//! TLS on loopback: a trusted and an untrusted certificate.

use std::net::SocketAddr;
use std::sync::Arc;

use partner_center_contracts::client::{Client, Error};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::{chain, operation};

/// Starts a service that responds to every request with `204 No Content`; its address, and its certificate for a host
/// as PEM.
async fn start(host: &str) -> (SocketAddr, String) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed([host.to_owned()]).unwrap();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let config = ServerConfig::builder().with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let mut stream = acceptor.accept(stream).await?;
                let mut bytes = [0; 4096];
                while stream.read(&mut bytes).await? > 0 {
                    stream.write_all(b"HTTP/1.1 204 No Content\r\n\r\n").await?;
                }
                std::io::Result::Ok(())
            });
        }
    });
    (address, cert.pem())
}

#[tokio::test]
async fn a_trusted_service_is_called() {
    let (address, certificate) = start("localhost").await;
    let certificate = reqwest::Certificate::from_pem(certificate.as_bytes()).unwrap();
    let http = reqwest::Client::builder().tls_backend_rustls().tls_certs_only([certificate]).build().unwrap();
    let base_url = format!("https://localhost:{}", address.port());
    let client = Client::builder(&base_url).token("t").http(http).build().unwrap();
    assert_eq!(operation().send(&client).await.unwrap().status().as_u16(), 204);
}

/// Nothing is sent to a service with an untrusted certificate.
#[tokio::test]
async fn a_service_that_is_not_trusted_is_not_called() {
    let (address, _) = start("localhost").await;
    let base_url = format!("https://localhost:{}", address.port());
    let client = Client::builder(&base_url).token("t").build().unwrap();
    let error = operation().send(&client).await.unwrap_err();
    assert!(matches!(error, Error::Connect(_)), "{error:?}");
    assert_eq!(error.attempts(), 1, "another attempt would see the same");
    assert!(chain(&error).ends_with(": invalid peer certificate: UnknownIssuer"), "{}", chain(&error));
}

/// The names in a certificate are those of its owner: they are not shown, nor is the expected one.
#[tokio::test]
async fn the_names_of_a_certificate_are_not_shown() {
    let (address, certificate) = start("canary7f3a.example").await;
    let certificate = reqwest::Certificate::from_pem(certificate.as_bytes()).unwrap();
    let http = reqwest::Client::builder().tls_backend_rustls().tls_certs_only([certificate]).build().unwrap();
    let base_url = format!("https://localhost:{}", address.port());
    let client = Client::builder(&base_url).token("t").http(http).build().unwrap();
    let error = operation().send(&client).await.unwrap_err();
    let text = format!("{} {error:?} {error:#?}", chain(&error));
    assert!(!text.contains("canary7f3a") && !text.contains("localhost"), "{text}");
    assert!(text.contains(": invalid peer certificate: certificate not valid for name"), "{text}");
}
