//! Values in single wire formats, for whole bodies and for the parts of multipart bodies.

use super::{RequestError, parameter_value};
use crate::runtime::error::{WriteError, WriteErrorKind};
#[cfg(feature = "xml")]
use crate::runtime::value::ObjectRef;
use crate::runtime::value::ValueRef;

/// The bytes of a body, and the parameters of a multipart type.
pub(super) struct Encoded {
    pub(super) bytes: Vec<u8>,
    pub(super) parameters: Option<String>,
}

impl From<Vec<u8>> for Encoded {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, parameters: None }
    }
}

impl From<String> for Encoded {
    fn from(text: String) -> Self {
        Self::from(text.into_bytes())
    }
}

/// Returns the bytes of a file, and a scalar as text.
pub(super) fn bytes(value_ref: &ValueRef<'_>) -> Result<Vec<u8>, RequestError> {
    match value_ref {
        ValueRef::File(file) => Ok(file.bytes().to_vec()),
        value_ref if value_ref.has_parts() => Err(unsupported("an array or an object, as text or bytes")),
        value_ref => parameter_value::text(BODY, value_ref).map(|text| text.into_owned().into_bytes()),
    }
}

/// The name of the body in errors about parameters.
pub(super) const BODY: &str = "body";

#[cfg(feature = "json")]
pub(super) fn json(value_ref: &ValueRef<'_>) -> Result<String, RequestError> {
    crate::runtime::json::value_ref_to_string(value_ref).map_err(RequestError::Body)
}

#[cfg(not(feature = "json"))]
pub(super) fn json(_: &ValueRef<'_>) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "json" })
}

#[cfg(feature = "xml")]
pub(super) fn xml(value_ref: &ValueRef<'_>) -> Result<String, RequestError> {
    object(value_ref).and_then(|object| crate::runtime::xml::object_to_string(object).map_err(RequestError::Body))
}

#[cfg(not(feature = "xml"))]
pub(super) fn xml(_: &ValueRef<'_>) -> Result<String, RequestError> {
    Err(RequestError::Disabled { feature: "xml" })
}

/// Returns the model of a body: XML has no name for any other value.
#[cfg(feature = "xml")]
fn object<'a>(value_ref: &ValueRef<'a>) -> Result<ObjectRef<'a>, RequestError> {
    value_ref.object().ok_or_else(|| unsupported("a body that is not an object with named members"))
}

pub(super) fn unsupported(what: &'static str) -> RequestError {
    RequestError::Body(WriteError::new(WriteErrorKind::Unsupported(what)))
}
