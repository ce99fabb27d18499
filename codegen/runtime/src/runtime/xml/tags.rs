//! Tags that are written, and the namespaces that they declare.
//!
//! A namespace is declared on the element that needs it first: on its own start tag for its name and attributes, on
//! that of the parent for the child elements of an object or an array. The name of an end tag is copied from the start
//! tag.

use super::{
    MAX_DEPTH,
    namespaces::{Binding, NameKind, XMLNS, XSI},
    text,
    write::Writer,
};
use crate::runtime::error::{WriteError, WriteErrorKind};
use crate::runtime::shape::{AS_DEFAULT, Member, Shape, XmlName};

/// A qualified name to write.
#[derive(Clone, Copy)]
pub(super) struct QName<'a> {
    pub(super) namespace: &'a str,
    pub(super) local: &'a str,
    /// The preferred prefix, if the namespace is not declared and the prefix is free; empty if there is none.
    pub(super) prefix: &'a str,
    /// The prefix of the namespace, if it has been looked up.
    pub(super) bound: Option<&'a str>,
    /// The type that the element is declared with, if elements of other types name theirs.
    pub(super) declared: Option<&'a XmlName>,
    /// `true` if the element has the identifier of an enum value.
    pub(super) has_identifier: bool,
    /// The names of the items of arrays within an array, if they have their own.
    pub(super) within: &'static [XmlName],
}

impl From<XmlName> for QName<'static> {
    fn from(name: XmlName) -> Self {
        Self::new(name.namespace, name.local, name.prefix)
    }
}

impl<'a> QName<'a> {
    /// Creates a name whose prefix has not been looked up.
    pub(super) fn new(namespace: &'a str, local: &'a str, prefix: &'a str) -> Self {
        Self { namespace, local, prefix, bound: None, declared: None, has_identifier: false, within: &[] }
    }

    /// Returns the name of a member's element; `own` is the prefix of the namespace of the type.
    pub(super) fn of(member: &'static Member, shape: &Shape, own: Option<&'a str>) -> Self {
        let name = Self::new(member.namespace.unwrap_or(shape.namespace), member.xml, member.prefix);
        let bound = if member.namespace.is_none() { own } else { None };
        Self { bound, ..name }.with_values_of(member)
    }

    /// Sets the facts about values of a member, which items of an array have as well.
    pub(super) fn with_values_of(self, member: &Member) -> Self {
        Self { declared: member.declared, has_identifier: member.identifiers, within: member.within, ..self }
    }

    /// Returns the name of the items within an item that is an array.
    pub(super) fn of_items_within(&self) -> Self {
        match self.within {
            [] => *self,
            [name, within @ ..] => {
                let Self { declared, has_identifier, .. } = *self;
                Self { declared, has_identifier, within, ..Self::new(name.namespace, name.local, name.prefix) }
            }
        }
    }

    /// Returns the name of a node, which may be invalid.
    pub(super) fn checked(namespace: &'a str, local: &'a str, prefix: &'a str) -> Result<Self, WriteError> {
        if !text::is_name(local) {
            return Err(unsupported("a name that XML does not allow"));
        }
        if namespace == XMLNS {
            return Err(unsupported("a name in the namespace of declarations"));
        }
        Ok(Self::new(namespace, local, prefix))
    }
}

impl<'a> Writer<'a, '_> {
    /// Starts a start tag. Returns the prefix of the element's name, which the end tag needs.
    #[inline]
    pub(super) fn open(&mut self, name: &QName<'a>) -> Result<&'a str, WriteError> {
        self.open_within(self.scope.len(), name)
    }

    /// Starts a start tag whose element has declared the bindings beyond `outer`.
    pub(super) fn open_within(&mut self, outer: usize, name: &QName<'a>) -> Result<&'a str, WriteError> {
        let prefix = self.open_name(name)?;
        self.declare_from(outer)?;
        Ok(prefix)
    }

    /// Starts a start tag, with the name of the type if there is one. .NET writes it before the declarations.
    pub(super) fn open_typed(&mut self, name: &QName<'a>, type_name: Option<QName<'a>>) -> Result<&'a str, WriteError> {
        let Some(of) = type_name else { return self.open(name) };
        let outer = self.scope.len();
        let prefix = self.open_name(name)?;
        let instance = self.bound_prefix(XSI, "i", NameKind::Attribute)?;
        let type_prefix = self.bound_prefix(of.namespace, of.prefix, NameKind::Element)?;
        self.output.push(' ');
        text::push_name(self.output, instance, "type");
        self.output.push_str("=\"");
        text::push_name(self.output, type_prefix, of.local);
        self.output.push('"');
        self.declare_from(outer)?;
        Ok(prefix)
    }

    /// Writes the start of a start tag.
    fn open_name(&mut self, name: &QName<'a>) -> Result<&'a str, WriteError> {
        if self.depth == MAX_DEPTH {
            return Err(WriteError::new(WriteErrorKind::TooDeep));
        }
        self.depth += 1;
        let prefix = self.element_prefix(name)?;
        self.output.push('<');
        text::push_name(self.output, prefix, name.local);
        Ok(prefix)
    }

    fn declare_from(&mut self, outer: usize) -> Result<(), WriteError> {
        (outer..self.scope.len()).try_for_each(|index| self.declare(index))
    }

    /// Ends a start tag. Returns the position of the content.
    #[inline]
    pub(super) fn content(&mut self) -> usize {
        self.output.push('>');
        self.output.len()
    }

    /// Writes the end tag; an element without content becomes an empty one. `outer` is the length of the scope outside.
    #[inline]
    pub(super) fn close(&mut self, outer: usize, prefix: &str, local: &str, content: usize) {
        self.depth -= 1;
        self.scope.truncate(outer);
        if self.output.len() == content {
            self.output.pop();
            self.output.push_str("/>");
        } else {
            text::push_end(self.output, prefix, local);
        }
    }

    /// Starts an attribute. The caller appends its value and the closing quote.
    pub(super) fn start_attribute(&mut self, name: QName<'a>) -> Result<(), WriteError> {
        let prefix = self.prefix_of(name.namespace, name.prefix, NameKind::Attribute)?;
        self.output.push(' ');
        text::push_name(self.output, prefix, name.local);
        self.output.push_str("=\"");
        Ok(())
    }

    pub(super) fn nil(&mut self) -> Result<(), WriteError> {
        self.start_attribute(QName::new(XSI, "nil", "i"))?;
        self.output.push_str("true\"");
        Ok(())
    }

    /// Declares the namespace of an object's content on the object's element, as .NET does, and not on each child.
    /// Returns its prefix, unless each child has to declare it.
    pub(super) fn bind_content(&mut self, shape: &'static Shape) -> Result<Option<&'a str>, WriteError> {
        let is_root = shape.root.namespace == shape.namespace;
        let hint = if is_root { shape.root.prefix } else { "" };
        self.bind_elements(shape.namespace, hint)
    }

    /// Declares the namespace of an element's child elements, if they have one.
    pub(super) fn bind_elements(&mut self, namespace: &'a str, hint: &'a str) -> Result<Option<&'a str>, WriteError> {
        if namespace.is_empty() {
            return Ok(self.look_up(namespace));
        }
        self.prefix_of(namespace, hint, NameKind::Element).map(Some)
    }

    /// Returns the prefix of a namespace, and declares it on the open start tag if it is not in scope.
    pub(super) fn prefix_of(
        &mut self,
        namespace: &'a str,
        hint: &'a str,
        kind: NameKind,
    ) -> Result<&'a str, WriteError> {
        let outer = self.scope.len();
        let prefix = self.bound_prefix(namespace, hint, kind)?;
        self.declare_from(outer)?;
        Ok(prefix)
    }

    /// Returns the prefix of a namespace, and binds it if it is not in scope.
    fn bound_prefix(&mut self, namespace: &'a str, hint: &'a str, kind: NameKind) -> Result<&'a str, WriteError> {
        if namespace.is_empty() {
            return Ok("");
        }
        match self.scope.find(namespace, kind) {
            Some(prefix) => Ok(prefix),
            None => self.bind(namespace, hint),
        }
    }

    /// Returns the prefix of the namespace of elements, unless one of them has to declare it.
    fn look_up(&self, namespace: &str) -> Option<&'a str> {
        if namespace.is_empty() {
            return (self.scope.resolve("") == Some("")).then_some("");
        }
        self.scope.find(namespace, NameKind::Element)
    }

    /// Returns the prefix of an element whose start tag is not written yet.
    fn element_prefix(&mut self, name: &QName<'a>) -> Result<&'a str, WriteError> {
        if let Some(prefix) = name.bound.or_else(|| self.look_up(name.namespace)) {
            return Ok(prefix);
        }
        if name.namespace.is_empty() || self.scope.is_new() && name.prefix.is_empty() || name.prefix == AS_DEFAULT {
            self.scope.bind("", name.namespace);
            return Ok("");
        }
        self.bind(name.namespace, name.prefix)
    }

    /// Binds a namespace to the preferred prefix if that is free, or to another. A prefix in scope is never hidden: the
    /// start tag may have used it already.
    fn bind(&mut self, namespace: &'a str, hint: &'a str) -> Result<&'a str, WriteError> {
        let is_free = hint != AS_DEFAULT && text::is_name(hint) && self.scope.resolve(hint).is_none();
        let prefix = if is_free { Some(hint) } else { self.scope.free_prefix() };
        let prefix = prefix.ok_or_else(|| unsupported("more namespaces than there are prefixes"))?;
        self.scope.bind(prefix, namespace);
        Ok(prefix)
    }

    /// Writes the declaration of a binding. One that was written before is not checked again.
    fn declare(&mut self, index: usize) -> Result<(), WriteError> {
        let Self { output, scope, .. } = self;
        let Some(Binding { prefix, namespace }) = scope.get_mut(index) else {
            return Ok(());
        };
        if !namespace.declaration.is_empty() {
            output.extend_from_within(namespace.declaration.clone());
            return Ok(());
        }
        let start = output.len();
        output.push_str(if prefix.is_empty() { " xmlns" } else { " xmlns:" });
        output.push_str(prefix);
        output.push_str("=\"");
        text::escape_attribute(output, namespace.text).map_err(forbidden)?;
        output.push('"');
        namespace.declaration = start..output.len();
        Ok(())
    }
}

#[cold]
pub(super) fn unsupported(what: &'static str) -> WriteError {
    WriteError::new(WriteErrorKind::Unsupported(what))
}

#[cold]
pub(super) fn forbidden(character: char) -> WriteError {
    WriteError::new(WriteErrorKind::Character(character))
}
