//! One difference: what it is about, what happened, where, and what it means.

use std::fmt;

use super::verdict::{RustVerdict, SemverBump, WireVerdict, bump};
use crate::source::diagnostic::SourceLocation;

/// A difference between two contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// What it is about.
    pub subject: Subject,
    /// What happened to it.
    pub action: Action,
    /// Whether what happened is a guess: one thing went and another that is much like it came.
    pub guess: bool,
    /// What it is about, by name: `Customer.tags`, `UpdateCustomer`. Types and operations have their Rust names,
    /// members those of the wire.
    pub name: String,
    /// What happened, as a sentence of Markdown without a full stop that begins with the name. All names in it, and in the
    /// reasons of the verdicts, are code spans on one line.
    pub text: String,
    /// Where it is in the old contract.
    pub old: Option<SourceLocation>,
    /// Where it is in the new contract.
    pub new: Option<SourceLocation>,
    /// What it means for the wire.
    pub wire: WireVerdict,
    /// What it means for Rust.
    pub rust: RustVerdict,
}

impl Difference {
    /// The step of the version that it asks for.
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

/// Words that are an enum, each with its name in output. The names are stable.
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
    /// What a difference is about.
    Subject {
        /// The contract as a whole.
        Contract = "contract",
        /// A place where the API is offered.
        Server = "server",
        /// A type.
        Type = "type",
        /// A member of a type.
        Member = "member",
        /// A value of an enum.
        Value = "value",
        /// One of the types of a union.
        Variant = "variant",
        /// An operation.
        Operation = "operation",
        /// A parameter of an operation.
        Parameter = "parameter",
        /// The body of an operation's requests.
        Body = "body",
        /// A body that has a name, and a constructor of the operation for it.
        NamedBody = "named-body",
        /// A response of an operation.
        Response = "response",
        /// A media type of a body or a response, or of the whole contract.
        MediaType = "media-type",
        /// What an operation asks of those who call it.
        Security = "security",
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It has another name.
    Renamed,
    /// It is in another place.
    Moved,
    /// Something about it is another.
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
    /// What about a thing changed.
    Aspect {
        /// The type of its values.
        Type = "type",
        /// The format of its values.
        Format = "format",
        /// Whether it is a list, or how its parts are sent.
        Array = "array",
        /// How it is encoded, while what is sent means the same or nearly so.
        Encoding = "encoding",
        /// Whether null is a value.
        Nullability = "nullability",
        /// Whether it has to be there.
        Requiredness = "requiredness",
        /// Who may set it.
        Access = "access",
        /// Whether it is deprecated.
        Deprecation = "deprecation",
        /// What is sent in its place by default.
        Default = "default",
        /// Its text for people.
        Docs = "docs",
        /// Its name in JSON and forms, while the name in Rust stays.
        WireName = "wire-name",
        /// Its name in Rust, while the name on the wire stays.
        RustName = "rust-name",
        /// Its name in XML.
        XmlName = "xml-name",
        /// Its namespace in XML.
        XmlNamespace = "xml-namespace",
        /// The order of its elements in XML.
        XmlOrder = "xml-order",
        /// How it is written in XML: as an element, an attribute, a list with an element around it or without.
        XmlKind = "xml-kind",
        /// What a header is for.
        Role = "role",
        /// The number that stands for it.
        Number = "number",
        /// Whether it is an object, a choice of values, or of one of several types.
        Kind = "kind",
        /// The member that says of which type a value is.
        Discriminator = "discriminator",
        /// What the members are that the description does not name.
        Additional = "additional",
        /// Whether a secret string may stand in its place.
        Secret = "secret",
        /// The order of the arguments that make an operation.
        Arguments = "arguments",
        /// The id of an operation.
        Id = "id",
        /// Where an operation is offered.
        Servers = "servers",
        /// What sending an operation gives.
        SuccessResponse = "success-response",
        /// What sending an operation gives when it does not succeed.
        ErrorResponse = "error-response",
        /// What is sent under its name.
        Value = "value",
        /// What the type of a response is known from.
        TypeSource = "type-source",
        /// The media type that is used unless another is chosen.
        Preference = "preference",
        /// Whether readers match names without regard to ASCII case.
        CaseRule = "case-rule",
        /// Whether an empty value of a form is absent.
        EmptyRule = "empty-rule",
        /// The name of the crate.
        Package = "package",
        /// The licence.
        License = "license",
        /// The names of so many things that nobody guesses which were renamed.
        Unguessed = "names",
    }
}
