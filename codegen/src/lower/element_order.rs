//! The order of child elements in the profile of `xml` objects.
//!
//! A schema states it by an extension, or by the positions that its properties state; what it leaves out follows. The
//! rest is in ordinal order of the names or, if the document says so, in the order of `properties` in the file: the one
//! place where the order of keys counts.

use std::collections::BTreeMap;

use super::lowering::Lowering;
use super::members::MemberStatement;
use super::objects::Definition;
use crate::contract::{Lowered, Member, XmlKind};
use crate::document::{XmlOrder, XmlProfile};
use crate::source::diagnostic::Code;

/// The statements about the order of a type.
#[derive(Default)]
pub(super) struct ElementOrder<'a> {
    /// The positions that the type and its parts state.
    stated: BTreeMap<&'a str, i64>,
    follows_document: bool,
}

impl ElementOrder<'_> {
    /// Returns the order of the members, as their indices, if it is not their own.
    pub(super) fn of(&self, members: &[Member<Lowered>]) -> Option<Vec<usize>> {
        let is_attribute = |index: &usize| members.get(*index).is_some_and(|it| it.xml.kind == XmlKind::Attribute);
        let key = |index: &usize| {
            // The order of attributes does not count.
            let member = members.get(*index).filter(|_| !is_attribute(index))?;
            let stated = self.stated.get(member.name.0.as_str()).copied();
            let position = if self.follows_document { member.position } else { 0 };
            Some((stated.is_none(), stated, position))
        };
        let mut order: Vec<usize> = (0..members.len()).collect();
        order.sort_by_key(key);
        (!order.iter().filter(|index| !is_attribute(index)).is_sorted()).then_some(order)
    }
}

impl<'a> Lowering<'a, '_> {
    /// Returns what a type states about the order of its members.
    pub(super) fn element_order(
        &mut self,
        definition: &Definition<'a, '_>,
        members: &BTreeMap<&'a str, MemberStatement<'a>>,
    ) -> ElementOrder<'a> {
        if self.xml_profile() == XmlProfile::DataContract {
            return ElementOrder::default();
        }
        let Definition { schema, composed, .. } = definition;
        composed.parts().iter().for_each(|part| self.used_extensions.mark(part.schema, "xml"));
        for (name, at) in schema.extension.order.iter().filter(|(name, _)| !members.contains_key(name.as_str())) {
            let message = format!("`order` names `{name}`, which is not a member of the schema");
            self.diagnostics.error(Code::UnknownExtension, at, message, "use the documented name of a member");
        }
        // The list of the type counts before those of the schemas that it is composed of.
        let own = Some(*schema).filter(|schema| !schema.extension.order.is_empty());
        let parts = composed.parts().iter().map(|part| part.schema).filter(|_| own.is_none());
        let lists = own.into_iter().chain(parts).flat_map(|schema| &schema.extension.order);
        let mut stated = BTreeMap::new();
        for ((name, _), position) in lists.zip(0..) {
            stated.entry(name.as_str()).or_insert(position);
        }
        if stated.is_empty() {
            let positions = members.iter().filter_map(|(name, member)| Some((*name, member.schema.order?)));
            stated.extend(positions);
        }
        let follows_document = self.document.extension.xml.order == XmlOrder::Document;
        ElementOrder { stated, follows_document }
    }
}
