//! Files among the parts of multipart bodies. From OpenAPI 3.1 on, a part whose schema states no type is bytes, whose
//! media type is `application/octet-stream` unless an encoding states another. A schema that other bodies have as well
//! keeps its untyped members: JSON holds no bytes.
//! <https://spec.openapis.org/oas/v3.1.1.html#encoding-object>

use std::collections::BTreeSet;

use super::{Document, Reference, Schema};
use crate::source::diagnostic::JsonPointer;

/// The format of bytes.
const BINARY: &str = "binary";

impl Document {
    /// Makes the parts without a type files.
    pub(super) fn read_multipart_files(&mut self) {
        let bodies = self.multipart_bodies();
        let components = self.schemas.iter_mut().map(|(_, schema)| schema);
        let contents = self.operations.iter_mut().flat_map(|operation| &mut operation.body);
        let contents = contents.flat_map(|body| &mut body.content).filter_map(|content| content.schema.as_mut());
        components.chain(&mut self.referenced).chain(contents).for_each(|schema| read_parts(schema, &bodies));
    }

    /// Returns the locations of the schemas of multipart bodies, and of those that they alone refer to.
    fn multipart_bodies(&self) -> BTreeSet<JsonPointer> {
        let bodies = self.operations.iter().filter_map(|operation| operation.body.as_ref());
        let is_multipart = |media_type: &str| media_type.to_ascii_lowercase().starts_with("multipart/");
        let contents = bodies.flat_map(|body| &body.content);
        let contents = contents.filter(|content| content.media_types.iter().any(|it| is_multipart(&it.name)));
        let mut open: Vec<&Schema> = contents.filter_map(|content| content.schema.as_ref()).collect();
        let mut found = BTreeSet::new();
        while let Some(schema) = open.pop() {
            if found.insert(schema.at.clone()) {
                open.extend(schema.reference.as_ref().and_then(|reference| self.target_of(reference)));
                open.extend(&schema.all_of);
            }
        }
        if !found.is_empty() {
            let elsewhere = self.referred_to_outside(&found);
            found.retain(|at| !elsewhere.iter().any(|other| at.within(other).is_some()));
        }
        found
    }

    /// Returns the locations that schemas other than these refer to.
    fn referred_to_outside(&self, schemas: &BTreeSet<JsonPointer>) -> BTreeSet<JsonPointer> {
        let all = self.all_schemas().into_iter();
        let others = all.filter(|schema| !schemas.contains(&schema.at));
        others.filter_map(|schema| schema.reference.as_ref()?.within()).filter(|at| schemas.contains(at)).collect()
    }

    /// Returns the component, or other schema, that a reference leads to.
    fn target_of(&self, reference: &Reference) -> Option<&Schema> {
        let at = reference.within()?;
        let components = self.schemas.iter().map(|(_, schema)| schema);
        components.chain(&self.referenced).find(|schema| schema.at == at)
    }
}

impl Reference {
    /// Returns the location of the target, if it is in the document.
    fn within(&self) -> Option<JsonPointer> {
        JsonPointer::from_fragment(self.text.strip_prefix('#')?)
    }
}

/// Makes the members of a body without a type files.
fn read_parts(schema: &mut Schema, bodies: &BTreeSet<JsonPointer>) {
    schema.all_of.iter_mut().for_each(|part| read_parts(part, bodies));
    if !bodies.contains(&schema.at) {
        return;
    }
    for (_, member) in &mut schema.properties {
        let part = match &mut member.items {
            Some(items) => items,
            None => member,
        };
        if states_no_type(part) {
            part.format = Some(BINARY.to_owned());
        }
    }
}

/// Returns `true` if a schema says nothing about its values, but may describe them.
fn states_no_type(schema: &Schema) -> bool {
    let is_plain = schema.reference.is_none() && schema.types.is_empty() && schema.format.is_none();
    let has_parts = schema.items.is_some() || !schema.properties.is_empty() || schema.additional.is_some();
    let is_composed = !schema.all_of.is_empty() || !schema.alternatives.is_empty();
    is_plain && !has_parts && !is_composed && schema.values.is_none() && schema.extension.rust_type.is_none()
}
