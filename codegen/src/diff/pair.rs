//! Which of the new things is which of the old ones: by name, and where a name is gone, by likeness.

use std::collections::{BTreeMap, BTreeSet};

/// Old and new things, brought together.
#[derive(Debug)]
pub(super) struct Pairs<'a, T> {
    /// Those of one name.
    pub(super) same: Vec<(&'a T, &'a T)>,
    /// Those that are alike, under different names: a guess.
    pub(super) alike: Vec<(&'a T, &'a T)>,
    pub(super) removed: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
}

/// Brings old and new things together: those of the same name first, then those that `likeness` finds alike, the best
/// matches first. A likeness of 0 is none.
pub(super) fn pair<'a, T>(
    old: &'a [T],
    new: &'a [T],
    name: impl Fn(&T) -> String,
    likeness: impl Fn(&T, &T) -> f64,
) -> Pairs<'a, T> {
    let mut by_name: BTreeMap<String, &T> = new.iter().map(|it| (name(it), it)).collect();
    let mut same = Vec::new();
    let mut removed = Vec::new();
    for it in old {
        match by_name.remove(&name(it)) {
            Some(other) => same.push((it, other)),
            None => removed.push(it),
        }
    }
    let added: Vec<&T> = new.iter().filter(|it| by_name.contains_key(&name(it))).collect();
    let mut matches = Vec::new();
    for (gone, left) in removed.iter().enumerate() {
        for (come, right) in added.iter().enumerate() {
            let likeness = likeness(left, right);
            if likeness > 0.0 {
                matches.push((likeness, gone, come));
            }
        }
    }
    matches.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
    let (mut gone, mut come) = (BTreeSet::new(), BTreeSet::new());
    let mut alike = Vec::new();
    for (_, left, right) in matches {
        if !gone.contains(&left) && !come.contains(&right) {
            gone.insert(left);
            come.insert(right);
            alike.push((removed[left], added[right]));
        }
    }
    Pairs { same, alike, removed: without(removed, &gone), added: without(added, &come) }
}

fn without<T>(all: Vec<T>, paired: &BTreeSet<usize>) -> Vec<T> {
    all.into_iter().enumerate().filter(|(index, _)| !paired.contains(index)).map(|(_, it)| it).collect()
}

/// How alike two names are, from 0 to 1: 1 if they differ in case and separators alone.
pub(super) fn names_alike(old: &str, new: &str) -> f64 {
    let folded =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase() };
    let (old, new) = (folded(old), folded(new));
    if old.is_empty() || new.is_empty() { 0.0 } else { strsim::normalized_damerau_levenshtein(&old, &new) }
}

/// How much two sets of names share, from 0 to 1.
pub(super) fn shared<'a>(old: impl Iterator<Item = &'a str>, new: impl Iterator<Item = &'a str>) -> f64 {
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (old.collect(), new.collect());
    let (common, all) = (old.intersection(&new).count(), old.union(&new).count());
    ratio(common, all)
}

/// A share; 0 of nothing.
fn ratio(part: usize, of: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if of == 0 { 0.0 } else { count(part) / count(of) }
}
