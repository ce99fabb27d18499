//! Variants of a union.

use super::compare::Compare;
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Renamable, names_alike, pair};
use super::verdict::{Directions, RustVerdict, Travels, breaking, depends};
use crate::release::record::{Type, Union, Variant};
use crate::shown::code;

/// How much the names of two variants have to be alike for them to be taken for one.
const ALIKE: f64 = 0.7;

/// Compares the variants of one union.
pub(super) fn compare<'a>(
    compare: &mut Compare<'a>,
    (old, before): (&'a Type, &'a Union),
    (new, after): (&'a Type, &'a Union),
) {
    let travels = compare.travels(&old.name, &new.name);
    let owner = &new.rust_name;
    let pairs = pair(&before.variants, &after.variants, |variant| variant.rust_name.clone(), likeness, &compare.room);
    compare.unguessed(&pairs, owner, "variants", (&old.pointer, &new.pointer));
    for variant in pairs.removed {
        removed(compare, owner, variant, travels);
    }
    for variant in pairs.added {
        added(compare, owner, variant, travels);
    }
    for (old, new) in pairs.alike {
        renamed(compare, owner, (old, new));
        tags(compare, owner, (old, new), travels);
    }
    for (old, new) in pairs.same {
        ty(compare, owner, (old, new), travels);
        tags(compare, owner, (old, new), travels);
    }
    if before.discriminator != after.discriminator {
        let what = describe::turned("discriminator", before.discriminator.as_ref(), after.discriminator.as_ref());
        let compatibility = depends("a value may be taken for one of another type");
        let compatibility =
            Directions { old_response: compatibility.clone(), new_response: compatibility, ..Directions::default() };
        let at = (old.pointer.as_str(), new.pointer.as_str());
        let note = compare.changed(Subject::Type, Aspect::Discriminator, owner, &what).at(at);
        note.wire(compatibility.verdict(travels)).done();
    }
}

impl Renamable for Variant {
    fn size(&self) -> usize {
        self.rust_name.len()
    }

    fn identity(&self) -> &str {
        self.ty.named().unwrap_or_default()
    }
}

/// How alike two variants of different names are. The same type is the same variant.
fn likeness(old: &Variant, new: &Variant) -> f64 {
    let alike = names_alike(&old.rust_name, &new.rust_name);
    if old.ty == new.ty && old.ty.named().is_some() {
        1.0 + alike
    } else if alike < ALIKE {
        0.0
    } else {
        alike
    }
}

fn name_of(owner: &str, variant: &Variant) -> String {
    format!("{owner}::{}", variant.rust_name)
}

fn removed<'a>(compare: &mut Compare<'a>, owner: &str, variant: &'a Variant, travels: Travels) {
    let name = name_of(owner, variant);
    let compatibility =
        Directions { old_request: depends("the new service may refuse the type"), ..Directions::default() };
    let text = format!("{} is gone, {}", code(&name), describe::shape(&compare.old, &variant.ty));
    let rust = breaking(format!("there is no variant {} any more", code(&variant.rust_name)));
    let note = compare.note(Subject::Variant, Action::Removed, &name, text);
    note.before(&variant.pointer).wire(compatibility.verdict(travels)).rust(rust).done();
}

fn added<'a>(compare: &mut Compare<'a>, owner: &str, variant: &'a Variant, travels: Travels) {
    let name = name_of(owner, variant);
    let compatibility =
        Directions { new_request: depends("an old service may refuse the type"), ..Directions::default() };
    let text = format!("{} is new, {}", code(&name), describe::shape(&compare.new, &variant.ty));
    let note = compare.note(Subject::Variant, Action::Added, &name, text);
    note.after(&variant.pointer).wire(compatibility.verdict(travels)).rust(RustVerdict::Compatible).done();
}

fn renamed(compare: &mut Compare<'_>, owner: &str, (old, new): (&Variant, &Variant)) {
    let name = name_of(owner, old);
    let text = format!("{} is probably {} now", code(&name), code(&name_of(owner, new)));
    let rust = breaking(format!("write {} for {}", code(&new.rust_name), code(&old.rust_name)));
    let at = (old.pointer.as_str(), new.pointer.as_str());
    compare.note(Subject::Variant, Action::Renamed, &name, text).at(at).guess().rust(rust).done();
}

fn ty<'a>(compare: &mut Compare<'a>, owner: &str, (old, new): (&'a Variant, &'a Variant), travels: Travels) {
    if compare.same_shape(&old.ty, &new.ty) {
        return;
    }
    let (was, is) = (describe::shape(&compare.old, &old.ty), describe::shape(&compare.new, &new.ty));
    let what = format!("is {is}, no longer {was}");
    let compatibility = depends("a value may be taken for one of another type");
    let compatibility =
        Directions { old_request: compatibility.clone(), new_request: compatibility, ..Directions::default() };
    let rust = breaking(format!("{} holds {is}", code(&new.rust_name)));
    let note = compare.changed(Subject::Variant, Aspect::Type, &name_of(owner, new), &what);
    note.at((&old.pointer, &new.pointer)).wire(compatibility.verdict(travels)).rust(rust).done();
}

/// The values of the discriminator.
fn tags(compare: &mut Compare<'_>, owner: &str, (old, new): (&Variant, &Variant), travels: Travels) {
    if old.tags == new.tags {
        return;
    }
    let what = format!("stands for {}, no longer for {}", describe::names(&new.tags), describe::names(&old.tags));
    let compatibility = depends("a value may be taken for one of no known type");
    let compatibility =
        Directions { old_response: compatibility.clone(), new_response: compatibility, ..Directions::default() };
    let note = compare.changed(Subject::Variant, Aspect::Value, &name_of(owner, new), &what);
    note.at((&old.pointer, &new.pointer)).wire(compatibility.verdict(travels)).done();
}
