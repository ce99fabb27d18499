//! Rust names for bodies that can be one of several things: an enum for each, beside its operation.
//!
//! The enum is called after the operation, and each variant after its preferred media type.

use std::collections::BTreeSet;

use crate::contract::{Body, BodyContent, Contract, TypeName};
use crate::naming::spelling::usable_type;
use crate::source::diagnostic::{Code, JsonPointer};
use crate::source::finding::Findings;

/// Names all such bodies, once the operations have their names.
pub(super) fn resolve(contract: &mut Contract, findings: &mut Findings) {
    let taken: BTreeSet<TypeName> = contract.operations.iter().map(|operation| operation.name.clone()).collect();
    for operation in &mut contract.operations {
        let name = TypeName(format!("{}Body", operation.name.0));
        let Some(body) = operation.body.as_mut().filter(|body| body.contents.len() > 1) else { continue };
        if taken.contains(&name) {
            let why = format!("an operation has the name of what tells the bodies apart, `{}`", name.0);
            for content in body.contents.split_off(1) {
                left_out(&content, &why, &body.at, findings);
            }
        } else {
            body.name = name;
            name_variants(body, findings);
        }
    }
}

fn name_variants(body: &mut Body, findings: &mut Findings) {
    let mut taken = BTreeSet::new();
    let at = body.at.clone();
    body.contents.retain_mut(|content| {
        let Some(first) = content.media_types.first() else { return false };
        let names = [first.short_name(), first.rust_name()].map(|name| TypeName(usable_type(&name)));
        match names.into_iter().find(|name| taken.insert(name.clone())) {
            Some(name) => content.variant = name,
            None => {
                left_out(content, "another one has its name in Rust", &at, findings);
                return false;
            }
        }
        true
    });
}

fn left_out(content: &BodyContent, why: &str, at: &JsonPointer, findings: &mut Findings) {
    let media_types: Vec<_> = content.media_types.iter().map(|it| format!("`{}`", it.0)).collect();
    let message = format!("the body in {} is left out: {why}", media_types.join(", "));
    findings.warning(Code::DuplicateName, at, message, "make such requests by hand");
}
