//! The body of an operation's requests.

use super::super::compare::Compare;
use super::super::difference::{Action, Aspect, Subject};
use super::super::pair::Pair;
use super::super::verdict::{RustVerdict, Usage, WireCompatibility, WireVerdict, breaking, depends, incompatible};
use super::super::{describe, scalars};
use super::{OperationPair, media_types};
use crate::release::record::{Body, Choice};
use crate::shown::code;

/// Compares the bodies of one operation.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>) {
    match (&of.old.body, &of.new.body) {
        (None, None) => {}
        (Some(old), None) => removed(compare, of, old),
        (None, Some(new)) => added(compare, of, new),
        (Some(old), Some(new)) => within(compare, of, old, new),
    }
}

fn removed<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, body: &'a Body) {
    let of = of.part(&body.pointer, &of.new.pointer);
    let wire = WireVerdict {
        old_client: depends("the new service ignores or rejects the body"),
        new_client: if body.required {
            incompatible("the old service requires a body")
        } else {
            WireCompatibility::Yes
        },
    };
    let text = format!("{} no longer takes a body", code(of.name));
    let rust = breaking(if body.required { "`new` takes no body" } else { "the setter `body` is removed" });
    compare.difference(Subject::Body.named(of.name), Action::Removed, text).at(of.at()).wire(wire).rust(rust).done();
}

fn added<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, body: &'a Body) {
    let of = of.part(&of.old.pointer, &body.pointer);
    let (old_client, rust) = if body.required {
        (incompatible("the new service requires a body"), breaking("`new` takes the body"))
    } else {
        (WireCompatibility::Yes, RustVerdict::Compatible)
    };
    let wire = WireVerdict { old_client, new_client: depends("an old service ignores or rejects the body") };
    let text = format!("{} takes a body, {}", code(of.name), describe::shape(&compare.new, &body.ty));
    compare.difference(Subject::Body.named(of.name), Action::Added, text).at(of.at()).wire(wire).rust(rust).done();
}

fn within<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, old: &'a Body, new: &'a Body) {
    let of = of.part(&old.pointer, &new.pointer);
    contents(compare, of, old, new);
    encodings(compare, of, old, new);
    if old.others.is_empty() && new.others.is_empty() && !compare.same_shape(&old.ty, &new.ty) {
        let (before, after) = (describe::shape(&compare.old, &old.ty), describe::shape(&compare.new, &new.ty));
        let compatibility = scalars::directions(compare, Pair { old: &old.ty, new: &new.ty });
        let wire = compatibility.verdict(Usage { in_requests: true, in_responses: false });
        let what = format!("takes {after} as its body, no longer {before}");
        let rust = breaking(format!("the body is {after}"));
        compare.changed(Subject::Body.named(of.name), Aspect::Type, &what).at(of.at()).wire(wire).rust(rust).done();
    }
    if old.required != new.required {
        let missing = || depends("a request without a body is rejected");
        let (what, wire, rust) = if new.required {
            let wire = WireVerdict { old_client: missing(), new_client: WireCompatibility::Yes };
            ("requires its body", wire, "the body is an argument of `new`, no longer a setter")
        } else {
            let wire = WireVerdict { old_client: WireCompatibility::Yes, new_client: missing() };
            ("no longer requires its body", wire, "the body is a setter, no longer an argument of `new`")
        };
        let difference = compare.changed(Subject::Body.named(of.name), Aspect::Requiredness, what).at(of.at());
        difference.wire(wire).rust(breaking(rust)).done();
    }
    let media_types = Pair { old: old.all_media_types(), new: new.all_media_types() };
    media_types::of_bodies(compare, of, &media_types);
    compare.docs(Subject::Body.named(of.name), Pair { old: &old.docs, new: &new.docs }, of.at());
}

/// Compares a body whose media types differ in type.
fn contents<'a>(compare: &mut Compare<'a>, of: OperationPair<'a>, old: &'a Body, new: &'a Body) {
    if old.others.is_empty() && new.others.is_empty() {
        return;
    }
    let is_same = |(left, right): (Choice<'a>, Choice<'a>)| {
        left.variant == right.variant && compare.same_shape(left.ty, right.ty)
    };
    let is_as_long = old.others.len() == new.others.len();
    if is_as_long && old.contents().zip(new.contents()).all(is_same) {
        return;
    }
    let shapes = |side, body: &'a Body| {
        let shapes: Vec<String> = body.contents().map(|content| describe::shape(side, content.ty)).collect();
        shapes.join(" or ")
    };
    let (before, after) = (shapes(&compare.old, old), shapes(&compare.new, new));
    let is_kept = old.contents().all(|it| new.contents().any(|other| is_same((it, other))));
    let takes_all = |from: &'a Body, to: &'a Body| {
        from.contents().all(|it| to.contents().any(|other| compare.same_shape(it.ty, other.ty)))
    };
    let refused = "the new service may reject it";
    let wire = WireVerdict {
        old_client: if takes_all(old, new) { WireCompatibility::Yes } else { depends(refused) },
        new_client: depends("an old service may reject it"),
    };
    let what = format!("takes {after} as its body, no longer {before}");
    let rust = if is_kept && !old.others.is_empty() {
        RustVerdict::Compatible
    } else {
        breaking(format!("the body is {after}"))
    };
    compare.changed(Subject::Body.named(of.name), Aspect::Type, &what).at(of.at()).wire(wire).rust(rust).done();
}

/// The encodings of form members.
fn encodings(compare: &mut Compare<'_>, of: OperationPair<'_>, old: &Body, new: &Body) {
    let find =
        |body: &'_ Body, name: &str| -> Vec<_> { body.all_encodings().filter(|it| it.name == name).cloned().collect() };
    let mut names: Vec<&String> = old.all_encodings().chain(new.all_encodings()).map(|it| &it.name).collect();
    names.sort();
    names.dedup();
    for name in names.into_iter().filter(|name| find(old, name) != find(new, name)) {
        let reason = || depends("the other side parses the member in another way");
        let wire = WireVerdict { old_client: reason(), new_client: reason() };
        let what = format!("encodes {} in another way", code(name));
        compare.changed(Subject::Body.named(of.name), Aspect::Encoding, &what).at(of.at()).wire(wire).done();
    }
}
