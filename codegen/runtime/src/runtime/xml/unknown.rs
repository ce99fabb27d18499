//! Reading what is no member: elements and attributes become nodes, with all that is in them.

use core::mem;

use super::{
    attributes::split_name,
    namespaces::XSI,
    node::{Declarations, Name, XmlAttribute, XmlElement, XmlNode},
    read::Reader,
    text,
    tokens::{Attribute, TWICE, Tag, Token},
};
use crate::runtime::{Any, ReadError, ReadErrorKind};

impl<'a> Reader<'a> {
    /// Reads an element that has been entered.
    pub(super) fn unknown(&mut self, tag: &Tag<'a>) -> Result<XmlElement, ReadError> {
        if !text::is_name(tag.local) {
            return Err(self.error(tag, ReadErrorKind::Syntax("a malformed name")));
        }
        let mut element = XmlElement {
            name: self.name(tag.prefix, tag.local),
            declarations: self.declarations(),
            attributes: Vec::new(),
            nodes: Vec::new(),
        };
        for place in 0..self.tokens.attributes.len() {
            if let Some(attribute) = self.foreign_attribute(place) {
                self.add_attribute(&mut element, tag, &attribute)?;
            }
        }
        if !tag.is_empty {
            self.add_nodes(&mut element)?;
        }
        Ok(element)
    }

    /// An attribute as a node.
    pub(super) fn unknown_attribute(&mut self, attribute: &Attribute<'a>) -> XmlAttribute {
        let name = if attribute.prefix.is_empty() {
            Name::local(attribute.local)
        } else {
            self.name(attribute.prefix, attribute.local)
        };
        XmlAttribute { name, value: attribute.value().into_owned() }
    }

    fn add_attribute(
        &mut self,
        element: &mut XmlElement,
        tag: &Tag<'a>,
        attribute: &Attribute<'a>,
    ) -> Result<(), ReadError> {
        let is_type = self.attribute_namespace(tag, attribute)? == XSI && attribute.local == "type";
        let attribute = self.unknown_attribute(attribute);
        if is_type {
            self.declare_type(element, &attribute.value);
        }
        let mut others = element.attributes.iter();
        if others.any(|other| other.name == attribute.name) {
            return Err(self.error(tag, ReadErrorKind::Syntax(TWICE)));
        }
        element.attributes.push(attribute);
        Ok(())
    }

    fn add_nodes(&mut self, element: &mut XmlElement) -> Result<(), ReadError> {
        let mut text = String::new();
        loop {
            match self.tokens.next()? {
                Token::Start(child) => {
                    add_text(element, &mut text);
                    let child = self.element(&child, |reader, _| reader.unknown(&child))?;
                    element.nodes.push(XmlNode::Element(child));
                }
                Token::Text(piece) => piece.push_to(&mut text),
                Token::Character(character) => text.push(character),
                Token::End => {
                    add_text(element, &mut text);
                    return Ok(());
                }
            }
        }
    }

    /// The declarations of the element that was entered last.
    fn declarations(&mut self) -> Declarations {
        let Self { tokens, scope, .. } = self;
        let prefixes = tokens.attributes.iter().filter_map(Attribute::declares);
        Declarations(prefixes.map(|prefix| (prefix.into(), scope.share(prefix))).collect())
    }

    /// The value of `xsi:type` is a name, whose prefix may be declared further out.
    fn declare_type(&mut self, element: &mut XmlElement, value: &str) {
        let (prefix, _) = split_name(value.trim_ascii());
        let declarations = &mut element.declarations.0;
        if declarations.iter().any(|(declared, _)| **declared == *prefix) {
            return;
        }
        if let Some(namespace) = self.scope.share(prefix) {
            declarations.push((prefix.into(), Some(namespace)));
        }
    }

    fn name(&mut self, prefix: &str, local: &str) -> Name {
        Name { prefix: prefix.into(), namespace: self.scope.share(prefix), local: local.into() }
    }
}

/// Moves the text, if there is any, to the end of the element's nodes.
fn add_text(element: &mut XmlElement, text: &mut String) {
    if !text.is_empty() {
        element.nodes.push(XmlNode::Text(mem::take(text)));
    }
}

/// An element with text alone is text; any other is kept as it is.
impl From<XmlElement> for Any {
    fn from(element: XmlElement) -> Self {
        match element.nodes.as_slice() {
            _ if !element.attributes.is_empty() => Self::Xml(Box::new(element)),
            [] => Self::Text(String::new()),
            [XmlNode::Text(text)] => Self::Text(text.clone()),
            _ => Self::Xml(Box::new(element)),
        }
    }
}
