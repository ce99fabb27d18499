//! Answers of an operation.

use super::super::compare::{Compare, Side};
use super::super::difference::{Action, Aspect, Subject};
use super::super::pair::pair_by_name;
use super::super::verdict::{RustVerdict, Talk, Travels, WireVerdict, breaking, depends};
use super::super::{scalars, words};
use super::{Of, media_types};
use crate::contract::{Held, Success};
use crate::release::record::{Answer, Basis, Operation, Shape};
use crate::shown::code;

/// Why an answer whose type only one side knows may be a disappointment.
const UNTYPED: &str = "it may find no answer of the type that it knows";

/// Compares the answers of one operation, by their statuses.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: Of<'a>) {
    let pairs = pair_by_name(&of.old.answers, &of.new.answers, |answer| answer.status.clone());
    for answer in pairs.removed {
        let text = format!("{} does not answer {} any more", code(of.name), code(&answer.status));
        let wire = WireVerdict { old_client: Talk::Yes, new_client: depends("an old service still answers so") };
        let rust = media_types::without_answer(compare, &answer.media_types);
        let of = of.part(&answer.pointer, &of.new.pointer);
        compare.note(Subject::Answer, Action::Removed, of.name, text).at(of.at()).wire(wire).rust(rust).done();
    }
    for answer in pairs.added {
        let text = format!("{} may answer {}", code(of.name), code(&answer.status));
        let wire = WireVerdict { old_client: depends("it does not know this answer"), new_client: Talk::Yes };
        let of = of.part(&of.old.pointer, &answer.pointer);
        let note = compare.note(Subject::Answer, Action::Added, of.name, text).at(of.at());
        note.wire(wire).rust(RustVerdict::Compatible).done();
    }
    for (old, new) in pairs.same {
        let of = of.part(&old.pointer, &new.pointer);
        ty(compare, of, old, new);
        basis(compare, of, old, new);
        media_types::of_answers(compare, of, &new.status, &old.media_types, &new.media_types);
        let name = format!("{} {}", of.name, new.status);
        compare.docs(Subject::Answer, &name, (&old.docs, &new.docs), of.at());
    }
    reply(compare, of, Success::Yes);
    reply(compare, of, Success::No);
    accept(compare, of);
}

fn ty<'a>(compare: &mut Compare<'a>, of: Of<'a>, old: &'a Answer, new: &'a Answer) {
    let (name, status) = (of.name, &new.status);
    let wire = wire(compare, old, new);
    let (what, rust) = match (&old.ty, &new.ty) {
        (Some(before), Some(after)) if !compare.same_shape(before, after) => {
            let (was, is) = (words::shape(&compare.old, before), words::shape(&compare.new, after));
            let rust = breaking(format!("the answer is to be read as {is}"));
            (format!("answers {} with {is}, no longer with {was}", code(status)), rust)
        }
        (None, Some(after)) => {
            (format!("answers {} with {}", code(status), words::shape(&compare.new, after)), RustVerdict::Compatible)
        }
        (Some(before), None) => {
            let was = words::shape(&compare.old, before);
            (format!("answers {} with no known type, no longer with {was}", code(status)), RustVerdict::Same)
        }
        _ => return,
    };
    let what = if new.basis == Basis::Practice { what + ", in practice" } else { what };
    compare.changed(Subject::Answer, Aspect::Type, name, &what).at(of.at()).wire(wire).rust(rust).done();
}

/// What another type of an answer means for the wire: nothing where it is known from practice alone, for the service
/// promises none.
fn wire<'a>(compare: &Compare<'a>, old: &'a Answer, new: &'a Answer) -> WireVerdict {
    match (stated(old), stated(new)) {
        (Some(before), Some(after)) => scalars::directions((&compare.old, before), (&compare.new, after))
            .verdict(Travels { in_requests: false, in_answers: true }),
        (None, Some(_)) => WireVerdict { old_client: Talk::Yes, new_client: depends(UNTYPED) },
        (Some(_), None) => WireVerdict { old_client: depends(UNTYPED), new_client: Talk::Yes },
        (None, None) => WireVerdict::default(),
    }
}

/// The type of an answer, if the description states it.
fn stated(answer: &Answer) -> Option<&Shape> {
    answer.ty.as_ref().filter(|_| answer.basis == Basis::Stated)
}

/// Whether the description states the type of an answer that only practice knew, or the other way round.
fn basis(compare: &mut Compare<'_>, of: Of<'_>, old: &Answer, new: &Answer) {
    let both = old.ty.as_ref().zip(new.ty.as_ref());
    if both.is_none() {
        return;
    }
    let status = &new.status;
    let what = match (old.basis, new.basis) {
        (Basis::Practice, Basis::Stated) => {
            format!("is documented to answer {} so, which only practice told before", code(status))
        }
        (Basis::Stated, Basis::Practice) => {
            format!("answers {} so in practice, and is no longer documented to", code(status))
        }
        // What no schema is stated for can be anything, as the type says.
        (Basis::Stated, Basis::Stated)
        | (Basis::Practice, Basis::Practice)
        | (Basis::Unstated, _)
        | (_, Basis::Unstated) => return,
    };
    compare.changed(Subject::Answer, Aspect::Basis, of.name, &what).at(of.at()).done();
}

/// What sending the operation gives, when it succeeds and when it does not.
fn reply<'a>(compare: &mut Compare<'a>, of: Of<'a>, success: Success) {
    let (old, new) = (of.old.held(success), of.new.held(success));
    if is_same(compare, &old, &new) {
        return;
    }
    let is = in_words(&compare.new, &new, "nothing that is known");
    let was = match old {
        Held::Nothing => String::from("which was not known"),
        Held::One(_) | Held::Several(_) => format!("no longer with {}", in_words(&compare.old, &old, "")),
    };
    let (aspect, what, reason) = match success {
        Success::Yes => (Aspect::Reply, "replies", format!("the `Reply` of `send` holds {is}")),
        Success::No => (Aspect::Fault, "refuses", format!("`fault_of` gives {is}")),
    };
    // Nobody can have asked for what was not known.
    let is_new = success == Success::No && old == Held::Nothing;
    let rust = if is_new || is_more(compare, &old, &new) { RustVerdict::Compatible } else { breaking(reason) };
    let note = compare.changed(Subject::Operation, aspect, of.name, &format!("{what} with {is}, {was}"));
    note.at(of.at()).rust(rust).done();
}

fn is_same<'a>(compare: &Compare<'a>, old: &Held<'a, Shape>, new: &Held<'_, Shape>) -> bool {
    match (old, new) {
        (Held::Nothing, Held::Nothing) => true,
        (Held::One(old), Held::One(new)) => compare.same_shape(old, new),
        (Held::Several(_), Held::Several(_)) => is_more(compare, old, new) && len(old) == len(new),
        _ => false,
    }
}

/// Whether all that several answers held is held by those that there are now.
fn is_more<'a>(compare: &Compare<'a>, old: &Held<'a, Shape>, new: &Held<'_, Shape>) -> bool {
    let (Held::Several(old), Held::Several(new)) = (old, new) else { return false };
    old.iter().all(|(status, ty)| {
        new.iter().any(|(other, new)| match (ty, new) {
            (Some(old), Some(new)) => status == other && compare.same_shape(old, new),
            (None, None) => status == other,
            _ => false,
        })
    })
}

fn len(held: &Held<'_, Shape>) -> usize {
    match held {
        Held::Nothing => 0,
        Held::One(_) => 1,
        Held::Several(all) => all.len(),
    }
}

fn in_words(side: &Side<'_>, held: &Held<'_, Shape>, nothing: &str) -> String {
    match held {
        Held::Nothing => nothing.to_owned(),
        Held::One(ty) => words::shape(side, ty),
        Held::Several(all) => {
            let one = |(status, ty): &(&str, Option<&Shape>)| {
                format!(
                    "{} for {}",
                    ty.map_or_else(|| String::from("nothing"), |ty| words::shape(side, ty)),
                    code(status)
                )
            };
            all.iter().map(one).collect::<Vec<_>>().join(", ")
        }
    }
}

/// The setter `accept` is there as long as there is a media type to choose.
fn accept(compare: &mut Compare<'_>, of: Of<'_>) {
    let accepts = |operation: &Operation| operation.answers.iter().any(|answer| !answer.media_types.is_empty());
    if accepts(of.old) && !accepts(of.new) {
        let text = format!("{} answers in no media type any more", code(of.name));
        let rust = breaking("there is no setter `accept` any more");
        compare.note(Subject::MediaType, Action::Removed, of.name, text).at(of.at()).rust(rust).done();
    }
}
