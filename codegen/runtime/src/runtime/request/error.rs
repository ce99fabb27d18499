//! What can go wrong when a request is made.

use core::fmt;
use std::error::Error;

use crate::runtime::WriteError;

/// A request could not be made. It holds no value of a parameter, so none that is secret.
#[derive(Debug)]
#[non_exhaustive]
pub enum RequestError {
    /// The address of the service cannot be used.
    BaseUrl {
        /// What is wrong with it.
        why: &'static str,
    },
    /// The value of a parameter cannot be sent.
    Parameter {
        /// The name of the parameter on the wire.
        name: &'static str,
        /// What is wrong with the value.
        why: &'static str,
    },
    /// The bearer token holds something that no token has, such as a space: give it without the word `Bearer`.
    Token,
    /// The operation does not list the media type.
    MediaType {
        /// The media type.
        chosen: &'static str,
        /// Those that it lists.
        listed: Vec<&'static str>,
    },
    /// The operation takes a range of media types, and the file does not say which of them it is.
    Range {
        /// The range, such as `image/*`.
        range: &'static str,
    },
    /// The crate was built without the wire of the media type.
    Disabled {
        /// The cargo feature to enable.
        feature: &'static str,
    },
    /// The body cannot be written in the media type.
    Body(WriteError),
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { why } => write!(f, "the base URL cannot be used: {why}"),
            Self::Parameter { name, why } => write!(f, "the parameter `{name}` cannot be sent: {why}"),
            Self::Token => f.write_str("the bearer token cannot be sent: it must be a token alone, without `Bearer`"),
            Self::MediaType { chosen, listed } => {
                write!(f, "the operation does not list `{chosen}`; it lists {}", listed.join(", "))
            }
            Self::Range { range } => write!(f, "the file must say its media type, which is one of `{range}`"),
            Self::Disabled { feature } => write!(f, "this crate was built without the feature `{feature}`"),
            Self::Body(_) => f.write_str("the body cannot be written"),
        }
    }
}

impl Error for RequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Body(error) => Some(error),
            _ => None,
        }
    }
}
