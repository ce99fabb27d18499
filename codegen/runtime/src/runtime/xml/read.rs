//! The reader: one deserializer over the description of any model.
//!
//! The reader reads the tokens once and recurses once for each start tag, whose nesting [`Tokens`] bounds. Elements
//! need no allocation: names are borrowed from the document, and the state of open elements is kept in stacks that all
//! elements share.
//!
//! Nothing is read by trial: where an element can mean two things, the next start tag decides.

use core::mem;

use super::{
    attributes::ElementInfo,
    children::NearMember,
    maps::ITEM,
    matching,
    namespaces::{DeclaredNamespace, Scope},
    text,
    tokens::{Tag, Token, Tokens},
};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::limits::Limits;
use crate::runtime::memory::Memory;
use crate::runtime::secret::Buffer;
use crate::runtime::shape::{Member, Shape, XmlKind, XmlName};
use crate::runtime::value::{MemberSlot, Mismatch, Object, ScalarInput, Value, ValueMut, ValueRef};

/// Reads a document into an empty object.
pub(super) fn document(document: &str, object: &mut dyn Object, limits: Limits) -> Result<(), ReadError> {
    let mut reader = Reader::new(document, limits);
    let root = reader.root(object.shape())?;
    reader.own.push(object.shape().root.namespace);
    reader.element(&root, |reader, entered| {
        reader.root = entered.binding;
        if entered.is_nil {
            return Err(reader.wrong_type(&root, "an object", "null"));
        }
        reader.object(object, &root)
    })?;
    reader.end()
}

/// Reads a document into any value.
pub(super) fn value_document(document: &str, value: &mut dyn Value, limits: Limits) -> Result<(), ReadError> {
    let mut reader = Reader::new(document, limits);
    let root = reader.first()?;
    reader.element(&root, |reader, entered| {
        reader.root = entered.binding;
        if entered.is_nil {
            return reader.part(value, &root, entered, ITEM);
        }
        match value.value_mut() {
            ValueMut::Array(array) => reader.wrapper(array, &root, None),
            _ => reader.value(value, &root, ITEM),
        }
    })?;
    reader.end()
}

/// The state of reading a document.
pub(super) struct Reader<'a> {
    pub(super) tokens: Tokens<'a>,
    pub(super) scope: Scope<'a, DeclaredNamespace<'a>>,
    /// The memory left.
    pub(super) memory: Memory,
    /// The discriminator of the next object, with its value, if the object's type was stated otherwise.
    pub(super) tag: Option<(&'static str, &'static str)>,
    /// `true` if values of the current member state their types, so that scalars of XML Schema need no element.
    pub(super) has_types: bool,
    /// A bit for each member that has been read, for all open objects.
    pub(super) seen: Vec<u64>,
    /// The members that were read from an element in another namespace than theirs, for all open objects.
    pub(super) near: Vec<NearMember>,
    /// The document's own namespaces here: those that the description has for the elements around.
    pub(super) own: Vec<&'static str>,
    /// The names of the items of arrays within the current array, if they have their own.
    pub(super) within: &'static [XmlName],
    /// The binding of the namespace of the root element.
    pub(super) root: Option<usize>,
    /// A buffer for the text of a scalar that is not in one piece.
    scratch: Buffer,
    /// `true` while a variant of a union is tried: unions within it are passed over.
    pub(super) is_trial: bool,
    /// `true` if a union was passed over.
    pub(super) has_passed: bool,
}

impl<'a> Reader<'a> {
    /// Reads the content of an element, in the scope of its declarations. `read` gets the information of its
    /// attributes.
    pub(super) fn element<T>(
        &mut self,
        tag: &Tag<'a>,
        read: impl FnOnce(&mut Self, ElementInfo) -> Result<T, ReadError>,
    ) -> Result<T, ReadError> {
        let outer = self.scope.len();
        let entered = self.enter(tag)?;
        let content = read(self, entered)?;
        self.scope.truncate(outer);
        Ok(content)
    }

    /// Returns an error at the start of an element.
    pub(super) fn error(&self, tag: &Tag<'_>, kind: ReadErrorKind) -> ReadError {
        self.tokens.error_at(tag.start, kind)
    }

    /// Counts memory for an element.
    pub(super) fn count(
        &mut self,
        tag: &Tag<'_>,
        count: impl FnOnce(&mut Memory) -> Result<(), ReadErrorKind>,
    ) -> Result<(), ReadError> {
        let counted = count(&mut self.memory);
        counted.map_err(|kind| self.error(tag, kind))
    }

    fn new(document: &'a str, limits: Limits) -> Self {
        let memory = Memory::new(&limits, document.len());
        let tokens = Tokens::new(document, limits);
        Self {
            tokens,
            scope: Scope::new(),
            memory,
            tag: None,
            has_types: false,
            seen: Vec::new(),
            near: Vec::new(),
            own: Vec::new(),
            within: &[],
            root: None,
            scratch: Buffer::default(),
            is_trial: false,
            has_passed: false,
        }
    }

    /// Reads the root element, of any name.
    fn first(&mut self) -> Result<Tag<'a>, ReadError> {
        loop {
            match self.tokens.next()? {
                Token::Start(tag) => return Ok(tag),
                Token::Text(text) if text.is_blank() => {}
                Token::End => return Err(self.tokens.error(ReadErrorKind::UnexpectedEnd)),
                Token::Text(_) | Token::Character(_) => {
                    return Err(self.tokens.error(BEFORE_ROOT));
                }
            }
        }
    }

    /// Reads the root element, and checks its name.
    fn root(&mut self, shape: &Shape) -> Result<Tag<'a>, ReadError> {
        let tag = self.first()?;
        if matching::is_root(shape, tag.local) {
            Ok(tag)
        } else {
            Err(self.wrong_type(&tag, shape.root.local, "another root element"))
        }
    }

    /// Reads the rest of the document after the root element.
    fn end(&mut self) -> Result<(), ReadError> {
        loop {
            match self.tokens.next()? {
                Token::End => return Ok(()),
                Token::Text(text) if text.is_blank() => {}
                _ => return Err(self.tokens.syntax("content after the root element")),
            }
        }
    }

    pub(super) fn value(&mut self, value: &mut dyn Value, tag: &Tag<'a>, item: &'static str) -> Result<(), ReadError> {
        match value.value_mut() {
            ValueMut::Scalar | ValueMut::Digits | ValueMut::JsonOnly(_) => self.scalar(value, tag),
            ValueMut::Array(array) => self.array(array, tag, item),
            ValueMut::Map(map) => self.entries(map, tag),
            ValueMut::Object(object) => self.object(object, tag),
            ValueMut::Any(any) => {
                *any = self.untyped(tag)?;
                Ok(())
            }
            ValueMut::Union(union) => self.union(union, tag, item),
        }
    }

    fn object(&mut self, object: &mut dyn Object, tag: &Tag<'a>) -> Result<(), ReadError> {
        let shape = object.shape();
        self.count(tag, |memory| memory.object(shape))?;
        let (seen, near) = (self.seen.len(), self.near.len());
        self.seen.resize(seen + shape.members.len().div_ceil(64), 0);
        let (discriminator, is_reference) = (self.tag.take(), self.is_reference(tag)?);
        self.object_attributes(object, tag, seen)?;
        if !tag.is_empty {
            self.content(object, tag, seen)?;
        }
        if let Some((name, value)) = discriminator {
            self.fill(object, seen, name, value);
        }
        // The members are those of the element that a reference leads to.
        if !is_reference {
            self.required(object, tag, seen)?;
        }
        self.seen.truncate(seen);
        self.near.truncate(near);
        Ok(())
    }

    /// Sets a member that was not read.
    fn fill(&mut self, object: &mut dyn Object, seen: usize, name: &str, value: &str) {
        let index = object.shape().find(name, 0);
        if let Some(index) = index.filter(|index| !self.is_seen(seen, *index))
            && let Some(member) = object.member_mut(index)
            && member.put(ScalarInput::Lexical(value)).is_ok()
        {
            self.is_first(seen, index);
        }
    }

    /// Checks that all required members were read. An array without a wrapper has no element if it is empty, and text
    /// can be empty.
    fn required(&mut self, object: &mut dyn Object, tag: &Tag<'a>, seen: usize) -> Result<(), ReadError> {
        let shape = object.shape();
        for index in shape.required.iter().map(|index| usize::from(*index)) {
            let (Some(value), Some(member)) = (object.member_mut(index), shape.members.get(index)) else { continue };
            let is_there = self.is_seen(seen, index)
                || match member.kind {
                    XmlKind::Unwrapped => {
                        matches!(value.value_mut(), ValueMut::Array(array) if array.missing().is_none())
                    }
                    XmlKind::Text => value.put(ScalarInput::Lexical("")).is_ok(),
                    XmlKind::Element | XmlKind::Attribute | XmlKind::Wrapped(_) => false,
                };
            if !is_there {
                return Err(self.error(tag, ReadErrorKind::MissingMember).within(member.name));
            }
        }
        if shape.has_tuples { self.complete_tuples(object, tag, seen) } else { Ok(()) }
    }

    /// Checks that the tuples without a wrapper have all items that their description requires.
    fn complete_tuples(&mut self, object: &mut dyn Object, tag: &Tag<'a>, seen: usize) -> Result<(), ReadError> {
        let members = object.shape().members.iter().enumerate();
        for (index, member) in members.filter(|(_, member)| member.kind == XmlKind::Unwrapped) {
            if self.is_seen(seen, index)
                && let Some(ValueMut::Array(array)) = object.member_mut(index).map(|value| value.value_mut())
            {
                self.complete(array, tag).map_err(|error| error.within(member.name))?;
            }
        }
        Ok(())
    }

    fn content(&mut self, object: &mut dyn Object, tag: &Tag<'a>, seen: usize) -> Result<(), ReadError> {
        let members = &object.shape().members;
        let text_member = members.iter().position(|it| it.kind == XmlKind::Text);
        let mut text = Buffer::default();
        if text_member.is_some() {
            text.hold_secret();
        }
        let mut next = 0;
        let mut has_elements = false;
        let mut places = Vec::new();
        loop {
            match self.tokens.next()? {
                Token::Start(child) => {
                    has_elements = true;
                    next = self.child(object, &child, next, seen)?;
                    if text_member.is_some()
                        && let Some(nodes) = object.unknown().xml()
                    {
                        self.count(tag, |memory| memory.slot(places.len(), size_of::<usize>()))?;
                        places.resize(nodes.elements().len(), text.as_str().len());
                    }
                }
                Token::Text(piece) if text_member.is_some() => piece.push_to(text.room(piece.len())),
                Token::Character(character) if text_member.is_some() => text.room(MAX_CHARACTER).push(character),
                Token::Text(piece) if piece.is_blank() => {}
                Token::Text(_) | Token::Character(_) => {
                    let kind = wrong_type("an object", "text");
                    return Err(self.tokens.error(kind));
                }
                Token::End => break,
            }
        }
        let length = text.as_str().len();
        let is_absent = text.as_str().is_empty() || has_elements && text::is_blank(text.as_str());
        match text_member.and_then(|index| Some((index, object.member_mut(index)?, members.get(index)?))) {
            Some((index, value, member)) if !is_absent => {
                self.is_first(seen, index);
                self.put_buffer(value, &mut text, tag).map_err(|error| error.within(member.name))?;
                if places.iter().any(|place| *place < length) {
                    object.unknown_mut().xml_mut().places = places;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Reads a member. Returns `false` if it is still absent: an element that is null sets no value that cannot be null.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "the reader takes a fiftieth longer if the compiler has the choice")]
    pub(super) fn member(
        &mut self,
        value: &mut dyn MemberSlot,
        member: &Member,
        tag: &Tag<'a>,
        entered: ElementInfo,
    ) -> Result<bool, ReadError> {
        let is_nil = entered.is_nil;
        if member.kind == XmlKind::Unwrapped && !(is_nil && matching::is_wrapper(member, tag.local)) {
            let is_wrapper = !is_nil && self.is_wrapper(value, member, tag);
            if let ValueMut::Array(array) = value.value_mut() {
                let outer = mem::replace(&mut self.within, member.within);
                let read = if is_wrapper {
                    self.wrapper(array, tag, Some(member.xml))
                } else {
                    if array.filled() == 0 {
                        self.count(tag, |memory| memory.tuple(array))?;
                    }
                    self.item(array, tag, entered, member.xml)
                };
                self.within = outer;
                return read.map(|()| true);
            }
        }
        if is_nil && !self.is_object_reference(value, tag, entered)? {
            let is_null = value.put(ScalarInput::Null).is_ok();
            if !is_null {
                value.reset();
            }
            self.null_content(tag)?;
            return Ok(is_null && !matches!(value.value_ref(), ValueRef::Absent));
        }
        let read = match member.kind {
            XmlKind::Wrapped(item) => {
                self.own.push(item.namespace);
                let outer = mem::replace(&mut self.within, member.within);
                let read = match value.value_mut() {
                    ValueMut::Map(map) => self.pairs(map, tag, item.local),
                    _ => self.value(value, tag, item.local),
                };
                self.within = outer;
                self.own.pop();
                read
            }
            _ => self.value(value, tag, member.xml),
        };
        read.map(|()| true)
    }

    /// Reads an item of an array, or the value of an entry.
    pub(super) fn part(
        &mut self,
        value: &mut dyn Value,
        tag: &Tag<'a>,
        entered: ElementInfo,
        item: &'static str,
    ) -> Result<(), ReadError> {
        if !entered.is_nil || self.is_object_reference(value, tag, entered)? {
            return self.value(value, tag, item);
        }
        match value.put(ScalarInput::Null) {
            Ok(()) => self.null_content(tag),
            Err(Mismatch { expected }) => Err(self.wrong_type(tag, expected, "null")),
        }
    }

    /// Returns `true` if an element refers to another one, and its value can keep that: an object or an untyped value.
    fn is_object_reference(
        &self,
        value: &mut dyn Value,
        tag: &Tag<'a>,
        entered: ElementInfo,
    ) -> Result<bool, ReadError> {
        if !entered.is_reference {
            return Ok(false);
        }
        match value.value_mut() {
            ValueMut::Object(_) | ValueMut::Union(_) | ValueMut::Any(_) => Ok(true),
            ValueMut::Scalar | ValueMut::Digits | ValueMut::Array(_) | ValueMut::Map(_) | ValueMut::JsonOnly(_) => {
                Err(self.wrong_type(tag, "a value", "a reference to one"))
            }
        }
    }

    /// Reads the content of a null element.
    fn null_content(&mut self, tag: &Tag<'a>) -> Result<(), ReadError> {
        if tag.is_empty {
            return Ok(());
        }
        loop {
            match self.tokens.next()? {
                Token::Text(text) if text.is_blank() => {}
                Token::End => return Ok(()),
                Token::Start(_) | Token::Text(_) | Token::Character(_) => {
                    return Err(self.tokens.error(wrong_type("null", "content")));
                }
            }
        }
    }

    /// Reads a scalar. Text in one piece, which is the rule, is not copied.
    fn scalar(&mut self, value: &mut dyn Value, tag: &Tag<'a>) -> Result<(), ReadError> {
        if tag.is_empty {
            return self.put(value, "", tag);
        }
        if let Some(text) = self.tokens.plain_content()? {
            return self.put(value, text, tag);
        }
        let mut text = mem::take(&mut self.scratch);
        text.hold_secret();
        self.push_content(&mut text)?;
        self.put_buffer(value, &mut text, tag)?;
        self.scratch = text;
        Ok(())
    }

    /// Sets a value from a buffer, and empties the buffer. It is wiped only if the value is secret.
    fn put_buffer(&mut self, value: &mut dyn Value, text: &mut Buffer, tag: &Tag<'_>) -> Result<(), ReadError> {
        self.put(value, text.as_str(), tag)?;
        text.clear(matches!(value.value_ref(), ValueRef::Secret(_)));
        Ok(())
    }

    /// Appends the pieces of text up to the end of the element.
    fn push_content(&mut self, text: &mut Buffer) -> Result<(), ReadError> {
        loop {
            match self.tokens.next()? {
                Token::Text(piece) => piece.push_to(text.room(piece.len())),
                Token::Character(character) => text.room(MAX_CHARACTER).push(character),
                Token::End => return Ok(()),
                Token::Start(_) => return Err(self.tokens.error(ELEMENT_FOR_TEXT)),
            }
        }
    }

    pub(super) fn put(&mut self, value: &mut dyn Value, text: &str, tag: &Tag<'_>) -> Result<(), ReadError> {
        self.count(tag, |memory| memory.string(text))?;
        let input = ScalarInput::Lexical(text);
        value.put(input).map_err(|Mismatch { expected }| self.wrong_type(tag, expected, input.found(expected)))
    }

    /// Marks the member as read. Returns `true` if it was not yet.
    pub(super) fn is_first(&mut self, seen: usize, index: usize) -> bool {
        let bit = 1 << (index % 64);
        let Some(word) = self.seen.get_mut(seen + index / 64) else {
            return false;
        };
        let is_first = *word & bit == 0;
        *word |= bit;
        is_first
    }

    /// Returns `true` if the member was read.
    pub(super) fn is_seen(&self, seen: usize, index: usize) -> bool {
        self.seen.get(seen + index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    /// Removes the mark of a member that is still absent, so that a later element can still set it. Otherwise that
    /// element would be unknown, and would set the member only once the value had been written and read again.
    pub(super) fn unmark(&mut self, seen: usize, index: usize) {
        if let Some(word) = self.seen.get_mut(seen + index / 64) {
            *word &= !(1 << (index % 64));
        }
    }

    pub(super) fn wrong_type(&self, tag: &Tag<'_>, expected: &'static str, found: &'static str) -> ReadError {
        self.error(tag, wrong_type(expected, found))
    }
}

/// The maximum bytes of a character.
const MAX_CHARACTER: usize = 4;

const ELEMENT_FOR_TEXT: ReadErrorKind = ReadErrorKind::WrongType { expected: "text", found: "an element" };

const BEFORE_ROOT: ReadErrorKind = ReadErrorKind::Syntax("text before the root element");

pub(super) fn wrong_type(expected: &'static str, found: &'static str) -> ReadErrorKind {
    ReadErrorKind::WrongType { expected, found }
}
