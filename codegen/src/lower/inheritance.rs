//! Inheritance in data contracts: the classes that declare the members of a type.
//!
//! The base of a schema is the first object in its `allOf` that is a reference. .NET has one base for each class, so
//! other references are taken for parts of the class itself. An extension names bases that have no schema.

use std::collections::{BTreeMap, BTreeSet};

use super::lowering::Lowering;
use super::objects::Definition;
use super::schema_index::{Component, MAX_ALIASES, SchemaIndex};
use super::schema_kind::SchemaKind;
use crate::document::{BaseStatement, Schema, XmlInheritance, XmlProfile};
use crate::source::diagnostic::Code;

/// The classes that declare the members of a type, the base of all first, and the type itself last.
pub(super) struct Inheritance<'n> {
    /// Their .NET names.
    classes: Vec<&'n str>,
    /// The classes of the members that bases declare.
    declared: BTreeMap<&'n str, usize>,
}

impl<'n> Inheritance<'n> {
    /// Returns the position of the class that declares a member.
    pub(super) fn level(&self, member: &str) -> usize {
        self.declared.get(member).copied().unwrap_or(self.classes.len().saturating_sub(1))
    }

    /// Returns the name of the class that declares a member.
    pub(super) fn class(&self, member: &str) -> &'n str {
        self.classes.get(self.level(member)).copied().unwrap_or_default()
    }

    /// Returns the documented name of the type.
    pub(super) fn documented(&self) -> &'n str {
        self.classes.last().copied().unwrap_or_default()
    }

    /// Adds a class with the members that it declares, which are not those of a class before it.
    fn add(&mut self, name: &'n str, members: impl Iterator<Item = &'n str>) {
        for member in members {
            self.declared.entry(member).or_insert(self.classes.len());
        }
        self.classes.push(name);
    }
}

impl<'a> Lowering<'a, '_> {
    /// Returns the classes that declare the members of a type.
    pub(super) fn inheritance<'n>(&mut self, definition: &Definition<'a, 'n>) -> Inheritance<'n>
    where
        'a: 'n,
    {
        let Definition { documented, schema, .. } = definition;
        let mut inheritance = Inheritance { classes: Vec::new(), declared: BTreeMap::new() };
        if self.xml_profile() == XmlProfile::DataContract {
            let has_bases = self.document.extension.xml.inheritance == XmlInheritance::BaseFirst;
            let bases = if has_bases { self.index.bases(schema) } else { Vec::new() };
            for base in bases {
                add_stated(&mut inheritance, &base.schema.extension.bases);
                let composed = self.index.composed(base.schema);
                let members = composed.parts().iter().flat_map(|part| &part.schema.properties);
                inheritance.add(base.documented(), members.map(|(name, _)| name.as_str()));
            }
            self.check_bases(definition, &inheritance);
            add_stated(&mut inheritance, &schema.extension.bases);
        }
        inheritance.classes.push(documented);
        inheritance
    }

    /// Reports the members in an extension about bases that the type does not declare.
    fn check_bases(&mut self, definition: &Definition<'a, '_>, inherited: &Inheritance<'_>) {
        let Definition { schema, composed, .. } = definition;
        self.used_extensions.mark(schema, "bases");
        let stated = || schema.extension.bases.iter().flat_map(|base| &base.members);
        if stated().next().is_none() {
            return;
        }
        let properties = composed.parts().iter().flat_map(|part| &part.schema.properties);
        let members: BTreeSet<&str> = properties.map(|(name, _)| name.as_str()).collect();
        for (name, at) in stated() {
            if !members.contains(name.as_str()) || inherited.declared.contains_key(name.as_str()) {
                let message = format!("`bases` names `{name}`, which is not a member that the schema declares");
                self.diagnostics.error(Code::UnknownExtension, at, message, "use the documented name of a member");
            }
        }
    }
}

fn add_stated<'n>(inheritance: &mut Inheritance<'n>, bases: &'n [BaseStatement]) {
    for base in bases {
        inheritance.add(&base.name, base.members.iter().map(|(name, _)| name.as_str()));
    }
}

impl<'a> SchemaIndex<'a> {
    /// Returns the bases of a schema, the base of all first.
    fn bases(&self, schema: &'a Schema) -> Vec<Component<'a>> {
        let mut bases: Vec<Component<'a>> = Vec::new();
        let mut next = self.base(schema);
        while let Some(base) = next {
            let is_known = base.schema.at == schema.at || bases.iter().any(|other| other.schema.at == base.schema.at);
            if is_known || bases.len() == MAX_ALIASES {
                break;
            }
            bases.push(base);
            next = self.base(base.schema);
        }
        bases.reverse();
        bases
    }

    fn base(&self, schema: &'a Schema) -> Option<Component<'a>> {
        let parents = self.parents(schema).into_iter();
        let mut targets = parents.map(|parent| self.target(parent.schema).unwrap_or(parent));
        targets.find(|target| matches!(self.kind(target.schema), Ok(SchemaKind::Object)))
    }
}
