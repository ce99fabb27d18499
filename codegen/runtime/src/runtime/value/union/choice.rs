//! The choice of a variant, from what is visible in a value before it is read.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::super::ValueRef;
use super::{Choice, Fixed, ValueKind, Variant};
use crate::runtime::shape::Shape;

/// A value that was seen, for the choice of a variant.
pub trait Seen {
    /// Returns the kind; [`ValueKind::Any`] is that of null.
    fn kind(&self) -> ValueKind;

    /// Returns the text of a scalar.
    fn text(&self) -> Option<Cow<'_, str>>;

    /// Returns the member of this name.
    fn member(&self, name: &str) -> Option<&dyn Seen>;

    /// Passes the names of all members.
    fn names(&self, each: &mut dyn FnMut(&str));

    /// Passes the items of an array, or the values of an object, until `each` returns `false`.
    fn content(&self, each: &mut dyn FnMut(&dyn Seen) -> bool);
}

/// Returns the variants that an array or an object may be of, the best first.
#[must_use]
pub fn candidates(choice: Choice, seen: &dyn Seen) -> Vec<usize> {
    let mut rated = rated(choice, seen, &mut Budget::default());
    rated.sort_by_key(|(_, fit)| Reverse(*fit));
    rated.truncate(MAX_CANDIDATES);
    rated.into_iter().map(|(index, _)| index).collect()
}

/// The most variants that a reader tries.
const MAX_CANDIDATES: usize = 8;

/// The most items of an array that are looked at.
const MAX_ITEMS: usize = 32;

/// The unions within a union that may still be looked into: a union may contain itself.
struct Budget(usize);

impl Default for Budget {
    fn default() -> Self {
        Self(64)
    }
}

/// The fit of a value and a variant, in order of importance.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// The discriminator: 2 if it names the variant, 1 in another case.
    told: u8,
    /// `true` if all required members are there, and all items are of the right kind.
    is_whole: bool,
    /// The known members less the unknown ones.
    known: i64,
}

/// The rating of an untyped array, below those with typed items.
const UNTYPED_ITEMS: i64 = i64::MIN / 2;

/// Rates each variant that a value may be of.
fn rated(choice: Choice, seen: &dyn Seen, budget: &mut Budget) -> Vec<(usize, Fit)> {
    let Choice { variants, discriminator } = choice;
    let tag = discriminator.and_then(|name| {
        let in_xml = variants.iter().find_map(|variant| in_xml(variant.shape?, name));
        seen.member(name).or_else(|| seen.member(in_xml?))?.text()
    });
    let rate = |(index, variant): (usize, &Variant)| {
        let told = tag.as_deref().map_or(0, |tag| told(variant, tag));
        // An object with a discriminator matches no variant that has other values for it.
        if tag.is_some() && told == 0 && !variant.tags.is_empty() && !variant.open && variant.union.is_none() {
            return None;
        }
        let fit = fit(variant, seen, budget);
        let fit = if told > 0 { Some(fit.unwrap_or_default()) } else { fit }?;
        Some((index, Fit { told: told.max(fit.told), ..fit }))
    };
    variants.iter().enumerate().filter_map(rate).collect()
}

fn told(variant: &Variant, tag: &str) -> u8 {
    if variant.tags.contains(&tag) {
        2
    } else {
        u8::from(variant.tags.iter().any(|other| other.eq_ignore_ascii_case(tag)))
    }
}

/// Rates a variant; `None` if the value cannot be of it.
fn fit(variant: &Variant, seen: &dyn Seen, budget: &mut Budget) -> Option<Fit> {
    if let Some(choice) = variant.union {
        budget.0 = budget.0.checked_sub(1)?;
        return rated(choice(), seen, budget).into_iter().map(|(_, fit)| fit).max();
    }
    let is_array = seen.kind() == ValueKind::Array;
    match variant.kind {
        ValueKind::Object if !is_array => object_fit(variant, variant.shape?, seen),
        ValueKind::Map if !is_array => {
            let content = content_fit(variant, seen, budget).unwrap_or(Fit { is_whole: true, ..Fit::default() });
            Some(Fit { known: content.known - count(seen) / 2, ..content })
        }
        ValueKind::Array if is_array => Some(match content_fit(variant, seen, budget) {
            Some(fit) => fit,
            None => Fit { is_whole: true, known: UNTYPED_ITEMS, told: 0 },
        }),
        ValueKind::Any if is_array => Some(Fit { is_whole: true, known: UNTYPED_ITEMS - 1, told: 0 }),
        ValueKind::Any => Some(Fit { is_whole: true, known: -count(seen), told: 0 }),
        ValueKind::Bool
        | ValueKind::Integer
        | ValueKind::Number
        | ValueKind::String
        | ValueKind::Array
        | ValueKind::Map
        | ValueKind::Object => None,
    }
}

/// Returns the number of members.
fn count(seen: &dyn Seen) -> i64 {
    let mut count = 0;
    seen.names(&mut |_| count += 1);
    count
}

fn object_fit(variant: &Variant, shape: &'static Shape, seen: &dyn Seen) -> Option<Fit> {
    let find = |name: &str| seen.member(name).or_else(|| seen.member(in_xml(shape, name)?));
    let differs = |seen: Option<&dyn Seen>, value: ValueRef<'_>| {
        seen.and_then(Seen::text).is_some_and(|text| !is_text(value, &text))
    };
    let nested = |(name, (inner, value)): &(&str, Fixed)| {
        differs(find(name).and_then(|outer| outer.member(inner)), value.value_ref())
    };
    if variant.fixed.iter().any(|(name, value)| differs(find(name), value.value_ref()))
        || variant.nested.iter().any(nested)
    {
        return None;
    }
    let (mut known, mut all) = (0, 0);
    seen.names(&mut |name| {
        all += 1;
        let is_described = shape.find(name, 0).is_some() || shape.members.iter().any(|member| member.xml == name);
        known += i64::from(is_described);
    });
    let is_whole = variant.required.iter().all(|name| find(name).is_some());
    Some(Fit { is_whole, known: known - (all - known), told: 0 })
}

/// Rates the items of an array, or the values of a map, by the one that fits worst; `None` if they are untyped.
fn content_fit(variant: &Variant, seen: &dyn Seen, budget: &mut Budget) -> Option<Fit> {
    let item = variant.item.map_or_else(|| Variant::new(variant.items), |item| item());
    let is_untyped = item.kind == ValueKind::Any && item.union.is_none();
    let mut worst: Option<Fit> = None;
    let mut left = MAX_ITEMS;
    seen.content(&mut |seen| {
        let fit = match seen.kind() {
            // Null stands for an item that may be absent.
            ValueKind::Any => None,
            ValueKind::Array | ValueKind::Object => Some(fit(&item, seen, budget).unwrap_or_default()),
            kind => Some(Fit { is_whole: item.union.is_some() || takes(item.kind, kind), ..Fit::default() }),
        };
        worst = fit.map_or(worst, |fit| Some(worst.map_or(fit, |worst| worst.min(fit))));
        left -= 1;
        left > 0 && !is_untyped
    });
    let fit = worst.unwrap_or(Fit { is_whole: true, ..Fit::default() });
    (!is_untyped || left == MAX_ITEMS).then_some(fit)
}

/// Returns `true` if a variant of a kind takes a scalar of a kind.
fn takes(kind: ValueKind, scalar: ValueKind) -> bool {
    kind == scalar || (kind == ValueKind::Number && scalar == ValueKind::Integer)
}

/// Returns the XML name of a member.
fn in_xml(shape: &'static Shape, name: &str) -> Option<&'static str> {
    shape.find(name, 0).and_then(|index| shape.members.get(index)).map(|member| member.xml)
}

/// Returns `true` if the text of a scalar is that of a constant.
#[expect(clippy::cast_precision_loss, reason = "numbers are told apart by their digits")]
fn is_text(value_ref: ValueRef<'_>, text: &str) -> bool {
    match value_ref {
        ValueRef::Bool(value) => text == if value { "true" } else { "false" },
        ValueRef::I64(value) => text.parse() == Ok(value) || text.parse() == Ok(value as f64),
        ValueRef::F64(value) => text.parse() == Ok(value),
        ValueRef::Str(value) => text == value,
        _ => false,
    }
}
