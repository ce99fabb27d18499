//! Members of an object.

mod xml;

use super::compare::Compare;
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Renamable, names_alike, pair};
use super::scalars;
use super::verdict::{Directions, RustVerdict, Travels, breaking, depends, no};
use crate::release::record::{Member, Shape, Struct, Type};
use crate::shown::code;

/// How much the names of two members have to be alike to be taken for one.
const ALIKE: f64 = 0.6;

/// A member, with the name of its type in front.
struct MemberPair<'a> {
    name: String,
    travels: Travels,
    in_xml: Travels,
    old: &'a Member,
    new: &'a Member,
}

impl MemberPair<'_> {
    fn at(&self) -> (&str, &str) {
        (&self.old.pointer, &self.new.pointer)
    }
}

/// Compares the members of one object.
pub(super) fn compare<'a>(
    compare: &mut Compare<'a>,
    (old, before): (&'a Type, &'a Struct),
    (new, after): (&'a Type, &'a Struct),
) {
    let travels = compare.travels(&old.name, &new.name);
    let in_xml = compare.travels_in_xml(&old.name, &new.name);
    let likeness = |old: &Member, new: &Member| likeness(compare, old, new);
    let pairs = pair(&before.members, &after.members, |member| member.name.clone(), likeness, &compare.room);
    compare.unguessed(&pairs, &new.rust_name, "members", (&old.pointer, &new.pointer));
    for member in pairs.removed {
        removed(compare, &new.rust_name, member, travels);
    }
    for member in pairs.added {
        added(compare, &new.rust_name, member, travels);
    }
    for (old, member) in pairs.alike {
        let of = MemberPair { name: format!("{}.{}", new.rust_name, old.name), travels, in_xml, old, new: member };
        renamed(compare, &of);
        within(compare, &of);
    }
    for (old, member) in pairs.same {
        let of = MemberPair { name: format!("{}.{}", new.rust_name, member.name), travels, in_xml, old, new: member };
        rust_name(compare, &of);
        within(compare, &of);
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

/// How alike two members of different names are. The same field of the same type is the same member.
fn likeness(compare: &Compare<'_>, old: &Member, new: &Member) -> f64 {
    if !could_be(compare, &old.ty, &new.ty) {
        return 0.0;
    }
    if old.rust_name == new.rust_name {
        return 2.0;
    }
    let alike = names_alike(&old.name, &new.name);
    if alike < ALIKE { 0.0 } else { alike }
}

/// Whether two shapes are the same; that of an inline type is known only after its members are.
fn could_be(compare: &Compare<'_>, old: &Shape, new: &Shape) -> bool {
    match (old, new) {
        (Shape::Named(old), Shape::Named(new)) => compare.types.get(old.as_str()) == Some(&new.as_str()),
        (Shape::Array(old), Shape::Array(new)) | (Shape::Map(old), Shape::Map(new)) => {
            could_be(compare, &old.ty, &new.ty)
        }
        _ => old == new,
    }
}

fn removed(compare: &mut Compare<'_>, owner: &str, member: &Member, travels: Travels) {
    let name = format!("{owner}.{}", member.name);
    let gone = depends("what it sends there is ignored or refused");
    let missing = if member.required { no("the old service requires it") } else { Directions::default().new_request };
    let compatibility = Directions { old_request: gone, new_request: missing, ..Directions::default() };
    let rust = breaking(format!("there is no field {} any more", code(&member.rust_name)));
    let note = compare.note(Subject::Member, Action::Removed, &name, format!("{} is gone", code(&name)));
    note.before(&member.pointer).wire(compatibility.verdict(sent(travels, member))).rust(rust).done();
}

fn added(compare: &mut Compare<'_>, owner: &str, member: &Member, travels: Travels) {
    let name = format!("{owner}.{}", member.name);
    let mut text = format!("{} is new, {}", code(&name), describe::shape(&compare.new, &member.ty));
    if member.required {
        text += ", and required";
    }
    let missing = if member.required { no("the new service requires it") } else { Directions::default().old_request };
    let new_request = depends("an old service ignores or refuses it, if it is sent");
    let compatibility = Directions { old_request: missing, new_request, ..Directions::default() };
    let note = compare.note(Subject::Member, Action::Added, &name, text);
    note.after(&member.pointer).wire(compatibility.verdict(sent(travels, member))).rust(RustVerdict::Compatible).done();
}

/// Where a member travels, which may be less than its type does.
fn sent(travels: Travels, member: &Member) -> Travels {
    Travels {
        in_requests: travels.in_requests && !member.read_only,
        in_responses: travels.in_responses && !member.write_only,
    }
}

/// A member that is gone, and one much like it that came.
fn renamed(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (old, new) = (of.old, of.new);
    let rules = compare.old.record.rules.ignore_case && compare.new.record.rules.ignore_case;
    let wire = if rules && old.name.eq_ignore_ascii_case(&new.name) {
        Directions::default()
    } else {
        Directions::never("each side takes the other's name for an unknown member")
    };
    let wire = wire.verdict(of.travels);
    let name = &of.name;
    if old.rust_name == new.rust_name {
        let what = format!("is {} on the wire, no longer {}", code(&new.name), code(&old.name));
        compare.changed(Subject::Member, Aspect::WireName, name, &what).at(of.at()).wire(wire).done();
    } else {
        let text = format!("{} is probably called {} now", code(name), code(&new.name));
        let rust = breaking(format!("write {} for {}", code(&new.rust_name), code(&old.rust_name)));
        compare.note(Subject::Member, Action::Renamed, name, text).at(of.at()).guess().wire(wire).rust(rust).done();
    }
}

fn rust_name(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (before, after) = (&of.old.rust_name, &of.new.rust_name);
    if before != after {
        let what = format!("is the field {} in Rust, no longer {}", code(after), code(before));
        let rust = breaking(format!("write {} for {}", code(after), code(before)));
        compare.changed(Subject::Member, Aspect::RustName, &of.name, &what).at(of.at()).rust(rust).done();
    }
}

/// What changed about a member.
fn within<'a>(compare: &mut Compare<'a>, of: &MemberPair<'a>) {
    let (old, new) = (of.old, of.new);
    ty(compare, of);
    format(compare, of);
    nullability(compare, of);
    requiredness(compare, of);
    access(compare, of);
    default(compare, of);
    xml::compare(compare, of);
    compare.deprecation(Subject::Member, &of.name, (old.deprecated, new.deprecated), of.at());
    compare.docs(Subject::Member, &of.name, (&old.docs, &new.docs), of.at());
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
    let compatibility = scalars::directions((&compare.old, old), (&compare.new, new));
    let note = compare.changed(Subject::Member, aspect, &of.name, &format!("is {after}, no longer {before}"));
    let rust = breaking(format!("the field {} is {after}", code(&of.new.rust_name)));
    note.at(of.at()).wire(compatibility.verdict(of.travels)).rust(rust).done();
}

/// Whether the items of a list can be null.
fn items(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let both = (&of.old.ty, &of.new.ty);
    let ((Shape::Array(old), Shape::Array(new)) | (Shape::Map(old), Shape::Map(new))) = both else { return };
    if old.nullable == new.nullable {
        return;
    }
    let null = "null among the items is refused";
    let (what, compatibility) = if new.nullable {
        let compatibility =
            Directions { new_request: depends(null), new_response: depends(null), ..Directions::default() };
        ("may have null among its items", compatibility)
    } else {
        let compatibility =
            Directions { old_request: depends(null), old_response: depends(null), ..Directions::default() };
        ("has no null among its items any more", compatibility)
    };
    let note = compare.changed(Subject::Member, Aspect::Nullability, &of.name, what).at(of.at());
    note.wire(compatibility.verdict(of.travels)).rust(breaking("the items of the list are of another type")).done();
}

fn format(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (old, new) = (&of.old.format, &of.new.format);
    // Where the type in Rust follows the format, the type changed, and that is said.
    if old == new || !compare.same_shape(&of.old.ty, &of.new.ty) {
        return;
    }
    let what = describe::turned("format", old.as_ref(), new.as_ref());
    if matches!(of.new.ty, Shape::Named(_)) {
        // The values of a choice are listed, and those of an object have formats of their own.
        return compare.changed(Subject::Member, Aspect::Format, &of.name, &what).at(of.at()).done();
    }
    let reason = "values of the old format may be refused";
    let compatibility = Directions {
        old_request: if new.is_some() { depends(reason) } else { Directions::default().old_request },
        new_request: if old.is_some() {
            depends("values of the new format may be refused")
        } else {
            Directions::default().new_request
        },
        ..Directions::default()
    };
    compare
        .changed(Subject::Member, Aspect::Format, &of.name, &what)
        .at(of.at())
        .wire(compatibility.verdict(of.travels))
        .done();
}

fn nullability(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    if of.old.nullable == of.new.nullable {
        return;
    }
    let field = &of.new.rust_name;
    let (what, compatibility, rust) = if of.new.nullable {
        let compatibility = Directions {
            new_request: depends("an old service may refuse null"),
            new_response: depends("null is read as absent"),
            ..Directions::default()
        };
        ("may be null", compatibility, format!("the field {} is a `Nullable`, no longer an `Option`", code(field)))
    } else {
        let compatibility = Directions {
            old_request: depends("the new service may refuse null"),
            old_response: depends("null is read as absent"),
            ..Directions::default()
        };
        (
            "is never null any more",
            compatibility,
            format!("the field {} is an `Option`, no longer a `Nullable`", code(field)),
        )
    };
    let note = compare.changed(Subject::Member, Aspect::Nullability, &of.name, what).at(of.at());
    note.wire(compatibility.verdict(of.travels)).rust(breaking(rust)).done();
}

fn requiredness(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    if of.old.required == of.new.required {
        return;
    }
    let (what, compatibility) = if of.new.required {
        let compatibility =
            Directions { old_request: depends("a request without it is refused"), ..Directions::default() };
        ("is required", compatibility)
    } else {
        let compatibility =
            Directions { new_request: depends("an old service refuses a request without it"), ..Directions::default() };
        ("is no longer required", compatibility)
    };
    let wire = compatibility.verdict(sent(of.travels, of.new));
    compare.changed(Subject::Member, Aspect::Requiredness, &of.name, what).at(of.at()).wire(wire).done();
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
        compatibility.old_request = depends("the new service may refuse a request that sets it");
    }
    if of.old.read_only {
        compatibility.new_request = depends("an old service may refuse a request that sets it");
    }
    let what = format!("is {after}, no longer {before}");
    compare
        .changed(Subject::Member, Aspect::Access, &of.name, &what)
        .at(of.at())
        .wire(compatibility.verdict(of.travels))
        .done();
}

fn default(compare: &mut Compare<'_>, of: &MemberPair<'_>) {
    let (old, new) = (&of.old.default, &of.new.default);
    if old == new {
        return;
    }
    let what = describe::turned("default", old.as_ref(), new.as_ref());
    let other = || depends("leaving it out means something else");
    let compatibility =
        Directions { old_request: other(), new_response: other(), new_request: other(), old_response: other() };
    compare
        .changed(Subject::Member, Aspect::Default, &of.name, &what)
        .at(of.at())
        .wire(compatibility.verdict(of.travels))
        .done();
}
