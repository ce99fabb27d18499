//! The writer: one serializer over the description of any model, which appends to a string.
//!
//! The writer has no layer of events, and allocates only the output.

#![expect(clippy::inline_always, reason = "the writer takes a sixth longer if the compiler has the choice")]

use core::fmt::Write;

use super::{
    MAX_DEPTH, XmlRoot,
    namespaces::{NameKind, Scope, WrittenNamespace, XSI, is_same},
    order,
    tags::{QName, forbidden, unsupported},
    text,
    tokens::TWICE,
};
use crate::runtime::error::{WriteError, WriteErrorKind};
use crate::runtime::shape::{Member, Shape, XSD, XmlKind, XmlName};
use crate::runtime::value::xml_node::{XmlAttribute, XmlElement, XmlNode, XmlNodes};
use crate::runtime::value::{Array, Enumerated, MemberSlot, ObjectRef, ValueRef};

/// Appends a document. After an error the output is incomplete.
pub(super) fn document(object: ObjectRef<'_>, output: &mut String) -> Result<(), WriteError> {
    let mut writer = Writer { output, scope: Scope::new(), depth: 0 };
    writer.object(&object.shape().root.into(), object)
}

/// Appends a document whose root is not a model.
pub(super) fn value_document<'a>(
    value_ref: &ValueRef<'a>,
    root: &'a XmlRoot,
    output: &mut String,
) -> Result<(), WriteError> {
    let mut writer = Writer { output, scope: Scope::new(), depth: 0 };
    let declared = root.is_declared.then_some(&root.name);
    writer.value(&QName { declared, ..root.name.into() }, value_ref, &root.item.into())
}

/// The state of writing a document.
pub(super) struct Writer<'a, 'o> {
    pub(super) output: &'o mut String,
    pub(super) scope: Scope<'a, WrittenNamespace<'a>>,
    pub(super) depth: usize,
}

// Models.
impl<'a> Writer<'a, '_> {
    /// Writes the element of an object.
    fn object(&mut self, name: &QName<'a>, object: ObjectRef<'a>) -> Result<(), WriteError> {
        if matches!(object.secret_form(), Some(Some(_))) {
            return Err(unsupported("a secret that stands for an object"));
        }
        let mut written = Ok(());
        object.visit_members(|values, unknown| written = self.object_of(name, object, values, unknown.xml()));
        written
    }

    fn object_of(
        &mut self,
        name: &QName<'a>,
        object: ObjectRef<'a>,
        values: &[&'a dyn MemberSlot],
        unknown: Option<&'a XmlNodes>,
    ) -> Result<(), WriteError> {
        let shape = object.shape();
        let (outer, is_root) = (self.scope.len(), self.scope.is_new());
        let prefix = self.open_typed(name, type_of_object(shape, unknown, name))?;
        let own = match name.bound {
            Some(prefix) if is_same(name.namespace, shape.namespace) => Some(prefix),
            _ => self.bind_content(shape)?,
        };
        if is_root && !shape.namespace.is_empty() {
            self.prefix_of(XSI, "i", NameKind::Attribute)?;
        }
        if shape.has_attributes || unknown.is_some() {
            self.attributes(values, shape, unknown.map_or(&[][..], XmlNodes::attributes))?;
        }
        let content = self.content();
        if let Some(nodes) = unknown
            && nodes.elements_in_text().is_some()
        {
            self.mixed(shape, values, nodes, own)?;
            self.close(outer, prefix, name.local, content);
            return Ok(());
        }
        let mut unknown = unknown.map_or_else(Vec::new, |nodes| order::places(shape, nodes)).into_iter().peekable();
        match unknown.peek() {
            Some((place, _)) if *place < shape.members.len() => {
                for (place, (member, value)) in order::ordered(shape, values).enumerate() {
                    while let Some((_, element)) = unknown.next_if(|(before, _)| *before <= place) {
                        self.unknown(element)?;
                    }
                    self.child(member, value, shape, own)?;
                }
            }
            _ => self.children(values, shape, own)?,
        }
        if let Some(additional) = object.additional() {
            self.entries(additional)?;
        }
        for (_, element) in unknown {
            self.unknown(element)?;
        }
        self.close(outer, prefix, name.local, content);
        Ok(())
    }

    /// Writes the child elements, with unknown ones at their places in the text.
    fn mixed(
        &mut self,
        shape: &'static Shape,
        values: &[&'a dyn MemberSlot],
        nodes: &'a XmlNodes,
        own: Option<&'a str>,
    ) -> Result<(), WriteError> {
        let mut elements = nodes.elements_in_text().into_iter().flatten();
        for (member, value) in order::ordered(shape, values) {
            let ValueRef::Str(text) = value.value_ref() else {
                self.child(member, value, shape, own)?;
                continue;
            };
            if member.kind != XmlKind::Text {
                self.child(member, value, shape, own)?;
                continue;
            }
            let mut rest = text;
            let mut at = 0;
            for (element, place) in elements.by_ref() {
                // A text that was changed since has other places, or none.
                if let Some((before, after)) = place.checked_sub(at).and_then(|length| rest.split_at_checked(length)) {
                    text::escape_text(self.output, before).map_err(forbidden)?;
                    (rest, at) = (after, place);
                }
                self.unknown(element)?;
            }
            text::escape_text(self.output, rest).map_err(forbidden)?;
        }
        elements.try_for_each(|(element, _)| self.unknown(element))
    }

    fn attributes(
        &mut self,
        values: &[&'a dyn MemberSlot],
        shape: &'static Shape,
        unknown: &'a [XmlAttribute],
    ) -> Result<(), WriteError> {
        let described = if shape.has_attributes { &shape.members } else { &[][..] };
        for (member, value) in described.iter().zip(values) {
            if member.kind == XmlKind::Attribute {
                self.attribute_member(member, &value.value_ref()).map_err(|error| error.within(member.name))?;
            }
        }
        if unknown.iter().any(|it| is_member(values, shape, it)) {
            return Err(unsupported(TWICE));
        }
        self.unknown_attributes(unknown)
    }

    fn attribute_member(&mut self, member: &'static Member, value_ref: &ValueRef<'a>) -> Result<(), WriteError> {
        if !is_present(value_ref) {
            return Ok(());
        }
        self.start_attribute(QName::new(member.namespace.unwrap_or_default(), member.xml, member.prefix))?;
        self.scalar(value_ref, text::escape_attribute)?;
        self.output.push('"');
        Ok(())
    }

    /// Writes the child elements, in the order of the description. `own` is the prefix of the namespace of the type.
    fn children(
        &mut self,
        values: &[&'a dyn MemberSlot],
        shape: &'static Shape,
        own: Option<&'a str>,
    ) -> Result<(), WriteError> {
        if shape.xml_order.is_none() {
            let mut members = shape.members.iter().zip(values);
            return members.try_for_each(|(member, value)| self.child(member, *value, shape, own));
        }
        order::ordered(shape, values).try_for_each(|(member, value)| self.child(member, value, shape, own))
    }

    #[inline(always)]
    fn child(
        &mut self,
        member: &'static Member,
        value: &'a dyn MemberSlot,
        shape: &'static Shape,
        own: Option<&'a str>,
    ) -> Result<(), WriteError> {
        let written = match (value.value_ref(), own) {
            (ValueRef::Absent, _) if !member.always => return Ok(()),
            (ValueRef::Str(text), Some(prefix)) if member.is_plain_element => {
                self.text_element(prefix, member.xml, text)
            }
            (value_ref, _) => {
                let identifier =
                    if member.identifiers { value.as_enum().and_then(Enumerated::identifier) } else { None };
                let value_ref = identifier.map_or(value_ref, ValueRef::Str);
                self.member(member, &QName::of(member, shape, own), &value_ref)
            }
        };
        written.map_err(|error| error.within(member.name))
    }

    fn member(
        &mut self,
        member: &'static Member,
        name: &QName<'a>,
        value_ref: &ValueRef<'a>,
    ) -> Result<(), WriteError> {
        match member.kind {
            XmlKind::Attribute => Ok(()),
            XmlKind::Text => match value_ref {
                ValueRef::Absent | ValueRef::Null => Ok(()),
                value_ref => self.scalar(value_ref, text::escape_text),
            },
            XmlKind::Unwrapped => match value_ref {
                ValueRef::Array(array) => self.items(*array, name),
                ValueRef::Absent => Ok(()),
                ValueRef::Null => Err(unsupported("null in place of an array without a wrapper")),
                value_ref => self.value(name, value_ref, name),
            },
            XmlKind::Wrapped(item) => match value_ref {
                ValueRef::Map(map) => self.pairs(name, *map, &QName::from(item).with_values_of(member)),
                value_ref => self.value(name, value_ref, &QName::from(item).with_values_of(member)),
            },
            XmlKind::Element => self.value(name, value_ref, name),
        }
    }

    /// Writes an element. `item` is the name of the items, if the value is an array.
    pub(super) fn value(&mut self, name: &QName<'a>, value: &ValueRef<'a>, item: &QName<'a>) -> Result<(), WriteError> {
        if let (ValueRef::Str(text), Some(prefix), None) = (value, name.bound, name.declared) {
            return self.text_element(prefix, name.local, text);
        }
        match *value {
            ValueRef::Object(object) => return self.object(name, ObjectRef::Model(object)),
            ValueRef::Variant(union) => return self.object(name, ObjectRef::Variant(union)),
            ValueRef::Xml(element) => return self.element(element, name),
            _ => {}
        }
        let outer = self.scope.len();
        let prefix = self.open_typed(name, type_of_scalar(value, name))?;
        let content = match *value {
            ValueRef::Absent | ValueRef::Null => {
                self.nil()?;
                self.content()
            }
            ValueRef::Array(array) => {
                let bound = self.bind_elements(item.namespace, item.prefix)?;
                let content = self.content();
                self.items(array, &QName { bound, ..*item })?;
                content
            }
            ValueRef::Map(map) => {
                let content = self.content();
                self.entries(map)?;
                content
            }
            _ => {
                let content = self.content();
                self.scalar(value, text::escape_text)?;
                content
            }
        };
        self.close(outer, prefix, name.local, content);
        Ok(())
    }

    /// Writes an element with text. Most of a document consists of these, so this path is the shortest.
    #[inline(always)]
    fn text_element(&mut self, prefix: &str, local: &str, text: &str) -> Result<(), WriteError> {
        if self.depth == MAX_DEPTH {
            return Err(WriteError::new(WriteErrorKind::TooDeep));
        }
        text::push_element(self.output, prefix, local, text).map_err(forbidden)
    }

    fn items(&mut self, array: &'a dyn Array, item: &QName<'a>) -> Result<(), WriteError> {
        let within = item.of_items_within();
        for index in 0..array.len() {
            let identifier =
                if item.has_identifier { array.as_enum(index).and_then(Enumerated::identifier) } else { None };
            let value_ref = identifier.map_or_else(|| array.value_ref(index), ValueRef::Str);
            self.value(item, &value_ref, &within).map_err(|error| error.within_item(index))?;
        }
        Ok(())
    }

    /// Writes a scalar in the form of XML Schema.
    fn scalar(
        &mut self,
        value_ref: &ValueRef<'_>,
        escape: fn(&mut String, &str) -> Result<(), char>,
    ) -> Result<(), WriteError> {
        match *value_ref {
            ValueRef::Str(text) | ValueRef::Secret(text) => {
                return escape(self.output, text).map_err(forbidden);
            }
            ValueRef::Formatted(value) => {
                return escape(self.output, &value.text()?).map_err(forbidden);
            }
            ValueRef::File(file) => {
                let text = file.text()?;
                return escape(self.output, text).map_err(forbidden);
            }
            ValueRef::Bool(value) => self.output.push_str(if value { "true" } else { "false" }),
            ValueRef::I64(value) => self.display(format_args!("{value}")),
            ValueRef::U64(value) => self.display(format_args!("{value}")),
            ValueRef::F64(value) => self.float(value),
            ValueRef::Absent | ValueRef::Null => {}
            ValueRef::Array(_) | ValueRef::Map(_) | ValueRef::Object(_) | ValueRef::Variant(_) | ValueRef::Xml(_) => {
                return Err(unsupported("an array or an object in place of a string"));
            }
        }
        Ok(())
    }

    /// Writes a number. Very large and very small ones have an exponent, which keeps them short.
    fn float(&mut self, value: f64) {
        if value.is_nan() {
            self.output.push_str("NaN");
        } else if value.is_infinite() {
            self.output.push_str(if value > 0.0 { "INF" } else { "-INF" });
        } else if value == 0.0 || (1e-5..1e17).contains(&value.abs()) {
            self.display(format_args!("{value}"));
        } else {
            self.display(format_args!("{value:e}"));
        }
    }

    /// Appends text that needs no escape.
    fn display(&mut self, text: core::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.output.write_fmt(text);
    }
}

// Unknown nodes.
impl<'a> Writer<'a, '_> {
    fn unknown(&mut self, element: &'a XmlElement) -> Result<(), WriteError> {
        self.element(element, &QName::checked(element.namespace(), element.local(), element.prefix())?)
    }

    /// Writes an unknown element, under its own name or that of a member.
    fn element(&mut self, element: &'a XmlElement, name: &QName<'a>) -> Result<(), WriteError> {
        let outer = self.scope.len();
        for (prefix, namespace) in &element.declarations.0 {
            let namespace = namespace.as_deref().unwrap_or_default();
            self.scope.bind(prefix, namespace);
        }
        let prefix = self.open_within(outer, name)?;
        self.unknown_attributes(&element.attributes)?;
        let content = self.content();
        for node in &element.nodes {
            match node {
                XmlNode::Element(element) => self.unknown(element)?,
                XmlNode::Text(text) => {
                    text::escape_text(self.output, text).map_err(forbidden)?;
                }
            }
        }
        self.close(outer, prefix, name.local, content);
        Ok(())
    }

    fn unknown_attributes(&mut self, attributes: &'a [XmlAttribute]) -> Result<(), WriteError> {
        for (index, attribute) in attributes.iter().enumerate() {
            let mut before = attributes.iter().take(index);
            if before.any(|other| other.name == attribute.name) {
                return Err(unsupported(TWICE));
            }
            let (namespace, local) = (attribute.namespace(), attribute.local());
            self.start_attribute(QName::checked(namespace, local, attribute.prefix())?)?;
            text::escape_attribute(self.output, attribute.value()).map_err(forbidden)?;
            self.output.push('"');
        }
        Ok(())
    }
}

/// Returns the name of the type of an object: the one that was read, or that of its shape if the element is declared
/// with another.
fn type_of_object<'a>(shape: &'static Shape, unknown: Option<&'a XmlNodes>, name: &QName<'a>) -> Option<QName<'a>> {
    if let Some(kept) = unknown.and_then(|nodes| nodes.type_name.as_deref()) {
        return Some(QName::new(kept.namespace(), &kept.local, &kept.prefix));
    }
    let is_other = |declared: &XmlName| !declared.is(&shape.root);
    name.declared.is_some_and(is_other).then(|| shape.root.into())
}

/// Returns the name of the type of a scalar, if the element is declared without one.
fn type_of_scalar<'a>(value: &ValueRef<'a>, name: &QName<'a>) -> Option<QName<'a>> {
    name.declared.filter(|declared| declared.is(XmlName::ANY_TYPE))?;
    schema_type(value).map(|local| QName::new(XSD, local, ""))
}

/// Returns the type of XML Schema of a scalar, as .NET names it.
pub(super) fn schema_type(value: &ValueRef<'_>) -> Option<&'static str> {
    match *value {
        ValueRef::Str(_) => Some("string"),
        ValueRef::Bool(_) => Some("boolean"),
        ValueRef::I64(value) if i32::try_from(value).is_ok() => Some("int"),
        ValueRef::I64(_) => Some("long"),
        ValueRef::U64(_) => Some("unsignedLong"),
        ValueRef::F64(_) => Some("double"),
        ValueRef::Formatted(value) if value.is_number() => Some("double"),
        _ => None,
    }
}

/// Returns `true` if an unknown attribute has the name of a member that is written.
fn is_member(values: &[&dyn MemberSlot], shape: &Shape, attribute: &XmlAttribute) -> bool {
    let mut members = shape.members.iter().zip(values);
    members.any(|(member, value)| {
        member.kind == XmlKind::Attribute
            && member.xml == attribute.local()
            && member.namespace.unwrap_or_default() == attribute.namespace()
            && is_present(&value.value_ref())
    })
}

fn is_present(value_ref: &ValueRef<'_>) -> bool {
    !matches!(value_ref, ValueRef::Absent | ValueRef::Null)
}
