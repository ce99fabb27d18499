//! What an XML document has and the description does not: attributes, elements and their text, to keep, to read
//! and to set.
//!
//! Names are equal when namespace and local name are: the prefix is only what a writer should use if it is free.
//! No debug output shows a value or a text: an unknown member may be a secret.

use core::{fmt, mem};
use std::sync::Arc;

use crate::runtime::{ValueRef, value_ref::Shown};

/// The unknown attributes and child elements of an object, in the order in which they came.
///
/// ```text
/// order.unknown.xml_mut().elements_mut().push(XmlElement::new("urn:shop", "gift").with_text("yes"));
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct XmlNodes {
    attributes: Vec<XmlAttribute>,
    elements: Vec<XmlElement>,
}

impl XmlNodes {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.attributes.is_empty() && self.elements.is_empty()
    }

    /// The attributes.
    #[must_use]
    pub fn attributes(&self) -> &[XmlAttribute] {
        &self.attributes
    }

    /// The attributes, to change them.
    pub fn attributes_mut(&mut self) -> &mut Vec<XmlAttribute> {
        &mut self.attributes
    }

    /// The value of the attribute of this name; an empty namespace is none.
    #[must_use]
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        find_attribute(&self.attributes, namespace, local)
    }

    /// The elements.
    #[must_use]
    pub fn elements(&self) -> &[XmlElement] {
        &self.elements
    }

    /// The elements, to change them.
    pub fn elements_mut(&mut self) -> &mut Vec<XmlElement> {
        &mut self.elements
    }

    /// The first element of this name; an empty namespace is none.
    #[must_use]
    pub fn element(&self, namespace: &str, local: &str) -> Option<&XmlElement> {
        self.elements.iter().find(|element| element.name.is(namespace, local))
    }
}

impl fmt::Debug for XmlNodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("XmlNodes").field("attributes", &self.attributes).field("elements", &self.elements).finish()
    }
}

/// An element with its attributes and its content.
#[derive(Clone)]
pub struct XmlElement {
    pub(super) name: Name,
    /// Declarations are no part of what is equal: they matter to names in values only.
    pub(super) declarations: Declarations,
    pub(super) attributes: Vec<XmlAttribute>,
    pub(super) nodes: Vec<XmlNode>,
}

impl XmlElement {
    /// An empty element; an empty namespace is none. What is no XML name is an error when it is written.
    #[must_use]
    pub fn new(namespace: &str, local: &str) -> Self {
        Self {
            name: Name::new(namespace, local),
            declarations: Declarations::default(),
            attributes: Vec::new(),
            nodes: Vec::new(),
        }
    }

    /// Sets the prefix that a writer should use.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str) -> Self {
        self.name.prefix = prefix.into();
        self
    }

    /// Adds an attribute.
    #[must_use]
    pub fn with_attribute(mut self, attribute: XmlAttribute) -> Self {
        self.attributes.push(attribute);
        self
    }

    /// Adds text to the content.
    #[must_use]
    pub fn with_text(mut self, text: &str) -> Self {
        self.nodes.push(XmlNode::Text(text.into()));
        self
    }

    /// Adds an element to the content.
    #[must_use]
    pub fn with_element(mut self, element: XmlElement) -> Self {
        self.nodes.push(XmlNode::Element(element));
        self
    }

    /// The namespace; empty: none.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.name.namespace()
    }

    /// The local name.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.name.local
    }

    /// The prefix that it had, and that a writer should use; empty: none.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.name.prefix
    }

    /// The attributes, without declarations of namespaces.
    #[must_use]
    pub fn attributes(&self) -> &[XmlAttribute] {
        &self.attributes
    }

    /// The attributes, to change them.
    pub fn attributes_mut(&mut self) -> &mut Vec<XmlAttribute> {
        &mut self.attributes
    }

    /// The value of the attribute of this name; an empty namespace is none.
    #[must_use]
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        find_attribute(&self.attributes, namespace, local)
    }

    /// The content.
    #[must_use]
    pub fn nodes(&self) -> &[XmlNode] {
        &self.nodes
    }

    /// The content, to change it.
    pub fn nodes_mut(&mut self) -> &mut Vec<XmlNode> {
        &mut self.nodes
    }

    /// The first child element of this name; an empty namespace is none.
    #[must_use]
    pub fn element(&self, namespace: &str, local: &str) -> Option<&XmlElement> {
        self.nodes.iter().find_map(|node| match node {
            XmlNode::Element(element) if element.name.is(namespace, local) => Some(element),
            XmlNode::Element(_) | XmlNode::Text(_) => None,
        })
    }

    /// The text of the content, without that of child elements.
    #[must_use]
    pub fn text(&self) -> String {
        let texts = self.nodes.iter().map(|node| match node {
            XmlNode::Text(text) => text.as_str(),
            XmlNode::Element(_) => "",
        });
        texts.collect()
    }
}

impl XmlElement {
    /// Compares the names of two elements.
    pub(in super::super) fn is_named_like(&self, other: &Self) -> bool {
        self.name == other.name
    }

    /// Shows the element, as a part of what is shown.
    pub(in super::super) fn show<'a>(&'a self, shown: &Shown<'a>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nodes: Vec<_> = self.nodes.iter().map(|node| ShownNode { node, shown }).collect();
        f.debug_struct("XmlElement")
            .field("name", &self.name)
            .field("attributes", &self.attributes)
            .field("nodes", &nodes)
            .finish_non_exhaustive()
    }
}

/// Elements are dropped one after the other, and not each within the one around it, which would take stack for each level.
impl Drop for XmlElement {
    fn drop(&mut self) {
        let mut nodes = mem::take(&mut self.nodes);
        while let Some(node) = nodes.pop() {
            if let XmlNode::Element(mut element) = node {
                nodes.append(&mut element.nodes);
            }
        }
    }
}

impl PartialEq for XmlElement {
    fn eq(&self, other: &Self) -> bool {
        ValueRef::Xml(self) == ValueRef::Xml(other)
    }
}

impl fmt::Debug for XmlElement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ValueRef::Xml(self).fmt(f)
    }
}

/// A node of an element that is shown.
struct ShownNode<'a, 's> {
    node: &'a XmlNode,
    shown: &'s Shown<'a>,
}

impl fmt::Debug for ShownNode<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.node {
            XmlNode::Element(element) => self.shown.inner(ValueRef::Xml(element)).fmt(f),
            XmlNode::Text(_) => f.write_str("XmlText(not shown)"),
        }
    }
}

/// A part of an element's content.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum XmlNode {
    /// An element.
    Element(XmlElement),
    /// Text.
    Text(String),
}

impl fmt::Debug for XmlNode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Element(element) => element.fmt(f),
            Self::Text(_) => f.write_str("XmlText(not shown)"),
        }
    }
}

/// An attribute.
#[derive(Clone, PartialEq)]
pub struct XmlAttribute {
    pub(super) name: Name,
    pub(super) value: String,
}

impl XmlAttribute {
    /// An attribute; an empty namespace is none. What is no XML name is an error when it is written.
    #[must_use]
    pub fn new(namespace: &str, local: &str, value: &str) -> Self {
        Self { name: Name::new(namespace, local), value: value.into() }
    }

    /// Sets the prefix that a writer should use.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str) -> Self {
        self.name.prefix = prefix.into();
        self
    }

    /// The namespace; empty: none.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.name.namespace()
    }

    /// The local name.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.name.local
    }

    /// The prefix that it had, and that a writer should use; empty: none.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.name.prefix
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Sets the value.
    pub fn set_value(&mut self, value: &str) {
        self.value = value.into();
    }
}

impl fmt::Debug for XmlAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "XmlAttribute({:?}, not shown)", self.name)
    }
}

/// A name. Many have the same namespace, so that it is shared.
#[derive(Clone)]
pub(super) struct Name {
    pub(super) prefix: Box<str>,
    pub(super) namespace: Option<Arc<str>>,
    pub(super) local: Box<str>,
}

impl Name {
    pub(super) fn namespace(&self) -> &str {
        self.namespace.as_deref().unwrap_or_default()
    }

    /// A name in no namespace.
    pub(super) fn local(local: &str) -> Self {
        Self { prefix: Box::default(), namespace: None, local: local.into() }
    }

    fn new(namespace: &str, local: &str) -> Self {
        let namespace = (!namespace.is_empty()).then(|| namespace.into());
        Self { namespace, ..Self::local(local) }
    }

    fn is(&self, namespace: &str, local: &str) -> bool {
        &*self.local == local && self.namespace() == namespace
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.is(other.namespace(), &other.local)
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{{}}}{}", self.namespace(), self.local)
    }
}

/// The prefixes that an element declares, each with its namespace. They are written back as they came, because
/// values may use them, as those of `xsi:type` do. All are equal to each other.
#[derive(Clone, Default)]
pub(super) struct Declarations(pub(super) Vec<(Box<str>, Option<Arc<str>>)>);

impl PartialEq for Declarations {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

fn find_attribute<'a>(attributes: &'a [XmlAttribute], namespace: &str, local: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|attribute| attribute.name.is(namespace, local));
    found.map(|attribute| attribute.value.as_str())
}
