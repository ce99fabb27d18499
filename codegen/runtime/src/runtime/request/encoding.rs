//! The encoding of a form member, where the description declares one.

use super::Style;

/// The encoding of a form member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Encoding {
    /// The name of the member.
    pub(super) name: &'static str,
    /// The media type, in a multipart body.
    pub(super) content_type: Option<&'static str>,
    /// The style, in a URL-encoded body.
    pub(super) style: Option<Style>,
}

impl Encoding {
    /// Creates an encoding without a media type and a style.
    pub const fn new(name: &'static str) -> Self {
        Self { name, content_type: None, style: None }
    }

    /// Sets the media type, in a multipart body.
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Sets the style, in a URL-encoded body.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }
}
