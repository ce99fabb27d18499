//! Unions in XML: an element is looked at as a whole, and then read again as the variant that it is.
//!
//! Each level of unions within unions is gone through twice by itself, so the time is that of the levels.

use std::borrow::Cow;

use super::{node::XmlElement, node::XmlNode, read::Reader, tokens::Tag};
use crate::runtime::union::{self, Members};
use crate::runtime::{Any, Input, ReadError, Union};

impl<'a> Reader<'a> {
    pub(super) fn union(&mut self, union: &mut dyn Union, tag: &Tag<'a>, item: &'static str) -> Result<(), ReadError> {
        let (mark, outer) = (self.tokens.mark(), self.scope.len());
        let element = self.unknown(tag)?;
        if let Any::Text(text) = Any::from(element.clone()) {
            // What no variant takes is kept, so this cannot fail.
            return union::put(union, Input::Lexical(&text)).or(Ok(()));
        }
        let index = union::of_object(union, &members(&element));
        if let Some(variant) = index.and_then(|index| union.select(index)) {
            self.tokens.go_back(&mark);
            if self.value(variant, tag, item).is_ok() {
                return Ok(());
            }
            self.tokens.go_back(&mark);
            self.scope.truncate(outer);
            self.unknown(tag)?;
        }
        *union.unrecognized() = element.into();
        Ok(())
    }
}

/// The attributes and child elements of an element, as the choice of a variant needs them.
fn members(element: &XmlElement) -> Members<'_> {
    let attributes = element.attributes.iter().map(|it| (it.local(), Some(Cow::Borrowed(it.value()))));
    let elements = element.nodes.iter().filter_map(|node| match node {
        XmlNode::Element(element) => Some((element.local(), text(element))),
        XmlNode::Text(_) => None,
    });
    attributes.chain(elements).collect()
}

/// The text of an element that has nothing else.
fn text(element: &XmlElement) -> Option<Cow<'_, str>> {
    match element.nodes.as_slice() {
        [] => Some(Cow::Borrowed("")),
        [XmlNode::Text(text)] => Some(Cow::Borrowed(text.as_str())),
        _ => None,
    }
}
