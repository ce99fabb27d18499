//! What people know of an API beyond its description, lent to a description that has no switches of its own: named bodies,
//! and what answers hold in practice.
//!
//! The switches of the whole description are borrowed before it is read. What stands at operations and answers is lent
//! from record to record: operations belong together as they do in a comparison, whatever dialect they are written in,
//! and a body that the other description has no place for any more is no error of that description.

use crate::release::diff::counterparts;
use crate::release::record::{Answer, Basis, Operation, Record, Type};

/// Gives the operations of one contract what people know of those of the other.
pub(super) fn lend(lender: &Record, borrower: &mut Record) {
    let counterparts = counterparts(&lender.operations, &borrower.operations);
    let mut operations = std::mem::take(&mut borrower.operations);
    for (operation, other) in operations.iter_mut().zip(counterparts) {
        let Some(other) = other.and_then(|index| lender.operations.get(index)) else { continue };
        lend_bodies(other, operation);
        lend_answers((lender, other), borrower, operation);
    }
    borrower.operations = operations;
}

fn lend_bodies(from: &Operation, to: &mut Operation) {
    if let (Some(from), Some(to)) = (&from.body, &mut to.body)
        && to.named.is_empty()
    {
        to.named.clone_from(&from.named);
    }
}

/// Says of the answers whose type is not stated what they hold in practice, if the contract has the type.
fn lend_answers((lender, from): (&Record, &Operation), borrower: &mut Record, to: &mut Operation) {
    for answer in to.answers.iter_mut().filter(|answer| answer.ty.is_none() || answer.basis == Basis::Unstated) {
        let mut others = from.answers.iter().filter(|other| other.basis == Basis::Practice);
        let Some(other) = others.find(|other| other.status == answer.status) else { continue };
        lend_types(lender, other, borrower);
        let name = other.ty.as_ref().and_then(|ty| ty.named());
        if name.is_none_or(|name| has_type(borrower, name)) {
            lend_answer(other, answer, borrower);
        }
    }
}

/// The types that are written in place, in what the answer holds.
fn lend_types(lender: &Record, from: &Answer, borrower: &mut Record) {
    let place = format!("{}/x-bindery/", from.pointer);
    let written = lender.types.iter().filter(|ty| ty.pointer.starts_with(&place));
    let missing: Vec<Type> = written.filter(|ty| !has_type(borrower, &ty.name)).cloned().collect();
    borrower.types.extend(missing);
}

fn has_type(record: &Record, name: &str) -> bool {
    record.types.iter().any(|ty| ty.name == name)
}

/// An answer without a schema may have no media types either: Swagger states them for those that have one.
fn lend_answer(from: &Answer, to: &mut Answer, borrower: &mut Record) {
    to.ty.clone_from(&from.ty);
    to.basis = from.basis;
    if to.media_types.is_empty() {
        to.media_types.clone_from(&from.media_types);
        borrower.media_types.extend(from.media_types.iter().cloned());
        borrower.media_types.sort();
        borrower.media_types.dedup();
    }
}
