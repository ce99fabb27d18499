//! Objects: schemas with named members.

use std::rc::Rc;

use super::composition::ComposedSchema;
use super::data_contract::Owner;
use super::inline_schemas::Site;
use super::lowering::{Lowering, docs};
use super::members::MemberStatement;
use super::unsupported::{LeftOut, Unsupported};
use super::values::ValueType;
use super::xml::StatedMember;
use super::xml_object;
use crate::contract::{
    Access, Constraints, Item, Lowered, Member, Naming, RequiredMembers, Struct, Type, TypeId, TypeKind, TypeRef,
    WireName,
};
use crate::document::{Additional, Schema};
use crate::source::diagnostic::JsonPointer;

/// The help for a member that is left out.
const KEPT: &str = "readers keep it as unknown; give it a supported schema to have it typed";

/// A type that is being defined.
pub(super) struct Definition<'a, 'n> {
    pub(super) id: TypeId,
    /// The name in the API description, or one derived from the use of the type.
    pub(super) documented: &'n str,
    pub(super) schema: &'a Schema,
    /// The schema, composed with all of its `allOf`.
    pub(super) composed: Rc<ComposedSchema<'a>>,
}

impl<'a> Lowering<'a, '_> {
    pub(super) fn lower_struct(&mut self, definition: &Definition<'a, '_>) -> Struct<Lowered> {
        let Definition { id, documented, schema, composed } = definition;
        composed.parts().iter().for_each(|part| self.used_extensions.mark(part.schema, "required"));
        let inheritance = self.inheritance(definition);
        let mut members = Vec::new();
        let all = self.index.members(composed);
        let order = self.element_order(definition, &all);
        self.index.copied.add(all.len().saturating_sub(schema.properties.len()));
        for (name, stated) in all {
            match self.member(definition, (name, inheritance.class(name)), &stated) {
                Ok(member) => members.push(member),
                Err(unsupported) => {
                    let what = format!("the member `{name}`");
                    self.report(&unsupported, &LeftOut { what: &what, at: &stated.schema.at, help: KEPT });
                }
            }
        }
        xml_object::keep_one_text(&mut members);
        let (additional, each) = self.additional(*id, composed);
        let constraints = Constraints { each, ..self.constraints_of_object(composed, &schema.at) }.boxed();
        let xml = self.xml_type(schema, &inheritance, &members, &order);
        let documented = (*documented).to_owned();
        let secret_string = schema.extension.secret_string;
        Struct { documented, members, required: (), defaults: (), additional, constraints, secret_string, xml }
    }

    /// Defines the type of the objects or the tuples among values of several types: a variant of the union with this
    /// label.
    pub(super) fn define_variant(
        &mut self,
        union: &Definition<'a, '_>,
        label: &str,
        lower: impl FnOnce(&mut Self, &Definition<'a, '_>) -> TypeKind<Lowered>,
    ) -> TypeRef {
        let id = self.types.reserve();
        self.types.begin(id);
        let Definition { documented, schema, composed, .. } = union;
        let definition = Definition { id, documented, schema, composed: Rc::clone(composed) };
        let kind = lower(self, &definition);
        let ty = Type {
            name: (),
            naming: Naming::Inline(union.id, WireName(label.to_owned())),
            short: None,
            documented: None,
            docs: docs(schema),
            deprecated: schema.deprecated,
            at: schema.at.clone(),
            derive: Vec::new(),
            derived: (),
            both_ways: (),
            kind,
        };
        self.types.define(id, ty);
        TypeRef::Named(id)
    }

    /// Returns the type of the additional members, `None` if they are untyped, and the constraints of each.
    fn additional(&mut self, id: TypeId, composed: &ComposedSchema<'a>) -> (Option<Item>, Option<Box<Constraints>>) {
        let Some(schema) = composed.additional().and_then(Additional::schema) else { return (None, None) };
        match self.item(schema, Site::Member(id, "additional")) {
            Ok((Item { ty: TypeRef::Any, .. }, _)) => (None, None),
            Ok((item, each)) => (Some(item), each.boxed()),
            Err(unsupported) => {
                let what = "the schema of additional members";
                self.report(&unsupported, &LeftOut { what, at: &schema.at, help: KEPT });
                (None, None)
            }
        }
    }

    /// Returns the constraints of the number of members.
    fn constraints_of_object(&mut self, composed: &ComposedSchema<'a>, at: &JsonPointer) -> Constraints {
        let Constraints { min_properties, max_properties, .. } = composed.constraints();
        let number = Constraints { min_properties, max_properties, ..Constraints::default() };
        self.consistent(number, &TypeRef::Any, at)
    }

    fn member(
        &mut self,
        parent: &Definition<'a, '_>,
        (name, class): (&'a str, &str),
        stated: &MemberStatement<'a>,
    ) -> Result<Member<Lowered>, Unsupported> {
        let schema = stated.schema;
        let value = if stated.is_contradictory {
            self.contradictory(schema)
        } else {
            self.value(schema, Site::Member(stated.owner.unwrap_or(parent.id), name))?
        };
        self.used_extensions.mark(schema, "field");
        let owner = Owner { documented: parent.documented, class };
        let xml = self.xml_member(owner, &StatedMember { name, schema, value: &value });
        let constraints = self.constraints_of_member(stated, &value).boxed();
        let ValueType { ty, nullable, default, format, examples, .. } = value;
        let required = parent.composed.required_position(name);
        let is_enforced = || {
            parent.composed.required_statement(name).unwrap_or(self.required) == RequiredMembers::Enforce && !nullable
        };
        Ok(Member {
            name: WireName(name.to_owned()),
            field: (),
            chosen: schema.extension.field.clone(),
            label: schema.client_name.clone(),
            docs: docs(schema),
            ty,
            nullable,
            required: required.is_some(),
            enforced: required.filter(|_| is_enforced()),
            constant: self.only_value(schema),
            access: access(schema),
            deprecated: schema.deprecated,
            default,
            format,
            constraints,
            examples,
            xml,
            position: stated.position,
            at: schema.at.clone(),
        })
    }
}

pub(super) fn access(schema: &Schema) -> Access {
    match (schema.read_only, schema.write_only) {
        (true, _) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        (false, false) => Access::ReadWrite,
    }
}
