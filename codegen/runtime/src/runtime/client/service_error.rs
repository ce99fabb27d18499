//! What a service says of an error, in the shapes that are common.

use core::fmt;
use std::sync::OnceLock;

use http::HeaderMap;

use super::decode::{self, ContentType};
use super::sent_secrets::{self, SentSecrets};
use crate::runtime::request::Wire;
use crate::runtime::{Any, Limits, Unknown, object};

/// What a text is in that was decoded.
const UTF_8: Option<&str> = Some("utf-8");

/// What the service says of an error, as far as its body has one of the common shapes.
///
/// | members | of |
/// |-|-|
/// | `code` and `description` or `message`, `errorName`, `isRetryable` | services of the Partner Center |
/// | `statusCode`, `message` | API gateways |
/// | `error`, `error_description` | OAuth 2.0, RFC 6749 |
/// | `error` with `code` and `message` within | `OData` and Microsoft's REST guidelines |
/// | `title`, `detail`, `type` | RFC 9457 |
/// | `Message` in JSON or XML | ASP.NET Web API |
/// | text alone | any |
///
/// Names are matched without regard to case. The texts are the service's own, and may repeat what was sent to it: debug
/// outputs and errors do not show them. A code that repeats a secret of the request is left out, so that what is shown of
/// others is none.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServiceError {
    /// The code, a number in some services and a word in others.
    pub code: Option<ServiceErrorCode>,
    /// The name of the error.
    pub name: Option<String>,
    /// What happened, in words for people.
    pub message: Option<String>,
    /// Whether the service says that another attempt may help.
    pub is_retryable: Option<bool>,
}

/// The code of an error response.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServiceErrorCode {
    /// A number, also one in quotes.
    Number(i64),
    /// Anything else.
    String(String),
}

/// The members of all shapes.
#[derive(Clone)]
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
    use super::{Body, object};

    object! {
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
        shape("Error response", "Error").ignore_case()
    }
}

/// The fault of an error response, which is read when it is first asked for.
#[derive(Default)]
pub(super) struct LazyServiceError(OnceLock<Option<ServiceError>>);

impl LazyServiceError {
    /// The fault that the body of the response has.
    pub(super) fn get(&self, headers: &HeaderMap, body: &[u8], sent: &SentSecrets) -> Option<&ServiceError> {
        self.0
            .get_or_init(|| ServiceError::read(headers, body).map(|service_error| service_error.without_secrets(sent)))
            .as_ref()
    }
}

impl ServiceError {
    /// The largest body that is read for an error response, in bytes: 64 KiB. Of a larger one the caller can read the type that the
    /// description has, with [`StatusError::decode`](super::StatusError::decode).
    pub const MAX_BODY: usize = 64 << 10;

    /// Leaves out a code that repeats a secret of the request.
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

    /// A document of XML may say its charset itself.
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
            // Zeros in front mean something to some services.
            let number = text.parse().ok().filter(|number: &i64| number.to_string() == *text);
            Some(number.map_or_else(|| ServiceErrorCode::String(text.clone()), ServiceErrorCode::Number))
        }
        _ => None,
    }
}

fn text(value: &Any) -> Option<String> {
    value.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
}

/// A code that looks like one: up to 64 letters, digits and `-_.:`. What does not, may be anything, and is not shown.
impl fmt::Display for ServiceErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::String(text) => f.write_str(if sent_secrets::is_word(text) { text } else { "(not shown)" }),
        }
    }
}

impl fmt::Debug for ServiceErrorCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FaultCode({self})")
    }
}

impl fmt::Debug for ServiceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, name: _, message: _, is_retryable } = self;
        f.debug_struct("Error response").field("code", code).field("is_retryable", is_retryable).finish_non_exhaustive()
    }
}
