//! Parameter styles of OpenAPI, most of which come from RFC 6570.
//!
//! The parameter `p` as a string, as the array of `a` and `b`, and as the object with the members `x` and `y`:
//!
//! | style | string | array | object |
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
//! | exploded, as the whole query | `"a"` | `["a","b"]` | `{"x":1,"y":2}` |
//!
//! - Paths and queries are percent-encoded, including the brackets. Headers and cookies have no encoding: a value that
//!   they cannot hold is an error. An exploded cookie has `; ` where a query has `&`.
//! - Absent members, and members that are null, are left out. An empty array or object is not sent.
//! - OpenAPI defines nested arrays and objects only for [`Style::DEEP_OBJECT`], where the names continue (`p[x][y]`),
//!   and for an array in an exploded object, where the name is repeated. Elsewhere a nested value is sent as JSON.
//! - Unknown members are not sent in a parameter.

/// The serialization of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct Style {
    pub(super) kind: ParameterStyle,
    pub(super) explode: bool,
    pub(super) allow_reserved: bool,
    pub(super) allow_empty_value: bool,
}

/// The style, without its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParameterStyle {
    Simple,
    Label,
    Matrix,
    Form,
    /// The parts are separated by this character, which they must not hold.
    Separated(Separator),
    DeepObject,
    Json,
}

/// A separator other than the comma.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Separator {
    Space,
    Tab,
    Pipe,
}

impl Separator {
    /// Returns the character itself.
    pub(super) fn plain(self) -> char {
        match self {
            Self::Space => ' ',
            Self::Tab => '\t',
            Self::Pipe => '|',
        }
    }

    /// Returns the character, percent-encoded.
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
    /// `p={"x":1}`, which needs the feature `json`.
    pub const JSON: Self = Self::new(ParameterStyle::Json);

    const fn new(kind: ParameterStyle) -> Self {
        Self { kind, explode: false, allow_reserved: false, allow_empty_value: false }
    }

    /// Sets `explode`: each part is sent separately.
    pub const fn explode(mut self) -> Self {
        self.explode = true;
        self
    }

    /// Sets `allowReserved`: a query leaves `: / ? @ ! $ ' ( ) * , ;` unencoded. Characters that would end the value
    /// are always encoded.
    pub const fn allow_reserved(mut self) -> Self {
        self.allow_reserved = true;
        self
    }

    /// Sets `allowEmptyValue`: a query has an empty value for an empty array or object.
    pub const fn allow_empty_value(mut self) -> Self {
        self.allow_empty_value = true;
        self
    }
}
