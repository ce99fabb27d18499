//! Operations in a record.

use serde::Deserialize;

use super::types::Shape;

/// An operation.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Operation {
    /// In upper case.
    pub(crate) method: String,
    /// The path template.
    pub(crate) path: String,
    pub(crate) id: String,
    #[serde(default)]
    pub(crate) rust_name: String,
    /// The Rust module of its tag.
    pub(crate) rust_module: Option<String>,
    #[serde(default)]
    pub(crate) parameters: Vec<Parameter>,
    /// The Rust struct of the constructor's parameters, if it does not take them one by one.
    pub(crate) arguments: Option<String>,
    pub(crate) body: Option<Body>,
    pub(crate) responses: Vec<Response>,
    /// `true` if it takes a bearer token.
    #[serde(default)]
    pub(crate) bearer: bool,
    #[serde(default)]
    pub(crate) keys: Vec<ApiKey>,
}

/// A parameter.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Parameter {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) location: String,
    pub(crate) rust_name: String,
    #[serde(rename = "type")]
    pub(crate) ty: Shape,
    /// The serialization style, if it differs from that of a scalar.
    pub(crate) style: Option<String>,
    /// `true` if reserved characters are not percent-encoded.
    #[serde(default)]
    pub(crate) reserved: bool,
    /// The position among the arguments of the constructor, if the parameter is required.
    pub(crate) argument: Option<usize>,
    /// The value that the constructor sets by itself, in place of an argument.
    pub(crate) fixed: Option<String>,
}

/// An API key.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ApiKey {
    pub(crate) name: String,
    #[serde(rename = "in")]
    pub(crate) location: String,
    pub(crate) rust_name: String,
}

/// The body of a request.
#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    #[serde(flatten)]
    preferred: Content,
    #[serde(default)]
    pub(crate) required: bool,
    #[serde(default)]
    others: Vec<Content>,
}

/// The response of an operation.
#[derive(Debug, Deserialize)]
pub(crate) struct Response {
    /// `200`, `2XX` or `default`.
    pub(crate) status: String,
    #[serde(flatten)]
    pub(crate) content: Content,
}

/// A content of a body, with its media types.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Content {
    #[serde(rename = "type")]
    pub(crate) ty: Option<Shape>,
    pub(crate) media_types: Vec<String>,
}

impl Operation {
    /// The response of a status, or of its class, or else that of all others.
    pub(crate) fn response(&self, status: &str) -> Option<&Response> {
        let class = status.get(..1).map(|first| format!("{first}XX")).unwrap_or_default();
        [status, &class, "default"]
            .into_iter()
            .find_map(|wanted| self.responses.iter().find(|response| response.status.eq_ignore_ascii_case(wanted)))
    }
}

impl Body {
    /// The contents, the preferred one first.
    pub(crate) fn contents(&self) -> Vec<&Content> {
        [&self.preferred].into_iter().chain(&self.others).collect()
    }
}

impl Content {
    /// Returns `true` if it is sent as a media type. An empty one stands for any.
    pub(crate) fn is_sent_as(&self, media_type: &str) -> bool {
        let plain = |listed: &str| listed.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        media_type.is_empty() || self.media_types.iter().any(|listed| suits(&plain(listed), media_type))
    }
}

/// Returns `true` if a media type matches that of a payload. Both may be ranges.
fn suits(listed: &str, payload: &str) -> bool {
    let is_within = |media_type: &str, range: &str| match range.split_once('*') {
        // `application/*+json` is sent as `application/json`, which has no plus.
        Some((start, end)) => {
            media_type.starts_with(start) && media_type.ends_with(end.trim_start_matches(['+', '/', '*']))
        }
        None => media_type == range,
    };
    is_within(payload, listed) || is_within(listed, payload)
}
