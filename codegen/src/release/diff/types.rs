//! Types: which of the new ones is which of the old, and what of it is another.

use super::compare::Compare;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Renamable, names_alike, pair, shared};
use super::verdict::{Directions, RustVerdict, Travels, breaking, depends, no};
use super::{describe, members, values, variants};
use crate::release::record::{Struct, Type, TypeKind};
use crate::shown::code;

/// How much two types have to be alike to be taken for one.
const ALIKE: f64 = 0.6;

/// Compares all types.
pub(super) fn compare(compare: &mut Compare<'_>) {
    let pairs =
        pair(&compare.old.record.types, &compare.new.record.types, |ty| ty.name.clone(), likeness, &compare.room);
    let title = compare.new.record.title.as_str();
    compare.unguessed(&pairs, title, "types", ("", ""));
    for (old, new) in pairs.same.iter().chain(&pairs.alike) {
        compare.types.insert(&old.name, &new.name);
    }
    for ty in pairs.removed {
        removed(compare, ty);
    }
    for ty in pairs.added {
        added(compare, ty);
    }
    for (old, new) in pairs.alike {
        renamed(compare, old, new);
        within(compare, old, new);
    }
    for (old, new) in pairs.same {
        rust_name(compare, old, new);
        within(compare, old, new);
    }
}

/// How much a part is that two types may have in common.
const SIZE_OF_PART: usize = 16;

/// Of how many parts a type is made.
fn parts(ty: &Type) -> usize {
    match &ty.kind {
        TypeKind::Struct(object) => object.members.len(),
        TypeKind::Enum(choice) => choice.values.len(),
        TypeKind::Union(union) => union.variants.len(),
    }
}

impl Renamable for Type {
    fn size(&self) -> usize {
        self.rust_name.len() + SIZE_OF_PART * parts(self)
    }

    fn identity(&self) -> &str {
        &self.rust_name
    }
}

/// How alike two types of different names are: by what they are made of, and then by name.
fn likeness(old: &Type, new: &Type) -> f64 {
    let parts = match (&old.kind, &new.kind) {
        (TypeKind::Struct(old), TypeKind::Struct(new)) => {
            let names = |of: &'_ Struct| of.members.iter().map(|member| member.name.clone()).collect::<Vec<_>>();
            let (old, new) = (names(old), names(new));
            shared(old.iter().map(String::as_str), new.iter().map(String::as_str))
        }
        (TypeKind::Enum(old), TypeKind::Enum(new)) => shared(
            old.values.iter().map(|value| value.name.as_str()),
            new.values.iter().map(|value| value.name.as_str()),
        ),
        (TypeKind::Union(old), TypeKind::Union(new)) => shared(
            old.variants.iter().map(|variant| variant.rust_name.as_str()),
            new.variants.iter().map(|variant| variant.rust_name.as_str()),
        ),
        _ => 0.0,
    };
    if parts < ALIKE { 0.0 } else { parts + names_alike(&old.rust_name, &new.rust_name) }
}

fn removed(compare: &mut Compare<'_>, ty: &Type) {
    let name = &ty.rust_name;
    let note = compare.note(Subject::Type, Action::Removed, name, format!("{} is gone", code(name)));
    note.before(&ty.pointer).rust(breaking(format!("there is no type {} any more", code(name)))).done();
}

fn added(compare: &mut Compare<'_>, ty: &Type) {
    let name = &ty.rust_name;
    let what = match &ty.kind {
        TypeKind::Struct(object) => count(object.members.len(), "member"),
        TypeKind::Enum(choice) => count(choice.values.len(), "value"),
        TypeKind::Union(union) => count(union.variants.len(), "variant"),
    };
    let note = compare.note(Subject::Type, Action::Added, name, format!("{} is new, with {what}", code(name)));
    note.after(&ty.pointer).rust(RustVerdict::Compatible).done();
}

fn count(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A type that is gone, and one much like it that came: the same under another name, or in another place.
fn renamed(compare: &mut Compare<'_>, old: &Type, new: &Type) {
    let (before, after) = (&old.rust_name, &new.rust_name);
    let at = (old.pointer.as_str(), new.pointer.as_str());
    if before == after {
        let text = format!("{} is documented as {}, no longer as {}", code(before), code(&new.name), code(&old.name));
        compare.note(Subject::Type, Action::Moved, before, text).at(at).guess().done();
    } else {
        let text = format!("{} is probably called {} now", code(before), code(after));
        let rust = breaking(format!("write {} for {}", code(after), code(before)));
        compare.note(Subject::Type, Action::Renamed, before, text).at(at).guess().rust(rust).done();
    }
}

fn rust_name(compare: &mut Compare<'_>, old: &Type, new: &Type) {
    let (before, after) = (&old.rust_name, &new.rust_name);
    if before != after {
        let rust = breaking(format!("write {} for {}", code(after), code(before)));
        let what = format!("is called {} in Rust", code(after));
        compare
            .changed(Subject::Type, Aspect::RustName, before, &what)
            .at((&old.pointer, &new.pointer))
            .rust(rust)
            .done();
    }
}

/// What changed within a type.
fn within<'a>(compare: &mut Compare<'a>, old: &'a Type, new: &'a Type) {
    let at = (old.pointer.as_str(), new.pointer.as_str());
    let name = &new.rust_name;
    compare.docs(Subject::Type, name, (&old.docs, &new.docs), at);
    compare.deprecation(Subject::Type, name, (old.deprecated, new.deprecated), at);
    match (&old.kind, &new.kind) {
        (TypeKind::Struct(before), TypeKind::Struct(after)) => {
            secret(compare, (old, before), (new, after));
            additional(compare, (old, before), (new, after));
            xml(compare, (old, before), (new, after));
            members::compare(compare, (old, before), (new, after));
        }
        (TypeKind::Enum(before), TypeKind::Enum(after)) => values::compare(compare, (old, before), (new, after)),
        (TypeKind::Union(before), TypeKind::Union(after)) => variants::compare(compare, (old, before), (new, after)),
        _ => {
            let kind = |ty: &Type| match ty.kind {
                TypeKind::Struct(_) => "an object",
                TypeKind::Enum(_) => "a choice of values",
                TypeKind::Union(_) => "of one of several types",
            };
            let what = format!("is {}, no longer {}", kind(new), kind(old));
            let compatibility = if matches!((&old.kind, &new.kind), (TypeKind::Union(_), _) | (_, TypeKind::Union(_))) {
                let compatibility = || depends("what is of another kind is refused");
                Directions {
                    old_request: compatibility(),
                    new_request: compatibility(),
                    old_response: compatibility(),
                    new_response: compatibility(),
                }
            } else {
                Directions::never("neither reads what the other writes")
            };
            let wire = compatibility.verdict(compare.travels(&old.name, &new.name));
            let note = compare.changed(Subject::Type, Aspect::Kind, name, &what).at(at).wire(wire);
            note.rust(breaking(format!("{} is {}", code(name), kind(new)))).done();
        }
    }
}

/// Whether a secret string may stand in place of the object.
fn secret(compare: &mut Compare<'_>, (old, before): (&Type, &Struct), (new, after): (&Type, &Struct)) {
    if before.secret_string == after.secret_string {
        return;
    }
    let name = &new.rust_name;
    let travels = compare.travels(&old.name, &new.name);
    let (what, rust, compatibility) = if after.secret_string {
        let compatibility = depends("a secret string in its place is understood on one side only");
        (
            "may be a secret string",
            RustVerdict::Compatible,
            Directions { new_request: compatibility.clone(), new_response: compatibility, ..Directions::default() },
        )
    } else {
        let compatibility = depends("a secret string in its place is understood on one side only");
        let rust = breaking(format!("{} has no field `secret` any more", code(name)));
        (
            "is never a secret string",
            rust,
            Directions { old_request: compatibility.clone(), old_response: compatibility, ..Directions::default() },
        )
    };
    let note = compare.changed(Subject::Type, Aspect::Secret, name, what).at((&old.pointer, &new.pointer));
    note.wire(compatibility.verdict(travels)).rust(rust).done();
}

/// What the members are that have no name in the description.
fn additional<'a>(
    compare: &mut Compare<'a>,
    (old, before): (&'a Type, &'a Struct),
    (new, after): (&'a Type, &'a Struct),
) {
    let name = &new.rust_name;
    let at = (old.pointer.as_str(), new.pointer.as_str());
    let was = before.additional.as_ref().map(|item| describe::item(&compare.old, item));
    let is = after.additional.as_ref().map(|item| describe::item(&compare.new, item));
    if is_same_item(compare, before, after) {
        return;
    }
    let (what, rust) = match (was, is) {
        (None, None) => return,
        (None, Some(is)) => (format!("has other members, each {is}"), RustVerdict::Compatible),
        (Some(_), None) => (
            String::from("has no field for other members any more"),
            breaking(format!("{} has no field `additional` any more", code(name))),
        ),
        (Some(was), Some(is)) => {
            let rust = breaking(format!("{} holds {is}", code(&format!("{name}.additional"))));
            (format!("has other members, each {is}, no longer {was}"), rust)
        }
    };
    let compatibility = depends("a member without a name in the description may be refused");
    let compatibility = Directions {
        old_request: compatibility.clone(),
        new_request: compatibility.clone(),
        old_response: compatibility.clone(),
        new_response: compatibility,
    };
    let wire = compatibility.verdict(compare.travels(&old.name, &new.name));
    compare.changed(Subject::Type, Aspect::Additional, name, &what).at(at).wire(wire).rust(rust).done();
}

fn is_same_item<'a>(compare: &Compare<'a>, before: &'a Struct, after: &'a Struct) -> bool {
    let both = before.additional.as_ref().zip(after.additional.as_ref());
    both.is_some_and(|(old, new)| old.nullable == new.nullable && compare.same_shape(&old.ty, &new.ty))
}

/// The root, namespace and order of an object in XML.
fn xml(compare: &mut Compare<'_>, (old, before): (&Type, &Struct), (new, after): (&Type, &Struct)) {
    if !(compare.old.reach.speaks_xml() && compare.new.reach.speaks_xml()) {
        return;
    }
    let name = &new.rust_name;
    let at = (old.pointer.as_str(), new.pointer.as_str());
    let travels = compare.travels_in_xml(&old.name, &new.name);
    let as_root = compare.travels_as_root(&old.name, &new.name);
    let strict = |reason: &str, travels: Travels| {
        Directions { old_request: no(reason), new_request: no(reason), ..Directions::default() }.verdict(travels)
    };
    let (was, is) = (&before.xml, &after.xml);
    if was.root.local != is.root.local {
        let what =
            format!("is {} as the root of an XML document, no longer {}", code(&is.root.local), code(&was.root.local));
        let wire = Directions::never("each side refuses the other's root element in XML").verdict(as_root);
        compare.changed(Subject::Type, Aspect::XmlName, name, &what).at(at).wire(wire).done();
    }
    let namespaces = "a service expects its own namespaces in XML";
    if was.namespace != is.namespace {
        let what = other_namespace("", &is.namespace, &was.namespace);
        let wire = strict(namespaces, travels);
        compare.changed(Subject::Type, Aspect::XmlNamespace, name, &what).at(at).wire(wire).done();
    } else if was.root.namespace != is.root.namespace {
        let what = other_namespace(" as the root of a document", &is.root.namespace, &was.root.namespace);
        let wire = strict(namespaces, as_root);
        compare.changed(Subject::Type, Aspect::XmlNamespace, name, &what).at(at).wire(wire).done();
    }
    let (was, is) = (before.element_order(), after.element_order());
    let common = |order: &[&str], other: &[&str]| {
        order.iter().filter(|name| other.contains(name)).map(|name| (*name).to_owned()).collect::<Vec<_>>()
    };
    if common(&was, &is) != common(&is, &was) {
        let wire = strict("a service may pass over elements that are out of its order", travels);
        let what = "has another order of its elements in XML";
        compare.changed(Subject::Type, Aspect::XmlOrder, name, what).at(at).wire(wire).done();
    }
}

fn other_namespace(of: &str, is: &str, was: &str) -> String {
    format!("has the XML namespace {}{of}, no longer {}", describe::or_empty(is), describe::or_empty(was))
}
