//! The constraints of the variants of a union. A borrowed value does not say which variant it is, so its kind does: the
//! kind of a scalar, the name of a model, the first item of an array.
//!
//! A scalar of several variants satisfies the constraints of one, as in `anyOf`. Other values of several variants are
//! not checked: trying all variants at each level would take exponential time.

use super::Rule;
use crate::runtime::private::{Array, ValueKind, ValueRef};

/// The constraints of a variant.
#[derive(Clone, Copy, Debug)]
pub struct VariantRule {
    kind: ValueKind,
    /// The kind of the items of an array.
    items: ValueKind,
    /// The Rust name of a model.
    model: &'static str,
    /// The rule of a union within the union.
    inner: Option<&'static Rule>,
    rule: &'static Rule,
}

/// The rules of a variant: its own, after those of the unions around it.
pub(super) type Chain = Vec<&'static Rule>;

impl VariantRule {
    /// Creates the constraints of a variant with values of a kind.
    #[must_use]
    pub const fn new(kind: ValueKind, rule: &'static Rule) -> Self {
        Self { kind, items: ValueKind::Any, model: "", inner: None, rule }
    }

    /// Creates those of arrays with items of a kind.
    #[must_use]
    pub const fn array(items: ValueKind, rule: &'static Rule) -> Self {
        Self { items, ..Self::new(ValueKind::Array, rule) }
    }

    /// Creates those of a model.
    #[must_use]
    pub const fn model(model: &'static str, rule: &'static Rule) -> Self {
        Self { model, ..Self::new(ValueKind::Object, rule) }
    }

    /// Creates those of a union within the union.
    #[must_use]
    pub const fn union(inner: &'static Rule, rule: &'static Rule) -> Self {
        Self { inner: Some(inner), ..Self::new(ValueKind::Any, rule) }
    }
}

/// Returns the rules of the variants that a value may be of. Arrays of no variant with such items are of those with
/// any.
pub(super) fn candidates(union: &'static Rule, value: ValueRef<'_>) -> Vec<Chain> {
    let mut found = Search { value, unions: vec![union], exact: Vec::new(), open: Vec::new() };
    found.add(union.variants, &[]);
    if found.exact.is_empty() { found.open } else { found.exact }
}

struct Search<'a> {
    value: ValueRef<'a>,
    /// The unions that were searched: one may contain itself.
    unions: Vec<&'static Rule>,
    exact: Vec<Chain>,
    /// The arrays with items of any kind.
    open: Vec<Chain>,
}

impl Search<'_> {
    fn add(&mut self, variants: &'static [VariantRule], within: &[&'static Rule]) {
        for variant in variants {
            let chain: Chain = within.iter().copied().chain([variant.rule]).collect();
            match (variant.inner, self.value) {
                (Some(inner), _) if self.unions.iter().any(|other| core::ptr::eq(*other, inner)) => {}
                (Some(inner), _) => {
                    self.unions.push(inner);
                    self.add(inner.variants, &chain);
                }
                (None, ValueRef::Array(array)) if variant.kind == ValueKind::Array => {
                    if variant.items == ValueKind::Any {
                        self.open.push(chain);
                    } else if has_items(array, variant.items) {
                        self.exact.push(chain);
                    }
                }
                (None, value) if is_of(variant, value) => self.exact.push(chain),
                (None, _) => {}
            }
        }
    }
}

/// Returns `true` if a value other than an array may be of a variant.
fn is_of(variant: &VariantRule, value: ValueRef<'_>) -> bool {
    match (variant.kind, value) {
        (ValueKind::Integer, ValueRef::F64(value)) => value.fract() == 0.0,
        (ValueKind::Number, ValueRef::I64(_) | ValueRef::U64(_)) | (ValueKind::Any, _) => true,
        (ValueKind::Object, value) => value.object().is_some_and(|object| object.shape().model == variant.model),
        (kind, value) => kind_of(value) == Some(kind),
    }
}

/// Returns `true` if the first item of an array is of a kind; none is of any.
fn has_items(array: &dyn Array, items: ValueKind) -> bool {
    if array.is_empty() {
        return true;
    }
    match (items, kind_of(array.value_ref(0))) {
        (ValueKind::Number, Some(ValueKind::Integer)) | (ValueKind::Map, Some(ValueKind::Object)) => true,
        (items, first) => first == Some(items),
    }
}

/// Returns the kind of a value; `None` for null, and for what no schema describes.
fn kind_of(value: ValueRef<'_>) -> Option<ValueKind> {
    match value {
        ValueRef::Bool(_) => Some(ValueKind::Bool),
        ValueRef::I64(_) | ValueRef::U64(_) => Some(ValueKind::Integer),
        ValueRef::F64(_) => Some(ValueKind::Number),
        ValueRef::Str(_) | ValueRef::Secret(_) | ValueRef::Formatted(_) => Some(ValueKind::String),
        ValueRef::Array(_) => Some(ValueKind::Array),
        ValueRef::Map(_) => Some(ValueKind::Map),
        ValueRef::Object(_) | ValueRef::Variant(_) => Some(ValueKind::Object),
        _ => None,
    }
}
