//! Tuples: arrays whose first items each have their own schema (`prefixItems`, formerly an array of `items`).
//!
//! An array must have each of these items only if `minItems` requires it: JSON Schema 2020-12, 10.3.1.1 of the core.
//! Further items are kept, also where `items: false` allows none.

use super::composition::ComposedSchema;
use super::inline_schemas::Site;
use super::lowering::{Lowering, docs};
use super::objects::{Definition, access};
use super::values::ValueType;
use crate::contract::{
    Constraints, Item, Lowered, Member, RequiredMembers, Struct, TypeRef, WireName, XmlKind, XmlMember, XmlType,
};
use crate::document::Schema;

/// The most items with schemas of their own: each is a field of a struct.
pub(super) const MAX_ITEMS: usize = 64;

impl<'a> Lowering<'a, '_> {
    /// Lowers a tuple: its items are members that are called by their indices, and further items are additional ones.
    pub(super) fn lower_tuple(&mut self, definition: &Definition<'a, '_>) -> Struct<Lowered> {
        let Definition { documented, schema, composed, .. } = definition;
        composed.parts().iter().for_each(|part| self.used_extensions.mark(part.schema, "required"));
        self.index.copied.add(composed.first_items().len().saturating_sub(schema.first_items.len()));
        let items = composed.first_items().iter().enumerate();
        let members = items.map(|(index, item)| self.tuple_item(definition, index, item)).collect();
        let Constraints { min_items, max_items, unique_items, .. } = composed.constraints();
        let number = Constraints { min_items, max_items, unique_items, ..Constraints::default() };
        let number = self.consistent(number, &TypeRef::Any, &schema.at);
        let (additional, each) = self.rest(definition).map_or((None, None), |(item, each)| (Some(item), each.boxed()));
        Struct {
            documented: (*documented).to_owned(),
            members,
            required: (),
            defaults: (),
            additional,
            constraints: Constraints { each, ..number }.boxed(),
            secret_string: false,
            xml: XmlType::default(),
        }
    }

    fn tuple_item(&mut self, tuple: &Definition<'a, '_>, index: usize, schema: &'a Schema) -> Member<Lowered> {
        let name = index.to_string();
        let value = self.value(schema, Site::Member(tuple.id, &format!("item {name}")));
        let value = value.unwrap_or_else(|unsupported| self.untyped_for(schema, unsupported));
        self.used_extensions.mark(schema, "field");
        let ValueType { ty, nullable, default, format, constraints, examples, .. } = value;
        let required = is_required(&tuple.composed, index);
        let stated = tuple.composed.required_statement(&name).unwrap_or(self.required);
        let is_enforced = required && stated == RequiredMembers::Enforce && !nullable;
        Member {
            xml: XmlMember {
                name: name.clone(),
                namespace: None,
                prefix: String::new(),
                kind: XmlKind::Element,
                within: Vec::new(),
                always: false,
                declared: None,
            },
            name: WireName(name),
            field: (),
            chosen: schema.extension.field.clone(),
            label: Some(format!("item{index}")),
            docs: docs(schema),
            ty,
            nullable,
            required,
            enforced: is_enforced.then_some(index),
            constant: self.only_value(schema),
            access: access(schema),
            deprecated: schema.deprecated,
            default,
            format,
            constraints: constraints.boxed(),
            examples,
            position: index,
            at: schema.at.clone(),
        }
    }

    /// Returns the type of the items after those that have schemas of their own, with the constraints of each; `None`
    /// if the description allows none.
    fn rest(&mut self, tuple: &Definition<'a, '_>) -> Option<(Item, Constraints)> {
        let untyped = Item { ty: TypeRef::Any, nullable: false };
        match tuple.composed.items() {
            _ if tuple.composed.is_closed() => None,
            Some(items) => {
                let value = self.value(items, Site::Member(tuple.id, "rest"));
                let value = value.unwrap_or_else(|unsupported| self.untyped_for(items, unsupported));
                let item = Item { nullable: value.nullable && value.ty != TypeRef::Any, ty: value.ty };
                Some((item, value.constraints))
            }
            None => Some((untyped, Constraints::default())),
        }
    }
}

/// Returns `true` if an array without the item at an index is too short.
fn is_required(composed: &ComposedSchema<'_>, index: usize) -> bool {
    let min = composed.constraints().min_items.unwrap_or_default();
    u64::try_from(index).is_ok_and(|index| index < min)
}
