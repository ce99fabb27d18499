//! Schemas to the types of values: one function for each kind of schema.

use super::kinds::{Kind, kind};
use super::references::{Component, MAX_ALIASES};
use super::types::Types;
use super::unbound::{Unbound, report};
use crate::contract::{Item, Naming, Scalar, TypeId, TypeRef, WireName};
use crate::diagnostic::JsonPointer;
use crate::document::{Additional, Reference, Schema, XmlObject};
use crate::finding::Findings;
use crate::syntax::Node;

/// What becomes of a component that is left out.
const USES: &str = "what uses it is left out as well; give it a schema that is bound to have both typed";

/// A value's type as a schema gives it.
#[derive(Clone)]
pub(super) struct Typed {
    pub(super) ty: TypeRef,
    pub(super) nullable: bool,
    /// The `xml` object of the schema, and of those that it refers to.
    pub(super) xml: XmlObject,
    /// The same of the items, if it is a list.
    pub(super) items: Option<XmlObject>,
    /// The value that stands for an absent one, as JSON text.
    pub(super) default: Option<String>,
    /// The format that the schema states.
    pub(super) format: Option<String>,
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
    /// The type that a schema gives to a value.
    pub(super) fn typed(
        &mut self,
        schema: &'a Schema,
        owner: Owner<'_>,
        findings: &mut Findings,
    ) -> Result<Typed, Unbound> {
        if let Some(reference) = &schema.reference {
            let mut typed = self.referenced(reference, findings)?;
            typed.nullable |= schema.is_nullable();
            typed.xml = schema.xml.over(typed.xml);
            typed.default = default(schema).or(typed.default);
            return Ok(typed);
        }
        let ty = |ty| Ok(Typed::new(ty, schema));
        let scalar = |scalar| ty(TypeRef::Scalar(scalar));
        match (kind(schema)?, schema.format.as_deref()) {
            (Kind::Boolean, _) => scalar(Scalar::Bool),
            (Kind::Integer, Some("int32")) => scalar(Scalar::I32),
            (Kind::Integer, _) => scalar(Scalar::I64),
            (Kind::Number, _) => scalar(Scalar::F64),
            (Kind::Text, Some("password")) => scalar(Scalar::Secret),
            (Kind::Text, Some("binary")) => scalar(Scalar::File),
            (Kind::Text, _) => scalar(Scalar::String),
            (Kind::Choice | Kind::Object, _) => ty(self.inline(schema, owner, findings)),
            (Kind::List, _) => self.list(schema, owner, findings),
            (Kind::Map, _) => self.map(schema, owner, findings),
            (Kind::Any, _) => Ok(any(schema)),
            (Kind::Null, _) => Err(Unbound::Because(String::from("null is its only value"))),
        }
    }

    /// What a reference stands for: a type with an identity, or what the other name stands for.
    fn referenced(&mut self, reference: &Reference, findings: &mut Findings) -> Result<Typed, Unbound> {
        let component = self.components.find(reference, findings)?;
        let Component { schema, id: Some(id), .. } = component else { return self.alias(component, findings) };
        Ok(Typed::new(TypeRef::Named(id), schema))
    }

    /// What a component stands for that is only another name. It is worked out once, however often it is used, and
    /// what is written in it is called after it alone. If it stands for nothing that is bound, that is said once, too.
    pub(super) fn alias(&mut self, component: Component<'a>, findings: &mut Findings) -> Result<Typed, Unbound> {
        let Component { key, schema, .. } = component;
        if let Some(known) = self.aliases.get(key) {
            return known.clone();
        }
        if self.open_aliases == MAX_ALIASES {
            return Err(Unbound::Because(format!("`{key}` comes after {MAX_ALIASES} other names")));
        }
        let circular = format!("`{key}` is made of itself, with no type of a name in between");
        self.aliases.insert(key, Err(Unbound::Because(circular)));
        self.open_aliases += 1;
        let typed = self.typed(schema, Owner::Alias(key), findings).map_err(|unbound| {
            report(&unbound, &format!("the type `{key}`"), &schema.at, USES, findings);
            Unbound::Because(format!("its type `{key}` is left out"))
        });
        self.open_aliases -= 1;
        self.aliases.insert(key, typed.clone());
        typed
    }

    fn list(&mut self, schema: &'a Schema, owner: Owner<'_>, findings: &mut Findings) -> Result<Typed, Unbound> {
        let Some(items) = &schema.items else {
            let items = XmlObject::default();
            let item = Item { ty: TypeRef::Any, nullable: false };
            return Ok(Typed { items: Some(items), ..Typed::new(TypeRef::List(Box::new(item)), schema) });
        };
        let item = self.typed(items, owner, findings)?;
        self.check_nested(&item.ty)?;
        let ty = TypeRef::List(Box::new(Item { nullable: item.is_null_apart(), ty: item.ty }));
        Ok(Typed { items: Some(item.xml), ..Typed::new(ty, schema) })
    }

    fn map(&mut self, schema: &'a Schema, owner: Owner<'_>, findings: &mut Findings) -> Result<Typed, Unbound> {
        let item = match schema.additional.as_ref().and_then(Additional::schema) {
            Some(values) => {
                let value = self.typed(values, owner, findings)?;
                Item { nullable: value.is_null_apart(), ty: value.ty }
            }
            None => Item { ty: TypeRef::Any, nullable: false },
        };
        self.check_values(&item.ty)?;
        Ok(Typed::new(TypeRef::Map(Box::new(item)), schema))
    }

    /// A type that is written where it is used.
    fn inline(&mut self, schema: &'a Schema, owner: Owner<'_>, findings: &mut Findings) -> TypeRef {
        let id = self.reserve();
        let (naming, documented) = match (&schema.switches.rust_name, owner) {
            (Some(chosen), Owner::Member(_, name) | Owner::Alias(name) | Owner::Operation(_, name)) => {
                (Naming::Chosen(chosen.clone()), name)
            }
            (None, Owner::Member(owner, name)) => (Naming::Inline(owner, WireName(name.to_owned())), name),
            (None, Owner::Alias(key)) => (self.naming(schema, key), key),
            (None, Owner::Operation(at, part)) => (Naming::Part(at.clone(), part.to_owned()), part),
        };
        let own_name = matches!(owner, Owner::Alias(_)).then_some(documented);
        self.define(id, schema, naming, (documented, own_name), findings);
        TypeRef::Named(id)
    }
}

impl Typed {
    fn new(ty: TypeRef, schema: &Schema) -> Self {
        Self {
            ty,
            nullable: schema.is_nullable(),
            xml: schema.xml.clone(),
            items: None,
            default: default(schema),
            format: schema.format.clone(),
        }
    }

    /// Whether null is a value beside those of the type: a value of any kind can be null by itself.
    fn is_null_apart(&self) -> bool {
        self.nullable && self.ty != TypeRef::Any
    }
}

fn default(schema: &Schema) -> Option<String> {
    schema.default.as_ref().map(Node::to_json)
}

/// A value of any kind. Unless the schema says that it is an object, it may be null.
fn any(schema: &Schema) -> Typed {
    let typed = Typed::new(TypeRef::Any, schema);
    Typed { nullable: typed.nullable || schema.types.is_empty(), ..typed }
}
