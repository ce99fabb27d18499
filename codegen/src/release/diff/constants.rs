//! Constants: the only value of a member or a parameter, and the constructors that set it.

use super::compare::{Compare, NamedSubject};
use super::difference::{Action, Aspect};
use super::pair::Pair;
use super::verdict::{Directions, RustVerdict, Usage, WireCompatibility, breaking, depends, incompatible};
use crate::shown::code;

/// The only value of a member or a parameter in both contracts.
pub(super) struct ConstantPair<'a> {
    pub(super) of: NamedSubject<'a>,
    pub(super) constants: Pair<Option<&'a str>>,
    pub(super) usage: Usage,
    pub(super) at: Pair<&'a str>,
}

/// Compares the only values. A client is as liberal as our readers: it takes any value.
pub(super) fn compare(compare: &mut Compare<'_>, of: &ConstantPair<'_>) {
    let ConstantPair { of: subject, constants, usage, at } = of;
    let (what, old_request, new_request) = match (constants.old, constants.new) {
        (Some(old), Some(new)) if old != new => {
            let other = |value: &str| incompatible(format!("the service accepts only {}", code(value)));
            (format!("is always {}, no longer {}", code(new), code(old)), other(new), other(old))
        }
        (None, Some(new)) => {
            let rejected = depends(format!("the new service rejects values other than {}", code(new)));
            (format!("is always {}", code(new)), rejected, WireCompatibility::Yes)
        }
        (Some(old), None) => {
            let rejected = depends(format!("an old service rejects values other than {}", code(old)));
            (format!("is no longer always {}", code(old)), WireCompatibility::Yes, rejected)
        }
        _ => return,
    };
    let wire = Directions { old_request, new_request, ..Directions::default() }.verdict(*usage);
    compare.changed(*subject, Aspect::Value, &what).at(*at).wire(wire).done();
}

/// A member or a parameter that a constructor takes or sets, in both contracts.
pub(super) struct SetPair<'a> {
    pub(super) rust_name: &'a str,
    /// The value that the constructor sets.
    pub(super) fixed: Pair<Option<&'a str>>,
    /// `true` if the constructor has it as an argument, or would.
    pub(super) is_argument: bool,
    pub(super) at: Pair<&'a str>,
}

/// Compares the values that a constructor sets by itself.
pub(super) fn compare_set(compare: &mut Compare<'_>, subject: NamedSubject<'_>, owner: &str, of: &SetPair<'_>) {
    let Pair { old, new } = of.fixed;
    if old == new {
        return;
    }
    let (constructor, field) = (code(&format!("{owner}::new")), code(of.rust_name));
    let (what, taken) = match new {
        Some(value) => (format!("sets {field} to {}", code(value)), format!("`new` does not take {field}")),
        None if of.is_argument => (format!("takes {field}"), format!("`new` takes {field}")),
        None => (format!("no longer sets {field}"), String::new()),
    };
    let is_other = of.is_argument && old.is_some() != new.is_some();
    let rust = if is_other { breaking(taken) } else { RustVerdict::Same };
    let text = format!("{constructor} {what}");
    compare.difference(subject, Action::Changed(Aspect::Arguments), text).at(of.at).rust(rust).done();
}
