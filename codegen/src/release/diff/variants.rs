//! Variants of a union.

use super::compare::Compare;
use super::constraints::{self, ConstraintsPair};
use super::describe;
use super::difference::{Action, Aspect, Subject};
use super::pair::{Pair, Renamable, name_similarity, pair};
use super::types::TypePair;
use super::verdict::{Directions, RustVerdict, breaking, depends};
use crate::release::record::{Union, Variant};
use crate::shown::code;

/// The minimum similarity of the names of two variants.
const MIN_SIMILARITY: f64 = 0.7;

/// Compares the variants of one union.
pub(super) fn compare<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Union>) {
    let Pair { old, new } = of.kinds;
    let all = Pair { old: old.variants.as_slice(), new: &new.variants };
    let pairs = pair(all, &compare.budget, |variant| variant.rust_name.clone(), similarity);
    compare.report_guess_limit(&pairs, of.rust_name(), "variants", of.at());
    for variant in pairs.removed {
        removed(compare, of, variant);
    }
    for variant in pairs.added {
        added(compare, of, variant);
    }
    for variants in pairs.similar {
        renamed(compare, of, variants);
        tags(compare, of, variants);
    }
    for variants in pairs.same {
        ty(compare, of, variants);
        constrained(compare, of, variants);
        tags(compare, of, variants);
    }
    if old.discriminator != new.discriminator {
        let what = describe::property_change("discriminator", old.discriminator.as_ref(), new.discriminator.as_ref());
        let compatibility = depends("a value may be read as another type");
        let compatibility =
            Directions { old_response: compatibility.clone(), new_response: compatibility, ..Directions::default() };
        let wire = compatibility.verdict(compare.usage(of.types));
        let subject = Subject::Type.named(of.rust_name());
        compare.changed(subject, Aspect::Discriminator, &what).at(of.at()).wire(wire).done();
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

fn name_of(of: &TypePair<'_, Union>, variant: &Variant) -> String {
    format!("{}::{}", of.rust_name(), variant.rust_name)
}

fn removed<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Union>, variant: &'a Variant) {
    let name = name_of(of, variant);
    let compatibility =
        Directions { old_request: depends("the new service may reject the type"), ..Directions::default() };
    let text = format!("{} is removed, {}", code(&name), describe::shape(&compare.old, &variant.ty));
    let rust = breaking(format!("the variant {} is removed", code(&variant.rust_name)));
    let wire = compatibility.verdict(compare.usage(of.types));
    let difference = compare.difference(Subject::Variant.named(&name), Action::Removed, text);
    difference.before(&variant.pointer).wire(wire).rust(rust).done();
}

fn added<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Union>, variant: &'a Variant) {
    let name = name_of(of, variant);
    let compatibility =
        Directions { new_request: depends("an old service may reject the type"), ..Directions::default() };
    let text = format!("{} is added, {}", code(&name), describe::shape(&compare.new, &variant.ty));
    let wire = compatibility.verdict(compare.usage(of.types));
    let difference = compare.difference(Subject::Variant.named(&name), Action::Added, text);
    difference.after(&variant.pointer).wire(wire).rust(RustVerdict::Compatible).done();
}

fn renamed(compare: &mut Compare<'_>, of: &TypePair<'_, Union>, Pair { old, new }: Pair<&Variant>) {
    let name = name_of(of, old);
    let text = format!("{} is probably renamed to {}", code(&name), code(&name_of(of, new)));
    let rust = breaking(format!("use {} in place of {}", code(&new.rust_name), code(&old.rust_name)));
    let at = Pair { old: old.pointer.as_str(), new: new.pointer.as_str() };
    compare.difference(Subject::Variant.named(&name), Action::Renamed, text).at(at).guess().rust(rust).done();
}

fn ty<'a>(compare: &mut Compare<'a>, of: &TypePair<'a, Union>, Pair { old, new }: Pair<&'a Variant>) {
    if compare.same_shape(&old.ty, &new.ty) {
        return;
    }
    let (was, is) = (describe::shape(&compare.old, &old.ty), describe::shape(&compare.new, &new.ty));
    let what = format!("is {is}, no longer {was}");
    let compatibility = depends("a value may be read as another type");
    let compatibility =
        Directions { old_request: compatibility.clone(), new_request: compatibility, ..Directions::default() };
    let rust = breaking(format!("{} holds {is}", code(&new.rust_name)));
    let wire = compatibility.verdict(compare.usage(of.types));
    let difference = compare.changed(Subject::Variant.named(&name_of(of, new)), Aspect::Type, &what);
    difference.at(Pair { old: &old.pointer, new: &new.pointer }).wire(wire).rust(rust).done();
}

/// Compares the constraints of a variant, unless they follow another type.
fn constrained(compare: &mut Compare<'_>, of: &TypePair<'_, Union>, Pair { old, new }: Pair<&Variant>) {
    if compare.same_shape(&old.ty, &new.ty) {
        let name = name_of(of, new);
        let pair = ConstraintsPair {
            of: Subject::Variant.named(&name),
            constraints: Pair { old: &old.constraints, new: &new.constraints },
            usage: compare.usage(of.types),
            at: Pair { old: &old.pointer, new: &new.pointer },
        };
        constraints::compare(compare, &pair);
    }
}

/// Compares the discriminator values of a variant.
fn tags(compare: &mut Compare<'_>, of: &TypePair<'_, Union>, Pair { old, new }: Pair<&Variant>) {
    if old.tags == new.tags {
        return;
    }
    let what = format!("stands for {}, no longer for {}", describe::names(&new.tags), describe::names(&old.tags));
    let compatibility = depends("a value may be read as no known type");
    let compatibility =
        Directions { old_response: compatibility.clone(), new_response: compatibility, ..Directions::default() };
    let wire = compatibility.verdict(compare.usage(of.types));
    let difference = compare.changed(Subject::Variant.named(&name_of(of, new)), Aspect::Value, &what);
    difference.at(Pair { old: &old.pointer, new: &new.pointer }).wire(wire).done();
}
