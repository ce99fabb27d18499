//! Constraints of a value.

use super::compare::{Compare, NamedSubject};
use super::difference::Aspect;
use super::pair::Pair;
use super::verdict::{Directions, Usage, depends};
use crate::contract::{Constraints, Word};
use crate::shown::code;

/// The constraints of one subject in both contracts.
pub(super) struct ConstraintsPair<'a> {
    pub(super) of: NamedSubject<'a>,
    pub(super) constraints: Pair<&'a Option<Box<Constraints>>>,
    pub(super) usage: Usage,
    pub(super) at: Pair<&'a str>,
}

/// Compares the constraints of one subject. Services are as strict as their description, and readers refuse no value.
pub(super) fn compare(compare: &mut Compare<'_>, pair: &ConstraintsPair<'_>) {
    let ConstraintsPair { of, constraints: Pair { old, new }, usage, at } = *pair;
    if old == new {
        return;
    }
    let none = Constraints::default();
    let [old, new] = [old, new].map(|stated| stated.as_deref().unwrap_or(&none));
    let mut compatibility = Directions::default();
    if !old.imply(new) {
        compatibility.old_request = depends("the new service may reject values that the old one accepts");
    }
    if !new.imply(old) {
        compatibility.new_request = depends("an old service may reject values that the new one accepts");
    }
    let what = match (in_words(old), in_words(new)) {
        (was, is) if was.is_empty() => format!("is constrained: {is}"),
        (was, is) if is.is_empty() => format!("is no longer constrained: {was}"),
        (was, is) => format!("is constrained: {is}; before: {was}"),
    };
    compare.changed(of, Aspect::Constraints, &what).at(at).wire(compatibility.verdict(usage)).done();
}

fn in_words(constraints: &Constraints) -> String {
    let words = constraints.in_words().into_iter();
    words
        .map(|word| match word {
            Word::Text(text) => text,
            Word::Code(pattern) => code(&pattern),
        })
        .collect()
}
