//! Types that lead to numbers with digits of their own, at any depth. Readers of JSON take unions of such types from
//! their text.

use std::collections::{BTreeMap, BTreeSet};

use crate::contract::{Contract, FormatType, Lowered, TypeId};

/// The types that lead to numbers that keep their digits.
pub(super) struct Digits(pub(super) BTreeSet<TypeId>);

/// Finds the types: those with such a number, then all that hold them.
pub(super) fn resolve(contract: &Contract<Lowered>) -> Digits {
    let mut found = BTreeSet::new();
    let mut open = Vec::new();
    let mut holders = BTreeMap::<TypeId, Vec<TypeId>>::new();
    for (index, ty) in contract.types.iter().enumerate() {
        for reference in ty.kind.references() {
            if reference.format_type().is_some_and(FormatType::has_digits) {
                open.push(TypeId(index));
            }
            if let Some(held) = reference.named() {
                holders.entry(held).or_default().push(TypeId(index));
            }
        }
    }
    while let Some(id) = open.pop() {
        if found.insert(id) {
            open.extend(holders.remove(&id).unwrap_or_default());
        }
    }
    Digits(found)
}
