//! Styles: how the parts of one value are sent in a parameter. They are those of OpenAPI, which has most from RFC 6570.
//!
//! The parameter `p`, as text, as the list of `a` and `b`, and as the object with the members `x` and `y`:
//!
//! | style | text | list | object |
//! |-|-|-|-|
//! | [`Style::SIMPLE`], in paths and headers | `a` | `a,b` | `x,1,y,2` |
//! | exploded | `a` | `a,b` | `x=1,y=2` |
//! | [`Style::LABEL`], in paths | `.a` | `.a,b` | `.x,1,y,2` |
//! | exploded | `.a` | `.a.b` | `.x=1.y=2` |
//! | [`Style::MATRIX`], in paths | `;p=a` | `;p=a,b` | `;p=x,1,y,2` |
//! | exploded | `;p=a` | `;p=a;p=b` | `;x=1;y=2` |
//! | [`Style::FORM`], in queries and cookies | `p=a` | `p=a,b` | `p=x,1,y,2` |
//! | exploded | `p=a` | `p=a&p=b` | `x=1&y=2` |
//! | [`Style::SPACE_DELIMITED`] | `p=a` | `p=a%20b` | `p=x%201%20y%202` |
//! | [`Style::TAB_DELIMITED`] | `p=a` | `p=a%09b` | `p=x%091%09y%092` |
//! | [`Style::PIPE_DELIMITED`] | `p=a` | `p=a%7Cb` | `p=x%7C1%7Cy%7C2` |
//! | [`Style::DEEP_OBJECT`], in queries | `p=a` | `p[]=a&p[]=b` | `p[x]=1&p[y]=2` |
//! | [`Style::JSON`] | `p="a"` | `p=["a","b"]` | `p={"x":1,"y":2}` |
//! | exploded, as all of a query | `"a"` | `["a","b"]` | `{"x":1,"y":2}` |
//!
//! - Everything is percent-encoded in paths and queries, the brackets included. Headers and cookies have no encoding: what
//!   they cannot hold is an error. In a cookie what is exploded has `; ` where a query has `&`.
//! - Absent members, and members that are null, are left out. A list or an object with nothing in it is not sent at all.
//! - OpenAPI has no place for an object or a list within a list or an object, but in [`Style::DEEP_OBJECT`], where the names go on
//!   (`p[x][y]`), and for a list in an exploded object, where the name is repeated. Elsewhere it is sent as its JSON text.
//! - What was unknown when a value was read is not sent in a parameter.

/// How the parts of a value are sent in a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Style {
    pub(super) style: ParameterStyle,
    pub(super) explode: bool,
    pub(super) allow_reserved: bool,
    pub(super) allow_empty_value: bool,
}

/// What stands around the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParameterStyle {
    Simple,
    Label,
    Matrix,
    Form,
    /// This stands between the parts, which must not hold it.
    Separated(Separator),
    DeepObject,
    Json,
}

/// What stands between the parts of a value, where that is no comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Space,
    Tab,
    Pipe,
}

impl Separator {
    /// It as a part of a value would hold it.
    pub(super) fn plain(self) -> char {
        match self {
            Self::Space => ' ',
            Self::Tab => '\t',
            Self::Pipe => '|',
        }
    }

    /// It in a path or a query.
    pub(super) fn encoded(self) -> &'static str {
        match self {
            Self::Space => "%20",
            Self::Tab => "%09",
            Self::Pipe => "%7C",
        }
    }
}

impl Style {
    /// `a,b`
    pub const SIMPLE: Self = Self::new(ParameterStyle::Simple);
    /// `.a,b`
    pub const LABEL: Self = Self::new(ParameterStyle::Label);
    /// `;p=a,b`
    pub const MATRIX: Self = Self::new(ParameterStyle::Matrix);
    /// `p=a,b`
    pub const FORM: Self = Self::new(ParameterStyle::Form);
    /// `p=a%20b`
    pub const SPACE_DELIMITED: Self = Self::new(ParameterStyle::Separated(Separator::Space));
    /// `p=a%09b`
    pub const TAB_DELIMITED: Self = Self::new(ParameterStyle::Separated(Separator::Tab));
    /// `p=a%7Cb`
    pub const PIPE_DELIMITED: Self = Self::new(ParameterStyle::Separated(Separator::Pipe));
    /// `p[x]=1`
    pub const DEEP_OBJECT: Self = Self::new(ParameterStyle::DeepObject);
    /// `p={"x":1}`; it needs the feature `json`.
    pub const JSON: Self = Self::new(ParameterStyle::Json);

    const fn new(style: ParameterStyle) -> Self {
        Self { style, explode: false, allow_reserved: false, allow_empty_value: false }
    }

    /// Gives each part a place of its own.
    pub const fn explode(mut self) -> Self {
        self.explode = true;
        self
    }

    /// Leaves `: / ? @ ! $ ' ( ) * , ;` in a query as they are. Signs that would end the value are encoded all the same.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Sends a list or an object with nothing in it as an empty text, in a query.
    pub const fn allow_empty_value(mut self) -> Self {
        self.allow_empty_value = true;
        self
    }
}
