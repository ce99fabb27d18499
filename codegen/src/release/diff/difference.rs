//! One difference: its subject, the action, the locations and the verdicts.

use std::fmt;

use super::verdict::{RustVerdict, SemverBump, WireVerdict, bump};
use crate::source::diagnostic::SourceLocation;

/// A difference between two contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The subject.
    pub subject: Subject,
    /// The action.
    pub action: Action,
    /// `true` if the action is a guess: a removed item and a similar added one are reported as a rename.
    pub guess: bool,
    /// The name of the subject: `Customer.tags`, `UpdateCustomer`. Types and operations have their Rust names, members
    /// their serialized names.
    pub name: String,
    /// The action as a sentence of Markdown that starts with the name and has no full stop. All names in it and in the
    /// reasons of the verdicts are code spans on one line.
    pub text: String,
    /// The location in the old contract.
    pub old: Option<SourceLocation>,
    /// The location in the new contract.
    pub new: Option<SourceLocation>,
    /// The meaning for the wire.
    pub wire: WireVerdict,
    /// The meaning for Rust code.
    pub rust: RustVerdict,
}

impl Difference {
    /// The version step that it requires.
    #[must_use]
    pub fn bump(&self) -> SemverBump {
        bump(&self.wire, &self.rust)
    }

    /// The stable name of this kind of difference: `member-added`, `member-type-changed`.
    #[must_use]
    pub fn code(&self) -> String {
        format!("{}-{}", self.subject, self.action)
    }
}

/// Defines an enum whose variants have stable names in output.
macro_rules! words {
    ($(#[doc = $of:literal])+ $name:ident { $($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+ }) => {
        $(#[doc = $of])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(match self {
                    $(Self::$variant => $word,)+
                })
            }
        }
    };
}

words! {
    /// The subject of a difference.
    Subject {
        /// The contract as a whole.
        Contract = "contract",
        /// A server of the API.
        Server = "server",
        /// A type.
        Type = "type",
        /// A member of a type.
        Member = "member",
        /// A value of an enum.
        Value = "value",
        /// A variant of a union.
        Variant = "variant",
        /// An operation.
        Operation = "operation",
        /// A parameter of an operation.
        Parameter = "parameter",
        /// The body of an operation's requests.
        Body = "body",
        /// A named body, which is a constructor of the operation.
        NamedBody = "named-body",
        /// A response of an operation.
        Response = "response",
        /// A media type of a body or a response, or of the whole contract.
        MediaType = "media-type",
        /// The authentication of an operation.
        Security = "security",
        /// A webhook, or a callback of an operation.
        Webhook = "webhook",
    }
}

/// The action of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// The subject is added.
    Added,
    /// The subject is removed.
    Removed,
    /// The subject is renamed.
    Renamed,
    /// The subject is at another location.
    Moved,
    /// An aspect of the subject changes.
    Changed(Aspect),
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Added => f.write_str("added"),
            Self::Removed => f.write_str("removed"),
            Self::Renamed => f.write_str("renamed"),
            Self::Moved => f.write_str("moved"),
            Self::Changed(aspect) => write!(f, "{aspect}-changed"),
        }
    }
}

words! {
    /// The changed aspect.
    Aspect {
        /// The type.
        Type = "type",
        /// The format.
        Format = "format",
        /// Array or not, or the serialization style.
        Array = "array",
        /// The encoding of the same value.
        Encoding = "encoding",
        /// The nullability.
        Nullability = "nullability",
        /// Required or optional.
        Requiredness = "requiredness",
        /// Read-only, write-only or both.
        Access = "access",
        /// The constraints of a value.
        Constraints = "constraints",
        /// The deprecation.
        Deprecation = "deprecation",
        /// The default value.
        Default = "default",
        /// The documentation.
        Docs = "docs",
        /// The name in JSON and forms, with the same Rust name.
        WireName = "wire-name",
        /// The Rust name, with the same serialized name.
        RustName = "rust-name",
        /// The XML name.
        XmlName = "xml-name",
        /// The XML namespace.
        XmlNamespace = "xml-namespace",
        /// The order of XML elements.
        XmlOrder = "xml-order",
        /// The form in XML: an element, an attribute, or an array with a wrapper or without.
        XmlKind = "xml-kind",
        /// The role of a header.
        Role = "role",
        /// The number of an enum value.
        Number = "number",
        /// The kind of a type: an object, an enum or a union.
        Kind = "kind",
        /// The discriminator.
        Discriminator = "discriminator",
        /// The additional properties.
        Additional = "additional",
        /// The secret string in place of the object.
        Secret = "secret",
        /// The form or the order of the arguments of a constructor.
        Arguments = "arguments",
        /// The operation id.
        Id = "id",
        /// The servers of an operation.
        Servers = "servers",
        /// The type of a success response.
        SuccessResponse = "success-response",
        /// The type of an error response.
        ErrorResponse = "error-response",
        /// The value.
        Value = "value",
        /// The source of a response's type.
        TypeSource = "type-source",
        /// The default media type.
        Preference = "preference",
        /// The case sensitivity of names.
        CaseRule = "case-rule",
        /// The reading of an empty form value as absent.
        EmptyRule = "empty-rule",
        /// The form profile.
        FormProfile = "form-profile",
        /// The check of constraints.
        Validation = "validation",
        /// The default features of the crate.
        Features = "features",
        /// The version of a crate whose types the contract has.
        Dependency = "dependency",
        /// The traits of a type.
        Derive = "derive",
        /// The package name.
        Package = "package",
        /// The licence.
        License = "license",
        /// Renames that are not guessed, since there are too many candidates.
        Unguessed = "names",
    }
}
