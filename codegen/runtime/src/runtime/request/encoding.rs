//! The encoding of a form member, where the description declares one.

use super::Style;
#[cfg(feature = "form")]
use super::format::{json, unsupported, xml};
#[cfg(feature = "form")]
use super::parameters::Query;
#[cfg(feature = "form")]
use super::{RequestError, Wire, parameter_value};
#[cfg(feature = "form")]
use crate::runtime::value::ValueRef;

/// The encoding of a form member. The order of those in multipart bodies is that of the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Encoding {
    /// The name of the member.
    pub(super) name: &'static str,
    /// `true` for the encoding of a part of a multipart body.
    is_part: bool,
    /// The media type.
    pub(super) content_type: Option<&'static str>,
    /// The style, in place of the media type.
    pub(super) style: Option<Style>,
    /// Headers of the part, in a multipart body.
    pub(super) headers: &'static [(&'static str, &'static str)],
}

impl Encoding {
    /// Creates an encoding in URL-encoded forms, without a media type and a style.
    pub const fn new(name: &'static str) -> Self {
        Self { name, is_part: false, content_type: None, style: None, headers: &[] }
    }

    /// Creates an encoding in multipart bodies, without a media type and a style.
    pub const fn part(name: &'static str) -> Self {
        Self { is_part: true, ..Self::new(name) }
    }

    /// Sets the media type.
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Sets the style. The media type has no effect beside it.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }

    /// Sets headers of the part, in a multipart body.
    pub const fn headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Returns the encoding of a member in URL-encoded forms, if there is one.
    #[cfg(feature = "form")]
    pub(super) fn of<'a>(encodings: &'a [Self], name: &str) -> Option<&'a Self> {
        encodings.iter().find(|encoding| encoding.name == name && !encoding.is_part)
    }

    /// Returns the position and the encoding of a part, if there is one.
    pub(super) fn of_part<'a>(encodings: &'a [Self], name: &str) -> Option<(usize, &'a Self)> {
        encodings.iter().enumerate().find(|(_, encoding)| encoding.name == name && encoding.is_part)
    }

    /// Returns `true` if a URL-encoded form does not have the member as it has others.
    #[cfg(feature = "form")]
    pub(super) fn is_of_forms(&self) -> bool {
        self.style.is_some() || matches!(self.content_type.map(Wire::of), Some(Wire::Json | Wire::Xml | Wire::Form))
    }

    /// Adds a member to a URL-encoded form, by its style or in its media type.
    #[cfg(feature = "form")]
    pub(super) fn push(&self, form: &mut Query, value_ref: &ValueRef<'_>) -> Result<(), RequestError> {
        if let Some(style) = self.style {
            return form.push(self.name, value_ref, style);
        }
        let text = match (self.content_type.map(Wire::of), value_ref, value_ref.object()) {
            (_, ValueRef::Absent, _) => return Ok(()),
            (Some(Wire::Json), ..) => json(value_ref)?,
            (_, ValueRef::Null, _) => return Ok(()),
            (Some(Wire::Form), _, Some(object)) => {
                crate::runtime::form::object_to_string_without(object, &|_| false).map_err(RequestError::Body)?
            }
            (Some(Wire::Form), ValueRef::Map(map), _) => {
                crate::runtime::form::map_to_string_without(*map, &|_| false).map_err(RequestError::Body)?
            }
            (Some(Wire::Form), ValueRef::Array(_), _) => return Err(unsupported("an array, as a form within a form")),
            _ if value_ref.has_parts() => xml(value_ref)?,
            _ => parameter_value::text(self.name, value_ref)?.into_owned(),
        };
        form.push_text(self.name, &text);
        Ok(())
    }
}
