//! Arrays in XML: items side by side, and in a wrapper.
//!
//! ```text
//! <tags>a</tags><tags>b</tags>                the items, declared without a wrapper
//! <tags><string>a</string></tags>             a declared wrapper
//! <tags><tags>a</tags><tags>b</tags></tags>   an undeclared wrapper
//! <rows><row><cell>a</cell></row></rows>      arrays within an array, whose items have their own name
//! ```

use super::{
    attributes::ElementInfo,
    maps::ITEM,
    matching,
    read::{Reader, wrong_type},
    tokens::{Tag, Token},
};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::shape::Member;
use crate::runtime::value::{Array, MemberSlot, ValueMut};

impl<'a> Reader<'a> {
    /// Returns `true` if the element wraps all items of an array that is declared without a wrapper: it has the name of
    /// the array, and items have another. If both have the same name, the first element is a wrapper if its first child
    /// has that name too, and items have no child of that name.
    ///
    /// ```text
    /// <tags>a</tags>               an item, as declared
    /// <tags><tags>a</tags></tags>  a wrapper: a string has no child elements
    /// ```
    pub(super) fn is_wrapper(&mut self, value: &mut dyn MemberSlot, member: &Member, tag: &Tag<'a>) -> bool {
        if matching::is_wrapper(member, tag.local) {
            return true;
        }
        let ValueMut::Array(array) = value.value_mut() else { return false };
        if array.filled() > 0 || !self.first_child(tag).is_some_and(|child| child.eq_ignore_ascii_case(member.xml)) {
            return false;
        }
        let is_wrapper = match array.push().value_mut() {
            ValueMut::Scalar | ValueMut::Digits => true,
            ValueMut::Object(item) => item.additional().is_none() && !matching::has_element(item.shape(), member.xml),
            ValueMut::Array(_) | ValueMut::Map(_) | ValueMut::Any(_) | ValueMut::Union(_) | ValueMut::JsonOnly(_) => {
                false
            }
        };
        // The item was created only for its type.
        value.reset();
        is_wrapper
    }

    /// Returns the local name of the first child element, if no text comes before it. The position of the reader does
    /// not change.
    fn first_child(&mut self, tag: &Tag<'a>) -> Option<&'a str> {
        if tag.is_empty {
            return None;
        }
        let checkpoint = self.tokens.checkpoint();
        let first = loop {
            match self.tokens.next() {
                Ok(Token::Start(child)) => break Some(child.local),
                Ok(Token::Text(text)) if text.is_blank() => {}
                Ok(Token::Text(_) | Token::Character(_) | Token::End) | Err(_) => break None,
            }
        };
        self.tokens.rewind(&checkpoint);
        first
    }

    /// Reads an array whose items are the child elements: those named `item`, or all if that is `None`.
    pub(super) fn wrapper(
        &mut self,
        array: &mut dyn Array,
        tag: &Tag<'a>,
        item: Option<&'static str>,
    ) -> Result<(), ReadError> {
        self.count(tag, |memory| memory.tuple(array))?;
        while let Some(child) = self.next_child(tag)? {
            if let Some(item) = item
                && !child.local.eq_ignore_ascii_case(item)
            {
                return Err(self.wrong_type(&child, item, "another element"));
            }
            self.element(&child, |reader, entered| reader.item(array, &child, entered, item.unwrap_or(ITEM)))?;
        }
        self.complete(array, tag)
    }

    /// Reads an array. The items of an array within an array have the same name. Items that do not have the declared
    /// name may have that of the array.
    pub(super) fn array(&mut self, array: &mut dyn Array, tag: &Tag<'a>, item: &'static str) -> Result<(), ReadError> {
        self.count(tag, |memory| memory.tuple(array))?;
        if tag.is_empty {
            return self.complete(array, tag);
        }
        loop {
            match self.tokens.next()? {
                Token::Start(child) if [item, tag.local].iter().any(|name| child.local.eq_ignore_ascii_case(name)) => {
                    self.element(&child, |reader, entered| reader.item(array, &child, entered, item))?;
                }
                Token::Start(child) => {
                    return Err(self.wrong_type(&child, item, "another element"));
                }
                Token::Text(text) if text.is_blank() => {}
                Token::Text(_) | Token::Character(_) => {
                    return Err(self.tokens.error(wrong_type("an array", "text")));
                }
                Token::End => return self.complete(array, tag),
            }
        }
    }

    /// Checks that an array has all items that its description requires.
    pub(super) fn complete(&self, array: &dyn Array, tag: &Tag<'_>) -> Result<(), ReadError> {
        match array.missing() {
            None => Ok(()),
            Some(index) => Err(self.error(tag, ReadErrorKind::MissingMember).within_item(index)),
        }
    }

    pub(super) fn item(
        &mut self,
        array: &mut dyn Array,
        tag: &Tag<'a>,
        entered: ElementInfo,
        item: &'static str,
    ) -> Result<(), ReadError> {
        let index = array.filled();
        let value = array.push();
        let counted = self.count(tag, |memory| memory.item(index, value));
        let outer = self.within;
        let item = match outer {
            [] => item,
            [inner, rest @ ..] => {
                self.within = rest;
                inner.local
            }
        };
        let read = counted.and_then(|()| self.part(value, tag, entered, item));
        self.within = outer;
        read.map_err(|error| error.within_item(index))
    }
}
