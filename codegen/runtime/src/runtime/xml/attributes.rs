//! The attributes of a start tag: declarations of namespaces, `xsi:nil`, `xsi:type`, members of an object, and unknown
//! ones.

use std::borrow::Cow;

use zeroize::Zeroize;

use super::{
    matching::{self, Place},
    namespaces::{REFERENCES, XML, XMLNS, XSI},
    read::Reader,
    text,
    tokens::{Attribute, TWICE, Tag},
};
use crate::runtime::error::{ReadError, ReadErrorKind};
use crate::runtime::limits::DECLARATIONS;
use crate::runtime::shape::{Member, XmlKind};
use crate::runtime::value::xml_node::{Name, XmlAttribute};
use crate::runtime::value::{Object, Value, ValueRef};

/// The information that the attributes of an element carry.
#[derive(Clone, Copy, Default)]
pub(super) struct ElementInfo {
    /// The binding of its namespace; `None` if it has none.
    pub(super) binding: Option<usize>,
    /// `true` if it is `xsi:nil`.
    pub(super) is_nil: bool,
    /// `true` if it refers to another element, whose value it stands for. .NET adds `xsi:nil`, which has no effect then.
    pub(super) is_reference: bool,
}

/// Splits a name into prefix and local name. An invalid name stays invalid: it has another colon, or an empty part.
pub(super) fn split_name(name: &str) -> (&str, &str) {
    let colon = name.bytes().position(|byte| byte == b':');
    let parts = colon.and_then(|colon| Some((name.get(..colon)?, name.get(colon + 1..)?)));
    parts.unwrap_or(("", name))
}

impl<'a> Reader<'a> {
    /// Reads the attributes of an element.
    #[inline]
    pub(super) fn enter(&mut self, tag: &Tag<'a>) -> Result<ElementInfo, ReadError> {
        let has_attributes = !self.tokens.attributes.is_empty();
        if has_attributes {
            self.declare(tag)?;
        }
        let binding = self.scope.index_of(tag.prefix);
        if binding.is_none() && !tag.prefix.is_empty() {
            return Err(self.error(tag, UNDECLARED));
        }
        let info = ElementInfo { binding, ..ElementInfo::default() };
        if has_attributes { self.instance_attributes(tag, info) } else { Ok(info) }
    }

    /// Adds the declarations of an element to the scope.
    fn declare(&mut self, tag: &Tag<'a>) -> Result<(), ReadError> {
        for index in 0..self.tokens.attributes.len() {
            let declared = self.tokens.attributes.get(index).and_then(|it| Some((it.declares()?, it.value())));
            let Some((prefix, namespace)) = declared else {
                continue;
            };
            if !can_declare(prefix, &namespace) {
                return Err(self.error(tag, RESERVED));
            }
            if self.scope.len() > self.tokens.limits.attributes {
                return Err(self.error(tag, DECLARATIONS));
            }
            self.scope.push(prefix, namespace.into());
        }
        Ok(())
    }

    /// Adds what `xsi:nil` and `z:Ref` state. All prefixes must be declared.
    fn instance_attributes(&self, tag: &Tag<'a>, mut info: ElementInfo) -> Result<ElementInfo, ReadError> {
        for attribute in self.tokens.attributes.iter().filter(|attribute| attribute.declares().is_none()) {
            let namespace = self.attribute_namespace(tag, attribute)?;
            match attribute.local {
                "nil" if namespace == XSI => info.is_nil = matches!(attribute.value().trim_ascii(), "true" | "1"),
                "Ref" if namespace == REFERENCES => info.is_reference = true,
                _ => {}
            }
        }
        Ok(info)
    }

    /// Returns `true` if the current element refers to another one.
    pub(super) fn is_reference(&self, tag: &Tag<'a>) -> Result<bool, ReadError> {
        if self.tokens.attributes.is_empty() {
            return Ok(false);
        }
        Ok(self.instance_attributes(tag, ElementInfo::default())?.is_reference)
    }

    /// Returns the type that `xsi:type` of the current element names.
    pub(super) fn type_name(&mut self, tag: &Tag<'a>) -> Result<Option<Name>, ReadError> {
        for index in 0..self.tokens.attributes.len() {
            if let Some(attribute) = self.foreign_attribute(index)
                && attribute.local == "type"
                && self.attribute_namespace(tag, &attribute)? == XSI
            {
                return self.named_type(tag, &attribute.value());
            }
        }
        Ok(None)
    }

    /// Returns a name in the value of an attribute, unless it is malformed or its prefix is not declared.
    fn named_type(&mut self, tag: &Tag<'a>, value: &str) -> Result<Option<Name>, ReadError> {
        let (prefix, local) = split_name(value.trim_ascii());
        if !text::is_name(local) || self.scope.resolve(prefix).is_none() {
            return Ok(None);
        }
        self.count(tag, |memory| memory.string(value))?;
        Ok(Some(self.name(prefix, local)))
    }

    /// Returns the attribute at this index, unless it declares a namespace.
    pub(super) fn foreign_attribute(&self, index: usize) -> Option<Attribute<'a>> {
        let attribute = self.tokens.attributes.get(index)?;
        attribute.declares().is_none().then_some(*attribute)
    }

    /// Returns the namespace of an attribute, which is none without a prefix.
    pub(super) fn attribute_namespace(&self, tag: &Tag<'a>, attribute: &Attribute<'a>) -> Result<&str, ReadError> {
        if attribute.prefix.is_empty() {
            return Ok("");
        }
        let namespace = self.scope.resolve(attribute.prefix);
        namespace.ok_or_else(|| self.error(tag, UNDECLARED))
    }

    pub(super) fn object_attributes(
        &mut self,
        object: &mut dyn Object,
        tag: &Tag<'a>,
        seen: usize,
    ) -> Result<(), ReadError> {
        let shape = object.shape();
        for index in 0..self.tokens.attributes.len() {
            let Some(attribute) = self.foreign_attribute(index) else {
                continue;
            };
            let namespace = self.attribute_namespace(tag, &attribute)?;
            let is_instance = namespace == XSI;
            let found = matching::attribute(shape, attribute.local, namespace)
                .and_then(|(index, place)| Some((index, place, shape.members.get(index)?)))
                .filter(|(_, _, member)| !is_instance || member.namespace == Some(XSI))
                .filter(|(_, place, member)| *place == Place::Own || !self.has_attribute(tag, member))
                .map(|(index, _, member)| (index, member));
            match found {
                Some((index, member)) if self.is_first(seen, index) => {
                    self.attribute_member(object, index, tag, &attribute).map_err(|error| error.within(member.name))?;
                }
                None if is_instance && attribute.local == "type" => {
                    let name = self.named_type(tag, &attribute.value())?;
                    let is_other = |name: &Name| !name.is(shape.root.namespace, shape.root.local);
                    if let Some(name) = name.filter(is_other) {
                        self.count(tag, |memory| memory.bytes(size_of::<Name>()))?;
                        object.unknown_mut().xml_mut().type_name = Some(Box::new(name));
                    }
                }
                None if is_instance => {}
                _ => {
                    let unknown = self.unknown_attribute(tag, &attribute)?;
                    self.keep_attribute(object, tag, unknown)?;
                }
            }
        }
        Ok(())
    }

    /// Returns `true` if the current element has the attribute of a member, in the namespace of the member.
    fn has_attribute(&self, tag: &Tag<'a>, member: &Member) -> bool {
        let own = member.namespace.unwrap_or_default();
        let mut attributes = self.tokens.attributes.iter().filter(|other| other.local == member.xml);
        attributes.any(|other| self.attribute_namespace(tag, other).is_ok_and(|namespace| namespace == own))
    }

    fn attribute_member(
        &mut self,
        object: &mut dyn Object,
        index: usize,
        tag: &Tag<'a>,
        attribute: &Attribute<'a>,
    ) -> Result<(), ReadError> {
        match object.member_mut(index) {
            Some(value) => self.put_attribute(value, attribute.value(), tag),
            None => Ok(()),
        }
    }

    /// Sets a member from an attribute. Unescaped secrets are wiped.
    fn put_attribute(&mut self, value: &mut dyn Value, text: Cow<'_, str>, tag: &Tag<'a>) -> Result<(), ReadError> {
        let read = self.put(value, &text, tag);
        if let (Cow::Owned(mut text), ValueRef::Secret(_)) = (text, value.value_ref()) {
            text.zeroize();
        }
        read
    }

    /// Keeps an unknown attribute. Its name must be unique, and prefixes may differ.
    fn keep_attribute(
        &mut self,
        object: &mut dyn Object,
        tag: &Tag<'a>,
        unknown: XmlAttribute,
    ) -> Result<(), ReadError> {
        let mut members = object.shape().members.iter();
        let is_member = members.any(|member| {
            member.kind == XmlKind::Attribute
                && member.xml == unknown.local()
                && member.namespace.unwrap_or_default() == unknown.namespace()
        });
        let kept = object.unknown_mut().xml_mut().attributes_mut();
        if is_member || kept.iter().any(|other| other.name == unknown.name) {
            return Err(self.error(tag, ReadErrorKind::Syntax(TWICE)));
        }
        self.count(tag, |memory| memory.slot(kept.len(), size_of_val(&unknown)))?;
        kept.push(unknown);
        Ok(())
    }
}

const UNDECLARED: ReadErrorKind = ReadErrorKind::Syntax("a prefix that is not declared");
const RESERVED: ReadErrorKind = ReadErrorKind::Syntax("a namespace declaration that XML reserves");

/// Returns `true` if a document may declare this prefix for this namespace.
fn can_declare(prefix: &str, namespace: &str) -> bool {
    match prefix {
        "xml" => namespace == XML,
        "xmlns" => false,
        "" => namespace != XML && namespace != XMLNS,
        _ => !namespace.is_empty() && namespace != XML && namespace != XMLNS,
    }
}
