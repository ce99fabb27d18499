//! Unknown nodes: elements and attributes that are not members, with all their content.

use core::mem;

use super::{
    attributes::split_name,
    namespaces::XSI,
    read::Reader,
    text,
    tokens::{Attribute, TWICE, Tag, Token},
    write::schema_type,
};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::shape::XSD;
use crate::runtime::value::xml_node::{Declarations, Name, XmlAttribute, XmlElement, XmlNode};
use crate::runtime::value::{Any, ScalarInput, Value};

impl<'a> Reader<'a> {
    /// Reads an element whose attributes were read.
    pub(super) fn unknown(&mut self, tag: &Tag<'a>) -> Result<XmlElement, ReadError> {
        if !text::is_name(tag.local) {
            return Err(self.error(tag, ReadErrorKind::Syntax("a malformed name")));
        }
        self.count(tag, |memory| memory.string(tag.local))?;
        let mut element = XmlElement {
            name: self.name(tag.prefix, tag.local),
            declarations: self.declarations(tag)?,
            attributes: Vec::new(),
            nodes: Vec::new(),
        };
        for index in 0..self.tokens.attributes.len() {
            if let Some(attribute) = self.foreign_attribute(index) {
                self.add_attribute(&mut element, tag, &attribute)?;
            }
        }
        if !tag.is_empty {
            self.add_nodes(&mut element, tag)?;
        }
        Ok(element)
    }

    /// Reads an element whose attributes were read as an untyped value.
    pub(super) fn untyped(&mut self, tag: &Tag<'a>) -> Result<Any, ReadError> {
        self.count(tag, |memory| memory.bytes(size_of::<XmlElement>()))?;
        let element = self.unknown(tag)?;
        let scalar = if self.has_types { scalar(&element) } else { None };
        Ok(scalar.unwrap_or_else(|| element.into()))
    }

    /// Converts an attribute to a node.
    pub(super) fn unknown_attribute(
        &mut self,
        tag: &Tag<'a>,
        attribute: &Attribute<'a>,
    ) -> Result<XmlAttribute, ReadError> {
        let value = attribute.value();
        self.count(tag, |memory| {
            memory.string(attribute.local)?;
            memory.string(&value)
        })?;
        let name = if attribute.prefix.is_empty() {
            Name::local(attribute.local)
        } else {
            self.name(attribute.prefix, attribute.local)
        };
        Ok(XmlAttribute { name, value: value.into_owned() })
    }

    fn add_attribute(
        &mut self,
        element: &mut XmlElement,
        tag: &Tag<'a>,
        attribute: &Attribute<'a>,
    ) -> Result<(), ReadError> {
        let is_type = self.attribute_namespace(tag, attribute)? == XSI && attribute.local == "type";
        let attribute = self.unknown_attribute(tag, attribute)?;
        if is_type {
            self.declare_type(element, &attribute.value);
        }
        let mut others = element.attributes.iter();
        if others.any(|other| other.name == attribute.name) {
            return Err(self.error(tag, ReadErrorKind::Syntax(TWICE)));
        }
        self.count(tag, |memory| memory.slot(element.attributes.len(), size_of_val(&attribute)))?;
        element.attributes.push(attribute);
        Ok(())
    }

    fn add_nodes(&mut self, element: &mut XmlElement, tag: &Tag<'a>) -> Result<(), ReadError> {
        let mut text = String::new();
        loop {
            match self.tokens.next()? {
                Token::Start(child) => {
                    self.add_text(element, tag, &mut text)?;
                    let node = self.element(&child, |reader, _| reader.unknown(&child))?;
                    self.add_node(element, tag, XmlNode::Element(node))?;
                }
                Token::Text(piece) => piece.push_to(&mut text),
                Token::Character(character) => text.push(character),
                Token::End => return self.add_text(element, tag, &mut text),
            }
        }
    }

    /// Moves the text, if there is any, to the end of the element's nodes.
    fn add_text(&mut self, element: &mut XmlElement, tag: &Tag<'a>, text: &mut String) -> Result<(), ReadError> {
        if text.is_empty() {
            return Ok(());
        }
        self.count(tag, |memory| memory.string(text))?;
        self.add_node(element, tag, XmlNode::Text(mem::take(text)))
    }

    fn add_node(&mut self, element: &mut XmlElement, tag: &Tag<'a>, node: XmlNode) -> Result<(), ReadError> {
        self.count(tag, |memory| memory.slot(element.nodes.len(), size_of_val(&node)))?;
        element.nodes.push(node);
        Ok(())
    }

    /// Returns the declarations of the current element.
    fn declarations(&mut self, tag: &Tag<'a>) -> Result<Declarations, ReadError> {
        let count = self.tokens.attributes.iter().filter_map(Attribute::declares).count();
        self.count(tag, |memory| memory.bytes(count * DECLARATION))?;
        let Self { tokens, scope, .. } = self;
        let prefixes = tokens.attributes.iter().filter_map(Attribute::declares);
        Ok(Declarations(prefixes.map(|prefix| (prefix.into(), scope.share(prefix))).collect()))
    }

    /// Keeps the declaration of the prefix in a value of `xsi:type`, which may be on an outer element.
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

    pub(super) fn name(&mut self, prefix: &str, local: &str) -> Name {
        Name { prefix: prefix.into(), namespace: self.scope.share(prefix), local: local.into() }
    }
}

/// The memory of a declaration, without its namespace.
const DECLARATION: usize = 64;

/// Returns the value of an element that has nothing but text and a type of XML Schema, if a writer names that type.
fn scalar(element: &XmlElement) -> Option<Any> {
    let [XmlAttribute { name, value }] = element.attributes.as_slice() else { return None };
    let (prefix, stated) = split_name(value.trim_ascii());
    let mut declarations = element.declarations.0.iter();
    let (_, namespace) = declarations.find(|(declared, _)| **declared == *prefix)?;
    if !name.is(XSI, "type") || namespace.as_deref() != Some(XSD) {
        return None;
    }
    let text = match element.nodes.as_slice() {
        [] => "",
        [XmlNode::Text(text)] => text,
        _ => return None,
    };
    let value = match stated {
        "string" => Any::String(text.to_owned()),
        "boolean" => Any::Bool(bool::from_input(ScalarInput::Lexical(text)).ok()?),
        "int" | "long" => Any::I64(i64::from_input(ScalarInput::Lexical(text)).ok()?),
        "unsignedLong" => Any::U64(u64::from_input(ScalarInput::Lexical(text)).ok()?),
        "double" => Any::F64(f64::from_input(ScalarInput::Lexical(text)).ok()?),
        _ => return None,
    };
    (schema_type(&value.value_ref()) == Some(stated)).then_some(value)
}

/// Converts an element that has only text to a string, and keeps any other.
impl From<XmlElement> for Any {
    fn from(mut element: XmlElement) -> Self {
        match element.nodes.as_mut_slice() {
            _ if !element.attributes.is_empty() => Self::Xml(Box::new(element)),
            [] => Self::String(String::new()),
            [XmlNode::Text(text)] => Self::String(mem::take(text)),
            _ => Self::Xml(Box::new(element)),
        }
    }
}
