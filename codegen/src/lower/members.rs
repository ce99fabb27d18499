//! The members of an object, from all parts of its schema: one statement for each.

use std::collections::{BTreeMap, BTreeSet};
use std::ptr;

use super::kinds::Kind;
use super::references::Components;
use super::types::Types;
use super::values::Typed;
use super::whole::{Part, Whole, is_only_null, is_vacuous};
use crate::contract::TypeId;
use crate::document::Schema;
use crate::source::diagnostic::Code;
use crate::source::finding::Findings;

/// The most parts that the alternatives of one object may have for their members to be its own.
const MAX_PARTS: usize = 4096;

/// What is stated of a member.
#[derive(Clone, Copy)]
pub(super) struct Stated<'a> {
    /// The statement that says most.
    pub(super) schema: &'a Schema,
    /// The type that what is written in it is called after; `None`: the one at hand.
    pub(super) home: Option<TypeId>,
    /// Whether there are statements that no value fits all of.
    pub(super) is_contradictory: bool,
}

impl<'a> Components<'a> {
    /// The members of a whole, by name. Those of alternatives are among them: an object may have them.
    pub(super) fn members(&self, whole: &Whole<'a>) -> BTreeMap<&'a str, Stated<'a>> {
        let mut members = BTreeMap::new();
        for part in self.parts_of_alternatives(whole) {
            self.add_members(part, &mut members);
        }
        for part in whole.parts() {
            self.add_members(*part, &mut members);
        }
        members
    }

    /// The parts of the alternatives that are objects, each once, however many alternatives are made of it: where it was
    /// last, since of two statements that say as much the later one counts.
    fn parts_of_alternatives(&self, whole: &Whole<'a>) -> Vec<Part<'a>> {
        let mut alternatives = if self.taken.is_spent() { Vec::new() } else { whole.alternatives() };
        alternatives.retain(|part| !is_only_null(part.schema));
        let mut parts = Vec::new();
        for part in last_of_each(alternatives, |part| address(self.followed(part.schema))) {
            // The kind of what is referred to is known by the reference.
            if matches!(self.kind(part.schema), Ok(Kind::Object)) {
                let Part { schema, home } = match self.meant(part.schema) {
                    Some(component) => Part { schema: component.schema, home: component.id },
                    None => part,
                };
                parts.extend(
                    self.whole(schema).parts().iter().map(|inner| Part { home: inner.home.or(home), ..*inner }),
                );
            }
            if parts.len() > MAX_PARTS {
                whole.parts().last().into_iter().for_each(|own| self.cut(&own.schema.at));
                break;
            }
        }
        last_of_each(parts, |part| (address(part.schema), part.home))
    }

    fn add_members(&self, part: Part<'a>, members: &mut BTreeMap<&'a str, Stated<'a>>) {
        for (name, schema) in &part.schema.properties {
            let stated = Stated { schema, home: part.home, is_contradictory: false };
            match members.get_mut(name.as_str()) {
                Some(before) => self.add_statement(before, stated),
                None => drop(members.insert(name, stated)),
            }
        }
    }

    /// The more special of two statements counts.
    fn add_statement(&self, before: &mut Stated<'a>, stated: Stated<'a>) {
        let kind = |schema: &'a Schema| self.kind(schema).unwrap_or(Kind::Any);
        match (kind(before.schema), kind(stated.schema)) {
            (_, Kind::Any) if is_vacuous(stated.schema) && !is_vacuous(before.schema) => {}
            (Kind::Choice, Kind::Text)
            | (Kind::Integer, Kind::Number)
            | (Kind::Numbered, Kind::Integer | Kind::Number)
            | (Kind::Object, Kind::Map | Kind::Any) => {}
            (before_kind, kind) if is_refined(before_kind, kind) => {
                *before = Stated { is_contradictory: before.is_contradictory, ..stated };
            }
            _ => before.is_contradictory = true,
        }
    }
}

/// What is left of things if each stands there once, where it was last.
fn last_of_each<T, K: Ord>(mut all: Vec<T>, key: impl Fn(&T) -> K) -> Vec<T> {
    let mut seen = BTreeSet::new();
    all.reverse();
    all.retain(|one| seen.insert(key(one)));
    all.reverse();
    all
}

/// Where a schema is in memory.
fn address(schema: &Schema) -> usize {
    ptr::from_ref(schema).addr()
}

/// Whether values of the second kind can be values of the first.
fn is_refined(before: Kind, kind: Kind) -> bool {
    let is_open = matches!(before, Kind::Any | Kind::Union | Kind::Mixed | Kind::Null);
    let pairs = [
        (Kind::Text, Kind::Choice),
        (Kind::Number, Kind::Integer),
        (Kind::Integer, Kind::Numbered),
        (Kind::Number, Kind::Numbered),
        (Kind::Map, Kind::Object),
    ];
    before == kind || is_open || pairs.contains(&(before, kind))
}

impl<'a> Types<'a> {
    /// The type of a member of which the parts of a type say what no value fits.
    pub(super) fn contradictory(&mut self, schema: &'a Schema, findings: &mut Findings) -> Typed {
        let message = "a value of any kind stands here: the parts of the type say contradictory things of this member";
        let help = "state the member once, or in one way";
        findings.warning(Code::Contradiction, &schema.at, message, help);
        self.free(schema, "the parts of the type say contradictory things of this member")
    }
}
