//! The body of an operation's requests.

use super::super::compare::Compare;
use super::super::difference::{Action, Aspect, Subject};
use super::super::verdict::{RustVerdict, Talk, Travels, WireVerdict, breaking, depends, no};
use super::super::{scalars, words};
use super::{Of, media_types};
use crate::record::Body;

/// Compares the bodies of one operation.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: Of<'a>) {
    match (&of.old.body, &of.new.body) {
        (None, None) => {}
        (Some(old), None) => removed(compare, of, old),
        (None, Some(new)) => added(compare, of, new),
        (Some(old), Some(new)) => within(compare, of, old, new),
    }
}

fn removed<'a>(compare: &mut Compare<'a>, of: Of<'a>, body: &'a Body) {
    let of = of.part(&body.pointer, &of.new.pointer);
    let wire = WireVerdict {
        old_client: depends("the body is ignored or refused"),
        new_client: if body.required { no("the old service requires a body") } else { Talk::Yes },
    };
    let text = format!("`{}` takes no body any more", of.name);
    let rust = breaking(if body.required { "`new` takes no body" } else { "there is no setter `body` any more" });
    compare.note(Subject::Body, Action::Removed, of.name, text).at(of.at()).wire(wire).rust(rust).done();
}

fn added<'a>(compare: &mut Compare<'a>, of: Of<'a>, body: &'a Body) {
    let of = of.part(&of.old.pointer, &body.pointer);
    let (old_client, rust) = if body.required {
        (no("the new service requires a body"), breaking("`new` takes the body"))
    } else {
        (Talk::Yes, RustVerdict::Compatible)
    };
    let wire = WireVerdict { old_client, new_client: depends("an old service ignores or refuses the body") };
    let text = format!("`{}` takes a body, {}", of.name, words::shape(&compare.new, &body.ty));
    compare.note(Subject::Body, Action::Added, of.name, text).at(of.at()).wire(wire).rust(rust).done();
}

fn within<'a>(compare: &mut Compare<'a>, of: Of<'a>, old: &'a Body, new: &'a Body) {
    let of = of.part(&old.pointer, &new.pointer);
    if !compare.same_shape(&old.ty, &new.ty) {
        let (before, after) = (words::shape(&compare.old, &old.ty), words::shape(&compare.new, &new.ty));
        let talk = scalars::directions((&compare.old, &old.ty), (&compare.new, &new.ty));
        let wire = talk.verdict(Travels { in_requests: true, in_answers: false });
        let what = format!("takes {after} as its body, no longer {before}");
        let rust = breaking(format!("the body is {after}"));
        compare.changed(Subject::Body, Aspect::Type, of.name, &what).at(of.at()).wire(wire).rust(rust).done();
    }
    if old.required != new.required {
        let missing = || depends("a request without a body is refused");
        let (what, wire, rust) = if new.required {
            let wire = WireVerdict { old_client: missing(), new_client: Talk::Yes };
            ("requires its body", wire, "the body is an argument of `new`, no longer a setter")
        } else {
            let wire = WireVerdict { old_client: Talk::Yes, new_client: missing() };
            ("no longer requires its body", wire, "the body is a setter, no longer an argument of `new`")
        };
        let note = compare.changed(Subject::Body, Aspect::Requiredness, of.name, what).at(of.at());
        note.wire(wire).rust(breaking(rust)).done();
    }
    media_types::of_bodies(compare, of, &old.media_types, &new.media_types);
    compare.docs(Subject::Body, of.name, (&old.docs, &new.docs), of.at());
}
