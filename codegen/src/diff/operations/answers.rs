//! Answers of an operation.

use super::super::compare::Compare;
use super::super::difference::{Action, Aspect, Subject};
use super::super::pair::pair;
use super::super::verdict::{RustVerdict, Talk, Travels, WireVerdict, breaking, depends};
use super::super::{scalars, words};
use super::{Of, media_types};
use crate::record::{Answer, Operation};

/// Why an answer whose type only one side knows may be a disappointment.
const UNTYPED: &str = "it may find no answer of the type that it knows";

/// Compares the answers of one operation, by their statuses.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: Of<'a>) {
    let pairs = pair(&of.old.answers, &of.new.answers, |answer| answer.status.clone(), |_, _| 0.0);
    for answer in pairs.removed {
        let text = format!("`{}` does not answer `{}` any more", of.name, answer.status);
        let wire = WireVerdict { old_client: Talk::Yes, new_client: depends("an old service still answers so") };
        let rust = media_types::without_answer(compare, &answer.media_types);
        let of = of.part(&answer.pointer, &of.new.pointer);
        compare.note(Subject::Answer, Action::Removed, of.name, text).at(of.at()).wire(wire).rust(rust).done();
    }
    for answer in pairs.added {
        let text = format!("`{}` may answer `{}`", of.name, answer.status);
        let wire = WireVerdict { old_client: depends("it does not know this answer"), new_client: Talk::Yes };
        let of = of.part(&of.old.pointer, &answer.pointer);
        let note = compare.note(Subject::Answer, Action::Added, of.name, text).at(of.at());
        note.wire(wire).rust(RustVerdict::Compatible).done();
    }
    for (old, new) in pairs.same {
        let of = of.part(&old.pointer, &new.pointer);
        ty(compare, of, old, new);
        media_types::of_answers(compare, of, &new.status, &old.media_types, &new.media_types);
        let name = format!("{} {}", of.name, new.status);
        compare.docs(Subject::Answer, &name, (&old.docs, &new.docs), of.at());
    }
    accept(compare, of);
}

fn ty<'a>(compare: &mut Compare<'a>, of: Of<'a>, old: &'a Answer, new: &'a Answer) {
    let (name, status) = (of.name, &new.status);
    match (&old.ty, &new.ty) {
        (Some(before), Some(after)) if !compare.same_shape(before, after) => {
            let talk = scalars::directions((&compare.old, before), (&compare.new, after));
            let wire = talk.verdict(Travels { in_requests: false, in_answers: true });
            let (was, is) = (words::shape(&compare.old, before), words::shape(&compare.new, after));
            let what = format!("answers `{status}` with {is}, no longer with {was}");
            let rust = breaking(format!("the answer is to be read as {is}"));
            compare.changed(Subject::Answer, Aspect::Type, name, &what).at(of.at()).wire(wire).rust(rust).done();
        }
        (None, Some(after)) => {
            let what = format!("answers `{status}` with {}", words::shape(&compare.new, after));
            let wire = WireVerdict { old_client: Talk::Yes, new_client: depends(UNTYPED) };
            let note = compare.changed(Subject::Answer, Aspect::Type, name, &what).at(of.at()).wire(wire);
            note.rust(RustVerdict::Compatible).done();
        }
        (Some(before), None) => {
            let what =
                format!("answers `{status}` with no known type, no longer with {}", words::shape(&compare.old, before));
            let wire = WireVerdict { old_client: depends(UNTYPED), new_client: Talk::Yes };
            compare.changed(Subject::Answer, Aspect::Type, name, &what).at(of.at()).wire(wire).done();
        }
        _ => {}
    }
}

/// The setter `accept` is there as long as there is a media type to choose.
fn accept(compare: &mut Compare<'_>, of: Of<'_>) {
    let accepts = |operation: &Operation| operation.answers.iter().any(|answer| !answer.media_types.is_empty());
    if accepts(of.old) && !accepts(of.new) {
        let text = format!("`{}` answers in no media type any more", of.name);
        let rust = breaking("there is no setter `accept` any more");
        compare.note(Subject::MediaType, Action::Removed, of.name, text).at(of.at()).rust(rust).done();
    }
}
