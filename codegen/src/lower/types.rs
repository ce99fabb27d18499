//! Schemas to types: one function for each kind of schema.

use std::collections::BTreeMap;

use super::kinds::{has_identity, is_enum, kind};
use super::references::{Component, Components, MAX_ALIASES};
use super::switches::Used;
use super::unbound::{Unbound, report};
use super::{choice, data_contract, xml_object};
use crate::contract::{
    Access, Docs, FieldName, Item, Member, Naming, Scalar, Struct, Type, TypeId, TypeKind, TypeName, TypeRef, WireName,
    XmlMember, XmlType,
};
use crate::document::{Document, DocumentSwitches, Reference, Schema, SchemaType, TypeNames, XmlObject, XmlProfile};
use crate::finding::Findings;

/// What becomes of a member that is left out.
const KEPT: &str = "readers keep it as unknown, and write it back; give it a schema that is bound to have it typed";

/// What becomes of a component that is left out.
const USES: &str = "what uses it is left out as well; give it a schema that is bound to have both typed";

/// The types of a contract in the making.
pub(super) struct Types<'a> {
    switches: &'a DocumentSwitches,
    components: Components<'a>,
    defined: Vec<Option<Type>>,
    /// What the components that are only other names stand for, as far as it is known.
    aliases: BTreeMap<&'a str, Result<Typed, Unbound>>,
    /// The number of those that are being worked out.
    open_aliases: usize,
    used: Used,
}

/// A value's type as a schema gives it.
#[derive(Clone)]
pub(super) struct Typed {
    pub(super) ty: TypeRef,
    pub(super) nullable: bool,
    /// The `xml` object of the schema, and of those that it refers to.
    xml: XmlObject,
    /// The same of the items, if it is a list.
    items: Option<XmlObject>,
}

/// Where an inline type is written.
#[derive(Clone, Copy)]
enum Owner<'a> {
    /// In a member of a type.
    Member(TypeId, &'a str),
    /// In a component of this key that is no type itself, such as a list.
    Alias(&'a str),
}

impl<'a> Types<'a> {
    /// Lowers all schemas of the components.
    pub(super) fn collect(document: &'a Document, findings: &mut Findings) -> Self {
        let mut types = Self {
            switches: &document.switches,
            components: Components::default(),
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
        types.used.check(document, findings);
        types
    }

    /// The types, in the order of their ids.
    pub(super) fn finish(self) -> Vec<Type> {
        self.defined.into_iter().flatten().collect()
    }

    /// The type of a value that stands outside of any type, as a body does.
    pub(super) fn value(&mut self, schema: &'a Schema, findings: &mut Findings) -> Result<Typed, Unbound> {
        self.typed(schema, None, findings)
    }

    /// The type of this id, if it is a struct.
    pub(super) fn is_struct(&self, id: TypeId) -> bool {
        let ty = self.defined.get(id.0).and_then(Option::as_ref);
        ty.is_some_and(|ty| matches!(ty.kind, TypeKind::Struct(_)))
    }

    fn reserve(&mut self) -> TypeId {
        self.defined.push(None);
        TypeId(self.defined.len() - 1)
    }

    fn naming(&self, schema: &Schema, documented: &str) -> Naming {
        match (&schema.switches.rust_name, self.switches.types) {
            (Some(chosen), _) => Naming::Chosen(chosen.clone()),
            (None, TypeNames::Full) => Naming::Documented(documented.to_owned()),
            (None, TypeNames::Short) => Naming::DocumentedShort(documented.to_owned()),
        }
    }

    /// Defines a type that has a name of its own, or at least one that people know it by.
    fn define(
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
        let Typed { ty, nullable, xml, items } = self.typed(schema, Some(Owner::Member(id, name)), findings)?;
        self.used.mark(schema, "field");
        // A member is called by its own name: that of the schema that it refers to is the name of a document's root.
        let xml = XmlObject { name: schema.xml.name.clone(), ..xml };
        let xml = self.xml_member(documented, name, &xml, &ty, items.as_ref());
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
            xml,
            at: schema.at.clone(),
        })
    }

    fn xml_type(&self, documented: &str, schema: &Schema, members: &[Member]) -> XmlType {
        let elements: Vec<XmlMember> = members.iter().map(|member| member.xml.clone()).collect();
        match self.switches.xml_profile {
            XmlProfile::XmlObject => xml_object::lower_type(documented, &schema.xml),
            XmlProfile::DataContract => data_contract::lower_type(documented, &elements),
        }
    }

    fn xml_member(
        &self,
        owner: &str,
        name: &str,
        xml: &XmlObject,
        ty: &TypeRef,
        items: Option<&XmlObject>,
    ) -> XmlMember {
        if self.switches.xml_profile == XmlProfile::XmlObject {
            return xml_object::lower_member(name, xml, items);
        }
        let items = match ty {
            TypeRef::List(item) => Some(self.contract_items(&item.ty)),
            _ => None,
        };
        data_contract::lower_member(owner, name, self.switches.xml_names, items.as_ref())
    }

    /// What the items of a list are in the data-contract profile.
    fn contract_items(&self, item: &TypeRef) -> data_contract::Items<'_> {
        use data_contract::Items;
        match item {
            TypeRef::Scalar(scalar) => Items::Scalar(*scalar),
            TypeRef::List(item) => Items::List(Box::new(self.contract_items(&item.ty))),
            // Inline types have no documented name: they are known by nothing but their use.
            TypeRef::Named(id) => Items::Named(self.components.of_type(*id).map_or("anyType", |of| of.documented())),
        }
    }

    /// The type that a schema gives to a value.
    fn typed(
        &mut self,
        schema: &'a Schema,
        owner: Option<Owner<'a>>,
        findings: &mut Findings,
    ) -> Result<Typed, Unbound> {
        if let Some(reference) = &schema.reference {
            let mut typed = self.referenced(reference, findings)?;
            typed.nullable |= schema.is_nullable();
            typed.xml = schema.xml.over(typed.xml);
            return Ok(typed);
        }
        let ty = |ty| Ok(Typed { ty, nullable: schema.is_nullable(), xml: schema.xml.clone(), items: None });
        let scalar = |scalar| ty(TypeRef::Scalar(scalar));
        match (kind(schema)?, schema.format.as_deref()) {
            (SchemaType::Boolean, _) => scalar(Scalar::Bool),
            (SchemaType::Integer, Some("int32")) => scalar(Scalar::I32),
            (SchemaType::Integer, _) => scalar(Scalar::I64),
            (SchemaType::Number, _) => scalar(Scalar::F64),
            (SchemaType::String, _) if is_enum(schema) => ty(self.inline(schema, owner, findings)?),
            (SchemaType::String, Some("password")) => scalar(Scalar::Secret),
            (SchemaType::String, _) => scalar(Scalar::String),
            (SchemaType::Object, _) => ty(self.inline(schema, owner, findings)?),
            (SchemaType::Array, _) => self.list(schema, owner, findings),
            (SchemaType::Null, _) => Err(Unbound::Because(String::from("null is its only value"))),
        }
    }

    /// What a reference stands for: a type with an identity, or what the other name stands for.
    fn referenced(&mut self, reference: &Reference, findings: &mut Findings) -> Result<Typed, Unbound> {
        let component = self.components.find(reference, findings)?;
        let Component { schema, id: Some(id), .. } = component else { return self.alias(component, findings) };
        Ok(Typed { ty: TypeRef::Named(id), nullable: schema.is_nullable(), xml: schema.xml.clone(), items: None })
    }

    /// What a component stands for that is only another name. It is worked out once, however often it is used, and
    /// what is written in it is called after it alone. If it stands for nothing that is bound, that is said once, too.
    fn alias(&mut self, component: Component<'a>, findings: &mut Findings) -> Result<Typed, Unbound> {
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
        let typed = self.typed(schema, Some(Owner::Alias(key)), findings).map_err(|unbound| {
            report(&unbound, &format!("the type `{key}`"), &schema.at, USES, findings);
            Unbound::Because(format!("its type `{key}` is left out"))
        });
        self.open_aliases -= 1;
        self.aliases.insert(key, typed.clone());
        typed
    }

    fn list(
        &mut self,
        schema: &'a Schema,
        owner: Option<Owner<'a>>,
        findings: &mut Findings,
    ) -> Result<Typed, Unbound> {
        let Some(items) = &schema.items else {
            return Err(Unbound::Because(String::from(
                "its items have no schema, and free-form values are not bound yet",
            )));
        };
        let item = self.typed(items, owner, findings)?;
        if matches!(item.ty, TypeRef::List(_)) {
            return Err(Unbound::Because(String::from("lists of lists are not bound yet")));
        }
        let ty = TypeRef::List(Box::new(Item { ty: item.ty, nullable: item.nullable }));
        Ok(Typed { ty, nullable: schema.is_nullable(), xml: schema.xml.clone(), items: Some(item.xml) })
    }

    /// A type that is written where it is used.
    fn inline(
        &mut self,
        schema: &'a Schema,
        owner: Option<Owner<'a>>,
        findings: &mut Findings,
    ) -> Result<TypeRef, Unbound> {
        let Some(owner) = owner else {
            return Err(Unbound::Because(String::from("types written within an operation are not bound yet")));
        };
        if !is_enum(schema) && schema.properties.is_empty() {
            return Err(Unbound::Because(String::from("it is an object of any members, and those are not bound yet")));
        }
        let id = self.reserve();
        let (naming, documented) = match (&schema.switches.rust_name, owner) {
            (Some(chosen), Owner::Member(_, name) | Owner::Alias(name)) => (Naming::Chosen(chosen.clone()), name),
            (None, Owner::Member(owner, name)) => (Naming::Inline(owner, WireName(name.to_owned())), name),
            (None, Owner::Alias(key)) => (self.naming(schema, key), key),
        };
        let own_name = matches!(owner, Owner::Alias(_)).then_some(documented);
        self.define(id, schema, naming, (documented, own_name), findings);
        Ok(TypeRef::Named(id))
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
