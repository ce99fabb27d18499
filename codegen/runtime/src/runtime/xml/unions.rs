//! Unions in XML: the child elements of an element are examined first, and then it is read as the variant that it
//! matches.
//!
//! The first pass allocates nothing that stays, so the memory is that of the variants. Each level of nested unions
//! needs a pass, so the time grows with the levels.

use std::borrow::Cow;

use super::{
    matching,
    namespaces::XSI,
    read::Reader,
    tokens::{Checkpoint, Tag, Token},
};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::memory::Memory;
use crate::runtime::shape::XmlName;
use crate::runtime::value::{
    ScalarInput, Union,
    union::{self, Choice, Seen, ValueKind},
    xml_node::Name,
};

/// An element that was looked at, for the choice of a variant.
#[derive(Default)]
struct SeenElement<'a> {
    /// The text, unless there are child elements.
    text: Option<Cow<'a, str>>,
    /// The attributes and the child elements.
    members: Vec<(&'a str, SeenElement<'a>)>,
}

impl Seen for SeenElement<'_> {
    fn kind(&self) -> ValueKind {
        if self.members.is_empty() { ValueKind::String } else { ValueKind::Object }
    }

    fn text(&self) -> Option<Cow<'_, str>> {
        self.text.as_deref().map(Cow::Borrowed)
    }

    fn member(&self, name: &str) -> Option<&dyn Seen> {
        self.members.iter().find(|(other, _)| *other == name).map(|(_, member)| member as &dyn Seen)
    }

    fn names(&self, each: &mut dyn FnMut(&str)) {
        self.members.iter().for_each(|(name, _)| each(name));
    }

    fn content(&self, each: &mut dyn FnMut(&dyn Seen) -> bool) {
        let _ = self.members.iter().all(|(_, member)| each(member));
    }
}

/// The state at the start of a union's element: the position, the lengths of the stacks, and the memory.
type Start<'a> = (Checkpoint<'a>, [usize; 4], Memory, &'static [XmlName]);

/// The levels of elements that are looked at, below the union's own.
const LEVELS: usize = 2;

/// Returns `true` if a variant may have a member of this name in another namespace than the document's own.
fn is_described(choice: Choice, local: &str, namespace: &str) -> bool {
    choice.variants.iter().any(|variant| match variant.shape {
        Some(shape) => !shape.namespace.is_empty() || matching::has_member(shape, local, namespace),
        None => variant.union.is_some(),
    })
}

/// The name of a type without its namespace.
fn local<'a>(name: Name) -> Cow<'a, str> {
    Cow::Owned(name.local.into())
}

impl<'a> Reader<'a> {
    pub(super) fn union(&mut self, union: &mut dyn Union, tag: &Tag<'a>, item: &'static str) -> Result<(), ReadError> {
        if self.is_trial {
            self.has_passed = true;
            return self.text_of(tag).map(drop);
        }
        let lengths = [self.scope.len(), self.seen.len(), self.near.len(), self.own.len()];
        let start = (self.tokens.checkpoint(), lengths, self.memory, self.within);
        let stated = self.type_name(tag)?;
        let choice = union.choice();
        let named = stated.as_ref().and_then(|name| union::named_variant(choice, name.namespace(), &name.local));
        let candidates = match named {
            Some(index) => vec![index],
            None => {
                let mut seen = self.look(tag, LEVELS, Some(choice))?;
                // A stated type that no variant has stands for an absent discriminator.
                if let (Some(name), Some(stated)) = (choice.discriminator, stated) {
                    seen.members.push((name, SeenElement { text: Some(local(stated)), ..SeenElement::default() }));
                }
                if let (Some(text), []) = (&seen.text, seen.members.as_slice()) {
                    self.count(tag, |memory| memory.string(text))?;
                    // A text that no variant accepts is kept, so this cannot fail.
                    return union::put(union, ScalarInput::Lexical(text)).or(Ok(()));
                }
                union::candidates(choice, &seen)
            }
        };
        for (position, index) in candidates.iter().enumerate() {
            let is_last = position + 1 == candidates.len();
            self.rewind(&start);
            self.tag = named.and_then(|index| union::tag_of(choice, index));
            if self.variant(union, *index, is_last, &start, (tag, item))? {
                return Ok(());
            }
        }
        self.rewind(&start);
        // The variant is dropped before anything else is allocated.
        let kept = union.unrecognized();
        *kept = self.untyped(tag)?;
        Ok(())
    }

    fn rewind(&mut self, (checkpoint, [scope, seen, near, own], memory, within): &Start<'a>) {
        self.tokens.rewind(checkpoint);
        self.scope.truncate(*scope);
        self.seen.truncate(*seen);
        self.near.truncate(*near);
        self.own.truncate(*own);
        self.memory = *memory;
        self.within = within;
    }

    /// Reads a variant. Returns `false` if the element does not fit. One that others may follow is read without the
    /// unions within it first.
    fn variant(
        &mut self,
        union: &mut dyn Union,
        index: usize,
        is_last: bool,
        start: &Start<'a>,
        (tag, item): (&Tag<'a>, &'static str),
    ) -> Result<bool, ReadError> {
        if !is_last {
            (self.is_trial, self.has_passed) = (true, false);
            let fits = self.selected(union, index, tag, item);
            self.is_trial = false;
            if !fits? {
                return Ok(false);
            }
            if !self.has_passed {
                return Ok(true);
            }
            self.rewind(start);
        }
        self.selected(union, index, tag, item)
    }

    /// Reads a variant once.
    fn selected(
        &mut self,
        union: &mut dyn Union,
        index: usize,
        tag: &Tag<'a>,
        item: &'static str,
    ) -> Result<bool, ReadError> {
        let Some(variant) = union.select(index) else { return Ok(false) };
        match self.value(variant, tag, item) {
            Ok(()) => Ok(true),
            Err(error) if matches!(error.kind(), ReadErrorKind::Limit(_)) => Err(error),
            Err(_) => Ok(false),
        }
    }

    /// Examines an element, whose start tag was read last. Of the element of a union, what is foreign to all variants is
    /// left out.
    fn look(&mut self, tag: &Tag<'a>, levels: usize, choice: Option<Choice>) -> Result<SeenElement<'a>, ReadError> {
        let mut seen = SeenElement::default();
        for index in 0..self.tokens.attributes.len() {
            if let Some(attribute) = self.foreign_attribute(index) {
                let namespace = self.attribute_namespace(tag, &attribute)?;
                let is_foreign = !namespace.is_empty()
                    && choice.is_some_and(|choice| !is_described(choice, attribute.local, namespace));
                if namespace != XSI && !is_foreign {
                    let value = SeenElement { text: Some(attribute.value()), ..SeenElement::default() };
                    self.add(tag, &mut seen, (attribute.local, value))?;
                }
            }
        }
        if tag.is_empty {
            seen.text = Some(Cow::Borrowed(""));
        } else if let Some(text) = self.tokens.plain_content()? {
            seen.text = Some(Cow::Borrowed(text));
        } else if levels == 0 {
            seen.text = self.rest_of()?;
        } else {
            seen.text = self.look_at_children(tag, levels - 1, choice, &mut seen)?;
        }
        Ok(seen)
    }

    /// Examines the child elements of an element. Returns its text, unless it has child elements.
    fn look_at_children(
        &mut self,
        tag: &Tag<'a>,
        levels: usize,
        choice: Option<Choice>,
        seen: &mut SeenElement<'a>,
    ) -> Result<Option<Cow<'a, str>>, ReadError> {
        let (mut text, mut has_elements) = (String::new(), false);
        loop {
            match self.tokens.next()? {
                Token::Start(child) => {
                    has_elements = true;
                    let (is_foreign, member) = self.element(&child, |reader, entered| {
                        let is_foreign = choice.is_some_and(|choice| {
                            let namespace = reader.scope.namespace(entered.binding);
                            !reader.is_own(namespace) && !is_described(choice, child.local, namespace)
                        });
                        Ok((is_foreign, reader.look(&child, levels, None)?))
                    })?;
                    if !is_foreign {
                        self.add(tag, seen, (child.local, member))?;
                    }
                }
                Token::Text(piece) => piece.push_to(&mut text),
                Token::Character(character) => text.push(character),
                Token::End => return Ok((!has_elements).then_some(Cow::Owned(text))),
            }
        }
    }

    fn add(
        &mut self,
        tag: &Tag<'a>,
        seen: &mut SeenElement<'a>,
        member: (&'a str, SeenElement<'a>),
    ) -> Result<(), ReadError> {
        self.count(tag, |memory| memory.slot(seen.members.len(), size_of_val(&member)))?;
        seen.members.push(member);
        Ok(())
    }

    /// Passes over an element. Returns its text, unless it has child elements.
    fn text_of(&mut self, tag: &Tag<'a>) -> Result<Option<Cow<'a, str>>, ReadError> {
        if tag.is_empty {
            return Ok(Some(Cow::Borrowed("")));
        }
        if let Some(text) = self.tokens.plain_content()? {
            return Ok(Some(Cow::Borrowed(text)));
        }
        self.rest_of()
    }

    /// Passes over the content of an element. Returns its text, unless it has child elements.
    fn rest_of(&mut self) -> Result<Option<Cow<'a, str>>, ReadError> {
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
