//! Constraints: the values of a type that an API accepts.
//!
//! No constraint changes a type in Rust.

mod prose;

pub(crate) use prose::Word;
use serde::{Deserialize, Serialize};

use super::decimal::Decimal;
use super::{Scalar, TypeRef};

/// The constraints of a value. Each applies to values of one kind, and null satisfies all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct Constraints {
    /// The minimum length of a string, in code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_length: Option<u64>,
    /// The maximum length of a string, in code points.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_length: Option<u64>,
    /// The regular expressions of ECMA-262 that a string matches, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) patterns: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) minimum: Option<Bound>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) maximum: Option<Bound>,
    /// The positive numbers that a number is a multiple of, all of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) multiple_of: Vec<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_items: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_items: Option<u64>,
    /// `true` if no two items are equal.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) unique_items: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) min_properties: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_properties: Option<u64>,
    /// The constraints of each item of an array, or of each value of a map; `None` for none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) each: Option<Box<Constraints>>,
}

/// A bound of a number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Bound {
    pub(crate) value: Decimal,
    /// `true` if the number differs from the bound.
    #[serde(default, skip_serializing_if = "is_false")]
    pub(crate) exclusive: bool,
}

impl Constraints {
    /// Returns `true` if every value satisfies them.
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the constraints that require both these and others.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        if other.is_empty() {
            return self;
        }
        self.min_length = self.min_length.max(other.min_length);
        self.max_length = least(self.max_length, other.max_length);
        self.minimum = narrower(self.minimum, other.minimum.as_ref(), |bound, other| bound.value > other.value);
        self.maximum = narrower(self.maximum, other.maximum.as_ref(), |bound, other| bound.value < other.value);
        self.min_items = self.min_items.max(other.min_items);
        self.max_items = least(self.max_items, other.max_items);
        self.unique_items |= other.unique_items;
        self.min_properties = self.min_properties.max(other.min_properties);
        self.max_properties = least(self.max_properties, other.max_properties);
        add_new(&mut self.patterns, &other.patterns);
        add_new(&mut self.multiple_of, &other.multiple_of);
        self.each = match (self.each, &other.each) {
            (Some(each), Some(other)) => Some(Box::new(each.and(other))),
            (each, other) => each.or_else(|| other.clone()),
        };
        self
    }

    /// Returns `true` if every value that satisfies these constraints is known to satisfy others.
    pub(crate) fn imply(&self, others: &Self) -> bool {
        self.clone().and(others) == *self
    }

    /// Returns the constraints in a box; `None` if there are none.
    pub(crate) fn boxed(self) -> Option<Box<Self>> {
        (!self.is_empty()).then(|| Box::new(self))
    }

    /// Returns the constraints that apply to values of a type. The others have no effect.
    pub(crate) fn of_type(self, ty: &TypeRef) -> Self {
        let Self { min_length, max_length, patterns, minimum, maximum, multiple_of, .. } = self;
        let Self { min_items, max_items, unique_items, min_properties, max_properties, each, .. } = self;
        let none = Self::default;
        match ty {
            TypeRef::Scalar(Scalar::Formatted(ty)) if ty.has_digits() => {
                Self { minimum, maximum, multiple_of, ..none() }
            }
            TypeRef::Scalar(Scalar::String(_) | Scalar::Secret | Scalar::Formatted(_)) => {
                Self { min_length, max_length, patterns, ..none() }
            }
            TypeRef::Scalar(Scalar::I32 | Scalar::I64 | Scalar::U32 | Scalar::U64 | Scalar::F64) => {
                Self { minimum, maximum, multiple_of, ..none() }
            }
            // A type of another crate checks its values itself.
            TypeRef::Scalar(Scalar::Bool | Scalar::File) | TypeRef::Replaced(_) => none(),
            TypeRef::Array(_) => Self { min_items, max_items, unique_items, each, ..none() },
            TypeRef::Map(_) => Self { min_properties, max_properties, each, ..none() },
            TypeRef::Any | TypeRef::Named(_) => Self {
                min_length,
                max_length,
                patterns,
                minimum,
                maximum,
                multiple_of,
                min_items,
                max_items,
                unique_items,
                min_properties,
                max_properties,
                each,
            },
        }
    }

    /// Removes the pairs of constraints that no value satisfies, and returns them in words.
    pub(crate) fn remove_contradictions(&mut self) -> Vec<String> {
        let counts = [
            ("minLength", &mut self.min_length, "maxLength", &mut self.max_length),
            ("minItems", &mut self.min_items, "maxItems", &mut self.max_items),
            ("minProperties", &mut self.min_properties, "maxProperties", &mut self.max_properties),
        ];
        let mut removed = Vec::new();
        for (lower, min, upper, max) in counts {
            if let (Some(least), Some(most)) = (*min, *max)
                && least > most
            {
                removed.push(format!("`{lower}` {least} and `{upper}` {most}"));
                (*min, *max) = (None, None);
            }
        }
        if let (Some(least), Some(most)) = (&self.minimum, &self.maximum) {
            let is_empty =
                if least.exclusive || most.exclusive { least.value >= most.value } else { least.value > most.value };
            if is_empty {
                removed.push(format!("{} and {}", least.keyword("Minimum"), most.keyword("Maximum")));
                (self.minimum, self.maximum) = (None, None);
            }
        }
        removed
    }
}

impl Bound {
    /// `` `exclusiveMinimum` 5 ``
    fn keyword(&self, name: &str) -> String {
        let keyword = if self.exclusive { format!("exclusive{name}") } else { name.to_lowercase() };
        format!("`{keyword}` {}", self.value)
    }
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).min()
}

/// Returns the narrower of two bounds: of equal values, the exclusive one.
fn narrower(one: Option<Bound>, other: Option<&Bound>, is_narrower: fn(&Bound, &Bound) -> bool) -> Option<Bound> {
    let (Some(one), Some(other)) = (one.as_ref(), other) else { return one.or_else(|| other.cloned()) };
    let is_one = is_narrower(one, other) || (one.value == other.value && one.exclusive);
    Some(if is_one { one.clone() } else { other.clone() })
}

fn add_new<T: Clone + PartialEq>(to: &mut Vec<T>, others: &[T]) {
    for other in others {
        if !to.contains(other) {
            to.push(other.clone());
        }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes every field so")]
fn is_false(boolean: &bool) -> bool {
    !boolean
}
