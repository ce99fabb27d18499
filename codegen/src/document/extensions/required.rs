//! The treatment of required members: `x-bindery.required` of the document or of a schema.

use std::collections::{BTreeMap, BTreeSet};

use super::values::choice;
use crate::contract::RequiredMembers;
use crate::source::cursor::Cursor;
use crate::source::diagnostic::Code;
use crate::source::syntax::Node;

/// The treatment of the required members of an object.
#[derive(Clone, Debug, Default)]
pub(crate) struct RequiredStatement {
    /// The treatment of all members.
    pub(crate) all: Option<RequiredMembers>,
    /// The treatment of single members, by name.
    pub(crate) members: BTreeMap<String, RequiredMembers>,
}

impl RequiredStatement {
    /// Returns the treatment of the member with this name, if it is stated.
    pub(crate) fn of(&self, name: &str) -> Option<RequiredMembers> {
        self.members.get(name).copied().or(self.all)
    }

    pub(super) fn is_stated(&self) -> bool {
        self.all.is_some() || !self.members.is_empty()
    }
}

pub(super) const REQUIRED: [(&str, Option<RequiredMembers>); 2] =
    [("enforce", Some(RequiredMembers::Enforce)), ("lenient", Some(RequiredMembers::Lenient))];

/// Reads the treatment of required members: of all, or by name. A name that the schema does not require is an error.
pub(super) fn read(all: &Cursor<'_>, schema: &Cursor<'_>) -> RequiredStatement {
    let mut statement = RequiredStatement::default();
    let Some(stated) = all.get("required") else { return statement };
    if !matches!(stated.node, Node::Object(_)) {
        statement.all = choice(all, "required", &REQUIRED);
        return statement;
    }
    let names: BTreeSet<String> = schema.items("required").iter().filter_map(Cursor::as_string).collect();
    for (name, value) in stated.children() {
        if names.contains(name) {
            let required = choice(&stated, name, &REQUIRED);
            statement.members.extend(required.map(|required| (name.to_owned(), required)));
        } else {
            let help = "write the names of members that `required` of the same schema lists";
            value.error(Code::UnknownExtension, format!("the schema does not require `{name}`"), help);
        }
    }
    statement
}
