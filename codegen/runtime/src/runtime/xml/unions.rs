//! Unions in XML: the child elements of an element are looked at, and then it is read as the variant that it is.
//!
//! Looking makes nothing that stays, so memory is that of the variants. Each level of unions within unions is gone
//! through by itself, so the time is that of the levels.

use std::borrow::Cow;

use super::{
    read::Reader,
    tokens::{Tag, Token},
};
use crate::runtime::union::{self, Members};
use crate::runtime::{ReadError, ReadErrorKind, ScalarInput, Union};

/// The content of an element, as the choice of a variant needs it.
enum Content<'a> {
    /// Text alone, without attributes.
    Text(Cow<'a, str>),
    /// Attributes and child elements.
    Members(Members<'a>),
}

impl<'a> Reader<'a> {
    pub(super) fn union(&mut self, union: &mut dyn Union, tag: &Tag<'a>, item: &'static str) -> Result<(), ReadError> {
        let (mark, outer, memory) = (self.tokens.mark(), self.scope.len(), self.memory);
        let index = match self.look(tag)? {
            Content::Text(text) => {
                self.count(tag, |memory| memory.string(&text))?;
                // What no variant takes is kept, so this cannot fail.
                return union::put(union, ScalarInput::Lexical(&text)).or(Ok(()));
            }
            Content::Members(members) => union::of_object(union, &members),
        };
        self.tokens.go_back(&mark);
        self.memory = memory;
        if let Some(variant) = index.and_then(|index| union.select(index)) {
            match self.value(variant, tag, item) {
                Err(error) if !matches!(error.kind(), ReadErrorKind::Limit(_)) => {}
                read => return read,
            }
            self.tokens.go_back(&mark);
            self.scope.truncate(outer);
            self.memory = memory;
        }
        // What the variant holds goes before anything else is made.
        let kept = union.unrecognized();
        *kept = self.untyped(tag)?;
        Ok(())
    }

    /// Goes through the content of an element that has been entered.
    fn look(&mut self, tag: &Tag<'a>) -> Result<Content<'a>, ReadError> {
        let mut members = Members::new();
        for place in 0..self.tokens.attributes.len() {
            if let Some(attribute) = self.foreign_attribute(place) {
                members.push((attribute.local, Some(attribute.value())));
            }
        }
        let mut text = Cow::Borrowed("");
        if !tag.is_empty {
            text = match self.tokens.plain_content()? {
                Some(text) => Cow::Borrowed(text),
                None => Cow::Owned(self.look_at_children(tag, &mut members)?),
            };
        }
        Ok(if members.is_empty() { Content::Text(text) } else { Content::Members(members) })
    }

    /// Goes through the content of an element. Returns its text.
    fn look_at_children(&mut self, tag: &Tag<'a>, members: &mut Members<'a>) -> Result<String, ReadError> {
        let mut text = String::new();
        loop {
            match self.tokens.next()? {
                Token::Start(child) => {
                    let member = (child.local, self.text_of(&child)?);
                    self.count(tag, |memory| memory.slot(members.len(), size_of_val(&member)))?;
                    members.push(member);
                }
                Token::Text(piece) => piece.push_to(&mut text),
                Token::Character(character) => text.push(character),
                Token::End => return Ok(text),
            }
        }
    }

    /// Goes through an element. Returns its text, unless it has child elements.
    fn text_of(&mut self, tag: &Tag<'a>) -> Result<Option<Cow<'a, str>>, ReadError> {
        if tag.is_empty {
            return Ok(Some(Cow::Borrowed("")));
        }
        if let Some(text) = self.tokens.plain_content()? {
            return Ok(Some(Cow::Borrowed(text)));
        }
        let mut text = String::new();
        let (mut levels, mut has_elements) = (1_usize, false);
        while levels > 0 {
            match self.tokens.next()? {
                Token::Start(child) => {
                    has_elements = true;
                    levels += usize::from(!child.is_empty);
                }
                Token::End => levels -= 1,
                Token::Text(piece) if !has_elements => piece.push_to(&mut text),
                Token::Character(character) if !has_elements => text.push(character),
                Token::Text(_) | Token::Character(_) => {}
            }
        }
        Ok((!has_elements).then_some(Cow::Owned(text)))
    }
}
