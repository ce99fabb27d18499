//! The partial order of models, in bounded stack at any depth: member by member, in ordinal order of their names. An
//! absent member comes first, then null. Models that differ in unknown members alone have no order.

use core::cmp::Ordering;

use super::{Array, Enumerated, Map, Model, ObjectRef, Value, ValueRef};

/// Compares two models.
#[must_use]
pub fn compare<M: Model>(left: &M, right: &M) -> Option<Ordering> {
    let mut open = vec![Step::values(left.value_ref(), right.value_ref())];
    while let Some(step) = open.pop() {
        match step.compare(&mut open)? {
            Ordering::Equal => {}
            other => return Some(other),
        }
    }
    Some(Ordering::Equal)
}

/// A step of a comparison.
enum Step<'l, 'r> {
    /// Two values, and what they are in an enum.
    Values(Side<'l>, Side<'r>),
    /// A result that is known already; `None` for things without an order.
    Known(Option<Ordering>),
}

/// A value, and what it is in an enum.
type Side<'a> = (ValueRef<'a>, Option<&'a dyn Enumerated>);

impl<'l, 'r> Step<'l, 'r> {
    fn values(left: ValueRef<'l>, right: ValueRef<'r>) -> Self {
        Self::Values((left, None), (right, None))
    }

    /// Compares two values, as far as that needs no other steps, which are added.
    fn compare(self, open: &mut Vec<Self>) -> Option<Ordering> {
        let ((left, left_enum), (right, right_enum)) = match self {
            Self::Known(known) => return known,
            Self::Values(left, right) => (left, right),
        };
        if let (Some(left), Some(right)) = (left_enum, right_enum)
            && left.position() != right.position()
        {
            return Some(left.position().cmp(&right.position()));
        }
        let steps = match (left, right) {
            (ValueRef::Array(left), ValueRef::Array(right)) => Self::items(left, right),
            (ValueRef::Map(left), ValueRef::Map(right)) => Self::entries(left, right),
            (left, right) => match (left.object(), right.object()) {
                (Some(left), Some(right)) => Self::members(left, right),
                _ => return scalars(&left, &right),
            },
        };
        // The last step that is added is the next one.
        open.extend(steps.into_iter().rev());
        Some(Ordering::Equal)
    }

    /// The first items that differ decide, or else the lengths.
    fn items(left: &'l dyn Array, right: &'r dyn Array) -> Vec<Self> {
        let item = |index| {
            let left = (left.value_ref(index), left.as_enum(index));
            Self::Values(left, (right.value_ref(index), right.as_enum(index)))
        };
        let mut steps: Vec<Self> = (0..left.len().min(right.len())).map(item).collect();
        steps.push(Self::Known(Some(left.len().cmp(&right.len()))));
        steps
    }

    /// The first entries that differ decide, by key, then by value; or else the lengths.
    fn entries(left: &'l dyn Map, right: &'r dyn Map) -> Vec<Self> {
        let mut steps = Vec::new();
        for ((key, value), (other, with)) in left.entries().into_iter().zip(right.entries()) {
            steps.push(Self::Known(Some(key.cmp(other))));
            steps.push(Self::Values((value, left.as_enum(key)), (with, right.as_enum(other))));
        }
        steps.push(Self::Known(Some(left.len().cmp(&right.len()))));
        steps
    }

    /// The members in their order decide, then the additional ones. Unknown ones have no order.
    fn members(left: ObjectRef<'l>, right: ObjectRef<'r>) -> Vec<Self> {
        let mut steps = Vec::new();
        let mut unknown = None;
        left.visit_members(|values, kept| {
            right.visit_members(|others, with| {
                unknown = (kept == with).then_some(Ordering::Equal);
                let pair = values.iter().zip(others).map(|(value, other)| {
                    Self::Values((value.value_ref(), value.as_enum()), (other.value_ref(), other.as_enum()))
                });
                steps.extend(pair);
            });
        });
        if let (Some(left), Some(right)) = (left.additional(), right.additional()) {
            steps.push(Self::values(ValueRef::Map(left), ValueRef::Map(right)));
        }
        steps.push(Self::Known(unknown));
        steps
    }
}

/// Compares two scalars, or a value with none.
fn scalars(left: &ValueRef<'_>, right: &ValueRef<'_>) -> Option<Ordering> {
    match (left, right) {
        (ValueRef::Absent, ValueRef::Absent) | (ValueRef::Null, ValueRef::Null) => Some(Ordering::Equal),
        (ValueRef::Bool(left), ValueRef::Bool(right)) => Some(left.cmp(right)),
        (ValueRef::I64(left), ValueRef::I64(right)) => Some(left.cmp(right)),
        (ValueRef::U64(left), ValueRef::U64(right)) => Some(left.cmp(right)),
        (ValueRef::F64(left), ValueRef::F64(right)) => left.partial_cmp(right),
        (ValueRef::Str(left), ValueRef::Str(right)) => Some(left.cmp(right)),
        (left, right) => presence(left).partial_cmp(&presence(right)).filter(|order| order.is_ne()),
    }
}

/// Returns the rank of a value: absent, null, or any other.
fn presence(value: &ValueRef<'_>) -> u8 {
    match value {
        ValueRef::Absent => 0,
        ValueRef::Null => 1,
        _ => 2,
    }
}
