//! Extensions of schemas without an effect. Each is an error, so that no extension outlives its purpose.

use std::collections::BTreeSet;

use crate::document::{Document, Schema};
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// The extensions with an effect, by location of the schema and key.
#[derive(Default)]
pub(super) struct UsedExtensions(BTreeSet<(JsonPointer, &'static str)>);

impl UsedExtensions {
    /// Records that an extension of a schema, if stated, has an effect.
    pub(super) fn mark(&mut self, schema: &Schema, key: &'static str) {
        if schema.extension.stated().any(|stated| stated == key) {
            self.0.insert((schema.at.clone(), key));
        }
    }

    /// Reports the extensions without an effect.
    pub(super) fn check(&self, document: &Document, diagnostics: &mut Diagnostics) {
        for schema in document.all_schemas() {
            for key in schema.extension.stated() {
                if !self.0.contains(&(schema.at.clone(), key)) {
                    let at = schema.at.child("x-bindery").child(key);
                    diagnostics.error(Code::UnknownExtension, &at, format!("`{key}` has no effect here"), help(key));
                }
            }
        }
    }
}

/// Returns the help: the locations where an extension has an effect.
fn help(key: &str) -> &'static str {
    match key {
        "name" => "remove it, or state it on a component that becomes a type: an object, or an enum of strings",
        "secret" => "remove it, or state it on an object with named members",
        "numbers" | "variants" => "remove it, or state it beside an `enum` of strings",
        "bases" => "remove it, or state it on an object with named members, in the XML profile `data-contract`",
        "xml" => "remove it, or state it on an object with named members, in the XML profile `xml-object`",
        "field" => "remove it, or state it on a member or a parameter that is generated",
        "format" => "remove it, or state a library with a type for the format of a string",
        "rust-type" => {
            "remove it, or state it on a schema in use without a `const`, whose strings are neither passwords nor binary"
        }
        "derive" | "implement" => "remove it, or state it on a schema that becomes a type",
        "role" => "remove it, or state it on the schema of a header that is generated",
        _ => "remove it, or state it on a schema that becomes a type: an object, or an enum of strings",
    }
}
