//! Unknown XML attributes and elements, to keep, to read and to set.
//!
//! Names are equal if namespace and local name are: the prefix is a preference of the writer. Debug output shows no
//! value and no text, because an unknown member may be secret.

use core::{fmt, mem};
use std::sync::Arc;

use super::value_ref::{Shown, ValueRef};

/// The unknown attributes and child elements of an object, in document order.
///
/// ```text
/// order.unknown.xml_mut().elements_mut().push(XmlElement::new("urn:shop", "gift").with_text("yes"));
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct XmlNodes {
    /// The value of `xsi:type`, if it names another type than the one of the object.
    pub(crate) type_name: Option<Box<Name>>,
    attributes: Vec<XmlAttribute>,
    elements: Vec<XmlElement>,
    /// The places of the elements in the text of the object, as bytes of it; empty if they come after it.
    pub(crate) places: Vec<usize>,
}

impl XmlNodes {
    /// Returns `true` if there are no attributes, no elements, and no name of a type.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.type_name.is_none() && self.attributes.is_empty() && self.elements.is_empty()
    }

    /// Returns the namespace and the local name of the type that `xsi:type` names, if it is not the object's own.
    #[must_use]
    pub fn type_name(&self) -> Option<(&str, &str)> {
        self.type_name.as_ref().map(|name| (name.namespace(), &*name.local))
    }

    /// Returns the attributes.
    #[must_use]
    pub fn attributes(&self) -> &[XmlAttribute] {
        &self.attributes
    }

    /// Returns the attributes, to change them.
    pub fn attributes_mut(&mut self) -> &mut Vec<XmlAttribute> {
        &mut self.attributes
    }

    /// Returns the value of the attribute of this name; an empty namespace means none.
    #[must_use]
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        find_attribute(&self.attributes, namespace, local)
    }

    /// Returns the elements.
    #[must_use]
    pub fn elements(&self) -> &[XmlElement] {
        &self.elements
    }

    /// Returns the elements, each with its place in the text of the object; `None` if they come after it.
    #[cfg(feature = "xml")]
    pub(crate) fn elements_in_text(&self) -> Option<impl Iterator<Item = (&XmlElement, usize)>> {
        let is_mixed = !self.places.is_empty() && self.places.len() == self.elements.len();
        is_mixed.then(|| self.elements.iter().zip(self.places.iter().copied()))
    }

    /// Returns the elements, to change them.
    pub fn elements_mut(&mut self) -> &mut Vec<XmlElement> {
        &mut self.elements
    }

    /// Returns the first element of this name; an empty namespace means none.
    #[must_use]
    pub fn element(&self, namespace: &str, local: &str) -> Option<&XmlElement> {
        self.elements.iter().find(|element| element.name.is(namespace, local))
    }
}

impl fmt::Debug for XmlNodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut nodes = f.debug_struct("XmlNodes");
        if let Some(name) = &self.type_name {
            nodes.field("type_name", name);
        }
        nodes
            .field("attributes", &self.attributes)
            .field("elements", &self.elements)
            .field("places", &self.places)
            .finish()
    }
}

/// An element with its attributes and its content.
#[derive(Clone)]
pub struct XmlElement {
    pub(crate) name: Name,
    /// The namespace declarations, which do not count for equality: they matter only to names in values.
    pub(crate) declarations: Declarations,
    pub(crate) attributes: Vec<XmlAttribute>,
    pub(crate) nodes: Vec<XmlNode>,
}

impl XmlElement {
    /// Creates an empty element; an empty namespace means none. An invalid XML name is an error when it is written.
    #[must_use]
    pub fn new(namespace: &str, local: &str) -> Self {
        Self {
            name: Name::new(namespace, local),
            declarations: Declarations::default(),
            attributes: Vec::new(),
            nodes: Vec::new(),
        }
    }

    /// Sets the preferred prefix.
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

    /// Returns the namespace; empty if there is none.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.name.namespace()
    }

    /// Returns the local name.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.name.local
    }

    /// Returns the prefix, which a writer uses if it can; empty if there is none.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.name.prefix
    }

    /// Returns the attributes, without namespace declarations.
    #[must_use]
    pub fn attributes(&self) -> &[XmlAttribute] {
        &self.attributes
    }

    /// Returns the attributes, to change them.
    pub fn attributes_mut(&mut self) -> &mut Vec<XmlAttribute> {
        &mut self.attributes
    }

    /// Returns the value of the attribute of this name; an empty namespace means none.
    #[must_use]
    pub fn attribute(&self, namespace: &str, local: &str) -> Option<&str> {
        find_attribute(&self.attributes, namespace, local)
    }

    /// Returns the content.
    #[must_use]
    pub fn nodes(&self) -> &[XmlNode] {
        &self.nodes
    }

    /// Returns the content, to change it.
    pub fn nodes_mut(&mut self) -> &mut Vec<XmlNode> {
        &mut self.nodes
    }

    /// Returns the first child element of this name; an empty namespace means none.
    #[must_use]
    pub fn element(&self, namespace: &str, local: &str) -> Option<&XmlElement> {
        self.nodes.iter().find_map(|node| match node {
            XmlNode::Element(element) if element.name.is(namespace, local) => Some(element),
            XmlNode::Element(_) | XmlNode::Text(_) => None,
        })
    }

    /// Returns the text of the content, without that of child elements.
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
    pub(super) fn is_named_like(&self, other: &Self) -> bool {
        self.name == other.name
    }

    /// Formats the element as a part of a debug output.
    pub(super) fn show<'a>(&'a self, shown: &Shown<'a>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nodes: Vec<_> = self.nodes.iter().map(|node| ShownNode { node, shown }).collect();
        f.debug_struct("XmlElement")
            .field("name", &self.name)
            .field("attributes", &self.attributes)
            .field("nodes", &nodes)
            .finish_non_exhaustive()
    }
}

/// Drops elements one after the other. Nested drops would take stack for each level.
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

/// A node, formatted as a part of a debug output.
struct ShownNode<'a, 's> {
    node: &'a XmlNode,
    shown: &'s Shown<'a>,
}

impl fmt::Debug for ShownNode<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.node {
            XmlNode::Element(element) => self.shown.inner(ValueRef::Xml(element), None).fmt(f),
            XmlNode::Text(_) => f.write_str("XmlText(not shown)"),
        }
    }
}

/// A node of an element's content.
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
    pub(crate) name: Name,
    pub(crate) value: String,
}

impl XmlAttribute {
    /// Creates an attribute; an empty namespace means none. An invalid XML name is an error when it is written.
    #[must_use]
    pub fn new(namespace: &str, local: &str, value: &str) -> Self {
        Self { name: Name::new(namespace, local), value: value.into() }
    }

    /// Sets the preferred prefix.
    #[must_use]
    pub fn with_prefix(mut self, prefix: &str) -> Self {
        self.name.prefix = prefix.into();
        self
    }

    /// Returns the namespace; empty if there is none.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.name.namespace()
    }

    /// Returns the local name.
    #[must_use]
    pub fn local(&self) -> &str {
        &self.name.local
    }

    /// Returns the prefix, which a writer uses if it can; empty if there is none.
    #[must_use]
    pub fn prefix(&self) -> &str {
        &self.name.prefix
    }

    /// Returns the value.
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

/// A qualified name. Many names share their namespace.
#[derive(Clone)]
pub(crate) struct Name {
    pub(crate) prefix: Box<str>,
    pub(crate) namespace: Option<Arc<str>>,
    pub(crate) local: Box<str>,
}

impl Name {
    pub(crate) fn namespace(&self) -> &str {
        self.namespace.as_deref().unwrap_or_default()
    }

    /// Creates a name without a namespace.
    pub(crate) fn local(local: &str) -> Self {
        Self { prefix: Box::default(), namespace: None, local: local.into() }
    }

    fn new(namespace: &str, local: &str) -> Self {
        let namespace = (!namespace.is_empty()).then(|| namespace.into());
        Self { namespace, ..Self::local(local) }
    }

    pub(crate) fn is(&self, namespace: &str, local: &str) -> bool {
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

/// The namespace declarations of an element. They are written back unchanged, because values such as those of
/// `xsi:type` may use their prefixes. Any two compare as equal.
#[derive(Clone, Default)]
pub(crate) struct Declarations(pub(crate) Vec<(Box<str>, Option<Arc<str>>)>);

impl PartialEq for Declarations {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

fn find_attribute<'a>(attributes: &'a [XmlAttribute], namespace: &str, local: &str) -> Option<&'a str> {
    let found = attributes.iter().find(|attribute| attribute.name.is(namespace, local));
    found.map(|attribute| attribute.value.as_str())
}
