//! Members of one type, values of one enum, or variants of one union that get one name in Rust.
//!
//! One of them gets it: the one for which it was chosen, or else the one that is spelled most like it, or comes first in
//! ordinal order. The others have a number behind it, in that order: `AB`, `AB2`, `AB3`, and `V1`, `V1_2`. None is left out
//! but what is there twice.
//!
//! Types and operations, which are many, take their [`Names`] one by one.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToLowerCamelCase;

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::finding::Findings;

/// What may want one name, in words for a message.
pub(super) struct Rivals {
    /// `the member`
    pub(super) one: &'static str,
    /// `members of one type`
    pub(super) several: &'static str,
    /// What stands between a name and its number.
    pub(super) separator: &'static str,
    /// How to give it another name.
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

/// The name that each claim gets; `None` for one that gets none, because it is there twice, or is an error. It is a finding
/// about each that does not get the name that it wants.
pub(super) fn settle(claims: &[Claim<'_>], rivals: &Rivals, findings: &mut Findings) -> Vec<Option<String>> {
    let mut taken = Taken::new(claims.iter().map(|claim| claim.rust.to_owned()));
    let mut holders: BTreeMap<&str, &Claim<'_>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut names: Vec<(usize, Option<String>)> = Vec::new();
    let mut order: Vec<(usize, &Claim<'_>)> = claims.iter().enumerate().collect();
    order.sort_by(|(_, left), (_, right)| left.rank().cmp(&right.rank()));
    for (index, claim) in order {
        let Claim { rust, wire, chosen, at } = *claim;
        let is_new = seen.insert((rust, wire));
        let holder = *holders.entry(rust).or_insert(claim);
        let name = if std::ptr::eq(holder, claim) {
            Some(rust.to_owned())
        } else if chosen {
            let message = format!("two {} are called `{rust}` in Rust: `{}` and `{wire}`", rivals.several, holder.wire);
            findings.error(Code::DuplicateName, at, message, "give one of them another name");
            None
        } else if is_new {
            let name = taken.numbered(rust, rivals.separator);
            let message =
                format!("{} `{wire}` is called `{name}` in Rust: `{}` has the name `{rust}`", rivals.one, holder.wire);
            findings.warning(Code::DuplicateName, at, message, rivals.help);
            Some(name)
        } else {
            let message = format!("{} `{wire}` is there twice", rivals.one);
            findings.warning(Code::DuplicateName, at, message, "remove one of the two");
            None
        };
        names.push((index, name));
    }
    names.sort_by_key(|(index, _)| *index);
    names.into_iter().map(|(_, name)| name).collect()
}

/// The names that are not free.
pub(super) struct Taken {
    names: BTreeSet<String>,
    /// The last number that was given to each name.
    numbers: BTreeMap<String, usize>,
}

impl Taken {
    pub(super) fn new(names: impl Iterator<Item = String>) -> Self {
        Self { names: names.collect(), numbers: BTreeMap::new() }
    }

    /// The next name with a number behind it that is free, which takes it.
    pub(super) fn numbered(&mut self, name: &str, separator: &str) -> String {
        let stem = name.trim_start_matches("r#").trim_end_matches('_');
        let separator = if stem.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { separator };
        let last = self.numbers.entry(stem.to_owned()).or_insert(1);
        loop {
            *last += 1;
            let numbered = format!("{stem}{separator}{last}");
            if self.names.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Names that must differ from each other.
pub(super) struct Names {
    what: &'static str,
    taken: BTreeMap<String, String>,
    /// The last number that stands behind each name.
    numbers: BTreeMap<String, usize>,
}

impl Names {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, taken: BTreeMap::new(), numbers: BTreeMap::new() }
    }

    /// Takes a name, or else the first that is free with a number behind it, with a finding.
    pub(super) fn add_numbered(&mut self, rust: &str, wire: &str, at: &JsonPointer, findings: &mut Findings) -> String {
        let Some(other) = self.taken.get(rust).cloned() else {
            self.taken.insert(rust.to_owned(), wire.to_owned());
            return rust.to_owned();
        };
        let last = self.numbers.entry(rust.to_owned()).or_insert(1);
        let numbered = loop {
            *last += 1;
            let numbered = format!("{rust}{last}");
            if !self.taken.contains_key(&numbered) {
                break numbered;
            }
        };
        self.taken.insert(numbered.clone(), wire.to_owned());
        let message = format!("`{wire}` is called `{numbered}` in Rust: `{other}` has the name `{rust}`");
        let help = "give it a name of its own by `x-bindery.rust-name`, which no addition to the API can change";
        findings.warning(Code::DuplicateName, at, message, help);
        numbered
    }

    /// Takes a name, with an error if another wire name has it.
    pub(super) fn add(&mut self, rust: &str, wire: &str, at: &JsonPointer, findings: &mut Findings) {
        let Some(other) = self.taken.insert(rust.to_owned(), wire.to_owned()) else { return };
        findings.error(
            Code::DuplicateName,
            at,
            format!("two {} are called `{rust}` in Rust: `{other}` and `{wire}`", self.what),
            "give one of them another name by `x-bindery.rust-name`",
        );
    }
}
