//! Errors of making a request.

use core::fmt;
use std::error::Error;

use crate::runtime::error::WriteError;

/// An error of making a request. It holds no value of a parameter, so it cannot reveal a secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The base URL cannot be used.
    BaseUrl {
        /// The reason.
        why: &'static str,
    },
    /// A parameter cannot be sent.
    Parameter {
        /// The name of the parameter, as it is sent.
        name: &'static str,
        /// The reason.
        why: &'static str,
    },
    /// The bearer token is empty, or has another character than visible ASCII, such as a space. It must not include the
    /// word `Bearer`.
    Token,
    /// The operation does not declare the media type.
    MediaType {
        /// The media type.
        chosen: &'static str,
        /// The declared media types.
        listed: Vec<&'static str>,
    },
    /// The operation declares a range of media types, and the file has no media type within it.
    Range {
        /// The range, such as `image/*`.
        range: &'static str,
    },
    /// The crate was built without the wire format of the media type.
    Disabled {
        /// The cargo feature to enable.
        feature: &'static str,
    },
    /// The wire format cannot represent the body.
    Body(WriteError),
    /// The check of the client refused the body.
    Invalid(Box<dyn Error + Send + Sync>),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { why } => write!(f, "the base URL cannot be used: {why}"),
            Self::Parameter { name, why } => write!(f, "the parameter `{name}` cannot be sent: {why}"),
            Self::Token => f.write_str(
                "the bearer token cannot be sent: it must be visible ASCII, without spaces and without `Bearer`",
            ),
            Self::MediaType { chosen, listed } => {
                write!(f, "the operation does not list `{chosen}`; it lists {}", listed.join(", "))
            }
            Self::Range { range } => write!(f, "the file must have a media type within `{range}`"),
            Self::Disabled { feature } => write!(f, "this crate was built without the feature `{feature}`"),
            Self::Body(_) => f.write_str("the body cannot be written"),
            Self::Invalid(_) => f.write_str("the request is not valid"),
        }
    }
}

impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            Self::Invalid(error) => Some(&**error),
            _ => None,
        }
    }
}
