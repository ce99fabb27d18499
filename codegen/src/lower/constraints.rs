//! Constraints: those of a schema and of all its parts, the narrower of two.

use super::composition::ComposedSchema;
use super::lowering::Lowering;
use crate::contract::{Constraints, TypeRef, pattern};
use crate::document::Schema;
use crate::source::diagnostic::{Code, JsonPointer};

/// The most examples of a value.
const MAX_EXAMPLES: usize = 3;

impl ComposedSchema<'_> {
    /// Returns the constraints that all parts state.
    pub(super) fn constraints(&self) -> Constraints {
        let stated = self.parts().iter().filter_map(|part| part.schema.constraints.as_deref());
        stated.fold(Constraints::default(), Constraints::and)
    }
}

impl Lowering<'_, '_> {
    /// Returns the constraints that apply to a type, with a warning for those that contradict each other, and for those
    /// that a crate with checks cannot check.
    pub(super) fn consistent(&mut self, stated: Constraints, ty: &TypeRef, at: &JsonPointer) -> Constraints {
        let mut constraints = stated.of_type(ty);
        for pair in constraints.remove_contradictions() {
            let message = format!("{pair} are ignored: no value satisfies both");
            self.diagnostics.warning(Code::Contradiction, at, message, "correct one of the two");
        }
        for pattern in constraints.patterns.iter().filter(|_| self.validates) {
            if let Err(reason) = pattern::translate(pattern) {
                let message = format!("the pattern `{pattern}` is not checked: {reason}");
                let help = "check it in your own code, or state it without look-around and references";
                self.diagnostics.warning(Code::Unsupported, at, message, help);
            }
        }
        constraints
    }
}

/// Returns the constraints that an alias states beside its target.
pub(super) fn beside_target(schema: &Schema) -> Constraints {
    let parts = schema.all_of.iter().filter(|part| part.reference.is_none());
    let own = schema.constraints.as_deref().cloned().unwrap_or_default();
    parts.fold(own, |all, part| all.and(&beside_target(part)))
}

/// Returns the first of the examples, which replace those of a target.
pub(super) fn first_examples(own: &[String], others: &[String]) -> Vec<String> {
    let stated = if own.is_empty() { others } else { own };
    stated.iter().take(MAX_EXAMPLES).cloned().collect()
}
