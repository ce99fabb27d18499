//! The members of an object, merged from all parts of its composition: one statement for each.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use super::composition::{ComposedSchema, MAX_ALTERNATIVE_PARTS, Part, Truncation, is_only_null, is_vacuous};
use super::lowering::Lowering;
use super::schema_index::SchemaIndex;
use super::schema_kind::SchemaKind;
use super::values::ValueType;
use crate::contract::{Constraints, TypeId};
use crate::document::Schema;
use crate::source::diagnostic::Code;

/// The statement about a member.
pub(super) struct MemberStatement<'a> {
    /// The most specific schema.
    pub(super) schema: &'a Schema,
    /// The type that inline schemas in it are named after; `None` for the current one.
    pub(super) owner: Option<TypeId>,
    /// The position among the members: those of bases come first, those of alternatives last.
    pub(super) position: usize,
    /// `true` if no value satisfies all statements.
    pub(super) is_contradictory: bool,
    /// `true` if the schema applies to every object, and not to those of an alternative alone.
    is_certain: bool,
    /// The other schemas that apply to every object.
    others: Vec<&'a Schema>,
}

impl<'a> SchemaIndex<'a> {
    /// Returns the members of a composition, by name, including those of its alternatives.
    pub(super) fn members(&self, composed: &ComposedSchema<'a>) -> BTreeMap<&'a str, MemberStatement<'a>> {
        let mut members = BTreeMap::new();
        let alternatives = self.parts_of_alternatives(composed);
        for part in &alternatives {
            self.add_members(*part, false, &mut members);
        }
        for part in composed.parts() {
            self.add_members(*part, true, &mut members);
        }
        place(composed.parts().iter().chain(&alternatives), &mut members);
        members
    }

    /// Returns the parts of all alternatives that are objects. A part of several alternatives is returned once, at its
    /// last position: of two equally specific statements the later one counts.
    fn parts_of_alternatives(&self, composed: &ComposedSchema<'a>) -> Vec<Part<'a>> {
        let mut alternatives = if self.copied.is_spent() { Vec::new() } else { composed.alternatives() };
        alternatives.retain(|part| !is_only_null(part.schema));
        let mut parts = Vec::new();
        for part in last_of_each(alternatives, |part| address(self.followed(part.schema))) {
            // The kind of the target is cached by its reference.
            if matches!(self.kind(part.schema), Ok(SchemaKind::Object)) {
                let Part { schema, owner } = match self.target(part.schema) {
                    Some(component) => Part { schema: component.schema, owner: component.id },
                    None => part,
                };
                parts.extend(
                    self.composed(schema).parts().iter().map(|inner| Part { owner: inner.owner.or(owner), ..*inner }),
                );
            }
            if parts.len() > MAX_ALTERNATIVE_PARTS {
                composed
                    .parts()
                    .last()
                    .into_iter()
                    .for_each(|own| self.record_truncation(&own.schema.at, Truncation::Alternatives));
                break;
            }
        }
        last_of_each(parts, |part| (address(part.schema), part.owner))
    }

    fn add_members(&self, part: Part<'a>, is_certain: bool, members: &mut BTreeMap<&'a str, MemberStatement<'a>>) {
        for (name, schema) in &part.schema.properties {
            let stated = MemberStatement {
                schema,
                owner: part.owner,
                position: 0,
                is_contradictory: false,
                is_certain,
                others: Vec::new(),
            };
            match members.get_mut(name.as_str()) {
                Some(before) => self.add_statement(before, stated),
                None => drop(members.insert(name, stated)),
            }
        }
    }

    /// Merges two statements: the more specific one counts.
    fn add_statement(&self, before: &mut MemberStatement<'a>, mut stated: MemberStatement<'a>) {
        let kind = |schema: &'a Schema| self.kind(schema).unwrap_or(SchemaKind::Any);
        match (kind(before.schema), kind(stated.schema)) {
            (_, SchemaKind::Any) if is_vacuous(stated.schema) && !is_vacuous(before.schema) => before.add(&stated),
            (SchemaKind::Enum, SchemaKind::String)
            | (SchemaKind::Integer, SchemaKind::Number)
            | (SchemaKind::NumberedEnum, SchemaKind::Integer | SchemaKind::Number)
            | (SchemaKind::Tuple, SchemaKind::Array)
            | (SchemaKind::Object, SchemaKind::Map | SchemaKind::Any) => before.add(&stated),
            (before_kind, kind) if is_refined(before_kind, kind) => {
                stated.add(before);
                stated.is_contradictory = before.is_contradictory;
                *before = stated;
            }
            _ => before.is_contradictory = true,
        }
    }
}

impl MemberStatement<'_> {
    /// Adds the schemas of another statement that apply to every object.
    fn add(&mut self, other: &Self) {
        self.others.extend(other.is_certain.then_some(other.schema));
        self.others.extend(&other.others);
    }
}

/// Numbers the members in the order in which the parts first state them.
fn place<'a>(parts: impl Iterator<Item = &'a Part<'a>>, members: &mut BTreeMap<&str, MemberStatement<'_>>) {
    let mut seen = BTreeSet::new();
    for part in parts {
        let mut stated: Vec<_> = part.schema.properties.iter().collect();
        stated.sort_by_key(|(_, schema)| schema.position);
        for (name, _) in stated {
            let position = seen.len();
            if seen.insert(name.as_str())
                && let Some(member) = members.get_mut(name.as_str())
            {
                member.position = position;
            }
        }
    }
}

/// Keeps the last of each group of equal things.
fn last_of_each<T, K: Ord>(mut all: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.reverse();
    all.retain(|one| seen.insert(key(one)));
    all.reverse();
    all
}

/// Returns the address of a schema.
fn address(schema: &Schema) -> usize {
    ptr::from_ref(schema).addr()
}

/// Returns `true` if values of the second kind can be values of the first.
fn is_refined(before: SchemaKind, kind: SchemaKind) -> bool {
    let is_open = matches!(before, SchemaKind::Any | SchemaKind::Union | SchemaKind::Mixed | SchemaKind::Null);
    let pairs = [
        (SchemaKind::String, SchemaKind::Enum),
        (SchemaKind::Number, SchemaKind::Integer),
        (SchemaKind::Integer, SchemaKind::NumberedEnum),
        (SchemaKind::Number, SchemaKind::NumberedEnum),
        (SchemaKind::Map, SchemaKind::Object),
        (SchemaKind::Array, SchemaKind::Tuple),
    ];
    before == kind || is_open || pairs.contains(&(before, kind))
}

impl<'a> Lowering<'a, '_> {
    /// Returns the constraints of a member: those of its value, and of all other schemas that apply to every object.
    pub(super) fn constraints_of_member(&mut self, stated: &MemberStatement<'a>, value: &ValueType) -> Constraints {
        if stated.is_contradictory {
            return Constraints::default();
        }
        let own = if stated.is_certain { value.constraints.clone() } else { Constraints::default() };
        let others = stated.others.iter().map(|schema| self.index.composed(schema).constraints());
        let all = others.fold(own, |all, other| all.and(&other));
        self.consistent(all, &value.ty, &stated.schema.at)
    }

    /// Returns the untyped value of a member whose statements no value satisfies.
    pub(super) fn contradictory(&mut self, schema: &'a Schema) -> ValueType {
        let message = "the value is untyped: the schemas of this member contradict each other";
        let help = "state the member once, or with the same schema";
        self.diagnostics.warning(Code::Contradiction, &schema.at, message, help);
        self.untyped_value(schema, "the schemas of this member contradict each other")
    }
}
