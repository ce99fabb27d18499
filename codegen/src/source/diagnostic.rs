//! What there is to say about a description: what, where, and what to do.

use std::fmt;

use crate::shown::shown;
pub use crate::source::pointer::JsonPointer;

/// A diagnostic about a description, or about an overlay that amends it.
///
/// The strings hold names as the description has them. What is displayed is what [`shown`](crate::shown()) makes of them,
/// so that no name can pass for a line of ours.
///
/// ```text
/// error[dangling-ref]: `$ref` leads to `#/components/schemas/Adress`, which does not exist
///   --> spec/shop.yaml:41:17 (#/components/schemas/Customer/properties/address)
///   help: did you mean `Address`?
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of finding it is.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// Where it is.
    pub location: SourceLocation,
    /// What is wrong, in a sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is generated.
    Error,
    /// Something is left out or taken loosely; the rest is generated.
    Warning,
}

/// A place in a description, in an overlay, or in a page that a description is made of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceLocation {
    /// The name of the source: the file that a person has to edit.
    pub source: String,
    /// Line and column, both from 1, the column in characters: those of the value, or of what it is missing from.
    pub position: Option<(usize, usize)>,
    /// The value in that source; `None` in a page, which has no such thing.
    pub pointer: Option<JsonPointer>,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
        })
    }
}

impl fmt::Display for SourceLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&shown(&self.source))?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        match &self.pointer {
            Some(pointer) => write!(f, " ({})", shown(&pointer.to_string())),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { code, severity, location, message, help } = self;
        let (message, help) = (shown(message), shown(help));
        write!(f, "{severity}[{code}]: {message}\n  --> {location}\n  help: {help}")
    }
}

/// The kinds of diagnostics, each with its name in messages and in `--json` output.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident = $name:literal,)+) => {
        /// Which kind of finding a [`Diagnostic`] is. The names are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $code,)+
        }

        impl Code {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The name of the code, as messages show it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }
        }
    };
}

codes! {
    /// The text is neither JSON nor YAML.
    Syntax = "syntax",
    /// A key stands twice in one object.
    DuplicateKey = "duplicate-key",
    /// The document is no description that this version reads.
    NotADescription = "not-a-description",
    /// A value is of another type than the specification says, or a required one is missing.
    Malformed = "malformed",
    /// A `$ref` leads nowhere.
    DanglingRef = "dangling-ref",
    /// A `$ref` leads to a file that must not be read, or cannot be.
    UnreadRef = "unread-ref",
    /// A `$ref` only leads back to itself.
    CircularRef = "circular-ref",
    /// Two things get the same name in Rust.
    DuplicateName = "duplicate-name",
    /// An `x-bindery` object has a key that does not exist, or a value that the key does not take.
    UnknownExtension = "unknown-extension",
    /// The document is no overlay that this version reads.
    NotAnOverlay = "not-an-overlay",
    /// An overlay has a key that does not exist.
    UnknownKey = "unknown-key",
    /// The target of an action is no query, or selects what the action cannot amend.
    InvalidTarget = "invalid-target",
    /// The target of an action selects nothing.
    NoMatch = "no-match",
    /// An action merges values that cannot be merged.
    Incompatible = "incompatible",
    /// An action undoes what another did.
    Collision = "collision",
    /// A small text stands for more than a description may be: by aliases, by actions of overlays, or by references.
    TooLarge = "too-large",
    /// An overlay is for another description.
    OtherDescription = "other-description",
    /// A text is no page of a reference that can be imported.
    NotAPage = "not-a-page",
    /// A part of a page has no place in what is imported.
    Unplaced = "unplaced",
    /// A page does not tell what it should.
    Incomplete = "incomplete",
    /// Two pages contradict each other.
    Contradiction = "contradiction",
    /// A construct that cannot be bound yet.
    Unsupported = "unsupported",
    /// What the crate says of its own version cannot be followed.
    Record = "record",
    /// The generator made something that is no Rust: a defect of ours.
    Internal = "internal",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
