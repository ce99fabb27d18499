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
//! | [`Style::SPACES`] | `p=a` | `p=a%20b` | `p=x%201%20y%202` |
//! | [`Style::TABS`] | `p=a` | `p=a%09b` | `p=x%091%09y%092` |
//! | [`Style::PIPES`] | `p=a` | `p=a%7Cb` | `p=x%7C1%7Cy%7C2` |
//! | [`Style::DEEP`], in queries | `p=a` | `p[]=a&p[]=b` | `p[x]=1&p[y]=2` |
//! | [`Style::JSON`] | `p="a"` | `p=["a","b"]` | `p={"x":1,"y":2}` |
//! | exploded, as all of a query | `"a"` | `["a","b"]` | `{"x":1,"y":2}` |
//!
//! - Everything is percent-encoded in paths and queries, the brackets included. Headers and cookies have no encoding: what
//!   they cannot hold is an error. In a cookie what is exploded has `; ` where a query has `&`.
//! - Absent members, and members that are null, are left out. A list or an object with nothing in it is not sent at all.
//! - OpenAPI has no place for an object or a list within a list or an object, but in [`Style::DEEP`], where the names go on
//!   (`p[x][y]`), and for a list in an exploded object, where the name is repeated. Elsewhere it is sent as its JSON text.
//! - What was unknown when a value was read is not sent in a parameter.

/// How the parts of a value are sent in a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Style {
    pub(super) manner: Manner,
    pub(super) explode: bool,
    pub(super) reserved: bool,
    pub(super) empty: bool,
}

/// What stands around the parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Simple,
    Label,
    Matrix,
    Form,
    /// This stands between the parts, which must not hold it.
    Separated(Separator),
    Deep,
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
    pub const SIMPLE: Self = Self::new(Manner::Simple);
    /// `.a,b`
    pub const LABEL: Self = Self::new(Manner::Label);
    /// `;p=a,b`
    pub const MATRIX: Self = Self::new(Manner::Matrix);
    /// `p=a,b`
    pub const FORM: Self = Self::new(Manner::Form);
    /// `p=a%20b`
    pub const SPACES: Self = Self::new(Manner::Separated(Separator::Space));
    /// `p=a%09b`
    pub const TABS: Self = Self::new(Manner::Separated(Separator::Tab));
    /// `p=a%7Cb`
    pub const PIPES: Self = Self::new(Manner::Separated(Separator::Pipe));
    /// `p[x]=1`
    pub const DEEP: Self = Self::new(Manner::Deep);
    /// `p={"x":1}`; it needs the feature `json`.
    pub const JSON: Self = Self::new(Manner::Json);

    const fn new(manner: Manner) -> Self {
        Self { manner, explode: false, reserved: false, empty: false }
    }

    /// Gives each part a place of its own.
    pub const fn exploded(mut self) -> Self {
        self.explode = true;
        self
    }

    /// Leaves `: / ? @ ! $ ' ( ) * , ;` in a query as they are. Signs that would end the value are encoded all the same.
    pub const fn reserved(mut self) -> Self {
        self.reserved = true;
        self
    }

    /// Sends a list or an object with nothing in it as an empty text, in a query.
    pub const fn empty(mut self) -> Self {
        self.empty = true;
        self
    }
}
