//! Unions in XML: the child elements of an element are examined first, and then it is read as the variant that it
//! matches.
//!
//! The first pass allocates nothing that stays, so the memory is that of the variants. Each level of nested unions
//! needs a pass, so the time grows with the levels.

use std::borrow::Cow;

use super::{
    namespaces::XSI,
    read::Reader,
    tokens::{Tag, Token},
};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::value::{
    ScalarInput, Union,
    union::{self, Members},
    xml_node::Name,
};

/// The content of an element, for the choice of a variant.
enum Content<'a> {
    /// Only text, without attributes.
    Text(Cow<'a, str>),
    /// Attributes and child elements.
    Members(Members<'a>),
}

impl<'a> Reader<'a> {
    pub(super) fn union(&mut self, union: &mut dyn Union, tag: &Tag<'a>, item: &'static str) -> Result<(), ReadError> {
        let (checkpoint, outer, memory) = (self.tokens.checkpoint(), self.scope.len(), self.memory);
        let stated = self.type_name(tag)?;
        let named = stated.as_ref().and_then(|name| union::named_variant(union, name.namespace(), &name.local));
        let index = match named {
            Some(index) => {
                self.tag = union::tag_of(union, index);
                Some(index)
            }
            None => match self.look(tag, union.discriminator(), stated)? {
                Content::Text(text) => {
                    self.count(tag, |memory| memory.string(&text))?;
                    // A text that no variant accepts is kept, so this cannot fail.
                    return union::put(union, ScalarInput::Lexical(&text)).or(Ok(()));
                }
                Content::Members(members) => union::object_variant(union, &members),
            },
        };
        self.tokens.rewind(&checkpoint);
        self.memory = memory;
        if let Some(variant) = index.and_then(|index| union.select(index)) {
            match self.value(variant, tag, item) {
                Err(error) if !matches!(error.kind(), ReadErrorKind::Limit(_)) => {}
                read => return read,
            }
            self.tokens.rewind(&checkpoint);
            self.scope.truncate(outer);
            self.memory = memory;
        }
        // The variant is dropped before anything else is allocated.
        let kept = union.unrecognized();
        *kept = self.untyped(tag)?;
        Ok(())
    }

    /// Examines the content of an element. A stated type that no variant has stands for an absent discriminator.
    fn look(
        &mut self,
        tag: &Tag<'a>,
        discriminator: Option<&'static str>,
        stated: Option<Name>,
    ) -> Result<Content<'a>, ReadError> {
        let mut members = Members::new();
        for index in 0..self.tokens.attributes.len() {
            if let Some(attribute) = self.foreign_attribute(index)
                && self.attribute_namespace(tag, &attribute)? != XSI
            {
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
        if let (Some(name), Some(stated)) = (discriminator, stated) {
            members.push((name, Some(Cow::Owned(stated.local.into()))));
        }
        Ok(if members.is_empty() { Content::Text(text) } else { Content::Members(members) })
    }

    /// Examines the child elements of an element. Returns its text.
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

    /// Examines an element. Returns its text, unless it has child elements.
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
