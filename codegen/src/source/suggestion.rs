//! Suggestions for misspelled names.

/// The budget for one suggestion, in letters of the names times letters of the misspelled one.
const MAX_WORK: usize = 1 << 26;

/// The number of letters for each typo that a suggestion may correct.
const LETTERS_FOR_A_SLIP: usize = 3;

/// Returns the name that a misspelled one is closest to, if it is close. Case does not count.
pub(crate) fn closest<'n>(misspelled: &str, names: impl Iterator<Item = &'n str> + Clone) -> Option<&'n str> {
    let letters: usize = names.clone().map(|name| name.len() + 1).sum();
    if letters.saturating_mul(misspelled.len() + 1) > MAX_WORK {
        return None;
    }
    let misspelled = misspelled.to_lowercase();
    let distance = |name: &str| strsim::damerau_levenshtein(&name.to_lowercase(), &misspelled);
    let far = misspelled.chars().count().div_ceil(LETTERS_FOR_A_SLIP);
    let measured = names.map(|name| (distance(name), name));
    measured.filter(|(distance, _)| *distance <= far).min().map(|(_, name)| name)
}
