//! Pairing of old and new items: by name, then by similarity.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

/// The same thing in both contracts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair<T> {
    pub(super) old: T,
    pub(super) new: T,
}

/// Old and new items, paired.
#[derive(Debug)]
pub(super) struct Pairs<'a, T> {
    /// Items of the same name.
    pub(super) same: Vec<Pair<&'a T>>,
    /// Similar items of different names: a guess.
    pub(super) similar: Vec<Pair<&'a T>>,
    pub(super) removed: Vec<&'a T>,
    pub(super) added: Vec<&'a T>,
    /// `true` if there are too many candidates for guesses, so that renames are among the removed and added items.
    pub(super) unguessed: bool,
}

/// An item that may be renamed.
pub(super) trait Renamable {
    /// The amount to compare.
    fn size(&self) -> usize;

    /// The identity of items with different names, such as the Rust name. With too many candidates for guesses, only
    /// items of the same identity are paired.
    fn identity(&self) -> &str;
}

/// The remaining work for guesses in a comparison of two contracts. A pair costs the product of its sizes, which are
/// the lengths of the names, and more for items with parts.
#[derive(Debug)]
pub(super) struct Budget(Cell<usize>);

impl Default for Budget {
    /// About a second of work.
    fn default() -> Self {
        Self(Cell::new(1 << 28))
    }
}

impl Budget {
    /// Returns `true` if the work is within the rest, and deducts it.
    fn take(&self, work: usize) -> bool {
        let left = self.0.get().checked_sub(work);
        left.inspect(|left| self.0.set(*left)).is_some()
    }
}

/// Pairs items by name.
pub(super) fn pair_by_name<T>(all: Pair<&[T]>, name: impl Fn(&T) -> String) -> Pairs<'_, T> {
    let Pair { old, new } = all;
    let mut by_name: BTreeMap<String, &T> = new.iter().map(|it| (name(it), it)).collect();
    let (mut same, mut removed) = (Vec::new(), Vec::new());
    for it in old {
        match by_name.remove(&name(it)) {
            Some(new) => same.push(Pair { old: it, new }),
            None => removed.push(it),
        }
    }
    let added = new.iter().filter(|it| by_name.contains_key(&name(it))).collect();
    Pairs { same, similar: Vec::new(), removed, added, unguessed: false }
}

/// Pairs items by name, then by `similarity`, the best matches first. A similarity of 0 is no match.
pub(super) fn pair<'a, T: Renamable>(
    all: Pair<&'a [T]>,
    budget: &Budget,
    name: impl Fn(&T) -> String,
    similarity: impl Fn(&T, &T) -> f64,
) -> Pairs<'a, T> {
    let Pairs { same, removed, added, .. } = pair_by_name(all, name);
    let size = |of: &[&T]| of.iter().map(|it| it.size() + 1).fold(0, usize::saturating_add);
    let unguessed = !budget.take(size(&removed).saturating_mul(size(&added)));
    let mut matches = Vec::new();
    let mut compare = |gone: usize, come: usize| {
        let similarity = similarity(removed[gone], added[come]);
        if similarity > 0.0 {
            matches.push((similarity, gone, come));
        }
    };
    if unguessed {
        identical(&removed, &added).for_each(|(gone, come)| compare(gone, come));
    } else {
        (0..removed.len()).for_each(|gone| (0..added.len()).for_each(|come| compare(gone, come)));
    }
    matches.sort_by(|left, right| right.0.total_cmp(&left.0).then((left.1, left.2).cmp(&(right.1, right.2))));
    let (mut gone, mut come) = (BTreeSet::new(), BTreeSet::new());
    let mut similar = Vec::new();
    for (_, left, right) in matches {
        if !gone.contains(&left) && !come.contains(&right) {
            gone.insert(left);
            come.insert(right);
            similar.push(Pair { old: removed[left], new: added[right] });
        }
    }
    Pairs { same, similar, removed: without(removed, &gone), added: without(added, &come), unguessed }
}

/// Pairs items of the same identity.
fn identical<T: Renamable>(removed: &[&T], added: &[&T]) -> impl Iterator<Item = (usize, usize)> {
    let locations: BTreeMap<&str, usize> = added.iter().map(|it| it.identity()).zip(0..).collect();
    removed.iter().enumerate().filter_map(move |(gone, it)| Some((gone, *locations.get(it.identity())?)))
}

fn without<T>(all: Vec<T>, paired: &BTreeSet<usize>) -> Vec<T> {
    all.into_iter().enumerate().filter(|(index, _)| !paired.contains(index)).map(|(_, it)| it).collect()
}

/// The similarity of two names, from 0 to 1: 1 if they differ in case and separators alone.
pub(super) fn name_similarity(old: &str, new: &str) -> f64 {
    let folded =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase() };
    let (old, new) = (folded(old), folded(new));
    match (old.len().max(new.len()), old.is_empty() || new.is_empty()) {
        (_, true) => 0.0,
        (MAX_LETTERS.., _) => f64::from(u8::from(old == new)),
        _ => strsim::normalized_damerau_levenshtein(&old, &new),
    }
}

/// The maximum length of a name that is compared by letters, which takes memory for each pair of letters.
const MAX_LETTERS: usize = 1000;

/// The share that two sets of names have in common, from 0 to 1.
pub(super) fn shared<'a>(old: impl Iterator<Item = &'a str>, new: impl Iterator<Item = &'a str>) -> f64 {
    let (old, new): (BTreeSet<_>, BTreeSet<_>) = (old.collect(), new.collect());
    let (common, all) = (old.intersection(&new).count(), old.union(&new).count());
    ratio(common, all)
}

/// A ratio; 0 for an empty set.
fn ratio(part: usize, of: usize) -> f64 {
    let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if of == 0 { 0.0 } else { count(part) / count(of) }
}
