//! Inline schemas: each becomes a type that is named after its use, and that is defined after the type that uses it.

use super::inline_names::shared_component;
use super::lowering::{Lowering, docs};
use super::objects::Definition;
use super::schema_kind::SchemaKind;
use crate::contract::{Naming, Status, Type, TypeId, TypeKind, TypeRef, WireName};
use crate::document::Schema;
use crate::naming::title::title_name;
use crate::source::diagnostic::JsonPointer;

/// The use of a schema, which an inline schema is named after.
#[derive(Clone, Copy)]
pub(super) enum Site<'s> {
    /// A type, and its member of this name.
    Member(TypeId, &'s str),
    /// The key of a component that is not a type itself, such as an array.
    Alias(&'s str),
    /// The location of an operation, and the part of it: a parameter or its body.
    Operation(&'s JsonPointer, &'s str),
    /// The location of an operation, and a response of it, with its status.
    Response(&'s JsonPointer, &'s str, Status),
}

/// A type that is still to be defined.
pub(super) struct Pending<'a> {
    pub(super) id: TypeId,
    pub(super) schema: &'a Schema,
    pub(super) naming: Naming,
    /// A shorter name that it could have, in the casing of types.
    pub(super) short: Option<String>,
    pub(super) documented: String,
    /// `true` if the API description has this name for the type.
    pub(super) is_documented: bool,
}

impl<'a> Lowering<'a, '_> {
    /// Returns the type of an inline schema. It is defined later, so that it may refer to the type that uses it.
    pub(super) fn inline(&mut self, schema: &'a Schema, site: Site<'_>) -> TypeRef {
        if let Some(id) = self.inline_types.get(&schema.at) {
            return TypeRef::Named(*id);
        }
        let target = self.index.outside_components(&schema.at).and_then(|component| component.id);
        let id = target.unwrap_or_else(|| self.types.reserve());
        self.inline_types.insert(&schema.at, id);
        let shared = shared_component(&schema.at);
        let (naming, documented) = match (&schema.extension.rust_name, site) {
            (
                Some(chosen),
                Site::Member(_, name) | Site::Alias(name) | Site::Operation(_, name) | Site::Response(_, name, _),
            ) => (Naming::Chosen(chosen.clone()), name),
            (None, Site::Member(owner, name)) => (Naming::Inline(owner, WireName(name.to_owned())), name),
            (None, Site::Alias(key)) => (self.naming(schema, key), key),
            (None, Site::Operation(at, part)) => match &shared {
                Some(shared) => (self.naming(schema, shared), shared.as_str()),
                None => (Naming::Part(at.clone(), part.to_owned(), None), part),
            },
            (None, Site::Response(at, part, status)) => match &shared {
                Some(shared) => (self.naming(schema, shared), shared.as_str()),
                None => (Naming::Part(at.clone(), part.to_owned(), Some(status)), part),
            },
        };
        let is_documented = matches!(site, Site::Alias(_));
        let short = title_name(&schema.title);
        self.pending.push(Pending { id, schema, naming, short, documented: documented.to_owned(), is_documented });
        TypeRef::Named(id)
    }

    /// Defines all pending types, with the inline schemas in them.
    pub(super) fn define_pending(&mut self) {
        while let Some(pending) = self.pending.pop() {
            self.define(pending);
        }
    }

    /// Defines a type.
    pub(super) fn define(&mut self, pending: Pending<'a>) {
        let Pending { id, schema, naming, short, documented, is_documented } = pending;
        self.used_extensions.mark(schema, "rust-name");
        self.used_extensions.mark(schema, "derive");
        self.used_extensions.mark(schema, "implement");
        self.types.begin(id);
        let definition = Definition { id, documented: &documented, schema, composed: self.index.composed(schema) };
        let kind = match self.index.kind(schema) {
            Ok(kind @ (SchemaKind::Enum | SchemaKind::NumberedEnum)) => {
                if kind == SchemaKind::Enum {
                    self.used_extensions.mark(schema, "numbers");
                }
                self.used_extensions.mark(schema, "variants");
                TypeKind::Enum(self.lower_enum(schema, kind))
            }
            Ok(SchemaKind::Union | SchemaKind::Mixed) => TypeKind::Union(self.lower_union(&definition)),
            Ok(SchemaKind::Tuple) => TypeKind::Tuple(self.lower_tuple(&definition)),
            Ok(kind @ (SchemaKind::Array | SchemaKind::Map)) => {
                TypeKind::Collection(self.lower_collection(&definition, kind))
            }
            Ok(
                SchemaKind::Null
                | SchemaKind::Boolean
                | SchemaKind::Integer
                | SchemaKind::Number
                | SchemaKind::String
                | SchemaKind::Object
                | SchemaKind::Any,
            )
            | Err(_) => {
                self.used_extensions.mark(schema, "secret");
                TypeKind::Struct(self.lower_struct(&definition))
            }
        };
        let ty = Type {
            name: (),
            naming,
            short,
            documented: is_documented.then_some(documented),
            docs: docs(schema),
            deprecated: schema.deprecated,
            at: schema.at.clone(),
            derive: self.derives(&schema.extension.derive),
            derived: (),
            both_ways: (),
            kind,
        };
        self.types.define(id, ty);
    }
}
