//! Members of one type, values of one enum, or variants of one union that get one name in Rust.
//!
//! One of them gets it: the one for which it was chosen, or else the one that is spelled most like it, or comes first in
//! ordinal order. The others have a number behind it, in that order: `AB`, `AB2`, `AB3`, and `V1`, `V1_2`. None is left out
//! but what is there twice.
//!
//! Types and operations, which are many, take their [`NameScope`] one by one.

use std::collections::{BTreeMap, BTreeSet};

use heck::ToLowerCamelCase;

use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// What may want one name, in words for a message.
pub(super) struct Collisions {
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
pub(super) struct Candidate<'a> {
    pub(super) rust: &'a str,
    pub(super) wire: &'a str,
    /// Whether the description says that it has this name in Rust.
    pub(super) chosen: bool,
    pub(super) at: &'a JsonPointer,
}

impl Candidate<'_> {
    /// The lower, the better.
    pub(super) fn rank(&self) -> (bool, bool, &str) {
        let rust = self.rust.trim_start_matches("r#");
        let alike = self.wire == rust || self.wire == rust.to_lower_camel_case();
        (!self.chosen, !alike, self.wire)
    }
}

/// The name that each claim gets; `None` for one that gets none, because it is there twice, or is an error. It is a diagnostic
/// about each that does not get the name that it wants.
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
                format!("two {} are called `{rust}` in Rust: `{}` and `{wire}`", collisions.several, holder.wire);
            diagnostics.error(Code::DuplicateName, at, message, "give one of them another name");
            None
        } else if is_new {
            let name = used.numbered(rust, collisions.separator);
            let message = format!(
                "{} `{wire}` is called `{name}` in Rust: `{}` has the name `{rust}`",
                collisions.one, holder.wire
            );
            diagnostics.warning(Code::DuplicateName, at, message, collisions.help);
            Some(name)
        } else {
            let message = format!("{} `{wire}` is there twice", collisions.one);
            diagnostics.warning(Code::DuplicateName, at, message, "remove one of the two");
            None
        };
        names.push((index, name));
    }
    names.sort_by_key(|(index, _)| *index);
    names.into_iter().map(|(_, name)| name).collect()
}

/// The names that are not free.
pub(super) struct UsedNames {
    names: BTreeSet<String>,
    /// The last number that was given to each name.
    numbers: BTreeMap<String, usize>,
}

impl UsedNames {
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
pub(super) struct NameScope {
    what: &'static str,
    used: BTreeMap<String, String>,
    /// The last number that stands behind each name.
    numbers: BTreeMap<String, usize>,
}

impl NameScope {
    pub(super) fn new(what: &'static str) -> Self {
        Self { what, used: BTreeMap::new(), numbers: BTreeMap::new() }
    }

    /// Takes a name, or else the first that is free with a number behind it, with a diagnostic.
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
        let message = format!("`{wire}` is called `{numbered}` in Rust: `{other}` has the name `{rust}`");
        let help = "give it a name of its own by `x-bindery.rust-name`, which no addition to the API can change";
        diagnostics.warning(Code::DuplicateName, at, message, help);
        numbered
    }

    /// Takes a name, with an error if another wire name has it.
    pub(super) fn add(&mut self, rust: &str, wire: &str, at: &JsonPointer, diagnostics: &mut Diagnostics) {
        let Some(other) = self.used.insert(rust.to_owned(), wire.to_owned()) else { return };
        diagnostics.error(
            Code::DuplicateName,
            at,
            format!("two {} are called `{rust}` in Rust: `{other}` and `{wire}`", self.what),
            "give one of them another name by `x-bindery.rust-name`",
        );
    }
}
