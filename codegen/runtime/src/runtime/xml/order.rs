//! The order of child elements that are written.
//!
//! The members come in the order of the description, and unknown elements after them. In data contracts an unknown
//! element in the namespace of the type comes in its ordinal place among the members of the type: it may be a member
//! that the service has and the description has not, and .NET drops an element that is out of order. If the object is of
//! a derived type that the description does not have, the elements may be those of that type, and stay at the end.

use core::cmp::Ordering;
use core::iter;

use super::matching;
use crate::runtime::shape::{Member, Shape};
use crate::runtime::value::MemberSlot;
use crate::runtime::value::xml_node::{XmlElement, XmlNodes};

/// Returns the members with their values, in the order of the elements.
pub(super) fn ordered<'a, 'v>(
    shape: &'static Shape,
    values: &'v [&'a dyn MemberSlot],
) -> impl Iterator<Item = (&'static Member, &'a dyn MemberSlot)> + use<'a, 'v> {
    let mut place = 0;
    iter::from_fn(move || {
        let index = index(shape, place)?;
        place += 1;
        Some((shape.members.get(index)?, *values.get(index)?))
    })
}

/// Returns the unknown elements, each with the place of the member that it comes before, in the order of the places.
pub(super) fn places<'a>(shape: &'static Shape, nodes: &'a XmlNodes) -> Vec<(usize, &'a XmlElement)> {
    // Only types of data contracts have a namespace.
    let is_sorted = !shape.namespace.is_empty() && nodes.type_name.is_none();
    let end = shape.members.len();
    // A further element of a member comes after that of the member.
    let own = |element: &XmlElement| {
        is_sorted && element.namespace() == shape.namespace && !matching::has_element(shape, element.local())
    };
    let place = |element| if own(element) { place(shape, element.local()) } else { end };
    let mut placed: Vec<_> = nodes.elements().iter().map(|element| (place(element), element)).collect();
    placed.sort_by_cached_key(|(place, element)| {
        let is_own = own(element);
        let units: Vec<u16> = element.local().encode_utf16().filter(|_| is_own).collect();
        (*place, !is_own, units)
    });
    placed
}

/// Returns the place of an element of this name among the last members that are in ordinal order: those of the type
/// itself, after those of its bases.
fn place(shape: &'static Shape, local: &str) -> usize {
    let member = |place: usize| index(shape, place).and_then(|index| shape.members.get(index));
    let mut place = shape.members.len();
    while let Some(before) = place.checked_sub(1).and_then(member) {
        let is_of_base = before.namespace.is_some()
            || member(place).is_some_and(|after| compare(before.xml, after.xml) == Ordering::Greater);
        if is_of_base || compare(before.xml, local) != Ordering::Greater {
            break;
        }
        place -= 1;
    }
    place
}

/// Returns the index of the member at a place in the order of the elements.
fn index(shape: &Shape, place: usize) -> Option<usize> {
    match shape.xml_order {
        Some(order) => order.get(place).copied().map(usize::from),
        None => (place < shape.members.len()).then_some(place),
    }
}

/// Compares names as .NET does, by units of UTF-16.
fn compare(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}
