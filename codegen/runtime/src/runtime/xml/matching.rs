//! Which member of a type an element or an attribute is.

use crate::runtime::{Member, Shape, XmlKind};

/// The member that an element is, and the place after it in the order of the elements.
///
/// An exact name in the right namespace comes first, then an exact name, then a name in another case in the right
/// namespace, then a name in another case. A name in another namespace counts only if it is the only such.
/// `next` is tried first: elements mostly come in order. `is_there` says whether the element is in a namespace.
#[inline]
pub(super) fn element(
    shape: &'static Shape,
    next: usize,
    local: &str,
    mut is_there: impl FnMut(&'static str) -> bool,
) -> Option<(usize, usize)> {
    let count = shape.members.len();
    let mut best = Best::default();
    for place in (next..count).chain(0..next.min(count)) {
        let Some((index, member)) = ordered(shape, place) else {
            continue;
        };
        if matches!(member.kind, XmlKind::Attribute | XmlKind::Text) {
            continue;
        }
        let Some(name) = same_name(shape, member, local) else {
            continue;
        };
        let is_there = is_there(member.namespace.unwrap_or(shape.namespace));
        if is_there && name == Name::Exact {
            return Some((index, place + 1));
        }
        best.offer((name, is_there), (index, place + 1));
    }
    best.only()
}

/// The list that an element is a wrapper of, which the description does not have: its items have another name than the
/// list, and the element has that of the list.
pub(super) fn wrapped(
    shape: &'static Shape,
    local: &str,
    mut is_there: impl FnMut(&'static str) -> bool,
) -> Option<usize> {
    let mut members = shape.members.iter();
    members.position(|member| is_wrapper(member, local) && is_there(member.namespace.unwrap_or(shape.namespace)))
}

/// Whether an element that is this member is no item of it, but a wrapper around all.
pub(super) fn is_wrapper(member: &Member, local: &str) -> bool {
    member.kind == XmlKind::Unwrapped && member.name == local && !member.xml.eq_ignore_ascii_case(local)
}

/// Returns whether a type has a member that is an element of this name, in any namespace and case.
pub(super) fn has_element(shape: &Shape, local: &str) -> bool {
    let mut members = shape.members.iter();
    members.any(|member| {
        !matches!(member.kind, XmlKind::Attribute | XmlKind::Text) && member.xml.eq_ignore_ascii_case(local)
    })
}

/// The member that an attribute is. It must be in the member's namespace, or in none.
pub(super) fn attribute(shape: &Shape, local: &str, namespace: &str) -> Option<usize> {
    let mut best = Best::default();
    for (index, member) in shape.members.iter().enumerate() {
        let own = member.namespace.unwrap_or_default();
        let is_there = own == namespace;
        if member.kind != XmlKind::Attribute || !(is_there || namespace.is_empty()) {
            continue;
        }
        if let Some(name) = same_name(shape, member, local) {
            best.offer((name, is_there), index);
        }
    }
    best.only()
}

/// Whether an element can be the root of a document, in whatever namespace.
pub(super) fn is_root(shape: &Shape, local: &str) -> bool {
    shape.root.local == local || shape.ignore_case && shape.root.local.eq_ignore_ascii_case(local)
}

/// How a name matches; the better the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    OtherCase,
    Exact,
}

/// The best match so far: how its name matches, and whether its namespace does.
struct Best<T> {
    found: Option<((Name, bool), T)>,
    is_only: bool,
}

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self { found: None, is_only: true }
    }
}

impl<T> Best<T> {
    fn offer(&mut self, rank: (Name, bool), member: T) {
        match &self.found {
            Some((best, _)) if *best > rank => {}
            Some((best, _)) if *best == rank => self.is_only = false,
            _ => {
                self.found = Some((rank, member));
                self.is_only = true;
            }
        }
    }

    /// The best one, unless it is in another namespace and there are more like it.
    fn only(self) -> Option<T> {
        let ((_, is_there), member) = self.found?;
        (is_there || self.is_only).then_some(member)
    }
}

/// The member at a place in the order of the elements, with its index.
fn ordered(shape: &'static Shape, place: usize) -> Option<(usize, &'static Member)> {
    let index = match shape.xml_order {
        Some(order) => usize::from(*order.get(place)?),
        None => place,
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
