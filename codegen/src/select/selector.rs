//! Selectors: the entries of a [`Selection`](super::Selection), and their syntax.

use std::fmt;
use std::str::FromStr;

use super::pattern::Pattern;
use super::requests::Request;
use crate::source::suggestion::closest;

/// A selector of operations and webhooks: a kind and a pattern.
///
/// ```text
/// tag:repos                operations and webhooks with this tag
/// operation:repos/get-*    those whose `operationId` the pattern matches
/// path:/repos/**           operations whose path the pattern matches
/// path:GET /repos/**       those of them with this method
/// webhook:push             webhooks by their names
/// ```
///
/// In a pattern, `*` stands for any characters but `/`, and `**` for any characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    text: String,
    kind: Kind,
    pattern: Pattern,
    /// The method of the operations; `None` for any.
    method: Option<String>,
    /// `true` if the selector may match nothing.
    optional: bool,
}

/// The kind of a selector: the part of a request that its pattern matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Tag,
    Operation,
    Path,
    Webhook,
}

/// A text that is no selector. The display form says why, and what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectorError(String);

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Tag, Self::Operation, Self::Path, Self::Webhook];

    /// The name in the syntax of selectors.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Operation => "operation",
            Self::Path => "path",
            Self::Webhook => "webhook",
        }
    }

    /// Returns the kind of a name.
    fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl FromStr for Selector {
    type Err = SelectorError;

    fn from_str(text: &str) -> Result<Self, SelectorError> {
        let (name, rest) = text.split_once(':').ok_or_else(|| without_kind(text))?;
        let kind = Kind::of(name).ok_or_else(|| of_unknown_kind(text, name, rest))?;
        let (method, pattern) = match rest.split_once(' ') {
            Some((method, path)) if kind == Kind::Path => (Some(method.to_owned()), path.trim_start()),
            _ => (None, rest),
        };
        if pattern.is_empty() {
            return Err(SelectorError(format!("the selector `{text}` has no pattern after `{name}:`")));
        }
        if kind == Kind::Path && !pattern.starts_with(['/', '*']) {
            let with_slash = text.replacen(pattern, &format!("/{pattern}"), 1);
            return Err(SelectorError(format!(
                "the path of the selector `{text}` has no leading slash: write `{with_slash}`"
            )));
        }
        Ok(Self { text: text.to_owned(), kind, pattern: Pattern::new(pattern), method, optional: false })
    }
}

/// The error about a text without a kind.
fn without_kind(text: &str) -> SelectorError {
    let kind = if text.contains(['/', ' ']) { "path" } else { "tag" };
    SelectorError(format!("the selector `{text}` has no kind: write `{kind}:{text}`, {KINDS}"))
}

/// The error about an unknown kind.
fn of_unknown_kind(text: &str, name: &str, rest: &str) -> SelectorError {
    let known = Kind::ALL.map(Kind::name);
    let help = match closest(name, known.into_iter()) {
        Some(kind) => format!("did you mean `{kind}:{rest}`?"),
        None => format!("write {KINDS}"),
    };
    SelectorError(format!("the selector `{text}` has the unknown kind `{name}`: {help}"))
}

/// The kinds in errors.
const KINDS: &str = "`tag:NAME`, `operation:ID`, `path:/PATH`, `path:METHOD /PATH` or `webhook:NAME`";

impl Selector {
    /// The kind.
    pub(super) fn kind(&self) -> Kind {
        self.kind
    }

    /// The pattern as written, with its method.
    pub(super) fn pattern(&self) -> &str {
        self.text.split_once(':').map_or("", |(_, pattern)| pattern)
    }

    /// The method of the operations.
    pub(super) fn method(&self) -> Option<&str> {
        self.method.as_deref()
    }

    /// Returns `true` if the selector may match nothing.
    pub(super) fn is_optional(&self) -> bool {
        self.optional
    }

    /// Permits the selector to match nothing.
    pub(super) fn permit_nothing(&mut self) {
        self.optional = true;
    }

    /// Returns `true` if the selector matches a request.
    pub(super) fn matches(&self, request: &Request<'_>) -> bool {
        request.names(self.kind).iter().any(|name| self.pattern.matches(name)) && self.has_method(request)
    }

    /// Returns `true` if the selector matches a request but for its method.
    pub(super) fn matches_path(&self, request: &Request<'_>) -> bool {
        request.names(self.kind).iter().any(|name| self.pattern.matches(name))
    }

    fn has_method(&self, request: &Request<'_>) -> bool {
        self.method.as_ref().is_none_or(|method| method.eq_ignore_ascii_case(request.method))
    }
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Display for SelectorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SelectorError {}
