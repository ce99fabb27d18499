//! How a member of a form is encoded, where the description says so.

use super::Style;

/// How a member of a form is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Encoding {
    /// The member.
    pub(super) name: &'static str,
    /// Its media type, in a multipart body.
    pub(super) content_type: Option<&'static str>,
    /// How its parts are sent, in a URL-encoded one.
    pub(super) style: Option<Style>,
}

impl Encoding {
    /// A member about which nothing is said yet.
    pub const fn new(name: &'static str) -> Self {
        Self { name, content_type: None, style: None }
    }

    /// Says what its media type is, in a multipart body.
    pub const fn content_type(mut self, content_type: &'static str) -> Self {
        self.content_type = Some(content_type);
        self
    }

    /// Says how its parts are sent, in a URL-encoded body.
    pub const fn style(mut self, style: Style) -> Self {
        self.style = Some(style);
        self
    }
}
