//! The members of an object, from all parts of its schema: one statement for each.

use std::collections::BTreeMap;

use super::kinds::Kind;
use super::references::Components;
use super::types::Types;
use super::values::Typed;
use super::whole::{Part, Whole, is_only_null, is_vacuous};
use crate::contract::TypeId;
use crate::diagnostic::Code;
use crate::document::Schema;
use crate::finding::Findings;

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
        for part in whole.alternatives().into_iter().filter(|part| !is_only_null(part.schema)) {
            if matches!(self.kind(part.schema), Ok(Kind::Object)) {
                for inner in self.whole(part.schema).parts() {
                    self.add_members(Part { home: inner.home.or(part.home), ..*inner }, &mut members);
                }
            }
        }
        for part in whole.parts() {
            self.add_members(*part, &mut members);
        }
        members
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
