//! Diagnostics: a message about a description, its location and its help.

use std::fmt;

use crate::shown::shown;
pub use crate::source::pointer::JsonPointer;

/// A diagnostic about an API description, or about an overlay that amends it.
///
/// The strings hold names as the description has them. The display form passes them through [`shown`](crate::shown()),
/// so that no name imitates a line of the tool.
///
/// ```text
/// error[dangling-ref]: `$ref` leads to `#/components/schemas/Adress`, which does not exist
///   --> spec/shop.yaml:41:17 (#/components/schemas/Customer/properties/address)
///   help: did you mean `Address`?
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The code.
    pub code: Code,
    /// The severity.
    pub severity: Severity,
    /// The location.
    pub location: SourceLocation,
    /// The problem, in a sentence without a full stop.
    pub message: String,
    /// The solution.
    pub help: String,
}

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// No files are generated.
    Error,
    /// An item is omitted or read liberally; the rest is generated.
    Warning,
    /// A consequence of an extension or an option. It is never treated as an error.
    Note,
}

/// A location in a description, in an overlay, or in a page that is imported.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SourceLocation {
    /// The name of the source: the file to edit.
    pub source: String,
    /// Line and column, both from 1, the column in characters. They are those of the value, or of the innermost present
    /// ancestor of a missing value.
    pub position: Option<(usize, usize)>,
    /// The pointer of the value in that source; `None` for a page, which has no pointers.
    pub pointer: Option<JsonPointer>,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
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

/// Defines the codes with their names in messages and in `--json` output.
macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $code:ident = $name:literal,)+) => {
        /// The code of a [`Diagnostic`]. The names are stable.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $code,)+
        }

        impl Code {
            /// All codes.
            pub const ALL: &'static [Self] = &[$(Self::$code),+];

            /// The name of the code in messages.
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
    /// Invalid JSON or YAML.
    Syntax = "syntax",
    /// A key that stands twice in one object.
    DuplicateKey = "duplicate-key",
    /// A document that is not a supported API description.
    NotADescription = "not-a-description",
    /// A value of the wrong type, or a missing required value.
    Malformed = "malformed",
    /// A `$ref` without a target.
    DanglingRef = "dangling-ref",
    /// A `$ref` to a file that may not or cannot be read.
    UnreadRef = "unread-ref",
    /// A `$ref` that leads back to itself.
    CircularRef = "circular-ref",
    /// A name collision in Rust.
    DuplicateName = "duplicate-name",
    /// An unknown key or an invalid value of an `x-bindery` object.
    UnknownExtension = "unknown-extension",
    /// A document that is not a supported overlay.
    NotAnOverlay = "not-an-overlay",
    /// An unknown key of an overlay.
    UnknownKey = "unknown-key",
    /// An invalid query as the target of an action, or targets that the action cannot amend.
    InvalidTarget = "invalid-target",
    /// A target that selects nothing.
    NoMatch = "no-match",
    /// A merge of incompatible values.
    Incompatible = "incompatible",
    /// An action that undoes another one.
    Collision = "collision",
    /// A small text that expands beyond the limits of a description: by aliases, by actions of overlays, or by
    /// references.
    TooLarge = "too-large",
    /// An overlay that extends another description.
    MismatchedOverlay = "mismatched-overlay",
    /// A text that is not a page of an API reference.
    NotAPage = "not-a-page",
    /// An unexpected part of a page.
    UnexpectedPart = "unexpected-part",
    /// Missing information on a page.
    Incomplete = "incomplete",
    /// Contradictory pages.
    Contradiction = "contradiction",
    /// A selection of operations that matches nothing.
    Selection = "selection",
    /// An unsupported construct.
    Unsupported = "unsupported",
    /// A type of another crate that only JSON carries.
    JsonOnly = "json-only",
    /// A trait that types cannot have.
    Derive = "derive",
    /// An invalid version of the existing crate.
    Record = "record",
    /// Invalid Rust from the generator, which is a defect of Bindery.
    Internal = "internal",
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
