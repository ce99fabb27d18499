//! What cannot be bound: a reason on its way to the place of use, which leaves that one thing out and says so.

use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;

/// Why something is left out.
#[derive(Clone, Debug)]
pub(super) enum Unbound {
    /// A reason that the place of use has to report.
    Because(String),
    /// It is reported as an error already.
    Reported,
}

/// Says that something is left out, unless that was said already.
pub(super) fn report(unbound: &Unbound, what: &str, at: &JsonPointer, help: &str, findings: &mut Findings) {
    if let Unbound::Because(reason) = unbound {
        findings.warning(Code::Unsupported, at, format!("{what} is left out: {reason}"), help);
    }
}
