//! Responses: their statuses, and the types of each class.

use std::fmt;

use super::MediaType;
use crate::contract::{Constraints, Docs, TypeName, TypeRef};
use crate::source::diagnostic::JsonPointer;

/// A response.
#[derive(Clone, Debug)]
pub(crate) struct Response {
    pub(crate) status: Status,
    pub(crate) docs: Docs,
    pub(crate) media_types: Vec<MediaType>,
    pub(crate) ty: Option<TypeRef>,
    pub(crate) constraints: Option<Box<Constraints>>,
    /// The source of the type.
    pub(crate) type_source: TypeSource,
    pub(crate) at: JsonPointer,
}

/// The statuses that a response is for, the most specific first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// `200`.
    Exact(u16),
    /// `2XX`, by its first digit.
    Range(u16),
    /// `default`: all others.
    Default,
}

impl Status {
    /// Returns a status as API descriptions state it: `200`, `2XX`, in any case, or `default`.
    pub(crate) fn parse(stated: &str) -> Option<Self> {
        let is_exact = |status: &u16| stated.len() == 3 && (100..=999).contains(status);
        match stated.as_bytes() {
            b"default" => Some(Self::Default),
            [digit @ b'0'..=b'9', b'x' | b'X', b'x' | b'X'] => Some(Self::Range(u16::from(digit - b'0'))),
            _ => stated.parse().ok().filter(is_exact).map(Self::Exact),
        }
    }

    /// Returns `true` for 2xx statuses.
    pub(crate) fn is_success(self) -> bool {
        match self {
            Self::Exact(status) => (200..300).contains(&status),
            Self::Range(digit) => digit == 2,
            Self::Default => false,
        }
    }

    /// Returns the name of an exact status in HTTP, in the casing of types.
    pub(crate) fn reason(self) -> Option<&'static str> {
        let Self::Exact(code) = self else { return None };
        Some(match code {
            200 => "Ok",
            201 => "Created",
            202 => "Accepted",
            203 => "NonAuthoritative",
            204 => "NoContent",
            205 => "ResetContent",
            206 => "PartialContent",
            207 => "MultiStatus",
            301 => "MovedPermanently",
            302 => "Found",
            303 => "SeeOther",
            304 => "NotModified",
            307 => "TemporaryRedirect",
            308 => "PermanentRedirect",
            400 => "BadRequest",
            401 => "Unauthorized",
            402 => "PaymentRequired",
            403 => "Forbidden",
            404 => "NotFound",
            405 => "MethodNotAllowed",
            406 => "NotAcceptable",
            408 => "RequestTimeout",
            409 => "Conflict",
            410 => "Gone",
            411 => "LengthRequired",
            412 => "PreconditionFailed",
            413 => "PayloadTooLarge",
            415 => "UnsupportedMediaType",
            416 => "RangeNotSatisfiable",
            417 => "ExpectationFailed",
            422 => "UnprocessableEntity",
            423 => "Locked",
            424 => "FailedDependency",
            428 => "PreconditionRequired",
            429 => "TooManyRequests",
            451 => "UnavailableForLegalReasons",
            500 => "InternalServerError",
            501 => "NotImplemented",
            502 => "BadGateway",
            503 => "ServiceUnavailable",
            504 => "GatewayTimeout",
            507 => "InsufficientStorage",
            _ => return None,
        })
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(status) => write!(f, "{status}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// The source of the type of a response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum TypeSource {
    /// The schema of the response.
    #[default]
    Stated,
    /// No source: the response has a media type without a schema, so the value is untyped.
    Unstated,
    /// The schema that `x-bindery.schema` states for what services respond in practice.
    Practice,
}

/// The names of the enums over the responses of an operation; `None` where the responses of a class share one type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ResponseNames {
    pub(crate) success: Option<TypeName>,
    pub(crate) error: Option<TypeName>,
}

/// The types of the responses of one class.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ResponseTypes<'a, T> {
    /// No typed response.
    Nothing,
    /// One type for all typed responses.
    One(&'a T),
    /// Several types: each status with its own type, if it is known.
    Several(Vec<(Status, Option<&'a T>)>),
}

/// The class of a response: success or error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ResponseClass {
    Success,
    Error,
}

/// Returns the types of the responses of a class. `default` is an error response, unless no response has a 2xx status.
/// Each response is given as its status, `true` if a value is read from one of its media types, and its type if known.
pub(crate) fn response_types<'a, T: PartialEq>(
    responses: impl Iterator<Item = (Status, bool, Option<&'a T>)>,
    class: ResponseClass,
) -> ResponseTypes<'a, T> {
    let responses: Vec<_> = responses.map(|(status, is_read, ty)| (status, ty.filter(|_| is_read))).collect();
    let has_success = responses.iter().any(|(status, _)| status.is_success());
    let class_of = |status: Status| {
        let is_success = status.is_success() || (status == Status::Default && !has_success);
        if is_success { ResponseClass::Success } else { ResponseClass::Error }
    };
    let of_class: Vec<_> = responses.into_iter().filter(|(status, _)| class_of(*status) == class).collect();
    let mut types = of_class.iter().filter_map(|(_, ty)| *ty);
    match types.next() {
        None => ResponseTypes::Nothing,
        Some(first) if types.all(|other| other == first) => ResponseTypes::One(first),
        Some(_) => ResponseTypes::Several(of_class),
    }
}
