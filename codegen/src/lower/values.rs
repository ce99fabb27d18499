//! Schemas to the types of values: one function for each kind of schema.

use std::ptr;

use super::composition::{ComposedSchema, has_null, is_reference, stand_in};
use super::inline_names::of_inline_part;
use super::schema_index::{Component, MAX_ALIASES};
use super::schema_kind::SchemaKind;
use super::types::Types;
use super::unsupported::{Unsupported, report};
use crate::contract::{Item, Naming, Scalar, TypeId, TypeRef, WireName};
use crate::document::{Additional, Reference, Schema, SchemaType, XmlObject};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;
use crate::source::syntax::Node;

/// The most lists and maps that may be within each other.
const MAX_LEVELS: usize = 16;

/// What becomes of a component that is left out.
const USES: &str = "what uses it is left out as well; give it a schema that is bound to have both typed";

/// A value's type as a schema gives it.
#[derive(Clone)]
pub(super) struct ValueType {
    pub(super) ty: TypeRef,
    pub(super) nullable: bool,
    /// The `xml` object of the schema, and of those that it refers to.
    pub(super) xml: XmlObject,
    /// The items in XML, if it is a list.
    pub(super) items: Option<Items>,
    /// The name of the component that it is.
    pub(super) component: Option<String>,
    /// The value that stands for an absent one, as JSON text.
    pub(super) default: Option<String>,
    /// The format that the schema states.
    pub(super) format: Option<String>,
}

/// The items of a list in XML.
#[derive(Clone, Default)]
pub(super) struct Items {
    /// The `xml` object of their schema, and of those that it refers to.
    pub(super) xml: XmlObject,
    /// The name of the component that they are.
    pub(super) component: Option<String>,
}

/// A type that is written where it is used, and is still to be defined.
pub(super) struct Pending<'a> {
    pub(super) id: TypeId,
    pub(super) schema: &'a Schema,
    pub(super) naming: Naming,
    pub(super) documented: String,
    /// Whether people know it by that name.
    pub(super) is_own: bool,
}

/// Where an inline type is written.
#[derive(Clone, Copy)]
pub(super) enum Owner<'o> {
    /// In a member of a type.
    Member(TypeId, &'o str),
    /// In a component of this key that is no type itself, such as a list.
    Alias(&'o str),
    /// In this part of the operation at this place.
    Operation(&'o JsonPointer, &'o str),
}

impl<'a> Types<'a> {
    /// The type that a schema gives to a value. All that is written in it is defined then.
    pub(super) fn typed(
        &mut self,
        schema: &'a Schema,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        let typed = self.value(schema, owner, diagnostics);
        self.settle(diagnostics);
        typed
    }

    /// The same, where the types that are written in it may be defined later. What is not bound is an untyped value,
    /// which loses nothing.
    pub(super) fn value(
        &mut self,
        schema: &'a Schema,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        self.bound(schema, owner, diagnostics).or_else(|unsupported| self.degraded(schema, unsupported, diagnostics))
    }

    /// What stands for a value whose schema is not bound.
    fn degraded(
        &mut self,
        schema: &'a Schema,
        unsupported: Unsupported,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        match unsupported {
            Unsupported::Because(reason) => {
                let message = format!("an untyped value stands here: {reason}");
                diagnostics.warning(Code::Unsupported, &schema.at, message, "read its parts by code of your own");
                Ok(self.free(schema, &reason))
            }
            Unsupported::Reported => Ok(self.free(schema, "its schema cannot be read")),
            Unsupported::Nothing(_) => Err(unsupported),
        }
    }

    fn bound(
        &mut self,
        schema: &'a Schema,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        if let Some(reference) = schema.reference.as_ref().filter(|_| is_reference(schema)) {
            return self.referenced(reference, diagnostics).map(|typed| typed.within(schema));
        }
        if let Some(inner) = stand_in(schema) {
            return self.value(inner, owner, diagnostics).map(|typed| typed.within(schema));
        }
        self.stated(schema, owner, diagnostics)
    }

    /// The type of a schema that stands for itself.
    fn stated(
        &mut self,
        schema: &'a Schema,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        let kind = self.components.kind(schema)?;
        match kind {
            SchemaKind::Array | SchemaKind::Map => self.collection(kind, schema, owner, diagnostics),
            SchemaKind::Any => Ok(self.free(schema, why_any(&self.components.composed(schema)))),
            SchemaKind::Null => Ok(self.free(schema, "null is its only value")),
            SchemaKind::Enum
            | SchemaKind::NumberedEnum
            | SchemaKind::Object
            | SchemaKind::Union
            | SchemaKind::Mixed => {
                let ty = self.inline(schema, owner);
                Ok(ValueType::new(ty, schema, &self.components.composed(schema)))
            }
            SchemaKind::Boolean | SchemaKind::Integer | SchemaKind::Number | SchemaKind::String => {
                let composed = self.components.composed(schema);
                Ok(ValueType::new(TypeRef::Scalar(scalar(kind, composed.format())), schema, &composed))
            }
        }
    }

    /// The type of a list or a map that stands for itself. It may lead to itself by what it is made of.
    fn collection(
        &mut self,
        kind: SchemaKind,
        schema: &'a Schema,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        let address = ptr::from_ref(schema).addr();
        if self.open_collections.contains(&address) {
            let why = String::from("it is made of itself, with no type of a name in between");
            return Err(Unsupported::Because(why));
        }
        if self.open_collections.len() == MAX_ALIASES {
            return Err(Unsupported::Because(format!("lists and maps are nested more than {MAX_ALIASES} deep")));
        }
        self.open_collections.push(address);
        let composed = self.components.composed(schema);
        let typed = match kind {
            SchemaKind::Array => self.list(schema, &composed, owner, diagnostics),
            _ => self.map(schema, &composed, owner, diagnostics),
        };
        self.open_collections.pop();
        typed
    }

    /// An untyped value, for the report of those. Unless the schema says that it is an object, it may be null.
    pub(super) fn free(&mut self, schema: &'a Schema, why: &str) -> ValueType {
        self.free.push((schema.at.clone(), why.to_owned()));
        let composed = self.components.composed(schema);
        let typed = ValueType::new(TypeRef::Any, schema, &composed);
        ValueType { nullable: typed.nullable || schema.types.is_empty(), ..typed }
    }

    /// What a reference stands for: a type with an identity, or what the other name stands for.
    fn referenced(&mut self, reference: &Reference, diagnostics: &mut Diagnostics) -> Result<ValueType, Unsupported> {
        let component = self.components.find(reference, diagnostics)?;
        let Component { schema, id: Some(id), .. } = component else { return self.alias(component, diagnostics) };
        let ty = TypeRef::Named(self.of_reference(component, id));
        let composed = self.components.composed(schema);
        let name = component.documented().to_owned();
        Ok(ValueType { component: Some(name), ..ValueType::new(ty, schema, &composed) })
    }

    /// What a component stands for that is only another name. It is worked out once, however often it is used, and
    /// what is written in it is called after it alone. If it stands for nothing that is bound, that is said once, too.
    pub(super) fn alias(
        &mut self,
        component: Component<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        let Component { key, schema, .. } = component;
        let name = self.components.elsewhere(&schema.at).map(|_| self.names.at_location(&schema.at));
        if let Some(known) = self.aliases.get(key) {
            return known.clone();
        }
        if self.open_aliases == MAX_ALIASES {
            return Err(Unsupported::Because(format!("`{key}` comes after {MAX_ALIASES} other names")));
        }
        let circular = format!("`{key}` is made of itself, with no type of a name in between");
        self.aliases.insert(key, Err(Unsupported::Because(circular)));
        self.open_aliases += 1;
        let owner = Owner::Alias(name.as_deref().unwrap_or(key));
        let typed =
            self.value(schema, owner, diagnostics).map_err(|unsupported| left_out(unsupported, component, diagnostics));
        self.open_aliases -= 1;
        self.aliases.insert(key, typed.clone());
        typed
    }

    pub(super) fn list(
        &mut self,
        schema: &'a Schema,
        composed: &ComposedSchema<'a>,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        let (item, xml) = self.items(schema, composed, owner, diagnostics)?;
        self.check_nested(&item.ty)?;
        check_levels(&item)?;
        let ty = TypeRef::Array(Box::new(item));
        Ok(ValueType { items: Some(xml), ..ValueType::new(ty, schema, composed) })
    }

    /// What the items of a list are, and what they are in XML.
    fn items(
        &mut self,
        schema: &'a Schema,
        composed: &ComposedSchema<'a>,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<(Item, Items), Unsupported> {
        if let (Some(items), []) = (composed.items(), composed.first_items()) {
            let item = self.value(items, owner, diagnostics)?;
            let xml = Items { component: item.component.clone(), xml: item.xml.clone() };
            return Ok((Item { nullable: item.is_null_apart(), ty: item.ty }, xml));
        }
        let why = match composed.first_items() {
            [] => "the array states no schema for its items",
            _ => "the items of the array are of a schema each",
        };
        self.free.push((schema.at.clone(), why.to_owned()));
        Ok((Item { ty: TypeRef::Any, nullable: false }, Items::default()))
    }

    pub(super) fn map(
        &mut self,
        schema: &'a Schema,
        composed: &ComposedSchema<'a>,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<ValueType, Unsupported> {
        let item = match composed.additional().and_then(Additional::schema) {
            Some(values) => self.item(values, owner, diagnostics)?,
            None => {
                self.free.push((schema.at.clone(), String::from("the members of the object can be anything")));
                Item { ty: TypeRef::Any, nullable: false }
            }
        };
        Ok(ValueType::new(TypeRef::Map(Box::new(item)), schema, composed))
    }

    /// What the values of a map are.
    pub(super) fn item(
        &mut self,
        schema: &'a Schema,
        owner: Owner<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Item, Unsupported> {
        let value = self.value(schema, owner, diagnostics)?;
        self.check_values(&value.ty)?;
        let item = Item { nullable: value.is_null_apart(), ty: value.ty };
        check_levels(&item)?;
        Ok(item)
    }

    /// A type that is written where it is used. It is defined later, so that it may hold what it is written in.
    fn inline(&mut self, schema: &'a Schema, owner: Owner<'_>) -> TypeRef {
        if let Some(id) = self.written.get(&schema.at) {
            return TypeRef::Named(*id);
        }
        let target = self.components.elsewhere(&schema.at).and_then(|component| component.id);
        let id = target.unwrap_or_else(|| self.reserve());
        self.written.insert(&schema.at, id);
        let shared = of_inline_part(&schema.at);
        let (naming, documented) = match (&schema.extension.rust_name, owner) {
            (Some(chosen), Owner::Member(_, name) | Owner::Alias(name) | Owner::Operation(_, name)) => {
                (Naming::Chosen(chosen.clone()), name)
            }
            (None, Owner::Member(owner, name)) => (Naming::Inline(owner, WireName(name.to_owned())), name),
            (None, Owner::Alias(key)) => (self.naming(schema, key), key),
            (None, Owner::Operation(at, part)) => match &shared {
                Some(shared) => (self.naming(schema, shared), shared.as_str()),
                None => (Naming::Part(at.clone(), part.to_owned()), part),
            },
        };
        let is_own = matches!(owner, Owner::Alias(_));
        self.pending.push(Pending { id, schema, naming, documented: documented.to_owned(), is_own });
        TypeRef::Named(id)
    }
}

/// Says that a component is left out that is only another name, and why what uses it is.
fn left_out(
    unsupported: Unsupported,
    Component { key, schema, .. }: Component<'_>,
    diagnostics: &mut Diagnostics,
) -> Unsupported {
    report(&unsupported, &format!("the type `{key}`"), &schema.at, USES, diagnostics);
    unsupported.of_type(key)
}

impl ValueType {
    fn new(ty: TypeRef, schema: &Schema, composed: &ComposedSchema<'_>) -> Self {
        Self {
            ty,
            nullable: composed.is_nullable() || has_null(schema),
            xml: schema.xml.clone(),
            items: None,
            component: None,
            default: default(schema),
            format: composed.format().map(str::to_owned),
        }
    }

    /// The same as a schema has it that stands for this one.
    fn within(mut self, schema: &Schema) -> Self {
        self.nullable |= schema.is_nullable() || has_null(schema);
        self.xml = schema.xml.clone().over(&self.xml);
        self.default = default(schema).or(self.default);
        self
    }

    /// Whether null is a value beside those of the type: an untyped value can be null by itself.
    fn is_null_apart(&self) -> bool {
        self.nullable && self.ty != TypeRef::Any
    }
}

fn default(schema: &Schema) -> Option<String> {
    schema.default.as_ref().map(Node::to_json)
}

/// Whether what is in a list or a map can be in one more: compilers have bounds.
fn check_levels(item: &Item) -> Result<(), Unsupported> {
    let levels = std::iter::successors(Some(&item.ty), |ty| match ty {
        TypeRef::Array(item) | TypeRef::Map(item) => Some(&item.ty),
        TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Named(_) => None,
    });
    let levels = levels.count();
    if levels > MAX_LEVELS {
        return Err(Unsupported::Because(format!("lists and maps are nested more than {MAX_LEVELS} deep")));
    }
    Ok(())
}

/// The scalar of a kind in a format. Integers of 8 and 16 bits fit into 32.
fn scalar(kind: SchemaKind, format: Option<&str>) -> Scalar {
    match (kind, format) {
        (SchemaKind::Boolean, _) => Scalar::Bool,
        (SchemaKind::Number, _) => Scalar::F64,
        (SchemaKind::Integer, Some("int8" | "int16" | "int32" | "uint8" | "uint16")) => Scalar::I32,
        (SchemaKind::Integer, Some("uint32")) => Scalar::U32,
        (SchemaKind::Integer, Some("uint64" | "uint")) => Scalar::U64,
        (SchemaKind::Integer, _) => Scalar::I64,
        (_, Some("password")) => Scalar::Secret,
        (_, Some("binary")) => Scalar::File,
        _ => Scalar::String,
    }
}

/// Why nothing more is known of the values of a schema.
fn why_any(composed: &ComposedSchema<'_>) -> &'static str {
    match composed.types().unwrap_or_default().as_slice() {
        [SchemaType::Object] => "the object has no `properties`",
        _ => "the schema states no type",
    }
}
