//! Equality of values, in bounded stack at any depth.
//!
//! Values that are read are bounded by [`Limits`](crate::runtime::Limits), but values that are built in code are not.
//! So pairs of values beyond a number of levels wait on a stack until those above them have been compared.

#[cfg(feature = "xml")]
use super::xml_node::{XmlElement, XmlNode};
use super::{Map, ObjectRef, ValueRef, formatted};
use crate::runtime::secret::Secret;

/// The levels that are compared by recursion. Ordinary values need no stack.
const LEVELS: usize = 64;

/// Compares two values of one type. The Rust type counts: `5` in one width differs from `5` in another.
pub(super) fn same(left: ValueRef<'_>, right: ValueRef<'_>) -> bool {
    let mut comparison = Comparison { waiting: Vec::new() };
    let mut next = Some((left, right));
    while let Some((left, right)) = next {
        if !comparison.same(left, right, LEVELS) {
            return false;
        }
        next = comparison.waiting.pop();
    }
    true
}

struct Comparison<'l, 'r> {
    /// The stack of pairs that are still to be compared.
    waiting: Vec<(ValueRef<'l>, ValueRef<'r>)>,
}

impl<'l, 'r> Comparison<'l, 'r> {
    /// Compares two values, down to `levels`; deeper pairs are pushed on the stack.
    #[expect(clippy::float_cmp, reason = "equality is of values, not of measurements")]
    fn same(&mut self, left: ValueRef<'l>, right: ValueRef<'r>, levels: usize) -> bool {
        match (left, right) {
            (ValueRef::Absent, ValueRef::Absent) | (ValueRef::Null, ValueRef::Null) => true,
            (ValueRef::Bool(left), ValueRef::Bool(right)) => left == right,
            (ValueRef::I64(left), ValueRef::I64(right)) => left == right,
            (ValueRef::U64(left), ValueRef::U64(right)) => left == right,
            (ValueRef::F64(left), ValueRef::F64(right)) => left == right,
            (ValueRef::Str(left), ValueRef::Str(right)) => left == right,
            (ValueRef::Secret(left), ValueRef::Secret(right)) => Secret::same(left, right),
            (ValueRef::Formatted(left), ValueRef::Formatted(right)) => formatted::same(left, right),
            (ValueRef::File(left), ValueRef::File(right)) => left == right,
            _ if levels == 0 => {
                self.waiting.push((left, right));
                true
            }
            (ValueRef::Array(left), ValueRef::Array(right)) => {
                left.len() == right.len()
                    && (0..left.len()).all(|index| self.same(left.value_ref(index), right.value_ref(index), levels - 1))
            }
            (ValueRef::Map(left), ValueRef::Map(right)) => self.same_entries(left, right, levels - 1),
            #[cfg(feature = "xml")]
            (ValueRef::Xml(left), ValueRef::Xml(right)) => self.same_elements(left, right, levels - 1),
            _ => match (left.object(), right.object()) {
                (Some(left), Some(right)) => self.same_objects(left, right, levels - 1),
                _ => false,
            },
        }
    }

    fn same_entries(&mut self, left: &'l dyn Map, right: &'r dyn Map, levels: usize) -> bool {
        let (left, right) = (left.entries(), right.entries());
        left.len() == right.len()
            && left
                .iter()
                .zip(&right)
                .all(|((key, left), (other, right))| key == other && self.same(*left, *right, levels))
    }

    fn same_objects(&mut self, left: ObjectRef<'l>, right: ObjectRef<'r>, levels: usize) -> bool {
        left.shape().model == right.shape().model
            && left.secret_form() == right.secret_form()
            && self.same_members(left, right, levels)
            && match (left.additional(), right.additional()) {
                (Some(left), Some(right)) => self.same_entries(left, right, levels),
                (left, right) => left.is_none() && right.is_none(),
            }
    }

    fn same_members(&mut self, left: ObjectRef<'l>, right: ObjectRef<'r>, levels: usize) -> bool {
        let mut same = false;
        left.visit_members(|left, unknown| {
            right.visit_members(|right, other| {
                same = unknown == other
                    && left.len() == right.len()
                    && left
                        .iter()
                        .zip(right)
                        .all(|(left, right)| self.same(left.value_ref(), right.value_ref(), levels));
            });
        });
        same
    }

    #[cfg(feature = "xml")]
    fn same_elements(&mut self, left: &'l XmlElement, right: &'r XmlElement, levels: usize) -> bool {
        left.is_named_like(right)
            && left.attributes() == right.attributes()
            && left.nodes().len() == right.nodes().len()
            && left.nodes().iter().zip(right.nodes()).all(|nodes| match nodes {
                (XmlNode::Element(left), XmlNode::Element(right)) => {
                    self.same(ValueRef::Xml(left), ValueRef::Xml(right), levels)
                }
                (XmlNode::Text(left), XmlNode::Text(right)) => left == right,
                (XmlNode::Element(_) | XmlNode::Text(_), _) => false,
            })
    }
}
