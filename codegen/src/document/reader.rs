//! The state of reading operations, which both dialects share.

use super::expansion::ExpansionBudget;
use super::references::follow;
use super::security::SecuritySchemes;
use super::{Body, Cursor, Dialect, Parameter, Unselected};

/// The state of reading operations.
pub(super) struct Reader<'a> {
    pub(super) top: &'a Cursor<'a>,
    pub(super) dialect: Dialect,
    pub(super) schemes: SecuritySchemes,
    pub(super) expansion: ExpansionBudget,
    /// The requests that are not read.
    pub(super) unselected: &'a Unselected,
}

/// The inputs of an operation besides its path.
pub(super) struct Inputs {
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    /// `true` if the inputs are contradictory, which is already reported.
    pub(super) malformed: bool,
}

impl<'a> Reader<'a> {
    /// Follows `$ref` to its target. Returns `None`, with a diagnostic, if there is none.
    pub(super) fn follow(&mut self, from: Cursor<'a>) -> Option<Cursor<'a>> {
        let location = from.at.clone();
        let to = follow(self.top.node, from)?;
        (to.at == location || self.expansion.allow(&to)).then_some(to)
    }

    /// Returns the cursor that states a key for an operation: the operation itself, or else the general one. Returns
    /// `None` if the budget does not allow the general one.
    pub(super) fn own_or_general<'s>(
        &mut self,
        own: &'s Cursor<'a>,
        general: &'s Cursor<'a>,
        key: &str,
    ) -> Option<&'s Cursor<'a>> {
        if own.get(key).is_some() {
            return Some(own);
        }
        let is_allowed = general.get(key).is_none_or(|stated| self.expansion.allow(&stated));
        is_allowed.then_some(general)
    }
}

/// The longest path, and the longest URL of a server: the length of a URI that all recipients should support.
/// <https://www.rfc-editor.org/rfc/rfc9110#section-4.1>
pub(super) const MAX_PATH: usize = 8000;
