//! Switches of schemas that had no effect: an error, so that none outlives what it was for.

use std::collections::BTreeSet;

use crate::document::{Document, Schema};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::finding::Findings;

/// The switches that had an effect: those of a schema, by its place and their key.
#[derive(Default)]
pub(super) struct Used(BTreeSet<(JsonPointer, &'static str)>);

impl Used {
    /// Says that a switch of a schema, if it is stated, has an effect.
    pub(super) fn mark(&mut self, schema: &Schema, key: &'static str) {
        if schema.switches.stated().any(|stated| stated == key) {
            self.0.insert((schema.at.clone(), key));
        }
    }

    /// Reports the switches that had none.
    pub(super) fn check(&self, document: &Document, findings: &mut Findings) {
        for schema in document.all_schemas() {
            for key in schema.switches.stated() {
                if !self.0.contains(&(schema.at.clone(), key)) {
                    let at = schema.at.child("x-bindery").child(key);
                    findings.error(Code::UnknownSwitch, &at, format!("`{key}` has no effect here"), help(key));
                }
            }
        }
    }
}

/// Where a switch has an effect.
fn help(key: &str) -> &'static str {
    match key {
        "name" => "remove it, or state it on a component that becomes a type: an object, or an enum of strings",
        "secret" => "remove it, or state it on an object with named members",
        "numbers" | "variants" => "remove it, or state it beside an `enum` of strings",
        "field" => "remove it, or state it on a member or a parameter that is bound",
        "role" => "remove it, or state it on the schema of a header that is bound",
        _ => "remove it, or state it on a schema that becomes a type: an object, or an enum of strings",
    }
}
