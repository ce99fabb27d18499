//! Name collisions: members of one type, values of one enum, or variants of one union with the same Rust name.
//!
//! A chosen name comes first, then one that an earlier version of the crate has, then the closest match, then ordinal
//! order. The others get their signs spelled out, `MinusCreated` for `-created`, or a numeric suffix, in that order:
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
    /// Another name, which comes before one with a numeric suffix: `MinusCreated` for `-created`.
    pub(super) other: Option<&'a str>,
    /// The Rust name in an earlier version of the crate: one of these, or one with a numeric suffix.
    pub(super) kept: Option<&'a str>,
    pub(super) at: &'a JsonPointer,
}

impl Candidate<'_> {
    /// Returns the rank: the lowest candidate keeps the name.
    pub(super) fn rank(&self) -> (bool, bool, bool, bool, &str) {
        let rust = self.rust.trim_start_matches("r#");
        let alike = self.wire == rust || self.wire == rust.to_lower_camel_case();
        (!self.chosen, self.kept != Some(self.rust), !alike, self.other.is_some(), self.wire)
    }

    /// Returns the other name that an earlier version of the crate has.
    fn kept_other(&self) -> Option<&str> {
        self.kept.filter(|kept| !self.chosen && *kept != self.rust)
    }
}

/// Returns the name of each candidate; `None` for a repeated one, or after an error. Each candidate that does not keep
/// its name is a diagnostic.
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
    let kept: BTreeMap<usize, &str> = order
        .iter()
        .filter_map(|(index, candidate)| {
            candidate.kept_other().filter(|kept| used.insert(kept)).map(|kept| (*index, kept))
        })
        .collect();
    for (index, candidate) in order {
        let Candidate { rust, wire, chosen, at, .. } = *candidate;
        let is_new = seen.insert((rust, wire));
        if let Some(kept) = kept.get(&index).filter(|_| is_new) {
            names.push((index, Some((*kept).to_owned())));
            continue;
        }
        let holder = *holders.entry(rust).or_insert(candidate);
        let name = if std::ptr::eq(holder, candidate) {
            Some(rust.to_owned())
        } else if chosen {
            let message =
                format!("two {} have the Rust name `{rust}`: `{}` and `{wire}`", collisions.several, holder.wire);
            diagnostics.error(Code::DuplicateName, at, message, "give one of them another name");
            None
        } else if is_new {
            let name = used.other(candidate, collisions.separator);
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
    /// The part of a name that has to be unique.
    key: fn(&str) -> String,
}

impl UsedNames {
    pub(super) fn new(names: impl Iterator<Item = String>) -> Self {
        Self { names: names.collect(), ..Self::by(str::to_owned) }
    }

    /// No names, which will have to differ in this key.
    fn by(key: fn(&str) -> String) -> Self {
        Self { names: BTreeSet::new(), numbers: BTreeMap::new(), key }
    }

    /// Takes a name. Returns `false` if it is taken.
    pub(super) fn insert(&mut self, name: &str) -> bool {
        self.names.insert((self.key)(name))
    }

    /// Takes the other name of a candidate, or the next free one with a numeric suffix.
    fn other(&mut self, candidate: &Candidate<'_>, separator: &str) -> String {
        let other = candidate.other.filter(|other| self.insert(other)).map(str::to_owned);
        other.unwrap_or_else(|| self.numbered(candidate.rust, separator))
    }

    /// Takes a name, or the next free one with a numeric suffix.
    pub(super) fn unique(&mut self, name: &str) -> String {
        if self.insert(name) { name.to_owned() } else { self.numbered(name, "") }
    }

    /// Takes the next free name with a numeric suffix.
    pub(super) fn numbered(&mut self, name: &str, separator: &str) -> String {
        let stem = name.trim_start_matches("r#").trim_end_matches('_');
        let separator = if stem.ends_with(|last: char| last.is_ascii_digit()) { "_" } else { separator };
        let mut last = self.numbers.get(stem).copied().unwrap_or(1);
        loop {
            last += 1;
            let numbered = format!("{stem}{separator}{last}");
            if self.insert(&numbered) {
                self.numbers.insert(stem.to_owned(), last);
                return numbered;
            }
        }
    }
}

/// A scope of unique names, which are taken one by one: first the chosen ones.
pub(super) struct NameScope<'d> {
    /// `types`
    what: &'static str,
    used: UsedNames,
    /// The name in the API description of the first candidate for each key.
    holders: BTreeMap<String, String>,
    /// The names of the structs of arguments in an earlier version of the crate.
    reserved: Vec<String>,
    diagnostics: &'d mut Diagnostics,
}

impl<'d> NameScope<'d> {
    /// Returns an empty scope whose names have to differ in a key.
    pub(super) fn new(what: &'static str, key: fn(&str) -> String, diagnostics: &'d mut Diagnostics) -> Self {
        Self { what, used: UsedNames::by(key), holders: BTreeMap::new(), reserved: Vec::new(), diagnostics }
    }

    /// Returns the scope without these names, which structs of arguments have, unless they are chosen.
    pub(super) fn without(mut self, reserved: impl Iterator<Item = String>) -> Self {
        self.reserved = reserved.collect();
        self
    }

    /// Takes the names of the structs of arguments that are still free.
    pub(super) fn reserve(&mut self) {
        for name in std::mem::take(&mut self.reserved) {
            if self.used.insert(&name) {
                self.holders.insert(self.key(&name), String::from("new"));
            }
        }
    }

    /// Returns the part of a name that has to be unique.
    pub(super) fn key(&self, name: &str) -> String {
        (self.used.key)(name)
    }

    /// Takes the name of a candidate. If it is taken, that is an error for a chosen name; another one gets a numeric
    /// suffix, with a warning.
    pub(super) fn add(&mut self, candidate: &Candidate<'_>) -> String {
        let Candidate { rust, wire, chosen, at, .. } = *candidate;
        let key = (self.used.key)(rust);
        if self.used.insert(rust) {
            self.holders.insert(key, wire.to_owned());
            return rust.to_owned();
        }
        let other = self.holders.get(&key).cloned().unwrap_or_default();
        if chosen {
            let message = format!("two {} have the Rust name `{key}`: `{other}` and `{wire}`", self.what);
            let help = "give one of them another name by `x-bindery.rust-name`";
            self.diagnostics.error(Code::DuplicateName, at, message, help);
            return rust.to_owned();
        }
        let name = self.used.other(candidate, "");
        let numbered = (self.used.key)(&name);
        self.holders.insert(numbered.clone(), wire.to_owned());
        let message = format!("`{wire}` has the Rust name `{numbered}`: `{other}` has the name `{key}`");
        let help = "set `x-bindery.rust-name`, so that no addition to the API can change the name";
        self.diagnostics.warning(Code::DuplicateName, at, message, help);
        name
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, NameScope};
    use crate::source::diagnostic::JsonPointer;
    use crate::source::diagnostics::Diagnostics;

    #[test]
    fn a_suffix_is_apart_from_a_digit() {
        let (at, mut diagnostics) = (JsonPointer::root(), Diagnostics::default());
        let mut scope = NameScope::new("types", str::to_owned, &mut diagnostics);
        let names = ["V1", "V1", "V1_2", "V1", "Box", "Box"]
            .map(|rust| scope.add(&Candidate { rust, wire: rust, chosen: false, other: None, kept: None, at: &at }));
        assert_eq!(names, ["V1", "V1_2", "V1_2_2", "V1_3", "Box", "Box2"]);
    }
}
