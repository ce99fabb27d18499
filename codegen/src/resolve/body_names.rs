//! Rust names for bodies that can be one of several things: an enum for each, beside its operation.
//!
//! The enum is called after the operation, and each variant after its preferred media type.

use std::collections::BTreeSet;

use crate::contract::{Body, BodyContent, Contract, TypeName};
use crate::naming::casing::usable_type;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::diagnostics::Diagnostics;

/// Names all such bodies, once the operations have their names.
pub(super) fn resolve(contract: &mut Contract, diagnostics: &mut Diagnostics) {
    let used: BTreeSet<TypeName> = contract.operations.iter().map(|operation| operation.name.clone()).collect();
    for operation in &mut contract.operations {
        let name = TypeName(format!("{}Body", operation.name.0));
        let Some(body) = operation.body.as_mut().filter(|body| body.contents.len() > 1) else { continue };
        if used.contains(&name) {
            let why = format!("an operation has the name of what tells the bodies apart, `{}`", name.0);
            for content in body.contents.split_off(1) {
                left_out(&content, &why, &body.at, diagnostics);
            }
        } else {
            body.name = name;
            name_variants(body, diagnostics);
        }
    }
}

fn name_variants(body: &mut Body, diagnostics: &mut Diagnostics) {
    let mut used = BTreeSet::new();
    let at = body.at.clone();
    body.contents.retain_mut(|content| {
        let Some(first) = content.media_types.first() else { return false };
        let names = [first.short_name(), first.rust_name()].map(|name| TypeName(usable_type(&name)));
        match names.into_iter().find(|name| used.insert(name.clone())) {
            Some(name) => content.variant = name,
            None => {
                left_out(content, "another one has its name in Rust", &at, diagnostics);
                return false;
            }
        }
        true
    });
}

fn left_out(content: &BodyContent, why: &str, at: &JsonPointer, diagnostics: &mut Diagnostics) {
    let media_types: Vec<_> = content.media_types.iter().map(|it| format!("`{}`", it.0)).collect();
    let message = format!("the body in {} is left out: {why}", media_types.join(", "));
    diagnostics.warning(Code::DuplicateName, at, message, "make such requests by hand");
}
