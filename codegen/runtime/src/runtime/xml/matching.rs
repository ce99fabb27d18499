//! Matching of elements and attributes with the members of a type.

use crate::runtime::shape::{Member, Shape, XmlKind};

/// The namespace of an element or attribute beside that of a member, from worse to better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In no namespace, or in one of the document's own.
    Near,
    /// In the namespace of the member.
    Own,
}

/// A member that an element matches.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) index: usize,
    /// The position after the member in the order of the elements.
    pub(super) after: usize,
    pub(super) place: Place,
}

/// Returns the member that an element matches.
///
/// An exact name in the right namespace comes first, then an exact name, then a name in another case in the right
/// namespace, then a name in another case. A name in another namespace counts only if it is unique. `next` is tried
/// first, because elements mostly come in order. `place` returns the place of the element for a namespace of members;
/// `None` if it is foreign there.
#[inline]
pub(super) fn element(
    shape: &'static Shape,
    next: usize,
    local: &str,
    mut place: impl FnMut(&'static str) -> Option<Place>,
) -> Option<Found> {
    let count = shape.members.len();
    let mut best = Best::default();
    for position in (next..count).chain(0..next.min(count)) {
        let Some((index, member)) = ordered(shape, position) else {
            continue;
        };
        if matches!(member.kind, XmlKind::Attribute | XmlKind::Text) {
            continue;
        }
        let Some(name) = same_name(shape, member, local) else {
            continue;
        };
        let Some(place) = place(member.namespace.unwrap_or(shape.namespace)) else {
            continue;
        };
        let found = Found { index, after: position + 1, place };
        if (name, place) == (Name::Exact, Place::Own) {
            return Some(found);
        }
        best.consider((name, place), found);
    }
    best.unambiguous()
}

/// Returns the unwrapped array that an element wraps: the element has the name of the array, and the items have
/// another.
pub(super) fn wrapped(
    shape: &'static Shape,
    next: usize,
    local: &str,
    mut place: impl FnMut(&'static str) -> Option<Place>,
) -> Option<Found> {
    let wrappers = shape.members.iter().enumerate().filter(|(_, member)| is_wrapper(member, local));
    let mut wrappers = wrappers.filter_map(|(index, member)| {
        Some(Found { index, after: next, place: place(member.namespace.unwrap_or(shape.namespace))? })
    });
    wrappers.next()
}

/// Returns `true` if an element that matches this member wraps all items.
pub(super) fn is_wrapper(member: &Member, local: &str) -> bool {
    member.kind == XmlKind::Unwrapped && member.name == local && !member.xml.eq_ignore_ascii_case(local)
}

/// Returns `true` if a type has an element of this name, in any namespace and case.
pub(super) fn has_element(shape: &Shape, local: &str) -> bool {
    let mut members = shape.members.iter();
    members.any(|member| {
        !matches!(member.kind, XmlKind::Attribute | XmlKind::Text) && member.xml.eq_ignore_ascii_case(local)
    })
}

/// Returns `true` if a type has a member of this name that states this namespace.
pub(super) fn has_member(shape: &Shape, local: &str, namespace: &str) -> bool {
    shape.members.iter().any(|member| member.namespace == Some(namespace) && member.xml == local)
}

/// Returns the member that an attribute matches. The attribute must be in the member's namespace, or in none.
pub(super) fn attribute(shape: &Shape, local: &str, namespace: &str) -> Option<(usize, Place)> {
    let mut best = Best::default();
    for (index, member) in shape.members.iter().enumerate() {
        let place = if member.namespace.unwrap_or_default() == namespace { Place::Own } else { Place::Near };
        if member.kind != XmlKind::Attribute || place == Place::Near && !namespace.is_empty() {
            continue;
        }
        if let Some(name) = same_name(shape, member, local) {
            best.consider((name, place), (index, place));
        }
    }
    best.unambiguous()
}

/// Returns `true` if an element can be the root of a document, in any namespace.
pub(super) fn is_root(shape: &Shape, local: &str) -> bool {
    shape.root.local == local || shape.ignore_case && shape.root.local.eq_ignore_ascii_case(local)
}

/// The match of a name, from worse to better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    OtherCase,
    Exact,
}

/// The best match so far, with those of its name and of its namespace.
struct Best<T> {
    found: Option<((Name, Place), T)>,
    is_only: bool,
}

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self { found: None, is_only: true }
    }
}

impl<T> Best<T> {
    fn consider(&mut self, rank: (Name, Place), member: T) {
        match &self.found {
            Some((best, _)) if *best > rank => {}
            Some((best, _)) if *best == rank => self.is_only = false,
            _ => {
                self.found = Some((rank, member));
                self.is_only = true;
            }
        }
    }

    /// Returns the best match, unless it is in another namespace and not unique.
    fn unambiguous(self) -> Option<T> {
        let ((_, place), member) = self.found?;
        (place == Place::Own || self.is_only).then_some(member)
    }
}

/// Returns the member at a position in the order of the elements, with its index.
fn ordered(shape: &'static Shape, position: usize) -> Option<(usize, &'static Member)> {
    let index = match shape.xml_order {
        Some(order) => usize::from(*order.get(position)?),
        None => position,
    };
    Some((index, shape.members.get(index)?))
}

fn same_name(shape: &Shape, member: &Member, local: &str) -> Option<Name> {
    if member.xml == local {
        Some(Name::Exact)
    } else if shape.ignore_case && member.xml.eq_ignore_ascii_case(local) {
        Some(Name::OtherCase)
    } else {
        None
    }
}
