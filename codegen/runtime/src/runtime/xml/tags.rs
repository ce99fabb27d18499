//! The tags that the writer writes, and the namespaces that they declare.
//!
//! A namespace is declared on the element that needs it first: on its own start tag for its name and attributes, on
//! the parent's for the child elements of an object or a list. The name of an end tag is copied from the start tag.

use core::ops::Range;

use super::{
    MAX_DEPTH,
    namespaces::{Use, XMLNS, XSI},
    text,
    write::Writer,
};
use crate::runtime::{Member, Shape, WriteError, WriteErrorKind, XmlName};

/// A name to write.
#[derive(Clone, Copy)]
pub(super) struct QName<'a> {
    pub(super) namespace: &'a str,
    pub(super) local: &'a str,
    /// The prefix to use if the namespace is not declared and the prefix is free; empty: any.
    pub(super) prefix: &'a str,
    /// What the namespace is bound to, if that has been looked up.
    pub(super) bound: Option<Bound>,
}

/// What an element's namespace is bound to: the index of a binding, or nothing as it has no namespace.
pub(super) type Bound = Option<usize>;

/// An element of which the start tag is being written.
pub(super) struct StartTag {
    /// The bindings outside the element.
    pub(super) outer: usize,
    /// Where its name is.
    pub(super) name: Range<usize>,
}

/// An element of which the start tag has been written.
pub(super) struct Opened {
    pub(super) tag: StartTag,
    /// Where its content starts.
    pub(super) content: usize,
}

impl From<XmlName> for QName<'static> {
    fn from(name: XmlName) -> Self {
        Self { namespace: name.namespace, local: name.local, prefix: name.prefix, bound: None }
    }
}

impl<'a> QName<'a> {
    /// The name of a member's element, where `own` is what the shape's namespace is bound to.
    pub(super) fn of(member: &'static Member, shape: &Shape, own: Option<Bound>) -> Self {
        let bound = if member.namespace.is_none() { own } else { None };
        Self { namespace: member.namespace.unwrap_or(shape.namespace), local: member.xml, prefix: member.prefix, bound }
    }

    /// The name of a node, which may be one that XML does not allow.
    pub(super) fn checked(namespace: &'a str, local: &'a str, prefix: &'a str) -> Result<Self, WriteError> {
        if !text::is_name(local) {
            return Err(unsupported("a name that XML does not allow"));
        }
        if namespace == XMLNS {
            return Err(unsupported("a name in the namespace of declarations"));
        }
        Ok(Self { namespace, local, prefix, bound: None })
    }
}

impl<'a> Writer<'a, '_> {
    /// Starts a start tag.
    pub(super) fn open(&mut self, name: QName<'a>) -> Result<StartTag, WriteError> {
        self.open_within(self.scope.len(), name)
    }

    /// Starts a start tag whose element has bound what is in scope beyond `outer`.
    pub(super) fn open_within(&mut self, outer: usize, name: QName<'a>) -> Result<StartTag, WriteError> {
        if self.depth == MAX_DEPTH {
            return Err(WriteError::new(WriteErrorKind::TooDeep));
        }
        self.depth += 1;
        let bound = self.element_prefix(name)?;
        self.output.push(b'<');
        let start = self.output.len();
        text::push_name(self.output, self.scope.prefix(bound), name.local);
        let end = self.output.len();
        for binding in outer..self.scope.len() {
            self.declare(binding)?;
        }
        Ok(StartTag { outer, name: start..end })
    }

    /// Ends a start tag.
    pub(super) fn content(&mut self, tag: StartTag) -> Opened {
        self.output.push(b'>');
        Opened { tag, content: self.output.len() }
    }

    /// Writes the end tag; an element without content becomes an empty one.
    pub(super) fn close(&mut self, Opened { tag, content }: Opened) {
        self.depth -= 1;
        self.scope.truncate(tag.outer);
        text::push_end(self.output, tag.name, content);
    }

    /// Starts an attribute: its value and a closing quote are to follow.
    pub(super) fn start_attribute(&mut self, name: QName<'a>) -> Result<(), WriteError> {
        let prefix = self.prefix_of(name.namespace, name.prefix, Use::Attribute)?;
        self.output.push(b' ');
        text::push_name(self.output, self.scope.prefix(prefix), name.local);
        self.output.extend_from_slice(b"=\"");
        Ok(())
    }

    pub(super) fn nil(&mut self) -> Result<(), WriteError> {
        self.start_attribute(QName { namespace: XSI, local: "nil", prefix: "i", bound: None })?;
        self.output.extend_from_slice(b"true\"");
        Ok(())
    }

    /// Declares the namespace of an object's content on the object's element, as .NET does, and not on each child.
    pub(super) fn bind_content(&mut self, shape: &'static Shape) -> Result<Option<Bound>, WriteError> {
        let is_root = shape.root.namespace == shape.namespace;
        let hint = if is_root { shape.root.prefix } else { "" };
        self.bind_elements(shape.namespace, hint)
    }

    /// Declares the namespace of an element's child elements, if they have one.
    pub(super) fn bind_elements(&mut self, namespace: &'a str, hint: &'a str) -> Result<Option<Bound>, WriteError> {
        if namespace.is_empty() {
            return Ok(self.look_up(namespace));
        }
        self.prefix_of(namespace, hint, Use::Element).map(Some)
    }

    /// The binding for a namespace, which is declared on the open start tag if there is none; `None` for the empty
    /// namespace.
    pub(super) fn prefix_of(
        &mut self,
        namespace: &'a str,
        hint: &'a str,
        what: Use,
    ) -> Result<Option<usize>, WriteError> {
        if namespace.is_empty() {
            return Ok(None);
        }
        if let Some(binding) = self.scope.find(namespace, what) {
            return Ok(Some(binding));
        }
        let binding = self.bind(namespace, hint)?;
        self.declare(binding)?;
        Ok(Some(binding))
    }

    /// What the namespace of elements is bound to, unless one of them has to declare it.
    fn look_up(&self, namespace: &str) -> Option<Bound> {
        if namespace.is_empty() {
            return (self.scope.resolve("") == Some("")).then_some(None);
        }
        self.scope.find(namespace, Use::Element).map(Some)
    }

    /// What the namespace of an element is bound to, whose start tag is not written yet.
    fn element_prefix(&mut self, name: QName<'a>) -> Result<Bound, WriteError> {
        if let Some(bound) = name.bound.or_else(|| self.look_up(name.namespace)) {
            return Ok(bound);
        }
        if name.namespace.is_empty() {
            self.scope.push("", "");
            return Ok(None);
        }
        if self.scope.is_new() && name.prefix.is_empty() {
            return Ok(Some(self.scope.push("", name.namespace)));
        }
        self.bind(name.namespace, name.prefix).map(Some)
    }

    /// Binds a namespace to the given prefix if that is free, or to another. A prefix in scope is never hidden: the
    /// start tag may have used it already.
    fn bind(&mut self, namespace: &'a str, hint: &'a str) -> Result<usize, WriteError> {
        let is_free = hint != "xmlns" && text::is_name(hint) && self.scope.resolve(hint).is_none();
        let prefix = if is_free { Some(hint) } else { self.scope.free_prefix() };
        let prefix = prefix.ok_or_else(|| unsupported("more namespaces than there are prefixes"))?;
        Ok(self.scope.push(prefix, namespace))
    }

    fn declare(&mut self, binding: usize) -> Result<(), WriteError> {
        let Some(binding) = self.scope.get(binding) else {
            return Ok(());
        };
        self.output.extend_from_slice(b" xmlns");
        if !binding.prefix.is_empty() {
            self.output.push(b':');
            self.output.extend_from_slice(binding.prefix.as_bytes());
        }
        self.output.extend_from_slice(b"=\"");
        text::escape_attribute(self.output, binding.namespace).map_err(forbidden)?;
        self.output.push(b'"');
        Ok(())
    }
}

pub(super) fn unsupported(what: &'static str) -> WriteError {
    WriteError::new(WriteErrorKind::Unsupported(what))
}

pub(super) fn forbidden(character: char) -> WriteError {
    WriteError::new(WriteErrorKind::Character(character))
}
