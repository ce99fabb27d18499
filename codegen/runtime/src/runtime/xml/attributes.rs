//! The attributes of a start tag: declarations of namespaces, `xsi:nil`, members of an object, and unknown ones.

use std::borrow::Cow;

use super::{
    MAX_ATTRIBUTES, matching,
    namespaces::{XML, XMLNS, XSI},
    node::XmlAttribute,
    read::Reader,
    text::{self, is_name, is_space},
    tokens::Tag,
};
use crate::runtime::{Object, ReadError, ReadErrorKind, XmlKind};

/// An attribute as it stands in the document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Attribute<'a> {
    /// The prefix; empty if there is none.
    pub(super) prefix: &'a str,
    /// The local name.
    pub(super) local: &'a str,
    /// What the quotes hold.
    pub(super) raw: &'a str,
}

impl<'a> Attribute<'a> {
    /// The prefix that the attribute declares, if it is a declaration: empty for the default namespace.
    pub(super) fn declares(&self) -> Option<&'a str> {
        match (self.prefix, self.local) {
            ("xmlns", prefix) => Some(prefix),
            ("", "xmlns") => Some(""),
            _ => None,
        }
    }
}

/// Splits a name into prefix and local name. What is no name stays none: it has another colon, or an empty part.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    let colon = name.bytes().position(|byte| byte == b':');
    let parts = colon.and_then(|colon| Some((name.get(..colon)?, name.get(colon + 1..)?)));
    parts.unwrap_or(("", name))
}

/// Finds the attributes in what follows the name of a start tag.
pub(super) fn scan<'a>(tail: &'a str, attributes: &mut Vec<Attribute<'a>>) -> Result<(), ReadErrorKind> {
    let mut rest = tail;
    loop {
        let start = rest.trim_start_matches(is_space_char);
        if start.is_empty() {
            return Ok(());
        }
        if start.len() == rest.len() {
            return Err(MALFORMED);
        }
        if attributes.len() == MAX_ATTRIBUTES {
            return Err(ReadErrorKind::Limit("256 attributes in an element"));
        }
        let (attribute, after) = split_attribute(start).ok_or(MALFORMED)?;
        let known = |other: &Attribute<'_>| other.local == attribute.local && other.prefix == attribute.prefix;
        if attributes.iter().any(known) {
            return Err(TWICE);
        }
        attributes.push(attribute);
        rest = after;
    }
}

impl<'a> Reader<'a> {
    /// Takes in the attributes of an element. Returns whether it is `xsi:nil`.
    pub(super) fn enter(&mut self, tag: &Tag<'a>) -> Result<bool, ReadError> {
        self.attributes.clear();
        if !tag.tail.is_empty() {
            scan(tag.tail, &mut self.attributes).map_err(|kind| self.error(tag, kind))?;
            self.declare(tag)?;
        }
        if !tag.prefix.is_empty() && self.scope.resolve(tag.prefix).is_none() {
            return Err(self.error(tag, UNDECLARED));
        }
        self.is_nil(tag)
    }

    /// Adds the declarations of an element to the scope.
    fn declare(&mut self, tag: &Tag<'a>) -> Result<(), ReadError> {
        for place in 0..self.attributes.len() {
            let declared = self.attributes.get(place).and_then(|it| Some((it.declares()?, it.raw)));
            let Some((prefix, raw)) = declared else {
                continue;
            };
            let namespace = text::attribute_value(raw).map_err(|what| self.error(tag, ReadErrorKind::Syntax(what)))?;
            if !can_declare(prefix, &namespace) {
                return Err(self.error(tag, RESERVED));
            }
            if self.scope.len() > MAX_ATTRIBUTES {
                return Err(self.error(tag, DECLARATIONS));
            }
            self.scope.push(prefix, namespace.into());
        }
        Ok(())
    }

    fn is_nil(&self, tag: &Tag<'a>) -> Result<bool, ReadError> {
        let nil = self.attributes.iter().find(|attribute| {
            attribute.local == "nil"
                && !attribute.prefix.is_empty()
                && self.scope.resolve(attribute.prefix) == Some(XSI)
        });
        match nil {
            Some(attribute) => {
                let value = self.attribute_value(tag, attribute)?;
                Ok(matches!(value.trim_ascii(), "true" | "1"))
            }
            None => Ok(false),
        }
    }

    /// The attribute at this place, unless it declares a namespace.
    pub(super) fn foreign_attribute(&self, place: usize) -> Option<Attribute<'a>> {
        let attribute = self.attributes.get(place)?;
        attribute.declares().is_none().then_some(*attribute)
    }

    /// The namespace of an attribute: without a prefix it is in none.
    pub(super) fn attribute_namespace(&self, tag: &Tag<'a>, attribute: &Attribute<'a>) -> Result<&str, ReadError> {
        if attribute.prefix.is_empty() {
            return Ok("");
        }
        let namespace = self.scope.resolve(attribute.prefix);
        namespace.ok_or_else(|| self.error(tag, UNDECLARED))
    }

    pub(super) fn attribute_value(&self, tag: &Tag<'a>, attribute: &Attribute<'a>) -> Result<Cow<'a, str>, ReadError> {
        text::attribute_value(attribute.raw).map_err(|what| self.error(tag, ReadErrorKind::Syntax(what)))
    }

    pub(super) fn object_attributes(
        &mut self,
        object: &mut dyn Object,
        tag: &Tag<'a>,
        seen: usize,
    ) -> Result<(), ReadError> {
        let shape = object.shape();
        for place in 0..self.attributes.len() {
            let Some(attribute) = self.foreign_attribute(place) else {
                continue;
            };
            let namespace = self.attribute_namespace(tag, &attribute)?;
            if namespace == XSI {
                continue;
            }
            let found = matching::attribute(shape, attribute.local, namespace)
                .and_then(|index| Some((index, shape.members.get(index)?)));
            match found {
                Some((index, member)) if self.is_first(seen, index) => {
                    self.attribute_member(object, index, tag, &attribute).map_err(|error| error.within(member.name))?;
                }
                _ => {
                    let unknown = self.unknown_attribute(tag, &attribute)?;
                    self.keep_attribute(object, tag, unknown)?;
                }
            }
        }
        Ok(())
    }

    fn attribute_member(
        &mut self,
        object: &mut dyn Object,
        index: usize,
        tag: &Tag<'a>,
        attribute: &Attribute<'a>,
    ) -> Result<(), ReadError> {
        let text = self.attribute_value(tag, attribute)?;
        match object.member_mut(index) {
            Some(value) => self.put(value, &text, tag),
            None => Ok(()),
        }
    }

    /// Keeps an attribute that is no member. Its name must not be that of another: the prefixes may differ.
    fn keep_attribute(&self, object: &mut dyn Object, tag: &Tag<'a>, unknown: XmlAttribute) -> Result<(), ReadError> {
        let mut members = object.shape().members.iter();
        let is_member = members.any(|member| {
            member.kind == XmlKind::Attribute
                && member.xml == unknown.local()
                && member.namespace.unwrap_or_default() == unknown.namespace()
        });
        let kept = object.unknown_mut().xml_mut().attributes_mut();
        if is_member || kept.iter().any(|other| other.name == unknown.name) {
            return Err(self.error(tag, TWICE));
        }
        kept.push(unknown);
        Ok(())
    }
}

/// What is wrong with an attribute whose name another one has.
pub(super) const TWICE: ReadErrorKind = ReadErrorKind::Syntax("an attribute that comes twice");

const UNDECLARED: ReadErrorKind = ReadErrorKind::Syntax("a prefix that is not declared");
const RESERVED: ReadErrorKind = ReadErrorKind::Syntax("a namespace declaration that XML reserves");
const DECLARATIONS: ReadErrorKind = ReadErrorKind::Limit("256 namespace declarations in scope");
const MALFORMED: ReadErrorKind = ReadErrorKind::Syntax("a malformed attribute");

/// The attribute at the start of the text, and what follows it.
fn split_attribute(text: &str) -> Option<(Attribute<'_>, &str)> {
    let (name, value) = text.split_once('=')?;
    let (prefix, local) = split_name(name.trim_end_matches(is_space_char));
    let value = value.trim_start_matches(is_space_char);
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    let (raw, after) = value.get(1..)?.split_once(quote)?;
    let is_sound = is_name(local) && (prefix.is_empty() || is_name(prefix));
    is_sound.then_some((Attribute { prefix, local, raw }, after))
}

fn is_space_char(character: char) -> bool {
    u8::try_from(character).is_ok_and(is_space)
}

/// Whether a document may declare this prefix for this namespace.
fn can_declare(prefix: &str, namespace: &str) -> bool {
    match prefix {
        "xml" => namespace == XML,
        "xmlns" => false,
        "" => namespace != XML && namespace != XMLNS,
        _ => !namespace.is_empty() && namespace != XML && namespace != XMLNS,
    }
}
