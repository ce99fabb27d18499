//! Types: pairing of old and new ones, and their changes.

use super::compare::Compare;
use super::describe::counted;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Renamable, name_similarity, pair, shared};
use super::verdict::{Directions, RustVerdict, Usage, breaking, depends, no};
use super::{describe, members, values, variants};
use crate::release::record::{Struct, Type, TypeKind};
use crate::shown::code;

/// The minimum similarity of two types.
const MIN_SIMILARITY: f64 = 0.6;

/// Compares all types.
pub(super) fn compare(compare: &mut Compare<'_>) {
    let pairs =
        pair(&compare.old.record.types, &compare.new.record.types, |ty| ty.name.clone(), similarity, &compare.budget);
    let title = compare.new.record.title.as_str();
    compare.unguessed(&pairs, title, "types", ("", ""));
    for (old, new) in pairs.same.iter().chain(&pairs.similar) {
        compare.types.insert(&old.name, &new.name);
    }
    for ty in pairs.removed {
        removed(compare, ty);
    }
    for ty in pairs.added {
        added(compare, ty);
    }
    for (old, new) in pairs.similar {
        renamed(compare, old, new);
        within(compare, old, new);
    }
    for (old, new) in pairs.same {
        rust_name(compare, old, new);
        within(compare, old, new);
    }
}

/// The weight of a part that two types may have in common.
const SIZE_OF_PART: usize = 16;

/// The number of parts of a type.
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

/// The similarity of two types of different names: by their parts, then by name.
fn similarity(old: &Type, new: &Type) -> f64 {
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
    if parts < MIN_SIMILARITY { 0.0 } else { parts + name_similarity(&old.rust_name, &new.rust_name) }
}

fn removed(compare: &mut Compare<'_>, ty: &Type) {
    let name = &ty.rust_name;
    let note = compare.difference(Subject::Type, Action::Removed, name, format!("{} is removed", code(name)));
    note.before(&ty.pointer).rust(breaking(format!("the type {} is removed", code(name)))).done();
}

fn added(compare: &mut Compare<'_>, ty: &Type) {
    let name = &ty.rust_name;
    let what = match &ty.kind {
        TypeKind::Struct(object) => counted(object.members.len(), "member"),
        TypeKind::Enum(choice) => counted(choice.values.len(), "value"),
        TypeKind::Union(union) => counted(union.variants.len(), "variant"),
    };
    let note = compare.difference(Subject::Type, Action::Added, name, format!("{} is added, with {what}", code(name)));
    note.after(&ty.pointer).rust(RustVerdict::Compatible).done();
}

/// A removed type, and the added one that it is taken for: renamed, or at another location.
fn renamed(compare: &mut Compare<'_>, old: &Type, new: &Type) {
    let (before, after) = (&old.rust_name, &new.rust_name);
    let at = (old.pointer.as_str(), new.pointer.as_str());
    if before == after {
        let text = format!("{} has the schema name {}, no longer {}", code(before), code(&new.name), code(&old.name));
        compare.difference(Subject::Type, Action::Moved, before, text).at(at).guess().done();
    } else {
        let text = format!("{} is probably renamed to {}", code(before), code(after));
        let rust = breaking(format!("use {} in place of {}", code(after), code(before)));
        compare.difference(Subject::Type, Action::Renamed, before, text).at(at).guess().rust(rust).done();
    }
}

fn rust_name(compare: &mut Compare<'_>, old: &Type, new: &Type) {
    let (before, after) = (&old.rust_name, &new.rust_name);
    if before != after {
        let rust = breaking(format!("use {} in place of {}", code(after), code(before)));
        let what = format!("has the Rust name {}", code(after));
        compare
            .changed(Subject::Type, Aspect::RustName, before, &what)
            .at((&old.pointer, &new.pointer))
            .rust(rust)
            .done();
    }
}

/// The changed aspects of a type.
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
                TypeKind::Enum(_) => "an enum",
                TypeKind::Union(_) => "a union",
            };
            let what = format!("is {}, no longer {}", kind(new), kind(old));
            let compatibility = if matches!((&old.kind, &new.kind), (TypeKind::Union(_), _) | (_, TypeKind::Union(_))) {
                let compatibility = || depends("values of another type are rejected");
                Directions {
                    old_request: compatibility(),
                    new_request: compatibility(),
                    old_response: compatibility(),
                    new_response: compatibility(),
                }
            } else {
                Directions::never("neither side reads the other's values")
            };
            let wire = compatibility.verdict(compare.usage(&old.name, &new.name));
            let note = compare.changed(Subject::Type, Aspect::Kind, name, &what).at(at).wire(wire);
            note.rust(breaking(format!("{} is {}", code(name), kind(new)))).done();
        }
    }
}

/// The secret string in place of an object.
fn secret(compare: &mut Compare<'_>, (old, before): (&Type, &Struct), (new, after): (&Type, &Struct)) {
    if before.secret_string == after.secret_string {
        return;
    }
    let name = &new.rust_name;
    let usage = compare.usage(&old.name, &new.name);
    let (what, rust, compatibility) = if after.secret_string {
        let compatibility = depends("only one side reads a secret string in its place");
        (
            "can be a secret string",
            RustVerdict::Compatible,
            Directions { new_request: compatibility.clone(), new_response: compatibility, ..Directions::default() },
        )
    } else {
        let compatibility = depends("only one side reads a secret string in its place");
        let rust = breaking(format!("the field `secret` of {} is removed", code(name)));
        (
            "can no longer be a secret string",
            rust,
            Directions { old_request: compatibility.clone(), old_response: compatibility, ..Directions::default() },
        )
    };
    let note = compare.changed(Subject::Type, Aspect::Secret, name, what).at((&old.pointer, &new.pointer));
    note.wire(compatibility.verdict(usage)).rust(rust).done();
}

/// The additional properties.
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
        (None, Some(is)) => (format!("has additional properties of {is}"), RustVerdict::Compatible),
        (Some(_), None) => (
            String::from("no longer has additional properties"),
            breaking(format!("the field `additional` of {} is removed", code(name))),
        ),
        (Some(was), Some(is)) => {
            let rust = breaking(format!("{} holds {is}", code(&format!("{name}.additional"))));
            (format!("has additional properties of {is}, no longer {was}"), rust)
        }
    };
    let compatibility = depends("an additional property may be rejected");
    let compatibility = Directions {
        old_request: compatibility.clone(),
        new_request: compatibility.clone(),
        old_response: compatibility.clone(),
        new_response: compatibility,
    };
    let wire = compatibility.verdict(compare.usage(&old.name, &new.name));
    compare.changed(Subject::Type, Aspect::Additional, name, &what).at(at).wire(wire).rust(rust).done();
}

fn is_same_item<'a>(compare: &Compare<'a>, before: &'a Struct, after: &'a Struct) -> bool {
    let both = before.additional.as_ref().zip(after.additional.as_ref());
    both.is_some_and(|(old, new)| old.nullable == new.nullable && compare.same_shape(&old.ty, &new.ty))
}

/// The XML root, namespace and order of an object.
fn xml(compare: &mut Compare<'_>, (old, before): (&Type, &Struct), (new, after): (&Type, &Struct)) {
    if !(compare.old.reach.uses_xml() && compare.new.reach.uses_xml()) {
        return;
    }
    let name = &new.rust_name;
    let at = (old.pointer.as_str(), new.pointer.as_str());
    let usage = compare.usage_in_xml(&old.name, &new.name);
    let as_root = compare.usage_as_root(&old.name, &new.name);
    let strict = |reason: &str, usage: Usage| {
        Directions { old_request: no(reason), new_request: no(reason), ..Directions::default() }.verdict(usage)
    };
    let (was, is) = (&before.xml, &after.xml);
    if was.root.local != is.root.local {
        let what = format!("has the XML root element {}, no longer {}", code(&is.root.local), code(&was.root.local));
        let wire = Directions::never("each side rejects the other's XML root element").verdict(as_root);
        compare.changed(Subject::Type, Aspect::XmlName, name, &what).at(at).wire(wire).done();
    }
    let namespaces = "a service expects its own XML namespaces";
    if was.namespace != is.namespace {
        let what = other_namespace("", &is.namespace, &was.namespace);
        let wire = strict(namespaces, usage);
        compare.changed(Subject::Type, Aspect::XmlNamespace, name, &what).at(at).wire(wire).done();
    } else if was.root.namespace != is.root.namespace {
        let what = other_namespace(" as a root element", &is.root.namespace, &was.root.namespace);
        let wire = strict(namespaces, as_root);
        compare.changed(Subject::Type, Aspect::XmlNamespace, name, &what).at(at).wire(wire).done();
    }
    let (was, is) = (before.element_order(), after.element_order());
    let common = |order: &[&str], other: &[&str]| {
        order.iter().filter(|name| other.contains(name)).map(|name| (*name).to_owned()).collect::<Vec<_>>()
    };
    if common(&was, &is) != common(&is, &was) {
        let wire = strict("a service may skip elements out of order", usage);
        let what = "has another order of XML elements";
        compare.changed(Subject::Type, Aspect::XmlOrder, name, what).at(at).wire(wire).done();
    }
}

fn other_namespace(of: &str, is: &str, was: &str) -> String {
    format!("has the XML namespace {}{of}, no longer {}", describe::or_empty(is), describe::or_empty(was))
}
