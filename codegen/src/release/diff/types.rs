//! Types: pairing of old and new ones, and their changes.

use super::compare::Compare;
use super::constraints::{self, ConstraintsPair};
use super::describe::counted;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Pair, Renamable, name_similarity, pair, shared};
use super::verdict::{Directions, RustVerdict, Usage, breaking, depends, incompatible};
use super::{describe, members, scalars, values, variants};
use crate::release::record::{Collection, Item, Shape, Struct, Type, TypeKind};
use crate::shown::code;

/// The minimum similarity of two types.
const MIN_SIMILARITY: f64 = 0.6;

/// A type of one kind in both contracts.
pub(super) struct TypePair<'a, K> {
    pub(super) types: Pair<&'a Type>,
    pub(super) kinds: Pair<&'a K>,
}

impl<'a, K> TypePair<'a, K> {
    /// The new Rust name.
    pub(super) fn rust_name(&self) -> &'a str {
        &self.types.new.rust_name
    }

    pub(super) fn at(&self) -> Pair<&'a str> {
        at(self.types)
    }
}

fn at(types: Pair<&Type>) -> Pair<&str> {
    Pair { old: &types.old.pointer, new: &types.new.pointer }
}

/// Compares all types.
pub(super) fn compare(compare: &mut Compare<'_>) {
    let all = Pair { old: compare.old.record.types.as_slice(), new: &compare.new.record.types };
    let pairs = pair(all, &compare.budget, |ty| ty.name.clone(), similarity);
    let title = compare.new.record.title.as_str();
    compare.report_guess_limit(&pairs, title, "types", Pair { old: "", new: "" });
    for Pair { old, new } in pairs.same.iter().chain(&pairs.similar) {
        compare.types.insert(&old.name, &new.name);
    }
    for ty in pairs.removed {
        removed(compare, ty);
    }
    for ty in pairs.added {
        added(compare, ty);
    }
    for types in pairs.similar {
        renamed(compare, types);
        within(compare, types);
    }
    for types in pairs.same {
        rust_name(compare, types);
        within(compare, types);
    }
}

/// The weight of a part that two types may have in common.
const SIZE_OF_PART: usize = 16;

/// The number of parts of a type.
fn parts(ty: &Type) -> usize {
    match &ty.kind {
        TypeKind::Struct(object) | TypeKind::Tuple(object) => object.members.len(),
        TypeKind::Enum(enumeration) => enumeration.values.len(),
        TypeKind::Union(union) => union.variants.len(),
        TypeKind::Collection(_) => 1,
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
        (TypeKind::Tuple(old), TypeKind::Tuple(new)) => {
            let items = |of: &'_ Struct| {
                of.members.iter().map(|item| format!("{} {:?}", item.name, item.ty)).collect::<Vec<_>>()
            };
            let (old, new) = (items(old), items(new));
            shared(old.iter().map(String::as_str), new.iter().map(String::as_str))
        }
        (TypeKind::Collection(_), TypeKind::Collection(_)) => MIN_SIMILARITY,
        (
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_),
            _,
        ) => 0.0,
    };
    if parts < MIN_SIMILARITY { 0.0 } else { parts + name_similarity(&old.rust_name, &new.rust_name) }
}

fn removed(compare: &mut Compare<'_>, ty: &Type) {
    let name = &ty.rust_name;
    let difference =
        compare.difference(Subject::Type.named(name), Action::Removed, format!("{} is removed", code(name)));
    difference.before(&ty.pointer).rust(breaking(format!("the type {} is removed", code(name)))).done();
}

fn added(compare: &mut Compare<'_>, ty: &Type) {
    let name = &ty.rust_name;
    let what = match &ty.kind {
        TypeKind::Struct(object) => format!("with {}", counted(object.members.len(), "member")),
        TypeKind::Tuple(tuple) => format!("a tuple of {}", counted(tuple.members.len(), "item")),
        TypeKind::Enum(enumeration) => format!("with {}", counted(enumeration.values.len(), "value")),
        TypeKind::Union(union) => format!("with {}", counted(union.variants.len(), "variant")),
        TypeKind::Collection(collection) => describe::shape(&compare.new, &collection.ty),
    };
    let difference =
        compare.difference(Subject::Type.named(name), Action::Added, format!("{} is added, {what}", code(name)));
    difference.after(&ty.pointer).rust(RustVerdict::Compatible).done();
}

/// A removed type, and the added one that it probably is: renamed, or at another location.
fn renamed(compare: &mut Compare<'_>, types: Pair<&Type>) {
    let Pair { old, new } = types;
    let (before, after) = (&old.rust_name, &new.rust_name);
    let at = at(types);
    if before == after {
        let text = format!("{} has the schema name {}, no longer {}", code(before), code(&new.name), code(&old.name));
        compare.difference(Subject::Type.named(before), Action::Moved, text).at(at).guess().done();
    } else {
        let text = format!("{} is probably renamed to {}", code(before), code(after));
        let rust = breaking(format!("use {} in place of {}", code(after), code(before)));
        compare.difference(Subject::Type.named(before), Action::Renamed, text).at(at).guess().rust(rust).done();
    }
}

fn rust_name(compare: &mut Compare<'_>, types: Pair<&Type>) {
    let (before, after) = (&types.old.rust_name, &types.new.rust_name);
    if before != after {
        let rust = breaking(format!("use {} in place of {}", code(after), code(before)));
        let what = format!("has the Rust name {}", code(after));
        compare.changed(Subject::Type.named(before), Aspect::RustName, &what).at(at(types)).rust(rust).done();
    }
}

/// The changed aspects of a type.
fn within<'a>(compare: &mut Compare<'a>, types: Pair<&'a Type>) {
    let Pair { old, new } = types;
    let at = at(types);
    let name = &new.rust_name;
    compare.docs(Subject::Type.named(name), Pair { old: &old.docs, new: &new.docs }, at);
    compare.deprecation(Subject::Type.named(name), Pair { old: old.deprecated, new: new.deprecated }, at);
    derived(compare, types);
    match (&old.kind, &new.kind) {
        (TypeKind::Struct(old), TypeKind::Struct(new)) => {
            let of = TypePair { types, kinds: Pair { old, new } };
            secret(compare, &of);
            additional(compare, &of);
            constrained(compare, &of);
            xml(compare, &of);
            members::compare(compare, &of);
        }
        (TypeKind::Tuple(old), TypeKind::Tuple(new)) => {
            let of = TypePair { types, kinds: Pair { old, new } };
            rest(compare, &of);
            length(compare, &of);
            constrained(compare, &of);
            members::compare(compare, &of);
        }
        (TypeKind::Enum(old), TypeKind::Enum(new)) => {
            values::compare(compare, &TypePair { types, kinds: Pair { old, new } });
        }
        (TypeKind::Union(old), TypeKind::Union(new)) => {
            variants::compare(compare, &TypePair { types, kinds: Pair { old, new } });
        }
        (TypeKind::Collection(old), TypeKind::Collection(new)) => {
            collection(compare, &TypePair { types, kinds: Pair { old, new } });
        }
        (
            TypeKind::Struct(_) | TypeKind::Tuple(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Collection(_),
            _,
        ) => kind(compare, types),
    }
}

/// The traits and derive macros, and the traits of other crates.
fn derived(compare: &mut Compare<'_>, types: Pair<&Type>) {
    let Pair { old, new } = types;
    requested(compare, types, "derives", Pair { old: &old.derived, new: &new.derived });
    requested(compare, types, "implements", Pair { old: &old.implemented, new: &new.implemented });
}

/// The traits and macros of one kind, with the verb for it.
fn requested(compare: &mut Compare<'_>, types: Pair<&Type>, verb: &str, of: Pair<&Vec<String>>) {
    let name = &types.new.rust_name;
    let missing = |of: &Vec<String>, other: &Vec<String>| -> Vec<String> {
        of.iter().filter(|one| !other.contains(one)).cloned().collect()
    };
    let (lost, gained) = (missing(of.old, of.new), missing(of.new, of.old));
    if !lost.is_empty() {
        let what = format!("no longer {verb} {}", describe::names(&lost));
        let rust = breaking(format!("{} does not implement {}", code(name), describe::names(&lost)));
        compare.changed(Subject::Type.named(name), Aspect::Derive, &what).at(at(types)).rust(rust).done();
    }
    if !gained.is_empty() {
        let what = format!("{verb} {}", describe::names(&gained));
        let rust = RustVerdict::Compatible;
        compare.changed(Subject::Type.named(name), Aspect::Derive, &what).at(at(types)).rust(rust).done();
    }
}

/// A type that has become one of another kind.
fn kind(compare: &mut Compare<'_>, types: Pair<&Type>) {
    let Pair { old, new } = types;
    let name = &new.rust_name;
    let kind = |ty: &Type| match ty.kind {
        TypeKind::Struct(_) => "an object",
        TypeKind::Tuple(_) => "a tuple",
        TypeKind::Enum(_) => "an enum",
        TypeKind::Union(_) => "a union",
        TypeKind::Collection(Collection { ty: Shape::Map(_), .. }) => "a map",
        TypeKind::Collection(_) => "an array",
    };
    let what = format!("is {}, no longer {}", kind(new), kind(old));
    let compatibility = if matches!((&old.kind, &new.kind), (TypeKind::Union(_), _) | (_, TypeKind::Union(_))) {
        Directions::all(&depends("values of another type are rejected"))
    } else {
        Directions::incompatible("neither side reads the other's values")
    };
    let wire = compatibility.verdict(compare.usage(types));
    let difference = compare.changed(Subject::Type.named(name), Aspect::Kind, &what).at(at(types)).wire(wire);
    difference.rust(breaking(format!("{} is {}", code(name), kind(new)))).done();
}

/// The content and the constraints of an array or a map that contains itself.
fn collection<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Collection>) {
    let Pair { old, new } = of.kinds;
    let (usage, at) = (compare.usage(of.types), of.at());
    let is_same = compare.same_shape(&old.ty, &new.ty);
    if is_same && has_nullable_items(&old.ty) == has_nullable_items(&new.ty) {
        let constraints = Pair { old: &old.constraints, new: &new.constraints };
        let pair = ConstraintsPair { of: Subject::Type.named(of.rust_name()), constraints, usage, at };
        return constraints::compare(compare, &pair);
    }
    let (was, is) = (describe::shape(&compare.old, &old.ty), describe::shape(&compare.new, &new.ty));
    let (aspect, what, directions) = if is_same {
        let what = if has_nullable_items(&new.ty) { "has nullable items" } else { "no longer has nullable items" };
        (Aspect::Nullability, what.to_owned(), Directions::all(&depends("null items are rejected")))
    } else {
        let directions = scalars::directions(compare, Pair { old: &old.ty, new: &new.ty });
        (Aspect::Type, format!("is {is}, no longer {was}"), directions)
    };
    let (wire, rust) = (directions.verdict(usage), breaking(format!("{} holds {is}", code(of.rust_name()))));
    compare.changed(Subject::Type.named(of.rust_name()), aspect, &what).at(at).wire(wire).rust(rust).done();
}

/// Returns `true` if the items of an array, or the values of a map, can be null.
fn has_nullable_items(shape: &Shape) -> bool {
    matches!(shape, Shape::Array(item) | Shape::Map(item) if item.nullable)
}

/// The secret string in place of an object.
fn secret(compare: &mut Compare<'_>, of: &TypePair<'_, Struct>) {
    if of.kinds.old.secret_string == of.kinds.new.secret_string {
        return;
    }
    let usage = compare.usage(of.types);
    let compatibility = depends("only one side reads a secret string in its place");
    let (what, rust, compatibility) = if of.kinds.new.secret_string {
        (
            "can be a secret string",
            RustVerdict::Compatible,
            Directions { new_request: compatibility.clone(), new_response: compatibility, ..Directions::default() },
        )
    } else {
        let rust = breaking(format!("the field `secret` of {} is removed", code(of.rust_name())));
        (
            "can no longer be a secret string",
            rust,
            Directions { old_request: compatibility.clone(), old_response: compatibility, ..Directions::default() },
        )
    };
    let difference = compare.changed(Subject::Type.named(of.rust_name()), Aspect::Secret, what).at(of.at());
    difference.wire(compatibility.verdict(usage)).rust(rust).done();
}

/// The additional properties.
fn additional<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Struct>) {
    let (name, Pair { old, new }) = (of.rust_name(), of.kinds);
    let was = old.additional.as_ref().map(|item| describe::item(&compare.old, item));
    let is = new.additional.as_ref().map(|item| describe::item(&compare.new, item));
    if is_same_item(compare, of.kinds) {
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
    let compatibility = Directions::all(&depends("an additional property may be rejected"));
    let wire = compatibility.verdict(compare.usage(of.types));
    compare.changed(Subject::Type.named(name), Aspect::Additional, &what).at(of.at()).wire(wire).rust(rust).done();
}

/// The items of a tuple after those that have types of their own.
fn rest<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Struct>) {
    let Pair { old, new } = of.kinds;
    let untyped = Item { ty: Shape::Any, nullable: false };
    let (was, is) = (old.additional.as_ref().unwrap_or(&untyped), new.additional.as_ref().unwrap_or(&untyped));
    let is_same = was.nullable == is.nullable && compare.same_shape(&was.ty, &is.ty);
    if is_same && old.additional.is_some() == new.additional.is_some() {
        return;
    }
    let is = describe::item(&compare.new, is);
    let what = match (&old.additional, &new.additional) {
        (Some(_), None) => String::from("no longer has further items"),
        (None, Some(_)) => format!("has further items, each {is}"),
        _ => format!("has further items, each {is}, no longer {}", describe::item(&compare.old, was)),
    };
    let name = of.rust_name();
    let holds = || breaking(format!("{} holds {is}", code(&format!("{name}.rest"))));
    let rust = if is_same { RustVerdict::Same } else { holds() };
    let compatibility = Directions::all(&depends("a further item may be rejected"));
    let wire = compatibility.verdict(compare.usage(of.types));
    compare.changed(Subject::Type.named(name), Aspect::Additional, &what).at(of.at()).wire(wire).rust(rust).done();
}

/// The number of items with types of their own, where it decides the type of a further item.
fn length(compare: &mut Compare<'_>, of: &TypePair<'_, Struct>) {
    let Pair { old, new } = of.kinds;
    let (before, after) = (old.members.len(), new.members.len());
    let shorter = if before < after { old } else { new };
    let is_typed = shorter.additional.as_ref().is_some_and(|item| item.ty != Shape::Any);
    if before == after || !is_typed {
        return;
    }
    let what = format!("has {} before its further ones, no longer {before}", counted(after, "item"));
    let wire = Directions::all(&depends("an item of another type is rejected")).verdict(compare.usage(of.types));
    let subject = Subject::Type.named(of.rust_name());
    compare.changed(subject, Aspect::Additional, &what).at(of.at()).wire(wire).done();
}

/// The number of members, and the values of additional properties.
fn constrained(compare: &mut Compare<'_>, of: &TypePair<'_, Struct>) {
    let pair = ConstraintsPair {
        of: Subject::Type.named(of.rust_name()),
        constraints: Pair { old: &of.kinds.old.constraints, new: &of.kinds.new.constraints },
        usage: compare.usage(of.types),
        at: of.at(),
    };
    constraints::compare(compare, &pair);
}

fn is_same_item(compare: &Compare<'_>, Pair { old, new }: Pair<&Struct>) -> bool {
    let both = old.additional.as_ref().zip(new.additional.as_ref());
    both.is_some_and(|(old, new)| old.nullable == new.nullable && compare.same_shape(&old.ty, &new.ty))
}

/// The XML root, namespace and order of an object.
fn xml(compare: &mut Compare<'_>, of: &TypePair<'_, Struct>) {
    if !(compare.old.usages.uses_xml() && compare.new.usages.uses_xml()) {
        return;
    }
    let (name, at) = (of.rust_name(), of.at());
    let Pair { old, new } = of.kinds;
    let usage = compare.usage_in_xml(of.types);
    let as_root = compare.usage_as_root(of.types);
    let strict = |reason: &str, usage: Usage| {
        Directions { old_request: incompatible(reason), new_request: incompatible(reason), ..Directions::default() }
            .verdict(usage)
    };
    let (was, is) = (&old.xml, &new.xml);
    if was.root.local != is.root.local {
        let what = format!("has the XML root element {}, no longer {}", code(&is.root.local), code(&was.root.local));
        let wire = Directions::incompatible("each side rejects the other's XML root element").verdict(as_root);
        compare.changed(Subject::Type.named(name), Aspect::XmlName, &what).at(at).wire(wire).done();
    }
    let namespaces = "a service expects its own XML namespaces";
    if was.namespace != is.namespace {
        let what = other_namespace("", &is.namespace, &was.namespace);
        let wire = strict(namespaces, usage);
        compare.changed(Subject::Type.named(name), Aspect::XmlNamespace, &what).at(at).wire(wire).done();
    } else if was.root.namespace != is.root.namespace {
        let what = other_namespace(" as a root element", &is.root.namespace, &was.root.namespace);
        let wire = strict(namespaces, as_root);
        compare.changed(Subject::Type.named(name), Aspect::XmlNamespace, &what).at(at).wire(wire).done();
    }
    let (was, is) = (old.element_order(), new.element_order());
    let common = |order: &[&str], other: &[&str]| {
        order.iter().filter(|name| other.contains(name)).map(|name| (*name).to_owned()).collect::<Vec<_>>()
    };
    if common(&was, &is) != common(&is, &was) {
        let wire = strict("a service may skip elements out of order", usage);
        let what = "has another order of XML elements";
        compare.changed(Subject::Type.named(name), Aspect::XmlOrder, what).at(at).wire(wire).done();
    }
}

fn other_namespace(of: &str, is: &str, was: &str) -> String {
    format!("has the XML namespace {}{of}, no longer {}", describe::or_empty(is), describe::or_empty(was))
}
