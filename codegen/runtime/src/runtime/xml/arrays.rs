//! Lists in XML: items beside each other, and in a wrapper.
//!
//! ```text
//! <tags>a</tags><tags>b</tags>                the items, as described without a wrapper
//! <tags><string>a</string></tags>             a wrapper, as described
//! <tags><tags>a</tags><tags>b</tags></tags>   a wrapper that the description does not have
//! ```

use super::{
    maps::ITEM,
    matching,
    read::{Reader, wrong_type},
    tokens::{Tag, Token},
};
use crate::runtime::{Array, Member, MemberSlot, ReadError, ValueMut};

impl<'a> Reader<'a> {
    /// Tells whether the element holds all items of a list that the description has without a wrapper. Its name says so if
    /// it is that of the list, where items have another. Where both have one name, the first element says so whose first
    /// child has that name too, if an item has no child of that name.
    ///
    /// ```text
    /// <tags>a</tags>               an item, as described
    /// <tags><tags>a</tags></tags>  a wrapper: a string has no child elements
    /// ```
    pub(super) fn is_wrapper(&mut self, value: &mut dyn MemberSlot, member: &Member, tag: &Tag<'a>) -> bool {
        if matching::is_wrapper(member, tag.local) {
            return true;
        }
        let ValueMut::Array(array) = value.value_mut() else { return false };
        if !array.is_empty() || !self.first_child(tag).is_some_and(|child| child.eq_ignore_ascii_case(member.xml)) {
            return false;
        }
        let is_wrapper = match array.push().value_mut() {
            ValueMut::Scalar => true,
            ValueMut::Object(item) => item.additional().is_none() && !matching::has_element(item.shape(), member.xml),
            ValueMut::Array(_) | ValueMut::Map(_) | ValueMut::Any(_) | ValueMut::Union(_) => false,
        };
        // The item was made to be looked at.
        value.reset();
        is_wrapper
    }

    /// The local name of the child element that the content of an element begins with. The reader stays where it is.
    fn first_child(&mut self, tag: &Tag<'a>) -> Option<&'a str> {
        if tag.is_empty {
            return None;
        }
        let mark = self.tokens.mark();
        let first = loop {
            match self.tokens.next() {
                Ok(Token::Start(child)) => break Some(child.local),
                Ok(Token::Text(text)) if text.is_blank() => {}
                Ok(Token::Text(_) | Token::Character(_) | Token::End) | Err(_) => break None,
            }
        };
        self.tokens.go_back(&mark);
        first
    }

    /// Reads a list whose items are the elements within one: those of this name, or of any if there is none.
    pub(super) fn wrapper(
        &mut self,
        array: &mut dyn Array,
        tag: &Tag<'a>,
        item: Option<&'static str>,
    ) -> Result<(), ReadError> {
        while let Some(child) = self.next_child(tag)? {
            if let Some(item) = item
                && !child.local.eq_ignore_ascii_case(item)
            {
                return Err(self.wrong_type(&child, item, "another element"));
            }
            self.element(&child, |reader, entered| reader.item(array, &child, entered.is_nil, item.unwrap_or(ITEM)))?;
        }
        Ok(())
    }

    /// Reads a list. The items of a list that is itself an item have the same name; and where they do not have the one of
    /// the description, they may have that of the list.
    pub(super) fn array(&mut self, array: &mut dyn Array, tag: &Tag<'a>, item: &'static str) -> Result<(), ReadError> {
        if tag.is_empty {
            return Ok(());
        }
        loop {
            match self.tokens.next()? {
                Token::Start(child) if [item, tag.local].iter().any(|name| child.local.eq_ignore_ascii_case(name)) => {
                    self.element(&child, |reader, entered| reader.item(array, &child, entered.is_nil, item))?;
                }
                Token::Start(child) => {
                    return Err(self.wrong_type(&child, item, "another element"));
                }
                Token::Text(text) if text.is_blank() => {}
                Token::Text(_) | Token::Character(_) => {
                    return Err(self.tokens.error(wrong_type("a list", "text")));
                }
                Token::End => return Ok(()),
            }
        }
    }

    pub(super) fn item(
        &mut self,
        array: &mut dyn Array,
        tag: &Tag<'a>,
        is_nil: bool,
        item: &'static str,
    ) -> Result<(), ReadError> {
        let index = array.len();
        let value = array.push();
        let counted = self.count(tag, |memory| memory.item(index, value));
        counted.and_then(|()| self.part(value, tag, is_nil, item)).map_err(|error| error.within_item(index))
    }
}
