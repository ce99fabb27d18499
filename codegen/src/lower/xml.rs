//! XML of types and members, in the profile of the document.

use super::data_contract::Owner;
use super::element_order::ElementOrder;
use super::inheritance::Inheritance;
use super::inline_schemas::Site;
use super::lowering::Lowering;
use super::schema_kind::SchemaKind;
use super::unsupported::Unsupported;
use super::values::ValueType;
use super::{data_contract, xml_object};
use crate::contract::{
    Lowered, Member, Naming, Scalar, TypeId, TypeRef, XmlKind, XmlMember, XmlName, XmlRoot, XmlType,
};
use crate::document::{Schema, XmlObject, XmlProfile};
use crate::source::diagnostic::Code;

/// A member as its schema states it, with the type of its value.
pub(super) struct StatedMember<'m> {
    pub(super) name: &'m str,
    pub(super) schema: &'m Schema,
    pub(super) value: &'m ValueType,
}

impl<'a> Lowering<'a, '_> {
    /// Checks the items of an array: data contracts name the items of nested arrays and maps in an unsupported way.
    pub(super) fn check_nested(&self, item: &TypeRef) -> Result<(), Unsupported> {
        match (self.xml_profile(), item) {
            (XmlProfile::DataContract, TypeRef::Array(_) | TypeRef::Map(_)) => {
                Err(Unsupported::Nothing(String::from("arrays of arrays or maps are unsupported in data contracts")))
            }
            (
                XmlProfile::DataContract,
                TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Named(_) | TypeRef::Replaced(_),
            )
            | (XmlProfile::XmlObject, _) => Ok(()),
        }
    }

    /// Checks the values of a map: in data contracts the name of the entries depends on them.
    pub(super) fn check_values(&self, value: &TypeRef) -> Result<(), Unsupported> {
        if self.xml_profile() == XmlProfile::XmlObject || data_contract::pair_name(value).is_some() {
            return Ok(());
        }
        let why = "maps of anything but scalars are unsupported in data contracts: their element names contain digests";
        Err(Unsupported::Nothing(String::from(why)))
    }

    /// Returns the XML of a type with this documented name.
    pub(super) fn xml_type(
        &self,
        schema: &Schema,
        inheritance: &Inheritance<'_>,
        members: &[Member<Lowered>],
        order: &ElementOrder<'_>,
    ) -> XmlType {
        match self.xml_profile() {
            XmlProfile::XmlObject => {
                let order = order.of(members);
                XmlType { order, ..xml_object::lower_type(inheritance.documented(), &schema.xml) }
            }
            XmlProfile::DataContract => data_contract::lower_type(inheritance, members),
        }
    }

    /// Returns `true` if a type is an enum, defined or pending.
    fn is_enum(&self, ty: &TypeRef) -> bool {
        let TypeRef::Named(id) = ty else { return false };
        matches!(self.kind_of_type(*id), Some(SchemaKind::Enum | SchemaKind::NumberedEnum))
    }

    /// Returns the kind of the schema of a type, defined or pending; `None` for the union of a polymorphic base.
    fn kind_of_type(&self, id: TypeId) -> Option<SchemaKind> {
        let schema = self.index.of_type(id).map(|component| component.schema);
        let schema = schema.or_else(|| self.pending.iter().find(|pending| pending.id == id).map(|it| it.schema));
        self.index.kind(schema?).ok()
    }

    /// Returns `true` if .NET can have null for any value of a type: it is a class.
    pub(super) fn is_class(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Scalar(scalar) => *scalar == Scalar::STRING || *scalar == Scalar::Secret,
            TypeRef::Named(id) => !self.is_enum(ty) && !self.documented_of(*id).is_some_and(data_contract::is_pair),
            TypeRef::Any | TypeRef::Array(_) | TypeRef::Map(_) | TypeRef::Replaced(_) => false,
        }
    }

    /// Returns the name of the type that .NET declares for values, or for their items, if values of other types state
    /// theirs: that of a polymorphic base, or the type of untyped values.
    fn declared(&self, ty: &TypeRef) -> Option<XmlName> {
        match ty {
            TypeRef::Any => Some(data_contract::any_type()),
            TypeRef::Array(item) | TypeRef::Map(item) => self.declared(&item.ty),
            TypeRef::Named(id) => self.polymorphic_name(*id).or_else(|| {
                let is_union = matches!(self.kind_of_type(*id), Some(SchemaKind::Union | SchemaKind::Mixed));
                is_union.then(data_contract::any_type)
            }),
            TypeRef::Scalar(_) | TypeRef::Replaced(_) => None,
        }
    }

    /// Returns the name of the base, if a type is the union of a polymorphic base.
    fn polymorphic_name(&self, id: TypeId) -> Option<XmlName> {
        match self.types.get(id)?.naming {
            Naming::Polymorphic(base) => Some(data_contract::type_name(self.documented_of(base)?)),
            _ => None,
        }
    }

    /// Returns the XML of a member of a type with the documented name `owner`.
    pub(super) fn xml_member(&mut self, owner: Owner<'_>, member: &StatedMember<'_>) -> XmlMember {
        match self.xml_profile() {
            XmlProfile::XmlObject => self.xml_object_member(member),
            XmlProfile::DataContract => {
                let kind = match &member.value.ty {
                    TypeRef::Array(item) => XmlKind::Wrapped(data_contract::item_name(&self.contract_items(&item.ty))),
                    TypeRef::Map(item) => data_contract::pair_name(&item.ty).map_or(XmlKind::Element, XmlKind::Wrapped),
                    TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Named(_) | TypeRef::Replaced(_) => XmlKind::Element,
                };
                let xml = data_contract::lower_member(owner, member.name, self.document.extension.xml.names, kind);
                XmlMember { declared: self.declared(&member.value.ty), ..xml }
            }
        }
    }

    /// Returns the XML of a member by its `xml` object. A member has its own name: the name that a referenced schema
    /// states is that of a document root.
    fn xml_object_member(&mut self, member: &StatedMember<'_>) -> XmlMember {
        let StatedMember { name, schema, value } = *member;
        let ValueType { ty, items, .. } = value;
        let mut xml = XmlObject { name: schema.xml.name.clone(), ..value.xml.clone() };
        let has_parts = !(matches!(ty, TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Replaced(_)) || self.is_enum(ty));
        if has_parts && items.is_none() && (xml.attribute == Some(true) || xml.text == Some(true)) {
            let message = format!("`{name}` is an element in XML: only a scalar can be an attribute or text");
            let help = "remove the attribute or text from its `xml` object";
            self.diagnostics.warning(Code::Malformed, &schema.at, message, help);
        }
        if has_parts {
            (xml.attribute, xml.text) = (None, None);
        }
        xml_object::lower_member(name, &xml, items.as_ref())
    }

    /// Returns the root of a document with the content of a schema, unless it is the root of a model.
    pub(super) fn xml_root(&mut self, schema: &'a Schema, site: Site<'_>) -> Option<XmlRoot> {
        let typed = self.typed(schema, site).ok()?;
        if self.xml_profile() == XmlProfile::DataContract {
            let TypeRef::Named(id) = typed.ty else { return None };
            let name = self.polymorphic_name(id)?;
            return Some(XmlRoot { item: name.clone(), name, is_declared: true });
        }
        let is_model = matches!(typed.ty, TypeRef::Named(id) if self.types.is_struct(id));
        if is_model && schema.xml.name.is_none() {
            return None;
        }
        let stated = schema.reference.as_ref().map(|reference| reference.text.rsplit('/').next().unwrap_or_default());
        Some(xml_object::lower_root(stated, &typed.xml, typed.items.as_ref()))
    }

    /// Returns the items of an array in the data-contract profile.
    fn contract_items(&self, item: &TypeRef) -> data_contract::Items<'_> {
        use data_contract::Items;
        match item {
            TypeRef::Scalar(scalar) => Items::Scalar(*scalar),
            TypeRef::Array(item) => Items::Array(Box::new(self.contract_items(&item.ty))),
            TypeRef::Any | TypeRef::Map(_) => Items::Any,
            TypeRef::Replaced(_) => Items::Scalar(Scalar::STRING),
            // Inline types have no documented name.
            TypeRef::Named(id) => Items::Named(self.documented_of(*id).unwrap_or("anyType")),
        }
    }
    /// Returns the documented name of a type; that of the base for the union of a polymorphic base.
    fn documented_of(&self, id: TypeId) -> Option<&'a str> {
        let id = match self.types.get(id).map(|ty| &ty.naming) {
            Some(Naming::Polymorphic(base)) => *base,
            _ => id,
        };
        self.index.of_type(id).map(|component| component.documented())
    }
}
