//! Members of one type, or values of one enum, that get one name in Rust.
//!
//! One of them gets it: the one for which it was chosen, or else the one that is spelled most like it. The others are
//! left out, which loses nothing on the wire.

use std::collections::BTreeMap;

use heck::ToLowerCamelCase;

use crate::diagnostic::{Code, JsonPointer};
use crate::finding::Findings;

/// What may want one name, in words for a message.
pub(super) struct Rivals {
    /// `the member`
    pub(super) one: &'static str,
    /// `members of one type`
    pub(super) several: &'static str,
    /// What to do about it.
    pub(super) help: &'static str,
}

/// What wants a name.
pub(super) struct Claim<'a> {
    pub(super) rust: &'a str,
    pub(super) wire: &'a str,
    /// Whether the description says that it has this name in Rust.
    pub(super) chosen: bool,
    pub(super) at: &'a JsonPointer,
}

impl Claim<'_> {
    /// The lower, the better.
    pub(super) fn rank(&self) -> (bool, bool, &str) {
        let rust = self.rust.trim_start_matches("r#");
        let alike = self.wire == rust || self.wire == rust.to_lower_camel_case();
        (!self.chosen, !alike, self.wire)
    }
}

/// Whether each claim gets its name. It is a finding about those that do not.
pub(super) fn settle(claims: &[Claim<'_>], rivals: &Rivals, findings: &mut Findings) -> Vec<bool> {
    let mut holders: BTreeMap<&str, (usize, &Claim<'_>)> = BTreeMap::new();
    for (index, claim) in claims.iter().enumerate() {
        let holder = holders.entry(claim.rust).or_insert((index, claim));
        if claim.rank() < holder.1.rank() {
            *holder = (index, claim);
        }
    }
    let gets_its_name = |(index, claim): (usize, &Claim<'_>)| match holders.get(claim.rust) {
        Some((holder, other)) if *holder != index => {
            report(claim, other, rivals, findings);
            false
        }
        _ => true,
    };
    claims.iter().enumerate().map(gets_its_name).collect()
}

fn report(claim: &Claim<'_>, holder: &Claim<'_>, rivals: &Rivals, findings: &mut Findings) {
    let Rivals { one, several, help } = *rivals;
    let Claim { rust, wire, chosen, at } = *claim;
    if chosen {
        let message = format!("two {several} are called `{rust}` in Rust: `{}` and `{wire}`", holder.wire);
        findings.error(Code::DuplicateName, at, message, "give one of them another name");
    } else if wire == holder.wire {
        findings.warning(Code::DuplicateName, at, format!("{one} `{wire}` is there twice"), "remove one of the two");
    } else {
        let message = format!("{one} `{wire}` is left out: `{}` has its name in Rust, `{rust}`", holder.wire);
        findings.warning(Code::DuplicateName, at, message, help);
    }
}
