//! Choices among names: each type, and each operation, has one or several possible names, the best first.
//!
//! If the best names of two items are equal, neither has it: both take their next ones, whatever the order. The choice
//! that an earlier version of the crate has recorded is kept, so that an addition renames nothing. The last name of an
//! item is its whole name, derived from its own location. On a collision of last names the closest match keeps the
//! name, and the others get another one or a numeric suffix, with a warning.

use std::collections::BTreeMap;

use super::collisions::{Candidate, NameScope};
use crate::source::diagnostic::JsonPointer;

/// A type or an operation with its possible names.
pub(super) struct Choice<'a> {
    /// The names, the best first: at least one.
    pub(super) names: Vec<String>,
    /// A name that comes before one with a numeric suffix, where the last name is another's.
    pub(super) other: Option<String>,
    /// The name that an extension states, or else the recorded one.
    pub(super) fixed: Fixed<'a>,
    /// The closeness of its last name to the description: the lowest keeps it.
    pub(super) rank: (u8, bool),
    /// A number that equal items share.
    pub(super) group: usize,
    pub(super) wire: String,
    pub(super) at: &'a JsonPointer,
}

/// A name that is not to be chosen.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Fixed<'a> {
    /// An extension states it: the only name.
    Chosen,
    /// An earlier version of the crate has it.
    Kept(&'a str),
    No,
}

/// The chosen names, and the items that prevented better ones.
pub(super) struct Resolved {
    /// The names, in order.
    pub(super) names: Vec<String>,
    /// For each choice that has another name than its first one, the index of another that asks for that one.
    pub(super) colliding: Vec<Option<usize>>,
}

/// Chooses a name for each.
pub(super) fn choose(choices: &[Choice<'_>], scope: NameScope<'_>) -> Resolved {
    let mut run = Run { choices, scope, holders: BTreeMap::new(), names: BTreeMap::new(), colliding: BTreeMap::new() };
    run.fix();
    let mut open: Vec<usize> = (0..choices.len()).filter(|index| !run.names.contains_key(index)).collect();
    let (mut level, mut numbered) = (0, Vec::new());
    while !open.is_empty() {
        open = run.settle(level, open, &mut numbered);
        level += 1;
    }
    numbered.sort_by_key(|index| (run.rank(*index), *index));
    for index in numbered {
        run.take(index, run.last(index));
    }
    let colliding = (0..choices.len()).map(|index| run.colliding.get(&index).copied());
    Resolved { colliding: colliding.collect(), names: run.names.into_values().collect() }
}

struct Run<'c, 'a, 'd> {
    choices: &'c [Choice<'a>],
    scope: NameScope<'d>,
    /// The holder of each name, by its key.
    holders: BTreeMap<String, usize>,
    /// The names that are settled, by index.
    names: BTreeMap<usize, String>,
    colliding: BTreeMap<usize, usize>,
}

impl<'c> Run<'c, '_, '_> {
    /// Takes the chosen names, then the kept ones that are still free.
    fn fix(&mut self) {
        let chosen = self.choices.iter().enumerate().filter(|(_, choice)| choice.fixed == Fixed::Chosen);
        for index in chosen.map(|(index, _)| index).collect::<Vec<_>>() {
            self.take(index, self.last(index));
        }
        self.scope.reserve();
        let mut kept: Vec<(usize, &'c str)> = Vec::new();
        for (index, choice) in self.choices.iter().enumerate() {
            if let Fixed::Kept(name) = choice.fixed {
                kept.push((index, name));
            }
        }
        kept.sort_by_key(|(index, _)| (self.rank(*index), *index));
        for (index, name) in kept {
            if !self.holders.contains_key(&self.scope.key(name)) {
                self.take(index, name);
            }
        }
    }

    /// Settles the names of one level that do not collide. Returns the items that continue with their next name.
    fn settle(&mut self, level: usize, open: Vec<usize>, numbered: &mut Vec<usize>) -> Vec<usize> {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for index in open {
            groups.entry(self.scope.key(self.name(index, level))).or_default().push(index);
        }
        let mut next = Vec::new();
        for (key, group) in groups {
            let holder = self.holders.get(&key).copied();
            let winner = if holder.is_none() { self.winner(level, &group) } else { None };
            if let Some(winner) = winner {
                self.take(winner, self.name(winner, level));
            }
            for index in group.iter().copied().filter(|index| Some(*index) != winner) {
                let other = holder.or(winner).or_else(|| group.iter().copied().find(|other| *other != index));
                if let Some(other) = other {
                    self.colliding.entry(index).or_insert(other);
                }
                if self.is_last(index, level) { numbered.push(index) } else { next.push(index) }
            }
        }
        next
    }

    /// Returns the one of a group that has the name: the closest match of those that have no other name, or the first
    /// of equal ones; `None` if all have others.
    fn winner(&self, level: usize, group: &[usize]) -> Option<usize> {
        let last = group.iter().copied().filter(|index| self.is_last(*index, level));
        let last = last.min_by_key(|index| (self.rank(*index), *index));
        let number = |index: &usize| self.choices.get(*index).map(|choice| choice.group);
        let first = group.first();
        let are_equal = || group.iter().all(|index| number(index) == first.and_then(number));
        last.or_else(|| first.copied().filter(|_| are_equal()))
    }

    /// Takes a name, or the next free one with a numeric suffix.
    fn take(&mut self, index: usize, name: &str) {
        let Some(Choice { fixed, other, wire, at, .. }) = self.choices.get(index) else { return };
        let chosen = *fixed == Fixed::Chosen;
        let name = self.scope.add(&Candidate { rust: name, wire, chosen, other: other.as_deref(), kept: None, at });
        self.holders.entry(self.scope.key(&name)).or_insert(index);
        self.names.insert(index, name);
    }

    fn name(&self, index: usize, level: usize) -> &'c str {
        let names = self.choices.get(index).map(|choice| choice.names.as_slice()).unwrap_or_default();
        names.get(level).or_else(|| names.last()).map_or("", String::as_str)
    }

    fn last(&self, index: usize) -> &'c str {
        self.name(index, usize::MAX)
    }

    fn is_last(&self, index: usize, level: usize) -> bool {
        self.choices.get(index).is_none_or(|choice| level + 1 >= choice.names.len())
    }

    fn rank(&self, index: usize) -> (u8, bool) {
        self.choices.get(index).map_or((u8::MAX, true), |choice| choice.rank)
    }
}
