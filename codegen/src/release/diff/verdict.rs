//! What a difference means: for the wire, for Rust, and for the version.

use std::fmt;

/// Whether a client and a service that know different contracts understand each other, as far as one difference goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum WireCompatibility {
    /// They do.
    #[default]
    Yes,
    /// They do unless something happens, which is said.
    Depends(String),
    /// They do not, for the reason said.
    No(String),
}

impl WireCompatibility {
    /// Whether they understand each other, in a word: `yes`, `depends` or `no`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Depends(_) => "depends",
            Self::No(_) => "no",
        }
    }

    /// On what it depends, or why not; empty for yes.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Yes => "",
            Self::Depends(reason) | Self::No(reason) => reason,
        }
    }
}

impl fmt::Display for WireCompatibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yes => f.write_str("yes"),
            Self::Depends(reason) => write!(f, "depends: {reason}"),
            Self::No(reason) => write!(f, "no: {reason}"),
        }
    }
}

/// What a difference means for the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WireVerdict {
    /// Whether a client of the old contract can talk to the new service.
    pub old_client: WireCompatibility,
    /// Whether a client of the new contract can talk to the old service.
    pub new_client: WireCompatibility,
}

/// What a difference means for code that uses the contract crate.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RustVerdict {
    /// The crate offers what it did.
    #[default]
    Same,
    /// The crate offers more, or deprecates something; code stays as it is.
    Compatible,
    /// Code that uses what changed has to change, for the reason said.
    Breaking(String),
}

impl RustVerdict {
    /// The verdict in a word: `same`, `compatible` or `breaking`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Compatible => "compatible",
            Self::Breaking(_) => "breaking",
        }
    }

    /// Why code has to change; empty if it has not.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Same | Self::Compatible => "",
            Self::Breaking(reason) => reason,
        }
    }
}

/// The step of Semantic Versioning that a difference asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SemverBump {
    /// Neither code nor what is offered changes.
    Patch,
    /// More is offered.
    Minor,
    /// Code has to change, or the same code says something on the wire that the other side does not understand.
    Major,
}

impl SemverBump {
    /// The step in a word: `patch`, `minor` or `major`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

/// The step that follows from both verdicts.
///
/// A service that only asks for more, or offers less, breaks old crates and new ones alike: that is no matter of the
/// crate's version. A wire that neither side shares any more is.
pub(super) fn bump(wire: &WireVerdict, rust: &RustVerdict) -> SemverBump {
    let strangers =
        matches!((&wire.old_client, &wire.new_client), (WireCompatibility::No(_), WireCompatibility::No(_)));
    match rust {
        RustVerdict::Breaking(_) => SemverBump::Major,
        _ if strangers => SemverBump::Major,
        RustVerdict::Compatible => SemverBump::Minor,
        RustVerdict::Same => SemverBump::Patch,
    }
}

/// How what one contract writes is read under the other, in each of the four directions. Services are taken to be as
/// strict as their description; the clients are contract crates, which read liberally and keep what they do not know.
#[derive(Clone, Debug, Default)]
pub(super) struct Directions {
    /// A request of an old client, at the new service.
    pub(super) old_request: WireCompatibility,
    /// A response of the new service, at an old client.
    pub(super) new_response: WireCompatibility,
    /// A request of a new client, at the old service.
    pub(super) new_request: WireCompatibility,
    /// A response of the old service, at a new client.
    pub(super) old_response: WireCompatibility,
}

/// Where values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Travels {
    pub(super) in_requests: bool,
    pub(super) in_responses: bool,
}

impl Directions {
    /// The same both ways and for both sides.
    pub(super) fn never(reason: &str) -> Self {
        let no = || WireCompatibility::No(reason.to_owned());
        Self { old_request: no(), new_response: no(), new_request: no(), old_response: no() }
    }

    /// The verdict for what travels there.
    pub(super) fn verdict(self, travels: Travels) -> WireVerdict {
        let on = |travels: bool, compatibility: WireCompatibility| {
            if travels { compatibility } else { WireCompatibility::Yes }
        };
        let Travels { in_requests, in_responses } = travels;
        WireVerdict {
            old_client: on(in_requests, self.old_request).max(on(in_responses, self.new_response)),
            new_client: on(in_requests, self.new_request).max(on(in_responses, self.old_response)),
        }
    }
}

/// It depends on this.
pub(super) fn depends(on: impl Into<String>) -> WireCompatibility {
    WireCompatibility::Depends(on.into())
}

/// It does not work, for this reason.
pub(super) fn no(reason: impl Into<String>) -> WireCompatibility {
    WireCompatibility::No(reason.into())
}

/// Code has to change, for this reason.
pub(super) fn breaking(reason: impl Into<String>) -> RustVerdict {
    RustVerdict::Breaking(reason.into())
}
