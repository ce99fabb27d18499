//! XML of types and members, in the profile that the description chooses.

use super::schema_kind::SchemaKind;
use super::types::Types;
use super::unsupported::Unsupported;
use super::values::{Owner, ValueType};
use super::{data_contract, xml_object};
use crate::contract::{Lowered, Member, TypeRef, XmlKind, XmlMember, XmlRoot, XmlType};
use crate::document::{Schema, XmlObject, XmlProfile};
use crate::source::diagnostic::Code;
use crate::source::diagnostics::Diagnostics;

impl<'a> Types<'a> {
    /// Whether lists and maps can be what the items of a list are: data contracts name those in a way that is not bound.
    pub(super) fn check_nested(&self, item: &TypeRef) -> Result<(), Unsupported> {
        match item {
            TypeRef::Array(_) | TypeRef::Map(_) if self.extension.xml_profile == XmlProfile::DataContract => {
                Err(Unsupported::Nothing(String::from("lists of lists or maps are not bound yet in data contracts")))
            }
            _ => Ok(()),
        }
    }

    /// Whether a type can be that of the values of a map: in data contracts, that has to do with the name of the pairs.
    pub(super) fn check_values(&self, value: &TypeRef) -> Result<(), Unsupported> {
        if self.extension.xml_profile == XmlProfile::XmlObject || data_contract::pair_name(value).is_some() {
            return Ok(());
        }
        let why = "in data contracts, maps of anything but scalars have names with digests, which are not bound yet";
        Err(Unsupported::Nothing(String::from(why)))
    }

    /// The XML of a type of this documented name.
    pub(super) fn xml_type(&self, documented: &str, schema: &Schema, members: &[Member<Lowered>]) -> XmlType {
        let elements: Vec<XmlMember> = members.iter().map(|member| member.xml.clone()).collect();
        match self.extension.xml_profile {
            XmlProfile::XmlObject => xml_object::lower_type(documented, &schema.xml),
            XmlProfile::DataContract => data_contract::lower_type(documented, &elements),
        }
    }

    /// Whether a type is a choice of words or numbers.
    fn is_choice(&self, ty: &TypeRef) -> bool {
        let TypeRef::Named(id) = ty else { return false };
        let schema = self.components.of_type(*id).map(|component| component.schema);
        let schema = schema.or_else(|| self.pending.iter().find(|pending| pending.id == *id).map(|it| it.schema));
        schema.is_some_and(|schema| {
            matches!(self.components.kind(schema), Ok(SchemaKind::Enum | SchemaKind::NumberedEnum))
        })
    }

    /// The XML of a member of this owner and name.
    pub(super) fn xml_member(
        &self,
        (owner, name): (&str, &str),
        schema: &Schema,
        typed: &ValueType,
        diagnostics: &mut Diagnostics,
    ) -> XmlMember {
        let ValueType { ty, items, .. } = typed;
        if self.extension.xml_profile == XmlProfile::XmlObject {
            // A member is called by its own name: that of the schema that it refers to is the name of a document's root.
            let mut xml = XmlObject { name: schema.xml.name.clone(), ..typed.xml.clone() };
            let has_parts = !(matches!(ty, TypeRef::Scalar(_) | TypeRef::Any) || self.is_choice(ty));
            if has_parts && items.is_none() && (xml.attribute == Some(true) || xml.text == Some(true)) {
                let message = format!("`{name}` is an element in XML: what has parts is neither an attribute nor text");
                diagnostics.warning(Code::Malformed, &schema.at, message, "remove that from its `xml` object");
            }
            if has_parts {
                (xml.attribute, xml.text) = (None, None);
            }
            return xml_object::lower_member(name, &xml, items.as_ref());
        }
        let kind = match ty {
            TypeRef::Array(item) => XmlKind::Wrapped(data_contract::item_name(&self.contract_items(&item.ty))),
            TypeRef::Map(item) => data_contract::pair_name(&item.ty).map_or(XmlKind::Element, XmlKind::Wrapped),
            TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Named(_) => XmlKind::Element,
        };
        data_contract::lower_member(owner, name, self.extension.xml_names, kind)
    }

    /// The root of a document that a schema says the content of, if that is no model, or if it is called otherwise there.
    pub(super) fn xml_root(
        &mut self,
        schema: &'a Schema,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Option<XmlRoot> {
        let typed = self.typed(schema, owner, diagnostics).ok()?;
        let is_model = matches!(typed.ty, TypeRef::Named(id) if self.is_struct(id));
        if self.extension.xml_profile != XmlProfile::XmlObject || (is_model && schema.xml.name.is_none()) {
            return None;
        }
        let stated = schema.reference.as_ref().map(|reference| reference.text.rsplit('/').next().unwrap_or_default());
        Some(xml_object::lower_root(stated, &typed.xml, typed.items.as_ref()))
    }

    /// What the items of a list are in the data-contract profile.
    fn contract_items(&self, item: &TypeRef) -> data_contract::Items<'_> {
        use data_contract::Items;
        match item {
            TypeRef::Scalar(scalar) => Items::Scalar(*scalar),
            TypeRef::Array(item) => Items::Array(Box::new(self.contract_items(&item.ty))),
            TypeRef::Any | TypeRef::Map(_) => Items::Any,
            // Inline types have no documented name: they are known by nothing but their use.
            TypeRef::Named(id) => Items::Named(self.components.of_type(*id).map_or("anyType", |of| of.documented())),
        }
    }
}
