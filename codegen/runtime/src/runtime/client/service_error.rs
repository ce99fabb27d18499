//! Decoding of error responses in common shapes.

use core::fmt;
use std::sync::OnceLock;

use http::HeaderMap;

use super::decode::{self, ContentType};
use super::sent_secrets::{self, SentSecrets};
use crate::runtime;
use crate::runtime::limits::Limits;
use crate::runtime::request::Wire;
use crate::runtime::value::{Any, Unknown};

/// The charset of text that was decoded.
const UTF_8: Option<&str> = Some("utf-8");

/// The decoded error of a service, if the body has one of the common shapes.
///
/// | members | source |
/// |-|-|
/// | `code` and `description` or `message`, `errorName`, `isRetryable` | services of the Partner Center |
/// | `statusCode`, `message` | API gateways |
/// | `error`, `error_description` | OAuth 2.0, RFC 6749 |
/// | `error` with nested `code` and `message` | `OData` and Microsoft's REST guidelines |
/// | `title`, `detail`, `type` | RFC 9457 |
/// | `Message` in JSON or XML | ASP.NET Web API |
/// | plain text | any |
///
/// Names are matched without regard to case. The strings come from the service, and may repeat the request: debug
/// output and errors do not show them. A code that repeats a secret of the request is left out, so every code is safe
/// to show.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The code, a number in some services and a string in others.
    pub code: Option<ServiceErrorCode>,
    /// The name of the error.
    pub name: Option<String>,
    /// The message for people.
    pub message: Option<String>,
    /// `true` if the service says that a retry may help.
    pub is_retryable: Option<bool>,
}

/// The code of an error response.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceErrorCode {
    /// A number, with or without quotes.
    Number(i64),
    /// Anything else.
    String(String),
}

/// The members of all shapes.
#[derive(Clone, Default)]
struct Body {
    code: Any,
    description: Any,
    detail: Any,
    error: Any,
    error_name: Any,
    error_description: Any,
    is_retryable: Any,
    message: Any,
    odata_error: Any,
    status_code: Any,
    title: Any,
    kind: Any,
    unknown: Unknown,
}

#[allow(unreachable_pub, reason = "the macro emits what a public model has")]
mod body {
    use super::{Body, runtime};

    runtime::object! {
        Body {
            0 => code: "code",
            1 => description: "description",
            2 => detail: "detail",
            3 => error: "error",
            4 => error_name: "errorName",
            5 => error_description: "error_description",
            6 => is_retryable: "isRetryable",
            7 => message: "message",
            8 => odata_error: "odata.error",
            9 => status_code: "statusCode",
            10 => title: "title",
            11 => kind: "type",
        }
        shape("ServiceError", "Error").ignore_case()
    }
}

/// The error of an error response, decoded on first use.
#[derive(Default)]
pub(super) struct LazyServiceError(OnceLock<Option<ServiceError>>);

impl LazyServiceError {
    /// Returns the decoded error.
    pub(super) fn get(&self, headers: &HeaderMap, body: &[u8], sent: &SentSecrets) -> Option<&ServiceError> {
        self.0
            .get_or_init(|| ServiceError::read(headers, body).map(|service_error| service_error.without_secrets(sent)))
            .as_ref()
    }
}

impl ServiceError {
    /// The largest body that is decoded, in bytes: 64 KiB. [`StatusError::decode`](super::StatusError::decode) reads
    /// larger ones.
    pub const MAX_BODY: usize = 64 << 10;

    /// Removes a code that repeats a secret of the request.
    fn without_secrets(mut self, sent: &SentSecrets) -> Self {
        self.code = self.code.filter(|code| match code {
            ServiceErrorCode::Number(number) => !sent.is_repeated_in(&number.to_string()),
            ServiceErrorCode::String(text) => !sent.is_repeated_in(text),
        });
        self
    }

    /// Reads a body; `None` if it has none of the shapes, or is too large.
    fn read(headers: &HeaderMap, body: &[u8]) -> Option<Self> {
        if body.len() > Self::MAX_BODY {
            return None;
        }
        let content_type = ContentType::of(headers);
        let text = decode::text(body, content_type.and_then(|content_type| content_type.charset));
        // Gateways are careless about charsets, and about media types.
        let Ok(text) = text.or_else(|_| decode::text(body, None)) else {
            return Self::from_wire(Wire::Xml, None, body);
        };
        let text = text.trim();
        match text.bytes().next()? {
            b'{' => Self::from_wire(Wire::Json, UTF_8, text.as_bytes()),
            b'<' => Self::from_wire(Wire::Xml, UTF_8, text.as_bytes()),
            _ => {
                let is_plain = content_type?.media_type.eq_ignore_ascii_case("text/plain");
                is_plain.then(|| Self { message: Some(text.to_owned()), ..Self::default() })
            }
        }
    }

    /// Reads a body in a wire format. An XML document may declare its charset.
    fn from_wire(wire: Wire, charset: Option<&str>, body: &[u8]) -> Option<Self> {
        let mut found = Body::default();
        decode::typed(&mut found, wire, charset, body, Limits::new().depth(16)).ok()?;
        Some(Self::from_body(&found)).filter(|service_error| *service_error != Self::default())
    }

    fn from_body(found: &Body) -> Self {
        let inner = found.error.as_map().or(found.odata_error.as_map());
        let within = |name: &str| inner?.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
        let within = |name: &str| within(name).map(|(_, value)| value);
        let codes = [Some(&found.code), within("code"), Some(&found.error), Some(&found.status_code)];
        let texts = [
            Some(&found.description),
            Some(&found.message),
            Some(&found.error_description),
            within("message"),
            Some(&found.detail),
            Some(&found.title),
        ];
        let names = [Some(&found.error_name), Some(&found.kind)];
        Self {
            code: codes.into_iter().flatten().find_map(code),
            name: names.into_iter().flatten().find_map(text),
            message: texts.into_iter().flatten().find_map(text),
            is_retryable: match &found.is_retryable {
                Any::Bool(value) => Some(*value),
                Any::String(text) => text.to_ascii_lowercase().parse().ok(),
                _ => None,
            },
        }
    }
}

fn code(value: &Any) -> Option<ServiceErrorCode> {
    match value {
        Any::I64(number) => Some(ServiceErrorCode::Number(*number)),
        Any::U64(number) => Some(ServiceErrorCode::String(number.to_string())),
        Any::String(text) if text.is_empty() => None,
        Any::String(text) => {
            // Leading zeros are significant in some services.
            let number = text.parse().ok().filter(|number: &i64| number.to_string() == *text);
            Some(number.map_or_else(|| ServiceErrorCode::String(text.clone()), ServiceErrorCode::Number))
        }
        _ => None,
    }
}

fn text(value: &Any) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Shows a code that looks like one: at most 64 letters, digits and `-_.:`. Any other code may be a secret, and is not
/// shown.
impl fmt::Display for ServiceErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::String(text) => f.write_str(if sent_secrets::is_identifier(text) { text } else { "(not shown)" }),
        }
    }
}

impl fmt::Debug for ServiceErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServiceErrorCode({self})")
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, name: _, message: _, is_retryable } = self;
        f.debug_struct("ServiceError").field("code", code).field("is_retryable", is_retryable).finish_non_exhaustive()
    }
}
