//! What cannot be bound: a reason on its way to the place of use, which leaves that one thing out and says so.

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::finding::Findings;

/// Why something is left out.
#[derive(Clone, Debug)]
pub(super) enum Unbound {
    /// A reason; a value of any kind can take the place.
    Because(String),
    /// A reason; nothing can take the place.
    Nothing(String),
    /// It is reported as an error already.
    Reported,
}

/// Says that something is left out, unless that was said already.
pub(super) fn report(unbound: &Unbound, what: &str, at: &JsonPointer, help: &str, findings: &mut Findings) {
    if let Unbound::Because(reason) | Unbound::Nothing(reason) = unbound {
        findings.warning(Code::Unsupported, at, format!("{what} is left out: {reason}"), help);
    }
}

impl Unbound {
    /// The same for what uses a type that is left out.
    pub(super) fn of_type(self, key: &str) -> Self {
        match self {
            Self::Because(_) | Self::Nothing(_) => Self::Nothing(format!("its type `{key}` is left out")),
            Self::Reported => Self::Reported,
        }
    }
}
