//! Name collisions: members of one type, values of one enum, or variants of one union with the same Rust name.
//!
//! A chosen name comes first, then the closest match, then ordinal order. The others get a numeric suffix, in that order:
//! `AB`, `AB2`, `AB3`, and `V1`, `V1_2`. Only repeated candidates are left out.
//!
//! Types and operations, which are many, get their names from a [`NameScope`] one by one.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToLowerCamelCase;

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The words of a message about a collision.
pub(super) struct Collisions {
    /// `the member`
    pub(super) one: &'static str,
    /// `members of one type`
    pub(super) several: &'static str,
    /// The separator before the numeric suffix.
    pub(super) separator: &'static str,
    /// The help: how to choose another name.
    pub(super) help: &'static str,
}

/// A candidate for a name.
pub(super) struct Candidate<'a> {
    pub(super) rust: &'a str,
    pub(super) wire: &'a str,
    /// `true` if an extension states the Rust name.
    pub(super) chosen: bool,
    pub(super) at: &'a JsonPointer,
}

impl Candidate<'_> {
    /// Returns the rank: the lowest candidate keeps the name.
    pub(super) fn rank(&self) -> (bool, bool, &str) {
        let rust = self.rust.trim_start_matches("r#");
        let alike = self.wire == rust || self.wire == rust.to_lower_camel_case();
        (!self.chosen, !alike, self.wire)
    }
}

/// Returns the name of each candidate; `None` for a repeated one, or after an error. Each candidate that does not keep its
/// name is a diagnostic.
pub(super) fn assign(
    candidates: &[Candidate<'_>],
    collisions: &Collisions,
    diagnostics: &mut Diagnostics,
) -> Vec<Option<String>> {
    let mut used = UsedNames::new(candidates.iter().map(|candidate| candidate.rust.to_owned()));
    let mut holders: BTreeMap<&str, &Candidate<'_>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut names: Vec<(usize, Option<String>)> = Vec::new();
    let mut order: Vec<(usize, &Candidate<'_>)> = candidates.iter().enumerate().collect();
    order.sort_by(|(_, left), (_, right)| left.rank().cmp(&right.rank()));
    for (index, candidate) in order {
        let Candidate { rust, wire, chosen, at } = *candidate;
        let is_new = seen.insert((rust, wire));
        let holder = *holders.entry(rust).or_insert(candidate);
        let name = if std::ptr::eq(holder, candidate) {
            Some(rust.to_owned())
        } else if chosen {
            let message =
                format!("two {} have the Rust name `{rust}`: `{}` and `{wire}`", collisions.several, holder.wire);
            diagnostics.error(Code::DuplicateName, at, message, "give one of them another name");
            None
        } else if is_new {
            let name = used.numbered(rust, collisions.separator);
            let message = format!(
                "{} `{wire}` has the Rust name `{name}`: `{}` has the name `{rust}`",
                collisions.one, holder.wire
            );
            diagnostics.warning(Code::DuplicateName, at, message, collisions.help);
            Some(name)
        } else {
            let message = format!("{} `{wire}` is repeated", collisions.one);
            diagnostics.warning(Code::DuplicateName, at, message, "remove one of the two");
            None
        };
        names.push((index, name));
    }
    names.sort_by_key(|(index, _)| *index);
    names.into_iter().map(|(_, name)| name).collect()
}

/// The names that are taken.
pub(super) struct UsedNames {
    names: BTreeSet<String>,
    /// The last suffix of each name.
    numbers: BTreeMap<String, usize>,
}

impl UsedNames {
    pub(super) fn new(names: impl Iterator<Item = String>) -> Self {
        Self { names: names.collect(), numbers: BTreeMap::new() }
    }

    /// Takes the next free name with a numeric suffix.
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

/// A scope of unique names.
pub(super) struct NameScope {
    what: &'static str,
    used: BTreeMap<String, String>,
    /// The last suffix of each name.
    numbers: BTreeMap<String, usize>,
}

impl NameScope {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, used: BTreeMap::new(), numbers: BTreeMap::new() }
    }

    /// Takes a name, or else the next free one with a numeric suffix, with a diagnostic.
    pub(super) fn add_numbered(
        &mut self,
        rust: &str,
        wire: &str,
        at: &JsonPointer,
        diagnostics: &mut Diagnostics,
    ) -> String {
        let Some(other) = self.used.get(rust).cloned() else {
            self.used.insert(rust.to_owned(), wire.to_owned());
            return rust.to_owned();
        };
        let last = self.numbers.entry(rust.to_owned()).or_insert(1);
        let numbered = loop {
            *last += 1;
            let numbered = format!("{rust}{last}");
            if !self.used.contains_key(&numbered) {
                break numbered;
            }
        };
        self.used.insert(numbered.clone(), wire.to_owned());
        let message = format!("`{wire}` has the Rust name `{numbered}`: `{other}` has the name `{rust}`");
        let help = "set `x-bindery.rust-name`, so that no addition to the API can change the name";
        diagnostics.warning(Code::DuplicateName, at, message, help);
        numbered
    }

    /// Takes a name, with an error if it is taken.
    pub(super) fn add(&mut self, rust: &str, wire: &str, at: &JsonPointer, diagnostics: &mut Diagnostics) {
        let Some(other) = self.used.insert(rust.to_owned(), wire.to_owned()) else { return };
        diagnostics.error(
            Code::DuplicateName,
            at,
            format!("two {} have the Rust name `{rust}`: `{other}` and `{wire}`", self.what),
            "give one of them another name by `x-bindery.rust-name`",
        );
    }
}
