//! Schemas to types: those of the components, and those that are written where they are used.

use std::collections::BTreeMap;

use super::composition::ComposedSchema;
use super::enums;
use super::extensions::UsedExtensions;
use super::inline_names::InlineNames;
use super::members::MemberStatement;
use super::schema_index::{Component, SchemaIndex};
use super::schema_kind::SchemaKind;
use super::unsupported::{Unsupported, report};
use super::values::{Owner, Pending, ValueType};
use super::xml_object;
use crate::contract::{Access, Docs, Item, Lowered, Member, Naming, Struct, Type, TypeId, TypeKind, TypeRef, WireName};
use crate::document::{Additional, Document, DocumentExtension, Schema, TypeNames};
use crate::source::diagnostic::JsonPointer;
use crate::source::diagnostics::Diagnostics;

/// What becomes of a member that is left out.
const KEPT: &str = "readers keep it as unknown, and write it back; give it a schema that is bound to have it typed";

/// The types of a contract in the making.
pub(super) struct Types<'a> {
    pub(super) document: &'a Document,
    pub(super) extension: &'a DocumentExtension,
    pub(super) components: SchemaIndex<'a>,
    pub(super) names: InlineNames<'a>,
    defined: Vec<Option<Type<Lowered>>>,
    /// Whether each type is defined, or being so.
    begun: Vec<bool>,
    /// What the components that are only other names stand for, as far as it is known.
    pub(super) aliases: BTreeMap<&'a str, Result<ValueType, Unsupported>>,
    /// The number of those that are being worked out.
    pub(super) open_aliases: usize,
    /// The lists and maps that are being worked out, by where their schemas are in memory.
    pub(super) open_collections: Vec<usize>,
    /// The types of the values that references to types have: others for bases.
    pub(super) of_references: BTreeMap<TypeId, TypeId>,
    /// The types that are still to be defined.
    pub(super) pending: Vec<Pending<'a>>,
    /// The types that are written where they are used, by place.
    pub(super) written: BTreeMap<&'a JsonPointer, TypeId>,
    /// The places where an untyped value stands, and why.
    pub(super) free: Vec<(JsonPointer, String)>,
    used: UsedExtensions,
}

impl<'a> Types<'a> {
    /// Lowers all schemas of the components.
    pub(super) fn collect(document: &'a Document, diagnostics: &mut Diagnostics) -> Self {
        let mut types = Self {
            document,
            extension: &document.extension,
            components: SchemaIndex::new(document.components),
            names: InlineNames::of(document),
            defined: Vec::new(),
            begun: Vec::new(),
            aliases: BTreeMap::new(),
            open_aliases: 0,
            open_collections: Vec::new(),
            of_references: BTreeMap::new(),
            pending: Vec::new(),
            written: BTreeMap::new(),
            free: Vec::new(),
            used: UsedExtensions::default(),
        };
        types.components.copied.allow(document.all_schemas().len());
        for (key, schema) in &document.schemas {
            types.components.add(key, schema);
        }
        for schema in document.targets() {
            types.components.add_elsewhere(schema);
        }
        let mut count = 0;
        types.components.identify(|| {
            count += 1;
            TypeId(count - 1)
        });
        types.defined.resize_with(count, || None);
        types.begun.resize(count, false);
        for component in types.components.all() {
            if types.components.is_circle(component, diagnostics) {
                let why = format!("`{}` only leads back to itself", component.key);
                types.aliases.insert(component.key, Err(Unsupported::Because(why)));
            }
        }
        for (key, _) in &document.schemas {
            if let Some(component) = types.components.of_key(key) {
                types.collect_one(component, component.documented(), diagnostics);
            }
        }
        for schema in &document.elsewhere {
            if let Some(component) = types.components.elsewhere(&schema.at) {
                let name = types.names.elsewhere(schema);
                types.collect_one(component, &name, diagnostics);
            }
        }
        types
    }

    /// Defines what a component is, by this name.
    fn collect_one(&mut self, component: Component<'a>, documented: &str, diagnostics: &mut Diagnostics) {
        match component.id {
            Some(id) if self.is_begun(id) => {}
            Some(id) => {
                self.used.mark(component.schema, "name");
                let naming = self.naming(component.schema, documented);
                self.define(id, component.schema, naming, (documented, Some(documented)), diagnostics);
            }
            // Nothing may use this name, and yet what is wrong with it is a diagnostic.
            None => drop(self.alias(component, diagnostics)),
        }
        self.settle(diagnostics);
    }

    /// Defines all that is still to be defined.
    pub(super) fn settle(&mut self, diagnostics: &mut Diagnostics) {
        while let Some(Pending { id, schema, naming, documented, is_own }) = self.pending.pop() {
            let own_name = is_own.then_some(documented.as_str());
            self.define(id, schema, naming, (&documented, own_name), diagnostics);
        }
    }

    /// The types, in the order of their ids; with a diagnostic for each extension of a schema that had no effect on them.
    pub(super) fn finish(mut self, diagnostics: &mut Diagnostics) -> Finished {
        let document = self.document;
        // What references lead to is written in a place that is not bound itself.
        for schema in document.targets() {
            if let Some(component) = self.components.elsewhere(&schema.at) {
                let name = self.names.at_location(&schema.at);
                self.collect_one(component, &name, diagnostics);
            }
        }
        self.used.check(document, diagnostics);
        self.components.say_cut(diagnostics);
        self.components.copied.say_spent(diagnostics);
        self.free.sort();
        self.free.dedup();
        Finished { types: self.defined.into_iter().flatten().collect(), free: self.free }
    }

    /// Whether a type is defined, or being so.
    pub(super) fn is_begun(&self, id: TypeId) -> bool {
        self.begun.get(id.0) == Some(&true)
    }

    /// The type of this id, if it is defined by now.
    pub(super) fn get(&self, id: TypeId) -> Option<&Type<Lowered>> {
        self.defined.get(id.0).and_then(Option::as_ref)
    }

    /// Whether the type of this id is a struct.
    pub(super) fn is_struct(&self, id: TypeId) -> bool {
        self.get(id).is_some_and(|ty| matches!(ty.kind, TypeKind::Struct(_)))
    }

    /// Whether all documented values of the type of this id are structs: it is one, or stands for a family of them.
    pub(super) fn is_object(&self, id: TypeId) -> bool {
        self.is_struct(id) || self.get(id).is_some_and(|ty| matches!(ty.naming, Naming::Polymorphic(_)))
    }

    /// Whether forms carry values of a type.
    pub(super) fn is_form(&self, ty: &TypeRef) -> bool {
        match ty {
            TypeRef::Named(id) => self.is_object(*id) || self.is_union_of_objects(*id),
            TypeRef::Map(_) | TypeRef::Any => true,
            TypeRef::Scalar(_) | TypeRef::Array(_) => false,
        }
    }

    /// Whether each variant of a union is an object.
    fn is_union_of_objects(&self, id: TypeId) -> bool {
        let is_object = |ty: &TypeRef| match ty {
            TypeRef::Named(id) => self.is_object(*id),
            TypeRef::Map(_) => true,
            TypeRef::Any | TypeRef::Scalar(_) | TypeRef::Array(_) => false,
        };
        match self.get(id).map(|ty| &ty.kind) {
            Some(TypeKind::Union(union)) => union.variants.iter().all(|variant| is_object(&variant.ty)),
            Some(TypeKind::Struct(_) | TypeKind::Enum(_)) | None => false,
        }
    }

    /// Whether the type of this id is an enum.
    pub(super) fn is_enum(&self, id: TypeId) -> bool {
        self.get(id).is_some_and(|ty| matches!(ty.kind, TypeKind::Enum(_)))
    }

    /// Says that an extension of a schema has an effect.
    pub(super) fn mark(&mut self, schema: &Schema, key: &'static str) {
        self.used.mark(schema, key);
    }

    /// Adds a type that is defined already.
    pub(super) fn add(&mut self, ty: Type<Lowered>) -> TypeId {
        let id = self.reserve();
        self.begun[id.0] = true;
        self.defined[id.0] = Some(ty);
        id
    }

    pub(super) fn reserve(&mut self) -> TypeId {
        self.defined.push(None);
        self.begun.push(false);
        TypeId(self.defined.len() - 1)
    }

    pub(super) fn naming(&self, schema: &Schema, documented: &str) -> Naming {
        match (&schema.extension.rust_name, self.extension.types) {
            (Some(chosen), _) => Naming::Chosen(chosen.clone()),
            (None, TypeNames::Full) => Naming::Documented(documented.to_owned()),
            (None, TypeNames::Short) => Naming::DocumentedShort(documented.to_owned()),
        }
    }

    /// Defines a type that has a name of its own, or at least one that people know it by.
    pub(super) fn define(
        &mut self,
        id: TypeId,
        schema: &'a Schema,
        naming: Naming,
        (documented, own_name): (&str, Option<&str>),
        diagnostics: &mut Diagnostics,
    ) {
        self.used.mark(schema, "rust-name");
        self.begun[id.0] = true;
        let composed = self.components.composed(schema);
        let kind = match self.components.kind(schema) {
            Ok(kind @ (SchemaKind::Enum | SchemaKind::NumberedEnum)) => {
                if kind == SchemaKind::Enum {
                    self.used.mark(schema, "numbers");
                }
                self.used.mark(schema, "variants");
                TypeKind::Enum(enums::lower(schema, kind, &self.components, diagnostics))
            }
            Ok(SchemaKind::Union | SchemaKind::Mixed) => {
                TypeKind::Union(self.lower_union((id, documented), &composed, diagnostics))
            }
            _ => {
                self.used.mark(schema, "secret");
                TypeKind::Struct(self.lower_struct((id, documented), schema, &composed, diagnostics))
            }
        };
        self.defined[id.0] = Some(Type {
            name: (),
            naming,
            documented: own_name.map(str::to_owned),
            docs: docs(schema),
            deprecated: schema.deprecated,
            at: schema.at.clone(),
            kind,
        });
    }

    fn lower_struct(
        &mut self,
        (id, documented): (TypeId, &str),
        schema: &'a Schema,
        composed: &ComposedSchema<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Struct<Lowered> {
        let mut members = Vec::new();
        let all = self.components.members(composed);
        self.components.copied.add(all.len().saturating_sub(schema.properties.len()));
        for (name, stated) in all {
            let at = &stated.schema.at;
            match self.member((id, name), documented, composed, &stated, diagnostics) {
                Ok(member) => members.push(member),
                Err(unsupported) => report(&unsupported, &format!("the member `{name}`"), at, KEPT, diagnostics),
            }
        }
        xml_object::keep_one_text(&mut members);
        let additional = self.additional(id, composed, diagnostics);
        let xml = self.xml_type(documented, schema, &members);
        let documented = documented.to_owned();
        Struct { documented, members, additional, secret_string: schema.extension.secret_string, xml }
    }

    /// The type of the objects among values of several types, which is written in a union.
    pub(super) fn object_alone(
        &mut self,
        (union, label): (TypeId, &str),
        (schema, documented): (&'a Schema, &str),
        composed: &ComposedSchema<'a>,
        diagnostics: &mut Diagnostics,
    ) -> TypeRef {
        let id = self.reserve();
        self.begun[id.0] = true;
        let kind = TypeKind::Struct(self.lower_struct((id, documented), schema, composed, diagnostics));
        self.defined[id.0] = Some(Type {
            name: (),
            naming: Naming::Inline(union, WireName(label.to_owned())),
            documented: None,
            docs: docs(schema),
            deprecated: schema.deprecated,
            at: schema.at.clone(),
            kind,
        });
        TypeRef::Named(id)
    }

    /// What the members are that have no name in the description.
    fn additional(&mut self, id: TypeId, composed: &ComposedSchema<'a>, diagnostics: &mut Diagnostics) -> Option<Item> {
        let schema = composed.additional().and_then(Additional::schema)?;
        match self.item(schema, Owner::Member(id, "additional"), diagnostics) {
            Ok(Item { ty: TypeRef::Any, .. }) => None,
            Ok(item) => Some(item),
            Err(unsupported) => {
                let what = "the schema of the members that `properties` does not name";
                report(&unsupported, what, &schema.at, KEPT, diagnostics);
                None
            }
        }
    }

    fn member(
        &mut self,
        (id, name): (TypeId, &'a str),
        documented: &str,
        parent: &ComposedSchema<'a>,
        stated: &MemberStatement<'a>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Member<Lowered>, Unsupported> {
        let schema = stated.schema;
        let typed = if stated.is_contradictory {
            self.contradictory(schema, diagnostics)
        } else {
            self.value(schema, Owner::Member(stated.owner.unwrap_or(id), name), diagnostics)?
        };
        self.used.mark(schema, "field");
        let xml = self.xml_member((documented, name), schema, &typed, diagnostics);
        let ValueType { ty, nullable, default, format, .. } = typed;
        Ok(Member {
            name: WireName(name.to_owned()),
            field: (),
            chosen: schema.extension.field.clone(),
            label: schema.client_name.clone(),
            docs: docs(schema),
            ty,
            nullable,
            required: parent.requires(name),
            access: access(schema),
            deprecated: schema.deprecated,
            default,
            format,
            xml,
            at: schema.at.clone(),
        })
    }
}

/// What was lowered.
pub(super) struct Finished {
    /// The types, in the order of their ids.
    pub(super) types: Vec<Type<Lowered>>,
    /// The places where an untyped value stands, and why.
    pub(super) free: Vec<(JsonPointer, String)>,
}

pub(super) fn docs(schema: &Schema) -> Docs {
    Docs { text: schema.description.clone(), link: schema.external_docs.clone() }
}

fn access(schema: &Schema) -> Access {
    match (schema.read_only, schema.write_only) {
        (true, _) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        (false, false) => Access::ReadWrite,
    }
}
