//! The types of values: one function for each kind of schema.

use std::ptr;

use super::composition::{ComposedSchema, alias_target, has_null, is_reference};
use super::constraints::{beside_target, first_examples};
use super::inline_schemas::Site;
use super::lowering::Lowering;
use super::schema_index::{Component, MAX_ALIASES};
use super::schema_kind::SchemaKind;
use super::tuples::MAX_ITEMS;
use super::unsupported::Unsupported;
use crate::contract::{Constraints, FormatType, Item, Scalar, StringName, TypeRef, WireValues};
use crate::document::{Additional, FormatChoice, Reference, Schema, SchemaType, XmlObject, XmlProfile};
use crate::source::diagnostic::Code;
use crate::source::syntax::Node;

/// The deepest nesting of arrays and maps.
const MAX_LEVELS: usize = 16;

/// The type of a value, with what its schema states beside it.
#[derive(Clone)]
pub(super) struct ValueType {
    pub(super) ty: TypeRef,
    pub(super) nullable: bool,
    /// The `xml` object of the schema, merged over those of the schemas that it refers to.
    pub(super) xml: XmlObject,
    /// The items in XML, for an array.
    pub(super) items: Option<Items>,
    /// The name of the referenced component.
    pub(super) component: Option<String>,
    /// The default for an absent value, as JSON.
    pub(super) default: Option<String>,
    /// The stated format.
    pub(super) format: Option<String>,
    /// The constraints, without those of a named type.
    pub(super) constraints: Constraints,
    /// Examples of the value, as JSON.
    pub(super) examples: Vec<String>,
}

/// The items of an array.
struct ArrayItems {
    item: Item,
    xml: Items,
    /// The constraints of each item.
    each: Constraints,
}

/// The items of an array in XML.
#[derive(Clone, Default)]
pub(super) struct Items {
    /// The `xml` object of their schema, merged over those of the schemas that it refers to.
    pub(super) xml: XmlObject,
    /// The name of the component that they refer to.
    pub(super) component: Option<String>,
    /// The items of the items, if these are arrays.
    pub(super) within: Option<Box<Items>>,
}

impl<'a> Lowering<'a, '_> {
    /// Lowers the schema of a value, and defines the inline schemas in it.
    pub(super) fn typed(&mut self, schema: &'a Schema, site: Site<'_>) -> Result<ValueType, Unsupported> {
        let typed = self.value(schema, site);
        self.define_pending();
        typed
    }

    /// Lowers the schema of a value. Inline schemas in it stay pending. An unsupported schema becomes an untyped value,
    /// which loses nothing.
    pub(super) fn value(&mut self, schema: &'a Schema, site: Site<'_>) -> Result<ValueType, Unsupported> {
        self.referenced_or_own(schema, site).or_else(|unsupported| self.untyped_or_unsupported(schema, unsupported))
    }

    /// Returns the untyped value that replaces an unsupported schema, if it can.
    fn untyped_or_unsupported(
        &mut self,
        schema: &'a Schema,
        unsupported: Unsupported,
    ) -> Result<ValueType, Unsupported> {
        match unsupported {
            Unsupported::Because(_) | Unsupported::Reported => Ok(self.untyped_for(schema, unsupported)),
            Unsupported::Nothing(_) => Err(unsupported),
        }
    }

    /// Returns an untyped value in place of an unsupported schema, with a warning unless its reason is already
    /// reported.
    pub(super) fn untyped_for(&mut self, schema: &'a Schema, unsupported: Unsupported) -> ValueType {
        match unsupported {
            Unsupported::Because(reason) | Unsupported::Nothing(reason) => {
                let message = format!("the value is untyped: {reason}");
                self.diagnostics.warning(Code::Unsupported, &schema.at, message, "decode it in your own code");
                self.untyped_value(schema, &reason)
            }
            Unsupported::Reported => self.untyped_value(schema, "its schema is malformed"),
        }
    }

    fn referenced_or_own(&mut self, schema: &'a Schema, site: Site<'_>) -> Result<ValueType, Unsupported> {
        if let Some(replaced) = self.replaced(schema) {
            return Ok(replaced);
        }
        if let Some(reference) = schema.reference.as_ref().filter(|_| is_reference(schema)) {
            return self.referenced(reference).map(|typed| self.with_alias(typed, schema));
        }
        if let Some(inner) = alias_target(schema) {
            return self.value(inner, site).map(|typed| self.with_alias(typed, schema));
        }
        self.own_value(schema, site)
    }

    /// Lowers a schema that is no alias.
    fn own_value(&mut self, schema: &'a Schema, site: Site<'_>) -> Result<ValueType, Unsupported> {
        let kind = self.index.kind(schema)?;
        match kind {
            SchemaKind::Array | SchemaKind::Tuple | SchemaKind::Map if self.index.is_named_collection(schema) => {
                let ty = self.inline(schema, site);
                Ok(self.named_collection(ty, schema))
            }
            SchemaKind::Array | SchemaKind::Tuple => self.collection(schema, |lowering| lowering.array(schema, site)),
            SchemaKind::Map => self.collection(schema, |lowering| lowering.map(schema, site)),
            SchemaKind::Any => Ok(self.untyped_value(schema, why_any(&self.index.composed(schema)))),
            SchemaKind::Null => Ok(self.untyped_value(schema, "null is its only value")),
            SchemaKind::Enum
            | SchemaKind::NumberedEnum
            | SchemaKind::Object
            | SchemaKind::Union
            | SchemaKind::Mixed => {
                let ty = self.inline(schema, site);
                Ok(self.value_type(ty, schema, &self.index.composed(schema)))
            }
            SchemaKind::Boolean | SchemaKind::Integer | SchemaKind::Number | SchemaKind::String => {
                let composed = self.index.composed(schema);
                let stated = schema.extension.format.is_none().then(|| self.replaced_format(kind, composed.format()));
                let ty = stated.flatten().unwrap_or_else(|| {
                    let formatted = self.formatted(schema, kind, composed.format());
                    TypeRef::Scalar(formatted.unwrap_or_else(|| scalar(kind, composed.format())))
                });
                Ok(self.value_type(ty, schema, &composed))
            }
        }
    }

    /// Returns the type of the format of a scalar, if it has one.
    fn formatted(&mut self, schema: &'a Schema, kind: SchemaKind, format: Option<&str>) -> Option<Scalar> {
        let format = format?;
        let values = match (kind, format) {
            (SchemaKind::String, "password" | "binary") => return None,
            (SchemaKind::String, _) => WireValues::String,
            (SchemaKind::Integer, _) => WireValues::Integer,
            (SchemaKind::Number, _) => WireValues::Number,
            _ => return None,
        };
        let stated = self.document.extension.formats.by_format.get(format).copied();
        let ty = match schema.extension.format.or(stated) {
            Some(FormatChoice::String) => None,
            // An extension that is not used is reported.
            Some(FormatChoice::Library(library)) => Some(FormatType::of(format, values, library)?),
            None => FormatType::default_of(format, values, self.formats),
        };
        self.used_extensions.mark(schema, "format");
        let ty = ty?;
        self.foreign.use_format(ty);
        Some(Scalar::Formatted(ty))
    }

    /// Lowers the schema of an array or a map, which may contain itself.
    fn collection(
        &mut self,
        schema: &'a Schema,
        lower: impl FnOnce(&mut Self) -> Result<ValueType, Unsupported>,
    ) -> Result<ValueType, Unsupported> {
        let address = ptr::from_ref(schema).addr();
        if self.open_collections.contains(&address) {
            let why = String::from("it contains itself without a named type in between");
            return Err(Unsupported::Because(why));
        }
        if self.open_collections.len() == MAX_ALIASES {
            return Err(Unsupported::Because(format!("arrays and maps are nested more than {MAX_ALIASES} deep")));
        }
        self.open_collections.push(address);
        let typed = lower(self);
        self.open_collections.pop();
        typed
    }

    /// Returns an untyped value, and records it for the report. It may be null, unless the schema states a type.
    pub(super) fn untyped_value(&mut self, schema: &'a Schema, why: &str) -> ValueType {
        self.untyped.push((schema.at.clone(), why.to_owned()));
        let composed = self.index.composed(schema);
        let typed = self.value_type(TypeRef::Any, schema, &composed);
        ValueType { nullable: typed.nullable || schema.types.is_empty(), ..typed }
    }

    /// Lowers a reference: to a type, or to an alias.
    fn referenced(&mut self, reference: &Reference) -> Result<ValueType, Unsupported> {
        let component = self.index.find(reference, self.diagnostics)?;
        let Component { schema, id: Some(id), .. } = component else { return self.alias(component) };
        let ty = TypeRef::Named(self.type_of_reference(component, id));
        let name = component.documented().to_owned();
        let value = if self.index.is_named_collection(schema) {
            self.named_collection(ty, schema)
        } else {
            self.value_type(ty, schema, &self.index.composed(schema))
        };
        Ok(ValueType { component: Some(name), ..value })
    }

    pub(super) fn array(&mut self, schema: &'a Schema, site: Site<'_>) -> Result<ValueType, Unsupported> {
        let composed = self.index.composed(schema);
        let ArrayItems { item, xml, each } = self.items(schema, &composed, site)?;
        self.check_nested(&item.ty)?;
        check_levels(&item)?;
        let ty = TypeRef::Array(Box::new(item));
        let value = self.value_type(ty, schema, &composed);
        let constraints = Constraints { each: each.boxed(), ..value.constraints };
        Ok(ValueType { items: Some(xml), constraints, ..value })
    }

    /// Lowers the items of an array.
    fn items(
        &mut self,
        schema: &'a Schema,
        composed: &ComposedSchema<'a>,
        site: Site<'_>,
    ) -> Result<ArrayItems, Unsupported> {
        if let (Some(items), []) = (composed.items(), composed.first_items()) {
            let item = self.value(items, site)?;
            let xml = Items {
                component: item.component.clone(),
                xml: item.xml.clone(),
                within: item.items.clone().map(Box::new),
            };
            let each = item.constraints.clone();
            return Ok(ArrayItems { item: self.as_item(item), xml, each });
        }
        let why = match composed.first_items() {
            [] => "the array states no schema for its items",
            first if first.len() > MAX_ITEMS => "too many items of the array have their own schemas",
            _ => "each item of the array has its own schema",
        };
        self.untyped.push((schema.at.clone(), why.to_owned()));
        let item = Item { ty: TypeRef::Any, nullable: false };
        Ok(ArrayItems { item, xml: Items::default(), each: Constraints::default() })
    }

    pub(super) fn map(&mut self, schema: &'a Schema, site: Site<'_>) -> Result<ValueType, Unsupported> {
        let composed = self.index.composed(schema);
        let (item, each) = match composed.additional().and_then(Additional::schema) {
            Some(values) => self.item(values, site)?,
            None => {
                self.untyped.push((schema.at.clone(), String::from("the members of the object have no schema")));
                (Item { ty: TypeRef::Any, nullable: false }, Constraints::default())
            }
        };
        let value = self.value_type(TypeRef::Map(Box::new(item)), schema, &composed);
        let constraints = Constraints { each: each.boxed(), ..value.constraints };
        Ok(ValueType { constraints, ..value })
    }

    /// Lowers the values of a map, with their constraints.
    pub(super) fn item(&mut self, schema: &'a Schema, site: Site<'_>) -> Result<(Item, Constraints), Unsupported> {
        let value = self.value(schema, site)?;
        self.check_values(&value.ty)?;
        let constraints = value.constraints.clone();
        let item = self.as_item(value);
        check_levels(&item)?;
        Ok((item, constraints))
    }

    /// Returns a value as an item. Lists and maps of .NET's classes can have null, whatever the description says.
    fn as_item(&self, value: ValueType) -> Item {
        let has_null = self.xml_profile() == XmlProfile::DataContract && self.is_class(&value.ty);
        Item { nullable: value.is_null_apart() || has_null, ty: value.ty }
    }

    /// Returns the value of a schema that is no alias. The constraints of a named type are the type's.
    pub(super) fn value_type(&mut self, ty: TypeRef, schema: &Schema, composed: &ComposedSchema<'_>) -> ValueType {
        let constraints = match ty {
            TypeRef::Named(_) => Constraints::default(),
            _ => self.consistent(composed.constraints(), &ty, &schema.at),
        };
        ValueType {
            ty,
            nullable: composed.is_nullable() || has_null(schema),
            xml: schema.xml.clone(),
            items: None,
            component: None,
            default: default(schema),
            format: composed.format().map(str::to_owned),
            constraints,
            examples: first_examples(&schema.examples, &[]),
        }
    }

    /// Returns the only value of a schema, null aside, as JSON.
    pub(super) fn only_value(&self, schema: &'a Schema) -> Option<String> {
        self.index.composed(schema).only_value().map(Node::to_json)
    }

    /// Returns a value as an alias of it states it.
    pub(super) fn with_alias(&mut self, value: ValueType, schema: &Schema) -> ValueType {
        let constraints = value.constraints.and(&beside_target(schema));
        ValueType {
            nullable: value.nullable || schema.is_nullable() || has_null(schema),
            xml: schema.xml.clone().over(&value.xml),
            default: default(schema).or(value.default),
            constraints: self.consistent(constraints, &value.ty, &schema.at),
            examples: first_examples(&schema.examples, &value.examples),
            ..value
        }
    }
}

impl ValueType {
    /// Returns `true` if null is a value besides those of the type. An untyped value includes null.
    fn is_null_apart(&self) -> bool {
        self.nullable && self.ty != TypeRef::Any
    }
}

fn default(schema: &Schema) -> Option<String> {
    schema.default.as_ref().map(Node::to_json)
}

/// Checks the nesting of arrays and maps: compilers have limits.
fn check_levels(item: &Item) -> Result<(), Unsupported> {
    let levels = std::iter::successors(Some(&item.ty), |ty| match ty {
        TypeRef::Array(item) | TypeRef::Map(item) => Some(&item.ty),
        TypeRef::Scalar(_) | TypeRef::Any | TypeRef::Named(_) | TypeRef::Replaced(_) => None,
    });
    let levels = levels.count();
    if levels > MAX_LEVELS {
        return Err(Unsupported::Because(format!("arrays and maps are nested more than {MAX_LEVELS} deep")));
    }
    Ok(())
}

/// Returns the scalar of a kind and format. Integers of 8 and 16 bits fit into 32.
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
        _ => Scalar::String(StringName::of(format)),
    }
}

/// Returns the reason why the values of a schema are untyped.
fn why_any(composed: &ComposedSchema<'_>) -> &'static str {
    match composed.types().unwrap_or_default().as_slice() {
        [SchemaType::Object] => "the object has no `properties`",
        _ => "the schema states no type",
    }
}
