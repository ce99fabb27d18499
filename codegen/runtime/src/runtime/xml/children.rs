//! The child elements of an object: members, additional members, and unknown elements.
//!
//! Names of other vocabularies than that of the description meet its own: `media:title` beside `title`. In OpenAPI's
//! profile, an element is foreign unless it is in the namespace of the member, in none, or in one of the document's
//! own: that of the root element, and those that the description has for the elements around. A foreign element is no
//! member. In data contracts each type has a namespace, and services may have other ones in their older versions; so no
//! element is foreign there.
//!
//! In both, an element in the namespace of a member replaces one in another namespace, which was read before it and is
//! an unknown one therefore. That one is read again, so an element is read twice at most for each level above it.

use core::mem;

use super::{
    attributes::ElementInfo,
    matching::{self, Found, Place},
    read::Reader,
    tokens::Tag,
};
use crate::runtime::error::ReadError;
use crate::runtime::shape::{Shape, XmlKind};
use crate::runtime::value::Object;
use crate::runtime::value::xml_node::XmlElement;

/// A member that was read from an element in another namespace.
pub(super) struct NearMember {
    /// The object, by the start of its bits.
    seen: usize,
    index: usize,
    /// The position of the element.
    start: usize,
}

impl<'a> Reader<'a> {
    /// Reads a child element of an object. Returns the position of the member that should come next.
    pub(super) fn child(
        &mut self,
        object: &mut dyn Object,
        tag: &Tag<'a>,
        next: usize,
        seen: usize,
    ) -> Result<usize, ReadError> {
        let outer = self.scope.len();
        self.element(tag, |reader, entered| {
            let shape = object.shape();
            let place = |namespace| reader.place(shape, entered.binding, namespace);
            let found = matching::element(shape, next, tag.local, place);
            let found = found.or_else(|| reader.wrapped(shape, next, tag, entered));
            if let Some(Found { index, after, place }) = found
                && let Some(member) = shape.members.get(index)
                && (reader.is_first(seen, index)
                    || member.kind == XmlKind::Unwrapped
                    || place == Place::Own && reader.replace(object, tag, outer, (seen, index))?)
                && let Some(value) = object.member_mut(index)
            {
                let outer = mem::replace(&mut reader.has_types, member.declared.is_some());
                if let Some(namespace) = member.namespace {
                    reader.own.push(namespace);
                }
                let read = reader.member(value, member, tag, entered);
                if member.namespace.is_some() {
                    reader.own.pop();
                }
                reader.has_types = outer;
                let is_set = read.map_err(|error| error.within(member.name))?;
                if !is_set {
                    reader.unmark(seen, index);
                } else if place == Place::Near {
                    reader.near.push(NearMember { seen, index, start: tag.start });
                }
                return Ok(after);
            }
            reader.other(object, tag, entered).map(|()| next)
        })
    }

    #[cold]
    fn wrapped(&mut self, shape: &'static Shape, next: usize, tag: &Tag<'a>, entered: ElementInfo) -> Option<Found> {
        matching::wrapped(shape, next, tag.local, |namespace| self.place(shape, entered.binding, namespace))
    }

    /// Reads an element that is no member: an additional one, or an unknown one.
    fn other(&mut self, object: &mut dyn Object, tag: &Tag<'a>, entered: ElementInfo) -> Result<(), ReadError> {
        let is_foreign = self.place(object.shape(), entered.binding, "").is_none();
        if let Some(map) = object.additional_mut().filter(|_| !is_foreign) {
            let number = map.len();
            let read = self.entry(map, tag.local, tag, entered);
            return read.map_err(|error| error.within_item(number));
        }
        let unknown = self.unknown(tag)?;
        self.keep(object, tag, unknown)
    }

    fn keep(&mut self, object: &mut dyn Object, tag: &Tag<'a>, unknown: XmlElement) -> Result<(), ReadError> {
        let kept = object.unknown_mut().xml_mut().elements_mut();
        self.count(tag, |memory| memory.slot(kept.len(), size_of_val(&unknown)))?;
        kept.push(unknown);
        Ok(())
    }

    /// Resets a member that was read from an element in another namespace, and keeps that element as an unknown one.
    /// Returns `false` if the member was not read from such an element.
    #[cold]
    fn replace(
        &mut self,
        object: &mut dyn Object,
        tag: &Tag<'a>,
        outer: usize,
        (seen, index): (usize, usize),
    ) -> Result<bool, ReadError> {
        // Those of the object come last.
        let mut own = self.near.iter().rev().take_while(|near| near.seen == seen);
        let Some(after) = own.position(|near| near.index == index) else { return Ok(false) };
        let NearMember { start, .. } = self.near.swap_remove(self.near.len() - 1 - after);
        self.scope.truncate(outer);
        let depth = self.tokens.depth_around(tag);
        let before = self.tokens.start_tag_at(start, depth)?;
        let unknown = self.element(&before, |reader, _| reader.unknown(&before))?;
        self.keep(object, &before, unknown)?;
        if let Some(value) = object.member_mut(index) {
            value.reset();
        }
        let tag = self.tokens.start_tag_at(tag.start, depth)?;
        self.enter(&tag)?;
        Ok(true)
    }

    /// Returns the place of an element, or `None` if it is foreign to members in a namespace.
    #[inline]
    fn place(&mut self, shape: &'static Shape, binding: Option<usize>, namespace: &'static str) -> Option<Place> {
        if self.scope.is_bound(binding, namespace) {
            return Some(Place::Own);
        }
        // Data contracts alone have types with a namespace.
        let is_near = !shape.namespace.is_empty() || self.is_own(self.scope.namespace(binding));
        is_near.then_some(Place::Near)
    }

    /// Returns `true` for no namespace, and for one of the document's own.
    #[cold]
    pub(super) fn is_own(&self, namespace: &str) -> bool {
        namespace.is_empty() || namespace == self.scope.namespace(self.root) || self.own.contains(&namespace)
    }
}
