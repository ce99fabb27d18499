//! The verdicts on a difference: for the wire, for Rust, and for the version.

use std::fmt;

/// The compatibility of a client and a service with different contracts, as far as one difference goes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum WireCompatibility {
    /// Compatible.
    #[default]
    Yes,
    /// Compatible unless something happens, which is stated.
    Depends(String),
    /// Incompatible, for the stated reason.
    No(String),
}

impl WireCompatibility {
    /// The compatibility in a word: `yes`, `depends` or `no`.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Depends(_) => "depends",
            Self::No(_) => "no",
        }
    }

    /// The condition or the reason; empty for `yes`.
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

/// The meaning of a difference for the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WireVerdict {
    /// The compatibility of a client of the old contract with the new service.
    pub old_client: WireCompatibility,
    /// The compatibility of a client of the new contract with the old service.
    pub new_client: WireCompatibility,
}

/// The meaning of a difference for code that uses the contract crate.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum RustVerdict {
    /// The crate has the same API.
    #[default]
    Same,
    /// The crate has a larger API, or deprecates something; code still compiles.
    Compatible,
    /// Code has to change, for the stated reason.
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

    /// The reason that code has to change; empty if it has not.
    #[must_use]
    pub fn reason(&self) -> &str {
        match self {
            Self::Same | Self::Compatible => "",
            Self::Breaking(reason) => reason,
        }
    }
}

/// The step of Semantic Versioning that a difference requires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SemverBump {
    /// Neither the Rust API nor its meaning changes.
    Patch,
    /// The Rust API grows.
    Minor,
    /// Code has to change, or the same code sends something that the other side does not understand.
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
/// One incompatible direction alone is a change of the service, which requires more or offers less. No version of the
/// crate avoids it, so it has no effect on the version. Two incompatible directions are a change of the wire format.
pub(super) fn bump(wire: &WireVerdict, rust: &RustVerdict) -> SemverBump {
    let are_incompatible =
        matches!((&wire.old_client, &wire.new_client), (WireCompatibility::No(_), WireCompatibility::No(_)));
    match rust {
        RustVerdict::Breaking(_) => SemverBump::Major,
        _ if are_incompatible => SemverBump::Major,
        RustVerdict::Compatible => SemverBump::Minor,
        RustVerdict::Same => SemverBump::Patch,
    }
}

/// The compatibility of what one contract writes with the reader of the other, in each of the four directions. Services
/// are taken to be as strict as their description. Clients are contract crates, which read liberally and keep unknown
/// members and values.
#[derive(Clone, Debug, Default)]
pub(super) struct Directions {
    /// A request of an old client to the new service.
    pub(super) old_request: WireCompatibility,
    /// A response of the new service to an old client.
    pub(super) new_response: WireCompatibility,
    /// A request of a new client to the old service.
    pub(super) new_request: WireCompatibility,
    /// A response of the old service to a new client.
    pub(super) old_response: WireCompatibility,
}

/// The usage of a type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Usage {
    pub(super) in_requests: bool,
    pub(super) in_responses: bool,
}

impl Directions {
    /// The same in all directions.
    pub(super) fn all(compatibility: &WireCompatibility) -> Self {
        let all = || compatibility.clone();
        Self { old_request: all(), new_response: all(), new_request: all(), old_response: all() }
    }

    /// Incompatibility in all directions.
    pub(super) fn incompatible(reason: &str) -> Self {
        Self::all(&incompatible(reason))
    }

    /// The verdict for this usage.
    pub(super) fn verdict(self, usage: Usage) -> WireVerdict {
        let on = |usage: bool, compatibility: WireCompatibility| {
            if usage { compatibility } else { WireCompatibility::Yes }
        };
        let Usage { in_requests, in_responses } = usage;
        WireVerdict {
            old_client: on(in_requests, self.old_request).max(on(in_responses, self.new_response)),
            new_client: on(in_requests, self.new_request).max(on(in_responses, self.old_response)),
        }
    }
}

/// Compatibility with a condition.
pub(super) fn depends(on: impl Into<String>) -> WireCompatibility {
    WireCompatibility::Depends(on.into())
}

/// Incompatibility with a reason.
pub(super) fn incompatible(reason: impl Into<String>) -> WireCompatibility {
    WireCompatibility::No(reason.into())
}

/// A breaking change with a reason.
pub(super) fn breaking(reason: impl Into<String>) -> RustVerdict {
    RustVerdict::Breaking(reason.into())
}
