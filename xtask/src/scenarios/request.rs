//! The requests of a suite, as its script writes them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

/// The URL that stands for that of the server.
pub(super) const PLACEHOLDER: &str = "http://server.invalid";

/// A request of a scenario, and the response that the server sends.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Request {
    pub(super) scenario: String,
    /// The spec that the scenario belongs to.
    pub(super) spec: String,
    /// In upper case.
    pub(super) method: String,
    pub(super) path: String,
    /// The number of further requests that the scenario needs, and that the suite does not state.
    #[serde(default)]
    pub(super) unstated: usize,
    pub(super) query: BTreeMap<String, Value>,
    pub(super) headers: BTreeMap<String, Value>,
    pub(super) body: Option<Body>,
    pub(super) response: Response,
}

/// The response to a request.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Response {
    pub(super) status: u16,
    pub(super) headers: BTreeMap<String, Value>,
    pub(super) body: Option<Body>,
}

/// A body: one of its contents, or none that is checked.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Body {
    pub(super) content_type: String,
    pub(super) json: Option<Value>,
    pub(super) text: Option<String>,
    /// Bytes, in hexadecimal digits.
    pub(super) hex: Option<String>,
    /// The parts of a multipart body that are no files.
    pub(super) parts: Option<BTreeMap<String, Value>>,
    pub(super) files: Vec<File>,
}

/// A file in a multipart body.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct File {
    pub(super) part: String,
    pub(super) name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) hex: String,
}

impl Request {
    /// A header by its name, which is not case-sensitive.
    pub(super) fn header(&self, name: &str) -> Option<String> {
        let header = self.headers.iter().find(|(other, _)| other.eq_ignore_ascii_case(name));
        header.map(|(_, value)| text(value))
    }

    /// The group of the report: the top folder of the spec.
    pub(super) fn group(&self) -> &str {
        self.spec.split('/').next().unwrap_or_default()
    }
}

/// A value as it stands in a URL or a header.
pub(super) fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The bytes of hexadecimal digits; `None` if they are none.
pub(super) fn from_hex(digits: &str) -> Option<Vec<u8>> {
    let pairs = (0..digits.len()).step_by(2).map(|at| digits.get(at..at + 2));
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}

/// Bytes as hexadecimal digits.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_have_hexadecimal_digits() {
        assert_eq!(from_hex(&hex(&[0, 10, 255])), Some(vec![0, 10, 255]));
        for digits in ["0", "0g", "é"] {
            assert_eq!(from_hex(digits), None, "{digits}");
        }
    }
}
