//! Schemas to types: those of the components, and those that are written where they are used.

use std::collections::BTreeMap;

use super::choice;
use super::kinds::{has_identity, is_enum};
use super::references::{Component, Components};
use super::switches::Used;
use super::unbound::{Unbound, report};
use super::values::{Owner, Typed};
use crate::contract::{Access, Docs, FieldName, Member, Naming, Struct, Type, TypeId, TypeKind, TypeName, WireName};
use crate::diagnostic::Code;
use crate::document::{Additional, Document, DocumentSwitches, Schema, TypeNames, XmlObject};
use crate::finding::Findings;

/// What becomes of a member that is left out.
const KEPT: &str = "readers keep it as unknown, and write it back; give it a schema that is bound to have it typed";

/// The types of a contract in the making.
pub(super) struct Types<'a> {
    pub(super) switches: &'a DocumentSwitches,
    pub(super) components: Components<'a>,
    defined: Vec<Option<Type>>,
    /// What the components that are only other names stand for, as far as it is known.
    pub(super) aliases: BTreeMap<&'a str, Result<Typed, Unbound>>,
    /// The number of those that are being worked out.
    pub(super) open_aliases: usize,
    used: Used,
}

impl<'a> Types<'a> {
    /// Lowers all schemas of the components.
    pub(super) fn collect(document: &'a Document, findings: &mut Findings) -> Self {
        let mut types = Self {
            switches: &document.switches,
            components: Components::new(document.components),
            defined: Vec::new(),
            aliases: BTreeMap::new(),
            open_aliases: 0,
            used: Used::default(),
        };
        for (key, schema) in &document.schemas {
            let id = has_identity(schema).then(|| types.reserve());
            types.components.add(Component { key, schema, id });
        }
        for component in types.components.all() {
            if types.components.is_circle(component, findings) {
                types.aliases.insert(component.key, Err(Unbound::Reported));
            }
        }
        for component in types.components.all() {
            if let Some(id) = component.id {
                let documented = component.documented();
                types.used.mark(component.schema, "name");
                let naming = types.naming(component.schema, documented);
                types.define(id, component.schema, naming, (documented, Some(documented)), findings);
            } else {
                // Nothing may use this name, and yet what is wrong with it is a finding.
                let _ = types.alias(component, findings);
            }
        }
        types
    }

    /// The types, in the order of their ids; with a finding for each switch of a schema that had no effect on them.
    pub(super) fn finish(self, document: &Document, findings: &mut Findings) -> Vec<Type> {
        self.used.check(document, findings);
        self.defined.into_iter().flatten().collect()
    }

    /// The type of this id, if it is defined by now.
    pub(super) fn get(&self, id: TypeId) -> Option<&Type> {
        self.defined.get(id.0).and_then(Option::as_ref)
    }

    /// Whether the type of this id is a struct.
    pub(super) fn is_struct(&self, id: TypeId) -> bool {
        self.get(id).is_some_and(|ty| matches!(ty.kind, TypeKind::Struct(_)))
    }

    /// Whether the type of this id is an enum.
    pub(super) fn is_enum(&self, id: TypeId) -> bool {
        self.get(id).is_some_and(|ty| matches!(ty.kind, TypeKind::Enum(_)))
    }

    /// Says that a switch of a schema has an effect.
    pub(super) fn mark(&mut self, schema: &Schema, key: &'static str) {
        self.used.mark(schema, key);
    }

    pub(super) fn reserve(&mut self) -> TypeId {
        self.defined.push(None);
        TypeId(self.defined.len() - 1)
    }

    pub(super) fn naming(&self, schema: &Schema, documented: &str) -> Naming {
        match (&schema.switches.rust_name, self.switches.types) {
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
        findings: &mut Findings,
    ) {
        self.used.mark(schema, "rust-name");
        let kind = if is_enum(schema) {
            self.used.mark(schema, "numbers");
            self.used.mark(schema, "variants");
            TypeKind::Enum(choice::lower(schema, findings))
        } else {
            self.used.mark(schema, "secret");
            TypeKind::Struct(self.lower_struct(id, schema, documented.to_owned(), findings))
        };
        self.defined[id.0] = Some(Type {
            name: TypeName::default(),
            naming,
            documented: own_name.map(str::to_owned),
            docs: docs(schema),
            deprecated: schema.deprecated,
            at: schema.at.clone(),
            kind,
        });
    }

    fn lower_struct(&mut self, id: TypeId, schema: &'a Schema, documented: String, findings: &mut Findings) -> Struct {
        let mut members = Vec::new();
        for (name, property) in &schema.properties {
            match self.member((id, name), &documented, schema, property, findings) {
                Ok(member) => members.push(member),
                Err(unbound) => report(&unbound, &format!("the member `{name}`"), &property.at, KEPT, findings),
            }
        }
        if let Some(additional) = schema.additional.as_ref().and_then(Additional::schema) {
            let message = "the schema of the members that `properties` does not name is not bound yet";
            let help = "readers keep such members as unknown, and write them back";
            findings.warning(Code::Unsupported, &additional.at, message, help);
        }
        let xml = self.xml_type(&documented, schema, &members);
        Struct { documented, members, secret_string: schema.switches.secret_string, xml }
    }

    fn member(
        &mut self,
        (id, name): (TypeId, &'a str),
        documented: &str,
        parent: &'a Schema,
        schema: &'a Schema,
        findings: &mut Findings,
    ) -> Result<Member, Unbound> {
        let typed = self.typed(schema, Owner::Member(id, name), findings)?;
        self.used.mark(schema, "field");
        // A member is called by its own name: that of the schema that it refers to is the name of a document's root.
        let own = XmlObject { name: schema.xml.name.clone(), ..typed.xml };
        let xml = self.xml_member(documented, name, &own, &typed.ty, typed.items.as_ref());
        let Typed { ty, nullable, default, format, .. } = typed;
        Ok(Member {
            name: WireName(name.to_owned()),
            field: FieldName::default(),
            chosen: schema.switches.field.clone(),
            docs: docs(schema),
            ty,
            nullable,
            required: parent.required.iter().any(|required| required == name),
            access: access(schema),
            deprecated: schema.deprecated,
            default,
            format,
            xml,
            at: schema.at.clone(),
        })
    }
}

fn docs(schema: &Schema) -> Docs {
    Docs { text: schema.description.clone(), link: schema.external_docs.clone() }
}

fn access(schema: &Schema) -> Access {
    match (schema.read_only, schema.write_only) {
        (true, _) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        (false, false) => Access::ReadWrite,
    }
}
