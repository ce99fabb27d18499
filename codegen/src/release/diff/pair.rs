//! Which of the new things is which of the old ones: by name, and where a name is gone, by likeness.

use std::cell::Cell;
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
    /// Whether too many went and came for guesses, so that what was renamed is among those.
    pub(super) unguessed: bool,
}

/// Something that may have got another name.
pub(super) trait Renamable {
    /// How much there is to compare of it.
    fn size(&self) -> usize;

    /// What says that things of different names are the same for certain, such as the name in Rust. Where there are too many
    /// things for guesses, those that share it are brought together, and no others.
    fn identity(&self) -> &str;
}

/// The work of guesses that may still be done, of all that two contracts are compared in: of two things it is the product of
/// their sizes, which are the letters of their names, and more where they have parts.
#[derive(Debug)]
pub(super) struct Room(Cell<usize>);

impl Default for Room {
    /// About a second.
    fn default() -> Self {
        Self(Cell::new(1 << 28))
    }
}

impl Room {
    /// Whether there is room for this much, which is taken then.
    fn take(&self, work: usize) -> bool {
        let left = self.0.get().checked_sub(work);
        left.inspect(|left| self.0.set(*left)).is_some()
    }
}

/// Brings old and new things together that have the same name.
pub(super) fn pair_by_name<'a, T>(old: &'a [T], new: &'a [T], name: impl Fn(&T) -> String) -> Pairs<'a, T> {
    let mut by_name: BTreeMap<String, &T> = new.iter().map(|it| (name(it), it)).collect();
    let (mut same, mut removed) = (Vec::new(), Vec::new());
    for it in old {
        match by_name.remove(&name(it)) {
            Some(other) => same.push((it, other)),
            None => removed.push(it),
        }
    }
    let added = new.iter().filter(|it| by_name.contains_key(&name(it))).collect();
    Pairs { same, alike: Vec::new(), removed, added, unguessed: false }
}

/// Brings old and new things together: those of the same name first, then those that `likeness` finds alike, the best
/// matches first. A likeness of 0 is none.
pub(super) fn pair<'a, T: Renamable>(
    old: &'a [T],
    new: &'a [T],
    name: impl Fn(&T) -> String,
    likeness: impl Fn(&T, &T) -> f64,
    room: &Room,
) -> Pairs<'a, T> {
    let Pairs { same, removed, added, .. } = pair_by_name(old, new, name);
    let size = |of: &[&T]| of.iter().map(|it| it.size() + 1).fold(0, usize::saturating_add);
    let unguessed = !room.take(size(&removed).saturating_mul(size(&added)));
    let mut matches = Vec::new();
    let mut compare = |gone: usize, come: usize| {
        let likeness = likeness(removed[gone], added[come]);
        if likeness > 0.0 {
            matches.push((likeness, gone, come));
        }
    };
    if unguessed {
        identical(&removed, &added).for_each(|(gone, come)| compare(gone, come));
    } else {
        (0..removed.len()).for_each(|gone| (0..added.len()).for_each(|come| compare(gone, come)));
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
    Pairs { same, alike, removed: without(removed, &gone), added: without(added, &come), unguessed }
}

/// Those of one identity.
fn identical<T: Renamable>(removed: &[&T], added: &[&T]) -> impl Iterator<Item = (usize, usize)> {
    let locations: BTreeMap<&str, usize> = added.iter().map(|it| it.identity()).zip(0..).collect();
    removed.iter().enumerate().filter_map(move |(gone, it)| Some((gone, *locations.get(it.identity())?)))
}

fn without<T>(all: Vec<T>, paired: &BTreeSet<usize>) -> Vec<T> {
    all.into_iter().enumerate().filter(|(index, _)| !paired.contains(index)).map(|(_, it)| it).collect()
}

/// How alike two names are, from 0 to 1: 1 if they differ in case and separators alone.
pub(super) fn names_alike(old: &str, new: &str) -> f64 {
    let folded =
        |name: &str| -> String { name.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase() };
    let (old, new) = (folded(old), folded(new));
    match (old.len().max(new.len()), old.is_empty() || new.is_empty()) {
        (_, true) => 0.0,
        (MAX_LETTERS.., _) => f64::from(u8::from(old == new)),
        _ => strsim::normalized_damerau_levenshtein(&old, &new),
    }
}

/// The longest name that is compared letter by letter: that takes memory for each letter of the one times each of the other.
const MAX_LETTERS: usize = 1000;

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
