//! Members of an object.

mod xml;

use std::collections::BTreeMap;

use super::arguments::{self, Argument, Constructor};
use super::compare::Compare;
use super::constants::{self, ConstantPair, SetPair};
use super::constraints::{self, ConstraintsPair};
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Pair, Renamable, name_similarity, pair};
use super::scalars;
use super::types::TypePair;
use super::verdict::{Directions, RustVerdict, Usage, WireCompatibility, breaking, depends, incompatible};
use crate::release::record::{Member, Shape, Struct};
use crate::shown::code;

/// The minimum similarity of a member's old and new name.
const MIN_SIMILARITY: f64 = 0.6;

/// A member in both contracts, named with its type.
struct MemberPair<'a> {
    name: String,
    usage: Usage,
    in_xml: Usage,
    old: &'a Member,
    new: &'a Member,
}

impl MemberPair<'_> {
    fn at(&self) -> Pair<&str> {
        Pair { old: &self.old.pointer, new: &self.new.pointer }
    }
}

/// Compares the members of one object.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Struct>) {
    let owner = of.rust_name();
    let usage = compare.usage(of.types);
    let in_xml = compare.usage_in_xml(of.types);
    let similarity = |old: &Member, new: &Member| similarity(compare, old, new);
    let all = Pair { old: of.kinds.old.members.as_slice(), new: &of.kinds.new.members };
    let pairs = pair(all, &compare.budget, |member| member.name.clone(), similarity);
    compare.report_guess_limit(&pairs, owner, "members", of.at());
    arguments(compare, of, pairs.similar.iter().chain(&pairs.same));
    with_defaults(compare, of);
    for member in pairs.removed {
        removed(compare, owner, member, usage);
    }
    for member in pairs.added {
        added(compare, owner, member, usage);
    }
    for Pair { old, new } in pairs.similar {
        let of = MemberPair { name: format!("{owner}.{}", old.name), usage, in_xml, old, new };
        renamed(compare, &of);
        within(compare, &of);
    }
    for Pair { old, new } in pairs.same {
        let of = MemberPair { name: format!("{owner}.{}", new.name), usage, in_xml, old, new };
        rust_name(compare, &of);
        within(compare, &of);
    }
}

/// The arguments of `new`.
fn arguments<'a>(
    compare: &mut Compare<'_>,
    of: &TypePair<'_, Struct>,
    stayed: impl Iterator<Item = &'a Pair<&'a Member>>,
) {
    let stayed: Vec<_> = stayed.collect();
    fixed(compare, of, &stayed);
    let stayed = stayed.into_iter().filter(|pair| pair.old.argument.is_some() && pair.new.argument.is_some());
    let before: BTreeMap<&str, Option<usize>> =
        stayed.map(|pair| (pair.new.name.as_str(), pair.old.argument)).collect();
    let taken = of.kinds.new.members.iter().filter(|member| member.fixed.is_none());
    let arguments = taken.filter_map(|member| {
        let before = before.get(member.name.as_str()).copied().flatten();
        Some(Argument { rust_name: &member.rust_name, position: member.argument?, before })
    });
    let named = Pair { old: of.kinds.old.arguments.as_deref(), new: of.kinds.new.arguments.as_deref() };
    let owner = of.rust_name();
    let constructor = Constructor { subject: Subject::Type.named(owner), owner, named, at: of.at() };
    arguments::compare(compare, &constructor, arguments.collect());
}

/// The method that sets absent members to their defaults, which a model without a default does not have.
fn with_defaults(compare: &mut Compare<'_>, of: &TypePair<'_, Struct>) {
    if of.kinds.old.with_defaults && !of.kinds.new.with_defaults {
        let method = code(&format!("{}::with_defaults", of.rust_name()));
        let action = Action::Changed(Aspect::Default);
        let rust = breaking(format!("remove the call of {method}"));
        let text = format!("{method} is removed: no member has a default");
        compare.difference(Subject::Type.named(of.rust_name()), action, text).at(of.at()).rust(rust).done();
    }
}

/// The members that the constructor sets by itself on either side. One that is an argument on one side alone has
/// another requiredness.
fn fixed(compare: &mut Compare<'_>, of: &TypePair<'_, Struct>, stayed: &[&Pair<&Member>]) {
    for Pair { old, new } in stayed {
        if old.argument.is_some() == new.argument.is_some() {
            let of_member = SetPair {
                rust_name: &new.rust_name,
                fixed: Pair { old: old.fixed.as_deref(), new: new.fixed.as_deref() },
                is_argument: new.argument.is_some(),
                at: Pair { old: &old.pointer, new: &new.pointer },
            };
            let owner = of.rust_name();
            constants::compare_set(compare, Subject::Type.named(owner), owner, &of_member);
        }
    }
}

impl Renamable for Member {
    fn size(&self) -> usize {
        self.name.len()
    }

    fn identity(&self) -> &str {
        &self.rust_name
    }
}

/// The similarity of two members with different names. The same Rust field of the same type is the same member.
fn similarity(compare: &Compare<'_>, old: &Member, new: &Member) -> f64 {
    if !compare.same_shape(&old.ty, &new.ty) {
        return 0.0;
    }
    if old.rust_name == new.rust_name {
        return 2.0;
    }
    let similarity = name_similarity(&old.name, &new.name);
    if similarity < MIN_SIMILARITY { 0.0 } else { similarity }
}

fn removed(compare: &mut Compare<'_>, owner: &str, member: &Member, usage: Usage) {
    let name = format!("{owner}.{}", member.name);
    let gone = depends("the new service ignores or rejects it");
    let missing =
        if member.required { incompatible("the old service requires it") } else { Directions::default().new_request };
    let new_response = refused(member, "the old client refuses a response without it");
    let compatibility = Directions { old_request: gone, new_request: missing, new_response, ..Directions::default() };
    let rust = breaking(format!("the field {} is removed", code(&member.rust_name)));
    let difference =
        compare.difference(Subject::Member.named(&name), Action::Removed, format!("{} is removed", code(&name)));
    difference.before(&member.pointer).wire(compatibility.verdict(sent(usage, member))).rust(rust).done();
}

fn added(compare: &mut Compare<'_>, owner: &str, member: &Member, usage: Usage) {
    let name = format!("{owner}.{}", member.name);
    let mut text = format!("{} is added, {}", code(&name), describe::shape(&compare.new, &member.ty));
    if member.required {
        text += ", and required";
    }
    let missing =
        if member.required { incompatible("the new service requires it") } else { Directions::default().old_request };
    let new_request = depends("an old service ignores or rejects it");
    let rust = match (member.argument, &member.fixed) {
        (Some(_), None) => breaking(format!("`new` takes {}", code(&member.rust_name))),
        (None, _) | (Some(_), Some(_)) => RustVerdict::Compatible,
    };
    let old_response = refused(member, "the new client refuses a response without it");
    let compatibility = Directions { old_request: missing, new_request, old_response, ..Directions::default() };
    let difference = compare.difference(Subject::Member.named(&name), Action::Added, text);
    difference.after(&member.pointer).wire(compatibility.verdict(sent(usage, member))).rust(rust).done();
}

/// The compatibility of a response without a member: a client that enforces the member refuses the response.
fn refused(member: &Member, why: &'static str) -> WireCompatibility {
    if member.argument.is_some() { incompatible(why) } else { WireCompatibility::Yes }
}

/// The usage of a member, which may be narrower than that of its type.
fn sent(usage: Usage, member: &Member) -> Usage {
    Usage {
        in_requests: usage.in_requests && !member.read_only,
        in_responses: usage.in_responses && !member.write_only,
    }
}

/// A removed member, and the added one that it is probably renamed to.
fn renamed(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (old, new) = (of.old, of.new);
    let rules = compare.old.record.rules.ignore_case && compare.new.record.rules.ignore_case;
    let wire = if rules && old.name.eq_ignore_ascii_case(&new.name) {
        Directions::default()
    } else {
        Directions::incompatible("each side reads the other's name as an unknown member")
    };
    let wire = wire.verdict(of.usage);
    let name = &of.name;
    if old.rust_name == new.rust_name {
        let what = format!("is serialized as {}, no longer {}", code(&new.name), code(&old.name));
        compare.changed(Subject::Member.named(name), Aspect::WireName, &what).at(of.at()).wire(wire).done();
    } else {
        let text = format!("{} is probably renamed to {}", code(name), code(&new.name));
        let rust = breaking(format!("use {} in place of {}", code(&new.rust_name), code(&old.rust_name)));
        compare
            .difference(Subject::Member.named(name), Action::Renamed, text)
            .at(of.at())
            .guess()
            .wire(wire)
            .rust(rust)
            .done();
    }
}

fn rust_name(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (before, after) = (&of.old.rust_name, &of.new.rust_name);
    if before != after {
        let what = format!("is the field {} in Rust, no longer {}", code(after), code(before));
        let rust = breaking(format!("use {} in place of {}", code(after), code(before)));
        compare.changed(Subject::Member.named(&of.name), Aspect::RustName, &what).at(of.at()).rust(rust).done();
    }
}

/// The changed aspects of a member.
fn within<'a>(compare: &mut Compare<'a>, of: &MemberPair<'a>) {
    let (old, new) = (of.old, of.new);
    ty(compare, of);
    format(compare, of);
    nullability(compare, of);
    requiredness(compare, of);
    access(compare, of);
    default(compare, of);
    constant(compare, of);
    constraints(compare, of);
    xml::compare(compare, of);
    compare.deprecation(Subject::Member.named(&of.name), Pair { old: old.deprecated, new: new.deprecated }, of.at());
    compare.examples(Subject::Member.named(&of.name), Pair { old: &old.examples, new: &new.examples }, of.at());
    compare.docs(Subject::Member.named(&of.name), Pair { old: &old.docs, new: &new.docs }, of.at());
}

fn ty<'a>(compare: &mut Compare<'a>, of: &MemberPair<'a>) {
    let (old, new) = (&of.old.ty, &of.new.ty);
    if compare.same_shape(old, new) {
        return items(compare, of);
    }
    let aspect = match (old, new) {
        (Shape::Array(old), new) if compare.same_shape(&old.ty, new) => Aspect::Array,
        (old, Shape::Array(new)) if compare.same_shape(old, &new.ty) => Aspect::Array,
        _ => Aspect::Type,
    };
    let (before, after) = (describe::shape(&compare.old, old), describe::shape(&compare.new, new));
    let compatibility = scalars::directions(compare, Pair { old, new });
    let difference =
        compare.changed(Subject::Member.named(&of.name), aspect, &format!("is {after}, no longer {before}"));
    let rust = breaking(format!("the field {} is {after}", code(&of.new.rust_name)));
    difference.at(of.at()).wire(compatibility.verdict(of.usage)).rust(rust).done();
}

/// The nullability of array items.
fn items(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let both = (&of.old.ty, &of.new.ty);
    let ((Shape::Array(old), Shape::Array(new)) | (Shape::Map(old), Shape::Map(new))) = both else { return };
    if old.nullable == new.nullable {
        return;
    }
    let null = "null items are rejected";
    let (what, compatibility) = if new.nullable {
        let compatibility =
            Directions { new_request: depends(null), new_response: depends(null), ..Directions::default() };
        ("has nullable items", compatibility)
    } else {
        let compatibility =
            Directions { old_request: depends(null), old_response: depends(null), ..Directions::default() };
        ("no longer has nullable items", compatibility)
    };
    let difference = compare.changed(Subject::Member.named(&of.name), Aspect::Nullability, what).at(of.at());
    difference.wire(compatibility.verdict(of.usage)).rust(breaking("the item type of the array changed")).done();
}

fn format(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (old, new) = (&of.old.format, &of.new.format);
    // If the Rust type depends on the format, the change of type is reported instead.
    if old == new || !compare.same_shape(&of.old.ty, &of.new.ty) {
        return;
    }
    let what = describe::property_change("format", old.as_ref(), new.as_ref());
    if matches!(of.new.ty, Shape::Named(_)) {
        // The values of an enum are compared one by one, and the members of an object have formats of their own.
        return compare.changed(Subject::Member.named(&of.name), Aspect::Format, &what).at(of.at()).done();
    }
    let reason = "values of the old format may be rejected";
    let compatibility = Directions {
        old_request: if new.is_some() { depends(reason) } else { Directions::default().old_request },
        new_request: if old.is_some() {
            depends("values of the new format may be rejected")
        } else {
            Directions::default().new_request
        },
        ..Directions::default()
    };
    compare
        .changed(Subject::Member.named(&of.name), Aspect::Format, &what)
        .at(of.at())
        .wire(compatibility.verdict(of.usage))
        .done();
}

fn nullability(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    if of.old.nullable == of.new.nullable {
        return;
    }
    let field = &of.new.rust_name;
    let (what, compatibility, rust) = if of.new.nullable {
        let compatibility = Directions {
            new_request: depends("an old service may reject null"),
            new_response: depends("null is read as absent"),
            ..Directions::default()
        };
        ("is nullable", compatibility, format!("the field {} is a `Nullable`, no longer an `Option`", code(field)))
    } else {
        let compatibility = Directions {
            old_request: depends("the new service may reject null"),
            old_response: depends("null is read as absent"),
            ..Directions::default()
        };
        (
            "is no longer nullable",
            compatibility,
            format!("the field {} is an `Option`, no longer a `Nullable`", code(field)),
        )
    };
    let difference = compare.changed(Subject::Member.named(&of.name), Aspect::Nullability, what).at(of.at());
    difference.wire(compatibility.verdict(of.usage)).rust(breaking(rust)).done();
}

/// As [`refused`], where the response may have the member.
fn refusal(member: &Member, why: &'static str) -> WireCompatibility {
    if member.argument.is_some() { depends(why) } else { WireCompatibility::Yes }
}

fn requiredness(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let field = code(&of.new.rust_name);
    let rust = match (of.old.argument, of.new.argument) {
        (None, Some(_)) => breaking(format!("the field {field} has no `Option`, and `new` takes it")),
        (Some(_), None) => breaking(format!("the field {field} is an `Option`, and `new` does not take it")),
        (None, None) | (Some(_), Some(_)) => RustVerdict::Same,
    };
    if of.old.required == of.new.required {
        if rust != RustVerdict::Same {
            let what = if of.new.argument.is_some() { "is enforced by readers" } else { "may be absent for readers" };
            let difference = compare.changed(Subject::Member.named(&of.name), Aspect::Requiredness, what).at(of.at());
            difference.rust(rust).done();
        }
        return;
    }
    let (what, compatibility) = if of.new.required {
        let compatibility = Directions {
            old_request: depends("a request without it is rejected"),
            old_response: refusal(of.new, "the new client refuses a response without it"),
            ..Directions::default()
        };
        ("is required", compatibility)
    } else {
        let compatibility = Directions {
            new_request: depends("an old service rejects a request without it"),
            new_response: refusal(of.old, "the old client refuses a response without it"),
            ..Directions::default()
        };
        ("is no longer required", compatibility)
    };
    let wire = compatibility.verdict(sent(of.usage, of.new));
    let difference = compare.changed(Subject::Member.named(&of.name), Aspect::Requiredness, what).at(of.at());
    difference.wire(wire).rust(rust).done();
}

fn access(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let access = |member: &Member| match (member.read_only, member.write_only) {
        (true, _) => "read-only",
        (false, true) => "write-only",
        (false, false) => "read and written",
    };
    let (before, after) = (access(of.old), access(of.new));
    if before == after {
        return;
    }
    let mut compatibility = Directions::default();
    if of.new.read_only {
        compatibility.old_request = depends("the new service may reject a request that sets it");
    }
    if of.old.read_only {
        compatibility.new_request = depends("an old service may reject a request that sets it");
    }
    let what = format!("is {after}, no longer {before}");
    compare
        .changed(Subject::Member.named(&of.name), Aspect::Access, &what)
        .at(of.at())
        .wire(compatibility.verdict(of.usage))
        .done();
}

fn default(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (old, new) = (&of.old.default, &of.new.default);
    if old == new {
        return;
    }
    let what = describe::property_change("default", old.as_ref(), new.as_ref());
    let compatibility = Directions::all(&depends("omitting it has another meaning"));
    compare
        .changed(Subject::Member.named(&of.name), Aspect::Default, &what)
        .at(of.at())
        .wire(compatibility.verdict(of.usage))
        .done();
}

/// The only value, unless it follows another type.
fn constant(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    if compare.same_shape(&of.old.ty, &of.new.ty) {
        let constants = Pair { old: of.old.constant.as_deref(), new: of.new.constant.as_deref() };
        let subject = Subject::Member.named(&of.name);
        let usage = sent(of.usage, of.new);
        constants::compare(compare, &ConstantPair { of: subject, constants, usage, at: of.at() });
    }
}

/// The constraints, unless they follow another type.
fn constraints(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    if compare.same_shape(&of.old.ty, &of.new.ty) {
        let constraints = Pair { old: &of.old.constraints, new: &of.new.constraints };
        let subject = Subject::Member.named(&of.name);
        let usage = sent(of.usage, of.new);
        constraints::compare(compare, &ConstraintsPair { of: subject, constraints, usage, at: of.at() });
    }
}
