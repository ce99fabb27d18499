//! Variants of a union.

use super::compare::Compare;
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Renamable, name_similarity, pair};
use super::verdict::{Directions, RustVerdict, Usage, breaking, depends};
use crate::release::record::{Type, Union, Variant};
use crate::shown::code;

/// The minimum similarity of the names of two variants.
const MIN_SIMILARITY: f64 = 0.7;

/// Compares the variants of one union.
pub(super) fn compare<'a>(
    compare: &mut Compare<'a>,
    (old, before): (&'a Type, &'a Union),
    (new, after): (&'a Type, &'a Union),
) {
    let usage = compare.usage(&old.name, &new.name);
    let owner = &new.rust_name;
    let pairs =
        pair(&before.variants, &after.variants, |variant| variant.rust_name.clone(), similarity, &compare.budget);
    compare.unguessed(&pairs, owner, "variants", (&old.pointer, &new.pointer));
    for variant in pairs.removed {
        removed(compare, owner, variant, usage);
    }
    for variant in pairs.added {
        added(compare, owner, variant, usage);
    }
    for (old, new) in pairs.similar {
        renamed(compare, owner, (old, new));
        tags(compare, owner, (old, new), usage);
    }
    for (old, new) in pairs.same {
        ty(compare, owner, (old, new), usage);
        tags(compare, owner, (old, new), usage);
    }
    if before.discriminator != after.discriminator {
        let what =
            describe::property_change("discriminator", before.discriminator.as_ref(), after.discriminator.as_ref());
        let compatibility = depends("a value may be read as another type");
        let compatibility =
            Directions { old_response: compatibility.clone(), new_response: compatibility, ..Directions::default() };
        let at = (old.pointer.as_str(), new.pointer.as_str());
        let note = compare.changed(Subject::Type, Aspect::Discriminator, owner, &what).at(at);
        note.wire(compatibility.verdict(usage)).done();
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

/// The similarity of two variants of different names. The same type is the same variant.
fn similarity(old: &Variant, new: &Variant) -> f64 {
    let similarity = name_similarity(&old.rust_name, &new.rust_name);
    if old.ty == new.ty && old.ty.named().is_some() {
        1.0 + similarity
    } else if similarity < MIN_SIMILARITY {
        0.0
    } else {
        similarity
    }
}

fn name_of(owner: &str, variant: &Variant) -> String {
    format!("{owner}::{}", variant.rust_name)
}

fn removed<'a>(compare: &mut Compare<'a>, owner: &str, variant: &'a Variant, usage: Usage) {
    let name = name_of(owner, variant);
    let compatibility =
        Directions { old_request: depends("the new service may reject the type"), ..Directions::default() };
    let text = format!("{} is removed, {}", code(&name), describe::shape(&compare.old, &variant.ty));
    let rust = breaking(format!("the variant {} is removed", code(&variant.rust_name)));
    let note = compare.difference(Subject::Variant, Action::Removed, &name, text);
    note.before(&variant.pointer).wire(compatibility.verdict(usage)).rust(rust).done();
}

fn added<'a>(compare: &mut Compare<'a>, owner: &str, variant: &'a Variant, usage: Usage) {
    let name = name_of(owner, variant);
    let compatibility =
        Directions { new_request: depends("an old service may reject the type"), ..Directions::default() };
    let text = format!("{} is added, {}", code(&name), describe::shape(&compare.new, &variant.ty));
    let note = compare.difference(Subject::Variant, Action::Added, &name, text);
    note.after(&variant.pointer).wire(compatibility.verdict(usage)).rust(RustVerdict::Compatible).done();
}

fn renamed(compare: &mut Compare<'_>, owner: &str, (old, new): (&Variant, &Variant)) {
    let name = name_of(owner, old);
    let text = format!("{} is probably renamed to {}", code(&name), code(&name_of(owner, new)));
    let rust = breaking(format!("use {} in place of {}", code(&new.rust_name), code(&old.rust_name)));
    let at = (old.pointer.as_str(), new.pointer.as_str());
    compare.difference(Subject::Variant, Action::Renamed, &name, text).at(at).guess().rust(rust).done();
}

fn ty<'a>(compare: &mut Compare<'a>, owner: &str, (old, new): (&'a Variant, &'a Variant), usage: Usage) {
    if compare.same_shape(&old.ty, &new.ty) {
        return;
    }
    let (was, is) = (describe::shape(&compare.old, &old.ty), describe::shape(&compare.new, &new.ty));
    let what = format!("is {is}, no longer {was}");
    let compatibility = depends("a value may be read as another type");
    let compatibility =
        Directions { old_request: compatibility.clone(), new_request: compatibility, ..Directions::default() };
    let rust = breaking(format!("{} holds {is}", code(&new.rust_name)));
    let note = compare.changed(Subject::Variant, Aspect::Type, &name_of(owner, new), &what);
    note.at((&old.pointer, &new.pointer)).wire(compatibility.verdict(usage)).rust(rust).done();
}

/// Compares the discriminator values of a variant.
fn tags(compare: &mut Compare<'_>, owner: &str, (old, new): (&Variant, &Variant), usage: Usage) {
    if old.tags == new.tags {
        return;
    }
    let what = format!("stands for {}, no longer for {}", describe::names(&new.tags), describe::names(&old.tags));
    let compatibility = depends("a value may be read as no known type");
    let compatibility =
        Directions { old_response: compatibility.clone(), new_response: compatibility, ..Directions::default() };
    let note = compare.changed(Subject::Variant, Aspect::Value, &name_of(owner, new), &what);
    note.at((&old.pointer, &new.pointer)).wire(compatibility.verdict(usage)).done();
}
