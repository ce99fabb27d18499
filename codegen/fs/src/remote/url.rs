//! URLs of descriptions.

use std::path::Path;

use crate::failure::Failure;
use crate::paths::{is_url, printable};

/// The hosts that may be addressed without TLS: this machine.
const LOOPBACK: [&str; 3] = ["127.0.0.1", "[::1]", "localhost"];

/// An address that a description may be downloaded from: by `https`, or on this machine by `http`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Url {
    text: String,
    name: String,
}

impl Url {
    /// Parses the path of a description if it is a URL.
    #[must_use]
    pub fn of(path: &Path) -> Option<Result<Self, Failure>> {
        path.to_str().filter(|_| is_url(path)).map(Self::parse)
    }

    fn parse(text: &str) -> Result<Self, Failure> {
        let (scheme, rest) = text.split_once("://").unwrap_or((text, ""));
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            let help = "remove them, or pass the description on: `curl … | bindery generate -`";
            return Err(Failure::bad_input("the URL of the description has a user or a password", help));
        }
        let name = printable(text.split(['?', '#']).next().unwrap_or_default());
        let host =
            authority.rsplit_once(':').filter(|(_, port)| !port.ends_with(']')).map_or(authority, |(host, _)| host);
        let is_secure = scheme.eq_ignore_ascii_case("https");
        if !is_secure && !LOOPBACK.contains(&host) {
            let help = "write `https://`, or download the description and pass its path";
            return Err(Failure::bad_input(format!("`{name}` is not a URL with `https`"), help));
        }
        if host.is_empty() || text.contains(|other: char| other.is_whitespace() || other.is_control()) {
            return Err(Failure::bad_input(format!("`{name}` is not a valid URL"), "correct the URL"));
        }
        let text = text.split('#').next().unwrap_or_default().to_owned();
        Ok(Self { text, name })
    }

    /// The whole URL, for requests and for the lock file alone: its query may hold a secret.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The URL without its query, for messages and generated files.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_no_query() {
        let url = Url::parse("https://example.com/a.yaml?token=hush#x").expect("a URL");
        assert_eq!((url.name(), url.text()), ("https://example.com/a.yaml", "https://example.com/a.yaml?token=hush"));
    }

    #[test]
    fn paths_are_no_urls() {
        for path in ["a.yaml", "https:/a", "C://a", "file:///a", "a/https"] {
            assert!(Url::of(Path::new(path)).is_none(), "{path}");
        }
        for url in ["https://a", "HTTPS://a.b/c", "http://[::1]:80/a", "http://localhost/a", "http://127.0.0.1:8080"] {
            assert!(Url::parse(url).is_ok(), "{url}");
        }
    }

    #[test]
    fn refused_urls() {
        for (url, message) in [
            ("https://me:hush@example.com/a", "the URL of the description has a user or a password"),
            ("https://hush@example.com/a", "the URL of the description has a user or a password"),
            ("http://example.com/a?token=hush", "`http://example.com/a` is not a URL with `https`"),
            ("http://127.0.0.1.example.com/a", "`http://127.0.0.1.example.com/a` is not a URL with `https`"),
            ("http://[::2]/a", "`http://[::2]/a` is not a URL with `https`"),
            ("https:///a", "`https:///a` is not a valid URL"),
            ("https://a/b c", "`https://a/b c` is not a valid URL"),
            ("https://a/b\nc", "`https://a/b\u{fffd}c` is not a valid URL"),
        ] {
            let refused = Url::parse(url).expect_err(url);
            assert_eq!(refused.message, message);
            assert!(!refused.to_string().contains("hush"), "{refused}");
        }
    }
}
