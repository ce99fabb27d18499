//! What cannot be bound: a reason on its way to the place of use, which leaves that one thing out and says so.

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// Why something is left out.
#[derive(Clone, Debug)]
pub(super) enum Unsupported {
    /// A reason; an untyped value can take the place.
    Because(String),
    /// A reason; nothing can take the place.
    Nothing(String),
    /// It is reported as an error already.
    Reported,
}

/// Says that something is left out, unless that was said already.
pub(super) fn report(
    unsupported: &Unsupported,
    what: &str,
    at: &JsonPointer,
    help: &str,
    diagnostics: &mut Diagnostics,
) {
    if let Unsupported::Because(reason) | Unsupported::Nothing(reason) = unsupported {
        diagnostics.warning(Code::Unsupported, at, format!("{what} is left out: {reason}"), help);
    }
}

impl Unsupported {
    /// The same for what uses a type that is left out.
    pub(super) fn of_type(self, key: &str) -> Self {
        match self {
            Self::Because(_) | Self::Nothing(_) => Self::Nothing(format!("its type `{key}` is left out")),
            Self::Reported => Self::Reported,
        }
    }
}
